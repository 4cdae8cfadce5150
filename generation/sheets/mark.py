"""Draws the mark of copies: a line of words over the whole picture, again and again, so that no part is without it."""

import math

import numpy as np
import skia

from generation.ports.marking import Mark
from generation.sheets.text import Letters

_TILT = -24.0
"""Degrees: no line of it lies along what films have."""
_HEIGHT, _LEAST = 0.034, 9.0
"""How large its letters are: a part of the shorter side, and pixels at least."""
_APART, _BETWEEN = 3.5, 4.0
"""How far its words stand from each other: sideways in letters' heights, and from line to line."""
_OPAQUE = 0.3


def mark(words: str, width: int, height: int) -> Mark:
    """Return a mark of one line of words for pictures of a size in pixels."""
    surface = skia.Surface(width, height)
    size = max(_LEAST, _HEIGHT * min(width, height))
    with surface as canvas:
        canvas.clear(skia.ColorTRANSPARENT)
        canvas.translate(width / 2, height / 2)
        canvas.rotate(_TILT)
        _tile(canvas, words, size, math.hypot(width, height) / 2)
    drawn = np.asarray(surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType))
    return Mark(
        white=np.ascontiguousarray(drawn[..., 0]),
        opaque=np.rint(drawn[..., 3] * np.float32(_OPAQUE)).astype(np.uint8),
    )


def _tile(canvas: skia.Canvas, words: str, size: float, reach: float) -> None:
    """Cover everything that is as near to the middle as `reach`; every second line is moved by half."""
    letters = Letters()
    room = 100 * size  # no name is that long
    bright, dark = (letters.paragraph(words, size, skia.Color(*grey), room, 2 * size) for grey in (_WHITE, _BLACK))
    step = bright.MaxIntrinsicWidth + _APART * size
    edge = max(1.0, size / 14)
    y, line = -reach, 0
    while y < reach:
        x = -reach - (line % 2) * step / 2
        while x < reach:
            for across, down in ((edge, edge), (-edge, edge), (edge, -edge), (-edge, -edge)):
                dark.paint(canvas, x + across, y + down)
            bright.paint(canvas, x, y)
            x += step
        y += _BETWEEN * size
        line += 1


_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
