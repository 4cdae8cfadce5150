"""Jobs: single flight, retries, failures, cancels, lost workers and lost rows, on one connection."""

from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection

from generation import commands as orders
from generation import queries as made
from generation.domain.order import NothingToOrder
from generation.jobs.claiming import Claim, Stand, beat, hand_back, start
from generation.jobs.ending import commit, fail
from generation.jobs.sweeping import reconcile, sweep
from generation.models import ActionRow, AttemptRow, JobRow, TraceRow
from productions import commands
from tests.generation.filming import Film, invented, pretend, pretend_all, small_film, take

pytestmark = pytest.mark.django_db


def claimed() -> Claim:
    claim = take()
    assert claim is not None
    return claim


def states(order: UUID) -> list[str]:
    return [job.state for job in made.jobs(order)]


def at_once() -> None:
    """Let the pauses before retries be over."""
    ActionRow.objects.update(available_at="2000-01-01T00:00:00Z")


def lose_the_lease() -> None:
    """Let every lease have run out long ago."""
    ActionRow.objects.filter(state="running").update(lease_until="2000-01-01T00:00:00Z")


JOBS = ("waiting", "ready", "running", "done", "reused", "failed", "skipped", "cancelled")


def test_an_order_is_done_when_its_jobs_are(film: Film) -> None:
    order = film.order("one")
    assert made.order(order).jobs == {**dict.fromkeys(JOBS, 0), "ready": 1, "waiting": 3}
    pretend_all()
    assert made.order(order).state == "done"
    assert made.order(order).jobs["done"] == 4


def test_the_first_shot_of_the_film_is_finished_before_the_second_begins(film: Film) -> None:
    film.order()
    done = pretend_all()
    assert [shot for _, shot in done] == [film.shots[code] for code in ("one", "two", "three") for _ in range(4)]


def test_two_orders_of_the_same_shot_share_the_work(film: Film) -> None:
    first, second = film.order("one"), film.order("one")
    assert len(pretend_all()) == 4
    assert [made.order(order).state for order in (first, second)] == ["done", "done"]
    assert len(made.takes(film.log, film.shots["one"])) == 1


def test_who_joins_running_work_sees_it_run(film: Film) -> None:
    film.order("one")
    start(claimed())
    assert states(film.order("one"))[0] == "running"


def test_a_held_order_waits_for_its_release(film: Film) -> None:
    order = film.order("one", waits="asked")
    assert (made.order(order).state, take()) == ("held", None)
    orders.release_order(film.by, order)
    assert len(pretend_all()) == 4


def test_an_order_of_nothing_but_approved_takes_is_refused(film: Film) -> None:
    film.order("one")
    pretend_all()
    commands.approve_take(film.by, film.log, made.takes(film.log, film.shots["one"])[0].id)
    with pytest.raises(NothingToOrder):
        film.order("one")


def test_a_failure_that_may_pass_is_tried_three_times(film: Film) -> None:
    order = film.order("one")
    for _ in range(3):
        at_once()
        attempt = claimed()
        start(attempt)
        fail(attempt, "out-of-memory", "too big", retryable=True)
    assert states(order) == ["failed", "skipped", "skipped", "skipped"]
    assert made.order(order).state == "failed"
    assert take() is None


def test_a_refusal_is_not_tried_again(film: Film) -> None:
    order = film.order("one")
    attempt = claimed()
    start(attempt)
    fail(attempt, "refused", "nothing to draw", retryable=False)
    assert made.jobs(order)[0].reason == "nothing to draw"
    assert made.order(order).state == "failed"


def test_a_failed_shot_does_not_hold_up_the_others(film: Film) -> None:
    order = film.order("one", "two")
    attempt = claimed()
    start(attempt)
    fail(attempt, "refused", "no", retryable=False)
    assert len(pretend_all()) == 4
    assert made.order(order).jobs["done"] == 4


def test_a_failed_shot_can_be_ordered_again(film: Film) -> None:
    film.order("one")
    fail(claimed(), "refused", "no", retryable=False)
    again = film.order("one")
    pretend_all()
    assert made.order(again).state == "done"


def test_a_lost_worker_is_replaced(film: Film) -> None:
    order = film.order("one")
    start(claimed())
    lose_the_lease()
    assert sweep(1) == 1
    at_once()
    pretend_all()
    assert made.order(order).state == "done"
    assert AttemptRow.objects.filter(outcome="lost").count() == 1


def test_a_worker_that_kills_every_process_fails_after_three(film: Film) -> None:
    order = film.order("one")
    for _ in range(3):
        at_once()
        start(claimed())
        lose_the_lease()
        sweep(1)
    assert states(order)[0] == "failed"


