"""Timecode against the rule as it is known, and against that of OpenTimelineIO."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opentimelineio.opentime import RationalTime, to_timecode

from generation.cut import timecode
from tests.generation.cut.making import EVERY_RATE

NTSC = Fraction(30000, 1001)
MINUTE, TEN_MINUTES = 1798, 17982
"""Frames of a minute that drops two names, and of ten minutes of which nine do."""


@pytest.mark.parametrize(
    ("frames", "said"),
    [
        (0, "00:00:00;00"),
        (1799, "00:00:59;29"),
        (1800, "00:01:00;02"),
        (1800 + MINUTE - 1, "00:01:59;29"),
        (1800 + MINUTE, "00:02:00;02"),
        (TEN_MINUTES - 1, "00:09:59;29"),
        (TEN_MINUTES, "00:10:00;00"),
        (TEN_MINUTES + 1799, "00:10:59;29"),
        (TEN_MINUTES + 1800, "00:11:00;02"),
        (6 * TEN_MINUTES, "01:00:00;00"),
        (24 * 6 * TEN_MINUTES - 1, "23:59:59;29"),
        (24 * 6 * TEN_MINUTES, "00:00:00;00"),
    ],
)
def test_drop_frame_leaves_out_two_names_a_minute_but_each_tenth(frames: int, said: str) -> None:
    assert timecode.written(frames, NTSC, drop_frame=True) == said


def test_every_name_of_a_day_in_drop_frame_is_another_and_none_is_dropped() -> None:
    """Counted by the rule itself: all names, without the first two of each minute that is no tenth."""
    names = (
        f"{hour:02d}:{minute:02d}:{second:02d};{frame:02d}"
        for hour in range(2)
        for minute in range(60)
        for second in range(60)
        for frame in range(30)
        if second or frame > 1 or minute % 10 == 0
    )
    for at, name in enumerate(names):
        assert timecode.written(at, NTSC, drop_frame=True) == name
        assert timecode.read(name, NTSC, drop_frame=True) == at


@pytest.mark.parametrize("rate", EVERY_RATE)
@given(share=st.floats(0, 1, exclude_max=True))
def test_a_frame_comes_back_from_its_timecode_at_every_rate(rate: Fraction, share: float) -> None:
    for drops in {False, rate in timecode.DROPPING}:
        frames = int(share * timecode.day(rate, drop_frame=drops))
        said = timecode.written(frames, rate, drop_frame=drops)
        assert timecode.read(said, rate, drop_frame=drops) == frames
        if frames < int(24 * 60 * 60 * rate):  # the other one begins anew after a day of the clock
            assert said == to_timecode(RationalTime(frames, float(rate)), float(rate), drops)


def test_drop_frame_keeps_up_with_the_clock() -> None:
    hour = timecode.read("01:00:00;00", NTSC, drop_frame=True)
    assert abs(hour / NTSC - 3600) < Fraction(1, 100)


@pytest.mark.parametrize(
    "said", ["00:01:00;00", "00:01:00;01", "23:59:59;30", "24:00:00;00", "00:60:00;00", "1:0:0;0", ""]
)
def test_what_names_no_frame_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match=r"timecode|there is no|dropped"):
        timecode.read(said, NTSC, drop_frame=True)


def test_a_first_name_that_is_dropped_means_the_next() -> None:
    assert timecode.begun("01:01:00:00", NTSC, drop_frame=True) == timecode.read("01:01:00:02", NTSC, drop_frame=True)
    assert timecode.begun("01:10:00:00", NTSC, drop_frame=True) == timecode.read("01:10:00:00", NTSC, drop_frame=True)
    assert timecode.begun("01:01:00:00", NTSC) == timecode.read("01:01:00:00", NTSC)
