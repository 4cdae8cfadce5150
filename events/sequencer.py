"""Numbers committed events, one batch per transaction, and wakes whoever follows them."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from events import live, store, subscriptions

logger = logging.getLogger(__name__)

NAME = "sequencer"
BATCH = 1000
POLL_SECONDS = 0.05
AWAKE_POLL_SECONDS = 0.005
AWAKE_SECONDS = 1.0  # after an event it looks often by itself, so that writers need not wake it each time
BEAT_SECONDS = 1.0

_BEAT = """INSERT INTO events_heartbeat (name, beat_at) VALUES (%s, clock_timestamp())
           ON CONFLICT (name) DO UPDATE SET beat_at = excluded.beat_at"""


def step(limit: int = BATCH) -> int:
    """Number at most `limit` events on this thread's connection, run subscriptions, return how many were numbered."""
    heads, numbered = _number(connection, limit)
    live.send(heads)
    subscriptions.run_due()
    return numbered


def run(stop: threading.Event) -> None:
    """Number events until `stop`, on a connection of its own; a lost database is waited for."""
    moved = threading.Event()
    followers = threading.Thread(target=subscriptions.run, args=(stop, moved), name="subscriptions")
    followers.start()
    sender = live.Sender()
    try:
        while not stop.is_set():
            try:
                with _own_connection() as own:
                    _number_until(stop, own, sender, moved)
            except (OperationalError, InterfaceError) as error:
                logger.warning("The sequencer waits for the database: %s", error)
                stop.wait(BEAT_SECONDS)
    finally:
        stop.set()
        moved.set()
        sender.close()
        followers.join()


@contextmanager
def _own_connection() -> Iterator[BaseDatabaseWrapper]:
    own = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        yield own
    finally:
        own.close()


def _number_until(stop: threading.Event, own: BaseDatabaseWrapper, sender: live.Sender, moved: threading.Event) -> None:
    beat = busy = 0.0
    with own.cursor() as cursor:
        cursor.execute(f"LISTEN {store.CHANNEL}")
    while not stop.is_set():
        heads, numbered = _number(own, BATCH)
        if numbered:
            sender.moved(heads)
            moved.set()
            busy = time.monotonic()
        else:
            awake = time.monotonic() - busy < AWAKE_SECONDS
            _wait_for_writers(own, AWAKE_POLL_SECONDS if awake else POLL_SECONDS)
        if time.monotonic() - beat >= BEAT_SECONDS:
            beat = _say_alive(own)


def _number(on: BaseDatabaseWrapper, limit: int) -> tuple[dict[UUID, int], int]:
    """Return the new heads of the logs that moved and the count of events numbered."""
    with on.cursor() as cursor:
        cursor.execute("SELECT log, head, numbered FROM eventlog.sequence(%s)", [limit])
        rows = cursor.fetchall()
    return {log: head for log, head, _ in rows}, sum(int(numbered) for _, _, numbered in rows)


def _wait_for_writers(own: BaseDatabaseWrapper, seconds: float) -> None:
    """Return at a writer's notice, or after the poll in case one is lost."""
    with own.wrap_database_errors:
        list(own.connection.notifies(timeout=seconds, stop_after=1))


def _say_alive(own: BaseDatabaseWrapper) -> float:
    beat(own, NAME)
    return time.monotonic()


def beat(on: BaseDatabaseWrapper, name: str) -> None:
    """Let a process give a sign of life."""
    with on.cursor() as cursor:
        cursor.execute(_BEAT, [name])
