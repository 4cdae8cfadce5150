"""Blocking: who stands where, turned to whom, and where the camera stands for the size of the shot."""

from dataclasses import dataclass, replace

from generation.backends.animatic.arranging import arranged, at_walls, turned_away
from generation.backends.animatic.dice import roll
from generation.backends.animatic.figure import eyes
from generation.backends.animatic.mark import LONG, SINGLE, Mark, mark_of, other_than, seen_eyes, subject_of
from generation.backends.animatic.shot import DRIVEN, DrawnShot
from generation.backends.animatic.view import CameraSetup, Viewpoint


@dataclass(frozen=True, slots=True)
class Blocking:
    marks: tuple[Mark, ...]
    framing: CameraSetup
    wants: frozenset[str] = frozenset()
    """What the set must have for somebody to deal with: "door", "window"."""


# Metres of the world from top to bottom at the subject, and focal length in picture heights.
_TALL = {
    "extreme-wide": (13.0, 1.25), "wide": (4.6, 1.35), "full": (2.35, 1.6), "medium": (1.18, 1.9),
    "medium-close": (0.80, 2.3), "close-up": (0.52, 2.8), "extreme-close-up": (0.27, 3.4), "insert": (0.62, 2.4),
    "over-shoulder": (0.86, 2.3), "two-shot": (1.35, 1.9), "pov": (1.5, 1.7),
}  # fmt: skip
_TALL_INDOORS = {"extreme-wide": 7.0, "wide": 3.7}
"""No more of a room is seen than its floor and some of its ceiling."""
_PAIRED = ("medium", "two-shot", "pov")
_LENSES = ((20, 1.0), (28, 1.3), (35, 1.6), (50, 2.1), (85, 3.0), (135, 4.2))


def blocking(shot: DrawnShot, width: int, height: int) -> Blocking:
    marks, wants = at_walls(shot, _marks(shot, close=width < height))
    size = _size(shot)
    tall, focal = _TALL[size]
    if shot.place.indoors:
        tall = min(tall, _TALL_INDOORS.get(size, tall))
    if shot.size in _PAIRED and len(marks) > 1:
        levels = _eyes(shot, marks)
        tall = max(tall, 1.30) + 0.8 * (max(levels) - min(levels))
    lying = any(mark.posture == "lie" for mark in marks) and shot.size not in SINGLE
    if shot.size != "over-shoulder" and (len(marks) > 1 or lying):
        tall = max(tall, _span(marks) * height / width)
    subject = _leading(shot, marks)
    focus, anchor = _aim(shot, marks, subject, tall)
    focal = _lens(shot.lens, focal)
    high = {"extreme-wide": 2.6, "wide": 1.45, "insert": 1.36, "full": 1.25}.get(size, max(0.6, focus[1]))
    view = Viewpoint(width, height, focal * height, focus[0] * 0.5, high, focus[2] - tall * focal)
    return Blocking(marks, CameraSetup(view, focus, anchor, tall), wants)


def _leading(shot: DrawnShot, marks: tuple[Mark, ...]) -> Mark | None:
    """Whom the camera holds: the one whose shot it is, if seen from before, else another, else anybody."""
    seen = [mark for mark in marks if not mark.from_behind] or list(marks)
    return min(seen, key=lambda mark: mark.who != subject_of(shot), default=None)


def _size(shot: DrawnShot) -> str:
    """The size in which a shot is framed: no camera stands farther back than a vehicle is wide."""
    if shot.place.indoors and shot.place.set in DRIVEN and shot.size in LONG:
        return "two-shot"
    return shot.size


def _aim(
    shot: DrawnShot, marks: tuple[Mark, ...], subject: Mark | None, tall: float
) -> tuple[tuple[float, float, float], tuple[float, float]]:
    """The point of the world that the camera holds, and where in the picture it lies."""
    if shot.size == "insert":
        return (0.0, 1.05, 0.0), (0.5, 0.47)
    if subject is None:
        return (0.0, 1.5, 0.0), (0.5, 0.56 if shot.size in ("extreme-wide", "wide") else 0.5)
    if _size(shot) in LONG:
        middle = sum(mark.x for mark in marks) / len(marks)
        ground = 0.90 if shot.size == "full" else 0.84
        across = 0.64 if _looks_out(shot, marks) else 0.5 - 0.10 * _facing(marks)
        return (middle, 0.0, subject.z), (across, ground)
    at = seen_eyes(shot, subject)
    if len(marks) > 1 and shot.size not in (*SINGLE, "over-shoulder"):
        return (sum(mark.x for mark in marks) / len(marks), max(_eyes(shot, marks)), subject.z), (0.5, 0.31)
    lead = 0.115 if shot.size != "extreme-close-up" else 0.05
    if shot.size == "over-shoulder" and len(marks) > 1:
        lead = 0.14
    row = {"close-up": 0.42, "extreme-close-up": 0.47, "medium-close": 0.37}.get(shot.size, 0.34)
    if subject.posture == "lie":
        return _aim_lying(shot, subject, at)
    return (*at, subject.z), (0.5 - lead * (1 if subject.turn > 0 else -1), row)


