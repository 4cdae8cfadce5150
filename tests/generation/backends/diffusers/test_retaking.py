"""Frames of a take made again by a model: from the frame before them, to the one behind them, where it can."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generation.backends.ability import FIRST, LAST
from generation.domain.retake import RETAKE, Retake
from generation.ports import media
from generation.ports.work import Done
from tests.generation.backends.diffusers.shooting import Shooting, asked_of, done

pytestmark = pytest.mark.usefixtures("one_thread")
COUNT = 9


@pytest.fixture
def shooting(models: Callable[[str], Path], name: str, tmp_path: Path) -> Shooting:
    return Shooting(models(name), tmp_path)


def retaken(shooting: Shooting, first: int, last: int) -> tuple[Done, list[str]]:
    """What comes of a retake of a take by the model, and what the frames of that take mean."""
    made = done(shooting.run(frames=COUNT))
    base = shooting.folder / "base.mkv"
    shutil.copyfile(made.outputs[0].path, base)
    retake = Retake(made.outputs[0].content, COUNT, first, last, max(COUNT, last + 1), 3)
    shooting.beside_the_prompt[RETAKE] = {"frames": base}
    again = done(shooting.run(frames=retake.frames, retake=retake.document))
    return again, [media.still_content(media.frame_of(each)) for each in media.read_pictures(base)]


@pytest.mark.parametrize("name", ["WanImageToVideoPipeline"])
def test_a_model_is_given_the_frames_beside_those_that_it_makes(shooting: Shooting, name: str) -> None:
    assert {FIRST, LAST} <= set(shooting.able.conditions)
    ended, frames = retaken(shooting, 3, 5)
    said = asked_of(ended)
    assert said["pictures"] == {FIRST: [frames[2]], LAST: [frames[6]]}
    assert (said["seed"], said["made"]["count"]) == (3, 5), "three frames, and one on each side"
    assert said["retake"] == {"of": said["retake"]["of"], "first": 3, "last": 5}
    longer, frames = retaken(shooting, COUNT, COUNT + 3)
    assert asked_of(longer)["pictures"][FIRST] == [frames[-1]]


@pytest.mark.parametrize("name", ["WanPipeline"])
def test_a_model_that_takes_no_frames_says_that_the_new_ones_do_not_join(shooting: Shooting, name: str) -> None:
    ended, _ = retaken(shooting, 3, 5)
    said = asked_of(ended)
    assert said["pictures"] == {}
    assert [each for each in said["snapped"] if "do not" in each] == [
        f"{shooting.able.title} takes no first frame: the new frames do not begin with the frame before them",
        f"{shooting.able.title} takes no last frame: the new frames do not end with the frame behind them",
    ]
