"""Finds for each scene of a new script the scene of the production that it was: content before labels."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from productions.screenplay.drafts import SceneDraft
from productions.screenplay.headings.heading import Heading, heading
from productions.screenplay.revisions import sequences
from productions.screenplay.revisions.revision import OldScene, OldShot, Verdict
from productions.screenplay.words import wording

LEAST_OVERLAP = 0.5
_PLACE, _SETTING, _TIME = 0.8, 0.1, 0.1
"""How much the parts of two headings count for their likeness."""
_SAME_NUMBER = 1e-6
"""A scene number decides between equals and nothing else."""

_Pairs = dict[int, int]
_Reading = tuple[str, tuple[str, ...]]


def matched(old: Sequence[OldScene], new: Sequence[SceneDraft]) -> _Pairs:
    """Return {index of the new scene: index of the old one}.

    What reads the same comes first, in order and then elsewhere. Between scenes that stayed, one is another's revision
    by likeness of heading and body together; elsewhere, and among the removed, by half its words.
    """
    scenes = _Scenes(old, new)
    scenes.pair_equal()
    scenes.pair_in_gaps()
    scenes.pair_by_body(scenes.live)
    scenes.pair_by_body(scenes.gone)
    scenes.pair_by_heading()
    return scenes.pairs


def in_place(pairs: _Pairs) -> set[int]:
    """Return the new scenes that stand in the old order; the fewest possible count as moved."""
    return {new for new, _ in sequences.increasing(sorted(pairs.items()))}


def verdict(scene: OldScene, draft: SceneDraft, moved: bool) -> Verdict:
    if scene.removed:
        return Verdict.KEPT if scene.removed_by_hand else Verdict.RESTORED
    if wording.compared(scene.heading) != wording.compared(draft.heading.text) or scene.number != draft.number:
        return Verdict.CHANGED
    if scene.hour not in (None, draft.heading.time):
        return Verdict.CHANGED
    return Verdict.MOVED if moved else Verdict.UNCHANGED


@dataclass(frozen=True, slots=True)
class _Side:
    """What is compared of a scene; of its heading what it says by itself, whatever the scene before hands on."""

    heading: Heading
    number: str
    digests: tuple[str, ...]
    words: frozenset[str]

    @property
    def reading(self) -> _Reading:
        """What two scenes have in common that read the same."""
        return self.heading.normalised, self.digests


@dataclass
class _Scenes:
    """The pairing as it grows."""

    old: Sequence[OldScene]
    new: Sequence[SceneDraft]
    pairs: _Pairs = field(default_factory=dict)
    live: list[int] = field(init=False)
    gone: list[int] = field(init=False)
    olds: list[_Side] = field(init=False)
    news: list[_Side] = field(init=False)

    def __post_init__(self) -> None:
        by_script = [index for index, scene in enumerate(self.old) if not scene.made_by_hand]
        self.live = [index for index in by_script if not self.old[index].removed or self.old[index].removed_by_hand]
        self.gone = [index for index in by_script if self.old[index].removed and not self.old[index].removed_by_hand]
        self.olds = [_old_side(scene) for scene in self.old]
        self.news = [_new_side(draft) for draft in self.new]

    def pair_equal(self) -> None:
        """Pair what reads the same: in order, then elsewhere. Of more equals on one side, numbers say which stayed."""
        before = Counter(self.olds[index].reading for index in self.live)
        after = Counter(side.reading for side in self.news)
        fewer = {reading for reading in before.keys() & after.keys() if before[reading] != after[reading]}
        self._pair_common([index for index in self.live if self.olds[index].reading in fewer], numbered=True)
        self._pair_common(self._open(self.live), numbered=False)
        free = defaultdict[_Reading, list[int]](list)
        for index in self._open(self.live):
            free[self.olds[index].reading].append(index)
        for index in self._open_news():
            if waiting := free[self.news[index].reading]:
                self.pairs[index] = waiting.pop(0)

    def _pair_common(self, olds: Sequence[int], *, numbered: bool) -> None:
        news = self._open_news()
        one_side = [(self.olds[index].reading, self.olds[index].number if numbered else "") for index in olds]
        other_side = [(self.news[index].reading, self.news[index].number if numbered else "") for index in news]
        for one, other in sequences.common(one_side, other_side):
            self.pairs[news[other]] = olds[one]

    def pair_in_gaps(self) -> None:
        """Pair what stands between the same scenes, unless more of it stands in a removed scene, which returns then."""
        for olds, news in [*self._gaps(self.live)]:
            returning = [self._likest(index, self.gone) for index in news]
            likeness = partial(self._revised, olds, news, returning)
            for one, other in sequences.alike(len(olds), len(news), likeness):
                self.pairs[news[other]] = olds[one]

    def _revised(self, olds: Sequence[int], news: Sequence[int], least: Sequence[float], old: int, new: int) -> float:
        """How much a scene is a revision of another one; 0 when less of the body than `least` is the same."""
        one, other = self.olds[olds[old]], self.news[news[new]]
        body = wording.overlap(one.words, other.words)
        whole = max(body, (body + _likeness(one.heading, other.heading)) / 2)
        if whole < LEAST_OVERLAP or body < least[new]:
            return 0.0
        return whole + _SAME_NUMBER * (one.number == other.number)

    def _likest(self, new: int, among: Sequence[int]) -> float:
        """How much of a new scene stands in the likest of some old ones."""
        return max((self._body(old, new) for old in self._open(among)), default=0.0)

    def pair_by_body(self, among: Sequence[int]) -> None:
        """The likest two come together first, of equals those of one heading, of one number, in order.

        With very many scenes on both sides only those near the same place are compared.
        """
        olds, news = self._open(among), self._open_news()
        if len(olds) * len(news) > sequences.WIDE:
            for one, other in sequences.alike(len(olds), len(news), lambda a, b: self._body(olds[a], news[b])):
                self.pairs[news[other]] = olds[one]
            return
        taken = set[int]()
        for old, new in self._likest_first(olds, news):
            if new not in self.pairs and old not in taken:
                self.pairs[new] = old
                taken.add(old)

    def _likest_first(self, olds: Sequence[int], news: Sequence[int]) -> Iterator[sequences.Pair]:
        scored = []
        for new in news:
            side = self.news[new]
            for old in olds:
                if body := self._body(old, new):
                    other = self.olds[old]
                    same = other.heading.normalised == side.heading.normalised, other.number == side.number
                    scored.append(((-body, *(not each for each in same), new, old), (old, new)))
        return (pair for _, pair in sorted(scored))

    def pair_by_heading(self) -> None:
        """A removed scene comes back by its heading where one side has nothing else: its shots went elsewhere."""
        free = defaultdict[str, list[int]](list)
        for old in self._open(self.gone):
            free[self.olds[old].heading.normalised].append(old)
        for new in self._open_news():
            side = self.news[new]
            alike = [
                old
                for old in free[side.heading.normalised]
                if side.heading.text and not (self.olds[old].digests and side.digests)
            ]
            if alike:
                old = next((each for each in alike if self.olds[each].number == side.number), alike[0])
                free[side.heading.normalised].remove(old)
                self.pairs[new] = old

    def _body(self, old: int, new: int) -> float:
        score = wording.overlap(self.olds[old].words, self.news[new].words, LEAST_OVERLAP)
        return score if score >= LEAST_OVERLAP else 0.0

    def _open(self, among: Sequence[int]) -> list[int]:
        taken = set(self.pairs.values())
        return [index for index in among if index not in taken]

    def _open_news(self) -> list[int]:
        return [index for index in range(len(self.new)) if index not in self.pairs]

    def _gaps(self, among: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
        """Yield the scenes still open on both sides between two that stayed in place."""
        stayed = [(old, new) for new, old in sequences.increasing(sorted(self.pairs.items()))]
        open_olds, open_news = self._open(among), self._open_news()
        for (old_start, new_start), (old_end, new_end) in pairwise([(-1, -1), *stayed, (len(self.old), len(self.new))]):
            olds = [index for index in open_olds if old_start < index < old_end]
            news = [index for index in open_news if new_start < index < new_end]
            if olds and news:
                yield olds, news


def _old_side(scene: OldScene) -> _Side:
    """A scene's script; that of a removed scene as it was before all its shots went."""
    shots = [shot for shot in scene.shots if _counts(scene, shot)]
    return _Side(
        heading(scene.heading),
        scene.number,
        tuple(shot.digest for shot in shots),
        wording.words(" ".join(shot.text for shot in shots)),
    )


def _counts(scene: OldScene, shot: OldShot) -> bool:
    return not shot.made_by_hand and (scene.removed or not shot.removed or shot.removed_by_hand)


def _new_side(draft: SceneDraft) -> _Side:
    return _Side(
        heading(draft.heading.text),
        draft.number,
        tuple(shot.digest for shot in draft.drafts),
        wording.words(" ".join(shot.text for shot in draft.drafts)),
    )


def _likeness(one: Heading, other: Heading) -> float:
    """How much two headings have in common, 0 to 1; the place counts most."""
    if one.normalised == other.normalised:
        return 1.0
    place = wording.overlap(wording.words(one.place), wording.words(other.place))
    return _PLACE * place + _SETTING * (one.setting == other.setting) + _TIME * (one.time == other.time)
