"""Whose fault it is: work goes to another worker than the one that failed at it; who fails at everything is drained."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from generation import commands as orders
from generation import queries
from generation.artifacts.errors import ArtifactDamaged, ArtifactEvicted, ArtifactMissing
from generation.domain.model import ModelNotAllowed, ModelWithdrawn, UnknownWeights, WeightsChanged
from generation.jobs import benching
from generation.jobs.claiming import Claim, hand_back
from generation.jobs.ending import fail
from generation.jobs.sweeping import release_leases, sweep
from generation.models import ActionRow, WorkerRow
from generation.workers import presence
from tests.generation.filming import OFFER, Film, pretend, take

pytestmark = pytest.mark.django_db


def here(*names: str) -> None:
    """Workers that are here and can run everything."""
    for name in names:
        presence.seen(name, 1, None, OFFER)


def failed(worker: str, code: str = "child-died") -> Claim | None:
    """The worker fails at what it is given; None where it is given nothing."""
    ActionRow.objects.update(available_at=datetime.now(UTC))
    claimed = take(worker)
    if claimed:
        fail(claimed, code, "it broke", retryable=code != "refused")
    return claimed


def benched(worker: str) -> str:
    return WorkerRow.objects.get(name=worker).benched


def test_each_attempt_is_made_by_another_worker_while_there_is_one(film: Film) -> None:
    here("one", "two", "three")
    film.order("one", stages=["prompt"])
    assert failed("one")
    assert failed("one") is None
    assert failed("two")
    assert failed("one") is None and failed("two") is None
    assert failed("three")
    [group] = queries.queue_overview(film.log).failures
    assert (group.code, group.workers) == ("child-died", {"one": 1, "two": 1, "three": 1})


def test_a_worker_that_is_alone_tries_three_times(film: Film) -> None:
    here("one")
    film.order("one", stages=["prompt"])
    assert failed("one") and failed("one") and failed("one")
    [group] = queries.queue_overview(film.log).failures
    assert group.workers == {"one": 3}


def test_who_cannot_run_it_or_is_drained_is_no_other_worker(film: Film) -> None:
    here("one", "drained")
    orders.drain("drained", drained=True)
    presence.seen("small", 1, None, type(OFFER)(("other/1",)))
    film.order("one", stages=["prompt"])
    assert failed("one") and failed("one")


def test_where_the_other_worker_leaves_the_first_may_try_again(film: Film) -> None:
    here("one", "two")
    film.order("one", stages=["prompt"])
    assert failed("one")
    assert failed("one") is None
    presence.left("two")
    sweep(1)
    assert failed("one")


def test_a_lost_worker_is_shunned_like_one_that_failed(film: Film) -> None:
    here("one", "two")
    film.order("one", stages=["prompt"])
    assert take("one")
    release_leases("one", "gone")
    ActionRow.objects.update(available_at=datetime.now(UTC))
    assert take("one") is None
    assert take("two")


def test_what_is_handed_back_is_nobodys_fault(film: Film) -> None:
    here("one", "two")
    film.order("one", stages=["prompt"])
    claimed = take("one")
    assert claimed
    hand_back(claimed)
    assert take("one")


def test_a_worker_that_fails_at_three_things_in_a_row_is_benched_with_the_reason_until_a_person_lets_it_work(
    film: Film,
) -> None:
    here("bad", "good")
    film.order(stages=["prompt"])
    assert failed("bad") and failed("bad")
    assert benched("bad") == ""
    assert failed("bad")
    assert "3 different things in a row (prompt)" in benched("bad") and "it broke" in benched("bad")
    film.order(variations=2, stages=["keyframe"])
    assert take("bad") is None
    [shown] = [each for each in queries.workers() if each.row.name == "bad"]
    assert shown.state == "benched"
    orders.drain("bad", drained=False)
    assert benched("bad") == ""
    assert [each.state for each in queries.workers()] == ["idle", "idle"]


def test_a_worker_that_is_trusted_anew_begins_anew(film: Film) -> None:
    here("bad", "good")
    film.order()
    assert failed("bad") and failed("bad") and failed("bad")
    orders.drain("bad", drained=False)
    for _ in range(3):
        ActionRow.objects.update(available_at=datetime.now(UTC))
        good = take("good")
        assert good and pretend(good)
    assert failed("bad")
    assert benched("bad") == ""


def test_a_success_in_between_counts(film: Film) -> None:
    here("one", "two")
    film.order()
    assert failed("one") and failed("one")
    claimed = take("one")
    assert claimed and pretend(claimed)
    assert failed("one")
    assert benched("one") == ""


def test_failing_at_the_same_thing_again_and_again_is_the_things_fault(film: Film) -> None:
    here("one")
    film.order("one", stages=["prompt"])
    assert failed("one") and failed("one") and failed("one")
    assert benched("one") == ""


@pytest.mark.parametrize(
    "code",
    [
        "refused",
        "out-of-memory",
        ModelWithdrawn.code,
        ModelNotAllowed.code,
        UnknownWeights.code,
        ArtifactMissing.code,
        ArtifactEvicted.code,
        ArtifactDamaged.code,
        "no-room",
        "storage",
    ],
)
def test_what_the_work_asks_for_speaks_against_no_worker(film: Film, code: str) -> None:
    here("one", "two")
    film.order(stages=["prompt"])
    assert failed("one", code) and failed("one", code) and failed("one", code)
    assert benched("one") == ""


def test_models_that_this_machine_alone_lacks_speak_against_its_worker(film: Film) -> None:
    here("one", "two")
    film.order(stages=["prompt"])
    assert failed("one", WeightsChanged.code) and failed("one", WeightsChanged.code)
    assert failed("one", WeightsChanged.code)
    assert benched("one")


def shunning() -> Claim:
    """Of two workers the first failed at something, and the other has it."""
    here("one", "two")
    assert failed("one")
    ActionRow.objects.update(available_at=datetime.now(UTC))
    claimed = take("two")
    assert claimed
    return claimed


def test_what_is_handed_back_goes_on_to_shun_those_who_failed_at_it(film: Film) -> None:
    film.order("one", stages=["prompt"])
    hand_back(shunning())
    assert take("one") is None
    assert take("two")


def test_what_waits_for_room_is_run_by_whoever_has_it(film: Film) -> None:
    film.order("one", stages=["prompt"])
    hand_back(shunning(), "it waits for room")
    assert take("one")


def test_forgiving_looks_at_needs_not_at_each_action(film: Film) -> None:
    here("one", "two")
    film.order(stages=["prompt"])
    costs = []
    for _ in range(2):
        assert failed("one")
        with CaptureQueriesContext(connection) as looks:
            benching.forgive()
        costs.append(len(looks))
    assert ActionRow.objects.exclude(shuns=[]).count() == 2, "there is another"
    assert costs[0] == costs[1]
    presence.left("two")
    benching.forgive()
    assert not ActionRow.objects.exclude(shuns=[]).exists()
