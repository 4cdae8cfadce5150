"""Chance that is the same in every process: numbers drawn from the digest of what they are for."""

import hashlib
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")


@lru_cache(maxsize=65536)
def roll(*seed: object) -> float:
    """A number from 0 up to 1 that depends on the seed alone."""
    digest = hashlib.blake2b("\x1f".join(map(str, seed)).encode(), digest_size=6).digest()
    return int.from_bytes(digest, "big") / 2**48


def between(low: float, high: float, *seed: object) -> float:
    return low + (high - low) * roll(*seed)


def pick(options: Sequence[T], *seed: object) -> T:
    return options[int(roll(*seed) * len(options))]


def wander(t: float, *seed: object) -> float:
    """A smooth walk around zero, within -1 and 1, of about one turn a second at `t` in seconds."""
    start = math.floor(t)
    share = t - start
    ease = share * share * (3 - 2 * share)
    here, there = (2 * roll(start + step, *seed) - 1 for step in (0, 1))
    return here + (there - here) * ease
