"""A shot is fitted to what a model makes, exactly and in words."""

from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generation.backends.diffusers.capability import Capability, examine
from generation.backends.fitting import Fit, clip, still
from generation.ports.work import Refusing
from tests.generation.backends.diffusers.folders import model


@pytest.fixture(scope="module")
def wan(tmp_path_factory: pytest.TempPathFactory) -> Capability:
    return examine(model(tmp_path_factory.mktemp("models") / "wan"))


def fit(able: Capability, count: int, *, paced: bool = False, ends: bool = False) -> Fit:
    return clip(able, (1280, 720), None, count, Fraction(24), paced=paced, ends=ends)


def test_what_fits_is_left_alone(wan: Capability) -> None:
    made = fit(wan, 81)
    assert (made.size, made.count, made.shown, made.notes) == ((1280, 720), 81, tuple(range(81)), ())


def test_frames_that_are_over_are_cut_off(wan: Capability) -> None:
    made = fit(wan, 82)
    assert (made.count, made.shown) == (85, tuple(range(82)))
    assert made.notes == ("the model makes 85 frames, of which 82 are used",)


def test_where_both_ends_are_given_both_are_kept(wan: Capability) -> None:
    made = fit(wan, 82, ends=True)
    assert (made.shown[0], made.shown[-1], len(made.shown)) == (0, 84, 82)
    assert list(made.shown) == sorted(set(made.shown))


def test_at_the_pace_of_the_model_frames_are_held(wan: Capability) -> None:
    made = fit(wan, 48, paced=True)
    assert made.count == 33
    assert made.shown[:6] == (0, 0, 1, 2, 2, 3)
    assert made.notes == ("the model makes 33 frames at 16 a second, which are held to fill 48 at 24",)


def test_a_size_of_work_is_scaled(wan: Capability) -> None:
    made = still(wan, (1280, 720), (830, 480))
    assert (made.size, made.count, made.shown, made.scaled) == ((832, 480), 1, (0,), True)
    assert made.notes == ("the model makes 832x480, which becomes 1280x720",)
    assert not still(wan, (1280, 722), None).scaled


def test_a_shot_that_is_too_long_is_refused_with_what_can_be_done(wan: Capability) -> None:
    with pytest.raises(Refusing, match="at most 29 frames, and the shot has 40: split the shot there"):
        fit(replace(wan, longest=32), 40)


def test_a_shot_of_too_many_segments_is_refused(wan: Capability) -> None:
    able = replace(wan, frame_step=1, conditions=("first_frame",))
    asked = partial(clip, able, (1280, 720), None, rate=Fraction(24), paced=False, ends=False, at_once=2)
    assert len(asked(count=201).segments) == 200
    with pytest.raises(Refusing, match="in 201 segments, and 200 are the most"):
        asked(count=202)


@given(count=st.integers(2, 300), most=st.integers(5, 40), step=st.integers(1, 4), ends=st.booleans())
def test_segments_share_one_frame_each_and_cover_the_shot(
    wan: Capability, count: int, most: int, step: int, ends: bool
) -> None:
    able = replace(wan, frame_step=step, conditions=("first_frame",))
    made = clip(able, (1280, 720), None, count, Fraction(24), paced=False, ends=ends, at_once=most)
    assert all((each - 1) % step == 0 and 2 <= each <= most for each in made.segments)
    assert made.count == 1 + sum(each - 1 for each in made.runs) >= count
    assert len(made.shown) == count and made.shown[0] == 0 and max(made.shown) < made.count
    assert bool(made.segments) == (able.frames(count) > most)
    longer = clip(able, (1280, 720), None, count + 50, Fraction(24), paced=False, ends=ends, at_once=most)
    assert longer.segments[: len(made.segments[:-1])] == made.segments[:-1]
    assert [piece.count for piece in made.pieces()] == list(made.segments)


@given(count=st.integers(1, 500), step=st.integers(1, 9), paced=st.booleans(), ends=st.booleans())
def test_every_frame_of_a_shot_is_one_that_is_made(
    wan: Capability, count: int, step: int, paced: bool, ends: bool
) -> None:
    made = fit(replace(wan, frame_step=step), count, paced=paced, ends=ends)
    assert len(made.shown) == count
    assert made.shown[0] == 0 and max(made.shown) < made.count
    assert list(made.shown) == sorted(made.shown)
    assert (made.count - 1) % step == 0


def test_the_pieces_of_a_path_are_of_no_matter(tmp_path: Path) -> None:
    assert examine(model(tmp_path / "a b" / "ü")).frame_step == 4
