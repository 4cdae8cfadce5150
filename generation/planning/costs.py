"""What stages cost: seconds observed so far, scaled to a shot's size, as a range over the devices that may do them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from math import floor, log2
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.db import connection

from events import prepared
from events.registry import Json
from generation.domain.model_costs import Learned, WorkSize
from generation.domain.model_work import ModelWork
from generation.domain.needs import Needs, Offer
from generation.domain.pipeline import Node, StageSpec
from generation.domain.plan import FREE, Basis, Cost, Money, PlanLine, SaidOf, SegmentCost, total, weakest
from generation.domain.prices import PriceList
from generation.domain.recipes import own_parameters, settings
from generation.domain.retake import RETAKE, frames_made
from generation.live import offers
from generation.models import ObservationRow
from generation.planning.model_works import Register
from generation.planning.price_list import price_list
from generation.register import paces as model_paces
from generation.register.asked import RESOLUTION, Answer, task_of, work_of
from generation.stages.registry import kinds

# What paces and prices rest on, beside the day: the newest observations, the price list, the workers that are here. Of
# observations there are some, since one with a lower number may be committed later.
_GROUND = """
SELECT (SELECT string_agg(id::text, ' ') FROM
            (SELECT id FROM generation_observation ORDER BY id DESC LIMIT 64) newest),
       (SELECT string_agg(version || causes, ' ') FROM generation_prices),
       (SELECT json_agg(json_build_array(kinds, CASE classes WHEN '{}' THEN ARRAY[device_class] ELSE classes END,
                                         memory, resident, drained_at IS NOT NULL) ORDER BY name)::text
        FROM generation_worker WHERE stopped_at IS NULL AND seen_at >= statement_timestamp() - %s::interval)
"""
Ground = tuple[str, str | None, str | None, str | None]
"""The day, observations, prices and workers: what differs whenever costs that no model has a say in may."""
T = TypeVar("T")

ENOUGH = 5
"""As many observations of a size say more of it than all of any size."""

# Of the newest that were seen of each kind, by doublings of size, and of all sizes together.

_OBSERVED = """
WITH RECURSIVE asked (kind) AS (SELECT unnest(%s::text[])),
classes (kind, device_class) AS (
    SELECT kind, (SELECT min(device_class) FROM generation_observation o WHERE o.kind = asked.kind) FROM asked
    UNION ALL
    SELECT kind, (SELECT min(device_class) FROM generation_observation o
                  WHERE o.kind = classes.kind AND o.device_class > classes.device_class)
    FROM classes WHERE device_class IS NOT NULL)
SELECT kind, device_class, bucket, count(*), percentile_cont(ARRAY[0.1, 0.5, 0.9]) WITHIN GROUP (ORDER BY pace)
FROM (SELECT kind, device_class, seen.seconds / seen.size AS pace, floor(log(2, seen.size))::int AS bucket
      FROM classes CROSS JOIN LATERAL (
          SELECT seconds, size FROM generation_observation o
          WHERE o.kind = classes.kind AND o.device_class = classes.device_class AND size > 0
          ORDER BY id DESC LIMIT 50) seen) paces
