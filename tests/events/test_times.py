"""A time means the last event that was recorded by then, however recording and numbering are out of step."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from uuid6 import uuid7

from events import sequencer, store
from events.store.appending import as_batch
from tests.events.making import LOG, new_event
from tests.support.databases import Server

NOON = datetime(2026, 1, 31, 12, tzinfo=UTC)
LAST = 30
RECORD = """
WITH new AS (
    INSERT INTO eventlog.event
        (event_id, stream, version, type, schema_version, payload, meta, actor, recorded_at, leaf)
    VALUES (%(event)s, %(stream)s, 1, 'thing.changed', 1, '{}', '{}', %(event)s, %(at)s, sha256('x')) RETURNING event_id
), of AS (INSERT INTO eventlog.stream VALUES (%(stream)s, 'thing', %(log)s))
INSERT INTO eventlog.pending (event_id) SELECT event_id FROM new"""


def at(second: int) -> datetime:
    return NOON + timedelta(seconds=second)


@pytest.fixture
def recorder(live_database: str, database_server: Server) -> Iterator[psycopg.Connection]:
    """The owner of the log, who may record an event at a time of his choosing."""
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    with psycopg.connect(database_server.admin(name), autocommit=True) as opened:
        yield opened


def grown(recorder: psycopg.Connection, batches: Sequence[Sequence[int]]) -> UUID:
    """Return a log whose events were recorded at these seconds, each batch numbered by itself."""
    log = uuid7()
    for batch in batches:
        for second in batch:
            recorder.execute(RECORD, {"event": uuid7(), "stream": uuid7(), "log": log, "at": at(second)})
        while sequencer.step(3):
            pass
    return log


@given(st.lists(st.lists(st.integers(0, LAST), max_size=8), min_size=1, max_size=6))
@settings(max_examples=60)
def test_a_time_is_the_last_event_recorded_by_then(recorder: psycopg.Connection, batches: list[list[int]]) -> None:
    """Against the definition, for every time; so it only rises, and nobody recorded by then is left out."""
    log = grown(recorder, batches)
    recorded = [second for batch in batches for second in batch]
    for second in range(-1, LAST + 2):
        by_then = [nth for nth, each in enumerate(recorded, start=1) if each <= second]
        from_then = [nth for nth, each in enumerate(recorded, start=1) if each >= second]
        assert store.position_at(log, at(second)) == max(by_then, default=0)
        assert store.position_before(log, at(second)) == min(from_then, default=len(recorded) + 1) - 1


def test_times_of_recording_that_only_rise_leave_no_straggler(recorder: psycopg.Connection) -> None:
    grown(recorder, [[1, 2, 2], [3, 5], [5]])
    late = grown(recorder, [[4, 9], [3, 9], [8, 10, 7]])
    stragglers = recorder.execute("SELECT log, position FROM eventlog.straggler ORDER BY position").fetchall()
    assert stragglers == [(late, 3), (late, 5), (late, 7)]


@pytest.mark.django_db
def test_an_event_s_own_time_shows_it() -> None:
    for _ in range(5):
        store.append([new_event()])
    sequencer.step()
    events = store.read_log(LOG)
    assert [store.position_at(LOG, event.recorded_at) for event in events] == [1, 2, 3, 4, 5]
    assert [store.position_before(LOG, event.recorded_at) for event in events] == [0, 1, 2, 3, 4]
    assert store.times(LOG, [2, 9]) == {2: events[1].recorded_at}
    assert (store.position_at(LOG, NOON), store.position_before(LOG, datetime.now(UTC))) == (0, 5)


@pytest.mark.django_db
def test_what_is_done_at_once_has_one_time() -> None:
    store.append([new_event() for _ in range(5)])
    sequencer.step()
    times = {event.recorded_at for event in store.read_log(LOG)}
    assert len(times) == 1
    assert store.position_at(LOG, times.pop()) == 5


def test_who_writes_long_and_who_writes_meanwhile_are_both_there_at_their_times(live_database: str) -> None:
    """The first is recorded first, and numbered last, because its transaction ends last."""
    with psycopg.connect(live_database) as slow:
        slow.execute("SELECT eventlog.append(%s)", [as_batch([first := new_event()])])
        with transaction.atomic():
            [second] = store.append([new_event()])
        sequencer.step()
    sequencer.step()
    early, late = (store.event(each.event_id) for each in (first, second))
    assert early and late and early.recorded_at < late.recorded_at
    assert (early.position, late.position) == (2, 1)
    assert store.position_at(LOG, early.recorded_at) == 2, (
        "all that stands in front is there too: positions have no holes"
    )
    assert store.position_at(LOG, late.recorded_at) == 2
    assert store.position_before(LOG, late.recorded_at) == 0
