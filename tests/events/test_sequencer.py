"""The sequencer gives positions and numbers, says that it is alive, and tells who watches."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import connection
from uuid6 import uuid7

from events import live, sequencer, store
from events.models import Heartbeat
from events.store.appending import as_batch
from tests.events.making import LOG, new_event
from tests.support.databases import Server
from tests.support.waiting import eventually


@pytest.fixture
def running(live_database: str) -> Iterator[str]:
    stop = threading.Event()
    thread = threading.Thread(target=sequencer.run, args=(stop,))
    thread.start()
    yield live_database
    stop.set()
    thread.join(timeout=10)
    assert not thread.is_alive()


@pytest.mark.django_db
def test_each_log_counts_from_one_and_the_number_runs_over_all() -> None:
    here, there = uuid7(), uuid7()
    store.append([new_event(log=here), new_event(log=there), new_event(log=here)])
    assert sequencer.step() == 3
    assert [(event.log, event.position, event.number) for event in store.read_all(0)] == [
        (here, 1, 1),
        (there, 1, 2),
        (here, 2, 3),
    ]
    assert store.heads([here, there, LOG]) == {here: 2, there: 1, LOG: 0}


@pytest.mark.django_db
def test_a_batch_ends_at_its_limit_and_the_next_goes_on() -> None:
    events = store.append([new_event() for _ in range(5)])
    assert [sequencer.step(2), sequencer.step(2), sequencer.step(2), sequencer.step(2)] == [2, 2, 1, 0]
    assert list(store.positions([event.event_id for event in events]).values()) == [1, 2, 3, 4, 5]


@pytest.mark.django_db
def test_an_event_has_no_position_until_it_is_numbered() -> None:
    [stored] = store.append([new_event()])
    assert store.positions([stored.event_id]) == {stored.event_id: None}
    assert (store.oldest_pending_age() or -1) >= 0
    sequencer.step()
    assert store.positions([stored.event_id]) == {stored.event_id: 1}
    assert store.oldest_pending_age() is None


@pytest.mark.django_db
def test_a_log_is_read_by_position_type_actor_and_stream() -> None:
    other = uuid7()
    first, second = new_event(), new_event(type="thing.removed")
    store.append([first, second, new_event(actor=other)])
    sequencer.step()

    def positions(**only: Any) -> list[int | None]:
        return [event.position for event in store.read_log(LOG, only=store.EventFilter(**only))]

    assert positions(types=frozenset({"thing.removed"})) == [2]
    assert positions(actor=other) == [3]
    assert positions(stream=first.stream) == [1]
    assert [event.position for event in store.read_log(LOG, after=1, upto=2)] == [2]


def test_a_clock_that_goes_back_never_makes_a_later_event_earlier(live_database: str, database_server: Server) -> None:
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    ahead = datetime.now(UTC) + timedelta(days=1)
    with psycopg.connect(database_server.admin(name)) as owner:
        row = (LOG, uuid7(), ahead)
        owner.execute("INSERT INTO eventlog.log VALUES (%s, 1, 1, %s, sha256(''), %s)", row)
    [stored] = store.append([new_event()])
    sequencer.step()
    numbered = store.event(stored.event_id)
    assert numbered and (numbered.position, numbered.sequenced_at) == (2, ahead)


def test_the_running_sequencer_numbers_what_is_written_and_says_that_it_lives(running: str) -> None:
    [stored] = store.append([new_event()])
    assert eventually(lambda: store.positions([stored.event_id])[stored.event_id]) == 1
    assert eventually(lambda: Heartbeat.objects.filter(name="sequencer").exists())


def test_an_event_whose_notice_was_lost_is_numbered_all_the_same(running: str) -> None:
    with psycopg.connect(running) as other:
        other.execute("SELECT * FROM eventlog.append(%s)", [as_batch([new_event()])])
    assert eventually(lambda: store.head(LOG)) == 1


def test_the_sequencer_survives_the_loss_of_its_connection(running: str) -> None:
    eventually(lambda: Heartbeat.objects.filter(name="sequencer").exists())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user"
        )
    store.append([new_event()])
    assert eventually(lambda: store.head(LOG)) == 1


@pytest.mark.django_db
def test_who_watches_a_log_is_told_its_head_and_no_facts() -> None:
    layer = get_channel_layer()
    assert layer

    async_to_sync(layer.group_add)(live.group(LOG), "watcher")
    store.append([new_event(), new_event()])
    sequencer.step()
    assert async_to_sync(layer.receive)("watcher") == {"type": "log.moved", "log": str(LOG), "head": 2}
