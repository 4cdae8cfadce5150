"""Followers of the global number: every event at least once, in order, past failures."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from django.utils import timezone

from events import sequencer, store, subscriptions
from events.models import Subscription
from tests.events.making import new_event

pytestmark = pytest.mark.django_db

NAME = "test"


@pytest.fixture
def follow() -> Iterator[Callable[..., None]]:
    def start(handler: subscriptions.EventHandler, version: int = 1) -> None:
        subscriptions.unsubscribe(NAME)
        subscriptions.subscribe(NAME, handler, version)

    yield start
    subscriptions.unsubscribe(NAME)


class Recorder:
    """Remembers numbers in order; fails on those in `bad`."""

    def __init__(self) -> None:
        self.seen: list[int | None] = []
        self.bad: set[int | None] = set()

    def __call__(self, events: Sequence[store.StoredEvent]) -> None:
        if bad := self.bad & {event.number for event in events}:
            raise ValueError(f"cannot handle {bad}")
        self.seen += [event.number for event in events]


def write(count: int) -> None:
    store.append([new_event() for _ in range(count)])
    sequencer.step()


def retry_now() -> None:
    Subscription.objects.update(retry_at=timezone.now())
    subscriptions.run_due()


def test_a_follower_sees_each_event_once_while_all_is_well(follow: Callable[..., None]) -> None:
    recorder = Recorder()
    follow(recorder)
    write(3)
    write(2)
    assert recorder.seen == [1, 2, 3, 4, 5]
    assert subscriptions.lags()[NAME] == 0


def test_a_failing_event_stops_its_follower_after_all_that_came_before(follow: Callable[..., None]) -> None:
    recorder = Recorder()
    recorder.bad = {3}
    follow(recorder)
    write(5)
    for _ in range(4):
        retry_now()
    row = Subscription.objects.get(name=NAME)
    assert (recorder.seen, row.number, row.error) == ([1, 2], 2, "ValueError: cannot handle {3}")
    assert row.retry_at and row.retry_at > timezone.now()


def test_a_follower_goes_on_once_its_fault_is_mended(follow: Callable[..., None]) -> None:
    recorder = Recorder()
    recorder.bad = {2}
    follow(recorder)
    write(3)
    recorder.bad = set()
    retry_now()
    assert recorder.seen == [1, 2, 3]
    assert Subscription.objects.get(name=NAME).error == ""


def test_a_failing_follower_does_not_hold_up_the_others(follow: Callable[..., None]) -> None:
    broken, well = Recorder(), Recorder()
    broken.bad = {1}
    follow(broken)
    subscriptions.subscribe("other", well)
    try:
        write(2)
    finally:
        subscriptions.unsubscribe("other")
    assert (broken.seen, well.seen) == ([], [1, 2])


def test_a_new_version_reads_the_logs_again(follow: Callable[..., None]) -> None:
    first, second = Recorder(), Recorder()
    follow(first)
    write(2)
    follow(second, version=2)
    subscriptions.run_due()
    assert second.seen == [1, 2]


def test_two_followers_may_not_share_a_name(follow: Callable[..., None]) -> None:
    follow(Recorder())
    with pytest.raises(ValueError, match=NAME):
        subscriptions.subscribe(NAME, Recorder())
