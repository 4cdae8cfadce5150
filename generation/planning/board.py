"""The board: one cell per shot and stage, and the state of each shot that people see."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from events import store
from events.registry import Json
from generation.domain.plan import PlannedStage
from generation.domain.states import CellState, Newest, newest_order, shot_state
from generation.models import JobRow
from generation.planning.resolved_shots import Survey, survey
from generation.planning.subjects import plan_survey
from productions import queries
from productions.queries import Moment

_TOLD: tuple[CellState, ...] = ("waiting", "ready", "running", "failed")
"""The states of a job that a cell tells."""


def progress_of(row: JobRow) -> dict[str, int] | None:
    """Return how far a running job is, once its stage has told a step."""
    if row.state != "running" or row.action is None or not row.action.steps:
        return None
    return {"step": row.action.step, "steps": row.action.steps}


@dataclass(frozen=True, slots=True)
class Board:
    """The cells of a production and, per shot, the state that people see."""

    as_of: int
    cells: list[dict[str, Json]]
    shots: list[dict[str, Json]]

    def shown(self) -> dict[str, Json]:
        """Return it as the API shows it."""
        return {"as_of": self.as_of, "stages": self.cells, "shots": self.shots}


def board_of(moment: Moment, shots: Collection[UUID] | None = None) -> Board:
    """Return the board as a moment has it."""
    found = survey(moment, shots)
    lines = {(line.shot, line.stage): line for line in plan_survey(found, None).lines}
    positions = store.positions({event for line in lines.values() for event in line.causes})
    newest = _newest_jobs(found.inputs)
    shown = [shot for shot in queries.ordered_shots(moment) if shots is None or shot in set(shots)]
    drawing = _Drawing(found, lines, positions, newest)
    return Board(
        moment.position,
        [drawing.cell(shot, stage) for shot in shown for stage in found.resolution(shot).cells],
        [drawing.shot(shot) for shot in shown],
    )


def _newest_jobs(shots: Iterable[UUID]) -> dict[UUID, dict[str, JobRow]]:
    """Return, per shot, the jobs of the newest order that names it, by stage."""
    newest = (
        JobRow.objects.filter(shot__in=list(shots))
        .order_by("shot", "-order")
        .distinct("shot")
        .values_list("shot", "order")
    )
    chosen: Sequence[tuple[UUID, UUID]] = list(newest)
    rows = JobRow.objects.filter(order__in={order_id for _, order_id in chosen}).select_related("action")
    found: dict[UUID, dict[str, JobRow]] = defaultdict(dict)
    wanted = set(chosen)
    for row in rows.order_by("-variation"):
        if (row.shot, row.order) in wanted:
            found[row.shot][row.stage] = row
    return found


@dataclass(frozen=True, slots=True)
class _Drawing:
    survey: Survey
    lines: Mapping[tuple[UUID, str], PlannedStage]
    positions: Mapping[UUID, int | None]
    jobs: Mapping[UUID, Mapping[str, JobRow]]

    def cell(self, shot: UUID, stage: str) -> dict[str, Json]:
        job, line = self.jobs.get(shot, {}).get(stage), self.lines.get((shot, stage))
        in_use = self.survey.in_use.get(shot)
        return {
            "shot": str(shot),
            "stage": stage,
            "state": _cell_state(
                job, line, made=self.survey.resolution(shot).cells[stage].trace is not None, before=in_use is not None
            ),
            "job": str(job.id) if job else None,
            "order": str(job.order) if job else None,
            "progress": progress_of(job) if job else None,
            "take": str(in_use.id) if in_use else None,
            "verdict": line.verdict if line else None,
            "reason": _reason(job, line),
            "causes": self._causes(line.causes) if line else [],
        }

    def shot(self, shot: UUID) -> dict[str, Json]:
        in_use = self.survey.in_use.get(shot)
        stages = self.survey.resolution(shot).cells
        lines = [line for stage in stages if (line := self.lines.get((shot, stage)))]
        return {
            "shot": str(shot),
            "state": shot_state(self._newest(shot), in_use),
            "out_of_date": in_use is not None and not in_use.current,
            "causes": self._causes(dict.fromkeys(event for line in lines for event in line.causes)),
            "take": {"id": str(in_use.id), "number": in_use.number} if in_use else None,
            "kept": self.survey.kept(shot) or None,
        }

    def _newest(self, shot: UUID) -> Newest:
        return newest_order([job.state for job in self.jobs.get(shot, {}).values()])

    def _causes(self, events: Iterable[UUID]) -> list[dict[str, Json]]:
        return [{"event": str(event), "position": self.positions.get(event)} for event in events]


def _reason(job: JobRow | None, line: PlannedStage | None) -> str:
    """What a job failed of, or waits for, says more than why there is one."""
    if job and job.reason and job.state in ("ready", "failed"):
        return job.reason
    return line.reason if line else ""


def _cell_state(job: JobRow | None, line: PlannedStage | None, *, made: bool, before: bool) -> CellState:
    """What runs or failed comes first; then whether the stage is up to date, was left `before`, or never made."""
    told = next((state for state in _TOLD if job and job.state == state), None)
    if told:
        return told
    if made:
        return "made"
    return "out of date" if before and line and line.verdict != "blocked" else "empty"
