"""Poses: where the joints of a body 1.72 m tall are, in metres from the ground between its feet, turned right.

A posture says where hips and legs are, a gesture what the arms do; any two go together.
"""

import math
from dataclasses import dataclass

from generation.backends.animatic.view import Point

Limb = tuple[Point, Point]
Arms = tuple[Limb, Limb]
_STANDING = 0.90
"""Height of the hips for which the arms of gestures are given."""


@dataclass(frozen=True, slots=True)
class Pose:
    """Arms and legs as shoulder-elbow-hand and hip-knee-foot, near and far side; `lean` in metres at the neck."""

    near_arm: Limb
    far_arm: Limb
    near_leg: Limb
    far_leg: Limb
    hip: float = _STANDING
    lean: float = 0.0
    seated: bool = False


@dataclass(frozen=True, slots=True)
class _Posture:
    """Near and far leg, height of the hips, lean, and whether cloth falls over a lap."""

    near_leg: Limb
    far_leg: Limb
    hip: float = _STANDING
    lean: float = 0.0
    seated: bool = False


_LEGS = ((-0.09, 0.47), (-0.10, 0.04)), ((0.09, 0.48), (0.11, 0.05))
_POSTURES: dict[str, _Posture] = {
    "stand": _Posture(*_LEGS),
    "lean": _Posture(((-0.06, 0.47), (-0.02, 0.04)), ((0.06, 0.48), (0.16, 0.05)), 0.89, -0.07),
    "bend": _Posture(*_LEGS, 0.88, 0.10),
    "sit": _Posture(((0.26, 0.50), (0.24, 0.04)), ((0.36, 0.51), (0.36, 0.06)), 0.50, 0.0, True),
    "perch": _Posture(((0.22, 0.74), (0.18, 0.30)), ((0.31, 0.75), (0.29, 0.32)), 0.80, 0.02, True),
    "ground": _Posture(((0.34, 0.42), (0.46, 0.04)), ((0.46, 0.38), (0.60, 0.05)), 0.15, -0.02, True),
    "kneel": _Posture(((-0.05, 0.06), (-0.42, 0.05)), ((0.30, 0.46), (0.30, 0.05)), 0.48, 0.10),
    "climb": _Posture(((0.20, 0.66), (0.16, 0.30)), ((0.06, 0.46), (0.0, 0.05)), 0.94, 0.07),
    "jump": _Posture(((0.14, 0.72), (-0.12, 0.46)), ((0.26, 0.74), (0.06, 0.42)), 1.14, 0.03),
    "lie": _Posture(((-0.08, 0.47), (-0.08, 0.04)), ((0.09, 0.50), (0.07, 0.07))),
}
_RESTING_FAR = (0.20, 1.13), (0.22, 0.88)
_RESTING_NEAR = (-0.25, 1.12), (-0.20, 0.86)
_GESTURES: dict[str, Arms] = {
    "rest": (_RESTING_NEAR, _RESTING_FAR),
    "talk": (((-0.25, 1.13), (-0.02, 1.08)), ((0.21, 1.12), (0.32, 0.95))),
    "cross": (((-0.25, 1.14), (0.10, 1.16)), ((0.22, 1.13), (-0.08, 1.12))),
    "pocket": (((-0.27, 1.13), (-0.13, 0.93)), ((0.22, 1.12), (0.16, 0.92))),
    "lap": (((-0.24, 1.16), (0.06, 1.04)), ((0.20, 1.16), (0.30, 1.02))),
    "belly": (((-0.24, 1.12), (0.06, 1.02)), ((0.20, 1.12), (0.10, 1.04))),
    "table": (((-0.20, 1.12), (0.20, 1.21)), ((0.24, 1.14), (0.38, 1.21))),
    "hold": (((-0.24, 1.13), (0.12, 1.10)), ((0.20, 1.12), (0.26, 1.12))),
    "carry": (((-0.25, 1.12), (-0.19, 0.84)), _RESTING_FAR),
    "cradle": (((-0.25, 1.13), (0.15, 1.15)), ((0.22, 1.13), (0.02, 1.13))),
    "shield": (((-0.16, 1.13), (0.22, 1.25)), _RESTING_FAR),
    "point": (_RESTING_NEAR, ((0.36, 1.34), (0.66, 1.42))),
    "aim": (((0.06, 1.30), (0.50, 1.39)), ((0.34, 1.32), (0.52, 1.38))),
    "wave": (_RESTING_NEAR, ((0.38, 1.40), (0.42, 1.74))),
    "reach": (((-0.14, 1.14), (0.22, 1.16)), ((0.30, 1.22), (0.56, 1.26))),
    "open": (((-0.25, 1.13), (-0.10, 0.96)), ((0.30, 1.17), (0.57, 1.06))),
    "give": (((-0.10, 1.14), (0.34, 1.19)), ((0.24, 1.12), (0.36, 1.14))),
    "work": (((-0.14, 1.10), (0.24, 1.06)), ((0.26, 1.12), (0.44, 1.08))),
    "steer": (((-0.10, 1.13), (0.32, 1.24)), ((0.28, 1.16), (0.50, 1.26))),
    "drink": (((-0.12, 1.12), (0.135, 1.385)), _RESTING_FAR),
    "eat": (((-0.12, 1.12), (0.12, 1.42)), ((0.22, 1.13), (0.30, 1.16))),
    "smoke": (((-0.14, 1.13), (0.125, 1.43)), ((0.21, 1.12), (0.02, 1.10))),
    "phone": (((-0.30, 1.24), (-0.085, 1.47)), _RESTING_FAR),
    "read": (((-0.22, 1.12), (0.16, 1.20)), ((0.20, 1.12), (0.30, 1.19))),
    "write": (((-0.18, 1.12), (0.24, 1.21)), ((0.26, 1.14), (0.42, 1.21))),
    "cry": (((-0.17, 1.20), (0.03, 1.48)), ((0.22, 1.20), (0.16, 1.46))),
    "pray": (((-0.22, 1.12), (0.10, 1.27)), ((0.24, 1.13), (0.14, 1.28))),
    "think": (((-0.08, 1.11), (0.09, 1.40)), ((0.21, 1.12), (-0.02, 1.11))),
    "embrace": (((0.00, 1.17), (0.33, 1.24)), ((0.28, 1.20), (0.40, 1.32))),
    "hands": (((-0.12, 1.10), (0.24, 1.00)), ((0.22, 1.12), (0.34, 1.00))),
    "climb": (((0.02, 1.24), (0.27, 1.42)), ((0.34, 1.34), (0.46, 1.66))),
    "arms up": (((-0.38, 1.48), (-0.30, 1.80)), ((0.36, 1.48), (0.34, 1.80))),
}
RESTING = ("rest", "talk", "pocket", "cross")
"""What arms do in a picture in which they have nothing to do."""


