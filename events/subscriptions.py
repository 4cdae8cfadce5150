"""Named followers of the global number: each with its own checkpoint, at least once, so handlers are idempotent."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import InterfaceError, OperationalError, close_old_connections, transaction
from django.db.models import Q
from django.utils import timezone

from events import store
from events.models import Subscription

logger = logging.getLogger(__name__)

BATCH = 500
LONGEST_PAUSE = 60.0
LOOK_EVERY = 1.0

EventHandler = Callable[[Sequence[store.StoredEvent]], None]


@dataclass(frozen=True, slots=True)
class Follower:
    """A handler of all events in order. A raised `version` reads the logs again from their beginning."""

    name: str
    handler: EventHandler
    version: int = 1


_followers: dict[str, Follower] = {}


def subscribe(name: str, handler: EventHandler, version: int = 1) -> None:
    """Let `handler` see every event. It runs in the transaction that moves the checkpoint; from apps' `ready`."""
    if name in _followers and _followers[name].handler is not handler:
        raise ValueError(f"two subscriptions are called {name}")
    _followers[name] = Follower(name, handler, version)


def unsubscribe(name: str) -> None:
    """Forget a follower; its checkpoint stays."""
    _followers.pop(name, None)


def run_due() -> int:
    """Let every follower read what is there and return how many events were handled in all."""
    return sum(_catch_up(follower) for follower in list(_followers.values()))


def run(stop: threading.Event, moved: threading.Event) -> None:
    """Follow until `stop`, waking on `moved`, and every second for retries."""
    while not stop.is_set():
        moved.wait(LOOK_EVERY)
        moved.clear()
        try:
            close_old_connections()
            run_due()
        except (OperationalError, InterfaceError) as error:
            logger.warning("Subscriptions wait for the database: %s", error)
            stop.wait(LOOK_EVERY)
    close_old_connections()


def lags() -> dict[str, int]:
    """Return how many events each known follower is behind the newest number."""
    newest = store.last_number()
    known = dict(Subscription.objects.values_list("name", "number"))
    return {name: newest - known.get(name, 0) for name in _followers}


def _catch_up(follower: Follower) -> int:
    total = 0
    while handled := _one_batch(follower):
        total += handled
    return total


def _one_batch(follower: Follower) -> int:
    """Handle the next events and move the checkpoint in one transaction; 0 when idle, failing or held by a rival."""
    Subscription.objects.get_or_create(name=follower.name, defaults={"version": follower.version})
    try:
        with transaction.atomic():
            return _handle(follower)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        logger.exception("The subscription %s failed and will try again.", follower.name)
        _remember_failure(follower, error)
        return 0


def _handle(follower: Follower) -> int:
    row = _due(follower)
    if row is None:
        return 0
    if row.version != follower.version:
        row.number, row.version = 0, follower.version
    # After a failure one event at a time, so that all before the bad one get done.
    events = store.read_all(row.number, 1 if row.failures else BATCH)
    if events:
        follower.handler(events)
        row.number = events[-1].number or row.number
        row.failures, row.error, row.retry_at = 0, "", None
        row.save()
    return len(events)


def _due(follower: Follower) -> Subscription | None:
    due = Q(retry_at=None) | Q(retry_at__lte=timezone.now())
    rows = Subscription.objects.select_for_update(skip_locked=True)
    return rows.filter(due, name=follower.name).first()


def _remember_failure(follower: Follower, error: Exception) -> None:
    row = Subscription.objects.get(name=follower.name)
    pause = 0.0 if row.failures == 0 else min(LONGEST_PAUSE, 2.0 ** (row.failures - 1))
    row.failures += 1
    row.error = f"{type(error).__name__}: {error}"
    row.retry_at = timezone.now() + timedelta(seconds=pause)
    row.save(update_fields=["failures", "error", "retry_at"])
