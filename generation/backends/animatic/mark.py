"""Marks: where a figure stands and what it does there, from its deed, its place and the size of the shot."""

from dataclasses import dataclass, replace

from generation.backends.animatic.dice import pick
from generation.backends.animatic.doing import Deed
from generation.backends.animatic.figure import eyes
from generation.backends.animatic.pose import RESTING
from generation.backends.animatic.shot import DrawnShot

SINGLE = ("medium-close", "close-up", "extreme-close-up")
LONG = ("extreme-wide", "wide", "full")
_SEATS_OUTSIDE = {
    **dict.fromkeys(
        ("street", "station", "train", "wood", "room", "office", "bar", "hall", "kitchen", "bedroom"), "bench"
    ),
    **dict.fromkeys(("harbour", "sea", "ship", "cabin", "car"), "crate"),
}
"""What somebody sits on outside where nothing is said; elsewhere it is a rock."""
_FRONTS = ("table", "counter", "wheel", "rail", "ladder")


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a figure stands (x and z in metres) and how; `who` counts into the shot's characters."""

    who: int
    x: float
    z: float
    turn: float
    posture: str
    gesture: str = "rest"
    holds: str = ""
    seat: str = ""
    place: str = ""
    """What stands before it: a table, a counter, a wheel or a railing."""
    reach: float = 0.0
    """Metres to whom it shares a table with, 0 for nobody."""
    gaze: str = ""
    shut: bool = False
    from_behind: bool = False
    up: float = 0.0
    """How far it looks up (1) or down (-1) to whom it deals with."""
    lower: float = 0.0
    """Metres by which it stands lower than the ground, as a film cheats where heads are far apart."""


def subject_of(shot: DrawnShot) -> int:
    """Whose shot it is: who speaks first, else the first of the cast."""
    return next((line.speaker for line in shot.lines if line.speaker is not None), 0)


def other_than(shot: DrawnShot, subject: int) -> int:
    partners = [line.speaker for line in shot.lines if line.speaker not in (None, subject)]
    return next((who for who in partners if who is not None), 0 if subject else 1)


def mark_of(shot: DrawnShot, who: int, x: float, z: float, turn: float) -> Mark:
    deed = shot.deeds[who]
    posture, seat = _posture(shot, deed)
    holds = deed.holds or (shot.prop if shot.carried and who == subject_of(shot) and not deed.gesture else "")
    driving = shot.place.set == "car" and shot.place.indoors
    place = deed.place if not driving and deed.place in _FRONTS and posture != "lie" else ""
    return Mark(
        who,
        x,
        z,
        turn,
        posture,
        gesture=_gesture(shot, who, replace(deed, posture=posture, holds=holds, place=place)),
        holds="" if posture == "lie" and deed.gesture in ("", "hold") and not deed.holds else holds,
        seat=seat,
        place=place,
        gaze=deed.gaze
        or ("out" if deed.place == "window" else "")
        or ("down" if deed.gesture in _LOOKING_DOWN else ""),
        shut=deed.shut,
        up=0.0 if deed.gaze or deed.gesture in _LOOKING_DOWN or posture == "lie" else _up(shot, who),
    )


_IN_VEHICLES = {"car": ("sit", "high back"), "train": ("sit", "train")}
_LOOKING_DOWN = ("read", "write", "pray", "work", "cry")
_RISING = ("walk", "run", "climb", "jump")


def _posture(shot: DrawnShot, deed: Deed) -> tuple[str, str]:
    """The posture and the seat: as told, else as the place asks for it."""
    posture, inside = deed.posture or "stand", shot.place.indoors
    if inside and shot.place.set == "car":
        return _IN_VEHICLES["car"]
    if inside and shot.place.set == "train" and posture in ("stand", "sit", "lie", *_RISING):
        return _IN_VEHICLES["train"] if deed.posture in ("", "sit", "lie") else (posture, "")
    if posture in _RISING and shot.size in SINGLE:
        posture = "stand"
    if posture == "stand" and deed.place == "rail":
        return "bend", ""
    if posture == "lie":
        return "lie", "bed" if deed.seat == "bed" or (inside and deed.seat in ("", "sofa")) else "floor"
    if posture != "sit":
        return posture, ""
    if deed.seat == "floor":
        return "ground", "floor"
    if deed.place == "counter" or deed.seat == "stool":
        return "perch", "stool"
    return "sit", deed.seat or ("chair" if inside else _SEATS_OUTSIDE.get(shot.place.set, "rock"))


def _gesture(shot: DrawnShot, who: int, deed: Deed) -> str:
    """What the arms do: as told, else what goes with a thing, a seat or a talk."""
    thing = {"baby": "cradle", "umbrella": "shield", "bag": "carry"}.get(deed.holds, "")
    match deed.gesture:
        case "point" if deed.holds == "gun":
            return "aim"
        case "" | "hold":
            if deed.holds == "gun" and deed.gesture:
                return "aim"
            if deed.holds or deed.gesture:
                return thing or "hold"
        case told:
            return told
    if deed.place == "wheel":
        return "steer"
    if deed.place in ("table", "counter"):
        return "table"
    if deed.place == "rail":
        return "table"
    if deed.posture == "climb":
        return "climb"
    if deed.posture == "lie":
        return "belly"
    if deed.posture in ("sit", "perch", "ground", "kneel"):
        return "lap"
    return (
        "talk"
        if any(line.speaker == who for line in shot.lines)
        else pick(RESTING, shot.characters[who].identity, "pose")
    )


def seen_eyes(shot: DrawnShot, mark: Mark) -> tuple[float, float]:
    """Where in the world the eyes of somebody on a mark are: x and y in metres."""
    ahead, high = eyes(shot.characters[mark.who].look, mark.posture, mark.seat)
    return mark.x + ahead * (1 if mark.turn >= 0 else -1), high - mark.lower


def _up(shot: DrawnShot, who: int) -> float:
    """How far somebody looks up or down to the one who is spoken with, seen in the picture or not."""
    if len(shot.characters) < 2:
        return 0.0
    subject = subject_of(shot)
    mine, theirs = (_eyes_of(shot, one) for one in (who, other_than(shot, subject) if who == subject else subject))
    return max(-1.0, min(1.0, (theirs - mine) / 0.5))


def _eyes_of(shot: DrawnShot, who: int) -> float:
    return eyes(shot.characters[who].look, *_posture(shot, shot.deeds[who]))[1]
