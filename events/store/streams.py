"""Events by stream: the history of one thing, as it is read and as it is folded."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from events import codec
from events.store.records import History, StoredEvent
from events.store.rows import BY_STREAM, rows, tuples


def read_stream(stream: UUID, after: int = 0) -> list[StoredEvent]:
    """Return a stream's events with versions above `after`, in order."""
    return list(rows(f"{BY_STREAM} WHERE e.stream = %s AND e.version > %s ORDER BY e.version", [stream, after]))


def read_streams(streams: Iterable[UUID]) -> dict[UUID, list[StoredEvent]]:
    """Return the events of many streams in one query; streams without events are left out."""
    by_stream: dict[UUID, list[StoredEvent]] = {}
    for event in rows(f"{BY_STREAM} WHERE e.stream = ANY(%s) ORDER BY e.stream, e.version", [list(streams)]):
        by_stream.setdefault(event.stream, []).append(event)
    return by_stream


def whole_histories(streams: Iterable[UUID]) -> Iterator[History]:
    """Yield all that happened to each of many streams, in one query; streams without events are left out.

    Take each before asking for the next.
    """
    query = """SELECT e.stream, s.category, s.log, e.event_id, e.type, e.schema_version, e.payload::text
               FROM eventlog.event e JOIN eventlog.stream s ON s.id = e.stream
               WHERE e.stream = ANY(%s) ORDER BY e.stream, e.version"""
    return _histories(tuples(query, [list(streams)]))


def streams(category: str, after: UUID, limit: int) -> list[tuple[UUID, UUID]]:
    """Return (stream, log) of at most `limit` streams of a category with ids above `after`, in order of id."""
    query = "SELECT id, log FROM eventlog.stream WHERE category = %s AND id > %s ORDER BY id LIMIT %s"
    return tuples(query, [category, after, limit])


def histories(
    log: UUID, categories: Iterable[str], upto: int, streams: Iterable[UUID] | None = None, after: int = 0
) -> Iterator[History]:
    """Yield what happened to the streams of some categories, or to some streams, `after` one position up to another.

    Nothing is read that folding does not need, which would take most of the time; take each before asking for the next.
    """
    query = """SELECT e.stream, s.category, s.log, e.event_id, e.type, e.schema_version, e.payload::text
               FROM eventlog.log l JOIN eventlog.event e USING (event_id) JOIN eventlog.stream s ON s.id = e.stream
               WHERE l.log = %s AND l.position > %s AND l.position <= %s AND s.category = ANY(%s) {of}
               ORDER BY e.stream, e.version"""
    values: list[Any] = [log, after, upto, list(categories)]
    of, named = ("", []) if streams is None else ("AND e.stream = ANY(%s)", [list(streams)])
    return _histories(tuples(query.format(of=of), [*values, *named]))


def _histories(rows: Iterable[tuple[Any, ...]]) -> Iterator[History]:
    for (stream, category, log), of_stream in groupby(rows, itemgetter(0, 1, 2)):
        yield History(category, log, stream, ((row[3], codec.decode(*row[4:])) for row in of_stream))
