"""`make bench`: measures the figures of docs/reference/figures.md on this machine and prints their tables."""

import argparse
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from django.db import connection

from tests.benchmarks import (
    bench_animatic,
    bench_evidence,
    bench_history,
    bench_import,
    bench_live,
    bench_log,
    bench_page,
    bench_plan,
    bench_reading,
    running,
)
from tests.benchmarks.measuring import TooLong, at_most, line

# Plans are measured on rows without a history, which `history` would call drift: it comes first.
ON_A_SYSTEM: Mapping[str, Callable[[running.System], None]] = {
    "import": bench_import.measure,
    "reading": bench_reading.measure,
    "history": bench_history.measure,
    "plan": bench_plan.measure,
    "live": bench_live.measure,
    "animatic": bench_animatic.measure,
    "page": bench_page.measure,
}
ALONE: Mapping[str, Callable[[], None]] = {"log": bench_log.main, "evidence": bench_evidence.measure}
NAMES = (*ALONE, *ON_A_SYSTEM)
MOST_SECONDS = {
    "log": 120,
    "evidence": 150,
    "import": 45,
    "reading": 35,
    "plan": 85,
    "history": 70,
    "live": 40,
    "animatic": 40,
    "page": 150,
}
"""Together thirteen minutes at most."""


def main(arguments: Sequence[str]) -> int:
    """Run the benchmarks named, all unless some are; return 1 when one took too long."""
    names = _asked(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    in_time = all([_bounded(name, act) for name, act in ALONE.items() if name in names])  # noqa: C419  each is run
    if on_a_system := [name for name in names if name in ON_A_SYSTEM]:
        with running.system() as system:
            done = [_bounded(name, partial(ON_A_SYSTEM[name], system)) for name in on_a_system]
        in_time = in_time and all(done)
    return 0 if in_time else 1


def _asked(arguments: Sequence[str]) -> list[str]:
    parser = argparse.ArgumentParser(prog="make bench ARGS=", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"one or more of {', '.join(NAMES)}; all unless named")
    asked = parser.parse_args(arguments).names
    if unknown := set(asked) - set(NAMES):
        parser.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    return [name for name in NAMES if name in asked or not asked]


def _bounded(name: str, act: Callable[[], None]) -> bool:
    """Run a benchmark; say so and return False when it takes longer than it may."""
    begin = time.monotonic()
    try:
        with at_most(MOST_SECONDS[name]):
            act()
    except TooLong as late:
        connection.close()  # it may stand in the middle of a query
        line(f"{name}: {late}")
        return False
    line(f"({name}: {time.monotonic() - begin:.0f} s)")
    line("")
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
