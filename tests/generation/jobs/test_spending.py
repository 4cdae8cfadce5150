"""Budgets and limits: reserved when an order is placed, settled by each commit, released when work ends without one."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import uuid6

from events import store
from generation import commands as orders
from generation import queries as made
from generation.domain.plan import Cost, Plan, PlannedStage
from generation.domain.spent import OverBudget
from generation.jobs.claiming import Assignment, Claim, Stand, beat, start
from generation.jobs.ending import commit, fail
from generation.jobs.sweeping import lose
from generation.models import ActionRow, AttemptRow, CostRow, JobRow, OrderRow, TraceRow, WasteRow
from generation.orders import gathered
from generation.orders.ledger import Account
from generation.planning.what_if import Effect
from productions import commands
from tests.generation.filming import STAGES, Film, invented, pretend, pretend_all, small_film, take
from tests.support.making import context
from tests.support.together import at_once

RATES = {"cpu": {"1970-01-01": "7200"}}
"""Half a second, which each stage takes here, costs 1."""


def price() -> None:
    orders.set_prices(context(), "EUR", RATES)


@pytest.fixture
def paid(film: Film) -> Film:
    """The small film in a studio whose processors cost something."""
    price()
    return film


def standing(film: Film, person: UUID | None = None) -> tuple[Any, Any]:
    now = Account(film.log, "EUR", person).balance()
    return now.spent, now.reserved


def rules(film: Film, **said: str | None) -> None:
    commands.change_spending(film.by, film.log, said)


def quoted(film: Film, codes: Iterable[str] | None = None, **options: Any) -> Any:
    return orders.quote_order(film.by, film.log, [film.shots[code] for code in codes or film.shots], **options)


@pytest.mark.django_db
def test_what_an_order_may_cost_is_reserved_and_settled_by_what_it_cost(paid: Film) -> None:
    film = paid
    most = quoted(film, ["one"]).bill.total
    order = film.order("one")
    assert standing(film) == (0, most)
    assert made.order(order).folded.state.reserved == f"{most.normalize():f}"
    claim = take()
    assert claim is not None
    pretend(claim)
    spent, reserved = standing(film)
    assert spent == 1
    assert 0 < reserved < most
    pretend_all()
    assert standing(film) == (4, 0)
    assert standing(film, film.by.actor) == (4, 0)
    assert standing(film, uuid6.uuid7()) == (0, 0)


@pytest.mark.django_db
def test_what_exists_already_costs_nothing(paid: Film) -> None:
    paid.make("one")
    assert quoted(paid, ["one"]).bill.total == 0
    assert quoted(paid, ["one"], variations=2).bill.total > 0


@pytest.mark.django_db
def test_a_cancelled_and_a_failed_order_release_what_they_reserved(paid: Film) -> None:
    film = paid
    orders.cancel_order(film.by, film.order("one"))
    assert standing(film) == (0, 0)
    film.order("two")
    claim = take()
    assert claim is not None
    fail(claim, "odd", "It cannot be drawn.", retryable=False)
    assert standing(film)[1] == 0


@pytest.mark.django_db
def test_an_order_beyond_the_budget_is_refused_and_says_so_before(paid: Film) -> None:
    film = paid
    most = quoted(film, ["one"]).bill.total
    rules(film, budget=str(most))
    assert quoted(film, ["one"]).over is None
    assert quoted(film).over is not None
    with pytest.raises(OverBudget) as refused:
        film.order()
    assert refused.value.data["bound"] == "budget"
    assert not JobRow.objects.exists()
    film.order("one")
    with pytest.raises(OverBudget):
        film.order("two")


@pytest.mark.django_db
def test_an_order_beyond_the_budget_is_held_where_the_rules_say_so(paid: Film) -> None:
    film = paid
    rules(film, budget="0.001", over="hold")
    order = film.order("one")
    shown = made.order(order)
    assert (shown.state, shown.folded.state.waits) == ("held", "budget")
    assert standing(film) == (0, 0)  # what waits reserves nothing
    assert take() is None
    with pytest.raises(OverBudget):
        orders.release_order(film.by, order)
    rules(film, budget="1000")
    orders.release_order(film.by, order)
    assert standing(film)[1] > 0
    assert len(pretend_all()) == 4


@pytest.mark.django_db
def test_a_limit_is_of_one_person(paid: Film) -> None:
    film = paid
    artist = context()
    commands.add_member(film.by, film.log, artist.actor, "artist")
    rules(film, **{f"limit:{artist.actor}": "0.001"})
    with pytest.raises(OverBudget) as refused:
        orders.place_order(artist, film.log, [film.shots["one"]])
    assert refused.value.data["bound"] == "limit"
    film.order("one")  # the producer has none


@pytest.mark.django_db
def test_a_cost_is_booked_to_the_earliest_event_that_asked_for_the_stage(paid: Film) -> None:
    film = paid
    film.make("one")
    shot = film.shots["one"]
    edits: list[dict[str, Any]] = [{"description": "Rain."}, {"camera": "push-in"}, {"description": "Fog."}]
    _, camera, description = [
        commands.change_shot(film.by, film.log, shot, edit).events[0].event_id  # type: ignore[arg-type]  # a dict of names
        for edit in edits
    ]
    order = film.order("one")
    pretend_all()
    rows = CostRow.objects.filter(order=order)
    # A later description replaces the earlier one: it alone asked.
    assert {row.stage: (row.cause, row.further) for row in rows} == dict.fromkeys(STAGES, (camera, [description]))
    told = [each.event for row in rows for each in store.read_stream(row.job) if each.type == "job.done"]
    assert [each.charge.cause for each in told] == [camera] * len(STAGES)  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_two_orders_that_share_work_share_its_price(paid: Film) -> None:
    film = paid
    placed = [film.order("one"), film.order("one")]
    pretend_all()
    by_order = {order: sum(row.amount for row in CostRow.objects.filter(order=order)) for order in placed}
    assert set(by_order.values()) == {Decimal(2)}


def begun(ago: float = 10) -> Claim:
    """Work that was begun so many seconds ago."""
    claim = take()
    assert claim is not None
    start(claim)
    AttemptRow.objects.filter(action=claim.action).update(started_at=datetime.now(UTC) - timedelta(seconds=ago))
    return claim


def wasted() -> list[tuple[str, int, int]]:
    """What was used in vain: how it ended, seconds and money, both rounded."""
    rows = list(WasteRow.objects.order_by("job", "attempt"))
    streams = [store.read_stream(job) for job in dict.fromkeys(row.job for row in rows)]
    told = [each.event for stream in streams for each in stream if each.type == "job.wasted"]
    assert [(row.outcome, f"{row.seconds:.3f}") for row in rows] == [(each.outcome, each.seconds) for each in told]  # type: ignore[attr-defined]
    return [(row.outcome, round(row.seconds), round(row.amount)) for row in rows]


@pytest.mark.django_db
def test_what_a_failed_attempt_used_is_waste_of_the_same_cause_and_the_work_still_pays(paid: Film) -> None:
    film = paid
    film.order("one")
    fail(begun(), "odd", "It broke.", retryable=True)
    assert wasted() == [("failed", 10, 20)]
    assert round(standing(film)[0]) == 20
    ActionRow.objects.update(available_at=datetime.now(UTC))
    pretend_all()
    cost = CostRow.objects.get(stage="prompt")
    assert WasteRow.objects.get().cause == cost.cause
    assert round(standing(film)[0]) == 24


@pytest.mark.django_db
def test_refused_work_costs_what_it_took(paid: Film) -> None:
    paid.order("one")
    fail(begun(), "refused", "Not this.", retryable=False)
    assert wasted() == [("refused", 10, 20)]


@pytest.mark.django_db
def test_work_that_is_stopped_costs_what_it_took(paid: Film) -> None:
    order = paid.order("one")
    begun()
    orders.cancel_order(paid.by, order)
    assert wasted() == [("cancelled", 10, 20)]


@pytest.mark.django_db
def test_two_who_wait_for_it_share_what_was_used_in_vain(paid: Film) -> None:
    paid.order("one")
    paid.order("one")
    fail(begun(), "odd", "It broke.", retryable=False)
    assert wasted() == [("failed", 5, 10)] * 2


@pytest.mark.django_db
def test_a_lost_worker_used_nothing_after_its_lease(paid: Film) -> None:
    paid.order("one")
    claim = begun(100)
    ActionRow.objects.filter(id=claim.action).update(lease_until=datetime.now(UTC) - timedelta(seconds=60))
    lose(claim.action, claim.token, claim.attempt, "gone")
    assert wasted() == [("lost", 40, 80)]


@pytest.mark.django_db
def test_of_what_does_not_divide_nothing_is_lost(paid: Film) -> None:
    for _ in range(3):
        paid.order("one")
    claim = begun()
    assignment = start(claim)
    assert assignment and commit(claim, invented(assignment), Decimal("10.0004"))
    assert sorted(CostRow.objects.values_list("seconds", flat=True)) == [
        Decimal("3.333"),
        Decimal("3.333"),
        Decimal("3.334"),
    ]
    fail(begun(), "odd", "It broke.", retryable=False)
    assert len({seconds for _, seconds, _ in wasted()}) == 1
    assert len({*WasteRow.objects.values_list("seconds", flat=True)}) <= 2


@pytest.mark.django_db
def test_what_has_no_rate_hides_nothing_that_goes_beyond(paid: Film) -> None:
    rules(paid, budget="5")
    known = Cost(high=Decimal(9), price=(Decimal(0), Decimal(6), Decimal(3)))
    added = [
        PlannedStage(stage, "run", "", (), cost, stage, shot=paid.shots["one"])
        for stage, cost in (("motion", known), ("finish", Cost(high=Decimal(1), price=None)))
    ]
    over = gathered.beyond(paid.log, paid.by.actor, Effect(None, Plan(()), Plan(tuple(added))))
    assert over and over.data["amount"] == "6"


def late(claim: Claim) -> Assignment:
    """The worker of work that was begun 100 seconds ago was taken for lost after 40 of them, and still works."""
    assignment = start(claim)
    assert assignment
    ActionRow.objects.filter(id=claim.action).update(lease_until=datetime.now(UTC) - timedelta(seconds=60))
    lose(claim.action, claim.token, claim.attempt, "gone")
    assert wasted() == [("lost", 40, 80)]
    ActionRow.objects.update(available_at=datetime.now(UTC))
    return assignment


@pytest.mark.parametrize(("took", "cost"), [(100, 60), (30, 0)])
@pytest.mark.django_db
def test_a_late_result_costs_what_was_not_booked_as_waste_already(paid: Film, took: int, cost: int) -> None:
    paid.order("one")
    claim = begun(100)
    assert commit(claim, invented(late(claim)), Decimal(took))
    [row] = CostRow.objects.all()
    [done] = [each.event for each in store.read_stream(row.job) if each.type == "job.done"]
    assert (round(row.seconds), round(row.amount)) == (cost, 2 * cost)
    assert (Decimal(done.seconds), Decimal(done.charge.amount)) == (row.seconds, row.amount)  # type: ignore[attr-defined]
    assert row.cause == WasteRow.objects.get().cause
    assert TraceRow.objects.get().seconds == took, "what it is expected to take does not become less by it"


@pytest.mark.django_db
def test_those_who_still_wait_do_not_pay_again_what_one_who_left_has_paid(paid: Film) -> None:
    first, second = paid.order("one"), paid.order("one")
    claim = begun(100)
    assignment = start(claim)
    ActionRow.objects.filter(id=claim.action).update(lease_until=datetime.now(UTC) - timedelta(seconds=60))
    lose(claim.action, claim.token, claim.attempt, "gone")
    orders.cancel_order(paid.by, first)
    assert assignment and commit(claim, invented(assignment), Decimal(100))
    assert round(standing(paid)[0]) == 200
    assert round(CostRow.objects.get(order=second).seconds) == 60


@pytest.mark.django_db
def test_whoever_works_on_it_when_a_late_result_comes_has_worked_in_vain(paid: Film) -> None:
    paid.order("one")
    first = begun(100)
    assignment = late(first)
    second = begun(10)
    assert commit(first, invented(assignment), Decimal(100))
    assert sorted(wasted()) == [("cancelled", 10, 20), ("lost", 40, 80)]
    assert round(standing(paid)[0]) == 220
    tries = AttemptRow.objects.filter(action=first.action).order_by("token")
    assert list(tries.values_list("outcome", "detail")) == [("done", ""), ("cancelled", "another came first")]
    assert not tries.filter(ended_at=None).exists()
    assert not beat(second, Stand(), 30)


@pytest.mark.django_db
def test_what_was_not_begun_wastes_nothing(paid: Film) -> None:
    orders.cancel_order(paid.by, paid.order("one"))
    assert wasted() == []


@pytest.mark.parametrize("bound", ["budget", "limit"])
def test_orders_placed_at_once_never_go_beyond_what_may_be_spent(live_database: str, bound: str) -> None:
    film = small_film()
    price()
    most = quoted(film, ["one"]).bill.total
    name = "budget" if bound == "budget" else f"limit:{film.by.actor}"
    rules(film, **{name: str(most * 2)})

    def order(code: str) -> UUID | None:
        try:
            return film.order(code, variations=1)
        except OverBudget:
            return None

    codes = [*film.shots] * 2
    placed = [each for each in at_once(*[lambda code=code: order(code) for code in codes]) if each]
    spent, reserved = standing(film)
    assert spent + reserved <= most * 2
    assert 1 <= len(placed) < len(codes)
    orders_kept = OrderRow.objects.filter(production=film.log).values_list("id", flat=True)
    assert sorted(orders_kept) == sorted(placed), "what was refused left nothing behind"
