"""Workers that are stopped and go on, lose the database, have another clock, know less, or run what kills them."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from events.decider import BEGAN
from generation import queries
from generation.jobs.sweeping import sweep
from generation.models import ActionRow, AttemptRow, CostRow, WorkerRow
from generation.planning import planner
from productions import commands
from tests.faults.fragile import Fault
from tests.faults.test_dying_workers import ELSEWHERE, QUICK, made_once
from tests.faults.test_workers import finished, in_the_middle_of, long_order
from tests.faults.workers import WorkerProcess, working
from tests.generation.filming import STAGES, Film, small_film
from tests.support.databases import Server
from tests.support.own_server import Place, own_place
from tests.support.waiting import eventually

pytestmark = pytest.mark.faults
SOME = 1500
"""Frames: of work that is still going on when its worker is stopped."""
LEASE = 30.0
AWAY = 5
"""Looks at a database that is away."""


def test_a_worker_that_stood_still_beyond_its_lease_writes_nothing_over_what_others_made(
    live_film: Film, live_database: str, store: Path
) -> None:
    order = long_order(live_film, SOME)
    with working(live_database, store, Fault(intervals=ELSEWHERE, host="elsewhere")) as still:
        in_the_middle_of("motion")
        os.kill(still.pid, signal.SIGSTOP)
        with working(live_database, store, Fault(intervals=ELSEWHERE)):
            finished(order)
        os.kill(still.pid, signal.SIGCONT)
        seen = WorkerRow.objects.get(process__contains=f"/{still.pid}/").seen_at
        eventually(lambda: WorkerRow.objects.get(process__contains=f"/{still.pid}/").seen_at > seen, 30)
        other = live_film.order("two", stages=["prompt"])
        finished(other)
    assert CostRow.objects.filter(shot=live_film.shots["one"]).count() == len(STAGES)
    motions = AttemptRow.objects.filter(action__kind__startswith="motion", action__jobs__order=order)
    assert sorted(motions.values_list("outcome", flat=True)) in (["done", "late"], ["done", "lost"])


@pytest.fixture
def place(
    database_server: Server, home_database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[Place]:
    with django_db_blocker.unblock(), own_place(database_server, home_database) as own:
        yield own


def test_a_database_that_was_away_beyond_all_leases_costs_nobody_a_lease(place: Place, store: Path) -> None:
    film = small_film()
    url = place.server.app("main")
    order = long_order(film, SOME)
    intervals = {**QUICK, "lease": LEASE}
    with working(url, store, Fault(intervals=intervals, host="elsewhere")) as busy:
        in_the_middle_of("motion")
        os.kill(busy.pid, signal.SIGSTOP)  # so that it is the last to come back
        with working(url, store, Fault(intervals=intervals)) as idle:
            idle.looks_for_work()
            connection.close()
            with place.away():
                eventually(lambda: away(idle) > AWAY, 60)
            assert ActionRow.objects.filter(state="running").update(lease_until="2000-01-01T00:00:00Z") == 1
            assert sweep(LEASE) == 0
            seen = WorkerRow.objects.get(process__contains=f"/{idle.pid}/").seen_at
            eventually(lambda: WorkerRow.objects.get(process__contains=f"/{idle.pid}/").seen_at > seen, 30)
            os.kill(busy.pid, signal.SIGCONT)
            finished(order)
    assert sorted(AttemptRow.objects.values_list("outcome", flat=True)) == ["done"] * len(STAGES)
    made_once(film)


def away(worker: WorkerProcess) -> int:
    """How often a worker said that it waits for the database."""
    return worker.said().count("the database is away")


@pytest.mark.parametrize("ahead", [-3600, pytest.param(3600, marks=pytest.mark.long)], ids=["behind", "ahead"])
def test_a_machine_whose_clock_is_an_hour_off_changes_nothing(
    live_film: Film, live_database: str, store: Path, ahead: int
) -> None:
    film, shot = live_film, live_film.shots["one"]
    with working(live_database, store, Fault(intervals=QUICK, ahead=ahead, host="elsewhere")):
        finished(film.order("one"))
        first = queries.takes(film.log, shot)[0]
        selected = commands.select_take(film.by, film.log, shot, first.id)
        commands.change_shot(film.by, film.log, shot, {"camera": "push-in"})
        finished(film.order("one"))
        chosen = queries.takes(film.log, shot)[0]
        after = commands.change_shot(film.by, film.log, shot, {"camera": "static"})
    made = chosen.folded.causes[BEGAN]
    assert (chosen.folded.state.number, chosen.in_use) == (2, True)
    assert selected.events[0].event_id < made < after.events[0].event_id
    assert {line.shot for line in planner.plan(film.log, [shot]).plan.lines} == set()
    assert set(AttemptRow.objects.values_list("outcome", flat=True)) == {"done"}


@pytest.mark.long
def test_an_old_worker_leaves_alone_what_it_does_not_know(live_film: Film, live_database: str, store: Path) -> None:
    old = Fault(intervals=QUICK, kinds=("prompt", "finish"))
    with working(live_database, store, old) as first, working(live_database, store, Fault(intervals=QUICK)):
        finished(live_film.order())
        name = WorkerRow.objects.get(process__contains=f"/{first.pid}/").name
    kinds = AttemptRow.objects.filter(worker=name).values_list("action__kind", flat=True)
    assert {kind.partition("/")[0] for kind in kinds} <= {"prompt", "finish"}
    assert AttemptRow.objects.exclude(outcome="done").count() == 0


@pytest.mark.long
def test_work_that_kills_its_process_is_tried_three_times_and_the_worker_goes_on(
    live_film: Film, live_database: str, store: Path
) -> None:
    order, other = live_film.order("one"), live_film.order("two", stages=["keyframe"])
    with working(live_database, store, Fault(intervals=QUICK, child="tests.faults.crashing_child")):
        eventually(lambda: queries.order(order).state == "failed", 120)
        finished(other)
    tries = AttemptRow.objects.filter(action__kind__startswith="motion")
    assert [(each.outcome, each.detail) for each in tries] == [
        ("failed", f"child-died: the process that ran it ended (exit status {-signal.SIGSEGV})")
    ] * 3
    assert not ActionRow.objects.filter(state__in=("ready", "running")).exists()
