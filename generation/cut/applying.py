"""From an edit made elsewhere to the edits of the cut that it comes to: trims, order, dissolves, gaps."""

from collections.abc import Iterator, Sequence
from operator import itemgetter
from uuid import UUID

from generation.cut.comparing import Difference, Pair
from generation.cut.cut_list import CutClip, CutList
from productions.domain.cut_edits import DissolveEdit, DropEdit, Edit, InsertEdit, MoveEdit, ResizeEdit, TrimEdit


def edits_of(ours: CutList, theirs: CutList, difference: Difference) -> list[Edit]:
    """Return what makes the cut show what an edit does, as far as it can: in an order in which they can be done.

    Other takes and other speeds are none of the cut, and neither are repeated shots and unknown clips: these stay as
    they are listed in the difference.
    """
    pairs = [pair for pair in difference.shown if pair.ours.shot]
    gaps = list(_gaps(ours, theirs, pairs))
    return [
        *_order(pairs, difference),
        *(DropEdit(clip.shot) for clip in difference.missing if clip.shot),
        *_trims(ours, theirs, pairs),
        *(
            DissolveEdit(_shot(pair), frames)
            for pair in pairs
            if (frames := _dissolve(pair.theirs)) != pair.ours.dissolve
        ),
        *(_new_gaps(ours, gaps) if gaps != list(_gaps_of_ours(ours)) else ()),
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
    under_ours, under_theirs = _under(ours), _under(theirs)
    for pair in pairs:
        mine, other = pair
        if mine.is_gap or other.source_frames != other.frames or pair.is_other_take:
            continue
        whole = max(1, round(mine.media_frames / (mine.media_rate or ours.rate) * ours.rate))
        wanted = _off(other, whole, under_theirs)
        if wanted != _off(mine, whole, under_ours) and sum(wanted) < whole:
            yield TrimEdit(_shot(pair), *wanted)


def _under(cut: CutList) -> dict[int, int]:
    """How long clips go on under the next, by the frame at which they end."""
    return {clip.record_in: clip.dissolve for clip in cut.clips if clip.dissolve}


def _off(clip: CutClip, whole: int, under: dict[int, int]) -> tuple[int, int]:
    """The frames that are trimmed off both sides of a clip."""
    return max(0, clip.source_in), max(0, whole - clip.source_out - under.get(clip.record_out, 0))


def _dissolve(clip: CutClip) -> int:
    """How long a clip is dissolved into: at the front of the film there is nothing to dissolve from."""
    return clip.dissolve if clip.record_in else 0


def _gaps(ours: CutList, theirs: CutList, pairs: Sequence[Pair]) -> Iterator[tuple[UUID | None, int]]:
    """Black that is no shot without a take: behind which shot, and how long."""
    ends = sorted(_ends(ours, theirs, pairs), key=itemgetter(0))
    held = {clip for clip, _ in _without_takes(ours, theirs)}
    for clip in theirs.clips:
        if clip.is_gap and clip not in held:
            yield next((shot for end, shot in reversed(ends) if end <= clip.record_in), None), clip.frames


def _ends(ours: CutList, theirs: CutList, pairs: Sequence[Pair]) -> Iterator[tuple[int, UUID]]:
    """Where shots end in the edit, those without a take among them."""
    yield from ((pair.theirs.record_out, _shot(pair)) for pair in pairs)
    yield from ((clip.record_out, shot) for clip, shot in _without_takes(ours, theirs))


def _without_takes(ours: CutList, theirs: CutList) -> Iterator[tuple[CutClip, UUID]]:
    """The gaps of an edit that stand for shots, by id or, where a program dropped that, by code."""
    codes = {clip.name: clip.shot for clip in ours.clips if clip.shot}
    for clip in theirs.clips:
        if clip.is_gap and (shot := clip.shot or codes.get(clip.name)):
            yield clip, shot


def _gaps_of_ours(ours: CutList) -> Iterator[tuple[UUID | None, int]]:
    before: UUID | None = None
    for clip in ours.clips:
        if clip.gap:
            yield before, clip.frames
        before = clip.shot or before


def _new_gaps(ours: CutList, gaps: Sequence[tuple[UUID | None, int]]) -> Iterator[Edit]:
    """Theirs in place of ours."""
    yield from (ResizeEdit(clip.gap, 0) for clip in ours.clips if clip.gap)
    yield from (InsertEdit(behind, frames) for behind, frames in gaps)
