"""Where the money went: what a production has spent, by person, scene, stage and the event that it is booked to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import connection

MOST_CAUSES = 100
"""Events that are listed, those with the most first."""

_TOTALS = """sum(c.amount), sum(c.seconds), count(*) FILTER (WHERE NOT c.waste),
    coalesce(sum(c.amount) FILTER (WHERE c.waste), 0), coalesce(sum(c.seconds) FILTER (WHERE c.waste), 0)"""
_SAYS = "production, person, shot, stage, cause, amount, seconds, currency"
_BOOKED = f"""(SELECT {_SAYS}, false AS waste FROM generation_cost
    UNION ALL SELECT {_SAYS}, true FROM generation_waste) c"""
_FROM = f"FROM {_BOOKED} WHERE c.production = %s AND c.currency = %s"
_BY = {
    "person": f"SELECT c.person::text, {_TOTALS} {_FROM} GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1",
    "stage": f"SELECT c.stage, {_TOTALS} {_FROM} GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1",
    "scene": f"""SELECT h.id::text, {_TOTALS} FROM {_BOOKED}
        JOIN productions_shot s ON s.id = c.shot JOIN productions_scene h ON h.id = s.scene
        WHERE c.production = %s AND c.currency = %s GROUP BY h.id ORDER BY h.rank COLLATE "C", h.code COLLATE "C" """,
    "cause": f"SELECT c.cause::text, {_TOTALS} {_FROM} GROUP BY 1 ORDER BY 2 DESC, 3 DESC, 1 LIMIT {MOST_CAUSES + 1}",
}


@dataclass(frozen=True, slots=True)
class Spent:
    """Money and device-seconds of so many stages, for one person, scene, stage or event, by its id or name.

    Of these `wasted` and `wasted_seconds` went to attempts that ended without a result.
    """

    of: str
    amount: Decimal
    seconds: Decimal
    stages: int
    wasted: Decimal
    wasted_seconds: Decimal


@dataclass(frozen=True, slots=True)
class Spendings:
    """All that was spent in a currency, in four ways. Of very many events those with the most are named."""

    person: Sequence[Spent]
    scene: Sequence[Spent]
    stage: Sequence[Spent]
    cause: Sequence[Spent]
    more_causes: bool


def spendings(production: UUID, currency: str) -> Spendings:
    """Return where the money of a production went."""
    by: dict[str, list[Spent]] = {}
    with connection.cursor() as cursor:
        for name, query in _BY.items():
            cursor.execute(query, [production, currency])
            by[name] = [Spent(*row) for row in cursor.fetchall()]
    causes = by.pop("cause")
    return Spendings(**by, cause=causes[:MOST_CAUSES], more_causes=len(causes) > MOST_CAUSES)


@dataclass(frozen=True, slots=True)
class StageCost:
    """What one stage of one shot cost once, the event that it is booked to, and further ones that asked for it.

    `wasted` says how an attempt without a result ended; it is empty for work that was done.
    """

    shot: UUID
    stage: str
    order: UUID
    amount: Decimal
    seconds: Decimal
    device_class: str
    currency: str
    cause: UUID
    further: Sequence[UUID]
    wasted: str


_OF_SHOT = """
SELECT shot, stage, "order", amount, seconds, device_class, currency, cause, further, wasted FROM (
    SELECT *, '' AS wasted FROM (SELECT shot, stage, "order", amount, seconds, device_class, currency, cause, further,
        production, booked_at, job FROM generation_cost) done
    UNION ALL
    SELECT shot, stage, "order", amount, seconds, device_class, currency, cause, further, production, booked_at, job,
        outcome FROM generation_waste) c
WHERE production = %s AND shot = %s ORDER BY booked_at, job
"""


def stage_costs(production: UUID, shot: UUID) -> list[StageCost]:
    """Return what stages of a shot cost, the earliest first."""
    with connection.cursor() as cursor:
        cursor.execute(_OF_SHOT, [production, shot])
        return [StageCost(*row) for row in cursor.fetchall()]
