"""Ranking: for whom open work is done and how early it is wanted, where several wait or somebody changes that."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from generation.domain.job import OPEN
from generation.domain.queue import DAYS_AHEAD, Priority
from generation.models import ActionRow, OrderRow
from generation.projections import orders

_RANK = """
UPDATE generation_action a SET production = new.production, person = new.person, wanted_at = new.wanted_at
FROM unnest(%s::bigint[], %s::uuid[], %s::uuid[], %s::timestamptz[]) AS new (id, production, person, wanted_at)
WHERE a.id = new.id AND (a.production, a.person, a.wanted_at) IS DISTINCT FROM
    (new.production, new.person, new.wanted_at)
"""
# Each action once, and of the jobs of others the first alone: very many may wait for the same.
_SHARED = """
SELECT action FROM (
    SELECT DISTINCT action_id AS action FROM generation_job
    WHERE production = %(production)s AND state = ANY (%(open)s) AND action_id IS NOT NULL) AS mine
WHERE EXISTS (SELECT FROM generation_job o
    WHERE o.action_id = action AND o.state = ANY (%(open)s) AND o.production <> %(production)s)
"""
_WAITING = """
SELECT j.action_id, j.id, j.order, j.production, j.person, coalesce(o.state::json ->> 'priority', 'normal'),
       q.log IS NOT NULL
FROM generation_job j JOIN generation_order o ON o.id = j.order
LEFT JOIN generation_queue q ON q.log = j.production AND q.paused
WHERE j.action_id = ANY (%s) AND j.state = ANY (%s)
"""


def placed_at(order: UUID) -> datetime:
    """Return when an order was placed, from its UUIDv7."""
    return datetime.fromtimestamp((order.int >> 80) / 1000, UTC)


def wanted_at(order: OrderRow) -> datetime:
    """Return when an order counts as placed: a priority is a head start."""
    return _ahead(order.id, orders.read(order.version, order.state, order.causes).state.priority)


def _ahead(order: UUID, priority: Priority) -> datetime:
    return placed_at(order) - timedelta(days=DAYS_AHEAD[priority])


def rank(actions: Iterable[int]) -> None:
    """Let open actions be theirs who want them first of those whose queue is not paused, as early as they want them."""
    locked = ActionRow.objects.select_for_update().filter(id__in=set(actions), state__in=("ready", "running"))
    ids = list(locked.order_by("key").values_list("id", flat=True))
    if not ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [ids, list(OPEN)])
        waiting = [_Waiting(*row) for row in cursor.fetchall()]
    first: dict[int, _Waiting] = {}
    for job in sorted(waiting, key=attrgetter("place")):
        first.setdefault(job.action, job)
    columns = [(job.action, job.production, job.person, job.wanted_at) for job in first.values()]
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(_RANK, [list(column) for column in zip(*columns, strict=True)])


class _Waiting(NamedTuple):
    """An open job that waits for an action, with the priority of its order and whether its queue is paused."""

    action: int
    id: UUID
    order: UUID
    production: UUID
    person: UUID
    priority: Priority
    paused: bool

    @property
    def wanted_at(self) -> datetime:
        """When its order counts as placed."""
        return _ahead(self.order, self.priority)

    @property
    def place(self) -> tuple[bool, datetime, UUID]:
        """Its place among those who wait for the same."""
        return self.paused, self.wanted_at, self.id


def shared_with(production: UUID) -> list[int]:
    """Return the actions for which open jobs of others wait beside those of a production."""
    with connection.cursor() as cursor:
        cursor.execute(_SHARED, {"production": production, "open": list(OPEN)})
        return [action for (action,) in cursor.fetchall()]
