"""Figures: a body in its clothes, standing on the ground at (0, 0), in metres."""

import math
from dataclasses import dataclass

from generation.backends.animatic import furniture, garments, hair, head
from generation.backends.animatic.colour import rgb
from generation.backends.animatic.dice import pick
from generation.backends.animatic.furniture import BED
from generation.backends.animatic.head import Expression
from generation.backends.animatic.ink import Ink, Linear, Radial
from generation.backends.animatic.light import Light
from generation.backends.animatic.look import Physique
from generation.backends.animatic.pose import Pose, pose
from generation.backends.animatic.props import Thing
from generation.backends.animatic.view import Point

NORMAL = 1.72
HEAD = 0.142
_LYING = 0.85
"""Metres from the feet of somebody who lies to the middle of the bed."""
_DEEP = 0.17
"""Metres by which the middle of a lying body is above what it lies on."""
_COVERS = ("#6d7f94", "#8a6f6a", "#6f8372", "#94835f")


@dataclass(frozen=True, slots=True)
class Acting:
    """What a figure does at one moment; `turn` from -1 (left) over 0 (front) to 1 (right)."""

    posture: str
    gesture: str
    turn: float
    t: float
    breath: float
    expression: Expression
    holds: Thing | None = None
    seat: str = ""
    place: str = ""
    reach: float = 0.0
    """Metres to whom one shares a table with, 0 for nobody."""
    from_behind: bool = False
    nod: float = 0.0


def eyes(look: Physique, posture: str = "stand", seat: str = "") -> Point:
    """Where the eyes are, in metres from the mark: ahead of it for one who is turned right, and above the ground."""
    scale = look.height / NORMAL
    if posture == "lie":
        return -(0.90 + 0.70 - _LYING) * scale, (BED if seat == "bed" else 0.0) + _DEEP * scale
    body = pose(posture, "rest", 0.0)
    return body.lean * 1.3 * scale, (body.hip + 0.70) * scale + (0.03 if look.child else 0.0)


def figure(ink: Ink, look: Physique, light: Light, acting: Acting) -> None:
    """Draw one figure with its shade; the far side falls into shadow away from the light."""
    scale = look.height / NORMAL
    mirror = -1.0 if acting.turn < 0 else 1.0
    side = light.side * mirror
    body = pose(acting.posture, acting.gesture, acting.t)
    if acting.posture == "lie":
        with ink.at(0, 0, mirror, 1.0):
            _lying(ink, look, light, body, acting, side)
        return
    if acting.from_behind:
        with ink.at(0, 0, scale * mirror, scale):
            _behind(ink, look, light, body, acting, side)
        return
    near = _near_shoulder(look, body, acting)
    with ink.at(0, 0, scale * mirror, scale):
        _front(ink, look, light, body, acting, side)
    if acting.place:
        with ink.at(0, 0, mirror, 1.0):
            furniture.front(ink, light, acting.place, acting.reach)
    with ink.at(0, 0, scale * mirror, scale):
        garments.arm(ink, look, light, near, body.near_arm, far=False, holds=acting.holds)


def under(ink: Ink, look: Physique, light: Light, acting: Acting, seat: float | None = 0.0) -> None:
    """What is under a figure and drawn before all figures: its shadow, and its seat `seat` metres aside if any."""
    scale = look.height / NORMAL
    if acting.posture == "lie":
        return
    mirror = -1.0 if acting.turn < 0 else 1.0
    with ink.at(0.03 * mirror * scale, 0.015, scale, 0.16 * scale):
        _shadow(ink, 0.46)
    if seat is not None and acting.posture in ("sit", "perch") and not acting.from_behind:
        with ink.at(seat, 0, scale * mirror, scale):
            furniture.seat(ink, light, acting.seat)


