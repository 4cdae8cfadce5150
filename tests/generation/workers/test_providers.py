"""Providers through real workers: what was asked is written down first, paid for once, and booked at its price."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

import pytest

from generation import commands as orders
from generation import queries as made
from generation.domain.needs import Offer
from generation.domain.spent import OverBudget
from generation.jobs import dealings
from generation.jobs.claiming import Claim, claim
from generation.models import AttemptRow, CostRow, DealingRow, JobRow
from generation.register.providers import ProviderRequest
from generation.stages.registry import kinds
from generation.stages.templates import templates
from generation.workers.child import Child
from generation.workers.intervals import Intervals
from generation.workers.task import Task
from productions import commands, queries
from productions.commands import Target
from tests.generation.backends.hosted.standin import KEY, Provider, preset
from tests.generation.filming import Film
from tests.generation.jobs.test_spending import rules
from tests.support.asgi import answering
from tests.support.making import context, production
from tests.support.waiting import eventually

pytestmark = pytest.mark.django_db
REMOTE = Offer(tuple(spec.kind for spec in kinds().values()), ("remote", "cpu"))
PRICE = Decimal("0.05")


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    standin = Provider()
    monkeypatch.setenv("PROVIDER_KEY_STANDIN", KEY)  # for the child
    with answering(standin) as standin.address:
        yield standin


@pytest.fixture
def film(provider: Provider) -> Film:
    """A production whose keyframes a provider makes."""
    by = context()
    still = orders.add_provider(by, ProviderRequest(preset(provider.address, "image"), licence="Theirs")).value
    log = production(by)
    orders.change_draft(by, log, templates()["film_by_providers"].graph)
    orders.publish_pipeline(by, log)
    digest = made.model(still).state.weights.digest
    commands.set_parameter(by, log, Target("production", log), "keyframe.model", {"id": str(still), "digest": digest})
    commands.set_parameter(by, log, Target("production", log), "resolution", "128x72")
    shots = {f"{place}": id_ for place, id_ in enumerate(queries.moment(log).shots)}
    return Film(by, log, shots, {}, {})


@pytest.fixture
def child() -> Iterator[Child]:
    started = Child()
    yield started
    started.kill()


def begun(child: Child) -> tuple[Claim, Task]:
    taken = eventually(lambda: claim("one", REMOTE, 30), 30)
    return taken, Task(taken, child, Intervals(stall=60))


def ended(child: Child) -> str:
    """Take the next action through its whole task; return how that ended."""
    taken, task = begun(child)
    eventually(task.watch, 60)
    attempt = AttemptRow.objects.filter(action__key=taken.key, token=taken.token).latest("id")
    return f"{attempt.outcome}: {attempt.detail}"


def keyframe(order: UUID) -> JobRow:
    return JobRow.objects.get(order=order, stage="keyframe")


def test_what_a_provider_makes_is_booked_at_its_price(film: Film, provider: Provider, child: Child) -> None:
    placed = film.order("0", stages=["keyframe"])
    assert keyframe(placed).reserved == PRICE
    assert ended(child).startswith("done") and ended(child).startswith("done")
    assert CostRow.objects.get(stage="keyframe").amount == PRICE
    assert len(provider.paid) == 1 and KEY not in str(DealingRow.objects.values_list("document", flat=True))


def test_an_order_whose_price_goes_beyond_the_budget_is_refused(film: Film) -> None:
    rules(film, budget="0.04")
    with pytest.raises(OverBudget, match="This may cost"):
        film.order("0", stages=["keyframe"])
    rules(film, budget="0.05")
    film.order("0", stages=["keyframe"])


def test_a_worker_that_dies_once_it_has_asked_pays_once(film: Film, provider: Provider, child: Child) -> None:
    film.order("0", stages=["keyframe"])
    assert ended(child).startswith("done")
    provider.slow = 10**6
    taken, task = begun(child)
    eventually(lambda: task.watch() or dealings.known(taken.key).get("state") == "asked", 60)
    child.kill()
    eventually(task.watch, 60)
    assert AttemptRow.objects.get(token=taken.token, action__key=taken.key).detail.startswith("child-died")
    provider.slow = 0
    other = Child()
    try:
        assert ended(other).startswith("done")
    finally:
        other.kill()
    assert len(provider.paid) == 1


def test_a_lost_answer_fails_the_job_and_a_retry_asks_for_nothing(film: Film, provider: Provider, child: Child) -> None:
    provider.lost["POST make"] = 1
    film.order("0", stages=["keyframe"])
    assert ended(child).startswith("done")
    assert "it is not known whether standin took the request" in ended(child)
    again = film.order("0", stages=["keyframe"])
    assert "it is not known whether standin took the request" in ended(child)
    assert keyframe(again).code == "refused" and len(provider.paid) == 1
