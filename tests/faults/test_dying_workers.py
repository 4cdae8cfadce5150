"""Workers that die by kill -9 at each point of their work: one final artifact, one charge, no lease that stays open."""

from pathlib import Path

import pytest

from generation.models import AttemptRow, CostRow
from productions import queries
from tests.faults.fragile import POINTS, Fault
from tests.faults.test_workers import finished, whole
from tests.faults.workers import working
from tests.generation.filming import STAGES, Film

pytestmark = pytest.mark.faults
QUICK = {"look": 0.2, "beat": 0.2, "sweep": 0.2}
ELSEWHERE = {**QUICK, "lease": 1.0}
"""Leases of a second: whoever is of another machine is known to be gone after two."""


def made_once(film: Film) -> None:
    """Each stage of shot one has one trace and was paid once, and the shot has one take."""
    whole(len(STAGES))
    assert sorted(CostRow.objects.values_list("stage", flat=True)) == sorted(STAGES)
    assert len(queries.moment(film.log).takes) == 1


def test_three_deaths_at_three_stages_leave_the_work_done_once(
    live_film: Film, live_database: str, store: Path
) -> None:
    order = live_film.order("one")
    for point in ("after a claim", "in the commit, after all is written", "after the commit"):
        with working(live_database, store, Fault(point, intervals=QUICK)) as worker:
            worker.dies()
    with working(live_database, store, Fault(intervals=QUICK)):
        finished(order)
    made_once(live_film)


@pytest.mark.long
@pytest.mark.parametrize("stage", range(1, len(STAGES) + 1), ids=STAGES)
@pytest.mark.parametrize("point", [point for point in POINTS if point != "in the middle"])
def test_a_death_at_any_point_of_any_stage_leaves_the_work_done_once(
    live_film: Film, live_database: str, store: Path, point: str, stage: int
) -> None:
    order = live_film.order("one")
    with working(live_database, store, Fault(point, stage, intervals=QUICK)) as worker:
        worker.dies()
    with working(live_database, store, Fault(intervals=QUICK)):
        finished(order)
    made_once(live_film)


@pytest.mark.long
@pytest.mark.parametrize("point", POINTS)
def test_a_machine_that_dies_leaves_its_work_to_others_once_its_lease_ran_out(
    live_film: Film, live_database: str, store: Path, point: str
) -> None:
    order = live_film.order("one")
    with working(live_database, store, Fault(point, intervals=ELSEWHERE, host="elsewhere")) as worker:
        worker.dies()
    with working(live_database, store, Fault(intervals=ELSEWHERE)):
        finished(order)
    made_once(live_film)
    assert AttemptRow.objects.exclude(outcome="done").count() <= 1
