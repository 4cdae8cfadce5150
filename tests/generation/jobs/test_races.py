"""Races: what several workers do at once, on connections of their own."""

from collections import Counter
from functools import partial
from typing import Any

import pytest

from generation import commands as orders
from generation import queries as made
from generation.jobs.claiming import Claim
from generation.models import ActionRow, TraceRow
from productions import commands
from tests.generation.filming import Film, pretend, pretend_all, small_film, take
from tests.support.together import at_once


@pytest.fixture
def live_film(live_database: str) -> Film:
    """The small film, committed, so that other connections see it."""
    return small_film()


def claimed() -> Claim:
    claim = take()
    assert claim is not None
    return claim


def test_two_upstreams_that_commit_at_once_open_what_needs_both_once(live_film: Film) -> None:
    film = live_film
    commands.set_continues(film.by, film.log, film.shots["two"], film.shots["one"])
    for frames in range(2, 12):
        for code in ("one", "two"):
            fields: Any = {"frames": frames, "description": f"Take {frames} of {code}."}
            commands.change_shot(film.by, film.log, film.shots[code], fields)
        order = film.order("one", "two")
        pretend(claimed())
        pretend(claimed())
        motion, prompt = claimed(), claimed()
        assert at_once(partial(pretend, motion), partial(pretend, prompt)) == [True, True]
        ready = [job.stage for job in made.jobs(order) if job.state == "ready"]
        assert sorted(ready) == ["finish", "keyframe"]
        pretend_all()
        assert made.order(order).state == "done"


def test_workers_that_claim_at_once_never_get_the_same(live_film: Film) -> None:
    live_film.order()
    for code in live_film.shots:
        live_film.order(code, variations=2)
    got = Counter(each.action for each in at_once(*[take] * 6) if each)
    assert got and set(got.values()) == {1}


def test_orders_placed_at_once_share_work_and_numbers(live_film: Film) -> None:
    placed = at_once(*[lambda: live_film.order("one", "two")] * 4)
    assert ActionRow.objects.count() == 2
    assert len(pretend_all()) == 8
    assert [made.order(order).state for order in placed] == ["done"] * 4
    numbers = [job.take for order in placed for job in made.jobs(order) if job.take]
    assert sorted(numbers) == [1, 1, 2, 2, 3, 3, 4, 4]


def test_four_workers_and_a_canceller_leave_one_trace_for_each_key(live_film: Film) -> None:
    placed = [live_film.order(), live_film.order("one"), live_film.order("two", "three")]

    def cancel() -> None:
        orders.cancel_order(live_film.by, placed[1])

    at_once(*[pretend_all] * 4, cancel)
    pretend_all()
    assert TraceRow.objects.count() == 12
    assert {made.order(order).state for order in (placed[0], placed[2])} == {"done"}
