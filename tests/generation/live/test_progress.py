"""Progress: told to all who wait, at most four times a second for each job."""

import time
from collections import Counter

import pytest
import uuid6
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from generation.live.progress import SECONDS_BETWEEN, Relay


@pytest.fixture
def layer(settings: object) -> object:
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}  # type: ignore[attr-defined]  # pytest-django's
    return get_channel_layer()


def test_at_most_four_messages_a_second_are_sent_of_a_job(layer: object) -> None:
    productions = [uuid6.uuid7(), uuid6.uuid7()]
    jobs = [uuid6.uuid7(), uuid6.uuid7()]
    for production in productions:
        async_to_sync(layer.group_add)(f"production.{production}", "page")  # type: ignore[attr-defined]  # has no types
    relay = Relay(uuid6.uuid7(), "motion", list(zip(productions, jobs, strict=True)))
    began = time.monotonic()
    step = 0
    while time.monotonic() - began < 2 * SECONDS_BETWEEN:
        step += 1
        relay.shows(step)
        relay.tell(step, 100_000, 24.0, 10.0)
    lasted = time.monotonic() - began
    relay.tell(100_000, 100_000, 24.0, 0.0)
    told = [message for _, message in layer.channels["page"]._queue]  # type: ignore[attr-defined]  # has no types
    counts = Counter(message["job"] for message in told)
    assert set(counts) == {str(job) for job in jobs}
    assert max(counts.values()) <= lasted / SECONDS_BETWEEN + 1
    assert told[0]["rate"] == 24.0 and told[0]["preview"] == 1