GROUP BY GROUPING SETS ((kind, device_class), (kind, device_class, bucket))
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds for a unit of size: what nine of ten take longer than, half of them, and one of ten."""

    low: Decimal
    expected: Decimal
    high: Decimal


_UNKNOWN = Pace(Decimal("0.1"), Decimal(1), Decimal(10))
"""That of a kind that is no longer there."""

Observed = Mapping[tuple[str, str, int | None], Pace]
"""By kind, device class and doublings of size; under None that of all sizes."""


@dataclass(slots=True)
class Paces:
    """What kinds take on each class of device that may do their work, and what a second of it costs there.

    Those are the classes of workers that are here and able; where none is, those on which the kind was observed.
    """

    observed: Observed
    guessed: Mapping[str, Pace]
    here: Collection[Offer]
    able: Mapping[str, tuple[str, ...]]
    prices: PriceList
    now: datetime
    learned: Mapping[str, Mapping[tuple[str, str], Learned]] = field(default_factory=dict)
    needs: Mapping[str, Needs] = field(default_factory=dict)
    _known: dict[tuple[str, int], tuple[tuple[str, ...], tuple[Pace, ...], Basis]] = field(default_factory=dict)
    _fitting: dict[tuple[str, Needs], tuple[str, ...]] = field(default_factory=dict)

    def cost(self, kind: str, units: Cost) -> Cost:
        """Return what so many units take and cost, whichever of the devices does them."""
        devices, paces, basis = self._paces(kind, _doublings(units.high))
        return self._over(devices, paces, units, basis)

    def cost_by_model(self, kind: str, units: Cost, answer: Answer) -> Cost:
        """Return what work takes and costs by what was learned of its model, of which its size says little."""
        assert units.work, "it is work for a model"
        cost = (
            total(each.cost for each in self.segments(kind, units, answer))
            if answer.fitted.segments
            else (self._cost_by_model(kind, units, answer, answer.fitted.shapes[0]))
        )
        if answer.price is None:
            return cost
        return msgspec.structs.replace(
            cost, price=(answer.price if units.low else Decimal(0), answer.price, answer.price)
        )

    def segments(self, kind: str, units: Cost, answer: Answer) -> tuple[SegmentCost, ...]:
        """Return what each segment takes and costs of work that is longer than its model; nothing for other work."""
        counts = answer.fitted.segments
        return tuple(
            SegmentCost(count, self._cost_by_model(kind, _share(units, count, sum(counts)), answer, shape))
            for count, shape in zip(counts, answer.fitted.shapes, strict=bool(counts))
        )

    def _cost_by_model(self, kind: str, units: Cost, answer: Answer, shape: WorkSize) -> Cost:
        assert units.work, "it is work for a model"
        learned = self.learned.get(units.work.digest)
        if not learned:
            return msgspec.structs.replace(self.cost(kind, units), basis="guessed")
        devices = self._devices(kind, answer) or tuple(sorted({device for device, _ in learned}))
        told = [_learned_on(device, answer.fitted.numbers, learned) for device in devices]
        costs = [known.cost(shape) for known, _ in told]
        whole = Cost(Decimal(1 if units.low else 0), Decimal(1), Decimal(1))
        paces = [Pace(cost.low, cost.expected, cost.high) for cost in costs]
        return self._over(devices, paces, whole, weakest([basis for _, basis in told]))

    def _devices(self, kind: str, answer: Answer) -> tuple[str, ...]:
        """The classes of the workers that are here and have the memory that a model needs."""
        needs = answer.needed(self.needs.get(kind, Needs()))
        if (kind, needs) not in self._fitting:
            self._fitting[kind, needs] = offers.able(self.here, {kind: needs})[kind]
        return self._fitting[kind, needs]

    def _over(self, devices: tuple[str, ...], paces: Sequence[Pace], units: Cost, basis: Basis) -> Cost:
        low = min(pace.low for pace in paces) * units.low
        high = max(pace.high for pace in paces) * units.high
        expected = sum((pace.expected for pace in paces), Decimal(0)) / len(paces) * units.expected
        return Cost(low, high, expected, self._price(devices, paces, units), devices, basis)

    def _paces(self, kind: str, doublings: int) -> tuple[tuple[str, ...], tuple[Pace, ...], Basis]:
        if (kind, doublings) not in self._known:
            seen = tuple(sorted({device for of, device, _ in self.observed if of == kind}))
            devices = self.able.get(kind) or seen or _needed(kind)
            paces = [self._pace(kind, device, doublings, seen) for device in devices]
            basis = weakest([_basis(device, seen) for device in devices])
            self._known[kind, doublings] = devices, tuple(paces), basis
        return self._known[kind, doublings]

    def _pace(self, kind: str, device: str, doublings: int, seen: Sequence[str]) -> Pace:
        """That of a class; where it never did such work, that of those which did, else what the author guessed."""
        for of in (device,) if device in seen else seen:
            known = self.observed.get((kind, of, doublings)) or self.observed.get((kind, of, None))
            if known:
                return known
        return self.guessed.get(kind, _UNKNOWN)

    def _price(self, devices: Sequence[str], paces: Sequence[Pace], units: Cost) -> Money | None:
        if not all(self.prices.knows(device, self.now) for device in devices):
            return None
        rates = [self.prices.rate(device, self.now) for device in devices]
        if not any(rates):
            return FREE
        by_device = list(zip(rates, paces, strict=True))
        return (
            min(rate * pace.low for rate, pace in by_device) * units.low,
            max(rate * pace.high for rate, pace in by_device) * units.high,
            sum((rate * pace.expected for rate, pace in by_device), Decimal(0)) / len(by_device) * units.expected,
        )


def _share(units: Cost, part: int, of: int) -> Cost:
    low, high, expected = (each * part / of for each in (units.low, units.high, units.expected))
    return msgspec.structs.replace(units, low=low, high=high, expected=expected)


def _basis(device: str, seen: Collection[str]) -> Basis:
    if device in seen:
        return "measured"
    return "elsewhere" if seen else "guessed"


def _learned_on(device: str, numbers: str, learned: Mapping[tuple[str, str], Learned]) -> tuple[Learned, Basis]:
    """What was learned on a class of device, best in the same numbers; else what was learned on others."""
    ranked = sorted(learned, key=lambda of: (of[0] != device, of[1] != numbers, -learned[of].jobs, of))
    return learned[ranked[0]], "measured" if ranked[0][0] == device else "elsewhere"


def size(stage: StageSpec, values: Mapping[str, Json]) -> Decimal:
    """Return the size of a stage's work: millions of pixels times frames, of pixels, or 1 where neither matters."""
    return _units(*_size(stage, values)).high


