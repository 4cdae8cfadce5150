"""Events by position, by id, by command and by cause."""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from events.store.positions import head
from events.store.records import EventFilter, StoredEvent
from events.store.rows import BY_POSITION, BY_STREAM, EVENTS, rows, tuples

LONGEST_COMMAND_MS = 10 * 60 * 1000
"""Milliseconds after which surely no command makes events any more."""

COMMANDS_BACK = 50_000
"""How many positions back `commands_by` looks for commands."""
_STRETCH = 2_000
"""How many positions `commands_by` reads at once."""


def read_log(
    log: UUID,
    after: int = 0,
    limit: int = 500,
    upto: int | None = None,
    only: EventFilter | None = None,
    *,
    newest_first: bool = False,
) -> list[StoredEvent]:
    """Return at most `limit` events of a log at positions above `after` and not above `upto`, in order or backwards."""
    where, values = _conditions(only or EventFilter())
    if upto is not None:
        where, values = [*where, "l.position <= %s"], [*values, upto]
    query = f"{BY_POSITION} WHERE {' AND '.join(['l.log = %s', 'l.position > %s', *where])}"
    order = "l.position DESC" if newest_first else "l.position"
    return list(rows(f"{query} ORDER BY {order} LIMIT %s", [log, after, *values, limit]))


def _conditions(only: EventFilter) -> tuple[list[str], list[Any]]:
    parts = {
        "e.type = ANY(%s)": list(only.types) or None,
        "e.actor = %s": only.actor,
        "e.stream = %s": only.stream,
    }
    given = {condition: value for condition, value in parts.items() if value is not None}
    return list(given), list(given.values())


def read_all(after_number: int, limit: int = 500) -> list[StoredEvent]:
    """Return at most `limit` events of all logs with global numbers above `after_number`, in order."""
    return list(rows(f"{BY_POSITION} WHERE l.number > %s ORDER BY l.number LIMIT %s", [after_number, limit]))


def event(event_id: UUID) -> StoredEvent | None:
    """Return one event by its id."""
    return next(rows(f"{BY_STREAM} WHERE e.event_id = %s", [event_id]), None)


def events(event_ids: Iterable[UUID]) -> dict[UUID, StoredEvent]:
    """Return events by id in one query; unknown ids are left out."""
    return {stored.event_id: stored for stored in rows(f"{BY_STREAM} WHERE e.event_id = ANY(%s)", [list(event_ids)])}


def read_command(log: UUID, command: UUID, limit: int) -> list[StoredEvent]:
    """Return at most `limit` events of one command in a log, in the order in which they were made.

    No index is needed: their ids are made soon after the command's, and UUIDv7 sorts by time.
    """
    query = f"""{BY_STREAM}
    WHERE e.event_id > %s AND e.event_id < %s AND e.command = %s AND s.log = %s ORDER BY e.event_id LIMIT %s"""
    latest = UUID(int=min(command.int + (LONGEST_COMMAND_MS << 80), 2**128 - 1))
    return list(rows(query, [command, latest, str(command), log, limit]))


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
    pairs = tuples(waiting, asked)  # first of all: what gets its number meanwhile is met twice rather than never
    newest = head(log)
    for last in range(newest, max(newest - COMMANDS_BACK, 0), -_STRETCH):
        yield from _unseen(pairs, seen)
        pairs = tuples(numbered, [*asked, log, last - _STRETCH, last])
    yield from _unseen(pairs, seen)


def _unseen(pairs: Iterable[tuple[str, str | None]], seen: set[str]) -> Iterator[tuple[UUID, UUID | None]]:
    for command, correlation in pairs:
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
    {EVENTS}
    FROM found JOIN eventlog.event e USING (event_id) JOIN eventlog.log l USING (event_id)
        JOIN eventlog.stream s ON s.id = e.stream
    WHERE l.log = %(log)s AND l.position <= %(upto)s ORDER BY l.position LIMIT %(limit)s"""
    return list(rows(query, {"by": [str(event) for event in by], "log": log, "upto": upto, "limit": limit}))
