"""The one door to the log: `append` writes events, everything else reads them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from time import monotonic
from typing import Any, Literal, NamedTuple
from uuid import UUID

import msgspec
from django.db import connection, transaction

from events import codec
from events.errors import EventIdReused, StreamConflict
from events.registry import Event

CHANNEL = "eventlog"
"""The Postgres channel on which writers wake the sequencer."""

ANNOUNCE_EVERY = 0.5
"""Seconds in which a process wakes the sequencer once at most; shorter than the sequencer stays awake."""

LONGEST_COMMAND_MS = 10 * 60 * 1000
"""Milliseconds after which surely no command makes events any more."""

COMMANDS_BACK = 50_000
"""How many positions back `commands_by` looks for commands."""
_STRETCH = 2_000
"""How many positions `commands_by` reads at once."""

_announced = 0.0


class NewEvent(msgspec.Struct, frozen=True):
    """An event about to be stored. `payload` and `meta` are RFC 8785 bytes; `version` is its place in the stream."""

    event_id: UUID
    stream: UUID
    category: str
    log: UUID
    version: int
    type: str
    schema_version: int
    payload: bytes
    meta: bytes
    actor: UUID


class StoredEvent(NewEvent, frozen=True):
    """An event of the log. `position` (in its log), `number` (over all logs) and `sequenced_at` come within moments."""

    recorded_at: datetime
    leaf: bytes
    position: int | None
    number: int | None
    sequenced_at: datetime | None

    @property
    def event(self) -> Event:
        """Decode the payload, brought to today's schema, on each use."""
        return codec.decode(self.type, self.schema_version, self.payload)

    def said(self, name: str) -> str | None:
        """Return a part of the meta, such as request or command; None where it says nothing of it."""
        found: str | None = msgspec.json.decode(self.meta).get(name)
        return found


class History(NamedTuple):
    """What happened to one stream, as folding wants it: whose it is, and (event id, event) in order.

    The events are decoded while they are read, which is possible once.
    """

    category: str
    log: UUID
    stream: UUID
    events: Iterator[tuple[UUID, Event]]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events of a log to read; every part that is given must hold."""

    types: frozenset[str] = frozenset()
    actor: UUID | None = None
    stream: UUID | None = None


class _Answer(msgspec.Struct):
    """What the function `append` says; the lists have an item for each event."""

    outcome: Literal["stored", "known", "conflict", "reused"]
    recorded_at: list[datetime] = []
    leaves: list[bytes] = []
    positions: list[int | None] = []
    numbers: list[int | None] = []
    sequenced_at: list[datetime | None] = []
    event_id: UUID | None = None
    stream: UUID = UUID(int=0)
    expected: int = 0
    actual: int = 0

    def columns(self, count: int) -> tuple[Sequence[Any], ...]:
        """Return what StoredEvent has beside NewEvent, column by column."""
        unknown = [None] * count
        placed = (self.positions or unknown, self.numbers or unknown, self.sequenced_at or unknown)
        return (self.recorded_at, self.leaves, *placed)


_read_answer = msgspec.json.Decoder(_Answer).decode
_APPEND_ONE = f"SELECT eventlog.append_one({', '.join(['%s'] * 10)})"
_EVENTS = """
SELECT e.event_id, e.stream, s.category, s.log, e.version, e.type, e.schema_version, e.payload::text, e.meta::text,
       e.actor, e.recorded_at, e.leaf, l.position, l.number, l.sequenced_at
"""
_BY_STREAM = f"""{_EVENTS}
FROM eventlog.event e JOIN eventlog.stream s ON s.id = e.stream LEFT JOIN eventlog.log l ON l.event_id = e.event_id
"""
_BY_POSITION = f"""{_EVENTS}
FROM eventlog.log l JOIN eventlog.event e ON e.event_id = l.event_id JOIN eventlog.stream s ON s.id = e.stream
"""


def append(events: Sequence[NewEvent]) -> list[StoredEvent]:
    """Store all of `events` or none, each stream by compare-and-set on its version.

    Events that stand in the log with the same bytes are answered as they were the first time.
    StreamConflict names the first stream that moved, with the events missed; EventIdReused an id with other bytes.
    After neither is the surrounding transaction broken.
    """
    if not events:
        return []
    said = _append_one(events[0]) if len(events) == 1 else None
    answer = _read_answer(said or _value("SELECT eventlog.append(%s)", [_batch(events)]))
    if answer.outcome == "conflict":
        missed = read_stream(answer.stream, after=answer.expected)
        raise StreamConflict(answer.stream, answer.expected, answer.actual, missed)
    if answer.outcome == "reused":
        raise EventIdReused("This event id was already used for something else.", event_id=str(answer.event_id))
    if answer.outcome == "stored" and monotonic() - _announced >= ANNOUNCE_EVERY:
        transaction.on_commit(announce, robust=True)
    return list(map(_answered, events, *answer.columns(len(events))))


def announce() -> None:
    """Wake the sequencer. Never inside the append's transaction, where it would serialise all commits."""
    global _announced  # noqa: PLW0603  a race between threads costs one notice more or less
    _announced = monotonic()
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL synchronous_commit = off; NOTIFY {CHANNEL}")


