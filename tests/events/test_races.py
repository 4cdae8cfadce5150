"""What many writers at once, rival sequencers and killed ones may not do: lose, double or disorder an event."""

import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import psycopg
import pytest
from django.db import connection, transaction
from uuid6 import uuid7

from events import sequencer, store
from events.errors import StreamConflict
from events.store.appending import as_batch
from tests.events import racing, sequencers
from tests.events.making import LOG, new_event
from tests.support.databases import Server
from tests.support.waiting import eventually

T = TypeVar("T")


def at_once(count: int, work: Callable[[int], T]) -> list[T]:
    """Run `work(n)` in `count` threads that start together, each with a connection of its own."""
    barrier = threading.Barrier(count)

    def one(nth: int) -> T:
        connection.ensure_connection()
        barrier.wait()
        try:
            return work(nth)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_a_follower_sees_every_committed_event_once_and_in_order(live_database: str) -> None:
    with sequencers.running():
        racing.run(racing.Numbered(), sequencers.all_numbered).check()


def test_the_race_catches_a_naive_log(live_database: str, database_server: Server) -> None:
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    with psycopg.connect(database_server.admin(name)) as owner:
        owner.execute("CREATE TABLE naive (id bigserial PRIMARY KEY, stream uuid, version bigint, event_id uuid)")
    with pytest.raises(AssertionError):
        racing.run(racing.Naive(), lambda: True).check()


def test_an_append_that_commits_late_is_numbered_late_and_not_lost(live_database: str) -> None:
    late, early = new_event(), new_event()
    with psycopg.connect(live_database) as other:
        other.execute("SELECT * FROM eventlog.append(%s)", [as_batch([late])])
        store.append([early])
        sequencer.step()
        assert [event.event_id for event in store.read_all(0)] == [early.event_id]
    sequencer.step()
    assert [event.event_id for event in store.read_all(1)] == [late.event_id]
    assert store.positions([early.event_id, late.event_id]) == {early.event_id: 1, late.event_id: 2}


@pytest.mark.parametrize("writers", [2, 4, 16])
def test_of_writers_with_the_same_expected_version_exactly_one_wins(live_database: str, writers: int) -> None:
    first = new_event()
    store.append([first])
    batches = [[new_event(first.stream, 2), new_event()] for _ in range(writers)]

    def write(nth: int) -> int | None:
        try:
            store.append(batches[nth])
        except StreamConflict as conflict:
            assert [event.version for event in conflict.missed] == [2]
            return None
        return nth

    [winner] = [nth for nth in at_once(writers, write) if nth is not None]
    stored = [event.event_id for batch in batches for event in batch if store.event(event.event_id)]
    assert stored == [event.event_id for event in batches[winner]]


def test_the_same_batch_sent_by_many_at_once_is_stored_once(live_database: str) -> None:
    batch = [new_event(), new_event()]
    answers = at_once(8, lambda _: store.append(batch))
    assert all(answer == answers[0] for answer in answers)
    assert sequencer.step() == len(batch)


def test_batches_over_the_same_streams_in_any_order_never_deadlock(live_database: str) -> None:
    streams = [uuid7() for _ in range(4)]
    store.append([new_event(stream) for stream in streams])

    def write(nth: int) -> None:
        for _ in range(20):
            turned = streams if nth % 2 else streams[::-1]
            with transaction.atomic():
                histories = store.read_streams(streams)
                try:
                    store.append([new_event(stream, len(histories[stream]) + 1) for stream in turned])
                except StreamConflict:
                    continue

    at_once(4, write)
    assert len({len(events) for events in store.read_streams(streams).values()}) == 1


def write_streams(nth: int) -> None:
    streams = [uuid7() for _ in range(10)]
    for version in range(1, 41):
        store.append([new_event(stream, version) for stream in streams])


def test_rival_sequencers_and_a_killed_one_leave_no_gap_and_no_double(live_database: str) -> None:
    victim, survivor = sequencers.process(live_database), sequencers.process(live_database)
    try:
        eventually(lambda: sequencers.at_work() == 2, timeout=60)
        writers = threading.Thread(target=at_once, args=(3, write_streams))
        writers.start()
        eventually(lambda: store.last_number() > 200)
        victim.send_signal(signal.SIGKILL)
        writers.join()
        eventually(sequencers.all_numbered, timeout=60)
        survivor.send_signal(signal.SIGTERM)
        assert survivor.wait(timeout=20) == 0
    finally:
        for process in (victim, survivor):
            process.kill()
            process.wait()
    events = store.read_log(LOG, limit=10_000)
    assert [event.position for event in events] == list(range(1, 1201))
    assert len({event.event_id for event in events}) == 1200
