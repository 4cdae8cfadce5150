"""Weights are gigabytes: whoever reads them before a job begins keeps its lease, and stops when nobody wants it."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import OperationalError, connection

from generation import commands as orders
from generation.jobs.claiming import Claim
from generation.models import ActionRow, WeightFileRow
from generation.workers import task
from generation.workers.child import Child
from generation.workers.intervals import Intervals
from generation.workers.task import Claimed, Ending, Lease, Running
from tests.generation.filming import Film, pretend, take
from tests.generation.register.test_withdrawing import film, still
from tests.support.making import context

pytestmark = pytest.mark.django_db
__all__ = ["film", "still"]


@pytest.fixture
def child() -> Iterator[Child]:
    started = Child()
    yield started
    started.kill()


@pytest.fixture
def order(film: Film) -> UUID:
    """An order whose keyframe is next."""
    placed = film.order("0")
    prompt = take()
    assert prompt and pretend(prompt)
    return placed


def claimed(child: Child, monkeypatch: pytest.MonkeyPatch) -> tuple[Claim, Claimed]:
    """The keyframe in a worker's hands, which has not read the weights and reads one piece at a step."""
    monkeypatch.setattr(task, "HEAR_SECONDS", 0)
    WeightFileRow.objects.all().delete()
    claim = take()
    assert claim
    return claim, Claimed(Lease(claim, Intervals(beat=0)), child, ExitStack())


def test_a_lease_is_renewed_while_weights_are_read(order: UUID, child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    claim, state = claimed(child, monkeypatch)
    leases: list[datetime] = []
    while (after := state.step()) is state:
        until = ActionRow.objects.get(id=claim.action).lease_until
        assert until
        leases.append(until)
    assert len(leases) >= 3, "one file of weights is a piece at least"
    assert leases == sorted(set(leases))
    assert isinstance(after, Running) and after.loading == Intervals().loading
    state.lent.close()


def test_nothing_more_is_read_once_nobody_wants_the_work(
    film: Film, order: UUID, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, state = claimed(child, monkeypatch)
    assert state.step() is state
    orders.cancel_order(film.by, order)
    assert state.step() is None
    assert WeightFileRow.objects.count() < 3


def test_files_that_are_others_by_now_end_it_in_words(
    order: UUID, child: Child, still: UUID, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, state = claimed(child, monkeypatch)
    (tmp_path / "still" / "vae" / "diffusion_pytorch_model.safetensors").write_bytes(b"something else")
    while (after := state.step()) is state:
        pass
    assert isinstance(after, Ending)


def test_a_model_that_was_withdrawn_since_it_was_ordered_is_not_lent(
    order: UUID, child: Child, still: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, state = claimed(child, monkeypatch)
    orders.withdraw_model(context(), still, "Its licence changed.")
    after = state.step()
    assert isinstance(after, Ending)
    after.step()
    assert ActionRow.objects.get(id=claim.action).state != "running"


def test_a_database_that_is_away_while_weights_are_read_lets_it_begin_anew(
    order: UUID, child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim, state = claimed(child, monkeypatch)
    assert state.step() is state
    with connection.execute_wrapper(_away), pytest.raises(OperationalError):
        while state.step() is state:
            pass
    while (after := state.step()) is state:
        pass
    assert isinstance(after, Running)
    assert ActionRow.objects.get(id=claim.action).state == "running"


def _away(execute: object, *asked: object) -> object:
    raise OperationalError("the connection is closed")
