"""The pen: skia behind typed calls, so that drawings speak of shapes and colours in their own units."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import skia  # type: ignore[import-untyped]  # skia-python ships no type information

from generation.backends.animatic.colour import Colour
from generation.backends.animatic.view import Point

FONT = Path(__file__).resolve().parents[2] / "fonts" / "Inter-SemiBold.ttf"


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


@lru_cache(maxsize=8192)
def _paint(fill: Fill) -> Any:
    match fill:
        case Colour():
            return skia.Paint(AntiAlias=True, Color=_argb(fill))
        case Linear(start, end, colours, stops):
            shader = skia.GradientShader.MakeLinear([start, end], [_argb(c) for c in colours], _stops(stops))
        case Radial(centre, radius, colours, stops):
            size = max(radius, 1e-6)
            shader = skia.GradientShader.MakeRadial(centre, size, [_argb(c) for c in colours], _stops(stops))
    return skia.Paint(AntiAlias=True, Shader=shader)


def _stops(stops: tuple[float, ...] | None) -> list[float]:
    return list(stops) if stops else []


@lru_cache(maxsize=4096)
def _stroke(colour: Colour, width: float) -> Any:
    paint = skia.Paint(AntiAlias=True, Color=_argb(colour), Style=skia.Paint.kStroke_Style, StrokeWidth=width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


@lru_cache(maxsize=4)
def _font(size: float) -> Any:
    return skia.Font(skia.Typeface.MakeFromFile(str(FONT)), size)


def polygon(points: Sequence[Point]) -> Any:
    path = skia.Path()
    path.addPoly([skia.Point(x, y) for x, y in points], True)
    return path


def smooth(points: Sequence[Point], closed: bool = True, tension: float = 0.5) -> Any:
    """A curve through the points (Catmull-Rom as cubic Béziers); `tension` 0 makes it straight."""
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
    """Draws on one canvas; units are whatever the current transform says."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas

    def path(self, path: Any, fill: Fill) -> None:
        self.canvas.drawPath(path, _paint(fill))

    def poly(self, points: Sequence[Point], fill: Fill) -> None:
        self.path(polygon(points), fill)

    def blob(self, points: Sequence[Point], fill: Fill, tension: float = 0.5) -> None:
        self.path(smooth(points, True, tension), fill)

    def rect(self, left: float, bottom: float, right: float, top: float, fill: Fill, radius: float = 0.0) -> None:
        box = skia.Rect.MakeLTRB(min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        if radius:
            self.canvas.drawRoundRect(box, radius, radius, _paint(fill))
        else:
            self.canvas.drawRect(box, _paint(fill))

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Fill) -> None:
        self.canvas.drawOval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry), _paint(fill))

    def line(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        path = skia.Path()
        path.addPoly([skia.Point(x, y) for x, y in points], False)
        self.canvas.drawPath(path, _stroke(colour, width))

    def curve(self, points: Sequence[Point], colour: Colour, width: float, tension: float = 0.5) -> None:
        self.canvas.drawPath(smooth(points, False, tension), _stroke(colour, width))

    def lines(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        """Separate strokes, two points each: the cheap way for rain or grass."""
        marks = [skia.Point(x, y) for x, y in points]
        self.canvas.drawPoints(skia.Canvas.kLines_PointMode, marks, _stroke(colour, width))

    def dots(self, points: Sequence[Point], colour: Colour, width: float) -> None:
        self.canvas.drawPoints(skia.Canvas.kPoints_PointMode, [skia.Point(x, y) for x, y in points], _stroke(colour, width))

    def glow(self, x: float, y: float, radius: float, colour: Colour, strength: float = 1.0) -> None:
        """Light that adds itself to what is there."""
        inner = colour.alpha(min(1.0, strength))
        fill = Radial((x, y), radius, (inner, inner.alpha(inner.a * 0.35), inner.alpha(0.0)), (0.0, 0.35, 1.0))
        paint = skia.Paint(_paint(fill))
        paint.setBlendMode(skia.BlendMode.kScreen)
        self.canvas.drawCircle(x, y, radius, paint)

    def text(self, words: str, x: float, y: float, size: float, colour: Colour) -> float:
        """Writes on a baseline and returns the width used; glyphs the font lacks are left out as boxes."""
        font = _font(size)
        self.canvas.drawString(words, x, y, font, _paint(colour))
        return float(font.measureText(words))

    @contextmanager
    def at(self, x: float = 0.0, y: float = 0.0, sx: float = 1.0, sy: float | None = None, turn: float = 0.0) -> Iterator[None]:
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

    @contextmanager
    def layer(self, left: float, bottom: float, right: float, top: float, alpha: float = 1.0) -> Iterator[None]:
        """Draw on a sheet of its own that is laid down as one."""
        self.canvas.saveLayerAlpha(skia.Rect.MakeLTRB(left, bottom, right, top), round(alpha * 255))
        try:
            yield
        finally:
            self.canvas.restore()

    def over_sheet(self, left: float, bottom: float, right: float, top: float, fill: Fill) -> None:
        """Colour only what is already drawn on the current sheet."""
        paint = skia.Paint(_paint(fill))
        paint.setBlendMode(skia.BlendMode.kSrcATop)
        self.canvas.drawRect(skia.Rect.MakeLTRB(left, bottom, right, top), paint)


def record(draw: Callable[[Ink], None]) -> Any:
    """Keep a drawing to be replayed under other transforms."""
    recorder = skia.PictureRecorder()
    draw(Ink(recorder.beginRecording(skia.Rect.MakeLTRB(-1e5, -1e5, 1e5, 1e5))))
    return recorder.finishRecordingAsPicture()


def circle(x: float, y: float, radius: float, points: int = 12) -> list[Point]:
    turns = [at * math.tau / points for at in range(points)]
    return [(x + radius * math.cos(turn), y + radius * math.sin(turn)) for turn in turns]
