"""Reference pictures: people take their colours, places and things are shown, none is laid over a head."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from generation.backends.animatic import shot
from generation.backends.animatic.blocking import blocking
from generation.backends.animatic.film import ShotDrawing
from generation.backends.animatic.mark import seen_eyes
from generation.backends.animatic.picture import pictures
from generation.ports.media import still_content
from generation.ports.work import JSON, Refusing
from generation.stages.prompt import document
from tests.generation.pictures import MARA, character, inputs

Frame = NDArray[np.uint8]
DIGEST = f"sha256:{'a' * 64}"
SMALL = (320, 180)


@pytest.fixture
def magenta(tmp_path: Path) -> dict[str, Path]:
    """A picture whose left half is magenta and whose right half is green."""
    image = Image.new("RGB", (60, 80), (230, 20, 230))
    image.paste((20, 220, 20), (30, 0, 60, 80))
    image.save(tmp_path / "picture", "PNG")
    return {DIGEST: tmp_path / "picture"}


def entry(kind: str, **attributes: str) -> dict[str, JSON]:
    """A cast entry with the picture."""
    plain: dict[str, Any] = character(**attributes)
    return {**plain, "kind": kind, "look": {**plain["look"], "images": [DIGEST]}}


def drawn(files: dict[str, Path], number: int = 0, **changes: JSON) -> Frame:
    values: dict[str, Any] = {"size": "close-up", "dialogue": [], "description": "", **changes}
    prompt = document(inputs(**values))
    return ShotDrawing(shot.read(prompt, pictures(prompt, files)), SMALL, Fraction(24), 12, 1).frame(number)


def near(frame: Frame, colour: tuple[int, int, int], reach: int = 60) -> NDArray[np.bool_]:
    close: NDArray[np.bool_] = np.abs(frame.astype(int) - np.array(colour)).max(axis=2) < reach
    return close


SKIN, HAIR, COAT, WALL = (0xC8, 0x8C, 0x64), (0x32, 0x1E, 0x14), (0x1E, 0x64, 0xA0), (0xC8, 0xD2, 0xC8)


@pytest.fixture
def portrait(tmp_path: Path) -> dict[str, Path]:
    """Somebody with brown hair in a blue coat before a pale wall."""
    image = Image.new("RGB", (300, 400), WALL)
    pen = ImageDraw.Draw(image)
    pen.ellipse((90, 60, 210, 220), HAIR)
    pen.ellipse((100, 90, 200, 230), SKIN)
    pen.rectangle((60, 240, 240, 400), COAT)
    image.save(tmp_path / "portrait", "PNG")
    return {DIGEST: tmp_path / "portrait"}


def test_hair_skin_and_clothes_take_the_colours_of_a_portrait(portrait: dict[str, Path]) -> None:
    cast: dict[str, Any] = {f"cast:{MARA}": entry("character")}
    prompt = document(inputs(**cast))
    (look,) = (each.look for each in shot.read(prompt, pictures(prompt, portrait)).characters if each.identity == MARA)
    for read, painted in ((look.skin, SKIN), (look.hair_colour, HAIR), (look.wardrobe_colour, COAT)):
        assert max(abs(part * 255 - asked) for part, asked in zip(read[:3], painted, strict=True)) < 24
    assert near(drawn(portrait, size="medium", **cast), COAT, 30).mean() > 0.02


def test_what_an_attribute_says_stands_over_what_a_portrait_shows(portrait: dict[str, Path]) -> None:
    cast: dict[str, Any] = {f"cast:{MARA}": entry("character", wardrobe_colour="#20a040")}
    frame = drawn(portrait, size="medium", **cast)
    assert near(frame, (0x20, 0xA0, 0x40)).mean() > 0.02 > near(frame, COAT, 30).mean()


@pytest.mark.parametrize("size", ["wide", "medium", "close-up", "extreme-close-up", "over-shoulder"])
def test_a_picture_is_never_laid_over_a_head(magenta: dict[str, Path], size: str) -> None:
    cast: dict[str, Any] = {f"cast:{MARA}": entry("character", skin="#d9a57c", hair_colour="#4a3022")}
    frame = drawn(magenta, size=size, **cast)
    made = shot.read(document(inputs(size=size)))
    blocked = blocking(made, *SMALL)
    for mark in blocked.marks:
        x, y = blocked.framing.held.point(*seen_eyes(made, mark), mark.z)
        reach = max(1, round(blocked.framing.held.scale(mark.z) * 0.08))
        head = frame[max(0, round(y) - reach) : round(y) + reach, max(0, round(x) - reach) : round(x) + reach]
        assert not (near(head, (230, 20, 230)) | near(head, (20, 220, 20))).any()


@pytest.mark.parametrize("asked", ["attribute", "role"])
def test_who_asks_for_an_inset_sees_the_picture_in_a_corner(magenta: dict[str, Path], asked: str) -> None:
    person = entry("character", **({"picture": "inset"} if asked == "attribute" else {}))
    cast: dict[str, Any] = {f"cast:{MARA}": {**person, "role": "inset" if asked == "role" else ""}}
    corners = drawn(magenta, **cast)[: int(0.4 * SMALL[1])]
    magentas, greens = (near(corners, colour) for colour in ((230, 20, 230), (20, 220, 20)))
    rows, columns = np.nonzero(magentas)
    assert rows.size and (columns.min() > 0.6 * SMALL[0] or columns.max() < 0.4 * SMALL[0])
    assert columns.mean() < np.nonzero(greens)[1].mean()  # as it is, not mirrored
    plain: dict[str, Any] = {f"cast:{MARA}": entry("character")}
    assert not near(drawn(magenta, **plain), (230, 20, 230)).any()


def test_the_picture_of_a_style_gives_its_palette(portrait: dict[str, Path]) -> None:
    cast: dict[str, Any] = {"cast:style": entry("style")}
    assert np.abs(drawn(portrait, **cast).astype(int) - drawn(portrait).astype(int)).mean() > 3


def test_a_thing_in_a_hand_takes_the_colour_of_its_picture(portrait: dict[str, Path]) -> None:
    cast: dict[str, Any] = {
        "cast:thing": entry("prop", shape="book"),
        "size": "medium",
        "description": "She holds a book.",
    }
    assert still_content(drawn(portrait, **cast)) != still_content(
        drawn(portrait, **{**cast, "cast:thing": character()})
    )


def test_a_place_is_the_picture_behind_everybody_and_moves_against_them(magenta: dict[str, Path]) -> None:
    cast: dict[str, Any] = {"cast:place": entry("location"), "size": "wide", "camera": "truck-right"}
    first, last = drawn(magenta, 0, **cast), drawn(magenta, 11, **cast)
    assert near(first, (230, 20, 230)).mean() > 0.2 and near(first, (20, 220, 20)).mean() > 0.2
    assert still_content(first) != still_content(last)


def test_a_thing_is_the_picture_on_the_table_of_an_insert(magenta: dict[str, Path]) -> None:
    cast: dict[str, Any] = {"cast:thing": entry("prop", shape="letter"), "size": "insert"}
    assert 0.02 < near(drawn(magenta, **cast), (20, 220, 20)).mean() < 0.3
    assert near(drawn(magenta, **{**cast, "size": "close-up"}), (20, 220, 20)).mean() < 0.01


def test_the_light_of_the_shot_falls_on_it(magenta: dict[str, Path]) -> None:
    cast: dict[str, Any] = {"cast:place": entry("location"), "size": "wide"}
    assert drawn(magenta, scene__time="NIGHT", **cast).mean() < 0.8 * drawn(magenta, **cast).mean()


def test_the_same_picture_gives_the_same_frames(magenta: dict[str, Path]) -> None:
    cast: dict[str, Any] = {f"cast:{MARA}": entry("character"), "cast:place": entry("location")}
    assert still_content(drawn(magenta, 5, **cast)) == still_content(drawn(magenta, 5, **cast))


def test_without_the_file_the_work_is_refused(magenta: dict[str, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(magenta[DIGEST].read_bytes()[:60])
    cast: dict[str, Any] = {f"cast:{MARA}": entry("character")}
    for files in ({}, {DIGEST: broken}):
        with pytest.raises(Refusing):
            drawn(files, **cast)
