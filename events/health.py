"""How the log is: how late its numbers, its followers and its checkpoints are, and what may hold them up."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from events import store, subscriptions
from events.evidence import checkpoints
from events.models import Heartbeat, Subscription, Unplaced
from events.protection import Weakness, weaknesses

LATEST = 100
"""How many of the newest numbered events `lag_seconds` looks at."""

_LAG = """
SELECT extract(epoch FROM max(l.sequenced_at - e.recorded_at))::float8
FROM (SELECT event_id, sequenced_at FROM eventlog.log ORDER BY number DESC LIMIT %s) l
JOIN eventlog.event e ON e.event_id = l.event_id"""
_UNANCHORED = """
WITH RECURSIVE known (log) AS (
    (SELECT log FROM eventlog.log ORDER BY log LIMIT 1)
    UNION ALL
    SELECT (SELECT l.log FROM eventlog.log l WHERE l.log > known.log ORDER BY l.log LIMIT 1)
    FROM known WHERE known.log IS NOT NULL)
SELECT coalesce(sum(head.position - signed.size), 0)::bigint,
       extract(epoch FROM clock_timestamp() - min(oldest.sequenced_at))::float8
FROM known
CROSS JOIN LATERAL (SELECT max(position) AS position FROM eventlog.log l WHERE l.log = known.log) head
CROSS JOIN LATERAL (SELECT coalesce(max(size), 0) AS size FROM eventlog.checkpoint c WHERE c.log = known.log) signed
LEFT JOIN eventlog.log oldest ON oldest.log = known.log AND oldest.position = signed.size + 1
WHERE known.log IS NOT NULL"""
_OLDEST_WRITER = """
SELECT extract(epoch FROM clock_timestamp() - min(began))::float8 FROM (
    SELECT xact_start FROM pg_stat_activity
    WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
    UNION ALL
    SELECT prepared FROM pg_prepared_xacts WHERE database = current_database()) AS writers (began)"""
_BEATS = f"SELECT name, extract(epoch FROM clock_timestamp() - beat_at)::float8 FROM {Heartbeat._meta.db_table}"


class Sequencing(msgspec.Struct, frozen=True):
    """`lag_seconds`: the longest that one of the newest 100 events waited for its number; null before the first.

    `oldest_pending_seconds`: for how long the oldest one without a number waits by now; null when none does.
    """

    lag_seconds: float | None
    oldest_pending_seconds: float | None


class Checkpoints(msgspec.Struct, frozen=True):
    """Events, over all logs, that no checkpoint covers yet, and for how long the oldest of them has been numbered.

    `refused` says of each log that the signer signs no more why; `anchor_errors` why notes do not leave the database.
    """

    age_seconds: float | None
    unanchored_events: int
    refused: dict[str, str]
    anchor_errors: dict[str, str]


class Following(msgspec.Struct, frozen=True):
    """A subscription: events that it has not handled yet, and what went wrong, when it will try again."""

    name: str
    behind: int
    failures: int
    error: str
    retry_at: datetime | None


class Nowhere(msgspec.Struct, frozen=True):
    """An event that has no number and does not wait for one; `log` is unknown where its stream is gone too."""

    event: UUID
    log: UUID | None


class LogHealth(msgspec.Struct, frozen=True):
    """`unplaced` names at most 100 events that were taken out of the queue or the log, as the auditor saw it last.

    `oldest_write_transaction_seconds` sees the transactions of the application's role and prepared ones."""

    events: int
    sequencer: Sequencing
    checkpoints: Checkpoints
    oldest_write_transaction_seconds: float | None
    subscriptions: list[Following]
    unplaced: list[Nowhere]
    protection: list[Weakness]
    heartbeats: dict[str, float]


def look() -> LogHealth:
    """Ask the database how the log is; a handful of short queries."""
    [(unanchored, age)] = _rows(_UNANCHORED)
    return LogHealth(
        events=store.last_number(),
        sequencer=Sequencing(_seconds(_LAG, LATEST), store.oldest_pending_age()),
        checkpoints=Checkpoints(age, unanchored, _by_log(checkpoints.refused()), _by_log(checkpoints.not_anchored())),
        oldest_write_transaction_seconds=_seconds(_OLDEST_WRITER),
        subscriptions=_following(),
        unplaced=[Nowhere(*row) for row in Unplaced.objects.order_by("event").values_list("event", "log")],
        protection=weaknesses(),
        heartbeats=dict(_rows(_BEATS)),
    )


def _by_log(whys: Mapping[UUID, str]) -> dict[str, str]:
    return {str(log): why for log, why in whys.items()}


def _following() -> list[Following]:
    rows = Subscription.objects.in_bulk()
    lags = subscriptions.lags()
    idle = {name: Subscription(name=name) for name in lags}
    return [
        Following(name, behind, row.failures, row.error, row.retry_at)
        for name, behind in sorted(lags.items())
        for row in [rows.get(name, idle[name])]
    ]


def _seconds(query: str, *values: Any) -> float | None:
    [(seconds,)] = _rows(query, *values)
    return None if seconds is None else float(seconds)


def _rows(query: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values or None)
        return list(cursor.fetchall())
