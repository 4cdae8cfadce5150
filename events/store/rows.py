"""What every question to the log is asked with: the columns of an event, and a cursor."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connection

from events.store.records import StoredEvent

EVENTS = """
SELECT e.event_id, e.stream, s.category, s.log, e.version, e.type, e.schema_version, e.payload::text, e.meta::text,
       e.actor, e.recorded_at, e.leaf, l.position, l.number, l.sequenced_at
"""
BY_STREAM = f"""{EVENTS}
FROM eventlog.event e JOIN eventlog.stream s ON s.id = e.stream LEFT JOIN eventlog.log l ON l.event_id = e.event_id
"""
BY_POSITION = f"""{EVENTS}
FROM eventlog.log l JOIN eventlog.event e ON e.event_id = l.event_id JOIN eventlog.stream s ON s.id = e.stream
"""


def rows(query: str, values: Sequence[Any] | Mapping[str, Any]) -> Iterator[StoredEvent]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        for row in cursor.fetchall():
            yield StoredEvent(*row[:7], *(text.encode() for text in row[7:9]), *row[9:])


def tuples(query: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def value(query: str, values: Sequence[Any] | Mapping[str, Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        row = cursor.fetchone()
    return row[0] if row else None