def units(node: Node, values: Mapping[str, Json], fed: Collection[str]) -> Cost:
    """Return a stage's cost in units of its size: what plans are made with, until `priced` says what a unit takes.

    `fed` are the ports at which something comes in, by which the work of models differs.
    """
    if not task_of(node.spec):
        return _units(*_size(node.spec, values))
    inputs = {**values, **dict(settings(own_parameters(node), values))}
    return _units(*_size(node.spec, values), work_of(node.spec, inputs, fed))


def _size(stage: StageSpec, values: Mapping[str, Json]) -> tuple[str | None, int]:
    flat, moving = _depends(stage)
    if flat:
        return None, 1
    return str(values.get(RESOLUTION) or "1280x720"), _frames(stage, values) if moving else 1


def _frames(stage: StageSpec, values: Mapping[str, Json]) -> int:
    """The frames that a stage makes: of a retake only those that are made again, where the stage knows of it."""
    return frames_made(values) if RETAKE in stage.reads else int(values.get("frames") or 1)


def _depends(stage: StageSpec) -> tuple[bool, bool]:
    """Whether the size of a stage's work is always the same, and whether it grows with the frames."""
    known = _known_stages.get(id(stage))
    if known is None:
        moving = "frames" in stage.reads or any(port.type == "frames" for port in stage.inputs)
        known = _known_stages[id(stage)] = stage, not moving and RESOLUTION not in stage.reads, moving
    return known[1:]


_known_stages: dict[int, tuple[StageSpec, bool, bool]] = {}
"""By where they are in memory: they are held, so that no others take their place."""


@lru_cache(maxsize=10_000)
def _units(resolution: str | None, frames: int, work: ModelWork | None = None) -> Cost:
    width, _, height = (resolution or "1000x1000").partition("x")
    amount = Decimal(int(width) * int(height)) / 1_000_000 * frames if resolution else Decimal(1)
    return Cost(amount, amount, amount, work=work)


def priced(planned: SaidOf, now: Ground | None = None) -> dict[UUID, tuple[PlanLine, ...]]:
    """Return what is said of shots, in units so far, with costs in seconds, from one look at what was observed.

    Work that its model may not or cannot do is blocked. `now` is what `ground` said, where it was asked already.
    """
    if not planned:
        return {}
    register = Register()
    planned = register.judged(planned)
    shared = {id(each): each for each in planned.values()}
    told = [one for each in shared.values() for one in each]
    paces = _paces({one.kind for one in told}, {one.cost.work.digest for one in told if one.cost.work}, now)
    in_seconds = {place: tuple(_priced(one, paces, register) for one in each) for place, each in shared.items()}
    return {shot: in_seconds[id(each)] for shot, each in planned.items()}


def _priced(one: PlanLine, paces: Paces, register: Register) -> PlanLine:
    if not one.cost.high:
        return one
    answer = register.answer(one.cost.work) if one.cost.work else None
    if isinstance(answer, Answer):
        cost = paces.cost_by_model(one.kind, one.cost, answer)
        return msgspec.structs.replace(one, cost=cost, segments=paces.segments(one.kind, one.cost, answer))
    return msgspec.structs.replace(one, cost=paces.cost(one.kind, one.cost))


