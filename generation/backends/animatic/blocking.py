"""Blocking: who stands where, turned to whom, and where the camera stands for the size of the shot."""

from dataclasses import dataclass, replace

from generation.backends.animatic import words
from generation.backends.animatic.dice import pick, roll
from generation.backends.animatic.figure import eye_height
from generation.backends.animatic.pose import RESTING
from generation.backends.animatic.shot import Shot
from generation.backends.animatic.view import Framing, View


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a figure stands (x and z in metres) and how; `who` counts into the shot's characters."""

    who: int
    x: float
    z: float
    turn: float
    pose: str
    from_behind: bool = False
    holds: str = ""
    up: float = 0.0
    """How far it looks up (1) or down (-1) to whom it deals with."""
    lower: float = 0.0
    """Metres by which it stands lower than the ground, as a film cheats where heads are far apart."""


@dataclass(frozen=True, slots=True)
class Blocking:
    marks: tuple[Mark, ...]
    framing: Framing


# Metres of the world from top to bottom at the subject, and focal length in picture heights.
_TALL = {
    "extreme-wide": (13.0, 1.25), "wide": (4.6, 1.35), "full": (2.35, 1.6), "medium": (1.18, 1.9),
    "medium-close": (0.80, 2.3), "close-up": (0.52, 2.8), "extreme-close-up": (0.27, 3.4), "insert": (0.62, 2.4),
    "over-shoulder": (0.86, 2.3), "two-shot": (1.35, 1.9), "pov": (1.5, 1.7),
}  # fmt: skip
_SINGLE = ("medium-close", "close-up", "extreme-close-up")
_PAIRED = ("medium", "two-shot", "pov")
_LENSES = ((20, 1.0), (28, 1.3), (35, 1.6), (50, 2.1), (85, 3.0), (135, 4.2))


def blocking(shot: Shot, width: int, height: int) -> Blocking:
    marks = _marks(shot, close=width < height)
    tall, focal = _TALL[shot.size]
    if shot.size in _PAIRED and len(marks) > 1:
        eyes = _eyes(shot, marks)
        tall = max(tall, 1.30) + 0.8 * (max(eyes) - min(eyes))
    if shot.size != "over-shoulder" and len(marks) > 1:
        tall = max(tall, _span(marks) * height / width)
    subject = next((mark for mark in marks if not mark.from_behind), None)
    focus, anchor = _aim(shot, marks, subject, tall)
    focal = _lens(shot.lens, focal)
    high = {"extreme-wide": 2.6, "wide": 1.45, "insert": 1.36, "full": 1.25}.get(shot.size, max(0.6, focus[1]))
    view = View(width, height, focal * height, focus[0] * 0.5, high, focus[2] - tall * focal)
    return Blocking(marks, Framing(view, focus, anchor, tall))


def _aim(
    shot: Shot, marks: tuple[Mark, ...], subject: Mark | None, tall: float
) -> tuple[tuple[float, float, float], tuple[float, float]]:
    """The point of the world that the camera holds, and where in the picture it lies."""
    if shot.size == "insert":
        return (0.0, 1.05, 0.0), (0.5, 0.47)
    if subject is None:
        return (0.0, 1.5, 0.0), (0.5, 0.56 if shot.size in ("extreme-wide", "wide") else 0.5)
    if shot.size in ("extreme-wide", "wide", "full"):
        middle = sum(mark.x for mark in marks) / len(marks)
        ground = 0.90 if shot.size == "full" else 0.84
        return (middle, 0.0, subject.z), (0.5 - 0.10 * _facing(marks), ground)
    eyes = eye_height(shot.characters[subject.who].look, subject.pose)
    if len(marks) > 1 and shot.size != "over-shoulder":
        return (sum(mark.x for mark in marks) / len(marks), max(_eyes(shot, marks)), subject.z), (0.5, 0.31)
    lead = 0.115 if shot.size != "extreme-close-up" else 0.05
    if shot.size == "over-shoulder" and len(marks) > 1:
        lead = 0.14
    row = {"close-up": 0.42, "extreme-close-up": 0.47, "medium-close": 0.37}.get(shot.size, 0.34)
    return (subject.x, eyes, subject.z), (0.5 - lead * (1 if subject.turn > 0 else -1), row)


def _eyes(shot: Shot, marks: tuple[Mark, ...]) -> list[float]:
    return [eye_height(shot.characters[mark.who].look, mark.pose) for mark in marks]


def _span(marks: tuple[Mark, ...]) -> float:
    """Metres that a group takes up from side to side, shoulders and some air included."""
    places = [mark.x for mark in marks]
    return max(places) - min(places) + 0.72


def _facing(marks: tuple[Mark, ...]) -> float:
    """Which way a group looks as a whole, -1 to 1: room is left on that side."""
    total = sum(mark.turn for mark in marks) / len(marks)
    return max(-1.0, min(1.0, total * 1.4))


def _lens(text: str, fallback: float) -> float:
    """Focal length in picture heights for "35mm"; the size's own where no lens is named."""
    digits = "".join(part for part in text[:12] if part.isdigit())
    if not digits:
        return fallback
    millimetres = min(135, max(16, int(digits[:4])))
    return min(_LENSES, key=lambda lens: abs(lens[0] - millimetres))[1]


