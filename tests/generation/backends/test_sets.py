"""Places: each kind has a set of its own, inside and outside, and an unknown one is neutral."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from generation.backends.animatic import shot, vocabulary
from generation.backends.animatic.film import ShotDrawing
from generation.ports.media import still_content
from generation.stages.prompt import document
from tests.generation.pictures import IVO, MARA, inputs

Frame = NDArray[np.uint8]
NOBODY: dict[str, Any] = {f"cast:{MARA}": None, f"cast:{IVO}": None, "dialogue": [], "description": ""}
PLACES = {
    "SHIP'S CABIN": "ship", "CAPTAIN'S CABIN": "ship", "MAIL BOAT - CABIN": "ship", "LOG CABIN": "cabin",
    "KEEPER'S CABIN": "cabin", "CREW CABIN": "ship", "AFT CABIN": "ship", "AIRPLANE CABIN": "train",
    "FIRST CLASS CABIN": "train", "TRUCK DRIVER'S CABIN": "car", "SPACESHIP CABIN": "", "BOAT SHED": "cabin",
    "SUV": "car", "AIRLINER": "train", "MARA'S CAR": "car", "POLICE CAR": "car", "NIGHT TRAIN": "train",
    "TRAIN COMPARTMENT": "train", "TRAIN STATION": "station", "THE OFFICE": "office", "POLICE STATION": "office",
    "HOTEL BAR": "bar", "THE RED LION PUB": "bar", "STORM STREET": "street", "WOODS": "wood", "DEEP FOREST": "wood",
    "COAST ROAD": "road", "LIGHTHOUSE ROAD": "road", "KITCHEN": "kitchen", "HOSPITAL ROOM": "bedroom",
    "BOATHOUSE": "cabin", "WHEELHOUSE": "bridge", "BEACH": "beach", "CARNEGIE": "", "BARCELONA": "", "ZIGGURAT": "",
    "THE SPACESHIPYARD": "",
}  # fmt: skip


def draw(place: str, setting: str, **changes: Any) -> Frame:
    values = inputs(**{"scene__place": place, "scene__setting": setting, "size": "wide", "camera": "static", **changes})
    prompt = document({key: value for key, value in values.items() if value is not None})
    return ShotDrawing(shot.read(prompt), (320, 180), Fraction(24), 24, 1).frame(0)


@pytest.mark.parametrize(("name", "kind"), PLACES.items())
def test_the_name_of_a_place_says_its_kind(name: str, kind: str) -> None:
    assert shot.read(document(inputs(scene__place=name))).place.set == kind


def test_sets_inside_differ_and_the_unknown_one_is_none_of_them() -> None:
    named = (
        "SHIP'S CABIN",
        "LOG CABIN",
        "CAR",
        "TRAIN",
        "OFFICE",
        "BAR",
        "KITCHEN",
        "BEDROOM",
        "ROOM",
        "HALL",
        "BRIDGE",
    )
    drawn = {name: draw(name, "INT", **NOBODY).astype(int) for name in (*named, "ZIGGURAT")}
    assert min(np.abs(one - other).mean() for one, other in combinations(drawn.values(), 2)) > 4.0


def test_sets_outside_differ_and_the_unknown_one_is_none_of_them() -> None:
    named = (
        "HARBOUR",
        "LIGHTHOUSE",
        "OPEN SEA",
        "BEACH",
        "WOODS",
        "STREET",
        "ROAD",
        "FIELD",
        "CABIN",
        "STATION",
        "CAR",
    )
    drawn = {name: draw(name, "EXT", **NOBODY).astype(int) for name in (*named, "ZIGGURAT")}
    assert min(np.abs(one - other).mean() for one, other in combinations(drawn.values(), 2)) > 1.5


def test_what_a_vehicle_passes_moves_before_a_camera_that_stands_still() -> None:
    for place in ("CAR", "TRAIN"):
        values = inputs(scene__place=place, scene__setting="INT", camera="static", description="", dialogue=[])
        del values[f"cast:{MARA}"], values[f"cast:{IVO}"]
        film = ShotDrawing(shot.read(document(values)), (320, 180), Fraction(24), 24, 1)
        assert still_content(film.frame(0)) != still_content(film.frame(12))


def dark_strip(frame: Frame) -> float:
    """How much darker a column near an edge is than both columns beside it, a twentieth of the width away."""
    columns = frame[: frame.shape[0] * 2 // 3].mean(axis=(0, 2))
    wide, step = len(columns), len(columns) // 20
    places = [*range(int(wide * 0.3)), *range(int(wide * 0.7), wide)]

    def beside(at: int, side: int) -> float:
        other = at + side * step
        return float(columns[other if 0 <= other < wide else at - side * step])

    return max(min(beside(at, -1), beside(at, 1)) - float(columns[at]) for at in places)


@pytest.mark.parametrize("size", ["medium-close", "close-up", "over-shoulder"])
@pytest.mark.parametrize("place", [*vocabulary.SETS, "ZIGGURAT"])
@pytest.mark.parametrize("setting", ["INT", "EXT"])
def test_no_post_stands_as_a_dark_strip_beside_a_close_face(place: str, size: str, setting: str) -> None:
    cast: dict[str, Any] = {f"cast:{IVO}": None}
    assert dark_strip(draw(place, setting, size=size, description="", **cast)) < 80
