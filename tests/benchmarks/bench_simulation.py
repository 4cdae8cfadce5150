"""A farm of 64 mixed workers in virtual time: a film of 2,000 shots as the plan has it, SHOTS=10000 for more, and a
small production beside one of 10,000 jobs. Claims and endings are the real ones; work takes what its stage took.
"""

import os
import statistics
from collections.abc import Iterator, Mapping
from dataclasses import replace
from random import Random
from uuid import UUID

from django.db import connection
from uuid6 import uuid7

from generation.domain.needs import Offer
from generation.domain.plan import PlannedStage
from generation.planning import planner
from generation.stages import pipelines
from productions import commands
from tests.benchmarks.bench_log import server
from tests.benchmarks.measuring import heading, judged, line, spoken, timed
from tests.benchmarks.screenplays import screenplay
from tests.generation.jobs.simulation import Job, Outcome, lower_bound, simulated, virtual_time
from tests.support import databases
from tests.support.making import context, production

NAME = "simulation"
SHOTS = int(os.environ.get("SHOTS", "2000"))
LONGER = max(1.0, SHOTS / 2000)
"""As many times as long as usual it may take."""
LONGEST = 5000
"""Shots that one script may have."""
PARTS = -(-SHOTS // LONGEST)
"""The plan of a longer film is that of one of so many parts, repeated."""
LARGE, SMALL = 10_000, 10
BUSY_AIM = ">= 0.95"
FAIR_AIM = "< 2"
"""Job lengths that anybody of a small production waits beside a large one."""
DEVICES: Mapping[str, str] = {"prompt": "cpu", "keyframe": "gpu", "motion": "gpu", "finish": "cpu"}
"""What draws wants a GPU, what writes and encodes does not."""
SECONDS: Mapping[str, float] = {"prompt": 0.05, "keyframe": 0.2, "motion": 1.7, "finish": 1.4}
"""For a shot of five seconds at 1280x720, as docs/reference/figures.md has the stages of the animatic."""
CPUS, GPUS = 28, 36
"""So shared out as the work is."""


def workers(kinds: tuple[str, ...]) -> list[Offer]:
    return [Offer(kinds, ("cpu",))] * CPUS + [Offer(kinds, ("gpu",))] * GPUS


def jobs_of(log: UUID, lines: tuple[PlannedStage, ...]) -> list[Job]:
    """The jobs that an order of what a plan names comes to; each takes a third more or less than its stage at most."""
    pipeline, chance = pipelines.of_production(log), Random(1)
    places: dict[tuple[UUID, str], int] = {}
    jobs: list[Job] = []
    for planned in lines:
        node = pipeline.by_id[planned.stage]
        behind = [places[planned.shot, edge.node] for edge in node.edges if (planned.shot, edge.node) in places]
        places[planned.shot, planned.stage] = len(jobs)
        seconds = SECONDS[node.spec.name] * chance.uniform(2 / 3, 4 / 3)
        jobs.append(Job(log, node.spec.kind, seconds, DEVICES[node.spec.name], tuple(sorted(set(behind)))))
    return jobs


def _repeated(planned: list[Job]) -> Iterator[tuple[int, Job]]:
    """The jobs of a film in so many parts as it has scripts, each with where its part begins."""
    for part in range(PARTS):
        for job in planned:
            yield part * len(planned), job


def show(what: str, jobs: list[Job], offers: list[Offer], outcome: Outcome, took: float) -> None:
    """Print how a farm did."""
    bound = lower_bound(jobs, offers)
    used = outcome.utilisation
    line(f"{what}: utilisation while work waits", f"{used:.4f}", judged(BUSY_AIM, used))
    line("... makespan against its lower bound", f"{outcome.makespan:.0f} s", f"{bound:.0f} s")
    line("... ratio", f"x {outcome.makespan / bound:.3f}")
    line("... a claim and an ending, in earnest", spoken(took / len(jobs)))


def film(owner: str) -> None:
    log = production(context(), script=None)
    commands.import_script(context(), log, screenplay(SHOTS // PARTS))
    planned = jobs_of(log, planner.plan(log).plan.lines)
    jobs = [replace(job, behind=tuple(n + start for n in job.behind)) for start, job in _repeated(planned)]
    offers = workers(tuple({job.kind for job in jobs}))
    with virtual_time(owner) as set_clock:
        took, outcome = timed(lambda: simulated(jobs, offers, set_clock))
    show(f"{SHOTS:,} shots, {len(jobs):,} jobs, {len(offers)} workers", jobs, offers, outcome, took)


def fairness(owner: str) -> None:
    """A small production begins while a large one holds all workers."""
    large, small, length = uuid7(), uuid7(), 60.0
    kind = "motion/1/bench/1"
    jobs = [Job(large, kind, length, "gpu") for _ in range(LARGE)]
    jobs += [Job(small, kind, length, "gpu", at=length * 3 + 1) for _ in range(SMALL)]
    offers = workers((kind,))
    with virtual_time(owner) as set_clock:
        took, outcome = timed(lambda: simulated(jobs, offers, set_clock))
    show(f"{LARGE:,} jobs beside {SMALL}", jobs, offers, outcome, took)
    waits = [wait / length for wait in outcome.waits(jobs, small)]
    line(
        "... waits of the small one, in job lengths",
        f"{statistics.median(waits):.2f}",
        f"{max(waits):.2f}",
        judged(FAIR_AIM, max(waits)),
    )


def main() -> None:
    """Measure on a server of its own, each part on a database of its own. Time is virtual, so nothing is flushed."""
    with server(durable=False) as (_, place):
        databases.ensure_template(place)
        heading(f"simulation: {CPUS} workers without and {GPUS} with a GPU, in virtual time")
        for part in (film, fairness):
            name = f"{NAME}_{part.__name__}"
            databases.clone(place, name)
            databases.let_the_application_sign(place, name)
            databases.point_default_at(place.app(name))
            part(place.admin(name))
            connection.close()


if __name__ == "__main__":
    main()