def _lying(ink: Ink, look: Physique, light: Light, body: Pose, acting: Acting, side: float) -> None:
    """Somebody on the back, head to the left, on a bed or on the ground."""
    scale = look.height / NORMAL
    bedded = acting.seat == "bed"
    with ink.at(0.0, 0.02, 1.0, 0.14):
        _shadow(ink, 1.15)
    if bedded:
        furniture.bed(ink, light)
    base = BED if bedded else 0.0
    with ink.at(_LYING * scale, base + _DEEP * scale, scale, turn=90):
        _front(ink, look, light, body, acting, side)
        near = _near_shoulder(look, body, acting)
        if not bedded or acting.holds:
            garments.arm(ink, look, light, near, body.near_arm, far=False, holds=acting.holds)
    if bedded:
        furniture.blanket(ink, light, rgb(pick(_COVERS, look.wardrobe_colour, "blanket")))


def _near_shoulder(look: Physique, body: Pose, acting: Acting) -> Point:
    return -0.185 * look.width + body.lean * 0.8, body.hip + 0.465 + acting.breath * 0.006


def _front(ink: Ink, look: Physique, light: Light, body: Pose, acting: Acting, side: float) -> None:
    turn = min(1.0, abs(acting.turn))
    rise = acting.breath * 0.006
    wide = look.width
    with ink.at(*_head_place(look, body, turn, rise), _head_size(look), turn=acting.nod):
        hair.behind(ink, look, light, turn)
    garments.arm(ink, look, light, (0.165 * wide + body.lean, body.hip + 0.47 + rise), body.far_arm, far=True)
    garments.legs(ink, look, light, body)
    garments.torso(ink, look, light, body, rise, side)
    _neck(ink, look, light, body, rise)
    garments.collar(ink, look, light, body, rise)
    _head(ink, look, light, body, acting, turn, side, rise)


def _neck(ink: Ink, look: Physique, light: Light, body: Pose, rise: float) -> None:
    x, y = 0.012 + body.lean * 1.3, body.hip + 0.685 + rise * 0.8
    skin, dim = light.on(look.skin), light.shadow(look.skin.dark(0.1))
    ink.blob(
        [(x - 0.06, y - 0.05), (x + 0.055, y - 0.05), (x + 0.06, y - 0.14), (x + 0.08, y - 0.165),
         (x - 0.09, y - 0.165),
         (x - 0.062, y - 0.13)], Linear((0, y - 0.11), (0, y - 0.165), (dim, skin)),
    )  # fmt: skip


def _head(
    ink: Ink, look: Physique, light: Light, body: Pose, acting: Acting, turn: float, side: float, rise: float
) -> None:
    with ink.at(*_head_place(look, body, turn, rise), _head_size(look), turn=acting.nod):
        head.face(ink, look, light, turn, side, acting.expression)


def _head_place(look: Physique, body: Pose, turn: float, rise: float) -> Point:
    return 0.012 + body.lean * 1.3 + 0.03 * turn, body.hip + 0.685 + rise * 0.8 + (0.025 if look.child else 0.0)


def _head_size(look: Physique) -> float:
    return HEAD * look.head * (1.24 if look.child else 1.0)


def _behind(ink: Ink, look: Physique, light: Light, body: Pose, acting: Acting, side: float) -> None:
    rise = acting.breath * 0.006
    wide = look.width
    garments.legs(ink, look, light, body)
    for x, arm in ((0.185 * wide, body.far_arm), (-0.185 * wide, body.near_arm)):
        garments.arm(ink, look, light, (x, body.hip + 0.465 + rise), arm, far=True)
    garments.torso(ink, look, light, body, rise, side, back=True)
    y = body.hip + 0.685 + rise
    ink.rect(-0.062, y - 0.2, 0.062, y - 0.05, light.shadow(look.skin))
    garments.back_collar(ink, look, light, y)
    with ink.at(0.0, y, _head_size(look), turn=acting.nod):
        head.back(ink, look, light)


def _shadow(ink: Ink, reach: float) -> None:
    shadow = rgb("#0a0d18")
    ink.oval(0, 0, reach, reach, Radial((0, 0), reach, (shadow.alpha(0.5), shadow.alpha(0.3), shadow.alpha(0.0))))


def breath(t: float, phase: float) -> float:
    """The rise of a chest from 0 to 1, about fourteen times a minute."""
    return 0.5 + 0.5 * math.sin(t * math.tau * 0.24 + phase * math.tau)
