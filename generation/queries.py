"""The door for reads: cells of the board, orders and their jobs, takes with what is out of date, workers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from events import store
from events.decider import Folded
from events.registry import Json
from generation import herd, planner
from generation.domain.job import JOB_STATES
from generation.domain.order import Order
from generation.domain.plan import Line
from generation.domain.states import Newest, newest_order, shot_state
from generation.models import Action, Attempt, Job, OrderRow, Trace
from generation.projections import orders as order_projection
from generation.survey import Survey, survey
from productions import queries
from productions.domain.take import Take
from productions.queries import Moment
from productions.refusals import NotFound


@dataclass(frozen=True, slots=True)
class TakeShown:
    """A take with what only generation knows of it: whether its inputs have moved since, and whether it is in use."""

    id: UUID
    folded: Folded[Take]
    out_of_date: bool
    in_use: bool
    causes: tuple[UUID, ...] = ()


def order(order_id: UUID) -> dict[str, Json]:
    """Return one order as the API shows it; NotFound when there is none."""
    return orders(OrderRow.objects.filter(id=order_id), one=True)[0]


def orders_of(production: UUID) -> list[dict[str, Json]]:
    """Return the orders of a production, newest first."""
    return orders(OrderRow.objects.filter(production=production).order_by("-id"))


def orders(rows: Iterable[OrderRow], *, one: bool = False) -> list[dict[str, Json]]:
    """Show order rows, with the counts of their jobs by state, which sum to `total`."""
    found = list(rows)
    if one and not found:
        raise NotFound("There is no such order.")
    counts = _counts([row.id for row in found])
    return [_order(row, counts[row.id]) for row in found]


def production_of(order_id: UUID) -> UUID:
    """Return the production that an order belongs to; NotFound when there is none."""
    found = OrderRow.objects.filter(id=order_id).values_list("production", flat=True).first()
    if found is None:
        raise NotFound("There is no such order.")
    return found


def _counts(order_ids: Collection[UUID]) -> Mapping[UUID, dict[str, int]]:
    found: dict[UUID, dict[str, int]] = defaultdict(lambda: dict.fromkeys(JOB_STATES, 0))
    grouped = Job.objects.filter(order__in=order_ids).values_list("order", "state").annotate(Count("id"))
    for order_id, state, count in grouped:
        found[order_id][state] = count
    return found


def _order(row: OrderRow, counts: Mapping[str, int]) -> dict[str, Json]:
    folded: Folded[Order] = order_projection.read(row.version, row.state, row.causes)
    return {
        "id": str(row.id),
        "production": str(row.production),
        "version": row.version,
        "state": row.status,
        "shots": [str(shot) for shot in dict.fromkeys(each.shot for each in folded.state.shots)],
        "include_approved": folded.state.include_approved,
        "jobs": {"total": sum(counts.values()), **counts},
    }


def jobs(order_id: UUID) -> list[dict[str, Json]]:
    """Return the jobs of an order in the order in which they are wanted."""
    rows = Job.objects.filter(order=order_id).select_related("action").order_by("place")
    return [_job(row) for row in rows]


def _job(row: Job) -> dict[str, Json]:
    return {
        "id": str(row.id),
        "shot": str(row.shot),
        "stage": row.stage,
        "variation": row.variation,
        "state": row.state,
        "reason": row.reason,
        "key": row.key or None,
        "take": row.take_number,
        "attempts": row.action.attempts if row.action else 0,
        "progress": _progress(row),
    }


def _progress(row: Job) -> dict[str, int] | None:
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


def board(production: UUID, shots: Collection[UUID] | None = None) -> Board:
    """Return one cell per shot and stage, and each shot's state; all live shots in film order unless named."""
    return board_of(queries.moment(production), shots)


def board_of(moment: Moment, shots: Collection[UUID] | None = None) -> Board:
    """Return the board as a moment has it."""
    found = survey(moment, shots)
    lines = {(line.shot, line.stage): line for line in planner.plan_survey(found, None).lines}
    positions = store.positions({event for line in lines.values() for event in line.causes})
    newest = _newest_jobs(found.inputs)
    shown = [shot for shot in queries.ordered_shots(moment) if shots is None or shot in set(shots)]
    drawing = _Drawing(found, lines, positions, newest)
    return Board(
        moment.position,
        [drawing.cell(shot, stage) for shot in shown for stage in found.resolution(shot).cells],
        [drawing.shot(shot) for shot in shown],
    )


def _newest_jobs(shots: Iterable[UUID]) -> dict[UUID, dict[str, Job]]:
    """Return, per shot, the jobs of the newest order that names it, by stage."""
    newest = (
        Job.objects.filter(shot__in=list(shots))
        .order_by("shot", "-order")
        .distinct("shot")
        .values_list("shot", "order")
    )
    chosen: Sequence[tuple[UUID, UUID]] = list(newest)
    rows = Job.objects.filter(order__in={order_id for _, order_id in chosen}).select_related("action")
    found: dict[UUID, dict[str, Job]] = defaultdict(dict)
    wanted = set(chosen)
    for row in rows.order_by("-variation"):
        if (row.shot, row.order) in wanted:
            found[row.shot][row.stage] = row
    return found


