"""What became of the work of each stage that was ordered lately: made, or met again; and what it cost last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import connection

from generation.stages import pipelines

LATELY = 50
"""The newest orders, of which the work is counted."""

_MET = """
SELECT j.stage, count(*) FILTER (WHERE first.id = j.id),
       count(*) FILTER (WHERE first.id <> j.id AND first.production <> j.production), count(*)
FROM (SELECT id FROM generation_order WHERE production = %(production)s ORDER BY id DESC LIMIT %(lately)s) o
JOIN generation_job j ON j.order = o.id AND j.state IN ('done', 'reused')
LEFT JOIN LATERAL (
    SELECT f.id, f.production FROM generation_job f
    WHERE f.key = j.key AND f.generation = j.generation AND f.state = 'done' ORDER BY f.ended_at, f.id LIMIT 1
) first ON true
GROUP BY j.stage
"""
_LAST = """
SELECT DISTINCT ON (stage) stage, shot, booked_at, seconds, device_class, amount, currency
FROM generation_cost WHERE production = %(production)s ORDER BY stage, booked_at DESC, job DESC
"""


@dataclass(frozen=True, slots=True)
class LastMade:
    """What a stage cost when it was made last: of work that several waited for, the share that this one bore."""

    shot: UUID
    at: datetime
    seconds: Decimal
    device_class: str
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class StageWork:
    """How many jobs of a stage made something, and how many met it again: made for this production, or for another.

    Who waited for work that another job had asked for first has met it again too. `last` is of all orders.
    """

    stage: str
    made: int = 0
    met_here: int = 0
    met_elsewhere: int = 0
    last: LastMade | None = None


def work_of_stages(production: UUID) -> list[StageWork]:
    """Return what became of the work of each stage of a production's pipeline, in its order."""
    asked: dict[str, UUID | int] = {"production": production, "lately": LATELY}
    with connection.cursor() as cursor:
        cursor.execute(_MET, asked)
        counted = {stage: counts for stage, *counts in cursor.fetchall()}
        cursor.execute(_LAST, asked)
        last = {stage: LastMade(*rest) for stage, *rest in cursor.fetchall()}
    return [_work(stage, counted, last.get(stage)) for stage in pipelines.of_production(production).ids]


def _work(stage: str, counted: Mapping[str, list[int]], last: LastMade | None) -> StageWork:
    made, elsewhere, total = counted.get(stage, (0, 0, 0))
    return StageWork(stage, made, total - made - elsewhere, elsewhere, last)
