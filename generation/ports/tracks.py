"""Tracks: sounds laid over a span of time with gain, fades and ducking, and added up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from generation.ports.sound import RATE

Columns: TypeAlias = NDArray[np.float64]
"""Sound with two channels as columns, 1 as full scale."""
Span: TypeAlias = tuple[int, int]
"""First sample, and the one behind the last."""

_ATTACK, _RELEASE = RATE // 5, RATE // 2
"""Samples in which a ducked sound gets quieter before speech, and comes back after it."""


@dataclass(frozen=True, slots=True)
class SoundClip:
    """Samples in two channels from the sample `at` of the whole on, which may lie before what is asked for.

    `length` is how long it is heard, None to its end; `gain` and `duck` are decibels, fades samples.
    """

    samples: NDArray[np.int16]
    at: int
    length: int | None = None
    gain: Decimal = Decimal(0)
    fade_in: int = 0
    fade_out: int = 0
    duck: Decimal = Decimal(0)
    loop: bool = False

    def span(self, whole: int) -> Span:
        """Return where it is heard in a whole of so many samples."""
        own = whole - self.at if self.loop else len(self.samples)
        return self.at, min(whole, self.at + (own if self.length is None else min(self.length, max(own, 0))))


def laid(clips: Iterable[SoundClip], first: int, last: int, whole: int, speech: Sequence[Span] = ()) -> Columns:
    """Return what is heard of clips from one sample of the whole to another, added up.

    `speech` are the spans in which somebody speaks, in order: they are what clips get quieter under.
    """
    total = np.zeros((last - first, 2))
    for clip in clips:
        start, end = clip.span(whole)
        low, high = max(start, first), min(end, last)
        if low >= high or not len(clip.samples):
            continue
        at = np.arange(low, high)
        heard = clip.samples[(at - clip.at) % len(clip.samples)] / 32768.0
        level = np.full(high - low, amplitude(clip.gain)) * _fades(at, start, end, clip)
        if clip.duck:
            level *= ducked(at, speech, clip.duck)
        total[low - first : high - first] += heard * level[:, None]
    return total


def amplitude(decibels: Decimal) -> float:
    """Return by what samples are multiplied."""
    return float(10 ** (float(decibels) / 20))


def ducked(at: NDArray[np.int64], speech: Sequence[Span], duck: Decimal) -> NDArray[np.float64]:
    """Return the level of a sound that is ducked, at samples in order: 1 far from speech, all of `duck` within it."""
    depth = np.zeros(len(at))
    for start, end in speech:
        if end + _RELEASE <= at[0] or start - _ATTACK > at[-1]:
            continue
        before, after = (at - (start - _ATTACK)) / _ATTACK, ((end + _RELEASE) - at) / _RELEASE
        depth = np.maximum(depth, np.clip(np.minimum(before, after), 0, 1))
    return np.asarray(10 ** (depth * float(duck) / 20))


def _fades(at: NDArray[np.int64], start: int, end: int, clip: SoundClip) -> NDArray[np.float64]:
    level = np.ones(len(at))
    if clip.fade_in:
        level *= np.clip((at - start + 1) / clip.fade_in, 0, 1)
    if clip.fade_out:
        level *= np.clip((end - at) / clip.fade_out, 0, 1)
    return level


def whole(columns: Columns) -> tuple[NDArray[np.int16], int]:
    """Return sound in 16 bits, and how many of its samples were too loud for them."""
    scaled = np.rint(columns * 32768)
    over = int(np.count_nonzero((scaled > 32767) | (scaled < -32768)))
    return np.clip(scaled, -32768, 32767).astype(np.int16), over


def both(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return sound of one channel or two in two, without a copy."""
    columns = samples.reshape(-1, 1) if samples.ndim == 1 else samples
    return np.broadcast_to(columns, (len(columns), 2)) if columns.shape[1] == 1 else columns


def samples_in(milliseconds: int) -> int:
    """Return how many samples last as long as so many milliseconds."""
    return ceil(milliseconds * RATE / 1000)