def read_stream(stream: UUID, after: int = 0) -> list[StoredEvent]:
    """Return a stream's events with versions above `after`, in order."""
    return list(_rows(f"{_BY_STREAM} WHERE e.stream = %s AND e.version > %s ORDER BY e.version", [stream, after]))


def read_streams(streams: Iterable[UUID]) -> dict[UUID, list[StoredEvent]]:
    """Return the events of many streams in one query; streams without events are left out."""
    found: dict[UUID, list[StoredEvent]] = {}
    for event in _rows(f"{_BY_STREAM} WHERE e.stream = ANY(%s) ORDER BY e.stream, e.version", [list(streams)]):
        found.setdefault(event.stream, []).append(event)
    return found


def whole_histories(streams: Iterable[UUID]) -> Iterator[History]:
    """Yield all that happened to each of many streams, in one query; streams without events are left out.

    Take each before asking for the next.
    """
    query = """SELECT e.stream, s.category, s.log, e.event_id, e.type, e.schema_version, e.payload::text
               FROM eventlog.event e JOIN eventlog.stream s ON s.id = e.stream
               WHERE e.stream = ANY(%s) ORDER BY e.stream, e.version"""
    return _histories(_tuples(query, [list(streams)]))


def streams(category: str, after: UUID, limit: int) -> list[tuple[UUID, UUID]]:
    """Return (stream, log) of at most `limit` streams of a category with ids above `after`, in order of id."""
    query = "SELECT id, log FROM eventlog.stream WHERE category = %s AND id > %s ORDER BY id LIMIT %s"
    return _tuples(query, [category, after, limit])


def read_log(
    log: UUID,
    after: int = 0,
    limit: int = 500,
    upto: int | None = None,
    only: Filter | None = None,
    *,
    newest_first: bool = False,
) -> list[StoredEvent]:
    """Return at most `limit` events of a log at positions above `after` and not above `upto`, in order or backwards."""
    where, values = _conditions(only or Filter())
    if upto is not None:
        where, values = [*where, "l.position <= %s"], [*values, upto]
    query = f"{_BY_POSITION} WHERE {' AND '.join(['l.log = %s', 'l.position > %s', *where])}"
    order = "l.position DESC" if newest_first else "l.position"
    return list(_rows(f"{query} ORDER BY {order} LIMIT %s", [log, after, *values, limit]))


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
    return _histories(_tuples(query.format(of=of), [*values, *named]))


def _histories(rows: Iterable[tuple[Any, ...]]) -> Iterator[History]:
    for (stream, category, log), found in groupby(rows, itemgetter(0, 1, 2)):
        yield History(category, log, stream, ((row[3], codec.decode(*row[4:])) for row in found))


