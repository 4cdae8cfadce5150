"""Where events stand in their log, and when."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

from events import prepared
from events.store.rows import tuples, value

_POSITIONS = "SELECT event_id, position FROM eventlog.log WHERE event_id = ANY (%s::uuid[])"


def positions(event_ids: Iterable[UUID]) -> dict[UUID, int | None]:
    """Return the position of each event; None while it is not numbered yet."""
    by_event: dict[UUID, int | None] = dict.fromkeys(event_ids)
    by_event.update(prepared.rows(_POSITIONS, [list(by_event)]))
    return by_event


class Act(NamedTuple):
    """Who did something, when it was recorded, and where it stands in its log; None while it is not numbered yet."""

    actor: UUID
    recorded_at: datetime
    position: int | None


def acts(event_ids: Iterable[UUID]) -> dict[UUID, Act]:
    """Return who did what when, by event; those that the log has lost are left out."""
    query = """SELECT e.event_id, e.actor, e.recorded_at, l.position
               FROM eventlog.event e LEFT JOIN eventlog.log l ON l.event_id = e.event_id WHERE e.event_id = ANY(%s)"""
    wanted = list(event_ids)
    return {event: Act(*act) for event, *act in tuples(query, [wanted])} if wanted else {}


def head(log: UUID) -> int:
    """Return the last position of a log, 0 while it is empty."""
    return heads([log])[log]


def heads(logs: Iterable[UUID]) -> dict[UUID, int]:
    """Return the last position of each log, 0 while it is empty."""
    query = """SELECT asked.log, coalesce((SELECT max(position) FROM eventlog.log l WHERE l.log = asked.log), 0)
               FROM unnest(%s::uuid[]) AS asked (log)"""
    return dict(tuples(query, [list(logs)]))


def times(log: UUID, at: Iterable[int]) -> dict[int, datetime]:
    """Return when the event at each of these positions was recorded; positions without an event are left out."""
    query = """SELECT l.position, e.recorded_at FROM eventlog.log l JOIN eventlog.event e ON e.event_id = l.event_id
               WHERE l.log = %s AND l.position = ANY(%s)"""
    return dict(tuples(query, [log, list(at)]))


def last_number() -> int:
    """Return the highest global number, 0 while there is none."""
    return int(value("SELECT coalesce(max(number), 0) FROM eventlog.log", []))


def position_at(log: UUID, time: datetime) -> int:
    """Return the last position of a log whose event was recorded by `time`, 0 when none was.

    So the event that was recorded at `time` is among those up to there, and a later time never leads further back.
    """
    reached = _halved(log, time, "<=")
    query = """SELECT position FROM eventlog.straggler WHERE log = %s AND position > %s AND recorded_at <= %s
               ORDER BY position DESC LIMIT 1"""
    return int(value(query, [log, reached, time]) or reached)


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
        SELECT CASE WHEN soon THEN middle ELSE low END, CASE WHEN soon THEN high ELSE probed.position - 1 END
        FROM search
        CROSS JOIN LATERAL (SELECT (low + high + 1) / 2 AS middle) AS halved
        LEFT JOIN LATERAL (
            SELECT l.position, e.recorded_at
            FROM eventlog.log l JOIN eventlog.event e ON e.event_id = l.event_id
            WHERE l.log = %(log)s AND l.position <= middle AND NOT EXISTS (
                SELECT FROM eventlog.straggler s WHERE s.log = l.log AND s.position = l.position)
            ORDER BY l.position DESC LIMIT 1) AS probed ON true
        CROSS JOIN LATERAL (SELECT coalesce(probed.recorded_at {by} %(time)s, true) AS soon) AS judged
        WHERE low < high)
    SELECT low FROM search WHERE low >= high"""
    return int(value(query, {"log": log, "time": time}))


def oldest_pending_age() -> float | None:
    """Return for how many seconds the oldest committed event has been waiting for its number; None when none is."""
    query = """SELECT extract(epoch FROM clock_timestamp() - e.recorded_at)::float8
               FROM eventlog.pending p JOIN eventlog.event e ON e.event_id = p.event_id ORDER BY p.seq LIMIT 1"""
    age = value(query, [])
    return None if age is None else float(age)
