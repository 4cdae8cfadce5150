"""A real worker with something wrong: it dies by kill -9 at a point of its work, its clock is off, or it is of another
time. `python -m tests.faults.fragile`, with what is wrong in FRAGILE as JSON.

Everything else is `manage.py work`: the points are functions of the worker that are called as ever, before or after
the process ends.
"""

import datetime
import importlib
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping
from itertools import count
from typing import Any, Literal

import django
import msgspec
from django.core.management import execute_from_command_line

VARIABLE = "FRAGILE"

POINTS: Mapping[str, tuple[Literal["before", "after"], str, str]] = {
    "before a claim": ("before", "generation.workers.shepherd", "claim"),
    "after a claim": ("after", "generation.workers.shepherd", "claim"),
    "before it is begun": ("before", "generation.workers.task", "start"),
    "after it is begun": ("after", "generation.workers.task", "start"),
    "in the middle": ("before", "generation.live.progress", "Relay.tell"),
    "before the files are kept": ("before", "generation.artifacts.artifact_store", "keep"),
    "after a file was kept": ("after", "generation.artifacts.artifact_store", "keep"),
    "before the commit": ("before", "generation.workers.task", "commit"),
    "in the commit, before its events": ("before", "generation.jobs.ending", "_end_jobs"),
    "in the commit, after all is written": ("after", "generation.jobs.ending", "_move_on"),
    "after the commit": ("after", "generation.workers.task", "commit"),
}
"""Where a worker may die: before or after a function of a module, or of a class in it."""


class Fault(msgspec.Struct, forbid_unknown_fields=True):
    """What is wrong. It dies the `time`-th time that it comes to the point `dies`, its clock is `ahead` by seconds.

    `intervals` are seconds as `Intervals` has them; `kinds` begin the names of those that it knows, all unless given.
    As one of another `host` it is not known to be dead before its lease ran out. `child` is the module that its child
    runs.
    """

    dies: str = ""
    time: int = 1
    ahead: float = 0.0
    intervals: dict[str, float] = {}
    kinds: tuple[str, ...] = ()
    host: str = ""
    child: str = ""


def main() -> None:
    """Become that worker."""
    fault = msgspec.json.decode(os.environ[VARIABLE], type=Fault)
    django.setup()
    _break(fault)
    if fault.ahead:
        _set_the_clock(fault.ahead)
    execute_from_command_line(["manage.py", "work"])


def _set_the_clock(ahead: float) -> None:
    """Of what tells time in our code: of uuid6, and of each module that asks `datetime`."""
    now, now_ns, real = time.time, time.time_ns, datetime.datetime

    class Skewed(real):  # type: ignore[misc,valid-type]  # the class of the library by another name
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
            return real.fromtimestamp(now() + ahead, tz)

    time.time = lambda: now() + ahead
    time.time_ns = lambda: now_ns() + int(ahead * 1e9)
    for name, module in list(sys.modules.items()):
        if name.startswith(("events.", "productions.", "generation.")) and getattr(module, "datetime", None) is real:
            module.datetime = Skewed  # type: ignore[attr-defined]


def _break(fault: Fault) -> None:
    from generation.stages import registry  # noqa: PLC0415  Django is set up only now
    from generation.workers import processes, shepherd, worker  # noqa: PLC0415
    from generation.workers.child import Child  # noqa: PLC0415
    from generation.workers.intervals import Intervals  # noqa: PLC0415
    from generation.workers.shepherd import Shepherd  # noqa: PLC0415

    if fault.host:
        processes.HOST = fault.host
    if fault.child:
        Child.program = fault.child
    if fault.kinds:
        known = [kind for kind in registry.offered() if kind.startswith(fault.kinds)]
        setattr(shepherd, "offered", lambda: known)  # noqa: B010  a name that it imported
    if fault.dies:
        _die_at(*POINTS[fault.dies], fault.time)
    intervals = Intervals(**fault.intervals)
    setattr(worker, "Shepherd", lambda name, device: Shepherd(name, intervals, device))  # noqa: B010  as above


def _die_at(when: Literal["before", "after"], module: str, name: str, time_: int) -> None:
    owner: Any = importlib.import_module(module)
    *path, last = name.split(".")
    for each in path:
        owner = getattr(owner, each)
    act: Callable[..., Any] = getattr(owner, last)
    times = count(1)

    def dying(*args: Any, **named: Any) -> Any:
        """What comes to nothing, as a claim where no work is, is no time."""
        if when == "before":
            _die_the(next(times), time_)
            return act(*args, **named)
        outcome = act(*args, **named)
        if outcome is not None or name == "_move_on":
            _die_the(next(times), time_)
        return outcome

    setattr(owner, last, dying)


def _die_the(now: int, time_: int) -> None:
    if now == time_:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
