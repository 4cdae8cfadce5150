"""`make bench`: measures the figures of docs/reference/figures.md on this machine and prints their tables.

A part that runs out of its time says so, and the next begins: on a slow machine fewer figures come, and no failure.
"""

import argparse
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import partial

import httpx
import playwright.sync_api as playwright
from django.db import connection

from tests.benchmarks import (
    bench_animatic,
    bench_breakdown,
    bench_claim,
    bench_evidence,
    bench_history,
    bench_import,
    bench_larger,
    bench_live,
    bench_load,
    bench_log,
    bench_order,
    bench_page,
    bench_plan,
    bench_reading,
    bench_room,
    bench_search,
    bench_simulation,
    running,
)
from tests.benchmarks.measuring import TooLong, at_most, line, unit
from tests.support.waiting import NotInTime

# Plans are measured on rows without a history, which `history` would call drift: it comes first.
ON_A_SYSTEM: Mapping[str, Callable[[running.System], None]] = {
    "import": bench_import.measure,
    "reading": bench_reading.measure,
    "history": bench_history.measure,
    "plan": bench_plan.measure,
    "search": bench_search.measure,
    "order": bench_order.measure,
    "live": bench_live.measure,
    "animatic": bench_animatic.measure,
    "page": bench_page.measure,
    "room": bench_room.measure,
    "load": bench_load.measure,
}
ALONE: Mapping[str, Callable[[], None]] = {
    "breakdown": bench_breakdown.measure,
    "log": bench_log.main,
    "evidence": bench_evidence.measure,
    "claim": bench_claim.main,
    "simulation": bench_simulation.main,
    "larger": bench_larger.measure,
}
NAMES = (*ALONE, *ON_A_SYSTEM)
MOST_SECONDS = {
    "breakdown": 15,
    "log": 120,
    "evidence": 150,
    "import": 45,
    "reading": 35,
    "plan": 400,
    "search": 180,
    "order": 90,
    "history": 70,
    "claim": 90,
    "simulation": round(300 * bench_simulation.LONGER),
    "live": 40,
    "animatic": 40,
    "larger": 150,
    "page": 150,
    "room": 90,
    "load": 270,
}
"""On a quiet machine, and several times what each takes there. Parts do a fixed amount of work: where a unit of it
takes longer than it should, because others use the machine, a part may take as much longer."""
UNIT = 0.004
"""Seconds that a unit of work takes on a quiet machine like the one of docs/reference/figures.md."""
OUT_OF_TIME = (TooLong, NotInTime, TimeoutError, httpx.TimeoutException, playwright.TimeoutError)
"""The limit of a part, and what within it waits no longer."""


class Ending(Enum):
    """How a part ended, as the last lines say it."""

    WHOLE = "measured"
    LATE = "ran out of time"
    BROKEN = "met an error"


def main(arguments: Sequence[str]) -> int:
    """Run the benchmarks named, all unless some are; return 1 when one met an error other than the end of its time."""
    names = _asked(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is stopped
    ended = {name: run(name, act, limit(name)) for name, act in ALONE.items() if name in names}
    if on_a_system := [name for name in names if name in ON_A_SYSTEM]:
        with running.system() as system:
            for name in on_a_system:
                ended[name] = run(name, partial(ON_A_SYSTEM[name], system), limit(name))
    return summed_up(ended)


def limit(name: str) -> int:
    """Return the seconds that a part may take on this machine, as it is just now."""
    unit.cache_clear()
    return round(MOST_SECONDS[name] * max(1.0, unit() / UNIT))


def summed_up(ended: Mapping[str, Ending]) -> int:
    """Say which parts did not come to their end, and return the exit status."""
    for ending in (Ending.LATE, Ending.BROKEN):
        if names := [name for name, how in ended.items() if how is ending]:
            line(f"{ending.value}: {', '.join(names)}")
    return 1 if Ending.BROKEN in ended.values() else 0


def _asked(arguments: Sequence[str]) -> list[str]:
    parser = argparse.ArgumentParser(prog="make bench ARGS=", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=f"one or more of {', '.join(NAMES)}; all unless named")
    asked = parser.parse_args(arguments).names
    if unknown := set(asked) - set(NAMES):
        parser.error(f"there is no benchmark called {', '.join(sorted(unknown))}")
    return [name for name in NAMES if name in asked or not asked]


def run(name: str, act: Callable[[], None], seconds: int) -> Ending:
    """Run a benchmark for so long at most; say how it ended, whatever it met. What follows is run all the same."""
    begin = time.monotonic()
    try:
        with at_most(seconds):
            act()
    except OUT_OF_TIME as late:
        connection.close()  # it may stand in the middle of a query
        line(f"{name}: ran out of time, so that figures are missing. {late}", "")
        return Ending.LATE
    except Exception:
        connection.close()
        line(f"{name}: {traceback.format_exc()}")
        return Ending.BROKEN
    line(f"({name}: {time.monotonic() - begin:.0f} s)")
    line("")
    return Ending.WHOLE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
