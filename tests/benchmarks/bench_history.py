"""The past: the state of a 1,000-shot production at a position, and how fast rows are compared with their history."""

from uuid import UUID

from django.db import connection

from events import rebuild, store
from productions import commands, queries
from tests.benchmarks import running
from tests.benchmarks.measuring import heading, line, sample, show
from tests.benchmarks.running import System

SHOTS, EDITS = 1000, 500
TIMES = 4
AIM = "< 150 ms"


def edit(system: System, log: UUID, edits: int) -> None:
    """Give some shots another description each."""
    shots = queries.ordered_shots(queries.moment(log))
    for nth in range(edits):
        commands.change_shot(system.by, log, shots[nth * 7 % len(shots)], {"description": f"Nobody moves, {nth}."})
    running.settle()


def measure(system: System) -> None:
    """Print the table."""
    log = system.film(SHOTS)
    edit(system, log, EDITS)
    head = store.head(log)
    heading(f"state of a production: {SHOTS:,} shots, {head:,} events")
    show("at the head", sample(TIMES, lambda: queries.moment_at(log, head)), AIM)
    show("in the middle", sample(TIMES, lambda: queries.moment_at(log, head // 2)), AIM)
    show("at the head, over HTTP", sample(TIMES, lambda: system.ask("GET", f"productions/{log}/state/?at={head}")), AIM)
    show("now, from the live rows", sample(TIMES, lambda: queries.moment(log)))
    rebuilding()


def rebuilding() -> None:
    """Print how many events a second are folded and compared with the live rows."""
    events = _count()
    samples = sample(2, check, warm=0)
    rates = (f"{events / seconds:,.0f}/s" for seconds in (samples.median, samples.least))
    line(f"rebuild --check of {events:,} events (rate)", *rates, "", "2", "20,000/s")


def check() -> None:
    assert not rebuild.rebuild(check=True), "rows are what their history says"


def _count() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM eventlog.event")
        return int(cursor.fetchone()[0])


def main() -> None:
    """Measure on a system of its own."""
    with running.system() as system:
        measure(system)


if __name__ == "__main__":
    main()
