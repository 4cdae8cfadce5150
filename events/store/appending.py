"""How events are stored: all or none, each stream by compare-and-set on its version."""

from collections.abc import Sequence
from datetime import datetime
from time import monotonic
from typing import Any, Literal
from uuid import UUID

import msgspec
from django.db import connection, transaction

from events.errors import EventIdReused, StreamConflict
from events.store.records import NewEvent, StoredEvent
from events.store.rows import value
from events.store.streams import read_stream

CHANNEL = "eventlog"
"""The Postgres channel on which writers wake the sequencer."""

ANNOUNCE_EVERY = 0.5
"""Seconds in which a process wakes the sequencer once at most; shorter than the sequencer stays awake."""

_announced = 0.0


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


def append(events: Sequence[NewEvent]) -> list[StoredEvent]:
    """Store all of `events` or none, each stream by compare-and-set on its version.

    Events that stand in the log with the same bytes are answered as they were the first time.
    StreamConflict names the first stream that moved, with the events missed; EventIdReused an id with other bytes.
    After neither is the surrounding transaction broken.
    """
    if not events:
        return []
    said = _append_one(events[0]) if len(events) == 1 else None
    answer = _read_answer(said or value("SELECT eventlog.append(%s)", [as_batch(events)]))
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


def hold(stream: UUID) -> None:
    """Wait for whoever holds a stream, and hold it until the transaction ends; an append does not wait for that."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('stream ' || %s::text, 0))", [stream])


def as_batch(events: Sequence[NewEvent]) -> str:
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
    said: str | None = value(_APPEND_ONE, [*place, event.type, event.schema_version, payload, meta, event.actor])
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