def hold(stream: UUID) -> None:
    """Wait for whoever holds a stream, and hold it until the transaction ends; an append does not wait for that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('stream ' || %s::text, 0))", [stream])


def read_all(after_number: int, limit: int = 500) -> list[StoredEvent]:
    """Return at most `limit` events of all logs with global numbers above `after_number`, in order."""
    return list(_rows(f"{_BY_POSITION} WHERE l.number > %s ORDER BY l.number LIMIT %s", [after_number, limit]))


def event(event_id: UUID) -> StoredEvent | None:
    """Return one event by its id."""
    return next(_rows(f"{_BY_STREAM} WHERE e.event_id = %s", [event_id]), None)


def events(event_ids: Iterable[UUID]) -> dict[UUID, StoredEvent]:
    """Return events by id in one query; unknown ids are left out."""
    return {found.event_id: found for found in _rows(f"{_BY_STREAM} WHERE e.event_id = ANY(%s)", [list(event_ids)])}


def positions(event_ids: Iterable[UUID]) -> dict[UUID, int | None]:
    """Return the position of each event; None while it is not numbered yet."""
    found: dict[UUID, int | None] = dict.fromkeys(event_ids)
    found.update(_tuples("SELECT event_id, position FROM eventlog.log WHERE event_id = ANY(%s)", [list(found)]))
    return found


def head(log: UUID) -> int:
    """Return the last position of a log, 0 while it is empty."""
    return heads([log])[log]


def times(log: UUID, at: Iterable[int]) -> dict[int, datetime]:
    """Return when the event at each of these positions was recorded; positions without an event are left out."""
    query = """SELECT l.position, e.recorded_at FROM eventlog.log l JOIN eventlog.event e ON e.event_id = l.event_id
               WHERE l.log = %s AND l.position = ANY(%s)"""
    return dict(_tuples(query, [log, list(at)]))


def heads(logs: Iterable[UUID]) -> dict[UUID, int]:
    """Return the last position of each log, 0 while it is empty."""
    query = """SELECT asked.log, coalesce((SELECT max(position) FROM eventlog.log l WHERE l.log = asked.log), 0)
               FROM unnest(%s::uuid[]) AS asked (log)"""
    return dict(_tuples(query, [list(logs)]))


def last_number() -> int:
    """Return the highest global number, 0 while there is none."""
    return int(_value("SELECT coalesce(max(number), 0) FROM eventlog.log", []))


def read_command(log: UUID, command: UUID, limit: int) -> list[StoredEvent]:
    """Return at most `limit` events of one command in a log, in the order in which they were made.

    No index is needed: their ids are made soon after the command's, and UUIDv7 sorts by time.
    """
    query = f"""{_BY_STREAM}
    WHERE e.event_id > %s AND e.event_id < %s AND e.command = %s AND s.log = %s ORDER BY e.event_id LIMIT %s"""
    latest = UUID(int=min(command.int + (LONGEST_COMMAND_MS << 80), 2**128 - 1))
    return list(_rows(query, [command, latest, str(command), log, limit]))


def commands_by(log: UUID, actor: UUID, categories: Iterable[str]) -> Iterator[tuple[UUID, UUID | None]]:
    """Yield (command, correlation) of each command that a person gave a log, the newest first, numbered or not.

    Only commands that made events of these categories count, and no work that machines do in a person's name. Asks
    for further back while it is read, and ends COMMANDS_BACK positions behind the head.
    """
    where = """s.log = %s AND e.actor = %s AND s.category = ANY (%s)
               AND e.command IS NOT NULL AND e.job IS NULL AND e.worker IS NULL"""
    asked = [log, actor, list(categories)]
    waiting = f"""SELECT e.command, e.correlation FROM eventlog.pending p JOIN eventlog.event e USING (event_id)
                  JOIN eventlog.stream s ON s.id = e.stream WHERE {where} ORDER BY e.event_id DESC"""
    numbered = f"""SELECT e.command, e.correlation FROM eventlog.log l JOIN eventlog.event e USING (event_id)
                   JOIN eventlog.stream s ON s.id = e.stream
                   WHERE {where} AND l.log = %s AND l.position > %s AND l.position <= %s ORDER BY l.position DESC"""
    seen: set[str] = set()
    found = _tuples(waiting, asked)  # first of all: what gets its number meanwhile is met twice rather than never
    newest = head(log)
    for last in range(newest, max(newest - COMMANDS_BACK, 0), -_STRETCH):
        yield from _unseen(found, seen)
        found = _tuples(numbered, [*asked, log, last - _STRETCH, last])
    yield from _unseen(found, seen)


def _unseen(found: Iterable[tuple[str, str | None]], seen: set[str]) -> Iterator[tuple[UUID, UUID | None]]:
    for command, correlation in found:
        if command not in seen:
            seen.add(command)
            yield UUID(command), UUID(correlation) if correlation else None


def read_caused(log: UUID, by: Iterable[UUID], upto: int, limit: int) -> list[StoredEvent]:
    """Return the numbered events of a log, up to a position, that name one of these as their cause, in order."""
    query = f"""
    WITH found (event_id) AS (
        SELECT event_id FROM eventlog.event WHERE causation = ANY(%(by)s)
        UNION
        SELECT event_id FROM eventlog.event WHERE meta -> 'causes' IS NOT NULL AND (meta -> 'causes')::jsonb ?| %(by)s)
    {_EVENTS}
    FROM found JOIN eventlog.event e USING (event_id) JOIN eventlog.log l USING (event_id)
        JOIN eventlog.stream s ON s.id = e.stream
    WHERE l.log = %(log)s AND l.position <= %(upto)s ORDER BY l.position LIMIT %(limit)s"""
    return list(_rows(query, {"by": [str(event) for event in by], "log": log, "upto": upto, "limit": limit}))


def position_at(log: UUID, time: datetime) -> int:
    """Return the last position of a log whose event was recorded by `time`, 0 when none was.

    So the event that was recorded at `time` is among those up to there, and a later time never leads further back.
    """
    reached = _halved(log, time, "<=")
    query = """SELECT position FROM eventlog.straggler WHERE log = %s AND position > %s AND recorded_at <= %s
               ORDER BY position DESC LIMIT 1"""
    return int(_value(query, [log, reached, time]) or reached)


def position_before(log: UUID, time: datetime) -> int:
    """Return the position in front of the first event of a log that was recorded at `time` or later.

    Where there is none such, that is the head.
    """
    return _halved(log, time, "<")


def _halved(log: UUID, time: datetime, by: Literal["<", "<="]) -> int:
    """Return the last position up to which every event was recorded by `time`, or before it.

    Whoever is no straggler was recorded no earlier than all in front of it: among those halving finds the place.
    """
    query = f"""
    WITH RECURSIVE search (low, high) AS (
        SELECT 0::bigint, coalesce(max(position), 0) FROM eventlog.log WHERE log = %(log)s
        UNION ALL
        SELECT CASE WHEN soon THEN middle ELSE low END, CASE WHEN soon THEN high ELSE found.position - 1 END
        FROM search
        CROSS JOIN LATERAL (SELECT (low + high + 1) / 2 AS middle) AS halved
        LEFT JOIN LATERAL (
            SELECT l.position, e.recorded_at
            FROM eventlog.log l JOIN eventlog.event e ON e.event_id = l.event_id
            WHERE l.log = %(log)s AND l.position <= middle AND NOT EXISTS (
                SELECT FROM eventlog.straggler s WHERE s.log = l.log AND s.position = l.position)
            ORDER BY l.position DESC LIMIT 1) AS found ON true
        CROSS JOIN LATERAL (SELECT coalesce(found.recorded_at {by} %(time)s, true) AS soon) AS judged
        WHERE low < high)
    SELECT low FROM search WHERE low >= high"""
    return int(_value(query, {"log": log, "time": time}))


def oldest_pending_age() -> float | None:
    """Return for how many seconds the oldest committed event has been waiting for its number; None when none is."""
    query = """SELECT extract(epoch FROM clock_timestamp() - e.recorded_at)::float8
               FROM eventlog.pending p JOIN eventlog.event e ON e.event_id = p.event_id ORDER BY p.seq LIMIT 1"""
    age = _value(query, [])
    return None if age is None else float(age)


def _batch(events: Sequence[NewEvent]) -> str:
    items = [
        {
            "event_id": event.event_id,
            "stream": event.stream,
            "category": event.category,
            "log": event.log,
            "version": event.version,
            "type": event.type,
            "schema_version": event.schema_version,
            "payload": msgspec.Raw(event.payload),
            "meta": msgspec.Raw(event.meta),
            "actor": event.actor,
        }
        for event in events
    ]
    return msgspec.json.encode(items).decode()


def _append_one(event: NewEvent) -> str | None:
    """Append without a batch, as most edits are: a fifth less work. None where only a batch is told what is wrong."""
    payload, meta = event.payload.decode(), event.meta.decode()
    place = [event.event_id, event.stream, event.category, event.log, event.version]
    said: str | None = _value(_APPEND_ONE, [*place, event.type, event.schema_version, payload, meta, event.actor])
    return said


def _answered(event: NewEvent, *answer: Any) -> StoredEvent:
    return StoredEvent(
        event.event_id,
        event.stream,
        event.category,
        event.log,
        event.version,
        event.type,
        event.schema_version,
        event.payload,
        event.meta,
        event.actor,
        *answer,
    )


def _conditions(only: Filter) -> tuple[list[str], list[Any]]:
    parts = {
        "e.type = ANY(%s)": list(only.types) or None,
        "e.actor = %s": only.actor,
        "e.stream = %s": only.stream,
    }
    given = {condition: value for condition, value in parts.items() if value is not None}
    return list(given), list(given.values())


def _rows(query: str, values: Sequence[Any] | Mapping[str, Any]) -> Iterator[StoredEvent]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        for row in cursor.fetchall():
            yield StoredEvent(*row[:7], *(text.encode() for text in row[7:9]), *row[9:])


def _tuples(query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def _value(query: str, values: Sequence[Any] | Mapping[str, Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        row = cursor.fetchone()
    return row[0] if row else None
