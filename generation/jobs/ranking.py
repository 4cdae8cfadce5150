"""Ranking: for whom open work is done and how early it is wanted, where several wait or somebody changes that."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import connection

from generation.domain.job import OPEN
from generation.domain.queue import DAYS_AHEAD
from generation.models import ActionRow, JobRow, OrderRow, QueueRow
from generation.projections import orders

_RANK = """
UPDATE generation_action a SET production = new.production, person = new.person, wanted_at = new.wanted_at
FROM unnest(%s::bigint[], %s::uuid[], %s::uuid[], %s::timestamptz[]) AS new (id, production, person, wanted_at)
WHERE a.id = new.id AND (a.production, a.person, a.wanted_at) IS DISTINCT FROM
    (new.production, new.person, new.wanted_at)
"""


def placed_at(order: UUID) -> datetime:
    """Return when an order was placed, from its UUIDv7."""
    return datetime.fromtimestamp((order.int >> 80) / 1000, UTC)


def wanted_at(order: OrderRow) -> datetime:
    """Return when an order counts as placed: a priority is a head start."""
    priority = orders.read(order.version, order.state, order.causes).state.priority
    return placed_at(order.id) - timedelta(days=DAYS_AHEAD[priority])


def rank(actions: Iterable[int]) -> None:
    """Let open actions be theirs who want them first of those whose queue is not paused, as early as they want them."""
    locked = ActionRow.objects.select_for_update().filter(id__in=set(actions), state__in=("ready", "running"))
    ids = list(locked.order_by("key").values_list("id", flat=True))
    if not ids:
        return
    waiting: dict[int, list[JobRow]] = defaultdict(list)
    for job in JobRow.objects.filter(action__in=ids, state__in=OPEN):
        waiting[job.action_id or 0].append(job)
    first = _Ranks([job for jobs in waiting.values() for job in jobs])
    chosen = [(action, min(jobs, key=first.of)) for action, jobs in waiting.items()]
    columns = [(action, job.production, job.person, first.wanted[job.order]) for action, job in chosen]
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(_RANK, [list(column) for column in zip(*columns, strict=True)])


class _Ranks:
    """Who of some jobs comes first."""

    def __init__(self, jobs: Sequence[JobRow]) -> None:
        placed = OrderRow.objects.filter(id__in={job.order for job in jobs})
        self.wanted = {order.id: wanted_at(order) for order in placed}
        logs = {job.production for job in jobs}
        self._paused = set(QueueRow.objects.filter(log__in=logs, paused=True).values_list("log", flat=True))

    def of(self, job: JobRow) -> tuple[bool, datetime, UUID]:
        return job.production in self._paused, self.wanted[job.order], job.id


def shared_with(production: UUID) -> list[int]:
    """Return the open actions for which others wait beside a production."""
    mine = ActionRow.objects.filter(jobs__production=production, jobs__state__in=OPEN, state__in=("ready", "running"))
    others = JobRow.objects.filter(action__in=mine, state__in=OPEN).exclude(production=production)
    return list(others.values_list("action", flat=True).distinct())
