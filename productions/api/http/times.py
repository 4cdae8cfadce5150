"""Times as they come in: in UTC, and as precise as they are written."""

import re
from datetime import UTC, datetime, timedelta

TIME = r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-]00:00)"
"""An expression that Python and JavaScript read alike. What it lets by may still be no day of the calendar."""
_TICK = timedelta(microseconds=1)


def span(text: str) -> tuple[datetime, datetime]:
    """Return the first and the last microsecond that a time means; ValueError for what is no RFC 3339 time in UTC.

    People see times without their fractions, and browsers have milliseconds: 12:00:05 means all of that second, 12:00
    all of that minute, 12:00:05.123456 itself.
    """
    match = re.fullmatch(TIME, text)
    if match is None:
        raise ValueError
    seconds, fraction = match[1], (match[2] or ".")[1:]
    first = datetime.fromisoformat(text).astimezone(UTC)
    whole = timedelta(seconds=1) / 10 ** len(fraction) if seconds else timedelta(minutes=1)
    return first, first + (whole - _TICK)
