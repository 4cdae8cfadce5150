"""Appending: all or nothing, by compare-and-set, the same answer to the same events."""

from typing import Any

import pytest
from django.db import transaction
from uuid6 import uuid7

from events import store
from events.errors import EventIdReused, StreamConflict
from tests.events.making import new_event

pytestmark = pytest.mark.django_db


def test_an_event_comes_back_as_the_bytes_that_went_in() -> None:
    event = new_event(payload='{"a":"é \\"quoted\\" \\u001f 😀","b":[1,{"c":null}]}'.encode())
    [answer] = store.append([event])
    [read] = store.read_stream(event.stream)
    assert answer == read
    assert (read.payload, read.meta) == (event.payload, event.meta)


def test_a_stream_grows_by_one_version_at_a_time() -> None:
    first = new_event()
    store.append([first])
    store.append([new_event(first.stream, 2), new_event(first.stream, 3)])
    assert [event.version for event in store.read_stream(first.stream)] == [1, 2, 3]
    assert [event.version for event in store.read_stream(first.stream, after=2)] == [3]


def test_a_stale_version_is_a_conflict_that_names_what_was_missed() -> None:
    first = new_event()
    store.append([first, new_event(first.stream, 2), new_event(first.stream, 3)])
    with pytest.raises(StreamConflict) as caught:
        store.append([new_event(first.stream, 2)])
    conflict = caught.value
    assert (conflict.stream, conflict.expected, conflict.actual) == (first.stream, 1, 3)
    assert [event.version for event in conflict.missed] == [2, 3]


def test_a_version_that_is_not_reached_yet_is_a_conflict() -> None:
    first = new_event()
    store.append([first])
    with pytest.raises(StreamConflict):
        store.append([new_event(first.stream, 3)])


def test_one_stale_stream_keeps_the_whole_batch_out() -> None:
    one, other = new_event(), new_event()
    store.append([one])
    with pytest.raises(StreamConflict):
        store.append([other, new_event(one.stream, 1), new_event(other.stream, 2)])
    assert store.read_streams([one.stream, other.stream]).keys() == {one.stream}


def test_a_conflict_does_not_break_the_transaction_around_it() -> None:
    first, other = new_event(), new_event()
    store.append([first])
    with transaction.atomic():
        with pytest.raises(StreamConflict):
            store.append([new_event(first.stream, 1)])
        store.append([other])
    assert store.read_stream(other.stream)


def test_events_sent_again_get_the_original_answer() -> None:
    first = new_event()
    batch = [first, new_event(first.stream, 2)]
    answer = store.append(batch)
    store.append([new_event(first.stream, 3)])
    assert store.append(batch) == answer
    assert len(store.read_stream(first.stream)) == 3


@pytest.mark.parametrize("change", [{"payload": b"{}"}, {"meta": b"{}"}, {"version": 2}, {"stream": uuid7()}])
def test_an_event_id_with_other_contents_is_an_error(change: dict[str, Any]) -> None:
    event = new_event()
    store.append([event])
    with pytest.raises(EventIdReused):
        store.append([new_event(**{"stream": event.stream, "event_id": event.event_id, **change})])
    assert len(store.read_stream(event.stream)) == 1


def test_an_event_id_twice_in_one_batch_is_an_error() -> None:
    event = new_event()
    with pytest.raises(EventIdReused):
        store.append([event, new_event(event.stream, 2, event_id=event.event_id)])
    assert store.event(event.event_id) is None


def test_many_streams_are_read_in_one_go_each_in_its_own_order() -> None:
    one, other = new_event(), new_event()
    store.append([other, one, new_event(one.stream, 2)])
    by_stream = store.read_streams([one.stream, other.stream, uuid7()])
    assert {stream: [event.version for event in events] for stream, events in by_stream.items()} == {
        one.stream: [1, 2],
        other.stream: [1],
    }


def test_nothing_is_appended_by_an_empty_batch() -> None:
    assert store.append([]) == []
