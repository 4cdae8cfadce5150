"""The animatic's pictures: the same everywhere, moved by what is cast, whole for any input."""

import subprocess
import sys
from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from generation.backends.animatic import deeds, shot, vocabulary
from generation.backends.animatic.film import ShotDrawing
from generation.backends.animatic.inflection import third
from generation.backends.animatic.shot import CAMERAS, SIZES
from generation.ports.media import still_content
from generation.ports.work import JSON
from generation.stages.prompt import document
from productions.domain.parameters import LIGHTS, WEATHERS
from tests.generation.pictures import IVO, MARA, character, inputs

Frame = NDArray[np.uint8]
SMALL = (320, 180)
PLACES = [*vocabulary.SETS, "nowhere known"]


def draw(number: int = 0, shape: tuple[int, int] = SMALL, **changes: JSON) -> Frame:
    """Frame `number` of the shot with some inputs changed."""
    return ShotDrawing(shot.read(document(inputs(**changes))), shape, Fraction(24), 12, 1).frame(number)


def share_near(frame: Frame, colour: tuple[int, int, int], reach: int = 40) -> float:
    """Share of the picture's points whose colour is near the one given."""
    away = np.abs(frame.astype(int) - np.array(colour)).max(axis=2)
    return float((away < reach).mean())


@pytest.mark.parametrize(
    ("hour", "english"),
    [("NACHT", "NIGHT"), ("AUBE", "DAWN"), ("ATARDECER", "DUSK"), ("夜", "NIGHT"), ("ДЕНЬ", "DAY"), ("3 AM", "NIGHT")],
)
def test_an_hour_of_another_language_gives_its_light(hour: str, english: str) -> None:
    assert np.array_equal(draw(scene__time=hour), draw(scene__time=english))
    assert not np.array_equal(draw(scene__time=hour), draw(scene__time="DAY" if english != "DAY" else "NIGHT"))


def test_two_processes_draw_the_same_frames() -> None:
    code = (
        "from tests.generation.backends.test_animatic import draw; from generation.ports.media import still_content; "
        "print(still_content(draw(7, parameter__weather='storm')))"
    )
    told = [subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout for _ in range(2)]
    assert told[0] == told[1]
    assert told[0].decode().strip() == still_content(draw(7, parameter__weather="storm"))


def test_frames_do_not_depend_on_what_was_drawn_before() -> None:
    film = ShotDrawing(shot.read(document(inputs(parameter__weather="rain"))), SMALL, Fraction(24), 12, 1)
    in_order = [still_content(film.frame(number)) for number in range(4)]
    assert [still_content(film.frame(number)) for number in (3, 1, 0, 2)] == [in_order[at] for at in (3, 1, 0, 2)]


def test_a_coat_shows_in_its_colour() -> None:
    red, green = (0xD0, 0x20, 0x20), (0x20, 0xA0, 0x40)
    green_coat = character(hair="bun", wardrobe="coat", wardrobe_colour="#20a040", build="tall")
    recoloured: dict[str, Any] = {f"cast:{MARA}": green_coat}
    assert share_near(draw(), red) > 0.02 > share_near(draw(), green)
    assert share_near(draw(**recoloured), green) > 0.02 > share_near(draw(**recoloured), red)


def test_a_coat_changes_no_picture_that_does_not_cast_it() -> None:
    def without(who: str, **changes: JSON) -> str:
        values = inputs(**changes)
        del values[f"cast:{who}"]
        film = ShotDrawing(shot.read(document(values)), SMALL, Fraction(24), 12, 1)
        return still_content(film.frame(0))

    recoloured: dict[str, Any] = {f"cast:{MARA}": character(wardrobe_colour="#20a040")}
    assert without(MARA) == without(MARA, **recoloured)
    assert without(IVO) != without(IVO, **recoloured)


@pytest.mark.parametrize("camera", CAMERAS)
def test_every_camera_moves_but_the_static_one(camera: str) -> None:
    still: dict[str, Any] = {
        "dialogue": [],
        "scene__setting": "INT",
        "scene__place": "OFFICE",
        f"cast:{MARA}": None,
        f"cast:{IVO}": None,
    }
    start, end = (draw(number, camera=camera, size="wide", **still) for number in (0, 11))
    moved = float((np.abs(start.astype(int) - end.astype(int)).max(axis=2) > 24).mean())
    assert moved < 0.002 if camera == "static" else moved > 0.006


def test_a_truck_moves_near_things_more_than_far_ones() -> None:
    film = ShotDrawing(shot.read(document(inputs(camera="truck-right", size="wide"))), SMALL, Fraction(24), 12, 1)
    start, end = film._view(0.0), film._view(1.0)
    near, far = (end.point(0, 1, z)[0] - start.point(0, 1, z)[0] for z in (0.0, 200.0))
    assert abs(near - far) > 20


@pytest.mark.parametrize("size", SIZES)
def test_every_size_is_drawn_and_differs_from_the_wide_one(size: str) -> None:
    assert draw(size=size).std() > 8
    assert size == "wide" or still_content(draw(size=size)) != still_content(draw(size="wide"))


@pytest.mark.parametrize("setting", ["INT", "EXT"])
@pytest.mark.parametrize("place", PLACES)
def test_every_set_is_drawn_by_day_and_night(place: str, setting: str) -> None:
    day, night = (
        draw(scene__place=place, scene__setting=setting, scene__time=time, size="wide") for time in ("DAY", "NIGHT")
    )
    assert day.std() > 8
    assert night.mean() < day.mean() * 0.85


