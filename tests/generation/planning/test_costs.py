"""What stages are said to cost: before any of them ran, and by the devices of those who may run them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import uuid6
from django.db.models.functions import Now

from generation import commands as orders
from generation.domain.needs import Needs
from generation.domain.pipeline import StageSpec
from generation.domain.plan import FREE, Cost, PlanLine, total
from generation.jobs.claiming import claim
from generation.models import ObservationRow, WorkerRow
from generation.planning.costs import Ground, ground, priced
from generation.stages.registry import kinds
from tests.generation.filming import OFFER, Film, pretend
from tests.support.making import context


@pytest.mark.parametrize("spec", kinds().values(), ids=kinds())
def test_every_kind_has_a_price_of_its_own_before_it_ever_ran(spec: StageSpec) -> None:
    low, high = map(Decimal, spec.first_guess)
    assert 0 < low <= high
    assert spec.first_guess != StageSpec("", 1, ()).first_guess


KIND = "motion/9/other/1"


def observed(device: str, *seconds: int) -> None:
    ObservationRow.objects.bulk_create(
        ObservationRow(kind=KIND, device_class=device, size=Decimal(1), seconds=Decimal(each)) for each in seconds
    )


def here(name: str, device: str, kinds: list[str], **more: Any) -> None:
    WorkerRow.objects.create(
        name=name, host="h", process="", kinds=kinds, device_class=device, classes=["gpu", device], memory=2**40, **more
    )


@pytest.fixture
def own_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind for GPUs, which no worker of the suite offers."""
    spec = StageSpec("motion", 9, (), backend=("other", "1"), needs=Needs("gpu"), first_guess=("1", "4"))
    monkeypatch.setattr("generation.planning.costs.kinds", lambda: {"motion": spec})


def cost(units: int = 1, now: Ground | None = None) -> Cost:
    shot, amount = uuid6.uuid7(), Decimal(units)
    said = PlanLine("motion", "run", "", (), Cost(amount, amount, amount), KIND)
    return priced({shot: (said,)}, now)[shot][0].cost


def figures(cost: Cost) -> list[float]:
    return [float(each) for each in (cost.low, cost.expected, cost.high)]


@pytest.mark.django_db
def test_an_estimate_ranges_over_the_devices_of_workers_that_are_here_and_able(own_kind: None) -> None:
    orders.set_prices(context(), "EUR", {"slow": {"1970-01-01": "3600"}, "fast": {"1970-01-01": "36000"}})
    observed("slow", *[100] * 5)
    observed("fast", *[10] * 5)
    here("one", "slow", [KIND])
    assert cost() == Cost(Decimal(100), Decimal(100), Decimal(100), (Decimal(100),) * 3, ("slow",))
    here("two", "fast", [KIND])
    both = cost(2)
    assert (figures(both), both.devices) == ([20, 110, 200], ("fast", "slow"))
    assert both.price == (Decimal(200),) * 3
    WorkerRow.objects.filter(name="one").update(drained_at=Now())
    assert cost().devices == ("fast",)


@pytest.mark.django_db
def test_workers_that_cannot_run_it_say_nothing_of_what_it_takes(own_kind: None) -> None:
    observed("slow", *[100] * 5)
    observed("fast", *[10] * 5)
    here("one", "fast", ["other/1"])
    assert cost().devices == ("fast", "slow"), "nobody here can: all that ever did"
    here("two", "slow", [KIND])
    assert figures(cost()) == [100, 100, 100]


@pytest.mark.django_db
def test_a_device_that_never_did_it_is_thought_to_take_what_others_took_or_what_its_author_guessed(
    own_kind: None,
) -> None:
    here("one", "new", [KIND])
    assert figures(cost()) == [1, 2, 4]
    observed("old", *[100] * 5)
    assert (figures(cost()), cost().devices) == ([100, 100, 100], ("new",))


@pytest.mark.django_db
def test_without_the_rate_of_a_device_there_is_no_price(own_kind: None) -> None:
    here("one", "new", [KIND])
    assert cost().price is None
    assert total((cost(), Cost())).price is None
    orders.set_prices(context(), "EUR", {"new": {"1970-01-01": "0"}})
    assert cost().price == FREE


@pytest.mark.django_db
def test_what_work_took_is_remembered_of_the_device_that_did_it(film: Film) -> None:
    film.order("one")
    claimed = claim("gpu-worker", replace(OFFER, classes=("cpu", "cpu-of-a-kind")), 30)
    assert claimed and pretend(claimed)
    assert set(ObservationRow.objects.values_list("device_class", flat=True)) == {"cpu-of-a-kind"}


@pytest.mark.usefixtures("own_kind", "db")
def test_costs_are_of_the_workers_that_were_here_when_it_was_looked() -> None:
    here("one", "l40s", [KIND])
    WorkerRow.objects.create(name="drained", host="h", process="", kinds=[KIND], device_class="h100", drained_at=Now())
    now = ground()
    WorkerRow.objects.filter(name="one").update(stopped_at=Now())
    assert cost(now=now).devices == ("l40s",)
