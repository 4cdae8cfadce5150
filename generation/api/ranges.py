"""Byte ranges as RFC 9110 has them, one at a time and capped."""

import re
from dataclasses import dataclass

LONGEST = 2 * 1024 * 1024
"""The most bytes of a partial answer: players ask again, and seeking stays fast."""

_RANGE = re.compile(r"bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes `start` to `stop`, the latter excluded."""

    start: int
    stop: int


class Unsatisfiable(Exception):
    """The range lies outside of the bytes."""


def part(header: str, size: int) -> Part | None:
    """Return what to answer a Range header with; None for the whole: no range, several, or none that can be read."""
    match = _RANGE.fullmatch(header.strip())
    if match is None or match[1] == match[2] == "":
        return None
    if match[1]:
        start, last = int(match[1]), int(match[2]) if match[2] else size - 1
        if match[2] and last < start:
            return None
    else:
        start, last = max(0, size - int(match[2])), size - 1
    stop = min(last + 1, size, start + LONGEST)
    if start >= size or stop <= start:
        raise Unsatisfiable
    return Part(start, stop)