@pytest.mark.parametrize("weather", vocabulary.WEATHERS)
def test_every_weather_is_drawn(weather: str) -> None:
    other = "clear" if weather != "clear" else "fog"
    assert still_content(draw(parameter__weather=weather)) != still_content(draw(parameter__weather=other))


def difference(one: Frame, other: Frame) -> float:
    """How far two pictures lie apart on average, of 255."""
    return float(np.abs(one.astype(int) - other.astype(int)).mean())


def alike(pictures: Mapping[str, Frame], least: float) -> list[tuple[str, str]]:
    """The pairs that cannot be told apart at a glance."""
    pairs = combinations(pictures.items(), 2)
    return [(one, other) for (one, here), (other, there) in pairs if difference(here, there) < least]


@pytest.mark.parametrize("setting", ["INT", "EXT"])
@pytest.mark.parametrize("place", PLACES)
def test_every_light_of_the_registry_looks_different_in_every_set(place: str, setting: str) -> None:
    def lit(light: str) -> Frame:
        return draw(0, (160, 90), scene__place=place, scene__setting=setting, parameter__light=light)

    assert alike({light: lit(light) for light in LIGHTS if light != "day"}, 3.0) == []
    assert still_content(lit("day")) == still_content(lit(""))  # the scene plays by day


@pytest.mark.parametrize("place", PLACES)
def test_every_weather_of_the_registry_looks_different_in_every_set(place: str) -> None:
    pictures = {weather: draw(0, (160, 90), scene__place=place, parameter__weather=weather) for weather in WEATHERS[1:]}
    assert alike(pictures, 3.0) == []


@pytest.mark.parametrize("light", [name for name in vocabulary.LIGHTS if name not in ("lamp", "moon")])
def test_every_word_for_light_that_the_drawing_knows_shows(light: str) -> None:
    assert difference(draw(parameter__light=light), draw()) > 1.0


def test_a_light_that_names_an_hour_stands_for_the_hour_of_the_scene() -> None:
    assert still_content(draw(parameter__light="night")) == still_content(draw(scene__time="NIGHT"))
    assert still_content(draw(parameter__light="dusk", scene__time="NIGHT")) == still_content(draw(scene__time="DUSK"))


def test_a_palette_is_colours_with_spaces_between() -> None:
    assert still_content(draw(parameter__palette="#102040 #e0a040")) == still_content(
        draw(parameter__palette="#102040, #e0a040")
    )
    assert difference(draw(parameter__palette="#102040 #e0a040"), draw()) > 3.0


def test_weather_comes_from_the_action_where_no_parameter_says_it() -> None:
    assert still_content(draw(description="Snow falls.")) == still_content(
        draw(description="Snow falls.", parameter__weather="snow")
    )


@pytest.mark.parametrize("prop", vocabulary.PROPS)
def test_every_thing_can_be_shown_in_an_insert(prop: str) -> None:
    assert draw(size="insert", description=f"A {prop}.").std() > 8


@pytest.mark.parametrize("posture", deeds.POSTURES)
@pytest.mark.parametrize("wardrobe", vocabulary.GARMENTS)
def test_every_posture_is_drawn_in_every_garment(posture: str, wardrobe: str) -> None:
    cast: dict[str, Any] = {f"cast:{MARA}": character(wardrobe=wardrobe)}
    assert draw(4, size="full", description=f"She {third(posture)}.", **cast).std() > 8


@pytest.mark.parametrize("hair", vocabulary.HAIRS)
@pytest.mark.parametrize("accessory", vocabulary.ACCESSORIES)
def test_every_hair_goes_with_every_accessory(hair: str, accessory: str) -> None:
    cast: dict[str, Any] = {f"cast:{MARA}": character(hair=hair, accessory=accessory)}
    assert draw(size="over-shoulder", dialogue=[], **cast).std() > 8


def test_a_mouth_moves_while_its_line_plays() -> None:
    film = ShotDrawing(shot.read(document(inputs(size="close-up", camera="static"))), SMALL, Fraction(24), 48, 1)
    assert len({still_content(film.frame(number)) for number in range(10, 30)}) > 10


def test_a_known_style_changes_the_picture_and_an_unknown_one_leaves_it() -> None:
    assert still_content(draw(parameter__style="noir")) != still_content(draw())
    assert still_content(draw(parameter__style="zzz")) == still_content(draw())


ODD: list[Mapping[str, Any]] = [
    {"description": None, "dialogue": None, "size": None, "camera": 7, "scene__place": "", "scene__time": "NEVER"},
    {"dialogue": [{}, 3, {"reference": ["x"], "text": 9}], "scene__setting": "SPACE", "parameter__style": 4},
    {f"cast:{MARA}": character(wardrobe_colour="#zzzzzz", skin="", hair="antlers", build="liquid", accessory="🦑")},
    {f"cast:{MARA}": None, f"cast:{IVO}": {"kind": "character", "look": []}},
    {f"cast:{at:036d}": character() for at in range(40)},
    {"description": "rain " * 5000, "parameter__palette": "#12,,,teal and #ff0000", "parameter__lens": "9" * 50 + "mm"},
]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("size", ["wide", "close-up", "over-shoulder", "insert"])
def test_odd_inputs_still_give_a_picture(odd: Mapping[str, Any], size: str) -> None:
    assert draw(3, **{"size": size, **odd}).shape == (180, 320, 3)


@pytest.mark.parametrize("shape", [(64, 36), (64, 640), (1024, 64)])
def test_odd_shapes_still_give_a_picture(shape: tuple[int, int]) -> None:
    assert draw(shape=shape).shape == (shape[1], shape[0], 3)
