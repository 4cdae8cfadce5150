"""What is painted once looks as if it were painted anew for every frame."""

from fractions import Fraction

import numpy as np
import pytest
import skia
from numpy.typing import NDArray

from generation.backends.animatic import shot, vocabulary
from generation.backends.animatic.film import ShotDrawing
from generation.backends.animatic.sprites import Sprites, stepped
from generation.ports.media import still_content
from generation.ports.work import JSON
from generation.stages.prompt import document
from tests.generation.pictures import inputs

Frame = NDArray[np.uint8]


def film(**changes: JSON) -> ShotDrawing:
    values: dict[str, JSON] = {"camera": "static", "size": "wide", **changes}
    return ShotDrawing(shot.read(document(inputs(**values))), (320, 180), Fraction(24), 12, 1)


@pytest.mark.parametrize("time", ["DAY", "NIGHT"])
@pytest.mark.parametrize("place", vocabulary.SETS)
def test_layers_show_what_their_parts_show(place: str, time: str) -> None:
    made = film(scene__place=place, scene__time=time)
    layered = made.frame(5).astype(int)
    parts = sorted(made._parts(), key=lambda part: -part.z)
    made._far = [part.draw for part in parts if part.z > 0.7]
    made._near = [part.draw for part in parts if part.z <= 0.7]
    assert np.abs(made.frame(5).astype(int) - layered).max() <= 4  # what lies over a layer is rounded twice


def test_frames_before_a_still_camera_do_not_depend_on_what_was_drawn_before() -> None:
    made = film(parameter__weather="fog", scene__time="NIGHT")
    in_order = [still_content(made.frame(number)) for number in range(4)]
    assert [still_content(made.frame(number)) for number in (3, 1, 0, 2)] == [in_order[at] for at in (3, 1, 0, 2)]


def test_a_sprite_that_was_let_go_comes_back_the_same() -> None:
    small = skia.Image.fromarray(np.arange(256, dtype=np.uint8).reshape(8, 8, 4), alphaType=skia.kPremul_AlphaType)
    sprites = Sprites(budget=4 * 40 * 40)
    first = sprites.stretched("a", (30, 30), lambda: small).toarray()
    sprites.stretched("b", (40, 40), lambda: small)
    assert np.array_equal(sprites.stretched("a", (30, 30), lambda: small).toarray(), first)


def test_sizes_of_sprites_go_by_small_steps_and_have_an_end() -> None:
    assert all(abs(size - step[0]) <= 0.011 * size + 0.5 for size in range(1, 1500) if (step := stepped(size, size)))
    assert stepped(2000, 2000) is not None and stepped(3000, 3000) is None
