"""Claiming: who can run what, and whose turn it is."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from generation import queries as made
from generation.domain.needs import GIB, Needs, Offer
from generation.jobs import fairness
from generation.jobs.claiming import MOST_AHEAD, MOST_PASSED, claim, hand_back
from generation.jobs.sweeping import sweep
from generation.models import ActionRow, JobRow, UsageRow, WorkerRow
from generation.workers import presence
from tests.generation.filming import OFFER, Film, small_film, take
from tests.generation.jobs.farm import ANY, KIND, claimed, served, some, wanted, worked

pytestmark = pytest.mark.django_db

GPU = Needs("gpu", 24 * GIB)
L4 = Offer((KIND,), ("gpu", "nvidia-l4"), 22 * GIB)
H100 = Offer((KIND,), ("gpu", "nvidia-h100"), 78 * GIB)


def seen(name: str, offer: Offer) -> None:
    presence.seen(name, 1, None, offer)


@pytest.mark.parametrize("offer", [ANY, L4, replace(H100, kinds=("finish/1",))])
def test_who_cannot_run_it_does_not_get_it(offer: Offer) -> None:
    wanted(3, *some(1), needs=GPU)
    assert claim("one", offer, 30) is None


def test_a_processor_is_asked_for_the_memory_that_it_takes_there() -> None:
    wanted(1, *some(1), needs=Needs("any", 24 * GIB, processor=48 * GIB))
    assert claim("one", replace(ANY, memory=47 * GIB), 30) is None
    assert claimed(replace(ANY, memory=48 * GIB)).attempt == 1
    wanted(1, *some(1), needs=Needs("any", 24 * GIB, processor=48 * GIB))
    assert claimed(replace(L4, memory=24 * GIB)).attempt == 1


def test_who_can_run_it_books_it_on_its_exact_device() -> None:
    wanted(1, *some(1), needs=GPU)
    assert claimed(H100).device == "nvidia-h100"


def test_what_nobody_can_run_is_said_of_its_jobs_until_somebody_can(film: Film) -> None:
    order = film.order("one")
    assert [job.reason for job in made.jobs(order)] == ["no worker is here", "", "", ""]
    seen("old", replace(OFFER, kinds=("motion/0",)))
    assert made.jobs(order)[0].reason == "no worker that can run prompt 1 is here"
    assert made.board(film.log).cells[0].reason == "no worker that can run prompt 1 is here"
    seen("new", OFFER)
    assert made.jobs(order)[0].reason == ""


def test_a_silent_worker_is_not_here(film: Film) -> None:
    order = film.order("one")
    seen("silent", OFFER)
    WorkerRow.objects.update(seen_at="2000-01-01T00:00:00Z")
    assert made.jobs(order)[0].reason == "no worker is here"


def test_all_who_can_run_it_may_be_drained(film: Film) -> None:
    order = film.order("one")
    seen("told", OFFER)
    WorkerRow.objects.update(drained_at="2000-01-01T00:00:00Z")
    assert made.jobs(order)[0].reason == "every worker that can run this is drained"


def test_a_small_production_does_not_wait_for_a_large_one() -> None:
    large, small = some(2)
    wanted(10_000, large)
    assert set(served(5, 60)) == {large}
    running = claimed()
    wanted(10, small)
    worked(running, 60)
    turns = list(served(16, 60))
    assert turns[:5] == [small] * 5
    assert Counter(turns) == {small: 10, large: 6}


def test_productions_that_begin_together_share_the_devices() -> None:
    one, two = some(2)
    wanted(100, one)
    wanted(100, two)
    assert Counter(served(40, 30)) == {one: 20, two: 20}


def test_it_is_seconds_that_are_shared_not_jobs() -> None:
    long, short = some(2)
    wanted(100, long)
    wanted(100, short)
    done: Counter[object] = Counter()
    for _ in range(44):
        got = claimed()
        done[got.production] += 1
        worked(got, 100 if got.production == long else 10)
    assert done[long] * 8 <= done[short] <= done[long] * 12


def test_workers_that_claim_at_once_do_not_all_serve_the_same() -> None:
    one, two = some(2)
    wanted(10, one, ago=timedelta(minutes=1))
    wanted(10, two)
    assert Counter(claimed(worker=str(n)).production for n in range(8)) == {one: 4, two: 4}


def test_people_of_one_production_take_turns() -> None:
    production, many, few = some(3)
    wanted(1000, production, many, ago=timedelta(minutes=1))
    ids = wanted(3, production, few)
    took = []
    for _ in range(6):
        got = claimed()
        took.append(got.action in ids)
        worked(got, 20)
    assert took.count(True) == 3


def test_a_head_start_goes_before_what_was_asked_for_earlier_in_the_same_production() -> None:
    production, one, two = some(3)
    wanted(5, production, one, ago=timedelta(hours=5))
    urgent = wanted(2, production, two, ago=timedelta(seconds=fairness.HEAD_START))
    done = [claimed().action for _ in range(2)]
    assert done == urgent


def test_what_waited_long_enough_is_as_urgent_as_what_has_a_head_start() -> None:
    production, one, two = some(3)
    [old] = wanted(1, production, one, ago=timedelta(seconds=fairness.HEAD_START * 1.5))
    wanted(5, production, two, ago=timedelta(seconds=fairness.HEAD_START * 1.2))
    assert claimed().action == old


def test_what_was_used_is_forgotten_with_time() -> None:
    one, two = some(2)
    UsageRow.objects.create(production=one, person=one, worker="one", seconds=1000, as_of="2000-01-01T00:00:00Z")
    UsageRow.objects.create(production=two, person=two, worker="one", seconds=1, as_of=datetime.now(UTC))
    wanted(1, two, ago=timedelta(minutes=1))
    wanted(1, one)
    assert claimed().production == one
    sweep(1)
    assert not UsageRow.objects.filter(production=one, seconds__gt=900).exists()


def test_who_shares_work_shares_what_it_used(film: Film) -> None:
    other = small_film()
    first, second = film.order("one", stages=["prompt"]), other.order("one", stages=["prompt"])
    shared, left = [ActionRow.objects.get(jobs__order=order) for order in (first, second)]
    JobRow.objects.filter(order=second).update(action=shared)
    left.delete()
    got = take()
    assert got
    worked(got, 30)
    shares = {row.production: round(row.seconds) for row in UsageRow.objects.all()}
    assert shares == {film.log: 15, other.log: 15}


def test_handed_back_work_was_used_too() -> None:
    wanted(1, *some(1))
    got = claimed()
    hand_back(got)
    assert UsageRow.objects.count() == 1


WAN, LTX = Needs(model="wan"), Needs(model="ltx")
HOLDS_WAN = replace(ANY, resident=("wan",))


def test_what_a_worker_holds_passes_other_work_but_not_for_ever() -> None:
    [production] = some(1)
    [first] = wanted(1, production, needs=LTX, ago=timedelta(minutes=1))
    wanted(20, production, needs=WAN)
    took = [claimed(HOLDS_WAN).action for _ in range(MOST_PASSED + 1)]
    assert first not in took[:MOST_PASSED]
    assert took[MOST_PASSED] == first


def test_who_holds_nothing_takes_what_is_next() -> None:
    [production] = some(1)
    [first] = wanted(1, production, needs=LTX, ago=timedelta(minutes=1))
    wanted(20, production, needs=WAN)
    assert claimed().action == first


def test_what_needs_no_model_is_not_passed_over() -> None:
    [production] = some(1)
    [first] = wanted(1, production, ago=timedelta(minutes=1))
    wanted(20, production, needs=WAN)
    assert claimed(HOLDS_WAN).action == first


def test_a_production_that_was_served_much_better_passes_nobody() -> None:
    one, two = some(2)
    wanted(20, one, needs=WAN)
    for each in [claimed(HOLDS_WAN), claimed(HOLDS_WAN)]:
        worked(each, MOST_AHEAD)
    [first] = wanted(1, two, needs=LTX)
    assert claimed(HOLDS_WAN).action == first


def test_urgent_work_is_passed_by_nothing_less_urgent() -> None:
    [production] = some(1)
    [urgent] = wanted(1, production, needs=LTX, ago=timedelta(seconds=fairness.HEAD_START))
    wanted(20, production, needs=WAN)
    assert claimed(HOLDS_WAN).action == urgent


def test_a_pause_before_a_retry_holds_up_nobody_else() -> None:
    one, two = some(2)
    wanted(1, one, ago=timedelta(minutes=1))
    ActionRow.objects.update(available_at="2100-01-01T00:00:00Z")
    wanted(1, two)
    assert claimed().production == two
    assert claim("one", ANY, 30) is None
