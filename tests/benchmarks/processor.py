"""What work costs the processor: time that says the same on a busy machine as on a quiet one."""

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from django.db import connection

from tests.benchmarks.measuring import once

T = TypeVar("T")


def used() -> float:
    """Return the seconds of the processor that this process used so far, with the one that serves its connection.

    The server's share comes in hundredths, and only where /proc tells it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    stat = Path(f"/proc/{server}/stat")
    ticks = sum(map(int, stat.read_text().rpartition(")")[2].split()[11:13])) if stat.is_file() else 0
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def show_once(what: str, act: Callable[[], T], aim: str = "") -> T:
    """Do something once, print what it took by the clock and of the processor, and return what it returned."""
    gc.collect()
    before, begin = used(), time.perf_counter()
    value = act()
    seconds = time.perf_counter() - begin
    once(what, seconds, aim)
    once("... of the processor, here and in Postgres", used() - before)
    return value
