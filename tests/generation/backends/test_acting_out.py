"""What people do is in the picture: postures, things in hands, doors and windows, and people who touch."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from generation.backends.animatic import deeds, shot, vocabulary
from generation.backends.animatic.blocking import blocking
from generation.backends.animatic.film import ShotDrawing
from generation.backends.animatic.inflection import third
from generation.backends.animatic.mark import Mark, seen_eyes
from generation.backends.animatic.shot import DrawnShot
from generation.ports.work import JSON
from generation.stages.prompt import document
from tests.generation.pictures import IVO, MARA, character, inputs

Frame = NDArray[np.uint8]
SHAPE = (320, 180)
ALONE: dict[str, Any] = {f"cast:{IVO}": None, "dialogue": [], "camera": "static"}
INSIDE: dict[str, Any] = {"scene__setting": "INT", "scene__place": "ROOM"}


def read(**changes: JSON) -> DrawnShot:
    values = inputs(**changes)
    return shot.read(document({key: value for key, value in values.items() if value is not None}))


def draw(**changes: JSON) -> Frame:
    return ShotDrawing(read(**changes), SHAPE, Fraction(24), 12, 1).frame(6)


def marks(**changes: JSON) -> tuple[Mark, ...]:
    return blocking(read(**changes), *SHAPE).marks


def difference(one: Frame, other: Frame) -> float:
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


@pytest.mark.parametrize("posture", [name for name in deeds.POSTURES if name != "stand"])
def test_every_posture_looks_different_from_standing(posture: str) -> None:
    said, standing = f"She {third(posture)}.", "She stands."
    assert difference(*(draw(size="full", description=text, **ALONE) for text in (said, standing))) > 1.5


@pytest.mark.parametrize(("gesture", "said"), [
    ("drink", "drinks"), ("eat", "eats"), ("smoke", "smokes"), ("write", "writes"), ("read", "reads"),
    ("phone", "phones"), ("point", "points"), ("wave", "waves"), ("open", "opens the door"), ("steer", "steers"),
    ("work", "digs"), ("cry", "weeps"), ("pray", "prays"), ("think", "thinks"),
    ("arms up", "surrenders"), ("reach", "reaches out"),
])  # fmt: skip
def test_every_gesture_shows(gesture: str, said: str) -> None:
    told, plain = (draw(size="medium", description=text, **ALONE) for text in (f"She {said}.", "She stands."))
    assert gesture in deeds.GESTURES
    assert difference(told, plain) > 0.6


@pytest.mark.parametrize("thing", [name for name in vocabulary.PROPS if name != "door"])
def test_everything_that_can_be_held_is_drawn_in_the_hand(thing: str) -> None:
    held, empty = (
        draw(size="medium", description=text, **ALONE) for text in (f"She holds a {thing}.", "She holds a zither.")
    )
    assert difference(held, empty) > 0.02


def test_a_thing_has_the_colour_that_the_description_gives_it() -> None:
    frame = draw(size="medium", description="She holds a lime umbrella.", **ALONE)
    lime = np.abs(frame.astype(int) - np.array((0x9D, 0xBF, 0x4D))).max(axis=2) < 50
    assert lime.mean() > 0.004


def test_what_lies_on_a_table_is_in_nobodys_hand() -> None:
    (mark,) = marks(description="An old radio sits on a table. She stands.", **ALONE)
    assert mark.holds == ""


@pytest.mark.parametrize("size", ["medium", "medium-close", "close-up"])
@pytest.mark.parametrize("text", ["She lies in bed.", "She sits on the floor.", "She kneels."])
def test_the_camera_follows_a_head_that_is_low(size: str, text: str) -> None:
    made = read(size=size, description=text, **ALONE, **INSIDE)
    blocked = blocking(made, *SHAPE)
    (mark,) = blocked.marks
    x, y = blocked.framing.held.point(*seen_eyes(made, mark), mark.z)
    assert 0.05 < x / SHAPE[0] < 0.95 and 0.15 < y / SHAPE[1] < 0.7


@pytest.mark.parametrize(
    ("text", "wanted"), [("She opens the door.", "door"), ("She looks out of the window.", "window")]
)
def test_a_room_gets_the_door_or_window_that_somebody_deals_with(text: str, wanted: str) -> None:
    made = blocking(read(size="wide", description=text, **ALONE, **INSIDE), *SHAPE)
    assert made.wants == {wanted}
    assert difference(*(draw(size="wide", description=each, **ALONE, **INSIDE) for each in (text, "She stands."))) > 4.0


def test_a_door_outside_stands_in_the_wall_of_a_house() -> None:
    assert (
        difference(*(draw(size="full", description=text, **ALONE) for text in ("She opens the door.", "She waits.")))
        > 8.0
    )


def test_who_embraces_stands_close_and_who_shares_a_table_does_not() -> None:
    apart = {
        text: abs(first.x - second.x)
        for text in ("They embrace.", "They sit at a table.", "They stand.")
        for first, second in [marks(size="medium", description=text, **INSIDE)]
    }
    assert apart["They embrace."] < 0.4 < apart["They stand."] < apart["They sit at a table."]


def test_in_a_car_the_driver_sits_at_the_wheel_and_nobody_stands() -> None:
    line = [{"character": "IVO", "text": "Go.", "parenthetical": "", "reference": IVO}]
    made = marks(size="wide", description="IVO drives.", dialogue=line, scene__setting="INT", scene__place="CAR")  # type: ignore[arg-type]  # a list of lines is JSON
    seats = {mark.who: mark.x for mark in made}
    assert {mark.posture for mark in made} == {"sit"} and seats[1] > 0 > seats[0]


def test_nobody_else_does_what_one_does() -> None:
    lines = [
        {"character": name, "text": "Yes.", "parenthetical": "", "reference": who}
        for name, who in (("MARA", MARA), ("IVO", IVO))
    ]
    made = marks(size="two-shot", description="MARA sits. IVO stands.", dialogue=lines, **INSIDE)  # type: ignore[arg-type]  # a list of lines is JSON
    assert [mark.posture for mark in made] == ["sit", "stand"]


def test_who_looks_out_at_the_sea_is_seen_from_behind_in_a_long_shot() -> None:
    assert all(mark.from_behind for mark in marks(size="wide", description="They look out at the sea.", dialogue=[]))
    assert not any(mark.from_behind for mark in marks(size="wide", description="They talk.", dialogue=[]))


def test_a_child_sits_on_a_bench_with_a_grown_up() -> None:
    small: dict[str, Any] = {f"cast:{IVO}": character(build="child")}
    both = marks(size="medium", description="They sit on a bench.", dialogue=[], **small)
    assert [mark.seat for mark in both] == ["bench", "bench"]
    assert len({mark.turn > 0 for mark in both}) == 1
