"""What a written time means: all that looks the same when it is written as precisely."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from productions.api.http.times import span

TIMES = st.datetimes(timezones=st.just(UTC))


@given(TIMES, st.integers(0, 6))
def test_a_time_lies_in_its_span_however_much_of_it_is_written(time: datetime, digits: int) -> None:
    fraction = f".{time.microsecond:06}"[: digits + 1] if digits else ""
    first, last = span(f"{time:%Y-%m-%dT%H:%M:%S}{fraction}Z".rjust(20 + len(fraction), "0"))
    assert first <= time <= last
    assert last - first == timedelta(seconds=1) / 10**digits - timedelta(microseconds=1)


def test_minutes_are_enough_and_the_last_of_all_times_is_one() -> None:
    assert span("9999-12-31T23:59Z")[1] == datetime.max.replace(tzinfo=UTC)
    assert span("2026-01-31T12:00:05.123456Z") == 2 * (datetime(2026, 1, 31, 12, 0, 5, 123456, UTC),)
    assert span("2026-01-31T12:00:05-00:00")[0] == datetime(2026, 1, 31, 12, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "now", "2026-01-31", "2026-01-31T12Z", "20260131T120000Z", "2026-W05-6T12:00Z", "2026-01-31T12:00:60Z",
             "2026-01-31T12:00:00+01:00", "２026-01-31T12:00:00Z", "2026-01-31T12:00:00Z\n", "0000-01-31T12:00:00Z",
             "2026-01-31t12:00:00z", "2026-01-31T12:00:00.1234567Z"],
)  # fmt: skip
def test_what_is_no_time_in_utc_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        span(text)
