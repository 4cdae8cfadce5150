"""The server dies under writers and sequencers: what was acknowledged stands, once, and the numbers have no gap."""

import resource
import secrets
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from pytest_django import DjangoDbBlocker
from uuid6 import uuid7

from events import sequencer, store
from tests.events import sequencers
from tests.events.making import LOG, new_event
from tests.support.databases import Server
from tests.support.own_server import Place, own_place
from tests.support.waiting import eventually

pytestmark = pytest.mark.faults

WRITERS = 3
EVENTS = 120
SEGMENT = 16 * 1024 * 1024
"""The size of a piece of the write-ahead log: no file of the server's own may be smaller."""
MOST = 20


@pytest.fixture
def largest_file() -> int:
    return resource.RLIM_INFINITY


@pytest.fixture
def place(
    database_server: Server,
    home_database: str,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    largest_file: int,
) -> Iterator[Place]:
    with django_db_blocker.unblock(), own_place(database_server, home_database, largest_file) as own:
        yield own


def insist(event: store.NewEvent, given_up: threading.Event) -> None:
    """Append until there is an answer, as a client does that lost the last one."""
    while not given_up.is_set():
        try:
            store.append([event])
            return
        except (OperationalError, InterfaceError):
            connection.close()
            given_up.wait(0.02)
    raise AssertionError("no answer")


def write(acknowledged: list[UUID], given_up: threading.Event) -> None:
    stream = uuid7()
    for version in range(1, EVENTS + 1):
        event = new_event(stream, version)
        insist(event, given_up)
        acknowledged.append(event.event_id)
    connection.close()


def test_a_killed_server_and_a_killed_sequencer_lose_and_double_nothing(place: Place) -> None:
    url = place.server.app("main")
    victim, survivor = sequencers.process(url), sequencers.process(url)
    acknowledged: list[UUID] = []
    given_up = threading.Event()
    try:
        eventually(lambda: sequencers.at_work() == 2, timeout=60)
        with ThreadPoolExecutor(WRITERS) as pool:
            writing = [pool.submit(write, acknowledged, given_up) for _ in range(WRITERS)]
            try:
                eventually(lambda: len(acknowledged) > EVENTS)
                victim.send_signal(signal.SIGKILL)
                connection.close()
                place.kill()
                assert len(acknowledged) < WRITERS * EVENTS, "the server died while events were written"
                for each in writing:
                    each.result(timeout=60)
            finally:
                given_up.set()
        eventually(sequencers.all_numbered, timeout=60)
    finally:
        for process in (victim, survivor):
            process.kill()
            process.wait()
    events = store.read_log(LOG, limit=10_000)
    assert [event.position for event in events] == list(range(1, WRITERS * EVENTS + 1))
    assert sorted(event.event_id for event in events) == sorted(acknowledged)


@pytest.mark.parametrize("largest_file", [SEGMENT])
def test_a_table_that_can_grow_no_more_refuses_the_batch_and_keeps_what_was_acknowledged(place: Place) -> None:
    acknowledged: list[UUID] = []
    with pytest.raises(DatabaseError, match=r"could not (extend|write)"):
        for _ in range(MOST):
            batch = [new_event(), new_event(payload=bulky())]
            store.append(batch)
            acknowledged += [event.event_id for event in batch]
    small = new_event()
    store.append([small])
    sequencer.step()
    assert [event.event_id for event in store.read_log(LOG)] == [*acknowledged, small.event_id]


def bulky() -> bytes:
    """Return a payload that does not compress."""
    return f'{{"text":"{secrets.token_hex(1_000_000)}"}}'.encode()
