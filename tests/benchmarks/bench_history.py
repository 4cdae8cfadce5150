"""The past: the state of a 1,000-shot production at a position, going back to it, and rows against their history."""

from uuid import UUID

from django.db import connection

from events import rebuild, store
from events.execution import Batch, execute
from productions import commands, queries
from productions.domain.shot import ChangeShot, shot
from tests.benchmarks import running
from tests.benchmarks.measuring import heading, line, per_unit, sample, show
from tests.benchmarks.running import System

SHOTS, EDITS, ROUNDS = 1000, 500, 5
TIMES = 4
AIM = "< 150 ms"


def edit(system: System, log: UUID, edits: int) -> None:
    """Give some shots another description each."""
    shots = queries.ordered_shots(queries.moment(log))
    for nth in range(edits):
        commands.change_shot(system.by, log, shots[nth * 7 % len(shots)], {"description": f"Nobody moves, {nth}."})
    running.settle()


def edit_all(system: System, log: UUID, rounds: int) -> None:
    """Give every shot another description, round by round: a long history."""
    shots = queries.ordered_shots(queries.moment(log))
    for nth in range(rounds):

        def work(batch: Batch, nth: int = nth) -> None:
            batch.preload(shot, shots)
            for each in shots:
                batch.decide(shot, each, ChangeShot("description", f"Nobody moves at all, {nth}."))

        execute(system.by, log, work)
    running.settle()


def measure(system: System) -> None:
    """Print the tables."""
    log = system.film(SHOTS)
    edit(system, log, EDITS)
    past(system, log)
    edit_all(system, log, ROUNDS)
    past(system, log)
    rebuilding()


def past(system: System, log: UUID) -> None:
    """Print how long states of the past take, and what going back to one would change."""
    head = store.head(log)
    address, one = f"productions/{log}", queries.ordered_shots(queries.moment(log))[SHOTS // 2]
    back = {"at": head - EDITS // 2, "scope": {"shot": str(one)}, "dry_run": True}
    heading(f"state of a production: {SHOTS:,} shots, {head:,} events")
    show("at the head", sample(TIMES, lambda: queries.moment_at(log, head)), AIM)
    show("in the middle", sample(TIMES, lambda: queries.moment_at(log, head // 2)), AIM)
    show("at the head, over HTTP", sample(TIMES, lambda: system.ask("GET", f"{address}/state/?at={head}")), AIM)
    show("one shot, over HTTP", sample(TIMES, lambda: system.ask("GET", f"{address}/state/?at={head}&shot={one}")), AIM)
    show("now, from the live rows", sample(TIMES, lambda: queries.moment(log)))
    show("dry run of one shot's restore, over HTTP", sample(2, lambda: system.ask("POST", f"{address}/restore/", back)))


def rebuilding() -> None:
    """Print how many events a second are folded and compared with the live rows."""
    events = _count()
    samples = sample(2, check, warm=0)
    rates = [events / seconds for seconds in (samples.median, samples.least)]
    spoken = (f"{rate:,.0f}/s" for rate in rates)
    line(f"rebuild --check of {events:,} events (rate)", *spoken, "", "2", per_unit(rates[0]), "20,000/s")


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
