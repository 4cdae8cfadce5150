"""Figures: a body in its clothes, standing on the ground at (0, 0), in metres."""

import math
from dataclasses import dataclass

from generation.backends.animatic import garments, hair, head
from generation.backends.animatic.colour import rgb
from generation.backends.animatic.head import Expression
from generation.backends.animatic.ink import Ink, Linear, Radial
from generation.backends.animatic.light import Light
from generation.backends.animatic.look import Look
from generation.backends.animatic.pose import Pose, pose
from generation.backends.animatic.props import Thing
from generation.backends.animatic.view import Point

NORMAL = 1.72
HEAD = 0.142


@dataclass(frozen=True, slots=True)
class Acting:
    """What a figure does at one moment; `turn` from -1 (left) over 0 (front) to 1 (right)."""

    pose: str
    turn: float
    t: float
    breath: float
    expression: Expression
    holds: Thing | None = None
    from_behind: bool = False
    nod: float = 0.0


def eye_height(look: Look, pose_name: str = "stand") -> float:
    """Metres from the ground to the eyes."""
    body = pose(pose_name, 0.0)
    return (body.hip + 0.70) * look.height / NORMAL + (0.03 if look.child else 0.0)


def figure(ink: Ink, look: Look, light: Light, acting: Acting) -> None:
    """Draw one figure with its shade; the far side falls into shadow away from the light."""
    scale = look.height / NORMAL
    mirror = -1.0 if acting.turn < 0 else 1.0
    side = light.side * mirror
    body = pose(acting.pose, acting.t)
    with ink.at(0, 0, scale * mirror, scale):
        _ground(ink, light, body)
        if acting.from_behind:
            _behind(ink, look, light, body, acting, side)
        else:
            _front(ink, look, light, body, acting, side)


def _front(ink: Ink, look: Look, light: Light, body: Pose, acting: Acting, side: float) -> None:
    turn = min(1.0, abs(acting.turn))
    rise = acting.breath * 0.006
    wide = look.width
    if not look.picture:
        with ink.at(*_head_place(look, body, turn, rise), _head_size(look), turn=acting.nod):
            hair.behind(ink, look, light, turn)
    garments.arm(ink, look, light, (0.165 * wide + body.lean, body.hip + 0.47 + rise), body.far_arm, far=True)
    garments.legs(ink, look, light, body)
    garments.torso(ink, look, light, body, rise, side)
    _neck(ink, look, light, body, rise)
    garments.collar(ink, look, light, body, rise)
    _head(ink, look, light, body, acting, turn, side, rise)
    near = (-0.185 * wide + body.lean * 0.8, body.hip + 0.465 + rise)
    garments.arm(ink, look, light, near, body.near_arm, far=False, holds=acting.holds)


def _neck(ink: Ink, look: Look, light: Light, body: Pose, rise: float) -> None:
    x, y = 0.012 + body.lean * 1.3, body.hip + 0.685 + rise * 0.8
    skin, dim = light.on(look.skin), light.shadow(look.skin.dark(0.1))
    ink.blob(
        [(x - 0.06, y - 0.05), (x + 0.055, y - 0.05), (x + 0.06, y - 0.14), (x + 0.08, y - 0.165),
         (x - 0.09, y - 0.165),
         (x - 0.062, y - 0.13)], Linear((0, y - 0.11), (0, y - 0.165), (dim, skin)),
    )  # fmt: skip


def _head(
    ink: Ink, look: Look, light: Light, body: Pose, acting: Acting, turn: float, side: float, rise: float
) -> None:
    with ink.at(*_head_place(look, body, turn, rise), _head_size(look), turn=acting.nod):
        head.face(ink, look, light, turn, side, acting.expression)


def _head_place(look: Look, body: Pose, turn: float, rise: float) -> Point:
    return 0.012 + body.lean * 1.3 + 0.03 * turn, body.hip + 0.685 + rise * 0.8 + (0.025 if look.child else 0.0)


def _head_size(look: Look) -> float:
    return HEAD * look.head * (1.24 if look.child else 1.0)


def _behind(ink: Ink, look: Look, light: Light, body: Pose, acting: Acting, side: float) -> None:
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


def _ground(ink: Ink, light: Light, body: Pose) -> None:
    """The shadow on the ground, and a crate for whoever sits."""
    shadow = rgb("#0a0d18")
    with ink.at(0.03, 0.015, 1.0, 0.16):
        ink.oval(0, 0, 0.46, 0.46, Radial((0, 0), 0.46, (shadow.alpha(0.5), shadow.alpha(0.3), shadow.alpha(0.0))))
    if body.seated:
        wood = rgb("#7a5a40")
        ink.rect(-0.24, 0, 0.2, 0.47, light.shadow(wood))
        ink.rect(-0.27, 0.43, 0.23, 0.48, light.on(wood))


def breath(t: float, phase: float) -> float:
    """The rise of a chest from 0 to 1, about fourteen times a minute."""
    return 0.5 + 0.5 * math.sin(t * math.tau * 0.24 + phase * math.tau)
