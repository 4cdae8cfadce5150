"""Killed workers: all ordered work completes, each artifact once, one trace for each key."""

import os
import signal
from pathlib import Path
from uuid import UUID

import pytest

from generation import commands as orders
from generation import queries
from generation.models import ActionRow, AttemptRow, TraceRow
from productions import commands
from tests.faults.workers import working
from tests.generation.filming import Film
from tests.support.processes import alive
from tests.support.waiting import eventually

pytestmark = pytest.mark.faults
BUSY = 6000  # frames of 128x72: long enough to be killed in the middle


def test_a_worker_makes_what_was_ordered_without_a_broker(live_film: Film, live_database: str, store: Path) -> None:
    order = live_film.order()
    with working(live_database, store):
        finished(order)
    whole(12)


def test_a_killed_child_costs_an_attempt_and_nothing_else(live_film: Film, live_database: str, store: Path) -> None:
    order = long_order(live_film)
    with working(live_database, store) as worker:
        in_the_middle_of("motion")
        os.kill(worker.child(), signal.SIGKILL)
        finished(order)
    whole(4)
    assert sorted(AttemptRow.objects.values_list("outcome", flat=True)) == ["done"] * 4 + ["failed"]


def test_a_killed_worker_leaves_its_work_to_the_next(live_film: Film, live_database: str, store: Path) -> None:
    order = long_order(live_film)
    with working(live_database, store) as worker:
        in_the_middle_of("motion")
        child = worker.child()
        worker.kill()
        eventually(lambda: not alive(child))
    with working(live_database, store):
        finished(order)
    whole(4)
    assert sorted(AttemptRow.objects.values_list("outcome", flat=True)) == ["done"] * 4 + ["lost"]


def test_a_stopped_worker_hands_its_work_back(live_film: Film, live_database: str, store: Path) -> None:
    order = long_order(live_film)
    with working(live_database, store) as worker:
        in_the_middle_of("motion")
        child = worker.child()
        assert worker.kill(signal.SIGTERM) == 0
    assert not alive(child)
    assert list(ActionRow.objects.filter(state__in=("ready", "running")).values_list("state", "attempts")) == [
        ("ready", 0)
    ]
    assert queries.order(order).state == "running"


def test_a_cancelled_order_stops_its_worker(live_film: Film, live_database: str, store: Path) -> None:
    order = long_order(live_film)
    with working(live_database, store):
        in_the_middle_of("motion")
        orders.cancel_order(live_film.by, order)
        other = live_film.order("two")
        finished(other)
    assert queries.order(order).jobs["cancelled"] == 2
    whole(2 + 4)


def long_order(film: Film, frames: int = BUSY) -> UUID:
    """Order a shot of which motion takes a while."""
    commands.change_shot(film.by, film.log, film.shots["one"], {"frames": frames})
    return film.order("one")


def in_the_middle_of(stage: str) -> None:
    """Wait until a stage runs and has told a step."""
    eventually(lambda: ActionRow.objects.filter(state="running", kind__startswith=stage, step__gt=0).exists(), 60)


def finished(order: UUID) -> None:
    eventually(lambda: queries.order(order).state != "running", 120)
    assert queries.order(order).state == "done", queries.jobs(order)


def whole(traces: int) -> None:
    """One trace for each key, and no open lease."""
    assert TraceRow.objects.count() == traces == TraceRow.objects.values("key").distinct().count()
    assert not ActionRow.objects.filter(state__in=("ready", "running")).exists()
    assert not AttemptRow.objects.filter(outcome="").exists()
