"""The board: one cell per shot and stage, and the state of each shot that people see."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

import msgspec

from events import prepared, store
from generation.domain.differing import PortChange
from generation.domain.pipeline import Node
from generation.domain.plan import Kept, PlanLine, SaidOf, Verdict
from generation.domain.states import CellState, InUse, ReviewState, WorkState, work_state
from generation.live.offers import unmet
from generation.models import NeedsRow
from generation.planning import newest_jobs, plan_cache
from generation.planning.checks import Checked, reporting_nodes, told
from generation.planning.model_works import Register, standing
from generation.planning.newest_jobs import NewestJob
from generation.planning.outlooks import ShotStanding
from generation.planning.progress import Progress
from generation.planning.undisturbed import undisturbed
from generation.stages import pipelines
from productions import queries
from productions.domain.verdicts import PortStanding, port_standings
from productions.queries import ShotPlace

_TOLD: tuple[CellState, ...] = ("waiting", "ready", "running", "failed")
"""The states of a job that a cell tells."""


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
    standings, told_of = plan_cache.standings(production, shots)
    said = Register().judged(told_of, standings)
    places = queries.film_order(production, standings.keys())
    shown = [place.shot for place in places]
    newest = newest_jobs.newest_jobs(shown)
    lacking = unmet(NeedsRow.objects.filter(id__in={job.needs for jobs in newest.values() for job in jobs.values()}))
    reporting = reporting_nodes(pipeline.nodes)
    reported = dict.fromkeys(reporting, _checked(production, standings)) if reporting else {}
    drawing = _Drawing(standings, said, newest, lacking, reported)
    with undisturbed():
        cells = tuple(cell for shot in shown for cell in drawing.cells(shot))
        stands = tuple(drawing.shot(shot) for shot in shown)
    return Board(position, pipeline.nodes, pipeline.ports_on, cells, stands, store.positions(_events(stands)))


def _checked(production: UUID, standings: Mapping[UUID, ShotStanding]) -> dict[UUID, Checked]:
    """What checks say of shots, beside the shots before them."""
    film = queries.film_order(production)
    before = {later.shot: earlier for earlier, later in pairwise(film) if earlier.scene == later.scene}
    beside = {before[shot].shot for shot in standings if shot in before} - standings.keys()
    others = plan_cache.standings(production, beside)[0] if beside else {}
    reports = {shot: each.report for shot, each in {**standings, **others}.items() if each.report}
    return {shot: told(report, before.get(shot), reports) for shot, report in reports.items() if shot in standings}


@dataclass(frozen=True, slots=True)
class Prints:
    """What follows all that a board says, by shot, in the order of the film; `columns` and `waits` concern all shots.

    `waits` says of what ready jobs need why nobody here can give it, empty where somebody can. `unkept` are the shots
    of which nothing is known to be as it was.
    """

    columns: tuple[Node, ...]
    ports_on: Mapping[str, tuple[str, ...]]
    film: tuple[ShotPlace, ...]
    of: Mapping[UUID, object]
    waits: Mapping[int, str]
    unkept: frozenset[UUID]
    models: object = None
    """What changes whenever a stage may be blocked by its model, or no longer."""

    @property
    def shots(self) -> list[UUID]:
        """The shots of the board."""
        return [place.shot for place in self.film]

    def changed(self, before: "Prints") -> set[UUID] | None:
        """Return the shots whose rows may differ from what was shown before; None where all may.

        What a check says is beside the shot before it, by its code.
        """
        if (self.columns, self.ports_on) != (before.columns, before.ports_on):
            return None
        waits = any(before.waits.get(needs, why) != why for needs, why in self.waits.items())
        if waits or self.models != before.models:
            return set(self.of)
        changed = {shot for shot, print_ in self.of.items() if before.of.get(shot) != print_} | self.unkept
        if reporting_nodes(self.columns):
            renamed = {place.shot for place in self.film} if self.film != before.film else set[UUID]()
            changed |= renamed | {later.shot for earlier, later in pairwise(self.film) if earlier.shot in changed}
        return changed


def prints(production: UUID) -> Prints:
    """Return what tells whether a board changed, for a fraction of what the board costs. NotFound as for a board."""
    unkept = plan_cache.brought_up_to_date(production)
    of = newest_jobs.prints(production)
    film = tuple(place for place in queries.film_order(production) if place.shot in of)
    asked = list(NeedsRow.objects.filter(id__in=_asked(production)))
    waits = {**{row.id: "" for row in asked}, **unmet(asked)}
    pipeline = pipelines.of_production(production)
    shown = {place.shot: of[place.shot] for place in film}
    return Prints(pipeline.nodes, pipeline.ports_on, film, shown, waits, frozenset(unkept), standing(pipeline))


# Each job looks for its one action, whatever Postgres takes the rows of a fresh order for: joined, every job was
# compared with every action. So the state is no condition of the look, which would then go over all that are ready.
_ASKED = """
SELECT DISTINCT (SELECT CASE a.state WHEN 'ready' THEN a.needs_id END FROM generation_action a WHERE a.id = j.action_id)
FROM generation_job j WHERE j.production = %s AND j.state = 'ready'
"""


def _asked(production: UUID) -> list[int]:
    """What the ready jobs of a production need."""
    return [needs for (needs,) in prepared.rows(_ASKED, [production]) if needs is not None]


def _events(shots: Iterable[BoardShot]) -> set[UUID]:
    """The events that the board names."""
    named = [each for shot in shots for each in (*shot.causes, *((shot.in_use.event,) if shot.in_use else ()))]
    return set(named)


@dataclass(frozen=True, slots=True)
class _Drawing:
    standings: Mapping[UUID, ShotStanding]
    said: SaidOf
    jobs: Mapping[UUID, Mapping[str, NewestJob]]
    lacking: Mapping[int, str]
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
                job.progress if job else None,
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
            work=work_of(self.jobs.get(shot, {})),
            in_use=standing.use,
            kept=standing.kept,
            causes=tuple(dict.fromkeys(event for line in lines for event in line.causes)),
            ports=port_standings(standing.ports, standing.words),
            changes=standing.changes,
        )

    def _reason(self, job: NewestJob | None, line: PlanLine | None) -> str:
        """What a job failed of, or waits for, says more than why there is one."""
        if job and job.state in ("ready", "failed") and (reason := job.reason or self.lacking.get(job.needs or 0)):
            return reason
        return line.reason if line else ""


def work_of(jobs: Mapping[str, NewestJob]) -> WorkState:
    """Return how the newest order that names a shot stands for it, from its jobs for the shot by stage."""
    newest = list(jobs.values())
    return work_state(newest[0].status if newest else None, [job.state for job in newest])


def _cell_state(job: NewestJob | None, line: PlanLine | None, *, made: bool, before: bool) -> CellState:
    """What runs or failed comes first; then whether the stage is up to date, was left `before`, or never made."""
    told = next((state for state in _TOLD if job and job.state == state), None)
    if told:
        return told
    if made:
        return "made"
    return "out of date" if before and line else "empty"
