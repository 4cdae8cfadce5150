"""Matches a production's scenes and shots with a new breakdown, so that what stayed keeps its identity and takes.

Scenes: see scene_matching. Shots: longest common subsequence of digests, equal digest elsewhere, equal digest among the
removed, then alike wording in the same gap, or text that another one begins with, then wording that is much alike
elsewhere; what is left is created or removed. Shots made by hand take no part.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from productions.screenplay.decisions import Anchor
from productions.screenplay.drafts import SceneDraft, ShotDraft
from productions.screenplay.revisions import scene_matching, sequences
from productions.screenplay.revisions.renames import Names, reading_as
from productions.screenplay.revisions.revision import Matching, OldScene, OldShot, ScenePair, ShotPair, Verdict
from productions.screenplay.words import wording

__all__ = ["Matching", "OldScene", "OldShot", "ScenePair", "ShotPair", "Verdict", "match"]

LEAST_OVERLAP = 0.6
_BEGINS = 0.95
"""How alike two texts are of which one begins with the other."""

_LEAST_SHARED = 4
"""How many words a shot that goes on in another scene has in common with what it was, at least."""

_MOST_PAIRS = 10_000
"""Pairs of shots that are compared over the whole film; where more are open, it is another film."""

_Place = tuple[int, int]


def match(
    old: Sequence[OldScene],
    new: Sequence[SceneDraft],
    names: Names | None = None,
    readmitted: Container[Anchor] = (),
) -> Matching:
    """Return what becomes of every scene and shot. Both sequences are in the order of the film.

    `names` are new names by old ones: what differs in them alone is the same scene or shot, with a changed text.
    `readmitted` are the starts of shots that people dropped and drop no longer.
    """
    asked, old = old, reading_as(old, names or {})
    scenes = scene_matching.matched(old, new)
    unwanted = {index for index, scene in scenes.items() if old[scene].removed_by_hand}
    new = [replace(scene, drafts=()) if index in unwanted else scene for index, scene in enumerate(new)]
    shots = _Shots(asked, old, new, scenes, readmitted)
    shots.pair_unchanged()
    shots.pair_equal_elsewhere()
    shots.pair_returned()
    shots.pair_changed()
    shots.pair_changed_elsewhere()
    return _result(shots, scene_matching.in_place(scenes))


@dataclass
class _Shots:
    """The pairing as it grows; a place is (scene, shot), counted in all old scenes and in the new ones.

    `asked` are the old scenes as they are, `old` as they read under the names of the new script.
    """

    asked: Sequence[OldScene]
    old: Sequence[OldScene]
    new: Sequence[SceneDraft]
    scenes: dict[int, int]  # new scene -> old scene
    readmitted: Container[Anchor] = ()
    pairs: dict[_Place, _Place] = field(default_factory=dict)  # new place -> old place
    taken: set[_Place] = field(default_factory=set)
    anchors: set[_Place] = field(default_factory=set)  # old places that did not move

    def pair_unchanged(self) -> None:
        for new, old in self.scenes.items():
            olds = [index for index, shot in enumerate(self.old[old].shots) if _is_in_script(shot)]
            digests = [self.old[old].shots[index].digest for index in olds]
            for one, other in sequences.common(digests, [shot.digest for shot in self.new[new].drafts]):
                self._stay((new, other), (old, olds[one]))

    def pair_equal_elsewhere(self) -> None:
        self._pair_equal([place for place, shot in self._olds() if _is_in_script(shot)])

    def pair_returned(self) -> None:
        self._pair_equal([place for place, shot in self._olds() if not _is_in_script(shot)])

    def pair_changed(self) -> None:
        """What a person removed stays removed when its text changes a little."""
        for new, old in self.scenes.items():
            for olds, news in self._gaps(new, old):
                likeness = _likeness(
                    [self.old[old].shots[index].text for index in olds],
                    [self.new[new].drafts[index].text for index in news],
                )
                for one, other in sequences.alike(len(olds), len(news), likeness):
                    self._stay((new, news[other]), (old, olds[one]))

    def pair_changed_elsewhere(self) -> None:
        """What another scene took over goes on there, also where it reads a little otherwise."""
        olds = [place for place, _ in self._olds() if self.is_open(*place)]
        news = [
            (scene, index)
            for scene, holder in enumerate(self.new)
            for index in range(len(holder.drafts))
            if (scene, index) not in self.pairs
        ]
        if not 0 < len(olds) * len(news) <= _MOST_PAIRS:
            return
        likeness = _likeness_elsewhere(
            [self.old[scene].shots[index].text for scene, index in olds],
            [self.new[scene].drafts[index].text for scene, index in news],
        )
        for one, other in sequences.alike(len(olds), len(news), likeness):
            self._pair(news[other], olds[one])

    def _stay(self, new: _Place, old: _Place) -> None:
        self._pair(new, old)
        self.anchors.add(old)

    def _pair(self, new: _Place, old: _Place) -> None:
        self.pairs[new] = old
        self.taken.add(old)

    def _olds(self) -> Iterator[tuple[_Place, OldShot]]:
        for scene, holder in enumerate(self.old):
            for index, shot in enumerate(holder.shots):
                if not shot.made_by_hand and (scene, index) not in self.taken:
                    yield (scene, index), shot

    def _pair_equal(self, olds: Sequence[_Place]) -> None:
        """Pair equal digests, of the same scene first, otherwise in order."""
        free: dict[str, list[_Place]] = defaultdict(list)
        for scene, index in olds:
            free[self.old[scene].shots[index].digest].append((scene, index))
        open_places = [
            ((scene, index), shot.digest)
            for scene, holder in enumerate(self.new)
            for index, shot in enumerate(holder.drafts)
            if (scene, index) not in self.pairs and shot.digest in free
        ]
        for same_scene in (True, False):
            for place, digest in open_places:
                equal = (old for old in free[digest] if not same_scene or old[0] == self.scenes.get(place[0]))
                if place not in self.pairs and (old := next(equal, None)):
                    free[digest].remove(old)
                    self._pair(place, old)

    def _gaps(self, new: int, old: int) -> Iterator[tuple[list[int], list[int]]]:
        """Yield the shots still open on both sides between two that stayed in place."""
        stayed = sorted(
            (self.pairs[new, index][1], index)
            for index in range(len(self.new[new].drafts))
            if self.pairs.get((new, index)) in self.anchors
        )
        ends = (len(self.old[old].shots), len(self.new[new].drafts))
        for (old_start, new_start), (old_end, new_end) in pairwise([(-1, -1), *stayed, ends]):
            olds = [index for index in range(old_start + 1, old_end) if self.is_open(old, index, by_hand=True)]
            news = [index for index in range(new_start + 1, new_end) if (new, index) not in self.pairs]
            if olds and news:
                yield olds, news

    def is_open(self, scene: int, index: int, *, by_hand: bool = False) -> bool:
        """Whether a shot of the script has no place yet; with `by_hand` also one that a person removed."""
        shot = self.old[scene].shots[index]
        there = _is_in_script(shot) if by_hand else not shot.removed and not shot.made_by_hand
        return there and (scene, index) not in self.taken


def _is_in_script(shot: OldShot) -> bool:
    """Has the last script this shot, as far as can be told?"""
    return not shot.made_by_hand and (not shot.removed or shot.removed_by_hand)


def _likeness(old: Sequence[str], new: Sequence[str]) -> sequences.Likeness:
    """A shot that is split goes on in its first part, and one that another is merged into in the whole."""
    old_words, new_words = [list(map(wording.words, side)) for side in (old, new)]
    old_texts, new_texts = [list(map(wording.compared, side)) for side in (old, new)]

    def likeness(one: int, other: int) -> float:
        score = wording.overlap(old_words[one], new_words[other], LEAST_OVERLAP)
        shorter, longer = sorted((old_texts[one], new_texts[other]), key=len)
        if shorter and f"{longer} ".startswith(f"{shorter} "):
            return max(score, _BEGINS)
        if score < LEAST_OVERLAP and wording.one_word_apart(old_words[one], new_words[other]):
            return LEAST_OVERLAP
        return score if score >= LEAST_OVERLAP else 0.0

    return likeness


def _likeness_elsewhere(old: Sequence[str], new: Sequence[str]) -> sequences.Likeness:
    """Only what shares many words goes on elsewhere: short sentences and beginnings are alike all over a film."""
    old_words, new_words = [list(map(wording.words, side)) for side in (old, new)]

    def likeness(one: int, other: int) -> float:
        here, there = old_words[one], new_words[other]
        score = wording.overlap(here, there, LEAST_OVERLAP)
        return score if score >= LEAST_OVERLAP and len(here & there) >= _LEAST_SHARED else 0.0

    return likeness


def _result(shots: _Shots, in_place: set[int]) -> Matching:
    pairs = [_kept_or_created(shots, index, index in in_place) for index in range(len(shots.new))]
    gone = set(range(len(shots.old))) - set(shots.scenes.values())
    lost = [_lost(shots, index) for index in sorted(gone)]
    return Matching((*pairs, *(pair for pair in lost if pair)))


def _kept_or_created(shots: _Shots, index: int, in_place: bool) -> ScenePair:
    draft = shots.new[index]
    every = [_shot_pair(shots, (index, place), one) for place, one in enumerate(draft.drafts)]
    pairs = [pair for pair in every if pair.new and not pair.new.dropped]
    dropped = tuple(pair for pair in every if pair.new and pair.new.dropped)
    if (number := shots.scenes.get(index)) is None:
        return ScenePair(Verdict.CREATED, None, draft, tuple(pairs), dropped=dropped)
    scene = shots.asked[number]
    verdict = scene_matching.verdict(scene, draft, moved=not in_place)
    left = (*pairs, *_removed(shots, number))
    return ScenePair(verdict, scene, draft, left, moved=not in_place, dropped=dropped)


def _lost(shots: _Shots, index: int) -> ScenePair | None:
    scene = shots.asked[index]
    removed = tuple(_removed(shots, index))
    if scene.removed or scene.made_by_hand:
        return ScenePair(Verdict.KEPT, scene, None, removed) if removed else None
    by_hand = scene.hosts or any(shot.made_by_hand and not shot.removed for shot in scene.shots)
    return ScenePair(Verdict.KEPT if by_hand else Verdict.REMOVED, scene, None, removed)


def _removed(shots: _Shots, scene: int) -> Iterator[ShotPair]:
    holder = shots.asked[scene]
    for index, shot in enumerate(holder.shots):
        if shots.is_open(scene, index):
            yield ShotPair(Verdict.REMOVED, shot, None, holder.id)


def _shot_pair(shots: _Shots, place: _Place, draft: ShotDraft) -> ShotPair:
    if (old := shots.pairs.get(place)) is None:
        return ShotPair(Verdict.CREATED, None, draft)
    holder = shots.asked[old[0]]
    shot = holder.shots[old[1]]
    moved = old not in shots.anchors
    return ShotPair(_verdict(shots, shot, draft, moved), shot, draft, holder.id, moved)


def _verdict(shots: _Shots, shot: OldShot, draft: ShotDraft, moved: bool) -> Verdict:
    if draft.dropped:
        return Verdict.KEPT if shot.removed else Verdict.REMOVED
    if shot.removed:
        stays = shot.removed_by_hand and draft.anchor not in shots.readmitted
        return Verdict.KEPT if stays else Verdict.RESTORED
    if shot.digest != draft.digest:
        return Verdict.CHANGED
    return Verdict.MOVED if moved else Verdict.UNCHANGED
