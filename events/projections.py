"""Live rows: each aggregate's folded state with index columns, written from the same fold as everything else."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec
from django.db import IntegrityError, models

from events.decider import ABSENT, Decider, Folded, Trail
from events.errors import Refusal

S = TypeVar("S")


class AggregateRow(models.Model):
    """One stream's newest state. `state` and `causes` are JSON text; `log` is the log the stream belongs to."""

    id = models.UUIDField(primary_key=True)
    log = models.UUIDField(db_index=True)
    version = models.BigIntegerField()
    state = models.TextField()
    causes = models.TextField()

    class Meta:
        abstract = True


@dataclass(frozen=True, slots=True)
class Projection(Generic[S]):
    """How a category's state becomes a row: `columns(state)` are the indexed ones.

    `refusals` maps the name of a database constraint to the refusal that its violation means.
    """

    decider: Decider[S, Any]
    state: type[S]
    row: type[AggregateRow]
    columns: Callable[[S], Mapping[str, Any]]
    refusals: Mapping[str, Callable[[], Refusal]] = field(default_factory=dict)

    def make(self, log: UUID, stream: UUID, folded: Folded[S]) -> AggregateRow:
        """Return the unsaved row of a folded stream."""
        return self.row(
            id=stream,
            log=log,
            version=folded.version,
            state=msgspec.json.encode(folded.state).decode(),
            causes=_written(folded),
            **self.columns(folded.state),
        )

    def read(self, version: int, state: str, causes: str) -> Folded[S]:
        """Return the folded state that a row holds."""
        return Folded(msgspec.json.decode(state, type=self.state), version, *_read_causes(causes))


_read_plain = msgspec.json.Decoder(dict[str, UUID]).decode
_read_trails = msgspec.json.Decoder(dict[str, UUID | list[tuple[Any, ...]]]).decode


def _written(folded: Folded[Any]) -> str:
    """Causes as JSON: an event id by key, or the trail instead, whose last event it is; what is absent has no value."""
    trails = {
        key: [(event,) if value is ABSENT else (event, value) for event, value in trail]
        for key, trail in folded.trails.items()
    }
    return msgspec.json.encode({**folded.causes, **trails}).decode()


def _read_causes(text: str) -> tuple[dict[str, UUID], dict[str, Trail]]:
    if "[" not in text:
        return _read_plain(text), {}
    causes, trails = dict[str, UUID](), dict[str, Trail]()
    for key, kept in _read_trails(text).items():
        if isinstance(kept, UUID):
            causes[key] = kept
        else:
            trails[key] = tuple((UUID(step[0]), step[1] if len(step) > 1 else ABSENT) for step in kept)
            causes[key] = trails[key][-1][0]
    return causes, trails


_projections: dict[str, Projection[Any]] = {}


def register(projection: Projection[S]) -> Projection[S]:
    """Make a category's rows follow its events."""
    _projections[projection.decider.category] = projection
    return projection


def registered() -> Mapping[str, Projection[Any]]:
    """Return all projections by category."""
    return dict(_projections)


def save(touched: Iterable[tuple[str, UUID, UUID, Folded[Any]]]) -> None:
    """Write the rows of (category, log, stream, state), one statement per table; some categories have none."""
    rows: dict[type[AggregateRow], list[AggregateRow]] = defaultdict(list)
    for category, log, stream, folded in touched:
        if projection := _projections.get(category):
            rows[projection.row].append(projection.make(log, stream, folded))
    for model, made in rows.items():
        names = [column.name for column in model._meta.concrete_fields if column.name != "id"]
        model._default_manager.bulk_create(made, update_conflicts=True, unique_fields=["id"], update_fields=names)


@contextmanager
def constraints_as_refusals() -> Iterator[None]:
    """Turn the violation of a projection's named constraint into its refusal."""
    try:
        yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        meanings = {key: make for projection in _projections.values() for key, make in projection.refusals.items()}
        if name not in meanings:
            raise
        raise meanings[name]() from error
