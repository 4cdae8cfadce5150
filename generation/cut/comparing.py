"""What an edit made elsewhere does otherwise than the film: shot by shot, as plain data."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from generation.cut.cut_list import Codes, CutClip, CutList


class Pair(NamedTuple):
    """A shot as the film has it, and a clip of the edit that shows it."""

    ours: CutClip
    theirs: CutClip

    @property
    def is_other_take(self) -> bool:
        """Whether the edit shows another take than the film does, or something where that has none."""
        if self.theirs.take_id is not None:
            return self.theirs.take_id != self.ours.take_id
        return self.theirs.take not in (self.ours.take, None) or self.ours.is_gap


@dataclass(frozen=True, slots=True)
class Difference:
    """What is otherwise in an edit.

    - `retimed` play faster or slower, `trimmed` begin or end at other frames of the same take, `replaced` show another
      take than the film does, or something where that has none. Where no take is named, it is that of the film.
    - `reordered` stand elsewhere among the shots: as few as it takes to bring the others into the order of the film.
    - `repeated` show a shot once more, `unknown` no shot of the film.
    - `missing` are shots of which the film has a take and the edit nothing.
    - `shown` are all shots that are in both, in the order of the edit, each where it is first shown.
    """

    retimed: tuple[Pair, ...]
    trimmed: tuple[Pair, ...]
    replaced: tuple[Pair, ...]
    reordered: tuple[Pair, ...]
    repeated: tuple[Pair, ...]
    missing: tuple[CutClip, ...]
    unknown: tuple[CutClip, ...]
    shown: tuple[Pair, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the edit is the film."""
        parts = (self.retimed, self.trimmed, self.replaced, self.reordered, self.repeated, self.missing, self.unknown)
        return not any(parts)


def compared(ours: CutList, theirs: CutList) -> Difference:
    """Return what an edit does otherwise than the film. What is only shown later or earlier by others is the same."""
    by_id = {clip.shot: clip for clip in ours.clips if clip.shot}
    by_code = {clip.name: clip for clip in ours.clips if clip.name}
    codes = Codes.of(list(by_code))
    pairs, repeated, unknown = list[Pair](), list[Pair](), list[CutClip]()
    shown = set[str]()
    for clip in theirs.clips:
        if clip.is_gap:
            continue
        code, take = codes.shot_and_take(clip)
        mine = by_id.get(clip.shot) if clip.shot else None
        mine = mine or by_code.get(code)
        if mine is None:
            unknown.append(clip)
        else:
            (repeated if mine.name in shown else pairs).append(Pair(mine, replace(clip, take=take)))
            shown.add(mine.name)
    return Difference(
        retimed=tuple(pair for pair in pairs if _is_retimed(pair)),
        trimmed=tuple(pair for pair in pairs if not pair.is_other_take and not _is_retimed(pair) and _is_trimmed(pair)),
        replaced=tuple(pair for pair in pairs if pair.is_other_take),
        reordered=_reordered(pairs),
        repeated=tuple(repeated),
        missing=tuple(clip for clip in ours.clips if not clip.is_gap and clip.name not in shown),
        unknown=tuple(unknown),
        shown=tuple(pairs),
    )


def _is_retimed(pair: Pair) -> bool:
    """Whether the edit shows its part of the file at another speed; the film may be at another rate than its take."""
    return pair.theirs.source_frames != pair.theirs.frames


def _is_trimmed(pair: Pair) -> bool:
    ours, theirs = pair
    return (theirs.source_in, theirs.source_out) != (ours.source_in, ours.source_out)


def _reordered(pairs: Sequence[Pair]) -> tuple[Pair, ...]:
    """Those that are outside of the longest run of shots in the order of the film."""
    ends, starts = list[int](), list[int]()  # by length of run: where the lowest last shot stands, and its pair
    before = [-1] * len(pairs)
    for index, pair in enumerate(pairs):
        length = bisect_left(ends, pair.ours.record_in)
        before[index] = starts[length - 1] if length else -1
        ends[length : length + 1], starts[length : length + 1] = [pair.ours.record_in], [index]
    kept, at = set[int](), starts[-1] if starts else -1
    while at >= 0:
        kept.add(at)
        at = before[at]
    return tuple(pair for index, pair in enumerate(pairs) if index not in kept)
