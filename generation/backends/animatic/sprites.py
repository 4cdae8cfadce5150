"""Sprites: round fills painted at the size in which they are shown, so that most frames only lay them down."""

import math
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeAlias

import skia

Painted: TypeAlias = Callable[[], Any]
Size: TypeAlias = tuple[int, int]

_STEP = math.log(1.02)
_BUDGET = 64 * 2**20
_LARGEST = 2**22
"""Points beyond which a sprite is stretched each time instead of being kept."""


class Sprites:
    """Pictures by fill and size in points; those used longest ago go when all together exceed the budget in bytes."""

    def __init__(self, budget: int = _BUDGET) -> None:
        self._budget, self._bytes = budget, 0
        self._kept: OrderedDict[tuple[object, Size], Any] = OrderedDict()

    def stretched(self, fill: object, size: Size, small: Painted) -> Any:
        """The picture of a fill in a size, stretched from the small one where it is not known yet."""
        key = fill, size
        if (known := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
            return known
        made = self._kept[key] = _stretched(small(), size)
        self._bytes += _bytes(size)
        while self._bytes > self._budget:
            (_, gone), _ = self._kept.popitem(last=False)
            self._bytes -= _bytes(gone)
        return made


def stepped(width: float, height: float) -> Size | None:
    """A size in whole points near the one asked, by steps of a fiftieth; None for one too large to be kept.

    A soft rim hides a step, and a camera that moves in asks for few sizes instead of one a frame.
    """
    size = _step(width), _step(height)
    return size if size[0] * size[1] <= _LARGEST else None


def _step(length: float) -> int:
    return max(1, round(math.exp(round(math.log(max(length, 1.0)) / _STEP) * _STEP)))


def _bytes(size: Size) -> int:
    return size[0] * size[1] * 4


def _stretched(image: Any, size: Size) -> Any:
    surface = skia.Surface(*size)
    box = skia.Rect.MakeWH(*size)
    surface.getCanvas().drawImageRect(image, box, skia.SamplingOptions(skia.FilterMode.kLinear))
    return surface.makeImageSnapshot()
