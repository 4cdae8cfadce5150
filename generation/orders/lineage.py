"""The lineage of a shot's takes, with what was booked to each and what was sent to models for it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from events.decider import Folded
from generation.artifacts import access
from generation.domain.lineage import Step, TakeMade, lineage
from generation.models import TraceRow
from productions import queries
from productions.domain.take import Take
from productions.refusals import NotFound

SENT = ("request", "prompt")
"""The roles of files that say what was sent to a model, that which says most first."""

_COSTS = """
SELECT j."order", j.variation, j.language, j.settings::text, c.currency, sum(c.amount), sum(c.seconds)
FROM generation_cost c JOIN generation_job j ON j.id = c.job WHERE c.shot = %s GROUP BY 1, 2, 3, 4, 5
"""


@dataclass(frozen=True, slots=True)
class Booked:
    """What was booked to the work for a take: device-seconds, and money in a currency."""

    seconds: Decimal
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that says what a stage sent to its model."""

    stage: str
    role: str
    digest: str


@dataclass(frozen=True, slots=True)
class TakeStep:
    """A step of the lineage; `booked` None where nothing was: all of it had been made before."""

    step: Step
    booked: Booked | None
    sent: tuple[Sent, ...]


def take_lineage(production: UUID, shot: UUID) -> list[TakeStep]:
    """Return the takes of a shot, the first one first; NotFound for a shot that the production does not have."""
    if shot not in queries.moment(production, shots=[shot]).shots:
        raise NotFound("There is no such shot.")
    takes = queries.takes_of([shot])
    recipes = access.recipes({key for folded in takes.values() for key in folded.state.recipes.values()})
    steps = lineage([_made(id_, folded, recipes) for id_, folded in takes.items()])
    booked, sent = _booked(shot), _sent(recipes)
    keys = {id_: folded.state.recipes for id_, folded in takes.items()}
    return [
        TakeStep(
            step,
            _of(step.take, booked),
            tuple(Sent(stage, *said) for stage, key in keys[step.take.id].items() for said in sent[key][:1]),
        )
        for step in steps
    ]


def _made(id_: UUID, folded: Folded[Take], recipes: Mapping[str, Any]) -> TakeMade:
    state = folded.state
    assert state.order is not None, "it was made"
    own = {stage: recipes[key] for stage, key in state.recipes.items() if key in recipes}
    return TakeMade(id_, state.number, state.order, state.language, state.variation, state.settings, own)


@dataclass(frozen=True, slots=True)
class _Cost:
    order: UUID
    variation: int
    language: str
    settings: Any
    booked: Booked


def _booked(shot: UUID) -> list[_Cost]:
    with connection.cursor() as cursor:
        cursor.execute(_COSTS, [shot])
        rows = cursor.fetchall()
    return [
        _Cost(order, variation, language, msgspec.json.decode(settings), Booked(seconds, amount, currency))
        for order, variation, language, settings, currency, amount, seconds in rows
    ]


def _of(take: TakeMade, costs: Iterable[_Cost]) -> Booked | None:
    """What was booked to the jobs that were ordered for a take."""
    mine = [
        cost.booked
        for cost in costs
        if (cost.order, cost.variation, cost.settings) == (take.order, take.variation, dict(take.settings))
        and cost.language in ("", take.language)
    ]
    if not mine:
        return None
    currency = mine[-1].currency
    amount = sum((each.amount for each in mine if each.currency == currency), Decimal(0))
    return Booked(sum((each.seconds for each in mine), Decimal(0)), amount, currency)


def _sent(keys: Iterable[str]) -> Mapping[str, list[tuple[str, str]]]:
    """The files by key of the work that say what was sent, that which says most first."""
    rows = TraceRow.objects.filter(key__in=list(keys)).order_by("generation").values_list("key", "artifacts")
    sent: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, artifacts in rows:
        files = {each["role"]: each["digest"] for each in artifacts}
        sent[key] = [(role, files[role]) for role in SENT if role in files]
    return sent
