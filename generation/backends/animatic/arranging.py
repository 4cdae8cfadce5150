"""Arranging: people who touch, share a seat or a table, or deal with a wall of the set go where that needs them."""

from dataclasses import replace

from generation.backends.animatic.furniture import SHARED
from generation.backends.animatic.mark import LONG, Mark
from generation.backends.animatic.shot import DrawnShot
from generation.backends.animatic.walls import BACK, DOOR, SIDE


def arranged(shot: DrawnShot, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Marks moved for what people do with each other and with what they sit on."""
    return _beside(_at_table(_touching(_in_car(shot, marks))))


def at_walls(shot: DrawnShot, marks: tuple[Mark, ...]) -> tuple[tuple[Mark, ...], frozenset[str]]:
    """Who opens a door or looks out of a window goes there, the others stay at hand; and what the set must have."""
    places = {mark.who: shot.deeds[mark.who].place for mark in marks if not mark.from_behind}
    dealing = next((who for who, place in places.items() if place in ("door", "window")), None)
    if dealing is None or shot.size in ("over-shoulder", "insert"):
        return marks, frozenset()
    place = places[dealing]
    if not shot.place.walled:
        if place == "window" or shot.place.indoors:
            return marks, frozenset()
        spot = (0.0, 0.0)
    else:
        spot = _SPOTS[place]
    others = [mark for mark in marks if mark.who != dealing]
    moved = {dealing: replace(_of(marks, dealing), x=spot[0], z=spot[1], turn=0.62 if place == "door" else 0.95)}
    for at, mark in enumerate(others, 1):
        moved[mark.who] = replace(mark, x=spot[0] - 0.4 - 0.86 * at, z=spot[1] - 0.12 * at, turn=abs(mark.turn) or 0.5)
    return tuple(moved[mark.who] for mark in marks), frozenset((place,))


_SPOTS = {"door": (DOOR[0] - 0.34, BACK - 0.5), "window": (SIDE - 0.72, 0.35)}
"""Where in a room somebody stands at its door and at its window: x and z in metres."""


def _of(marks: tuple[Mark, ...], who: int) -> Mark:
    return next(mark for mark in marks if mark.who == who)


def _in_car(shot: DrawnShot, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """In a car everybody has a seat: the driver at the wheel, one beside, the others in the back."""
    if shot.place.set != "car" or not shot.place.indoors or shot.size == "over-shoulder":
        return marks
    drivers = [mark.who for mark in marks if mark.gesture == "steer"] or [mark.who for mark in marks[1:2]]
    order = sorted(marks, key=lambda mark: (mark.who not in drivers[:1], mark.who))
    seats = _CAR_SEATS if drivers else _CAR_SEATS[1:]
    placed = {
        mark.who: replace(mark, x=x, z=z, turn=turn, seat=mark.seat if z < 0.5 else "floor")
        for mark, (x, z, turn) in zip(order, seats, strict=False)
    }
    return tuple(placed[mark.who] for mark in marks if mark.who in placed)


_CAR_SEATS = ((0.42, 0.0, -0.22), (-0.42, 0.0, 0.25), (-0.02, 0.85, 0.15), (0.5, 0.86, -0.2), (-0.5, 0.86, 0.2))
"""x, z and turn of whoever sits in a car, the driver first."""
_NEAR = {"embrace": 0.30, "hands": 0.66, "give": 0.80, "aim": 1.50, "point": 1.15}
"""Metres between two who touch, or of whom one points."""


def _touching(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Two who embrace or give each other something stand as close as that needs, face to face."""
    near = next((_NEAR[mark.gesture] for mark in marks if mark.gesture in _NEAR), None)
    if near is None or len(marks) != 2 or any(mark.from_behind or mark.posture == "lie" for mark in marks):
        return marks
    left, right = sorted(marks, key=lambda mark: mark.x)
    middle = (left.x + right.x) / 2
    moved = {
        left.who: replace(left, x=middle - near / 2, turn=abs(left.turn) or 0.6, z=0.0),
        right.who: replace(right, x=middle + near / 2, turn=-(abs(right.turn) or 0.6), z=0.04),
    }
    return tuple(moved[mark.who] for mark in marks)


def _at_table(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Two on chairs sit across from each other, with their table between them if they have one."""
    sitting = all(mark.posture == "sit" and mark.seat in ("chair", "train") for mark in marks)
    tables = all(mark.place == "table" for mark in marks)
    if len(marks) != 2 or not (sitting or tables) or any(mark.seat in SHARED for mark in marks):
        return marks
    left, right = sorted(marks, key=lambda mark: mark.x)
    middle, far = (left.x + right.x) / 2, 1.16
    moved = {
        left.who: replace(left, x=middle - far / 2, turn=0.6, reach=far if tables else 0.0, z=0.0),
        right.who: replace(right, x=middle + far / 2, turn=-0.6, reach=far if tables else 0.0, z=0.0),
    }
    return tuple(moved[mark.who] for mark in marks)


def _beside(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Who shares a bench or a sofa sits side by side, knees the same way."""
    sharing = [mark.who for mark in marks if mark.seat in SHARED and mark.posture == "sit"]
    if len(sharing) < 2:
        return marks
    return tuple(
        replace(mark, turn=0.42 - 0.3 * (mark.x > 0), z=0.0) if mark.who in sharing else mark for mark in marks
    )


def turned_away(shot: DrawnShot, mark: Mark) -> Mark:
    """Who turns away is seen from behind, and in a long shot outside who looks out at what lies before everybody."""
    gazing = mark.gaze == "out" and shot.size in LONG and not shot.place.indoors and not shot.lines
    if not (mark.gaze == "away" or gazing) or mark.posture not in ("stand", "walk", "bend"):
        return mark
    return replace(
        mark,
        from_behind=True,
        posture="walk" if mark.posture == "walk" else "stand",
        gesture="rest",
        holds="",
        place="",
    )
