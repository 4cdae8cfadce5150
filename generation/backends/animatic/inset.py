"""Insets: reference pictures in an upper corner of the frame, for those who want to see them beside the drawing."""

from collections.abc import Sequence
from typing import Any

import skia

from generation.backends.animatic.colour import rgb
from generation.backends.animatic.ink import Ink
from generation.backends.animatic.picture import Picture

_TALL, _WIDE, _MARGIN, _RIM = 0.26, 0.22, 0.035, 0.004
"""Shares of the frame: the most that a picture takes up, and in heights the air around it and its white rim."""
_MOST = 3


def sheet(pictures: Sequence[Picture], size: tuple[int, int], left: bool) -> Any:
    """The pictures below each other on a clear sheet of the frame's size; None where there are none."""
    if not pictures:
        return None
    width, height = size
    surface = skia.Surface(width, height)
    ink = Ink(surface.getCanvas())
    margin, rim, top = _MARGIN * height, max(1.0, _RIM * height), _MARGIN * height
    for picture in pictures[:_MOST]:
        wide, tall = picture.shape
        scale = min(_WIDE * width / wide, _TALL * height / tall)
        start = margin if left else width - margin - wide * scale
        box = (start, top, start + wide * scale, top + tall * scale)
        ink.rect(box[0] - 2 * rim, box[1] - 2 * rim, box[2] + 2 * rim, box[3] + 2 * rim, rgb("#101218").alpha(0.35))
        ink.rect(box[0] - rim, box[1] - rim, box[2] + rim, box[3] + rim, rgb("#f4f1ea"))
        picture.plain(ink, box)
        top = box[3] + margin
    return surface.makeImageSnapshot()
