"""Draws what people drew with notes onto a picture that is printed: at the same places, whatever its size."""

import math
from typing import Any

import skia

from generation.sheets.text import Letters
from productions.domain.notes import WHOLE, Drawing, Shape

_INK = {
    "red": (0xFF, 0x4D, 0x4D),
    "yellow": (0xFF, 0xD8, 0x4D),
    "green": (0x4D, 0xFF, 0x88),
    "blue": (0x5C, 0xB3, 0xFF),
    "white": (0xFF, 0xFF, 0xFF),
    "black": (0, 0, 0),
}
_WING = 0.5
"""The angle between an arrow and its wings."""


def draw(canvas: Any, drawing: Drawing, place: Any, letters: Letters) -> None:
    """Draw shapes onto a canvas, where a picture stands at `place`; what reaches beyond it is cut off."""
    canvas.save()
    canvas.clipRect(place)
    for shape in drawing:
        colour = skia.Color(*_INK[shape.colour])
        points = [_at(point, place) for point in shape.points]
        width = shape.width * place.height() / WHOLE
        if shape.tool == "text":
            made = letters.paragraph(shape.text, width, colour, place.width(), 2 * width)
            made.paint(canvas, points[0][0], points[0][1] - width)
        else:
            canvas.drawPath(_path(shape, points, place.height()), _pen(_edge(shape), width * 1.8))
            canvas.drawPath(_path(shape, points, place.height()), _pen(colour, width))
    canvas.restore()


def _at(point: tuple[int, int], place: Any) -> tuple[float, float]:
    return place.left() + point[0] * place.width() / WHOLE, place.top() + point[1] * place.height() / WHOLE


def _edge(shape: Shape) -> int:
    return int(skia.Color(255, 255, 255, 150) if shape.colour == "black" else skia.Color(0, 0, 0, 150))


def _pen(colour: int, width: float) -> Any:
    round_ = {"StrokeCap": skia.Paint.kRound_Cap, "StrokeJoin": skia.Paint.kRound_Join}
    return skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=width, Color=colour, **round_)


def _path(shape: Shape, points: list[tuple[float, float]], height: float) -> Any:
    path = skia.Path()
    if shape.tool in ("rectangle", "ellipse"):
        (left, top), (right, bottom) = points
        box = skia.Rect.MakeLTRB(min(left, right), min(top, bottom), max(left, right), max(top, bottom))
        return path.addRect(box) if shape.tool == "rectangle" else path.addOval(box)
    path.moveTo(*points[0])
    for point in points[1:] or points:
        path.lineTo(*point)
    if shape.tool == "arrow":
        (x, y), (tip_x, tip_y) = points
        turn = math.atan2(tip_y - y, tip_x - x)
        reach = max(4 * shape.width * height / WHOLE, 0.025 * height)
        for wing in (_WING, -_WING):
            path.moveTo(tip_x, tip_y)
            path.lineTo(tip_x - reach * math.cos(turn + wing), tip_y - reach * math.sin(turn + wing))
    return path
