"""What stages cost: seconds observed so far, scaled to a shot's size, as a range."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import floor, log2
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
ENOUGH = 5
"""As many observations of a size say more of it than all of any size."""

# Of the newest that were seen of each kind, by doublings of size, and of all sizes together.

_OBSERVED = """
SELECT kind, bucket, count(*), percentile_cont(ARRAY[0.1, 0.5, 0.9]) WITHIN GROUP (ORDER BY pace)
FROM (SELECT asked.kind, seen.seconds / seen.size AS pace, floor(log(2, seen.size))::int AS bucket
      FROM unnest(%s::text[]) AS asked (kind) CROSS JOIN LATERAL (
          SELECT seconds, size FROM generation_observation o
          WHERE o.kind = asked.kind AND device_class = %s AND size > 0 ORDER BY id DESC LIMIT 50) seen) paces
GROUP BY GROUPING SETS ((kind), (kind, bucket))
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds for a unit of size: what nine of ten take longer than, half of them, and one of ten."""

    low: Decimal
    expected: Decimal
    high: Decimal

    def cost(self, units: Cost) -> Cost:
        """Return what so many units take."""
        return Cost(units.low * self.low, units.high * self.high, units.expected * self.expected)


_UNKNOWN = Pace(Decimal("0.1"), Decimal(1), Decimal(10))
"""That of a kind that is no longer there."""

Paces = Mapping[tuple[str, int | None], Pace]
"""By kind and doublings of size; under None that of all sizes."""


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
    return Cost(amount, amount, amount)


def priced(planned: SaidOf) -> dict[UUID, tuple[Said, ...]]:
    """Return what is said of shots, in units so far, with costs in seconds, from one look at what was observed."""
    shared = {id(each): each for each in planned.values()}
    paces = _paces({one.kind for each in shared.values() for one in each})
    in_seconds = {place: tuple(_priced(one, paces) for one in each) for place, each in shared.items()}
    return {shot: in_seconds[id(each)] for shot, each in planned.items()}


def _priced(one: Said, paces: Paces) -> Said:
    if not one.cost.high:
        return one
    pace = paces.get((one.kind, _doublings(one.cost.high))) or paces.get((one.kind, None)) or _UNKNOWN
    return msgspec.structs.replace(one, cost=pace.cost(one.cost))


def _doublings(size: Decimal) -> int:
    return floor(log2(size))


def _paces(wanted: Collection[str]) -> Paces:
    """What was observed of kinds, with their backends; of those that never ran what their authors guess."""
    if not wanted:
        return {}
    return {**{(spec.kind, None): _guess(spec) for spec in kinds().values()}, **_observed(wanted)}


def _guess(spec: StageSpec) -> Pace:
    low, high = map(Decimal, spec.first_guess)
    return Pace(low, (low * high).sqrt(), high)


def _observed(wanted: Collection[str]) -> Paces:
    with connection.cursor() as cursor:
        cursor.execute(_OBSERVED, [list(wanted), DEVICE_CLASS])
        rows = cursor.fetchall()
    return {
        (kind, bucket): Pace(*(Decimal(str(end)) for end in ends))
        for kind, bucket, count, ends in rows
        if bucket is None or count >= ENOUGH
    }


def observe(stage: StageSpec, values: Mapping[str, Json], seconds: Decimal) -> None:
    """Remember what a stage of these inputs took."""
    ObservationRow.objects.create(kind=stage.kind, device_class=DEVICE_CLASS, size=size(stage, values), seconds=seconds)
