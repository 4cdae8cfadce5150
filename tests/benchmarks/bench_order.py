"""Ordering a whole film, who waits meanwhile, and the board that follows it."""

import gc
import threading
import time
from uuid import UUID

from django.db import connection

from generation import commands as orders
from productions import commands, queries
from productions.commands import Target
from tests.benchmarks import running
from tests.benchmarks.measuring import Samples, heading, line, sample, show, spoken, timed
from tests.benchmarks.running import System

SHOTS = 2000
TIMES = 3


def ordered(system: System, log: UUID, shots: list[UUID], style: str) -> tuple[float, float]:
    """Order a film of which nothing is made; return the seconds, and the processor's seconds in this process."""
    commands.set_parameter(system.by, log, Target("production", log), "style", style)
    gc.collect()
    used, begin = time.process_time(), time.perf_counter()
    placed = orders.place_order(system.by, log, shots)
    took = time.perf_counter() - begin, time.process_time() - used
    orders.cancel_order(system.by, placed.value)
    return took


def waiting(system: System, log: UUID, shots: list[UUID]) -> Samples:
    """Lock and unlock the style of one shot, over and over, while the film is ordered; return how long each took."""
    waited: list[float] = []
    done = threading.Event()

    def write() -> None:
        target = Target("shot", shots[len(shots) // 2])
        while not done.is_set():
            waited.append(timed(lambda: commands.lock_parameter(system.by, log, target, "style", "measured"))[0])
            waited.append(timed(lambda: commands.unlock_parameter(system.by, log, target, "style"))[0])
        connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        ordered(system, log, shots, "ink while others write")
    finally:
        done.set()
        writer.join()
    return Samples(waited)


def measure(system: System) -> None:
    """Print the table."""
    log = system.another_film(SHOTS)
    shots = queries.ordered_shots(queries.moment(log))
    running.settle()
    heading(f"order: {SHOTS:,} shots of which nothing is made")
    took = [ordered(system, log, shots, f"ink {time_}") for time_ in range(TIMES)]
    show("placing the order", Samples([wall for wall, _ in took]), "< 2 s")
    show("its processor time in this process", Samples([used for _, used in took]))
    locked = waiting(system, log, shots)
    line("a lock on one shot meanwhile, longest", spoken(max(locked.seconds)))
    placed = orders.place_order(system.by, log, shots)
    board = f"productions/{log}/stages/"
    show("the board, all of it", sample(TIMES, lambda: system.ask("GET", board)), "< 150 ms")
    for named, headers in (("as it is", {"Accept-Encoding": "identity"}), ("compressed", {"Accept-Encoding": "gzip"})):
        reply = system.http.get(board, headers=headers)
        line(f"... {named}", f"{int(reply.headers['Content-Length']) / 1000:,.0f} kB")
    since = system.ask("GET", board)["since"]
    show("... what changed since", sample(TIMES, lambda: system.ask("GET", f"{board}?since={since}")), "< 150 ms")
    orders.cancel_order(system.by, placed.value)


def main() -> None:
    """Measure on a system of its own."""
    with running.system() as system:
        measure(system)


if __name__ == "__main__":
    main()
