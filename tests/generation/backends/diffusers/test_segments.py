"""Shots that are longer than their model makes at once: segments, each from the last frame of the one before it."""

import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from config.env import ROOT
from generation.backends.ability import FIRST, LAST
from generation.backends.diffusers.families import FAMILIES
from generation.ports import media
from generation.ports.work import Cancelled, Done, Refused
from tests.generation.backends.diffusers.shooting import Shooting, asked_of, done

pytestmark = pytest.mark.usefixtures("one_thread")
GOES_ON = [name for name, each in FAMILIES.items() if each.task == "video" and FIRST in each.takes]


def at_once(shooting: Shooting) -> int:
    """The shortest run that brings more than one new frame."""
    return shooting.able.frames(shooting.able.frame_first + 1)


def filmed(shooting: Shooting, **changes: Any) -> tuple[Done, np.ndarray[Any, Any], list[dict[str, Any]]]:
    """What was made, its frames, and what became of the segments."""
    ended = done(shooting.run(**changes))
    frames = np.stack(list(map(media.frame_of, media.read_pictures(ended.outputs[0].path))))
    inner: Any = ended.outputs[0].facts.get("inner", [])
    return ended, frames, [each for each in inner if each["action"] == "segment"]


@pytest.fixture
def shooting(models: Callable[[str], Path], name: str, tmp_path: Path) -> Shooting:
    return Shooting(models(name), tmp_path, tmp_path / "inner")


@pytest.mark.parametrize("name", GOES_ON)
def test_whoever_takes_a_first_frame_goes_on_from_it(shooting: Shooting, name: str) -> None:
    most = at_once(shooting)
    count = 2 * most  # one frame more than two whole segments make together
    ended, frames, segments = filmed(shooting, frames=count, setting__at_once=str(most))
    assert len(frames) == count == ended.outputs[0].facts["count"]
    told = asked_of(ended)["segments"]
    assert told[:2] == [most, most] and len(told) == 3
    assert len(segments) == 3 and not any(each["reused"] for each in segments)
    again, same, met = filmed(shooting, frames=count, setting__at_once=str(most))
    assert again.outputs[0].content == ended.outputs[0].content
    assert all(each["reused"] for each in met) and (same == frames).all()


@pytest.mark.parametrize("name", ["WanImageToVideoPipeline"])
def test_another_end_leaves_what_comes_before_it(shooting: Shooting, name: str) -> None:
    """Longer, and with another last frame: only what differs is made, and the frames before are the same to the bit."""
    fed, most = (FIRST,), str(at_once(shooting))
    _, frames, segments = filmed(shooting, frames=12, setting__at_once=most, fed=fed)
    _, longer, told = filmed(shooting, frames=20, setting__at_once=most, fed=fed)
    assert (longer[:12] == frames).all()
    assert [each["key"] for each in told[:3]] == [each["key"] for each in segments]
    assert [each["reused"] for each in told] == [True, True, True, False, False]
    _, _, told = filmed(shooting, frames=12, setting__at_once=most, fed=(FIRST, LAST))
    assert [each["reused"] for each in told] == [*([True] * (len(told) - 1)), False]
    _, other, told = filmed(shooting, frames=12, setting__at_once=most, fed=fed, setting__wording="fog")
    assert not any(each["reused"] for each in told) and (other != frames).any()


@pytest.mark.parametrize("name", ["WanImageToVideoPipeline"])
def test_each_begins_with_the_frame_that_the_one_before_ended_with(shooting: Shooting, name: str) -> None:
    """The first segment alone is the shot of its length; the second is what the model makes of its last frame."""
    most = at_once(shooting)
    _, frames, _ = filmed(shooting, frames=most + 1, setting__at_once=str(most), fed=(FIRST,))
    _, alone, none = filmed(shooting, frames=most, fed=(FIRST,))
    assert not none and (frames[:most] == alone).all()
    assert all((one != other).any() for one, other in pairwise(frames[most - 1 :]))


@pytest.mark.parametrize("name", ["WanImageToVideoPipeline"])
def test_every_step_of_all_segments_is_told_and_a_cancel_between_them_keeps_what_is_done(
    shooting: Shooting, name: str
) -> None:
    most = str(at_once(shooting))
    ended = shooting.run(frames=12, setting__at_once=most, cancelled=lambda: len(shooting.steps) > 3)
    assert ended == Cancelled()
    _, frames, segments = filmed(shooting, frames=12, setting__at_once=most)
    assert [each["reused"] for each in segments] == [True, *([False] * (len(segments) - 1))]
    steps = [pair for pair in shooting.steps if pair != (1, 1)]
    assert steps == [(step, 3 * len(segments)) for step in range(4, 3 * len(segments) + 1)]
    clean = Shooting(shooting.model, shooting.folder)
    assert (filmed(clean, frames=12, setting__at_once=most)[1] == frames).all()


_KILLED = """
import os, signal, sys, warnings
from pathlib import Path
warnings.simplefilter("ignore")
import torch
torch.set_num_threads(1)
from tests.generation.backends.diffusers.shooting import Shooting
shooting = Shooting(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[2]) / "inner")
def look():
    if len(shooting.steps) > 6:
        os.kill(os.getpid(), signal.SIGKILL)
    return False
shooting.run(frames=12, setting__at_once=sys.argv[3], cancelled=look)
"""


@pytest.mark.parametrize("name", ["WanImageToVideoPipeline"])
def test_what_is_killed_goes_on_from_the_segments_that_are_finished(shooting: Shooting, name: str) -> None:
    most = str(at_once(shooting))
    command = [sys.executable, "-c", _KILLED, str(shooting.model), str(shooting.folder), most]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert ended.returncode == -signal.SIGKILL, ended
    _, frames, segments = filmed(shooting, frames=12, setting__at_once=most)
    assert [each["reused"] for each in segments] == [True, True, *([False] * (len(segments) - 2))]
    clean = Shooting(shooting.model, shooting.folder)
    assert (filmed(clean, frames=12, setting__at_once=most)[1] == frames).all()


@pytest.mark.parametrize("name", ["WanPipeline", "AnimateDiffPipeline"])
def test_whoever_takes_no_first_frame_is_refused_with_what_can_be_done(shooting: Shooting, name: str) -> None:
    ended = shooting.run(frames=12, setting__at_once="9")
    assert isinstance(ended, Refused)
    assert "is to make at most 9 frames, and the shot has 12: split the shot there" in ended.reason


@pytest.mark.parametrize("name", ["HeliosPipeline"])
def test_fewer_at_once_than_a_model_makes_at_all_are_refused(shooting: Shooting, name: str) -> None:
    ended = shooting.run(frames=70, setting__at_once="9")
    assert isinstance(ended, Refused) and "makes no fewer than 33 frames at once" in ended.reason
