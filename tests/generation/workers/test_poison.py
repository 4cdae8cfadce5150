"""Poison: work whose ending meets an error ends for its reason, and the worker takes the next job."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, connection, connections, transaction

from generation import queries as made
from generation.jobs.outages import is_outage, may_pass
from generation.jobs.sweeping import sweep
from generation.models import ActionRow, AttemptRow
from generation.workers.intervals import Intervals
from generation.workers.shepherd import Shepherd
from productions import commands
from tests.generation.filming import Film, small_film, take
from tests.generation.workers.odd_child import INEXACT, UNCOMMITTABLE, UNSPEAKABLE, UNTELLABLE, OddChild
from tests.support.databases import Server
from tests.support.waiting import eventually


@pytest.fixture
def live_film(live_database: str) -> Film:
    """The small film, committed, so that a worker in a thread of its own sees it."""
    return small_film()


@pytest.fixture
def worker(live_film: Film) -> Iterator[Shepherd]:
    """A worker in a thread, with the odd child."""
    shepherd = Shepherd("odd", Intervals(look=0.05, beat=0.05, sweep=0.05, drain=1))
    shepherd.child = OddChild()
    thread = Thread(target=shepherd.run)
    thread.start()
    yield shepherd
    shepherd.stop()
    thread.join(30)
    assert not thread.is_alive()


@pytest.fixture
def refusing(live_film: Film, database_server: Server) -> Callable[[str, str], Any]:
    """Let a table refuse rows that meet a condition while a block runs: a fault that the application cannot mend."""
    name = str(connections["default"].settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")

    @contextmanager
    def refuse(table: str, condition: str) -> Iterator[None]:
        with psycopg.connect(database_server.admin(name), autocommit=True) as owner:
            owner.execute(
                "CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'a fault'; END $$; GRANT EXECUTE ON FUNCTION public.refuse() TO PUBLIC"
            )
            owner.execute(
                f"CREATE TRIGGER refuse BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({condition})"
                " EXECUTE FUNCTION public.refuse()"
            )
            yield
            owner.execute("DROP FUNCTION public.refuse() CASCADE")

    return refuse


def described(film: Film, code: str, description: str) -> None:
    commands.change_shot(film.by, film.log, film.shots[code], {"description": description})


def state(order: UUID) -> str:
    return made.order(order).state


def first(order: UUID) -> made.JobShown:
    return made.jobs(order)[0]


def test_what_cannot_be_committed_fails_for_its_reason_and_the_worker_takes_the_next_job(
    live_film: Film, worker: Shepherd
) -> None:
    described(live_film, "one", UNCOMMITTABLE)
    poison, next_ = live_film.order("one"), live_film.order("two", stages=["prompt"])
    eventually(lambda: state(next_) == "done", 60)
    assert (state(poison), first(poison).state) == ("failed", "failed")
    assert "DataError: value too long" in first(poison).reason
    assert [each.detail.partition(":")[0] for each in AttemptRow.objects.filter(outcome="failed")] == ["commit-error"]
    assert not ActionRow.objects.filter(state__in=("ready", "running")).exists()


@pytest.mark.parametrize(
    ("description", "says"),
    [
        (UNSPEAKABLE, "a \ufffd in it"),
        (UNTELLABLE, "What it said cannot be told: UnicodeEncodeError"),
        (INEXACT, "What it made cannot be recorded: A float cannot be stored"),
    ],
)
def test_what_no_message_or_event_holds_is_told_in_other_words(
    live_film: Film, worker: Shepherd, description: str, says: str
) -> None:
    described(live_film, "one", description)
    order = live_film.order("one")
    eventually(lambda: state(order) == "failed", 60)
    assert says in first(order).reason
    assert AttemptRow.objects.count() == 1


def test_where_not_even_the_failure_can_be_written_the_lease_ends_and_the_worker_goes_on(
    live_film: Film, worker: Shepherd, refusing: Callable[[str, str], Any]
) -> None:
    described(live_film, "one", UNCOMMITTABLE)
    with refusing("generation_job", "NEW.state = 'failed'"):
        poison, next_ = live_film.order("one"), live_film.order("two", stages=["prompt"])
        eventually(lambda: state(next_) == "done", 60)
        action = eventually(lambda: ActionRow.objects.filter(state="ready", attempts=3).first())
        assert (action.lease_until, first(poison).state) == (None, "ready")

    def failed_without_pauses() -> bool:
        ActionRow.objects.update(available_at="2000-01-01T00:00:00Z")
        return state(poison) == "failed"

    eventually(failed_without_pauses, 60)
    assert "DataError: value too long" in first(poison).reason
    kinds = AttemptRow.objects.filter(action=action).values_list("detail", flat=True)
    assert {detail.partition(":")[0] for detail in kinds} == {"commit-error"}


def test_a_lost_attempt_that_cannot_be_ended_holds_up_no_sweep(
    live_film: Film, refusing: Callable[[str, str], Any]
) -> None:
    live_film.order("one", "two")
    for _ in range(2):
        assert take()
    ActionRow.objects.update(lease_until="2000-01-01T00:00:00Z", attempts=3)
    stuck = ActionRow.objects.order_by("key").first()
    assert stuck
    with refusing("generation_action", f"NEW.id = {stuck.id} AND NEW.state = 'failed'"):
        assert sweep(1) == 2
    assert set(ActionRow.objects.values_list("state", "lease_until")) == {("ready", None), ("failed", None)}


def test_an_error_in_the_midst_of_the_work_ends_the_attempt(
    live_film: Film, worker: Shepherd, refusing: Callable[[str, str], Any]
) -> None:
    """The lease of long work cannot be renewed: its child is stopped, and the next job begins."""
    commands.change_shot(live_film.by, live_film.log, live_film.shots["one"], {"frames": 6000})
    with refusing("generation_action", "OLD.state = 'running' AND NEW.state = 'running' AND NEW.steps = 6000"):
        order = live_film.order("one")
        eventually(lambda: state(order) == "failed", 60)
    reasons = [job.reason for job in made.jobs(order) if job.state == "failed"]
    assert len(reasons) == 1 and "a fault" in reasons[0]


def test_a_database_that_is_away_at_the_end_costs_no_attempt(
    live_film: Film, live_database: str, worker: Shepherd
) -> None:
    """The commit waits for a lock when its connection is ended."""
    commands.change_shot(live_film.by, live_film.log, live_film.shots["one"], {"frames": 1500})
    order = live_film.order("one")
    eventually(lambda: ActionRow.objects.filter(kind__startswith="motion", step__gt=0).exists(), 60)
    with psycopg.connect(live_database) as rival:
        rival.execute("SELECT FROM generation_order WHERE id = %s FOR UPDATE", [order])
        eventually(end_a_waiting_connection, 60)
    eventually(lambda: state(order) == "done", 60)
    assert list(AttemptRow.objects.values_list("outcome", flat=True)) == ["done"] * 4


def end_a_waiting_connection() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return cursor.fetchone() is not None


def raised(statement: str) -> Exception:
    with pytest.raises(Exception) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return caught.value


def test_a_connection_that_is_gone_is_an_outage(live_database: str) -> None:
    ended = raised("SELECT pg_terminate_backend(pg_backend_pid())")
    assert isinstance(ended, OperationalError) and is_outage(ended)
    connection.ensure_connection()
    assert connection.connection
    connection.connection.close()
    closed = raised("SELECT 1")
    assert isinstance(closed, InterfaceError | OperationalError) and is_outage(closed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "passes"),
    [
        ("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)", True),
        ("SELECT 1 / 0", False),
        ("SELECT * FROM nothing", False),
    ],
)
def test_what_the_database_says_of_the_work_is_no_outage(statement: str, passes: bool) -> None:
    error = raised(statement)
    assert (is_outage(error), may_pass(error)) == (False, passes)
