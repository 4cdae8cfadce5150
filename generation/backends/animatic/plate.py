"""Plates: the picture of a place as one sheet behind the subject, wide enough for the whole move of the camera."""

from collections.abc import Sequence

from generation.backends.animatic.colour import Colour
from generation.backends.animatic.ink import Ink
from generation.backends.animatic.picture import Picture
from generation.backends.animatic.view import Viewpoint

DEPTH = 4.0
_MARGIN = 0.06


class Plate:
    """An element that shows a picture at one depth, as all views together need it."""

    def __init__(self, picture: Picture, views: Sequence[Viewpoint], tint: Colour) -> None:
        self._picture, self._tint = picture, tint
        edges = [view.edges(DEPTH) for view in views]
        left, bottom = (min(edge[side] for edge in edges) for side in (0, 1))
        right, top = (max(edge[side] for edge in edges) for side in (2, 3))
        spare_x, spare_y = (right - left) * _MARGIN, (top - bottom) * _MARGIN
        self._box = (left - spare_x, bottom - spare_y, right + spare_x, top + spare_y)

    def __call__(self, ink: Ink, view: Viewpoint, t: float) -> None:
        left, bottom, right, top = self._box
        self._picture.cover(ink, (*view.point(left, top, DEPTH), *view.point(right, bottom, DEPTH)), self._tint)
