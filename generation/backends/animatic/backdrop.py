"""Backdrops: everything far behind a close subject, painted once and out of focus, then moved as one sheet."""

from collections.abc import Sequence
from typing import Any

import skia

from generation.backends.animatic.ink import Ink
from generation.backends.animatic.scenery import SetPiece
from generation.backends.animatic.view import Viewpoint

_DEPTH = 4.0
_MARGIN = 0.05


class Backdrop:
    """An element that stands in for others: painted from the first view, wide enough for all views."""

    def __init__(self, parts: Sequence[SetPiece], views: Sequence[Viewpoint], soft: float) -> None:
        self._fine = 0.5 if soft > 2.5 else 1.0
        edges = [view.edges(_DEPTH) for view in views]
        left, bottom = (min(edge[side] for edge in edges) for side in (0, 1))
        right, top = (max(edge[side] for edge in edges) for side in (2, 3))
        spare_x, spare_y = (right - left) * _MARGIN, (top - bottom) * _MARGIN
        self._box = (left - spare_x, bottom - spare_y, right + spare_x, top + spare_y)
        self._image = self._blurred(self._painted(parts, views[0]), soft * self._fine * views[0].height / 720)

    def _painted(self, parts: Sequence[SetPiece], view: Viewpoint) -> Any:
        scale = view.scale(_DEPTH) * self._fine
        left, bottom, right, top = self._box
        width, height = round((right - left) * scale), round((top - bottom) * scale)
        wide = Viewpoint(width, height, view.focal * self._fine, view.x, view.y, view.z).holding(
            (left, top, _DEPTH), (0.0, 0.0)
        )
        surface = skia.Surface(width, height)
        ink = Ink(surface.getCanvas())
        for part in parts:
            part.draw(ink, wide, 0.0)
        return surface.makeImageSnapshot()

    def _blurred(self, image: Any, sigma: float) -> Any:
        surface = skia.Surface(image.width(), image.height())
        paint = skia.Paint(ImageFilter=skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kClamp))
        surface.getCanvas().drawImage(image, 0, 0, skia.SamplingOptions(), paint)
        return surface.makeImageSnapshot()

    def __call__(self, ink: Ink, view: Viewpoint, t: float) -> None:
        left, bottom, right, top = self._box
        (x0, y0), (x1, y1) = view.point(left, top, _DEPTH), view.point(right, bottom, _DEPTH)
        box = skia.Rect.MakeLTRB(x0, y0, x1, y1)
        ink.canvas.drawImageRect(self._image, box, skia.SamplingOptions(skia.FilterMode.kLinear))
