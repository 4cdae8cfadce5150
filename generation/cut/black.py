"""The black of a cut, and that of an edit made elsewhere: time of the film in which no clip and no shot is seen."""

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import NamedTuple
from uuid import UUID

from generation.cut.comparing import Pair
from generation.cut.cut_list import CutClip, CutList
from productions.domain.cut import MOST_FRAMES

_Span = tuple[int, int]


class Black(NamedTuple):
    """Black behind a shot, or at the front of the film; `gap` is its id where the cut has it.

    Its `frames` are all of it, also those during which it fades away under what is dissolved into out of it.
    """

    behind: UUID | None
    frames: int
    dissolve: int = 0
    gap: UUID | None = None


def of_film(ours: CutList) -> Iterator[Black]:
    """Yield the black that somebody put into the cut."""
    under = ours.under
    before: UUID | None = None
    for clip in ours.clips:
        if clip.gap:
            yield Black(before, clip.frames + under.get(clip.record_out, 0), clip.dissolve, clip.gap)
        before = clip.shot or before


def of_edit(ours: CutList, theirs: CutList, pairs: Sequence[Pair]) -> Iterator[Black]:
    """Yield the black of an edit that shows these shots: what nothing covers, with a gap there or without.

    Programs drop gaps, or what they are called. So what nobody named is first that which the film has there, up to
    the last shot without a take.
    """
    held = dict(_without_takes(ours, theirs))
    ends = sorted(_ends(held, pairs), key=itemgetter(0))
    own = {each.gap: each for each in of_film(ours)}
    known = {clip.gap for clip in theirs.clips if clip.gap and clip.gap in own}
    unnamed = _Unnamed.of(ours, {shot for _, shot in ends}, known)
    under = theirs.under
    for piece in _pieces(theirs, held):
        number = bisect_right(ends, piece.record_in, key=itemgetter(0))
        anchor, at = ends[number - 1][1] if number else None, piece.record_in
        for item in unnamed.taken(anchor, piece.frames) if piece.gap not in known else ():
            at += item.frames
            if item.gap:
                yield own[item.gap]
        if at < piece.record_out:
            frames = min(piece.record_out - at + under.get(piece.record_out, 0), MOST_FRAMES)
            dissolve = piece.dissolve if at == piece.record_in > 0 else 0
            gap = piece.gap if piece.gap in known else None
            yield Black(unnamed.behind.get(anchor, anchor), frames, dissolve, gap)
            if gap:
                known.discard(gap)


@dataclass(frozen=True, slots=True)
class _Unnamed:
    """What the film has behind each shot that an edit shows, and the edit names nowhere, up to a shot without a take.

    `behind` are the last of those shots that were taken, by the shot that is shown.
    """

    runs: Mapping[UUID | None, deque[CutClip]]
    behind: dict[UUID | None, UUID]

    @classmethod
    def of(cls, ours: CutList, seen: Collection[UUID], gaps: Collection[UUID]) -> "_Unnamed":
        runs = defaultdict[UUID | None, deque[CutClip]](deque)
        before: UUID | None = None
        for clip in ours.clips:
            if clip.shot in seen:
                before = clip.shot
            elif clip.is_gap and clip.gap not in gaps:
                runs[before].append(clip)
        for run in runs.values():
            while run and not run[-1].shot:
                run.pop()
        return cls(runs, {})

    def taken(self, shot: UUID | None, frames: int) -> Iterator[CutClip]:
        """Yield what has room in so many frames of black behind a shot, each once."""
        run = self.runs.get(shot)
        while run and run[0].frames <= frames:
            item = run.popleft()
            frames -= item.frames
            if item.shot:
                self.behind[shot] = item.shot
            yield item


def _without_takes(ours: CutList, theirs: CutList) -> Iterator[tuple[CutClip, UUID]]:
    """The gaps of an edit that stand for shots, by id or, where a program dropped that, by code."""
    codes = {clip.name: clip.shot for clip in ours.clips if clip.shot}
    for clip in theirs.clips:
        if clip.is_gap and (shot := clip.shot or codes.get(clip.name)):
            yield clip, shot


def _ends(held: dict[CutClip, UUID], pairs: Sequence[Pair]) -> Iterator[tuple[int, UUID]]:
    """Where shots end in the edit, those without a take among them."""
    yield from ((pair.theirs.record_out, pair.ours.shot) for pair in pairs if pair.ours.shot)
    yield from ((clip.record_out, shot) for clip, shot in held.items())


def _pieces(theirs: CutList, held: Collection[CutClip]) -> Iterator[CutClip]:
    """The time that nothing covers, as its gaps divide it; beside time without a gap only those with an id do."""
    covering = [clip for clip in theirs.clips if not clip.is_gap or clip in held]
    gaps = sorted(set(theirs.clips).difference(covering), key=lambda clip: (clip.record_in, clip.gap is None))
    starts = [clip.record_in for clip in gaps]
    for first, last in _uncovered(covering, theirs.frames):
        around = gaps[bisect_left(starts, first) : bisect_left(starts, last)]
        whole = [gap for gap in around if gap.record_out <= last]
        if sum(gap.frames for gap in whole) < last - first:
            whole = [gap for gap in whole if gap.gap]
        yield from _divided(first, last, whole)


def _divided(first: int, last: int, gaps: Sequence[CutClip]) -> Iterator[CutClip]:
    at = first
    for gap in gaps:
        if at <= gap.record_in:
            if at < gap.record_in:
                yield CutClip("", at, gap.record_in)
            yield gap
            at = gap.record_out
    if at < last:
        yield CutClip("", at, last)


def _uncovered(covering: Sequence[CutClip], frames: int) -> Iterator[_Span]:
    at = 0
    for clip in sorted(covering, key=attrgetter("record_in")):
        if at < clip.record_in:
            yield at, clip.record_in
        at = max(at, clip.record_out)
    if at < frames:
        yield at, frames
