"""SIGTERM in the midst of commits: no event without its rows, no row without its event, all ordered work is done."""

import os
import subprocess
import sys

import pytest

from config.env import ROOT
from events import store
from events.rebuild import rebuild
from generation import queries
from generation.models import JobRow, OrderRow
from productions.queries import moment
from tests.generation.filming import Film, pretend_all
from tests.generation.planning.test_plan_cache import agree

pytestmark = pytest.mark.faults


@pytest.mark.parametrize("tries", [20, pytest.param(250, marks=pytest.mark.long)])
def test_whoever_is_told_to_stop_while_it_commits_has_written_all_or_nothing(
    live_film: Film, live_database: str, tries: int
) -> None:
    film, shot = live_film, live_film.shots["one"]
    command = [sys.executable, "-m", "tests.faults.terminated", str(tries), str(film.log), str(shot)]
    settings = {"DATABASE_URL": live_database, "DJANGO_SETTINGS_MODULE": "config.settings.test"}
    subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, check=True, timeout=240, capture_output=True)
    placed = [event.stream for event in events(film) if event.type == "order.placed"]
    assert placed, "some came to their end"
    assert set(placed) == set(OrderRow.objects.values_list("id", flat=True))
    assert set(JobRow.objects.values_list("order", flat=True)) == set(placed)
    agree(film)
    pretend_all()
    assert {queries.order(order).state for order in placed} == {"done"}
    assert rebuild(check=True) == []


def events(film: Film) -> list[store.StoredEvent]:
    """All events of a film, also those that have no number yet."""
    streams = [*moment(film.log).shots, *OrderRow.objects.values_list("id", flat=True)]
    return [event for stream in store.read_streams(streams).values() for event in stream]
