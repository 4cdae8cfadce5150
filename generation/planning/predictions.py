"""Predicted against actual: what the plan said that jobs would take when they were ordered, and what they took."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import connection

from generation.stages import pipelines

_TOLD = """
SELECT j.stage, count(*), sum(j.expected), sum(j.longest), sum(c.seconds),
       count(*) FILTER (WHERE c.seconds <= j.longest)
FROM generation_cost c JOIN generation_job j ON j.id = c.job
WHERE c.production = %(production)s AND (%(order)s::uuid IS NULL OR c.order = %(order)s) AND j.longest > 0
GROUP BY j.stage
"""


@dataclass(frozen=True, slots=True)
class StagePrediction:
    """What jobs of a stage were to take in device-seconds, and took; `within` counts those that took no longer."""

    stage: str
    label: str
    jobs: int
    expected: Decimal
    high: Decimal
    actual: Decimal
    within: int


def predictions(production: UUID, order: UUID | None = None) -> list[StagePrediction]:
    """Return predicted against actual of the work done for a production, or for one order, in the pipeline's order."""
    titles = {node.id: node.title for node in pipelines.of_production(production).nodes}
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, {"production": production, "order": order})
        told = [StagePrediction(row[0], titles.get(row[0], row[0]), *row[1:]) for row in cursor.fetchall()]
    places = {stage: place for place, stage in enumerate(titles)}
    return sorted(told, key=lambda each: (places.get(each.stage, len(places)), each.stage))
