"""Draws captions that are burnt into the picture: white with a dark edge, within what every screen shows.

Lines are broken where the captions break them; only where one is too long for the picture it is broken again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from generation.domain.captioning.document import Position
from generation.sheets.text import Letters

VERSION = 1
"""Another one where the same words would be drawn otherwise."""
_SAFE = 0.05
"""The part of each side that stays free of text (EBU R 95)."""
_HEIGHT, _LEAST, _SMALLER = 0.052, 9.0, 0.6
"""Letters: a part of the height of the picture, pixels at least, and how much smaller a long line makes them."""
_EDGE = 0.07
"""How wide the dark edge is: a part of the letters' height."""
_WHITE, _BLACK = skia.Color(255, 255, 255), skia.Color(0, 0, 0)
_ROUND = [(1, 0), (-1, 0), (0, 1), (0, -1), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7)]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A caption as height x width x 4 bytes, not multiplied by how opaque it is; its corner lies at left and top."""

    picture: NDArray[np.uint8]
    left: int
    top: int


class Unwritable(Exception):
    """No font here has some of the letters."""


def drawn(lines: Sequence[str], position: Position, width: int, height: int) -> Drawn:
    """Return a caption for pictures of a size in pixels; Unwritable names letters that no font here has."""
    letters, text = Letters(), "\n".join(lines)
    room = width * (1 - 2 * _SAFE)
    size = max(_LEAST, _HEIGHT * height)
    widest = letters.centred(text, size, _WHITE, 100 * width).MaxIntrinsicWidth
    if widest > room:
        size = max(_LEAST, size * max(_SMALLER, room / widest * 0.99))
    if letters.missing:
        raise Unwritable(f"no font here has {' '.join(sorted(letters.missing)[:8])}")
    bright, dark = (letters.centred(text, size, colour, room) for colour in (_WHITE, _BLACK))
    edge = max(1.0, size * _EDGE)
    left = width * _SAFE
    top = height * _SAFE if position == "top" else max(0.0, height * (1 - _SAFE) - bright.Height)
    return _cut(_painted(bright, dark, edge, (left, top), (width, height)))


def _painted(bright: Any, dark: Any, edge: float, at: tuple[float, float], size: tuple[int, int]) -> NDArray[np.uint8]:
    surface = skia.Surface(*size)
    with surface as canvas:
        canvas.clear(skia.ColorTRANSPARENT)
        for across, down in _ROUND:
            dark.paint(canvas, at[0] + across * edge, at[1] + down * edge)
        bright.paint(canvas, *at)
    image = surface.makeImageSnapshot()
    picture: NDArray[np.uint8] = image.toarray(colorType=skia.kRGBA_8888_ColorType)
    return picture


def _cut(picture: NDArray[np.uint8]) -> Drawn:
    """Only the box of what is drawn: what lies outside of it is never touched."""
    rows, columns = (np.flatnonzero(picture[..., 3].any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return Drawn(np.zeros((0, 0, 4), np.uint8), 0, 0)
    top, left = int(rows[0]), int(columns[0])
    box = picture[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]
    return Drawn(np.ascontiguousarray(box), left, top)
