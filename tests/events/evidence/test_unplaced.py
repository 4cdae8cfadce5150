"""Events that are in no log and wait for no number are named: by health, and by verifying on the machine."""

import threading
from collections.abc import Iterator
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from uuid6 import uuid7

from events import health, sequencer, store
from events.evidence import audits, unplaced
from events.models import Unplaced
from tests.events.making import new_event
from tests.support.databases import Server
from tests.support.waiting import eventually


@pytest.fixture
def owner(live_database: str, database_server: Server) -> Iterator[psycopg.Connection]:
    """The owner of the log, with the guards of the queue off."""
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    with psycopg.connect(database_server.admin(name), autocommit=True) as opened:
        for table in ("pending", "log", "stream"):
            opened.execute(f"ALTER TABLE eventlog.{table} DISABLE TRIGGER USER")
        yield opened


def named() -> list[health.Nowhere]:
    unplaced.look()
    return health.look().unplaced


def test_health_names_what_was_taken_out_of_the_queue_until_it_waits_again(owner: psycopg.Connection) -> None:
    log = uuid7()
    [lost] = store.append([new_event(log=log)])
    assert named() == [], "it waits"
    owner.execute("DELETE FROM eventlog.pending")
    assert named() == [health.Nowhere(lost.event_id, log)]
    owner.execute("INSERT INTO eventlog.pending (event_id) VALUES (%s)", [lost.event_id])
    sequencer.step()
    assert named() == []


def test_what_lost_its_number_or_its_stream_too_is_named(owner: psycopg.Connection) -> None:
    first, second = store.append([new_event(), new_event()])
    sequencer.step()
    owner.execute("DELETE FROM eventlog.log")
    owner.execute("DELETE FROM eventlog.stream WHERE id = %s", [first.stream])
    assert named() == [health.Nowhere(first.event_id, None), health.Nowhere(second.event_id, second.log)]


def test_a_log_of_which_nothing_was_numbered_is_verified_too(owner: psycopg.Connection) -> None:
    log, out = uuid7(), StringIO()
    [lost] = store.append([new_event(log=log)])
    owner.execute("DELETE FROM eventlog.pending")
    with pytest.raises(CommandError, match="1 of 1 logs"):
        call_command("verify", stdout=out)
    assert f"The event {lost.event_id} has no position and does not wait for one" in out.getvalue()
    assert Unplaced.objects.get().log == log


def test_the_auditor_looks_by_itself(owner: psycopg.Connection) -> None:
    [lost] = store.append([new_event()])
    owner.execute("DELETE FROM eventlog.pending")
    stop = threading.Event()
    auditor = threading.Thread(target=audits.run, args=(stop,))
    auditor.start()
    try:
        eventually(lambda: Unplaced.objects.filter(event=lost.event_id).exists())
    finally:
        stop.set()
        auditor.join()
