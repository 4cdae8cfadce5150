"""A farm in virtual time: no device is idle beside work, nothing takes longer than it must, nobody waits for all."""

from collections.abc import Iterator

import pytest
from django.db import connection

from generation.domain.needs import Offer
from tests.generation.jobs.farm import some
from tests.generation.jobs.simulation import Job, SetClock, lower_bound, simulated, virtual_time
from tests.support.databases import Server

KINDS = ("prompt/1", "motion/1")
CPU, GPU = Offer(KINDS, ("cpu",)), Offer(KINDS, ("gpu",))


@pytest.fixture
def set_clock(live_database: str, database_server: Server) -> Iterator[SetClock]:
    name = str(connection.settings_dict["NAME"]).removeprefix(f"{database_server.prefix}_")
    with virtual_time(database_server.admin(name)) as clock:
        yield clock


def test_equal_work_takes_as_long_as_it_must(set_clock: SetClock) -> None:
    [film] = some(1)
    jobs = [Job(film, "prompt/1", 10) for _ in range(12)]
    outcome = simulated(jobs, [CPU] * 4, set_clock)
    assert (outcome.makespan, lower_bound(jobs, [CPU] * 4), outcome.utilisation) == (30, 30, 1)


def test_chains_over_two_kinds_of_devices_keep_both_busy(set_clock: SetClock) -> None:
    [film] = some(1)
    jobs: list[Job] = []
    for shot in range(20):
        jobs += [Job(film, "prompt/1", 1), Job(film, "motion/1", 10, "gpu", (2 * shot,))]
    workers = [CPU, GPU, GPU, GPU, GPU]
    outcome = simulated(jobs, workers, set_clock)
    assert outcome.utilisation == 1
    assert lower_bound(jobs, workers) == 50
    assert outcome.makespan <= 50 + 4, "the first prompts come one after the other"


def test_ten_jobs_beside_hundreds_wait_for_less_than_two(set_clock: SetClock) -> None:
    large, small = some(2)
    jobs = [Job(large, "motion/1", 60) for _ in range(190)]
    jobs += [Job(small, "motion/1", 60, at=185.0) for _ in range(10)]
    outcome = simulated(jobs, [CPU] * 10, set_clock)
    assert max(outcome.waits(jobs, small)) < 2 * 60
    assert outcome.utilisation == 1
    assert outcome.makespan == lower_bound(jobs, [CPU] * 10) == 20 * 60
