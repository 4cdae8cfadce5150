"""The trail of a field: each event that set it, whose value stands, and what is left when some of them are undone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from events.registry import Event
from productions.domain.fields.table import Aggregate
from productions.domain.fields.values import ABSENT, REMOVED, Fields, Value


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a stream, with the earlier event that it answers, if it names one."""

    id: UUID
    event: Event
    causation: UUID | None = None


@dataclass(frozen=True, slots=True)
class TrailStep:
    """An event on a field: the value before and after, and the events by whose doing these stand.

    What undoes another event hands the field back to whoever had it before: that one's value stands again.
    """

    event: UUID
    before: Value
    after: Value
    owner_before: UUID | None
    owner: UUID | None


@dataclass(frozen=True, slots=True)
class Clash:
    """An event that cannot be undone on a field by itself, because the value of a later one stands there."""

    event: UUID
    field: str
    by: UUID


@dataclass(frozen=True, slots=True)
class Reverted:
    """The value that a field has without some events, which of them were undone, the newest first, and the clashes."""

    value: Value
    undone: tuple[UUID, ...]
    clashes: tuple[Clash, ...]


FieldTrail = Sequence[TrailStep]


def trails(kind: Aggregate[Any, Any], events: Iterable[Happened]) -> dict[str, list[TrailStep]]:
    """Return the trail of every field of a stream."""
    by_field: dict[str, list[TrailStep]] = defaultdict(list)
    state = kind.initial
    before = kind.read(state)
    for happened in events:
        state = kind.evolve(state, happened.event)
        after = kind.read(state)
        for field in _differing(before, after):
            old, new = before.get(field, ABSENT), after.get(field, ABSENT)
            by_field[field].append(_mark(by_field[field], happened, old, new))
        before = after
    return dict(by_field)


def _differing(before: Fields, after: Fields) -> Iterable[str]:
    return (name for name in {**before, **after} if before.get(name, ABSENT) != after.get(name, ABSENT))


def _mark(trail: FieldTrail, happened: Happened, before: Value, after: Value) -> TrailStep:
    owner_before = trail[-1].owner if trail else None
    return TrailStep(happened.id, before, after, owner_before, _owner(trail, happened, after))


def _owner(trail: FieldTrail, happened: Happened, value: Value) -> UUID | None:
    """An event that undoes one of the trail gives the value back to who last gave it before that one."""
    undone = next((place for place, mark in enumerate(trail) if mark.event == happened.causation), None)
    if undone is None:
        return happened.id
    for mark in reversed(trail[:undone]):
        if mark.after == value:
            return mark.owner
    return None if trail[0].before == value else happened.id


def reverted(field: str, trail: FieldTrail, chosen: Collection[UUID], *, force: bool = False) -> Reverted:
    """Return what a field comes to without the chosen events, from the newest back; `force` overrides later ones."""
    value, owner = trail[-1].after, trail[-1].owner
    undone, clashes = [], []
    for mark in reversed(trail):
        if mark.event not in chosen or (value == mark.before and owner == mark.owner_before):
            continue
        if owner != mark.owner and not force:
            clashes.append(Clash(mark.event, field, _standing(trail, owner, mark)))
            continue
        undone.append(mark.event)
        value, owner = mark.before, mark.owner_before
    return Reverted(value, tuple(undone), tuple(clashes))


def _standing(trail: FieldTrail, owner: UUID | None, mark: TrailStep) -> UUID:
    later = [other.event for other in trail[trail.index(mark) + 1 :]]
    return owner if owner is not None and owner in later else later[-1]


def since_begun(by_field: Mapping[str, FieldTrail], first: UUID, chosen: Collection[UUID]) -> Iterable[Clash]:
    """Yield the clashes of undoing a thing's first event: every field that somebody has set since."""
    for field, trail in by_field.items():
        owner = trail[-1].owner
        if field != REMOVED and owner not in (None, first) and owner not in chosen:
            assert owner is not None, "it was just compared"
            yield Clash(first, field, owner)