def pose(posture: str, gesture: str, t: float) -> Pose:
    """A posture with a gesture `t` seconds into the shot; walking and running move on their own."""
    arms = _GESTURES.get(gesture)
    if posture in ("walk", "run"):
        return _stride(t, 1.0 if posture == "walk" else 1.7, arms if gesture not in RESTING else None)
    body = _POSTURES.get(posture, _POSTURES["stand"])
    near, far = (_shifted(limb, body.lean, body.hip - _STANDING) for limb in arms or _GESTURES["rest"])
    return Pose(near, far, body.near_leg, body.far_leg, body.hip, body.lean, body.seated)


def _shifted(limb: Limb, x: float, y: float) -> Limb:
    (elbow_x, elbow_y), (hand_x, hand_y) = limb
    return (elbow_x + x * 0.6, elbow_y + y), (hand_x + x * 0.8, hand_y + y)


def _stride(t: float, pace: float, arms: Arms | None) -> Pose:
    """One leg swings forward while the other goes back; free arms swing against them."""
    phase = t * math.tau * 0.95 * pace + 0.9
    swing = math.sin(phase)
    reach = 0.20 * min(pace, 1.4)
    bounce = 0.018 * abs(math.cos(phase)) * pace

    def leg(side: float, x: float) -> Limb:
        forward = side * swing
        raised = max(0.0, side * math.cos(phase)) * 0.11 * pace
        knee = (x + forward * reach * 0.75 + raised * 0.9, 0.48 + raised * 0.45)
        return knee, (x + forward * reach * 1.25 - raised * 0.5, 0.05 + raised)

    def arm(side: float, x: float) -> Limb:
        back = -side * swing
        return (x + back * 0.12, 1.13), (x + back * 0.30 + 0.08 * pace, 0.92 + 0.10 * abs(back) * pace)

    near, far = arms or (arm(1, -0.22), arm(-1, 0.18))
    return Pose(near, far, leg(1, -0.05), leg(-1, 0.06), 0.90 - bounce, 0.03 * pace)
