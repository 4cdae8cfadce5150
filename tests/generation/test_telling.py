"""What changes on the board without an event is told on the socket's channel."""

from typing import Any

import pytest
from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from generation import queries
from generation.jobs.claiming import hand_back, start
from generation.jobs.ending import fail
from tests.conftest import Sequencer
from tests.generation.filming import Film, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(film: Film) -> str:
    """The name of a channel in the film's group."""
    layer: Any = get_channel_layer()
    async_to_sync(layer.group_add)(f"production.{film.log}", "test.ear")
    return "test.ear"


def cells(film: Film) -> list[str]:
    return [cell.state for cell in queries.board(film.log, [film.shots["one"]]).cells]


@pytest.mark.parametrize("how", ["handed back", "failed for now"])
def test_work_that_waits_again_is_told_and_shown(film: Film, heard: str, sequencer: Sequencer, how: str) -> None:
    layer: Any = get_channel_layer()
    film.order("one")
    claimed = take()
    assert claimed and start(claimed)
    assert cells(film)[0] == "running"
    sequencer.step()
    if how == "handed back":
        hand_back(claimed)
    else:
        fail(claimed, "out-of-memory", "too large", retryable=True)
    sequencer.step()
    said = async_to_sync(layer.receive)(heard)
    assert said == {"type": "stages", "shot": str(film.shots["one"])}
    assert cells(film)[0] == "ready"
