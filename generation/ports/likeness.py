"""How alike two pictures, or two films, are: in numbers that say what people would see."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from generation.ports.clip import Frame

_SIDE = 8
"""Pixels of the windows in which structure is compared."""
_LIGHT = np.array([0.2126, 0.7152, 0.0722], np.float64)
_C1, _C2 = 0.01**2, 0.03**2
"""What keeps even windows from deciding, as the structural similarity index was published."""


@dataclass(frozen=True, slots=True)
class Alike:
    """`changed` of `frames` differ. `difference` is the mean and `greatest` the largest difference of a value, of 1.

    `similarity` is the least structural similarity of all frames (Wang and others, 2004), on light alone: 1 for equal
    ones, and 0 where one film is longer or of another size.
    """

    frames: int
    changed: int
    difference: float
    greatest: float
    similarity: float


def alike(before: "Iterable[Frame]", after: "Iterable[Frame]") -> Alike:
    """Compare frames one by one, each height x width x 3 bytes."""
    frames, changed, differences, greatest, similarity = 0, 0, 0.0, 0.0, 1.0
    for one, other in zip_longest(before, after):
        frames += 1
        if one is None or other is None or one.shape != other.shape:
            changed, differences, greatest, similarity = changed + 1, differences + 1, 1.0, 0.0
            continue
        apart = np.abs(one.astype(np.int16) - other) / 255
        if not apart.any():
            continue
        changed += 1
        differences += float(apart.mean())
        greatest = max(greatest, float(apart.max()))
        similarity = min(similarity, structural(one, other))
    return Alike(frames, changed, differences / max(1, frames), greatest, similarity)


def structural(one: "Frame", other: "Frame") -> float:
    """Return the structural similarity of two frames of one size, from -1 to 1."""
    a, b = one @ _LIGHT / 255, other @ _LIGHT / 255
    mean_a, mean_b = _means(a), _means(b)
    spread_a, spread_b = _means(a * a) - mean_a**2, _means(b * b) - mean_b**2
    together = _means(a * b) - mean_a * mean_b
    light = (2 * mean_a * mean_b + _C1) / (mean_a**2 + mean_b**2 + _C1)
    return float((light * (2 * together + _C2) / (spread_a + spread_b + _C2)).mean())


def _means(values: Any) -> Any:
    """The mean of each window, by sums over all that lies above and to the left."""
    side = min(_SIDE, *values.shape)
    sums = np.pad(values, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    windows = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    return windows / side**2
