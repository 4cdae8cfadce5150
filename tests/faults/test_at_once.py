"""Many at once, on connections of their own: no claim twice, no budget overrun, no two who put the same thing right."""

from collections import Counter
from threading import Lock

import pytest

from generation.domain.spent import OverBudget
from generation.jobs.claiming import claim
from generation.jobs.sweeping import sweep
from generation.models import ActionRow, AttemptRow, JobRow, OrderRow
from productions import commands
from tests.generation.filming import STAGES, pretend_all, small_film, take
from tests.generation.jobs.farm import ANY, some, wanted
from tests.generation.jobs.test_spending import price, quoted, standing
from tests.support.together import at_once

pytestmark = pytest.mark.faults


@pytest.mark.parametrize(
    ("actions", "workers"), [(400, 8), pytest.param(10_000, 32, marks=pytest.mark.long)], ids=["400", "10,000"]
)
def test_each_action_is_claimed_by_one(live_database: str, actions: int, workers: int) -> None:
    for production in some(4):
        wanted(actions // 4, production)
    got: list[int] = []
    writing = Lock()

    def work(name: str) -> None:
        """Claim until nothing is left; a claim that comes to nothing because others hold all is not the last."""
        while ActionRow.objects.filter(state="ready").exists():
            if claimed := claim(name, ANY, 30):
                with writing:
                    got.append(claimed.action)

    at_once(*[lambda name=f"worker {n}": work(name) for n in range(workers)])
    assert (len(got), max(Counter(got).values())) == (actions, 1)
    assert AttemptRow.objects.count() == actions


def test_several_who_sweep_at_once_put_each_thing_right_once(live_database: str) -> None:
    film = small_film()
    film.order("two", "three", stages=["prompt"])
    pretend_all()
    orders = [film.order("two", "three"), film.order("one")]
    for _ in range(3):
        assert take()
    ActionRow.objects.filter(state="running").update(lease_until="2000-01-01T00:00:00Z")
    JobRow.objects.filter(order=orders[0], stage="keyframe").delete()
    at_once(*[lambda: sweep(1)] * 6)
    assert sorted(AttemptRow.objects.values_list("outcome", flat=True)) == [*["done"] * 2, *["lost"] * 3]
    assert sweep(1) == 0
    assert [JobRow.objects.filter(order=order).count() for order in orders] == [8, 4]
    ActionRow.objects.update(available_at="2000-01-01T00:00:00Z")
    assert Counter(stage for stage, _ in pretend_all()) == {**dict.fromkeys(STAGES, 3), "prompt": 1}
    assert set(OrderRow.objects.values_list("status", flat=True)) == {"done"}


def test_of_fifty_orders_at_once_those_are_placed_that_there_is_money_for(live_database: str) -> None:
    film = small_film()
    price()
    most = quoted(film, ["one"]).bill.total
    commands.change_spending(film.by, film.log, {"budget": str(most * 10)})

    def order() -> bool:
        try:
            film.order("one", variations=1)
        except OverBudget:
            return False
        return True

    assert Counter(at_once(*[order] * 50)) == {True: 10, False: 40}
    assert standing(film) == (0, most * 10)
    assert OrderRow.objects.count() == 10
