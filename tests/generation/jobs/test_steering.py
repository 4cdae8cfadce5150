"""Steering: pauses, priorities, drained workers, and work that several productions wait for."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest

from generation import commands as orders
from generation import queries as made
from generation.domain.order import OrderEnded
from generation.jobs.claiming import Stand, beat, claim, start
from generation.jobs.ending import commit, fail
from generation.models import ActionRow, CostRow, JobRow, OrderRow
from generation.projections import orders as order_rows
from generation.stages.templates import templates
from generation.workers import presence
from productions import commands
from productions.commands import Target
from productions.domain.graph import Graph, GraphNode
from productions.refusals import NotFound
from tests.generation.filming import OFFER, Film, invented, pretend, pretend_all, small_film, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(film: Film) -> Film:
    """A second production."""
    return small_film()


def both(film: Film, twin: Film) -> tuple[UUID, UUID]:
    """Order one shot in each production whose first work is the same."""
    first, second = film.order("one", stages=["prompt"]), twin.order("one", stages=["prompt"])
    shared, left = [ActionRow.objects.get(jobs__order=order) for order in (first, second)]
    JobRow.objects.filter(order=second).update(action=shared, key=shared.key)
    left.delete()
    return first, second


def shares_of(*placed: UUID) -> list[Decimal]:
    """The seconds that were booked to orders, a share to each."""
    return list(CostRow.objects.filter(order__in=placed).values_list("seconds", flat=True))


def test_nothing_of_a_paused_production_is_begun_and_what_runs_is_finished(film: Film) -> None:
    film.order()
    running = take()
    assert running
    orders.pause_queue(film.by, film.log, "the grade is wrong")
    assert take() is None
    assert pretend(running)
    assert take() is None
    orders.resume_queue(film.by, film.log)
    assert len(pretend_all()) == 11


def test_a_pause_of_one_production_holds_up_no_other(film: Film, twin: Film) -> None:
    film.order()
    twin.order("one")
    orders.pause_queue(film.by, film.log)
    assert {shot for _, shot in pretend_all()} == {twin.shots["one"]}


@pytest.mark.parametrize("pausing", ["first", "second"])
def test_what_others_wait_for_too_is_done_though_one_is_paused(film: Film, twin: Film, pausing: str) -> None:
    both(film, twin)
    paused = film if pausing == "first" else twin
    orders.pause_queue(paused.by, paused.log)
    running = take()
    assert running and running.production == (twin if pausing == "first" else film).log


def test_who_joins_the_work_of_a_paused_production_does_not_wait_for_it(film: Film, twin: Film) -> None:
    orders.pause_queue(film.by, film.log)
    film.order("one", stages=["prompt"])
    action = ActionRow.objects.get()
    order = twin.order("one", stages=["prompt"])
    mine = JobRow.objects.get(order=order)
    ActionRow.objects.exclude(id=action.id).delete()
    ActionRow.objects.filter(id=action.id).update(key=mine.key)
    orders.cancel_order(twin.by, order)
    joined = twin.order("one", stages=["prompt"])
    assert ActionRow.objects.get(jobs__order=joined).production == twin.log
    assert take()


def test_work_of_two_productions_is_paid_by_both(film: Film, twin: Film) -> None:
    first, second = both(film, twin)
    running = take()
    assignment = start(running) if running else None
    assert running and assignment and commit(running, invented(assignment), Decimal(3))
    assert sorted(shares_of(first, second)) == [Decimal("1.5"), Decimal("1.5")]


def test_who_leaves_pays_nothing_and_the_other_goes_on(film: Film, twin: Film) -> None:
    first, second = both(film, twin)
    running = take()
    assignment = start(running) if running else None
    assert running and assignment
    orders.cancel_order(film.by, first)
    assert beat(running, Stand(1, 2), 30)
    assert ActionRow.objects.get().production == twin.log
    assert commit(running, invented(assignment), Decimal(3))
    assert shares_of(first, second) == [Decimal(3)]


def test_the_last_who_leaves_stops_the_work(film: Film, twin: Film) -> None:
    placed = both(film, twin)
    running = take()
    assert running and start(running)
    for each, order in zip((film, twin), placed, strict=True):
        assert beat(running, Stand(1, 2), 30)
        orders.cancel_order(each.by, order)
    assert not beat(running, Stand(1, 2), 30)


def test_a_failure_of_shared_work_fails_for_all_who_wait(film: Film, twin: Film) -> None:
    placed = both(film, twin)
    running = take()
    assert running and start(running)
    fail(running, "refused", "nothing to draw", retryable=False)
    assert [made.order(order).state for order in placed] == ["failed", "failed"]


def test_an_urgent_order_goes_first(film: Film) -> None:
    film.order("one")
    urgent = film.order("three")
    orders.prioritise_order(film.by, urgent, "high")
    assert [shot for _, shot in pretend_all()] == [film.shots["three"]] * 4 + [film.shots["one"]] * 4


def test_an_order_of_low_priority_goes_last(film: Film) -> None:
    orders.prioritise_order(film.by, film.order("one"), "low")
    film.order("three")
    assert [shot for _, shot in pretend_all()] == [film.shots["three"]] * 4 + [film.shots["one"]] * 4


def test_work_is_as_urgent_as_the_most_urgent_who_waits_for_it(film: Film) -> None:
    film.order("one")
    film.order("two")
    again = film.order("two")
    orders.prioritise_order(film.by, again, "high")
    assert pretend_all()[0][1] == film.shots["two"]


def test_it_is_as_urgent_as_those_who_are_left(film: Film) -> None:
    film.order("one")
    film.order("two")
    again = film.order("two")
    orders.prioritise_order(film.by, again, "high")
    orders.cancel_order(film.by, again)
    assert pretend_all()[0][1] == film.shots["one"]


def test_the_priority_of_an_order_is_kept_and_that_of_an_ended_one_is_not_changed(film: Film) -> None:
    order = film.order("one")
    orders.prioritise_order(film.by, order, "high")
    row = OrderRow.objects.get(id=order)
    assert order_rows.read(row.version, row.state, row.causes).state.priority == "high"
    pretend_all()
    with pytest.raises(OrderEnded):
        orders.prioritise_order(film.by, order, "low")


def test_a_drained_worker_takes_nothing_until_it_is_let(film: Film) -> None:
    film.order("one")
    presence.seen("one", 1, None, OFFER)
    orders.drain("one", drained=True)
    assert claim("one", OFFER, 30) is None
    orders.drain("one", drained=False)
    assert claim("one", OFFER, 30)
    with pytest.raises(NotFound):
        orders.drain("another", drained=True)


def break_down(film: Film, times: int, reason: Callable[[int], str]) -> None:
    for number in range(times):
        running = take()
        assert running and start(running)
        fail(running, "refused", reason(number), retryable=False)


def test_failures_of_one_cause_are_tried_again_together(film: Film) -> None:
    film.order()
    break_down(film, 3, lambda number: f"width {number} is odd")
    [group] = made.queue_overview(film.log).failures
    assert set(group.shots) == set(film.shots.values())
    again = orders.retry_failures(film.by, film.log, group.id).value
    assert made.queue_overview(film.log).failures == ()
    pretend_all()
    assert made.order(again).jobs["done"] == 12
    with pytest.raises(NotFound):
        orders.retry_failures(film.by, film.log, group.id)


def test_what_failed_of_another_cause_is_not_tried_again(film: Film) -> None:
    film.order("one", "two")
    break_down(film, 2, lambda number: ["width is odd", "height is odd"][number])
    groups = made.queue_overview(film.log).failures
    assert len(groups) == 2
    orders.retry_failures(film.by, film.log, groups[0].id)
    assert [group.id for group in made.queue_overview(film.log).failures] == [groups[1].id]


def test_how_a_queue_stands(film: Film) -> None:
    film.order("one")
    film.order("two", waits="asked")
    running = take()
    assert running and start(running)
    film.order("three")
    stands = made.queue_overview(film.log)
    assert stands.counts == {"running": 1, "ready": 1, "waiting": 6}
    assert [job.shot for job in stands.running] == [film.shots["one"]]
    assert [job.shot for job in stands.ready] == [film.shots["three"]]
    assert len(stands.held) == 1
    assert [(each.what, each.jobs) for each in stands.lacking] == [("no worker is here", 1)]


TWO_ENDS = Graph(
    (
        *(node for node in templates()["film"].graph.nodes if node.id != "finish"),
        GraphNode("wide", "finish", inputs={"motion": "motion.frames"}),
        GraphNode("tall", "finish", inputs={"motion": "motion.frames"}),
    ),
    {"master": "wide.master", "second": "tall.master"},
)


def test_of_two_nodes_of_one_kind_what_the_one_reads_mends_the_one(film: Film) -> None:
    orders.change_draft(film.by, film.log, TWO_ENDS)
    orders.publish_pipeline(film.by, film.log)
    commands.set_parameter(film.by, film.log, Target("production", film.log), "tall.fade_in", "2")
    film.order("one")
    while (running := take()) and (assignment := start(running)):
        if assignment.stage == "tall":
            fail(running, "refused", "too tall", retryable=False)
        else:
            commit(running, invented(assignment), Decimal("0.5"))
    stands = made.queue_overview(film.log)
    [group] = stands.failures
    own = {name for name in stands.mended_by[group.id] if "." in name}
    assert own and {name.partition(".")[0] for name in own} == {"tall"}