@dataclass(frozen=True, slots=True)
class _Drawing:
    survey: Survey
    lines: Mapping[tuple[UUID, str], Line]
    positions: Mapping[UUID, int | None]
    jobs: Mapping[UUID, Mapping[str, Job]]

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
            "progress": _progress(job) if job else None,
            "take": str(in_use.id) if in_use else None,
            "verdict": line.verdict if line else None,
            "reason": job.reason if job and job.state == "failed" else line.reason if line else "",
            "causes": self._causes(line.causes) if line else [],
        }

    def shot(self, shot: UUID) -> dict[str, Json]:
        in_use = self.survey.in_use.get(shot)
        lines = [line for (each, _), line in self.lines.items() if each == shot]
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


def _cell_state(job: Job | None, line: Line | None, *, made: bool, before: bool) -> str:
    """What runs or failed comes first; then whether the stage is up to date, was left `before`, or never made."""
    if job and job.state in ("waiting", "ready", "running", "failed"):
        return job.state
    if made:
        return "made"
    return "out of date" if before and line and line.verdict != "blocked" else "empty"


def takes(production: UUID, shot: UUID) -> list[TakeShown]:
    """Return the takes of a shot, newest first; NotFound for a shot that the production does not have."""
    moment = queries.moment(production)
    if shot not in moment.shots:
        raise NotFound("There is no such shot.")
    return takes_at(moment, shot)


def takes_at(moment: Moment, shot: UUID) -> list[TakeShown]:
    """Return the takes of a shot as a moment has them. Of a removed shot none is called out of date."""
    if not moment.live_shot(shot):
        mine = {id_: folded for id_, folded in moment.takes.items() if folded.state.shot == shot}
        return [TakeShown(id_, folded, False, False) for id_, folded in sorted(mine.items(), reverse=True)]
    found = survey(moment, [shot])
    in_use = found.in_use.get(shot)
    lines = planner.plan_survey(found, None).lines
    causes = tuple(dict.fromkeys(event for line in lines if line.shot == shot for event in line.causes))
    shown = []
    for id_, folded in found.takes.get(shot, {}).items():
        used, current = bool(in_use and in_use.id == id_), found.current(shot, folded.state)
        shown.append(TakeShown(id_, folded, not current, used, causes if used and not current else ()))
    return sorted(shown, key=lambda take: take.folded.state.number, reverse=True)


def take(production: UUID, take_id: UUID) -> TakeShown:
    """Return one take; NotFound when the production has none such."""
    moment = queries.moment(production)
    folded = moment.takes.get(take_id)
    if folded is None or folded.state.shot is None:
        raise NotFound("There is no such take.")
    return next(each for each in takes_at(moment, folded.state.shot) if each.id == take_id)


def take_shown(shown: TakeShown, url: Any) -> dict[str, Json]:
    """Return a take as the API shows it; `url(digest)` gives the address of an artifact."""
    state = shown.folded.state
    files = {artifact.role: url(artifact.digest) for artifact in state.artifacts}
    master = state.artifact("master")
    return {
        "id": str(shown.id),
        "shot": str(state.shot),
        "number": state.number,
        "version": shown.folded.version,
        "state": state.review,
        "pinned": state.pinned,
        "out_of_date": shown.out_of_date,
        "in_use": shown.in_use,
        "causes": [str(event) for event in shown.causes],
        "language": state.language,
        "variation": state.variation,
        "order": str(state.order),
        "proxy": files.get("proxy"),
        "poster": files.get("poster"),
        "master": files.get("master"),
        "digest": master.digest if master else None,
        "content": state.content,
        "recipes": dict(state.recipes),
        "artifacts": [
            {
                "role": each.role,
                "digest": each.digest,
                "media_type": each.media_type,
                "size": each.size,
                "facts": dict(each.facts),
                "url": files[each.role],
            }
            for each in state.artifacts
        ],
        "comment": state.comment,
        "comment_frame": state.comment_frame,
        "notes": [{"text": note.text, "frame": note.frame} for note in state.notes],
    }


def traces_of(keys: Iterable[str]) -> list[dict[str, Json]]:
    """Return where, when and at what cost keys were made."""
    rows = Trace.objects.filter(key__in=list(keys)).order_by("key", "generation")
    return [
        {
            "key": row.key,
            "generation": row.generation,
            "engine": row.engine or None,
            "device_class": row.device_class,
            "seconds": str(row.seconds),
            "worker": row.worker,
            "made_at": row.made_at,
        }
        for row in rows
    ]


def names_artifact(production: UUID, digest: str) -> bool:
    """Whether a job of the production made or reused the bytes."""
    keys = Trace.objects.filter(digests__contains=[digest]).values_list("key", flat=True)
    return Job.objects.filter(production=production, key__in=list(keys), generation__isnull=False).exists()


def workers() -> list[dict[str, Json]]:
    """Return the workers that are there, with what each is doing."""
    busy = dict(Action.objects.filter(state="running").values_list("worker", "kind"))
    return [
        {"name": each.name, "device_class": each.device_class, "runs": busy.get(each.name), "seen_at": each.seen_at}
        for each in herd.present()
    ]


def attempts(job_id: UUID) -> list[dict[str, Json]]:
    """Return the tries of a job's action: the evidence of what went wrong."""
    action = Job.objects.filter(id=job_id).values_list("action", flat=True).first()
    fields = ("token", "worker", "started_at", "ended_at", "outcome", "detail")
    return list(Attempt.objects.filter(action=action).order_by("token").values(*fields)) if action else []