def _marks(shot: Shot, close: bool) -> tuple[Mark, ...]:
    """Where everybody stands; an upright picture has people stand `close`."""
    marks = _spread(shot)
    return tuple(replace(mark, x=mark.x * 0.7) for mark in marks) if close else marks


def _spread(shot: Shot) -> tuple[Mark, ...]:
    count = len(shot.characters)
    if not count or shot.size == "insert":
        return ()
    subject = _subject(shot)
    if shot.size == "over-shoulder" and count > 1:
        return _over_shoulder(shot, subject)
    if shot.size in _SINGLE or shot.size == "over-shoulder":
        return (_mark(shot, subject, 0.0, 0.0, _side(shot, subject) * 0.5),)
    if shot.size == "pov":
        others = [who for who in range(count) if who != _viewer(shot)] or [subject]
        return tuple(
            _mark(shot, who, (at - (len(others) - 1) / 2) * 0.75, 0.1 * at, 0.12) for at, who in enumerate(others[:3])
        )
    if count == 1:
        return (_mark(shot, 0, 0.0, 0.0, 0.5),)
    marks = _pair(shot, subject) if shot.size in ("medium", "two-shot") else _group(shot)
    return _walking_together(marks, subject)


def _subject(shot: Shot) -> int:
    """Whose shot it is: who speaks first, else the first of the cast."""
    return next((line.speaker for line in shot.lines if line.speaker is not None), 0)


def _viewer(shot: Shot) -> int:
    speaking = {line.speaker for line in shot.lines}
    return next((who for who in range(len(shot.characters)) if who not in speaking), 0)


def _side(shot: Shot, who: int) -> float:
    """Earlier references stand left and look right in every shot, so the line between two people is never crossed."""
    return 1.0 if who == 0 or who < len(shot.characters) / 2 else -1.0


def _other(shot: Shot, subject: int) -> int:
    partners = [line.speaker for line in shot.lines if line.speaker not in (None, subject)]
    return next((who for who in partners if who is not None), 0 if subject else 1)


def _pair(shot: Shot, subject: int) -> tuple[Mark, ...]:
    left, right = sorted((subject, _other(shot, subject)))
    gap = 0.40 if shot.size == "two-shot" else 0.42
    return _mark(shot, left, -gap, 0.0, 0.58), _mark(shot, right, gap, 0.06, -0.58)


def _over_shoulder(shot: Shot, subject: int) -> tuple[Mark, ...]:
    side = _side(shot, subject)
    seen = _mark(shot, subject, -side * 0.05, 0.0, side * 0.36)
    listener = _mark(shot, _other(shot, subject), side * 0.36, -0.62, -side * 0.2)
    level = eye_height(shot.characters[subject].look, seen.pose)
    lower = 0.85 * (eye_height(shot.characters[listener.who].look) - level)
    return seen, replace(listener, from_behind=True, holds="", pose="stand", lower=lower)


def _group(shot: Shot) -> tuple[Mark, ...]:
    count = len(shot.characters)
    spread = 0.95 if count < 4 else 0.78
    marks = []
    for who in range(count):
        x = (who - (count - 1) / 2) * spread + (roll(shot.characters[who].identity, "x") - 0.5) * 0.16
        marks.append(_mark(shot, who, x, 0.55 * (who % 2), 0.55 * _side(shot, who)))
    return tuple(marks)


def _walking_together(marks: tuple[Mark, ...], leader: int) -> tuple[Mark, ...]:
    """Who walks or runs goes the way of the one whose shot it is, so that nobody walks into another."""
    way = next((mark.turn for mark in marks if mark.who == leader), 1.0)
    return tuple(
        replace(mark, turn=abs(mark.turn) * (1 if way > 0 else -1)) if mark.pose in ("walk", "run") else mark
        for mark in marks
    )


def _mark(shot: Shot, who: int, x: float, z: float, turn: float) -> Mark:
    action = words.first(words.POSES, shot.description)
    speaks = any(line.speaker == who for line in shot.lines)
    acting = who == _subject(shot)
    identity = shot.characters[who].identity
    resting = "talk" if speaks else pick(RESTING, identity, "pose")
    pose = action if action and (acting or action in ("walk", "run", "sit")) else resting
    if shot.size in _SINGLE and pose in ("walk", "run"):
        pose = "stand"
    holds = (
        shot.prop
        if acting and shot.prop not in ("", "door") and pose in ("hold", "talk", "stand", "walk", "reach")
        else ""
    )
    if holds and pose in ("stand", "talk"):
        pose = "hold"
    held = holds if pose in ("hold", "walk", "reach") else ""
    return Mark(who, x, z, turn, pose, holds=held, up=_up(shot, who))


def _up(shot: Shot, who: int) -> float:
    """How far somebody looks up or down to the one who is spoken with, seen in the picture or not."""
    if len(shot.characters) < 2:
        return 0.0
    subject = _subject(shot)
    mine, theirs = (
        eye_height(shot.characters[one].look) for one in (who, _other(shot, subject) if who == subject else subject)
    )
    return max(-1.0, min(1.0, (theirs - mine) / 0.5))
