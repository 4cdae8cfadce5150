"""The pen: skia behind typed calls, so that drawings speak of shapes and colours in their own units."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, TypeAlias

import skia

from generation.backends.animatic.colour import Colour
from generation.backends.animatic.sprites import Sprites, stepped
from generation.backends.animatic.view import Point


@dataclass(frozen=True, slots=True)
class Linear:
    """A fill that runs from one point to another through colours at even steps, or at `stops` from 0 to 1."""

    start: Point
    end: Point
    colours: tuple[Colour, ...]
    stops: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Radial:
    """A fill that runs from a centre outwards."""

    centre: Point
    radius: float
    colours: tuple[Colour, ...]
    stops: tuple[float, ...] | None = None


Fill: TypeAlias = Colour | Linear | Radial


@lru_cache(maxsize=8192)
def _argb(colour: Colour) -> int:
    r, g, b, a = (min(255, max(0, round(part * 255))) for part in colour)
    return (a << 24) | (r << 16) | (g << 8) | b


# Skia's own gradients cost the CPU some 17 ms for a 1280x720 frame; strips of one pixel stretched across cost 0.7 ms.
# Across the rows a strip may be interpolated cheaply; along them only unfiltered, so that one is made finer.
_TALL, _WIDE, _SPRITE = 256, 1024, 128
_SPRITES = Sprites()
_SMOOTH, _PLAIN = skia.SamplingOptions(skia.FilterMode.kLinear), skia.SamplingOptions()


@lru_cache(maxsize=2048)
def _paint(fill: Fill) -> Any:
    match fill:
        case Colour():
            return skia.Paint(AntiAlias=True, Color=_argb(fill))
        case Linear(start, end, colours, stops) if start[0] == end[0] and start[1] != end[1]:
            return _striped(_strip(colours, stops, 1, _TALL), _SMOOTH, start, (1.0, (end[1] - start[1]) / _TALL))
        case Linear(start, end, colours, stops) if start[1] == end[1] and start[0] != end[0]:
            return _striped(_strip(colours, stops, _WIDE, 1), _PLAIN, start, ((end[0] - start[0]) / _WIDE, 1.0))
        case Linear(start, end, colours, stops):
            shader = skia.GradientShader.MakeLinear([start, end], [_argb(c) for c in colours], list(stops or ()))
        case Radial(centre, radius, colours, stops):
            shader = skia.GradientShader.MakeRadial(
                centre, max(radius, 1e-6), [_argb(c) for c in colours], list(stops or ())
            )
    return skia.Paint(AntiAlias=True, Shader=shader)


@lru_cache(maxsize=512)
def _strip(colours: tuple[Colour, ...], stops: tuple[float, ...] | None, width: int, height: int) -> Any:
    ends = [(0, 0), (width if width > 1 else 0, height if height > 1 else 0)]
    shader = skia.GradientShader.MakeLinear(ends, [_argb(c) for c in colours], list(stops or ()))
    surface = skia.Surface(width, height)
    surface.getCanvas().drawPaint(skia.Paint(Shader=shader))
    return surface.makeImageSnapshot()


def _striped(image: Any, sampling: Any, start: Point, scale: Point) -> Any:
    matrix = skia.Matrix()
    matrix.setScaleTranslate(*scale, *start)
    return skia.Paint(
        AntiAlias=True, Shader=image.makeShader(skia.TileMode.kClamp, skia.TileMode.kClamp, sampling, matrix)
    )


@lru_cache(maxsize=512)
def _sprite(colours: tuple[Colour, ...], stops: tuple[float, ...] | None) -> Any:
    half = _SPRITE / 2
    shader = skia.GradientShader.MakeRadial((half, half), half, [_argb(c) for c in colours], list(stops or ()))
    surface = skia.Surface(_SPRITE, _SPRITE)
    surface.getCanvas().drawCircle(half, half, half, skia.Paint(Shader=shader))
    return surface.makeImageSnapshot()


@lru_cache(maxsize=256)
def _faint(strength: float) -> Any:
    return skia.Paint(Alphaf=strength) if strength < 1.0 else None


@lru_cache(maxsize=4096)
def _stroke(colour: Colour, width: float) -> Any:
    paint = skia.Paint(AntiAlias=True, Color=_argb(colour), Style=skia.Paint.kStroke_Style, StrokeWidth=width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


def polygon(points: Sequence[Point], closed: bool = True) -> Any:
    """Straight lines from point to point. Not to be changed."""
    return _polygon(tuple(points), closed)


@lru_cache(maxsize=4096)
def _polygon(points: tuple[Point, ...], closed: bool) -> Any:
    path = skia.Path()
    path.addPoly([skia.Point(x, y) for x, y in points], closed)
    return path


def smooth(points: Sequence[Point], closed: bool = True, tension: float = 0.5) -> Any:
    """A curve through the points (Catmull-Rom as cubic Béziers); `tension` 0 makes it straight. Not to be changed."""
    return _smooth(tuple(points), closed, tension)


@lru_cache(maxsize=4096)
def _smooth(points: tuple[Point, ...], closed: bool, tension: float) -> Any:
    path = skia.Path()
    path.moveTo(*points[0])
    count = len(points)
    pull = tension / 3
    for at in range(count if closed else count - 1):
        if closed:
            before, here, there, after = (points[(at + step) % count] for step in (-1, 0, 1, 2))
        else:
            before, here, there, after = (points[min(count - 1, max(0, at + step))] for step in (-1, 0, 1, 2))
        path.cubicTo(
            here[0] + (there[0] - before[0]) * pull,
            here[1] + (there[1] - before[1]) * pull,
            there[0] - (after[0] - here[0]) * pull,
            there[1] - (after[1] - here[1]) * pull,
            *there,
        )
    if closed:
        path.close()
    return path


class Ink:
    """Draws on one canvas; units are whatever the current transform says.

    `exact` says that this transform is the one in which the drawing is seen, and not one that is replayed elsewhere.
    """

    def __init__(self, canvas: Any, exact: bool = True) -> None:
        self.canvas, self._exact = canvas, exact

    def path(self, path: Any, fill: Fill) -> None:
        self.canvas.drawPath(path, _paint(fill))

    def poly(self, points: Sequence[Point], fill: Fill) -> None:
        self.path(polygon(points), fill)

    def polys(self, shapes: Sequence[Sequence[Point]], fill: Fill) -> None:
        """Many polygons in one fill: the cheap way for boards and paving."""
        path = skia.Path()
        for points in shapes:
            path.addPoly([skia.Point(x, y) for x, y in points], True)
        self.path(path, fill)

    def blob(self, points: Sequence[Point], fill: Fill, tension: float = 0.5) -> None:
        self.path(smooth(points, True, tension), fill)

    def rect(self, left: float, bottom: float, right: float, top: float, fill: Fill, radius: float = 0.0) -> None:
        box = skia.Rect.MakeLTRB(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        if radius:
            self.canvas.drawRoundRect(box, radius, radius, _paint(fill))
        else:
            self.canvas.drawRect(box, _paint(fill))

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Fill) -> None:
        """An ellipse; one filled with a `Radial` takes that fill from its middle to its rim."""
        if isinstance(fill, Radial):
            self._soft(x, y, rx, ry, fill, 1.0)
        else:
            self.canvas.drawOval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry), _paint(fill))

    def _soft(self, x: float, y: float, rx: float, ry: float, fill: Radial, strength: float) -> None:
        """A round fill as a sprite: at its own size on whole points where it is seen straight, else stretched."""
        small = partial(_sprite, fill.colours, fill.stops)
        matrix = self.canvas.getTotalMatrix()
        straight = self._exact and not matrix.getSkewX() and not matrix.getSkewY()
        size = stepped(2 * rx * abs(matrix.getScaleX()), 2 * ry * abs(matrix.getScaleY())) if straight else None
        if size is None:
            box = skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry)
            self.canvas.drawImageRect(small(), box, _SMOOTH, _faint(strength))
            return
        middle = matrix.mapXY(x, y)
        sprite = _SPRITES.stretched((fill.colours, fill.stops), size, small)
        self.canvas.save()
        self.canvas.resetMatrix()
        left, top = round(middle.x() - size[0] / 2), round(middle.y() - size[1] / 2)
        self.canvas.drawImage(sprite, left, top, _PLAIN, _faint(strength))
        self.canvas.restore()

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        self.canvas.drawPath(polygon(points, closed=False), _stroke(colour, width))

    def curve(self, points: Sequence[Point], colour: Colour, width: float, tension: float = 0.5) -> None:
        self.canvas.drawPath(smooth(points, False, tension), _stroke(colour, width))

    def lines(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Separate strokes, two points each, as one shape: the cheap way for rain or grass."""
        path = skia.Path()
        for start, end in zip(points[::2], points[1::2], strict=True):
            path.moveTo(*start)
            path.lineTo(*end)
        self.canvas.drawPath(path, _stroke(colour, width))

    def dots(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        self.canvas.drawPoints(
            skia.Canvas.kPoints_PointMode, [skia.Point(x, y) for x, y in points], _stroke(colour, width)
        )

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Light spilling from a point."""
        tones = (colour.alpha(1.0), colour.alpha(0.42), colour.alpha(0.12), colour.alpha(0.0))
        with self._upright(x, y):
            fill = Radial((0, 0), 1, tones, (0.0, 0.25, 0.6, 1.0))
            self._soft(0, 0, radius, radius, fill, min(1.0, strength * 0.8))

    @contextmanager
    def _upright(self, x: float, y: float) -> Iterator[None]:
        """Draw what is round about a point as if nothing were turned: turned pictures cost thirty times as much."""
        matrix = self.canvas.getTotalMatrix()
        middle = matrix.mapXY(x, y)
        upright = skia.Matrix()
        upright.setScaleTranslate(*(matrix.mapRadius(1.0),) * 2, middle.x(), middle.y())
        self.canvas.save()
        self.canvas.setMatrix(upright)
        try:
            yield
        finally:
            self.canvas.restore()

    @contextmanager
    def at(
        self, x: float = 0.0, y: float = 0.0, sx: float = 1.0, sy: float | None = None, turn: float = 0.0
    ) -> Iterator[None]:
        """Draw in a place of its own: moved, then turned (degrees), then scaled."""
        self.canvas.save()
        self.canvas.translate(x, y)
        if turn:
            self.canvas.rotate(turn)
        self.canvas.scale(sx, sx if sy is None else sy)
        try:
            yield
        finally:
            self.canvas.restore()

    @contextmanager
    def within(self, path: Any) -> Iterator[None]:
        self.canvas.save()
        self.canvas.clipPath(path, skia.ClipOp.kIntersect, True)
        try:
            yield
        finally:
            self.canvas.restore()


def record(draw: Callable[[Ink], None]) -> Any:
    """Keep a drawing to be replayed under other transforms."""
    recorder = skia.PictureRecorder()
    draw(Ink(recorder.beginRecording(skia.Rect.MakeLTRB(-1e5, -1e5, 1e5, 1e5)), exact=False))
    return recorder.finishRecordingAsPicture()


def circle(x: float, y: float, radius: float, points: int = 12) -> list[Point]:
    turns = [at * math.tau / points for at in range(points)]
    return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
