"""What people call frames: from the first number and the first timecode of their production on."""

import pytest

from productions.domain.numbering import Numbering, numbering
from productions.domain.settings import Settings


def test_frames_count_from_zero_where_nothing_is_said() -> None:
    assert numbering(Settings()) == Numbering(0, "")
    assert (Numbering().frame(12), Numbering().timecode(25, "24")) == (12, "00:00:01:01")


def test_a_production_says_its_first_number_and_timecode() -> None:
    called = numbering(Settings({"first_frame": "1001", "first_timecode": "01:00:00:00"}))
    assert (called.frame(0), called.timecode(0, "24")) == (1001, "01:00:00:00")


@pytest.mark.parametrize(
    ("rate", "frame", "timecode"),
    [
        *(("24", 24, "01:00:01:00"), ("24000/1001", 24, "01:00:01:00"), ("25", 24, "01:00:00:24")),
        *(("30000/1001", 1800, "01:01:00:00"), ("30", 1800, "01:01:00:00"), ("50", 49, "01:00:00:49")),
        *(("60", 23 * 3600 * 60, "00:00:00:00"), ("60", 23 * 3600 * 60 - 1, "23:59:59:59")),
    ],
)
def test_timecode_goes_on_from_the_first_one_and_ends_with_the_day(rate: str, frame: int, timecode: str) -> None:
    assert Numbering(0, "01:00:00:00").timecode(frame, rate) == timecode
