"""The camera: a pinhole in a world of metres (x right, y up, z away; the subject stands at z = 0) and its moves."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from generation.backends.animatic.dice import wander

Point = tuple[float, float]
_NEAREST = 0.12


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """A camera at (x, y, z) looking along z; `focal`, `shift_x` and `shift_y` in pixels."""

    width: int
    height: int
    focal: float
    x: float
    y: float
    z: float
    shift_x: float = 0.0
    shift_y: float = 0.0

    def scale(self, z: float) -> float:
        """Pixels per metre at a depth."""
        return self.focal / max(_NEAREST, z - self.z)

    def point(self, x: float, y: float, z: float) -> Point:
        scale = self.scale(z)
        return (
            self.width / 2 + self.shift_x + (x - self.x) * scale,
            self.height / 2 + self.shift_y - (y - self.y) * scale,
        )

    @property
    def horizon(self) -> float:
        """Row of the horizon in pixels."""
        return self.height / 2 + self.shift_y

    def edges(self, z: float) -> tuple[float, float, float, float]:
        """Left, bottom, right and top of what is seen at a depth, in metres."""
        scale = self.scale(z)
        left = self.x - (self.width / 2 + self.shift_x) / scale
        top = self.y + (self.height / 2 + self.shift_y) / scale
        return left, top - self.height / scale, left + self.width / scale, top

    def holding(self, point: tuple[float, float, float], at: Point) -> "Viewpoint":
        """This camera turned so that a point of the world falls on a place in the picture (fractions of it)."""
        x, y = self.point(*point)
        return replace(
            self,
            shift_x=self.shift_x + at[0] * self.width - x,
            shift_y=self.shift_y + at[1] * self.height - y,
        )


@dataclass(frozen=True, slots=True)
class CameraSetup:
    """A composed picture: where the camera stands, which point it holds and where in the picture that point lies."""

    view: Viewpoint
    focus: tuple[float, float, float]
    anchor: Point
    tall: float
    """Metres of the world seen from top to bottom at the subject."""

    @property
    def held(self) -> Viewpoint:
        return self.view.holding(self.focus, self.anchor)


Move = Callable[[CameraSetup, float, float], Viewpoint]


def _dolly(start: float, end: float) -> Move:
    """Moves along the view between two shares of the way to the subject, which stays where it is in the picture."""

    def move(framing: CameraSetup, p: float, t: float) -> Viewpoint:
        way = (framing.focus[2] - framing.view.z) * (start + (end - start) * p)
        return replace(framing.view, z=framing.view.z + way).holding(framing.focus, framing.anchor)

    return move


def _turn(x: float, y: float) -> Move:
    def move(framing: CameraSetup, p: float, t: float) -> Viewpoint:
        view = framing.held
        reach = 0.7 - p
        return replace(
            view,
            shift_x=view.shift_x + x * reach * view.width,
            shift_y=view.shift_y + y * reach * view.height,
        )

    return move


def _travel(x: float, y: float) -> Move:
    """Moves the camera itself, turning it half way to keep the subject, so that near things pass by far ones."""

    def move(framing: CameraSetup, p: float, t: float) -> Viewpoint:
        reach = p - 0.6
        tall = min(framing.tall, 5.0)
        moved = replace(
            framing.view,
            x=framing.view.x + x * reach * tall,
            y=max(0.25, framing.view.y + y * reach * tall),
        )
        still = framing.held
        turned = moved.holding(framing.focus, framing.anchor)
        return replace(
            moved,
            shift_x=turned.shift_x * 0.62 + still.shift_x * 0.38,
            shift_y=turned.shift_y * 0.9 + still.shift_y * 0.1,
        )

    return move


_SETTLED = 0.5
"""Seconds until a sway that is laid over a move has its full reach: a shot opens on its own first frame."""


def swaying(view: Viewpoint, share: float, t: float) -> Viewpoint:
    """A camera that sways by a share of what a hand does, `t` seconds into the shot."""
    return _swayed(view, share * min(1.0, t / _SETTLED), t)


def _handheld(framing: CameraSetup, p: float, t: float) -> Viewpoint:
    return _swayed(framing.held, 1.0, t)


def _swayed(view: Viewpoint, share: float, t: float) -> Viewpoint:
    sway = view.height * 0.011 * share
    return replace(
        view,
        shift_x=view.shift_x + sway * (wander(t * 0.9, "x") + 0.35 * wander(t * 2.7, "xx")),
        shift_y=view.shift_y + sway * (wander(t * 0.8, "y") + 0.35 * wander(t * 2.3, "yy")),
    )


MOVES: dict[str, Move] = {
    "static": lambda framing, p, t: framing.held,
    "push-in": _dolly(0.0, 0.28),
    "pull-out": _dolly(0.26, 0.0),
    "pan-left": _turn(-0.2, 0.0),
    "pan-right": _turn(0.2, 0.0),
    "tilt-up": _turn(0.0, -0.22),
    "tilt-down": _turn(0.0, 0.22),
    "truck-left": _travel(-0.55, 0.0),
    "truck-right": _travel(0.55, 0.0),
    "crane-up": _travel(0.0, 0.5),
    "crane-down": _travel(0.0, -0.5),
    "handheld": _handheld,
}


def view_at(framing: CameraSetup, camera: str, p: float, t: float) -> Viewpoint:
    """The camera after share `p` of its move, `t` seconds into the shot; moves start and end gently."""
    eased = p * p * (3 - 2 * p) * 0.5 + p * 0.5
    return MOVES[camera](framing, eased, t)
