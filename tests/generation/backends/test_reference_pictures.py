"""Reference pictures in the animatic: a face, a place and a thing, where they belong and nowhere else."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from generation.backends.animatic import shot
from generation.backends.animatic.film import Film
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
    return Film(shot.read(prompt, pictures(prompt, files)), SMALL, Fraction(24), 12, 1).frame(number)


def near(frame: Frame, colour: tuple[int, int, int], reach: int = 60) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.abs(frame.astype(int) - np.array(colour)).max(axis=2) < reach
    return found


def test_a_face_is_the_picture_in_the_shape_of_a_head_and_never_mirrored(magenta: dict[str, Path]) -> None:
    cast: dict[str, Any] = {f"cast:{MARA}": entry("character")}
    left, right = (near(drawn(magenta, **cast), colour) for colour in ((230, 20, 230), (20, 220, 20)))
    assert 0.03 < left.mean() < 0.3 and 0.03 < right.mean() < 0.3
    assert np.nonzero(left)[1].mean() < np.nonzero(right)[1].mean()
    head = left | right
    rows = head.sum(axis=1)[head.any(axis=1)]
    assert rows[len(rows) // 2] > 1.5 * rows[len(rows) // 12]  # narrower at the crown than at the eyes


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
