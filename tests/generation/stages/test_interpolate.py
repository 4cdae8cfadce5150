"""The interpolate stage: a film that was made at fewer frames than it has gets those between, and no other changes."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from generation.ports import inbetweens, media
from generation.ports.work import Cancelled, Done, Outcome, Refused, Work
from generation.stages.interpolate import Interpolate

if TYPE_CHECKING:
    from generation.ports.clip import Frame

FILM, COUNT = Fraction(24), 23
WIDTH, HEIGHT, BALL = 128, 72, 16


def ball(at: float) -> "Frame":
    """A red square on stripes, three pixels further with each frame that is made."""
    frame = np.full((HEIGHT, WIDTH, 3), 60, np.uint8)
    frame[:, np.arange(WIDTH) // 16 % 2 == 0] = 30
    left = round(4 + 3 * at)
    frame[24:40, left : left + BALL] = (220, 40, 40)
    return frame


def left(frame: "Frame") -> int:
    """Where the square begins."""
    return int(np.flatnonzero((frame[32, :, 0] > 150) & (frame[32, :, 1] < 100))[0])


def film(made_at: Fraction, rate: Fraction = FILM) -> list["Frame"]:
    """A film whose frames are held as models hold theirs."""
    return [ball(floor(number * made_at / rate)) for number in range(COUNT)]


def written(folder: Path, frames: Sequence["Frame"], rate: Fraction = FILM) -> Path:
    path = folder / "motion.mkv"
    height, width, _ = frames[0].shape
    with media.Master(path, (width, height), rate) as file:
        for frame in frames:
            file.add(frame)
    return path


def run(
    folder: Path, frames: Sequence["Frame"], rate: Fraction = FILM, *, stop: bool = False, **settings: str
) -> Outcome:
    set_ = {f"setting:{name}": value for name, value in settings.items()}
    recipe = {"inputs": {"parameter:frame_rate": str(rate), **set_}}
    upstream = {"motion": {"frames": written(folder, frames, rate)}}
    return Interpolate().run(Work(recipe, upstream, folder, lambda _step, _steps: None, lambda: stop))  # type: ignore[arg-type]  # as JSON has it


def made(ended: Outcome) -> list["Frame"]:
    assert isinstance(ended, Done), ended
    assert dict(ended.outputs[0].facts)["count"] == COUNT
    return [media.frame_of(each) for each in media.read_pictures(ended.outputs[0].path)]


def same(one: "Frame", other: "Frame") -> bool:
    return one.tobytes() == other.tobytes()


@pytest.mark.parametrize(
    ("made_at", "rate"),
    [("12", "24"), ("16", "24"), ("25/2", "25"), ("16", "30"), ("8", "60"), ("12", "24000/1001"), ("24", "60000/1001")],
)
def test_what_moves_goes_on_between_the_frames_that_were_made(tmp_path: Path, made_at: str, rate: str) -> None:
    slow, fast = Fraction(made_at), Fraction(rate)
    before = film(slow, fast)
    frames = made(run(tmp_path, before, fast))
    last = floor((COUNT - 1) * slow / fast)
    for number, frame in enumerate(frames):
        at = number * slow / fast
        if at.denominator == 1 or at >= last:
            assert same(frame, before[number]), number
        else:
            assert abs(left(frame) - (4 + 3 * float(at))) < 2.5, number
    assert len({frame.tobytes() for frame in frames}) > len({frame.tobytes() for frame in before})


def test_the_same_film_is_filled_in_to_the_same_bits(tmp_path: Path) -> None:
    before = film(Fraction(16))
    assert all(map(same, made(run(tmp_path, before)), made(run(tmp_path, before))))


def test_blending_shows_both_frames_at_once(tmp_path: Path) -> None:
    frames = made(run(tmp_path, film(Fraction(12)), between="blend"))
    edge = 4 + 1  # the second frame has left this column, the first has not
    assert frames[0][32, edge, 0] == 220
    assert 60 < frames[1][32, edge, 0] < 220


@pytest.mark.parametrize(("between", "made_at"), [("hold", "0"), ("move", "24"), ("blend", "60")])
def test_a_film_in_which_nothing_is_filled_stays_as_it_is(tmp_path: Path, between: str, made_at: str) -> None:
    before = film(Fraction(12))
    assert all(map(same, made(run(tmp_path, before, between=between, made_at=made_at)), before))


def test_a_film_that_was_made_at_its_own_rate_stays_as_it_is_and_says_so(tmp_path: Path) -> None:
    before = film(FILM)
    ended = run(tmp_path, before)
    assert all(map(same, made(ended), before))
    assert isinstance(ended, Done)
    assert ended.facts["snapped"] == ["each of its 24 frames a second was made: none is filled in"]


def test_what_is_filled_in_is_called_what_it_is(tmp_path: Path) -> None:
    ended = run(tmp_path, film(Fraction(25, 2), Fraction(25)), Fraction(25))
    assert isinstance(ended, Done)
    assert ended.facts["snapped"] == [
        "12.5 frames a second were made of 25: the others are moved between them block by block, by estimating the "
        "motion"
    ]


def test_a_rate_that_is_said_is_believed(tmp_path: Path) -> None:
    """On a film of which nothing is held, every second frame is then made anew."""
    before = film(FILM)
    frames = made(run(tmp_path, before, made_at="12"))
    assert all(same(frames[number], before[number]) for number in range(0, COUNT, 2))
    assert not same(frames[1], before[1])


@pytest.mark.parametrize(
    ("same", "rate", "found"),
    [
        ([False, True] * 6, 24, Fraction(12)),
        ([False, True, False] * 4, 24, Fraction(16)),
        ([False, True, False, True, False] * 3, 25, Fraction(15)),
        ([False] * 12, 24, None),
        ([False] + [True] * 11, 24, None),
        ([False], 24, None),
        ([False, True, True, True, True, False, False, False, False, False, False, False], 24, None),
        ([False, True, True, True, False, True, False, True, False, True, False, True], 24, Fraction(12)),
    ],
    ids=["twos", "sixteen", "fifteen", "own", "still", "one frame", "rests, then moves", "rests, then on twos"],
)
def test_the_rate_is_found_by_which_frames_are_held(same: list[bool], rate: int, found: Fraction | None) -> None:
    assert inbetweens.made_at(same, Fraction(rate)) == found


def test_what_moves_a_tenth_of_the_width_is_found(tmp_path: Path) -> None:
    """In a picture of 640 pixels that is twice as far as the filter looks unless it is told."""
    speck = np.random.default_rng(5).integers(120, 255, (12, 10, 3), np.uint8).repeat(8, axis=0).repeat(8, axis=1)
    frames = []
    for number in range(5):
        frame = np.random.default_rng(3).integers(20, 90, (23, 40, 3), np.uint8).repeat(16, axis=0).repeat(16, axis=1)
        far = 40 + 60 * (number // 2)
        frame[120:216, far : far + 80] = speck
        frames.append(frame)
    path = written(tmp_path, frames)
    filled = list(
        inbetweens.filled(lambda: map(media.frame_of, media.read_pictures(path)), 5, Fraction(12), FILM, "move")
    )
    inside = filled[1][140:196, 90:130].astype(int) - speck[20:76, 20:60]
    assert np.abs(inside).mean() < 20


@pytest.mark.parametrize("size", [(16, 16), (48, 32), (100, 58)], ids=str)
def test_small_pictures_are_filled_in_too(tmp_path: Path, size: tuple[int, int]) -> None:
    width, height = size
    before = [np.full((height, width, 3), 10 * (number // 2), np.uint8) for number in range(COUNT)]
    frames = made(run(tmp_path, before))
    assert all(frame.shape == (height, width, 3) for frame in frames)
    assert 0 < frames[1].mean() < 10


def test_one_frame_is_a_film(tmp_path: Path) -> None:
    ended = run(tmp_path, [ball(0)], made_at="12")
    assert isinstance(ended, Done)
    assert [media.frame_of(each).tobytes() for each in media.read_pictures(ended.outputs[0].path)] == [
        ball(0).tobytes()
    ]


def test_it_stops_when_it_is_cancelled_and_refuses_what_is_no_film(tmp_path: Path) -> None:
    assert run(tmp_path, film(Fraction(12)), stop=True) == Cancelled()
    path = tmp_path / "motion.mkv"
    path.write_bytes(b"no film")
    work = Work({"inputs": {}}, {"motion": {"frames": path}}, tmp_path, lambda _step, _steps: None, lambda: False)
    assert isinstance(Interpolate().run(work), Refused)
