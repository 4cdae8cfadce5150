"""Finds for each scene of a new script the scene of the production that it was."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from productions.screenplay import sequences, wording
from productions.screenplay.drafts import SceneDraft
from productions.screenplay.heading import heading
from productions.screenplay.revision import OldScene, Verdict

LEAST_OVERLAP = 0.5

_Olds = Sequence[OldScene]
_News = Sequence[SceneDraft]
_Pairs = dict[int, int]
_Words = Sequence[frozenset[str]]


def matched(old: _Olds, new: _News) -> _Pairs:
    """Return {index of the new scene: index of the old one}; removed scenes are looked at last."""
    pairs: _Pairs = {}
    by_script = [index for index, scene in enumerate(old) if not scene.made_by_hand]
    live = [index for index in by_script if not old[index].removed or old[index].removed_by_hand]
    gone = [index for index in by_script if old[index].removed and not old[index].removed_by_hand]
    _by_number(old, new, live, pairs)
    _by_heading(old, new, live, pairs)
    _by_body(old, new, live, pairs)
    _by_returning(old, new, gone, pairs)
    return pairs


def in_place(pairs: _Pairs) -> set[int]:
    """Return the new scenes that stand in the old order; the fewest possible count as moved."""
    return {new for new, _ in sequences.increasing(sorted(pairs.items()))}


def verdict(scene: OldScene, draft: SceneDraft, moved: bool) -> Verdict:
    if scene.removed:
        return Verdict.KEPT if scene.removed_by_hand else Verdict.RESTORED
    if wording.normalised(scene.heading) != draft.heading.text or scene.number != draft.number:
        return Verdict.CHANGED
    return Verdict.MOVED if moved else Verdict.UNCHANGED


def _open(old: Sequence[int], new: int, pairs: _Pairs) -> tuple[list[int], list[int]]:
    taken = set(pairs.values())
    return [index for index in old if index not in taken], [index for index in range(new) if index not in pairs]


def _by_number(old: _Olds, new: _News, live: Sequence[int], pairs: _Pairs) -> None:
    """A number that stands twice on one side says nothing."""
    old_counts = Counter(old[index].number for index in live)
    new_counts = Counter(scene.number for scene in new)
    places = {old[index].number: index for index in live if old_counts[old[index].number] == 1}
    for index, scene in enumerate(new):
        if scene.number and new_counts[scene.number] == 1 and scene.number in places:
            pairs[index] = places[scene.number]


def _by_heading(old: _Olds, new: _News, live: Sequence[int], pairs: _Pairs) -> None:
    olds, news = _open(live, len(new), pairs)
    old_headings = [heading(old[index].heading).normalised for index in olds]
    new_headings = [new[index].heading.normalised for index in news]
    if len(olds) * len(news) <= sequences.WIDE:
        found = sequences.alike(len(olds), len(news), _heading_likeness(old, new, olds, news))
    else:
        found = sequences.common(old_headings, new_headings)
    for one, other in found:
        pairs[news[other]] = olds[one]


def _heading_likeness(old: _Olds, new: _News, olds: Sequence[int], news: Sequence[int]) -> sequences.Likeness:
    """Make the sum greatest for a longest common subsequence, and of several for the one with the likest bodies."""
    old_headings = [heading(old[index].heading).normalised for index in olds]
    new_headings = [new[index].heading.normalised for index in news]
    bodies, drafts = [_body(old[index]) for index in olds], [_words(new[index]) for index in news]
    one_more = 1.0 + min(len(olds), len(news))

    def likeness(one: int, other: int) -> float:
        if old_headings[one] != new_headings[other]:
            return 0.0
        return one_more + wording.overlap(bodies[one], drafts[other])

    return likeness


def _by_body(old: _Olds, new: _News, among: Sequence[int], pairs: _Pairs) -> None:
    """Each new scene in order takes the free old one with the greatest overlap, of equals the one with its heading.

    With very many scenes on both sides only those near the same place are compared.
    """
    olds, news = _open(among, len(new), pairs)
    bodies, drafts = [_body(old[index]) for index in olds], [_words(new[index]) for index in news]
    if len(olds) * len(news) > sequences.WIDE:
        found: Iterable[sequences.Pair] = sequences.alike(len(olds), len(news), _body_likeness(bodies, drafts))
    else:
        found = _greatest(bodies, drafts, _same_heading(old, new, olds, news))
    for one, other in found:
        pairs[news[other]] = olds[one]


def _body_likeness(bodies: _Words, drafts: _Words) -> sequences.Likeness:
    def likeness(one: int, other: int) -> float:
        score = wording.overlap(bodies[one], drafts[other], LEAST_OVERLAP)
        return score if score >= LEAST_OVERLAP else 0.0

    return likeness


def _same_heading(old: _Olds, new: _News, olds: Sequence[int], news: Sequence[int]) -> Callable[[int, int], bool]:
    headings = [heading(old[index].heading).normalised for index in olds]
    return lambda one, other: headings[one] == new[news[other]].heading.normalised


def _greatest(bodies: _Words, drafts: _Words, same: Callable[[int, int], bool]) -> Iterator[sequences.Pair]:
    likeness, free = _body_likeness(bodies, drafts), list(range(len(bodies)))
    for other in range(len(drafts)):
        scores = {one: likeness(one, other) for one in free}
        best = max(free, key=lambda one: (scores[one], same(one, other), -one), default=None)
        if best is not None and scores[best]:
            free.remove(best)
            yield best, other


def _by_returning(old: _Olds, new: _News, gone: Sequence[int], pairs: _Pairs) -> None:
    """A removed scene comes back by its wording, or where it has no shots, by its heading."""
    _by_body(old, new, gone, pairs)
    olds, news = _open(gone, len(new), pairs)
    empty = {heading(old[index].heading).normalised: index for index in olds if not old[index].shots}
    for index in news:
        if not new[index].shots and (found := empty.pop(new[index].heading.normalised, None)) is not None:
            pairs[index] = found


def _body(scene: OldScene) -> frozenset[str]:
    """The words of a scene's script; those of a removed scene as it was before all its shots went."""
    shots = [shot for shot in scene.shots if not shot.made_by_hand and (scene.removed or not shot.removed)]
    return wording.words(" ".join(shot.text for shot in shots))


def _words(draft: SceneDraft) -> frozenset[str]:
    return wording.words(" ".join(shot.text for shot in draft.shots))
