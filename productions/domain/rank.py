"""Rank strings: an order that takes an insert between any two without touching the others."""

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
BASE = len(DIGITS)


def between(before: str | None, after: str | None) -> str:
    """Return a rank that sorts after `before` and in front of `after`; None is the open end.

    The midpoint of two fractions in base 36, as short as it can be; no rank ends in "0", so there is
    always room in front of it.
    """
    low, high = before or "", after or ""
    if high and low >= high:
        raise ValueError(f"{low!r} does not sort in front of {high!r}")
    made = ""
    for place in range(len(low) + len(high) + 2):
        lower = DIGITS.index(low[place]) if place < len(low) else 0
        upper = DIGITS.index(high[place]) if high and place < len(high) else BASE
        if upper - lower > 1:
            return made + DIGITS[(lower + upper) // 2]
        made += DIGITS[lower]
        if upper > lower:
            high = ""
    raise AssertionError("unreachable: two distinct ranks have a midpoint within their joint length")


def spread(count: int, before: str | None = None, after: str | None = None) -> list[str]:
    """Return `count` ranks in order between two ends, evenly, so that none grows long."""
    if count <= 0:
        return []
    middle = between(before, after)
    left = count // 2
    return [*spread(left, before, middle), middle, *spread(count - left - 1, middle, after)]
