"""Samples, their tables, and the time that a part may take.

Beside each figure stands its ratio to a fixed piece of work, timed on the same machine moments before: what a slower
or busier machine does to both falls out of it.
"""

import gc
import hashlib
import json
import operator
import re
import signal
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import FrameType
from typing import TypeVar

T = TypeVar("T")


class TooLong(Exception):
    """A part took longer than it may."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Repeated measurements of one thing in seconds."""

    seconds: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def least(self) -> float:
        return min(self.seconds)

    def percentile(self, share: float) -> float:
        """Return the smallest sample that at least this share of all samples does not exceed."""
        ordered = sorted(self.seconds)
        return ordered[max(0, -(-round(len(ordered) * share * 1000) // 1000) - 1)]


def sample(times: int, act: Callable[[], object], *, warm: int = 1) -> Samples:
    """Measure an action several times, after some times that do not count."""
    for _ in range(warm):
        act()
    return Samples([timed(act)[0] for _ in range(times)])


def timed(act: Callable[[], T]) -> tuple[float, T]:
    """Return how many seconds an action took, and what it returned; garbage of before does not count."""
    gc.collect()
    begin = time.perf_counter()
    value = act()
    return time.perf_counter() - begin, value


@cache
def unit() -> float:
    """Return the seconds that a fixed piece of work takes here: a small document written, hashed and read 500 times."""
    document = {"id": "018f0000-0000-7000-8000-000000000001", "words": ["a", "rope", "tightens"] * 10, "frames": 96}

    def work() -> None:
        for _ in range(500):
            text = json.dumps(document, sort_keys=True)
            hashlib.sha256(text.encode()).digest()
            json.loads(text)

    return min(timed(work)[0] for _ in range(5))


def units(seconds: float) -> str:
    """Return a duration in units of work."""
    return f"{seconds / unit():.3g} u"


def per_unit(rate: float) -> str:
    """Return how much of what is counted by the second fits into a unit of work."""
    return f"{rate * unit():.3g}/u"


def remeasure() -> None:
    """Time the unit of work anew, for figures that follow."""
    unit.cache_clear()
    line(f"(one unit of work, u: {spoken(unit())})")


def heading(title: str) -> None:
    """Print the head of a table of samples."""
    remeasure()
    line(title, "median", "least", "p95", "times", "in units", "aim")


def show(what: str, samples: Samples, aim: str = "") -> None:
    """Print samples as a line of a table; an aim is of their median, or of what it names."""
    figures = (samples.median, samples.least, samples.percentile(0.95))
    meant = samples.percentile(0.95) if aim.startswith("p95") else samples.median
    line(what, *map(spoken, figures), str(len(samples.seconds)), units(samples.median), judged(aim, meant))


def once(what: str, seconds: float, aim: str = "") -> None:
    """Print what was measured a single time as a line of the same table."""
    line(what, spoken(seconds), "", "", "1", units(seconds), judged(aim, seconds))


_AIM = re.compile(r"(?:p95 )?(?P<sign>[<>]=?) (?P<number>[\d.]+)(?: (?P<unit>ms|s))?")
_MEETS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def judged(aim: str, figure: float) -> str:
    """Return an aim, such as "< 5 ms" or ">= 0.95", with a mark of whether a figure, in seconds or plain, meets it."""
    if not aim:
        return ""
    said = _AIM.fullmatch(aim)
    assert said, f"nobody can tell whether {aim!r} is met"
    number = float(said["number"]) * (0.001 if said["unit"] == "ms" else 1)
    return f"{aim} {'✓' if _MEETS[said['sign']](figure, number) else '✗'}"


def line(what: str, *figures: str) -> None:
    print(f"{what:<52}" + "".join(f"{figure:>14}" for figure in figures), flush=True)  # noqa: T201  it is its output


def spoken(seconds: float) -> str:
    """Return a duration for people, in seconds or milliseconds."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Raise TooLong in the main thread when the block takes longer, also where it hides why it stopped."""
    late = TooLong(f"It took longer than {seconds} s.")
    told: list[TooLong] = []

    def stop(number: int, frame: FrameType | None) -> None:
        told.append(late)
        raise late

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    except Exception as error:
        raise told[0] if told else error from None
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
