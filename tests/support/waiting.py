"""Waiting on facts instead of on the clock."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class NotInTime(AssertionError):
    """What was waited for did not come."""


def eventually(predicate: Callable[[], T | None], timeout: float = 10.0) -> T:
    """Return the first truthy answer of `predicate`; NotInTime when none comes within `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while not (answer := predicate()):
        if time.monotonic() > deadline:
            raise NotInTime(f"not within {timeout:g} s: {getattr(predicate, '__name__', predicate)} = {answer!r}")
        time.sleep(0.005)
    return answer
