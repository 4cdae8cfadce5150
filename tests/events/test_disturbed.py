"""Appends and numbers while something is in the way: open transactions, maintenance, lost answers, locks."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from events import sequencer, store
from events.store.appending import as_batch
from tests.events import racing, sequencers
from tests.events.making import new_event
from tests.support.databases import Server
from tests.support.waiting import eventually

MAINTENANCE = [
    "VACUUM eventlog.event, eventlog.log, eventlog.stream, eventlog.pending",
    "ANALYZE eventlog.event, eventlog.log, eventlog.stream, eventlog.pending",
    "CREATE INDEX CONCURRENTLY mine ON eventlog.event (actor)",
    "DROP INDEX CONCURRENTLY eventlog.mine",
    "REINDEX INDEX CONCURRENTLY eventlog.event_pkey",
]
TABLES = "eventlog.event, eventlog.log, eventlog.stream, eventlog.pending"


@pytest.fixture
def owner(live_database: str, database_server: Server) -> Iterator[psycopg.Connection]:
    """The owner's connection to the live database, in autocommit."""
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    with psycopg.connect(database_server.admin(name), autocommit=True) as opened:
        yield opened


def numbered(event: store.NewEvent) -> bool:
    sequencer.step()
    return store.positions([event.event_id])[event.event_id] is not None


@pytest.mark.parametrize("where", ["another database", "this database"])
def test_a_writer_that_stays_idle_in_its_transaction_holds_up_nobody(
    live_database: str, database_server: Server, home_database: str, where: str
) -> None:
    url = live_database if where == "this database" else database_server.app(home_database)
    event = new_event()
    with psycopg.connect(url) as idle:
        idle.execute("SELECT pg_current_xact_id()")
        idle.execute("SELECT eventlog.append(%s)", [as_batch([new_event()])])
        store.append([event])
        assert numbered(event)
        idle.rollback()


def test_maintenance_locks_out_neither_writers_nor_the_sequencer(owner: psycopg.Connection) -> None:
    event = new_event()
    with owner.transaction():  # the lock of VACUUM, ANALYZE and whatever is CONCURRENTLY
        owner.execute(f"LOCK TABLE {TABLES} IN SHARE UPDATE EXCLUSIVE MODE")
        with at_most("100ms"):
            store.append([event])
            assert numbered(event)


def test_a_follower_sees_every_event_once_whatever_maintenance_runs(owner: psycopg.Connection) -> None:
    done = threading.Event()
    rounds: list[str] = []

    def maintain() -> None:
        while not done.is_set() or not rounds:
            for statement in MAINTENANCE:
                owner.execute(statement)
                rounds.append(statement)

    keeper = threading.Thread(target=maintain)
    keeper.start()
    try:
        with sequencers.running():
            racing.run(racing.Numbered(), sequencers.all_numbered).check()
    finally:
        done.set()
        keeper.join()
    assert len(rounds) >= len(MAINTENANCE)


def test_an_answer_that_was_lost_after_the_commit_is_given_again(live_database: str) -> None:
    event = new_event()
    writer = psycopg.connect(live_database)
    writer.execute("SELECT eventlog.append(%s)", [as_batch([event])])
    writer.pgconn.send_query(b"COMMIT")
    writer.close()  # before the reply is read
    eventually(lambda: store.event(event.event_id) is not None)
    assert numbered(event)
    [answer] = store.append([event])
    assert answer == store.event(event.event_id)
    assert [stored.event_id for stored in store.read_stream(event.stream)] == [event.event_id]


def test_a_connection_lost_before_the_commit_keeps_nothing_and_the_event_can_be_sent_again(live_database: str) -> None:
    event = new_event()
    with psycopg.connect(live_database) as writer:
        writer.execute("SELECT eventlog.append(%s)", [as_batch([event])])
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [writer.info.backend_pid])
        with pytest.raises(psycopg.OperationalError):
            writer.execute("SELECT 1")
    assert store.event(event.event_id) is None
    store.append([event])
    assert numbered(event)


def test_an_append_that_waited_too_long_for_a_lock_keeps_nothing(owner: psycopg.Connection) -> None:
    event = new_event()
    with owner.transaction():
        owner.execute("LOCK TABLE eventlog.pending IN SHARE MODE")
        with pytest.raises(OperationalError, match="lock timeout"), at_most("20ms"):
            store.append([event])
    assert store.event(event.event_id) is None
    store.append([event])
    assert numbered(event)


@contextmanager
def at_most(wait: str) -> Iterator[None]:
    """Let no statement of the block wait longer for a lock."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [wait])
        yield
