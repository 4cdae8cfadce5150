"""Samples, their tables, and the time that a part may take."""

import gc
import signal
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
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


def heading(title: str) -> None:
    """Print the head of a table of samples."""
    line(title, "median", "least", "p95", "times", "aim")


def show(what: str, samples: Samples, aim: str = "") -> None:
    """Print samples as a line of a table."""
    figures = (samples.median, samples.least, samples.percentile(0.95))
    line(what, *map(spoken, figures), str(len(samples.seconds)), aim)


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
