"""Scenery: what a set is built of, as elements at depths that are drawn from far to near."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generation.backends.animatic import colour
from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.dice import roll
from generation.backends.animatic.ink import Fill, Ink, Linear, record
from generation.backends.animatic.light import Light
from generation.backends.animatic.shot import CLOSE, DrawnShot
from generation.backends.animatic.view import Point, Viewpoint

_SNOW = rgb("#e4e9ee")
Space = tuple[float, float, float]
Painter = Callable[[Ink, Viewpoint, float], None]


class SetPiece(NamedTuple):
    """An element at a depth in metres behind the subject; a `still` one looks the same at every moment."""

    z: float
    draw: Painter
    still: bool


@dataclass(slots=True)
class Scenery:
    """A set under construction. Depths are metres behind the subject; heights are metres above the ground."""

    shot: DrawnShot
    light: Light
    wants: frozenset[str] = frozenset()
    """What somebody deals with and every set must therefore have: "door", "window"."""
    parts: list[SetPiece] = field(default_factory=list)

    @property
    def close(self) -> bool:
        """Whether the shot is so close that a post behind would only be a dark strip across the picture."""
        return self.shot.size in CLOSE

    def asked(self, name: str, fallback: str) -> Colour:
        """A colour that the location reference sets, else the set's own."""
        return colour.read(self.shot.place.attributes.get(name), rgb(fallback))

    def underfoot(self, tone: Colour) -> Colour:
        """A ground as the weather leaves it: dark and wet, or under a cover of snow."""
        match self.shot.weather:
            case "rain" | "storm":
                return tone.dark(0.2)
            case "snow":
                return tone.mix(_SNOW, 0.75)
            case _:
                return tone

    def chance(self, *seed: object) -> float:
        """A number from 0 to 1 that is the same for this place in every shot."""
        return roll(self.shot.place.identity, *seed)

    def lit(self, tone: str | Colour, z: float = 0.0) -> Colour:
        return self.light.on(rgb(tone) if isinstance(tone, str) else tone, z)

    def dim(self, tone: str | Colour, z: float = 0.0) -> Colour:
        return self.light.shadow(rgb(tone) if isinstance(tone, str) else tone, z)

    def flat(self, z: float, draw: Callable[[Ink], None]) -> None:
        """A painted flat at one depth, drawn once and replayed, in metres."""
        picture = record(draw)

        def replay(ink: Ink, view: Viewpoint, t: float) -> None:
            with on_plane(ink, view, z):
                ink.canvas.drawPicture(picture)

        self.parts.append(SetPiece(z, replay, still=True))

    def glow(self, z: float, x: float, y: float, radius: float, colour: Colour, strength: float) -> None:
        """Light that spills from a lamp at one depth, in metres."""

        def shine(ink: Ink, view: Viewpoint, t: float) -> None:
            with on_plane(ink, view, z):
                ink.glow(x, y, radius, colour, strength)

        self.parts.append(SetPiece(z, shine, still=True))

    def moving(self, z: float, draw: Callable[[Ink, float], None]) -> None:
        """Something at one depth that is drawn anew at every moment, in metres."""

        def redraw(ink: Ink, view: Viewpoint, t: float) -> None:
            with on_plane(ink, view, z):
                draw(ink, t)

        self.parts.append(SetPiece(z, redraw, still=False))

    def solid(self, z: float, draw: Painter, still: bool = True) -> None:
        """Something that reaches through depth, drawn in pixels with the view's own projection."""
        self.parts.append(SetPiece(z, draw, still))

    def box(
        self, left: float, right: float, low: float, high: float, near: float, far: float, tone: str | Colour
    ) -> None:
        """A block with its faces in light and shade, as furniture, houses and quays are built of."""
        base = rgb(tone) if isinstance(tone, str) else tone
        front, top = self.lit(base, near), self.lit(base.pale(0.14), near)
        left_side, right_side = self.side_tones(base, near)

        def draw(ink: Ink, view: Viewpoint, t: float) -> None:
            if view.x < left:
                ink.poly(
                    seen(view, [(left, low, near), (left, low, far), (left, high, far), (left, high, near)]), left_side
                )
            if view.x > right:
                ink.poly(
                    seen(view, [(right, low, near), (right, low, far), (right, high, far), (right, high, near)]),
                    right_side,
                )
            if view.y > high:
                ink.poly(
                    seen(view, [(left, high, near), (right, high, near), (right, high, far), (left, high, far)]), top
                )
            ink.poly(
                seen(view, [(left, low, near), (right, low, near), (right, high, near), (left, high, near)]), front
            )

        self.solid(near, draw)

    def side_tones(self, base: Colour, z: float) -> tuple[Colour, Colour]:
        """Colours of faces that look left and right."""
        bright, dull = self.lit(base.pale(0.06), z), self.dim(base, z)
        return (bright, dull) if self.light.side < 0 else (dull, bright)

    def ground(
        self, near: Colour, far: Colour, depth: float, lines: Sequence[Sequence[Space]] = (), line: Colour | None = None
    ) -> None:
        """The floor of the world from under the camera to a depth, with lines laid on it in perspective."""

        def draw(ink: Ink, view: Viewpoint, t: float) -> None:
            edge = view.point(0, 0, depth)[1]
            ink.rect(-4, edge, view.width + 4, view.height + 4, Linear((0, edge), (0, view.height), (far, near)))
            ink.polys([seen(view, path) for path in lines], line or near)

        self.solid(depth - 0.01, draw)


def seen(view: Viewpoint, corners: Sequence[Space]) -> list[Point]:
    """Corners in pixels; what lies behind the camera is pulled to just before it."""
    nearest = view.z + 0.3
    return [view.point(x, y, max(z, nearest)) for x, y, z in corners]


class on_plane:  # noqa: N801  # reads as a phrase in a with statement
    """Draw in metres, y up, on the plane at a depth."""

    def __init__(self, ink: Ink, view: Viewpoint, z: float) -> None:
        self._canvas: Any = ink.canvas
        self._origin, self._scale = view.point(0, 0, z), view.scale(z)

    def __enter__(self) -> None:
        self._canvas.save()
        self._canvas.translate(*self._origin)
        self._canvas.scale(self._scale, -self._scale)

    def __exit__(self, *error: object) -> None:
        self._canvas.restore()


def strip(left: float, right: float, near: float, far: float, y: float = 0.0) -> list[Space]:
    """A band on the ground running away from the camera."""
    return [(left, y, near), (right, y, near), (right, y, far), (left, y, far)]


def ridge(left: float, right: float, base: float, heights: Sequence[float]) -> list[Point]:
    """A closed outline of hills: heights at even steps above a base line that runs from left to right."""
    step = (right - left) / (len(heights) - 1)
    tops = [(left + at * step, base + height) for at, height in enumerate(heights)]
    return [(left, base - 40.0), (left, base), *tops, (right, base), (right, base - 40.0)]


def fade(top: Colour, bottom: Colour, high: float, low: float) -> Fill:
    return Linear((0, high), (0, low), (top, bottom))
