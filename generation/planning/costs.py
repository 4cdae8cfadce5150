"""What stages cost: seconds observed so far, scaled to a shot's size, as a range."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

import msgspec
from django.db import connection

from events.registry import Json
from generation.domain.pipeline import StageSpec
from generation.domain.plan import Cost, Said, SaidOf
from generation.models import ObservationRow
from generation.stages.registry import kinds

DEVICE_CLASS = "cpu"

RESOLUTION = "parameter:resolution"
Rate = tuple[Decimal, Decimal]

# Seconds per unit, least and most, of a kind that is no longer there.
_UNKNOWN = (Decimal("0.1"), Decimal(10))

_OBSERVED = """
SELECT kind, percentile_cont(0.1) WITHIN GROUP (ORDER BY seconds / size),
             percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds / size)
FROM (SELECT kind, seconds, size, row_number() OVER (PARTITION BY kind ORDER BY id DESC) AS nth
      FROM generation_observation WHERE device_class = %s AND size > 0) newest
WHERE nth <= 50 GROUP BY kind
"""


def size(stage: StageSpec, values: Mapping[str, Json]) -> Decimal:
    """Return the size of a stage's work: millions of pixels times frames, of pixels, or 1 where neither matters."""
    return units(stage, values).high


def units(stage: StageSpec, values: Mapping[str, Json]) -> Cost:
    """Return a stage's cost in units of its size: what plans are made with, until `priced` says what a unit takes."""
    flat, moving = _depends(stage)
    if flat:
        return _units(None, 1)
    return _units(str(values.get(RESOLUTION) or "1280x720"), int(values.get("frames") or 1) if moving else 1)


def _depends(stage: StageSpec) -> tuple[bool, bool]:
    """Whether the size of a stage's work is always the same, and whether it grows with the frames."""
    if stage.kind not in _known_kinds:
        moving = "frames" in stage.reads or any(port.type == "frames" for port in stage.inputs)
        _known_kinds[stage.kind] = not moving and RESOLUTION not in stage.reads, moving
    return _known_kinds[stage.kind]


_known_kinds: dict[str, tuple[bool, bool]] = {}


@lru_cache(maxsize=10_000)
def _units(resolution: str | None, frames: int) -> Cost:
    width, _, height = (resolution or "1000x1000").partition("x")
    amount = Decimal(int(width) * int(height)) / 1_000_000 * frames if resolution else Decimal(1)
    return Cost(amount, amount)


def priced(planned: SaidOf) -> dict[UUID, tuple[Said, ...]]:
    """Return what is said of shots, in units so far, with costs in seconds, from one look at what was observed."""
    shared = {id(each): each for each in planned.values()}
    rates = _rates() if any(shared.values()) else {}
    in_seconds = {place: tuple(_priced(one, rates) for one in each) for place, each in shared.items()}
    return {shot: in_seconds[id(each)] for shot, each in planned.items()}


def _priced(one: Said, rates: Mapping[str, Rate]) -> Said:
    low, high = rates.get(one.kind, _UNKNOWN)
    return msgspec.structs.replace(one, cost=Cost(one.cost.low * low, one.cost.high * high))


def _rates() -> dict[str, Rate]:
    """Seconds per unit, least and most, by the kind of stage with its backend."""
    guessed = {spec.kind: (Decimal(spec.first_guess[0]), Decimal(spec.first_guess[1])) for spec in kinds().values()}
    return {**guessed, **_observed()}


def _observed() -> dict[str, Rate]:
    with connection.cursor() as cursor:
        cursor.execute(_OBSERVED, [DEVICE_CLASS])
        return {kind: (Decimal(str(low)), Decimal(str(high))) for kind, low, high in cursor.fetchall()}


def observe(stage: StageSpec, values: Mapping[str, Json], seconds: Decimal) -> None:
    """Remember what a stage of these inputs took."""
    ObservationRow.objects.create(kind=stage.kind, device_class=DEVICE_CLASS, size=size(stage, values), seconds=seconds)