def test_who_lost_the_lease_must_stop(film: Film) -> None:
    film.order("one")
    old = claimed()
    lose_the_lease()
    sweep(1)
    at_once()
    assert (beat(old, Stand(1, 2), 30), beat(claimed(), Stand(1, 2), 30)) == (False, True)


def test_who_lost_the_lease_cannot_fail_the_work_of_another(film: Film) -> None:
    order = film.order("one")
    old = claimed()
    lose_the_lease()
    sweep(1)
    at_once()
    start(claimed())
    fail(old, "refused", "no", retryable=False)
    assert states(order)[0] == "running"


def test_a_late_result_is_adopted_while_the_work_is_open(film: Film) -> None:
    order = film.order("one")
    old = claimed()
    assignment = start(old)
    lose_the_lease()
    sweep(1)
    assert assignment and commit(old, invented(assignment), Decimal(1))
    assert states(order)[:2] == ["done", "ready"]


def test_a_result_that_comes_second_changes_nothing(film: Film) -> None:
    film.order("one")
    old = claimed()
    assignment = start(old)
    lose_the_lease()
    sweep(1)
    at_once()
    pretend(claimed())
    assert assignment and not commit(old, invented(assignment, "other bytes"), Decimal(1))
    assert TraceRow.objects.count() == 1


def test_handed_back_work_does_not_count_as_an_attempt(film: Film) -> None:
    film.order("one")
    hand_back(claimed())
    assert claimed().attempt == 1


def test_cancelling_an_order_stops_its_worker(film: Film) -> None:
    order = film.order("one")
    running = claimed()
    start(running)
    orders.cancel_order(film.by, order, "wrong shot")
    assert states(order) == ["cancelled"] * 4
    assert not beat(running, Stand(1, 2), 30)


def test_cancelling_one_of_two_orders_stops_nothing(film: Film) -> None:
    first, second = film.order("one"), film.order("one")
    running = claimed()
    start(running)
    orders.cancel_order(film.by, first)
    assert beat(running, Stand(1, 2), 30)
    assert pretend(running)
    pretend_all()
    assert made.order(second).state == "done"


def test_a_cancelled_order_can_be_placed_again(film: Film) -> None:
    orders.cancel_order(film.by, film.order("one"))
    again = film.order("one")
    assert len(pretend_all()) == 4
    assert made.order(again).state == "done"


def test_a_shot_removed_while_it_runs_gets_no_take_but_the_work_is_kept(film: Film) -> None:
    order = film.order("one")
    running = claimed()
    assignment = start(running)
    commands.remove_shot(film.by, film.log, film.shots["one"])
    assert assignment and commit(running, invented(assignment), Decimal(1))
    assert states(order) == ["cancelled"] * 4
    assert TraceRow.objects.count() == 1


def test_a_lost_message_and_a_lost_row_are_put_right(film: Film) -> None:
    order = film.order("one")
    pretend(claimed())
    JobRow.objects.filter(order=order).delete()
    assert reconcile(order) == 4
    assert states(order)[:2] == ["done", "ready"]
    assert len(pretend_all()) == 3
    assert made.order(order).state == "done"


def test_the_sweep_finds_an_order_whose_jobs_are_lost(film: Film) -> None:
    order = film.order("one")
    JobRow.objects.filter(order=order).delete()
    assert sweep(1) > 0
    pretend_all()
    assert made.order(order).state == "done"


def test_productions_take_turns(film: Film) -> None:
    film.order()
    other = small_film()
    other.order("one")
    assert {claimed().production, claimed().production} == {film.log, other.log}


def test_the_same_work_of_two_productions_is_done_once(film: Film) -> None:
    other = small_film()
    film.order("one", stages=["keyframe"])
    order = other.order("one", stages=["keyframe"])
    keys = {row.key for row in ActionRow.objects.all()}
    assert len(keys) == ActionRow.objects.count()
    pretend_all()
    assert made.order(order).state == "done"


def test_take_numbers_are_handed_out_when_ordered_and_leave_gaps(film: Film) -> None:
    orders.cancel_order(film.by, film.order("one"))
    film.order("one")
    pretend_all()
    assert [take.folded.state.number for take in made.takes(film.log, film.shots["one"])] == [2]


def test_the_actor_of_what_a_worker_does_is_the_person_who_ordered(film: Film) -> None:
    film.order("one")
    pretend_all("cpu@night")
    query = "SELECT DISTINCT actor, meta->>'worker' FROM eventlog.event WHERE type IN ('job.done', 'take.made')"
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert cursor.fetchall() == [(film.by.actor, "cpu@night")]
