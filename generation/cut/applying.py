"""From an edit made elsewhere to the edits of the cut that it comes to: trims, order, dissolves, gaps."""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from uuid import UUID

from generation.cut import black
from generation.cut.black import Black
from generation.cut.comparing import Difference, Pair
from generation.cut.cut_list import CutClip, CutList
from productions.domain.cut_edits import DissolveEdit, DropEdit, Edit, InsertEdit, MoveEdit, ResizeEdit, TrimEdit


def edits_of(ours: CutList, theirs: CutList, difference: Difference) -> list[Edit]:
    """Return what makes the cut show what an edit does, as far as it can: in an order in which they can be done.

    Other takes and other speeds are none of the cut, and neither are repeated shots and unknown clips: these stay as
    they are listed in the difference.
    """
    pairs = [pair for pair in difference.shown if pair.ours.shot]
    return [
        *_order(pairs, difference),
        *(DropEdit(clip.shot) for clip in difference.missing if clip.shot),
        *_trims(ours, theirs, pairs),
        *(
            DissolveEdit(_shot(pair), frames)
            for pair in pairs
            if (frames := _dissolve(pair.theirs)) != pair.ours.dissolve
        ),
        *_black(list(black.of_film(ours)), list(black.of_edit(ours, theirs, pairs))),
    ]


def _shot(pair: Pair) -> UUID:
    assert pair.ours.shot is not None, "only such pairs are asked about"
    return pair.ours.shot


def _order(pairs: Sequence[Pair], difference: Difference) -> Iterator[Edit]:
    """Each shot that stands elsewhere, behind the one before it: in their order, so that each finds its place."""
    moved, before = set(difference.reordered), None
    for pair in pairs:
        if pair in moved:
            yield MoveEdit(_shot(pair), before)
        before = _shot(pair)


def _trims(ours: CutList, theirs: CutList, pairs: Sequence[Pair]) -> Iterator[Edit]:
    under_ours, under_theirs = ours.under, theirs.under
    for pair in pairs:
        mine, other = pair
        if mine.is_gap or other.source_frames != other.frames or pair.is_other_take:
            continue
        whole = max(1, round(mine.media_frames / (mine.media_rate or ours.rate) * ours.rate))
        wanted = _off(other, whole, under_theirs)
        if wanted != _off(mine, whole, under_ours) and sum(wanted) < whole:
            yield TrimEdit(_shot(pair), *wanted)


def _off(clip: CutClip, whole: int, under: dict[int, int]) -> tuple[int, int]:
    """The frames that are trimmed off both sides of a clip."""
    return max(0, clip.source_in), max(0, whole - clip.source_out - under.get(clip.record_out, 0))


def _dissolve(clip: CutClip) -> int:
    """How long a clip is dissolved into: at the front of the film there is nothing to dissolve from."""
    return clip.dissolve if clip.record_in else 0


def _black(ours: Sequence[Black], theirs: Sequence[Black]) -> Iterator[Edit]:
    """Theirs in place of ours: a gap that stands where it stood stays, and with it what it is dissolved into."""
    left = {each.gap: each for each in ours}
    kept = {each.gap: each for each in theirs if each.gap in left and left[each.gap].behind == each.behind}
    others = [each for each in theirs if each.gap not in kept]
    places, new = defaultdict[UUID | None, deque[Black]](deque), list[Black]()
    for each in ours:
        if each.gap not in kept:
            places[each.behind].append(each)
    for each in others:
        if places[each.behind]:
            kept[places[each.behind].popleft().gap] = each
        else:
            new.append(each)
    for each in ours:
        if each.gap:
            yield from _changed(each, each.gap, kept.get(each.gap))
    yield from (InsertEdit(each.behind, each.frames) for each in new)


def _changed(mine: Black, gap: UUID, wanted: Black | None) -> Iterator[Edit]:
    if wanted is None or wanted.frames != mine.frames:
        yield ResizeEdit(gap, wanted.frames if wanted else 0)
    if wanted and wanted.dissolve != mine.dissolve:
        yield DissolveEdit(gap, wanted.dissolve)