def _doublings(size: Decimal) -> int:
    return floor(log2(size))


def ground() -> Ground:
    """Look at what costs rest on now."""
    observations, prices, workers = prepared.row(_GROUND, [offers.SILENCE])
    return datetime.now(UTC).date().isoformat(), observations, prices, workers


def _paces(wanted: Collection[str], digests: Collection[str], now: Ground | None = None) -> Paces:
    """What was observed of kinds, with their backends; of those that never ran what their authors guess."""
    _, observations, prices, workers = now or ground()
    specs = {spec.kind: spec for spec in kinds().values() if spec.kind in wanted}
    guessed = {kind: _guess(spec) for kind, spec in specs.items()}
    needs = {kind: spec.needs for kind, spec in specs.items()}
    of = frozenset(wanted)
    observed = _read_once(("observed", of), observations, lambda: _observed(wanted) if wanted else {})
    here = _offers(workers)
    able = _read_once(("able", of), workers, lambda: offers.able(here, needs))
    priced_ = _read_once(("prices",), prices, price_list)
    learned = model_paces.known(digests) if digests else {}
    return Paces(observed, guessed, here, able, priced_, datetime.now(UTC), learned, needs)


@lru_cache(maxsize=64)
def _offers(workers: str | None) -> tuple[Offer, ...]:
    """What the workers offer of which the ground says that they are here."""
    return tuple(Offer(*told) for told in _told(workers)) if workers else ()


_told = msgspec.json.Decoder(list[tuple[tuple[str, ...], tuple[str, ...], int, tuple[str, ...], bool]]).decode
MOST_READ = 1000
_read_before: dict[tuple[Any, ...], tuple[str | None, Any]] = {}


def _read_once(what: tuple[Any, ...], rests_on: str | None, read: Callable[[], T]) -> T:
    """What was read last, where that still rests on the same."""
    known = _read_before.get(what)
    if known is None or known[0] != rests_on:
        if len(_read_before) > MOST_READ:
            _read_before.clear()
        known = _read_before[what] = rests_on, read()
    value: T = known[1]
    return value


def _needed(kind: str) -> tuple[str, ...]:
    """The class that a kind asks for, as far as that is known."""
    return next(((spec.needs.device,) for spec in kinds().values() if spec.kind == kind), ("cpu",))


def _guess(spec: StageSpec) -> Pace:
    low, high = map(Decimal, spec.first_guess)
    return Pace(low, (low * high).sqrt(), high)


def _observed(wanted: Collection[str]) -> Observed:
    rows = prepared.rows(_OBSERVED, [list(wanted)])
    return {
        (kind, device, bucket): Pace(*(Decimal(str(end)) for end in ends))
        for kind, device, bucket, count, ends in rows
        if bucket is None or count >= ENOUGH
    }


# From one kind and class to the next by index, and of each the newest.
LAST_SEEN = """
WITH RECURSIVE seen (kind, device_class) AS (
    (SELECT kind, device_class FROM generation_observation ORDER BY kind, device_class LIMIT 1)
    UNION ALL
    SELECT next.* FROM seen, LATERAL (
        SELECT o.kind, o.device_class FROM generation_observation o
        WHERE (o.kind, o.device_class) > (seen.kind, seen.device_class)
        ORDER BY o.kind, o.device_class LIMIT 1) next)
SELECT kind, extract(epoch FROM max(newest.seen_at))::bigint AS at FROM seen, LATERAL (
    SELECT o.seen_at FROM generation_observation o
    WHERE (o.kind, o.device_class) = (seen.kind, seen.device_class) ORDER BY o.id DESC LIMIT 1) newest
GROUP BY kind
"""
"""A statement that gives the kinds, with version and backend, whose work was ever observed, each with the second in
which it was so last."""


def last_seen() -> list[tuple[str, int]]:
    """Return what `LAST_SEEN` gives."""
    with connection.cursor() as cursor:
        cursor.execute(LAST_SEEN)
        rows: list[tuple[str, int]] = cursor.fetchall()
    return rows


def observe(stage: StageSpec, values: Mapping[str, Json], seconds: Decimal, device: str) -> None:
    """Remember what a stage of these inputs took on a class of device."""
    ObservationRow.objects.create(kind=stage.kind, device_class=device, size=size(stage, values), seconds=seconds)
