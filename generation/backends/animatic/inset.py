"""Insets: reference pictures in an upper corner of the frame, for those who want to see them beside the drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import skia

from generation.backends.animatic.colour import rgb
from generation.backends.animatic.ink import Ink
from generation.backends.animatic.picture import Picture

if TYPE_CHECKING:
    from generation.ports.clip import Frame

_TALL, _WIDE, _MARGIN, _RIM = 0.26, 0.22, 0.035, 0.004
"""Shares of the frame: the most that a picture takes up, and in heights the air around it and its white rim."""
_MOST = 3


@dataclass(frozen=True, slots=True)
class Inset:
    """A picture with its rim as points of a frame, and where its upper left corner is."""

    points: Any
    left: int
    top: int

    def lay(self, frame: "Frame") -> None:
        """Lay it into a frame of height x width x 3 bytes (RGB)."""
        height, width, _ = self.points.shape
        frame[self.top : self.top + height, self.left : self.left + width] = self.points


def insets(pictures: Sequence[Picture], size: tuple[int, int], left: bool) -> list[Inset]:
    """The pictures below each other in the left or the right upper corner of a frame."""
    width, height = size
    margin, made = round(_MARGIN * height), []
    top = margin
    for picture in pictures[:_MOST]:
        points = _points(picture, size)
        tall, wide, _ = points.shape
        if top + tall > height:
            break
        made.append(Inset(points, margin if left else width - margin - wide, top))
        top += tall + margin
    return made


def _points(picture: Picture, size: tuple[int, int]) -> Any:
    rim = max(1, round(_RIM * size[1]))
    wide, tall = picture.shape
    scale = min(_WIDE * size[0] / wide, _TALL * size[1] / tall)
    inner = max(1, round(wide * scale)), max(1, round(tall * scale))
    surface = skia.Surface(inner[0] + 2 * rim, inner[1] + 2 * rim)
    ink = Ink(surface.getCanvas())
    ink.rect(0, 0, inner[0] + 2 * rim, inner[1] + 2 * rim, rgb("#f4f1ea"))
    picture.plain(ink, (rim, rim, rim + inner[0], rim + inner[1]))
    return np.ascontiguousarray(surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)[:, :, :3])
