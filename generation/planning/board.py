"""The board: one cell per shot and stage, and the state of each shot that people see."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

import msgspec

from events import store
from generation.domain.differing import PortChange
from generation.domain.order import OrderState
from generation.domain.pipeline import Node
from generation.domain.plan import Kept, Said, SaidOf, Verdict
from generation.domain.states import CellState, InUse, ReviewState, WorkState, work_state
from generation.live.offers import waiting_for
from generation.models import ActionRow, JobRow, OrderRow
from generation.planning import plan_cache
from generation.planning.checks import Checked, checked, reporting_nodes
from generation.planning.outlooks import Standing
from generation.planning.resolved_shots import survey
from generation.planning.subjects import said_of, subjects
from generation.planning.undisturbed import undisturbed
from generation.stages import pipelines
from productions import queries
from productions.domain.verdicts import PortStanding, port_standings

_TOLD: tuple[CellState, ...] = ("waiting", "ready", "running", "failed")
"""The states of a job that a cell tells."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of its steps running work has done, how many a second, and when it is thought to be done.

    `preview` is the step after which there is a picture of it.
    """

    step: int
    steps: int
    rate: float | None = None
    ends_at: datetime | None = None
    preview: int | None = None


def progress_of(action: ActionRow | None) -> Progress | None:
    """Return how far work is while it runs, once its stage has told a step."""
    if action is None or action.state != "running" or not action.steps:
        return None
    shown = getattr(action, "preview", None)
    return Progress(action.step, action.steps, action.rate, action.ends_at, shown.step if shown else None)


class BoardCell(msgspec.Struct, frozen=True, gc=False):
    """One stage of one shot: its job in the newest order that names the shot, and what the plan says of it.

    `checked` is what a stage that measures says of the take in use.
    """

    shot: UUID
    stage: str
    state: CellState
    job: UUID | None
    order: UUID | None
    progress: Progress | None
    take: UUID | None
    verdict: Verdict | None
    reason: str
    causes: tuple[UUID, ...]
    checked: Checked | None = None


@dataclass(frozen=True, slots=True)
class BoardShot:
    """How a shot stands with its reviewers, and its newest order for it; what keeps its take from being made anew.

    `ports` are those of its take in use, `changes` what would become of them; empty while it is up to date.
    """

    id: UUID
    review: ReviewState
    work: WorkState
    in_use: InUse | None
    kept: Kept
    causes: tuple[UUID, ...]
    ports: tuple[PortStanding, ...]
    changes: Mapping[str, PortChange]

    @property
    def out_of_date(self) -> bool:
        """Whether the inputs of its take have moved since."""
        return self.in_use is not None and not self.in_use.take.current


@dataclass(frozen=True, slots=True)
class Board:
    """The cells of a production and, per shot, the state that people see; `positions` are those of all causes.

    `columns` are the nodes of its pipeline, `ports_on` the ports of a take that stand on each; a shot has no cell where
    a node does not apply to it.
    """

    as_of: int
    columns: tuple[Node, ...]
    ports_on: Mapping[str, tuple[str, ...]]
    cells: tuple[BoardCell, ...]
    shots: tuple[BoardShot, ...]
    positions: Mapping[UUID, int | None]


def board_of(production: UUID, shots: Collection[UUID] | None = None) -> Board:
    """Return the board as it is now, of live shots: all unless named. NotFound for an unknown production."""
    position, pipeline = store.head(production), pipelines.of_production(production)
    standings, said = plan_cache.standings(production) if shots is None else _of_some(production, shots)
    places = [place for place in queries.film_order(production, standings.keys()) if place.shot in standings]
    shown = [place.shot for place in places]
    newest = _newest_jobs(shown)
    orders = _states(job.order for jobs in newest.values() for job in jobs.values())
    reporting = reporting_nodes(pipeline)
    in_use = {shot: standing.use.take.id for shot, standing in standings.items() if standing.use} if reporting else {}
    told = {node: checked(places, in_use) for node in reporting}
    drawing = _Drawing(standings, said, newest, orders, _waiting_for(newest), told)
    with undisturbed():
        cells = tuple(cell for shot in shown for cell in drawing.cells(shot))
        stands = tuple(drawing.shot(shot) for shot in shown)
    return Board(position, pipeline.nodes, pipeline.ports_on, cells, stands, store.positions(_events(stands)))


def _of_some(production: UUID, shots: Collection[UUID]) -> tuple[dict[UUID, Standing], SaidOf]:
    surveyed = survey(queries.moment(production, shots=shots), shots)
    said = said_of(surveyed, list(subjects(surveyed, None)))
    return {shot: plan_cache.standing(surveyed, shot) for shot in surveyed.inputs if shot in set(shots)}, said


def _events(shots: Iterable[BoardShot]) -> set[UUID]:
    """The events that the board names."""
    named = [each for shot in shots for each in (*shot.causes, *((shot.in_use.event,) if shot.in_use else ()))]
    return set(named)


def _newest_jobs(shots: Iterable[UUID]) -> dict[UUID, dict[str, JobRow]]:
    """Return, per shot, the jobs of the newest order that names it, by stage."""
    newest = (
        JobRow.objects.filter(shot__in=list(shots))
        .order_by("shot", "-order")
        .distinct("shot")
        .values_list("shot", "order")
    )
    chosen: Sequence[tuple[UUID, UUID]] = list(newest)
    rows = (
        JobRow.objects.filter(order__in={order_id for _, order_id in chosen})
        .select_related("action__preview")
        .defer("action__preview__image")
    )
    jobs: dict[UUID, dict[str, JobRow]] = defaultdict(dict)
    wanted = set(chosen)
    for row in rows.order_by("-variation"):
        if (row.shot, row.order) in wanted:
            jobs[row.shot][row.stage] = row
    return jobs


def _states(orders: Iterable[UUID]) -> dict[UUID, OrderState]:
    states = OrderRow.objects.filter(id__in=set(orders)).values_list("id", "status")
    return {id_: cast(OrderState, state) for id_, state in states}


def _waiting_for(jobs: Mapping[UUID, Mapping[str, JobRow]]) -> dict[UUID, str]:
    """The reasons of jobs, by their ids."""
    rows = [row for stages in jobs.values() for row in stages.values()]
    return {row.id: why for row, why in zip(rows, waiting_for(rows), strict=True)}


@dataclass(frozen=True, slots=True)
class _Drawing:
    standings: Mapping[UUID, Standing]
    said: SaidOf
    jobs: Mapping[UUID, Mapping[str, JobRow]]
    orders: Mapping[UUID, OrderState]
    waiting_for: Mapping[UUID, str]
    checked: Mapping[str, Mapping[UUID, Checked]]

    def cells(self, shot: UUID) -> Iterator[BoardCell]:
        """Yield the cells of a shot."""
        standing, jobs = self.standings[shot], self.jobs.get(shot, {})
        lines = {each.stage: each for each in self.said.get(shot, ())}
        take = standing.use.take.id if standing.use else None
        for stage in standing.stages:
            job, line = jobs.get(stage), lines.get(stage)
            yield BoardCell(
                shot,
                stage,
                _cell_state(job, line, made=stage in standing.made, before=take is not None),
                job.id if job else None,
                job.order if job else None,
                progress_of(job.action) if job and job.state == "running" else None,
                take,
                line.verdict if line else None,
                self._reason(job, line),
                line.causes if line else (),
                self.checked[stage].get(shot) if stage in self.checked else None,
            )

    def shot(self, shot: UUID) -> BoardShot:
        standing, lines = self.standings[shot], self.said.get(shot, ())
        return BoardShot(
            id=shot,
            review=standing.review,
            work=self._work(shot),
            in_use=standing.use,
            kept=standing.kept,
            causes=tuple(dict.fromkeys(event for line in lines for event in line.causes)),
            ports=port_standings(standing.ports, standing.words),
            changes=standing.changes,
        )

    def _work(self, shot: UUID) -> WorkState:
        jobs = list(self.jobs.get(shot, {}).values())
        order = self.orders.get(jobs[0].order) if jobs else None
        return work_state(order, [job.state for job in jobs])

    def _reason(self, job: JobRow | None, line: Said | None) -> str:
        """What a job failed of, or waits for, says more than why there is one."""
        if job and (reason := self.waiting_for[job.id]) and job.state in ("ready", "failed"):
            return reason
        return line.reason if line else ""


def _cell_state(job: JobRow | None, line: Said | None, *, made: bool, before: bool) -> CellState:
    """What runs or failed comes first; then whether the stage is up to date, was left `before`, or never made."""
    told = next((state for state in _TOLD if job and job.state == state), None)
    if told:
        return told
    if made:
        return "made"
    return "out of date" if before and line and line.verdict != "blocked" else "empty"
