"""Pairing of two sequences in order: what is equal, what is alike, and what stayed in its place."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

Pair = tuple[int, int]
Likeness = Callable[[int, int], float]

# Beyond this many equal pairs of one value only the n-th is paired with the n-th, which keeps the cost near linear.
_MANY = 4096
# Beyond this many comparisons alike items are looked for only near the same place.
WIDE = 250_000
_NEAR = 16


def common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Pair]:
    """Return the index pairs of a longest common subsequence (Hunt and Szymanski, 1977)."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for index, value in enumerate(new):
        places[value].append(index)
    counts: dict[Hashable, int] = defaultdict(int)
    for value in old:
        counts[value] += 1
    seen: dict[Hashable, int] = defaultdict(int)
    candidates: list[Pair] = []
    for index, value in enumerate(old):
        places_of = places.get(value, [])
        if counts[value] * len(places_of) > _MANY:
            places_of = places_of[seen[value] : seen[value] + 1]
            seen[value] += 1
        candidates += ((index, place) for place in reversed(places_of))
    return increasing(candidates)


def increasing(pairs: Sequence[Pair]) -> list[Pair]:
    """Return a longest choice of pairs, sorted by their first part, whose second part rises strictly."""
    tails: list[int] = []
    links: list[int | None] = []
    ends: list[int] = []
    for index, (_, value) in enumerate(pairs):
        length = bisect_left(tails, value)
        links.append(ends[length - 1] if length else None)
        tails[length : length + 1] = [value]
        ends[length : length + 1] = [index]
    chosen: list[Pair] = []
    at = ends[-1] if ends else None
    while at is not None:
        chosen.append(pairs[at])
        at = links[at]
    return chosen[::-1]


def alike(old: int, new: int, likeness: Likeness) -> list[Pair]:
    """Return pairs in order with the greatest sum of likeness; pairs of likeness 0 are never made."""
    if old * new > WIDE:
        return _alike_nearby(old, new, likeness)
    best = [[0.0] * (new + 1) for _ in range(old + 1)]
    scores = [[likeness(one, other) for other in range(new)] for one in range(old)]
    for one in range(old - 1, -1, -1):
        for other in range(new - 1, -1, -1):
            score = scores[one][other]
            paired = score + best[one + 1][other + 1] if score else 0.0
            best[one][other] = max(paired, best[one + 1][other], best[one][other + 1])
    return _walk(best, scores)


def _walk(best: list[list[float]], scores: list[list[float]]) -> list[Pair]:
    pairs: list[Pair] = []
    one = other = 0
    while one < len(scores) and other < len(scores[one]):
        score = scores[one][other]
        if score and best[one][other] == score + best[one + 1][other + 1]:
            pairs.append((one, other))
            one, other = one + 1, other + 1
        elif best[one][other] == best[one + 1][other]:
            one += 1
        else:
            other += 1
    return pairs


def _alike_nearby(old: int, new: int, likeness: Likeness) -> list[Pair]:
    pairs: list[Pair] = []
    start = 0
    for other in range(new):
        centre = max(start, min(other * old // new, old - 1) - _NEAR)
        window = range(centre, min(old, centre + 2 * _NEAR))
        score, one = max(((likeness(one, other), -one) for one in window), default=(0.0, 0))
        if score:
            pairs.append((-one, other))
            start = 1 - one
    return pairs
