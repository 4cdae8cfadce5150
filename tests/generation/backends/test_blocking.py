"""Blocking: heads in the frame, eyes that meet, and close sizes of what the action is about."""

from fractions import Fraction
from typing import Any

import pytest

from generation.backends.animatic import shot
from generation.backends.animatic.blocking import blocking
from generation.backends.animatic.film import ShotDrawing
from generation.backends.animatic.mark import Mark, seen_eyes
from generation.backends.animatic.shot import SIZES, DrawnShot
from generation.ports.media import still_content
from generation.ports.work import JSON
from generation.stages.prompt import document
from tests.generation.pictures import IVO, MARA, character, inputs

WIDE, UPRIGHT = (320, 180), (180, 320)
CHILD: dict[str, Any] = {f"cast:{IVO}": character(build="child")}
NOBODY: dict[str, Any] = {f"cast:{MARA}": None, f"cast:{IVO}": None, "dialogue": []}


def read(**changes: JSON) -> DrawnShot:
    values = inputs(**changes)
    return shot.read(document({key: value for key, value in values.items() if value is not None}))


def eyes(made: DrawnShot, mark: Mark, shape: tuple[int, int]) -> tuple[float, float]:
    """Where in the picture the eyes of a figure are, as shares of its width and height."""
    view = blocking(made, *shape).framing.held
    x, y = view.point(*seen_eyes(made, mark), mark.z)
    return x / shape[0], y / shape[1]


@pytest.mark.parametrize("shape", [WIDE, UPRIGHT], ids=["wide", "upright"])
@pytest.mark.parametrize("size", [size for size in SIZES if size != "insert"])
def test_everybody_in_the_shot_has_the_face_in_the_picture(size: str, shape: tuple[int, int]) -> None:
    made = read(size=size, **CHILD)
    places = [eyes(made, mark, shape) for mark in blocking(made, *shape).marks if not mark.from_behind]
    assert places and all(0.04 < x < 0.96 and 0.03 < y < 0.97 for x, y in places)


@pytest.mark.parametrize("speaker", [MARA, IVO])
def test_a_shot_over_a_shoulder_shows_shoulder_and_head_whoever_is_taller(speaker: str) -> None:
    line: dict[str, JSON] = {"character": "X", "text": "Look.", "parenthetical": "", "reference": speaker}
    made = read(size="over-shoulder", dialogue=[line], **CHILD)
    marks = blocking(made, *WIDE).marks
    listener = next(mark for mark in marks if mark.from_behind)
    assert 0.05 < eyes(made, listener, WIDE)[1] < 0.65


def test_a_group_is_some_people_who_wear_what_it_wears() -> None:
    crew = {**character(wardrobe_colour="#204080"), "kind": "group"}
    made = read(size="wide", **{**NOBODY, f"cast:{MARA}": crew})
    assert len(made.characters) == 3
    assert len({figure.look.wardrobe_colour for figure in made.characters}) == 1
    assert len({figure.look for figure in made.characters}) == 3


def test_a_child_looks_up_and_is_looked_down_at() -> None:
    marks = blocking(read(size="two-shot", description="They talk.", **CHILD), *WIDE).marks
    up = {mark.who: mark.up for mark in marks}
    assert up[0] < -0.5 and up[1] > 0.5


@pytest.mark.parametrize("speaker", [MARA, IVO])
@pytest.mark.parametrize("size", ["wide", "full", "medium", "two-shot"])
def test_who_walks_together_goes_one_way(size: str, speaker: str) -> None:
    line: dict[str, JSON] = {"character": "X", "text": "Come.", "parenthetical": "", "reference": speaker}
    marks = blocking(read(size=size, description="They walk along the quay.", dialogue=[line]), *WIDE).marks
    assert len(marks) == 2 and len({mark.turn > 0 for mark in marks}) == 1


@pytest.mark.parametrize("pace", ["walks", "runs"])
@pytest.mark.parametrize("shape", [WIDE, UPRIGHT], ids=["wide", "upright"])
def test_nobody_walks_out_of_a_long_shot(shape: tuple[int, int], pace: str) -> None:
    alone: dict[str, Any] = {f"cast:{IVO}": None, "dialogue": []}
    made = read(size="full", camera="static", description=f"She {pace} along the quay.", **alone)
    film = ShotDrawing(made, shape, Fraction(24), 24 * 30, 1)
    (mark,) = film.blocking.marks
    walked = [film._walked(mark.posture, mark.turn, t) for t in (0.0, 1.0, 30.0)]
    places = [film._view(0.0).point(mark.x + x, 1.0, mark.z)[0] / shape[0] for x in walked]
    assert places == sorted(places) and places[0] > 0.0 and places[-1] < 1.0


def test_a_close_up_of_nobody_is_of_the_thing_that_the_action_names() -> None:
    close, plain = (read(size="close-up", description=text, **NOBODY) for text in ("An old radio.", "Nothing at all."))
    assert (close.size, close.prop) == ("insert", "radio")
    assert plain.size == "close-up"


def test_what_is_held_has_the_colour_of_its_reference() -> None:
    def holding(colour: str) -> str:
        prop: dict[str, Any] = {**character(shape="book", colour=colour), "kind": "prop"}
        made = read(size="medium", description="She holds a book.", **{"cast:book": prop})
        return still_content(ShotDrawing(made, WIDE, Fraction(24), 12, 1).frame(0))

    assert holding("#20a040") != holding("#a02040")
