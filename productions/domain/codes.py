"""Codes that people say: SC010 for a scene, SC010_0040 for a shot; never reused, never renumbered."""

import re
from collections.abc import Collection

STEP = 10


def next_code(prefix: str, digits: int, used: Collection[int], after: int | None, before: int | None) -> str:
    """Return a free code: the next multiple of ten at the end, the middle of the gap for an insert.

    A gap without room takes the next free number behind all others. `used` holds every number ever given.
    """
    low = after or 0
    if before is None or before <= low:
        return _format(prefix, digits, _after_all(used))
    middle = (low + before) // 2
    free = [number for number in range(low + 1, before) if number not in used]
    if not free:
        return _format(prefix, digits, _after_all(used))
    return _format(prefix, digits, min(free, key=lambda number: (abs(number - middle), number)))


def number_of(code: str) -> int:
    """Return the number that a code ends in; 0 for a code without one."""
    match = re.search(r"([0-9]+)$", code)
    return int(match[1]) if match else 0


def _after_all(used: Collection[int]) -> int:
    return (max(used, default=0) // STEP + 1) * STEP


def _format(prefix: str, digits: int, number: int) -> str:
    return f"{prefix}{number:0{digits}d}"
