"""Rows made anew from the log, compared with the live ones: what drifted is named, and mended unless only checked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from events import projections, store
from events.decider import fold, start
from events.projections import AggregateRow, Projection

CHUNK = 500
OnProgress = Callable[[str, int], None]
_afterwards: list[Callable[[], None]] = []


@dataclass(frozen=True, slots=True)
class Drift:
    """A row that differs from its history. `fields` are the columns; none when the row is missing or has no history."""

    category: str
    stream: UUID
    what: str
    fields: tuple[str, ...] = ()


def rebuild(*, check: bool = False, progress: OnProgress = lambda category, streams: None) -> list[Drift]:
    """Fold every stream that has rows, chunk by chunk, and return what drifted; `check` leaves the rows as they are.

    `progress(category, streams)` is told how many streams of a category are done. Each chunk holds its
    rows first, so that no writer can move a stream between the reading of its row and of its events. What is made of
    rows is made anew at the end, unless they are only checked.
    """
    drifted: list[Drift] = []
    for category, projection in projections.registered().items():
        done = 0
        for drifts, count in _chunks(category, projection, check):
            drifted.extend(drifts)
            done += count
            progress(category, done)
        drifted.extend(_without_history(category, projection, check))
    for again in () if check else _afterwards:
        again()
    return drifted


def after_rebuilding(again: Callable[[], None]) -> None:
    """Have something done whenever the rows were rebuilt: what is made of them is made anew."""
    _afterwards.append(again)


def _chunks(category: str, projection: Projection[Any], check: bool) -> Iterator[tuple[list[Drift], int]]:
    last = UUID(int=0)
    while streams := store.streams(category, last, CHUNK):
        with transaction.atomic():
            live = _held(projection, [id_ for id_, _ in streams])
            made = _folded(projection, streams)
            drifts = list(_compare(category, made, live))
            if drifts and not check:
                _write(projection, [made[drift.stream] for drift in drifts])
        yield drifts, len(streams)
        last = streams[-1][0]


def _held(projection: Projection[Any], streams: Sequence[UUID]) -> dict[UUID, AggregateRow]:
    return {row.id: row for row in projection.row._default_manager.select_for_update().filter(id__in=streams)}


def _folded(projection: Projection[Any], streams: Sequence[tuple[UUID, UUID]]) -> dict[UUID, AggregateRow]:
    histories = store.whole_histories(id_ for id_, _ in streams)
    folded = {history.stream: fold(projection.decider, history.events) for history in histories}
    return {id_: projection.make(log, id_, folded.get(id_) or start(projection.decider)) for id_, log in streams}


def _compare(category: str, made: Mapping[UUID, AggregateRow], live: Mapping[UUID, AggregateRow]) -> Iterator[Drift]:
    for id_, row in made.items():
        if id_ not in live:
            yield Drift(category, id_, "missing")
        elif differing := _differing(row, live[id_]):
            yield Drift(category, id_, "differs", differing)


def _differing(row: AggregateRow, other: AggregateRow) -> tuple[str, ...]:
    names = (column.attname for column in row._meta.concrete_fields)
    return tuple(name for name in names if getattr(row, name) != getattr(other, name))


def _write(projection: Projection[Any], rows: Sequence[AggregateRow]) -> None:
    projection.row._default_manager.filter(id__in=[row.id for row in rows]).delete()
    projection.row._default_manager.bulk_create(rows)


def _without_history(category: str, projection: Projection[Any], check: bool) -> list[Drift]:
    table = projection.row._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM {table} WHERE NOT EXISTS (SELECT FROM eventlog.stream s WHERE s.id = {table}.id)"
        )
        strays = [id_ for (id_,) in cursor.fetchall()]
    if not check:
        projection.row._default_manager.filter(id__in=strays).delete()
    return [Drift(category, id_, "has no history") for id_ in strays]
