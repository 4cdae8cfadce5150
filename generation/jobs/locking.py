"""The one order of locks when an action moves: first the orders that wait on it, then the action."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar
from uuid import UUID

from django.db import OperationalError, transaction
from django.db.models.functions import Now

from generation.domain.job import OPEN
from generation.live import bell
from generation.live.progress import tell_cells
from generation.models import Action, Attempt, Job, OrderRow

T = TypeVar("T")

ATTEMPTS = 5
DEADLOCK, SERIALIZATION = "40P01", "40001"


@dataclass(frozen=True, slots=True)
class Held:
    """An action and all who wait on it, locked."""

    action: Action
    orders: Sequence[OrderRow]
    jobs: Sequence[Job]


class _Joined(Exception):
    """An order began to wait on the action between our look and our lock."""


def holding(action: int, work: Callable[[Held], T]) -> T:
    """Run `work` in a transaction that holds every order with a job waiting on the action, and the action itself."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with transaction.atomic():
                return work(_hold(action))
        except _Joined:
            if attempt == ATTEMPTS:
                raise
        except OperationalError as error:
            if attempt == ATTEMPTS or getattr(error.__cause__, "sqlstate", "") not in (DEADLOCK, SERIALIZATION):
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


def _hold(action: int) -> Held:
    wanted = _waiting_orders(action)
    orders = list(OrderRow.objects.select_for_update().filter(id__in=wanted).order_by("id"))
    locked = Action.objects.select_for_update().get(id=action)
    if not _waiting_orders(action) <= wanted:
        raise _Joined
    jobs = list(Job.objects.filter(action=action, state__in=OPEN).order_by("id"))
    return Held(locked, orders, jobs)


def _waiting_orders(action: int) -> set[UUID]:
    return set(Job.objects.filter(action=action, state__in=OPEN).values_list("order", flat=True))


def end_attempt(action: int, token: int, outcome: str, detail: str = "") -> None:
    """Write down how a try went."""
    tries = Attempt.objects.filter(action=action, token=token)
    tries.update(outcome=outcome, detail=detail[:10_000], ended_at=Now())


def reopen(action: Action, pause_seconds: int = 0, reason: str = "") -> None:
    """Let an action be claimed again; its jobs are ready again, which no event says. `reason`: what they wait for."""
    Action.objects.filter(id=action.id).update(
        state="ready", worker="", lease_until=None, available_at=Now() + timedelta(seconds=pause_seconds)
    )
    running = Job.objects.filter(action=action.id, state="running")
    tell_cells(running.values_list("production", "shot"))
    running.update(state="ready", reason=reason)
    bell.ring()


def close(action: Action, state: str) -> None:
    """End an action, which releases its lease and lets the key be opened again."""
    action.state = state
    Action.objects.filter(id=action.id).update(state=state, worker="", lease_until=None, ended_at=Now())
