"""Poses: where the joints of a body 1.72 m tall stand, in metres from the ground between its feet, turned right."""

import math
from dataclasses import dataclass

from generation.backends.animatic.view import Point


@dataclass(frozen=True, slots=True)
class Pose:
    """Arms and legs as shoulder-elbow-hand and hip-knee-foot, near and far side; `lean` in metres at the neck."""

    near_arm: tuple[Point, Point]
    far_arm: tuple[Point, Point]
    near_leg: tuple[Point, Point]
    far_leg: tuple[Point, Point]
    hip: float = 0.90
    lean: float = 0.0
    seated: bool = False


_LEGS = ((-0.09, 0.47), (-0.10, 0.04)), ((0.09, 0.48), (0.11, 0.05))
_POSES: dict[str, Pose] = {
    "stand": Pose(((-0.25, 1.12), (-0.20, 0.86)), ((0.20, 1.13), (0.22, 0.88)), *_LEGS),
    "talk": Pose(((-0.25, 1.13), (-0.02, 1.08)), ((0.21, 1.12), (0.32, 0.95)), *_LEGS),
    "cross": Pose(((-0.25, 1.14), (0.10, 1.16)), ((0.22, 1.13), (-0.08, 1.12)), *_LEGS),
    "pocket": Pose(((-0.27, 1.13), (-0.13, 0.93)), ((0.22, 1.12), (0.16, 0.92)), *_LEGS),
    "hold": Pose(((-0.24, 1.13), (0.12, 1.10)), ((0.20, 1.12), (0.26, 1.12)), *_LEGS),
    "point": Pose(((-0.25, 1.12), (-0.21, 0.88)), ((0.36, 1.34), (0.66, 1.42)), *_LEGS),
    "wave": Pose(((-0.25, 1.12), (-0.20, 0.86)), ((0.38, 1.40), (0.42, 1.74)), *_LEGS),
    "reach": Pose(((-0.14, 1.14), (0.22, 1.16)), ((0.30, 1.22), (0.56, 1.26)), *_LEGS, lean=0.05),
    "sit": Pose(
        ((-0.24, 0.80), (0.04, 0.64)), ((0.20, 0.80), (0.30, 0.64)),
        ((0.26, 0.50), (0.24, 0.04)), ((0.36, 0.51), (0.36, 0.06)), hip=0.50, seated=True,
    ),
    "kneel": Pose(
        ((-0.20, 0.72), (0.08, 0.58)), ((0.24, 0.76), (0.42, 0.60)),
        ((-0.05, 0.06), (-0.42, 0.05)), ((0.30, 0.46), (0.30, 0.05)), hip=0.48, lean=0.10,
    ),
}  # fmt: skip
RESTING = ("stand", "talk", "pocket", "cross")


def pose(name: str, t: float) -> Pose:
    """A pose `t` seconds into the shot; walking and running move on their own."""
    if name in ("walk", "run"):
        return _stride(t, 1.0 if name == "walk" else 1.7)
    return _POSES.get(name, _POSES["stand"])


def _stride(t: float, pace: float) -> Pose:
    """One leg swings forward while the other goes back; the arms swing against them."""
    phase = t * math.tau * 0.95 * pace
    swing = math.sin(phase)
    reach = 0.20 * min(pace, 1.4)
    bounce = 0.018 * abs(math.cos(phase)) * pace

    def leg(side: float, x: float) -> tuple[Point, Point]:
        forward = side * swing
        raised = max(0.0, side * math.cos(phase)) * 0.11 * pace
        knee = (x + forward * reach * 0.75 + raised * 0.9, 0.48 + raised * 0.45)
        return knee, (x + forward * reach * 1.25 - raised * 0.5, 0.05 + raised)

    def arm(side: float, x: float) -> tuple[Point, Point]:
        back = -side * swing
        return (x + back * 0.12, 1.13), (x + back * 0.30 + 0.08 * pace, 0.92 + 0.10 * abs(back) * pace)

    return Pose(arm(1, -0.22), arm(-1, 0.18), leg(1, -0.05), leg(-1, 0.06), 0.90 - bounce, 0.03 * pace)
