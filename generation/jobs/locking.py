"""The one order of locks when an action moves: first the orders that wait on it, then the action."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models.functions import Now

from generation.domain.job import OPEN
from generation.jobs import fairness
from generation.jobs.outages import OrderJoined, sqlstate
from generation.live import bell
from generation.live.progress import tell_cells
from generation.models import ActionRow, AttemptRow, JobRow, OrderRow, PreviewRow

T = TypeVar("T")

ATTEMPTS = 5
DEADLOCK, SERIALIZATION = "40P01", "40001"


@dataclass(frozen=True, slots=True)
class Held:
    """An action and all who wait on it, locked."""

    action: ActionRow
    orders: Sequence[OrderRow]
    jobs: Sequence[JobRow]


def holding(action: int, work: Callable[[Held], T]) -> T:
    """Run `work` in a transaction that holds every order with a job waiting on the action, and the action itself."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                return work(_hold(action))
        except OrderJoined:
            if attempt == ATTEMPTS:
                raise
        except OperationalError as error:
            if attempt == ATTEMPTS or sqlstate(error) not in (DEADLOCK, SERIALIZATION):
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


def _hold(action: int) -> Held:
    wanted = _waiting_orders(action)
    orders = list(OrderRow.objects.select_for_update().filter(id__in=wanted).order_by("id"))
    locked = ActionRow.objects.select_for_update().get(id=action)
    if not _waiting_orders(action) <= wanted:
        raise OrderJoined
    jobs = list(JobRow.objects.filter(action=action, state__in=OPEN).order_by("id"))
    return Held(locked, orders, jobs)


def _waiting_orders(action: int) -> set[UUID]:
    return set(JobRow.objects.filter(action=action, state__in=OPEN).values_list("order", flat=True))


def end_attempt(action: int, token: int, outcome: str, detail: str = "") -> None:
    """Write down how a try went, and book what it used."""
    fairness.book(action, token)
    PreviewRow.objects.filter(action=action).delete()
    tries = AttemptRow.objects.filter(action=action, token=token)
    tries.update(outcome=outcome, detail=detail[:10_000], ended_at=Now())


def reopen(action: ActionRow, pause_seconds: int = 0, reason: str = "", shuns: Sequence[str] = ()) -> None:
    """Let an action be claimed again, by no worker that it shuns; its jobs are ready again, which no event says.

    `reason`: what they wait for.
    """
    ActionRow.objects.filter(id=action.id).update(
        state="ready",
        worker="",
        lease_until=None,
        available_at=Now() + timedelta(seconds=pause_seconds),
        shuns=list(shuns),
    )
    running = JobRow.objects.filter(action=action.id, state="running")
    tell_cells(running.values_list("production", "shot"))
    running.update(state="ready", reason=reason)
    bell.ring()


def let_go(action: int, token: int, detail: str, attempts: int, pause_seconds: int) -> None:
    """End a lease without any event: the action rests, with so many attempts to its count."""
    with transaction.atomic():
        held = ActionRow.objects.select_for_update().filter(id=action, token=token, state="running").first()
        if held:
            ActionRow.objects.filter(id=action).update(attempts=attempts)
            reopen(held, pause_seconds)
            end_attempt(action, token, "failed", detail)


def close(action: ActionRow, state: str) -> None:
    """End an action, which releases its lease and lets the key be opened again."""
    action.state = state
    ActionRow.objects.filter(id=action.id).update(state=state, worker="", lease_until=None, ended_at=Now())
