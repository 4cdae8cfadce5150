"""Layers: before a camera that stands still, what does not move is painted once and laid down as it is."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import numpy as np
import skia

from generation.backends.animatic.ink import Ink
from generation.backends.animatic.scenery import Painter, SetPiece
from generation.backends.animatic.view import Viewpoint


def layered(parts: Sequence[SetPiece], view: Viewpoint) -> list[Painter]:
    """The elements of parts seen from one view for good: each run of still ones is a single sheet."""
    made: list[Painter] = []
    for still, run in groupby(parts, lambda part: part.still):
        elements = [part.draw for part in run]
        made += [Layer(elements, view)] if still else elements
    return made


class Layer:
    """Elements as one sheet of the picture's own points, cut to what it shows."""

    def __init__(self, elements: Sequence[Painter], view: Viewpoint) -> None:
        pixels = np.zeros((view.height, view.width, 4), np.uint8)
        info = skia.ImageInfo.MakeN32Premul(view.width, view.height)
        ink = Ink(skia.Surface.MakeRasterDirect(info, pixels, view.width * 4).getCanvas())
        for element in elements:
            element(ink, view, 0.0)
        seen = pixels[:, :, 3]
        self._at, (width, height) = _shown(seen)
        left, top = self._at
        cut = np.ascontiguousarray(pixels[top : top + height, left : left + width])
        self._image = skia.Image.fromarray(cut, info.colorType(), skia.kPremul_AlphaType) if cut.size else None
        self._paint = skia.Paint(BlendMode=skia.BlendMode.kSrc) if seen.min() == 255 else None

    def __call__(self, ink: Ink, view: Viewpoint, t: float) -> None:
        if self._image:
            ink.canvas.drawImage(self._image, *self._at, skia.SamplingOptions(), self._paint)


def _shown(alpha: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Left, top, width and height of what is not wholly clear."""
    rows, columns = (np.flatnonzero(alpha.any(axis=axis)) for axis in (1, 0))
    if not rows.size:
        return (0, 0), (0, 0)
    left, top = int(columns[0]), int(rows[0])
    return (left, top), (int(columns[-1]) + 1 - left, int(rows[-1]) + 1 - top)