def _looks_out(shot: DrawnShot, marks: tuple[Mark, ...]) -> bool:
    """Whether somebody stands at the window in the right wall, which must not fill the picture."""
    return shot.place.walled and any(shot.deeds[mark.who].place == "window" for mark in marks)


def _aim_lying(
    shot: DrawnShot, subject: Mark, at: tuple[float, float]
) -> tuple[tuple[float, float, float], tuple[float, float]]:
    """Who lies is seen whole in a medium shot; a closer one keeps the head in the middle."""
    if shot.size in SINGLE:
        return (*at, subject.z), (0.5 - 0.06 * (1 if subject.turn > 0 else -1), 0.5)
    return (subject.x, at[1], subject.z), (0.5, 0.55)


def _eyes(shot: DrawnShot, marks: tuple[Mark, ...]) -> list[float]:
    return [seen_eyes(shot, mark)[1] for mark in marks]


def _span(marks: tuple[Mark, ...]) -> float:
    """Metres that a group takes up from side to side, shoulders and some air included."""
    half = [0.36 if mark.posture != "lie" else 1.1 for mark in marks]
    left = min(mark.x - wide for mark, wide in zip(marks, half, strict=True))
    return max(mark.x + wide for mark, wide in zip(marks, half, strict=True)) - left


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


def _marks(shot: DrawnShot, close: bool) -> tuple[Mark, ...]:
    """Where everybody stands; an upright picture has people stand `close`."""
    marks = _spread(shot)
    marks = tuple(replace(mark, x=mark.x * 0.7) for mark in marks) if close else marks
    return arranged(shot, marks)


def _spread(shot: DrawnShot) -> tuple[Mark, ...]:
    count = len(shot.characters)
    if not count or shot.size == "insert":
        return ()
    subject = subject_of(shot)
    if shot.size == "over-shoulder" and count > 1:
        return _over_shoulder(shot, subject)
    if shot.size in ("medium-close", "close-up") and count == 2 and shot.deeds[subject].gesture == "embrace":
        return _pair(shot, subject)
    if shot.size in SINGLE or shot.size == "over-shoulder":
        return (mark_of(shot, subject, 0.0, 0.0, _side(shot, subject) * 0.5),)
    if shot.size == "pov":
        others = [who for who in range(count) if who != _viewer(shot)]
        if not others and "pov" in shot.description.lower():
            return ()
        others = others or [subject]
        return tuple(
            mark_of(shot, who, (at - (len(others) - 1) / 2) * 0.75, 0.1 * at, 0.12) for at, who in enumerate(others[:3])
        )
    if count == 1:
        return (turned_away(shot, mark_of(shot, 0, 0.0, 0.0, 0.5)),)
    paired = shot.size == "two-shot" or (shot.size == "medium" and count == 2)
    marks = _pair(shot, subject) if paired else _group(shot)
    return tuple(turned_away(shot, mark) for mark in _walking_together(marks, subject))


def _viewer(shot: DrawnShot) -> int:
    speaking = {line.speaker for line in shot.lines}
    return next((who for who in range(len(shot.characters)) if who not in speaking), 0)


def _side(shot: DrawnShot, who: int) -> float:
    """Earlier references stand left and look right in every shot, so the line between two people is never crossed."""
    return 1.0 if who == 0 or who < len(shot.characters) / 2 else -1.0


def _pair(shot: DrawnShot, subject: int) -> tuple[Mark, ...]:
    left, right = sorted((subject, other_than(shot, subject)))
    gap = 0.40 if shot.size == "two-shot" else 0.42
    return mark_of(shot, left, -gap, 0.0, 0.58), mark_of(shot, right, gap, 0.06, -0.58)


def _over_shoulder(shot: DrawnShot, subject: int) -> tuple[Mark, ...]:
    side = _side(shot, subject)
    seen = mark_of(shot, subject, -side * 0.05, 0.0, side * 0.36)
    listener = mark_of(shot, other_than(shot, subject), side * 0.36, -0.62, -side * 0.2)
    level = eyes(shot.characters[subject].look, seen.posture, seen.seat)[1]
    lower = 0.85 * (eyes(shot.characters[listener.who].look)[1] - level)
    back = replace(
        listener, from_behind=True, holds="", posture="stand", gesture="rest", seat="", place="", lower=lower
    )
    return seen, back


def _group(shot: DrawnShot) -> tuple[Mark, ...]:
    count = len(shot.characters)
    spread = 0.95 if count < 4 else 0.78
    marks = []
    for who in range(count):
        x = (who - (count - 1) / 2) * spread + (roll(shot.characters[who].identity, "x") - 0.5) * 0.16
        marks.append(mark_of(shot, who, x, 0.55 * (who % 2), 0.55 * _side(shot, who)))
    return tuple(marks)


def _walking_together(marks: tuple[Mark, ...], leader: int) -> tuple[Mark, ...]:
    """Who walks or runs goes the way of the one whose shot it is, so that nobody walks into another."""
    way = next((mark.turn for mark in marks if mark.who == leader), 1.0)
    return tuple(
        replace(mark, turn=abs(mark.turn) * (1 if way > 0 else -1)) if mark.posture in ("walk", "run") else mark
        for mark in marks
    )
