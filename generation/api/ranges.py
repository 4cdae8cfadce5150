"""Byte ranges, one at a time and capped: werkzeug reads the header, what to send of so many bytes is said here.

Its own answer for a length takes a suffix longer than the bytes for none, which RFC 9110 takes for all of them.
"""

from dataclasses import dataclass

from werkzeug.http import parse_range_header

LONGEST = 2 * 1024 * 1024
"""The most bytes of a partial answer: players ask again, and seeking stays fast."""


@dataclass(frozen=True, slots=True)
class ByteRange:
    """Bytes `start` to `stop`, the latter excluded."""

    start: int
    stop: int


class Unsatisfiable(Exception):
    """The range lies outside of the bytes."""


def part(header: str, size: int) -> ByteRange | None:
    """Return what to answer a Range header with; None for the whole: no range, several, or none that can be read."""
    asked = parse_range_header(header)
    if asked is None or asked.units != "bytes" or len(asked.ranges) != 1:
        return None
    ((first, end),) = asked.ranges
    start = first if first >= 0 else max(0, size + first)
    stop = min(size if end is None else end, size, start + LONGEST)
    if stop <= start:
        raise Unsatisfiable
    return ByteRange(start, stop)
