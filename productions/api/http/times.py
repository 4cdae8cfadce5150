"""Times as they come in: in UTC, and as precise as they are written."""

import re
from datetime import UTC, datetime, timedelta

from productions.api.http.errors import Invalid

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.([0-9]{1,9}))?)?([Zz]|[+-]00:00)")
_TICK = timedelta(microseconds=1)


def span(text: str, field: str) -> tuple[datetime, datetime]:
    """Return the first and the last microsecond that a time means; Invalid for what is no RFC 3339 time in UTC.

    People see times without their fractions, and browsers have milliseconds: 12:00:05 means all of that second, 12:00
    all of that minute, 12:00:05.123456 itself.
    """
    match = _TIME.fullmatch(text)
    try:
        first = datetime.fromisoformat(text.upper()).astimezone(UTC) if match else None
    except ValueError:
        first = None
    if match is None or first is None:
        raise Invalid(f"{field} must be a time in UTC, such as 2026-01-31T12:00:00Z.", field=field)
    seconds, fraction = match[1], match[3] or ""
    whole = timedelta(seconds=1) / 10 ** min(len(fraction), 6) if seconds else timedelta(minutes=1)
    return first, first + (whole - _TICK)
