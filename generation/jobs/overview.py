"""Standing: how the queue of a production stands, and what the workers do."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import connection
from django.db.models import Count

from events.decider import Folded
from generation.domain.failures import Failure, FailureGroup, grouped
from generation.domain.job import OPEN
from generation.domain.pipeline import Node
from generation.domain.queue import Queue
from generation.live import offers
from generation.models import ActionRow, JobRow, MachineRow, NeedsRow, OrderRow, PreviewRow, QueueRow, WorkerRow
from generation.planning.progress import Progress, progress_of
from generation.projections import queues
from generation.stages import pipelines
from productions import queries
from productions.domain.fields.values import PARAMETER

MOST_SHOWN = 50
"""Ready jobs that are shown one by one; of the others their number is."""
MOST_FAILURES = 5000

_FAILED = """
SELECT j.id, j."order", j.shot, j.stage, coalesce(a.kind, j.stage), j.variation, j.settings::text, j.code, j.reason,
    ARRAY(SELECT t.worker FROM generation_attempt t WHERE t.action_id = j.action_id AND t.outcome <> 'handed back'
          ORDER BY t.token)::text[]
FROM generation_job j LEFT JOIN generation_action a ON a.id = j.action_id
WHERE j.production = %s AND j.state = 'failed' AND NOT EXISTS (
    SELECT FROM generation_job n WHERE n.shot = j.shot AND n.stage = j.stage AND n.variation = j.variation
      AND n.language = j.language AND n.settings = j.settings AND n."order" > j."order")
ORDER BY j."order" DESC, j.place LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Lacking:
    """What so many ready jobs wait for that nobody here has to give."""

    what: str
    jobs: int


@dataclass(frozen=True, slots=True)
class QueueOverview:
    """How the queue of a production stands. `running` and `ready` come in the order in which they are to be done.

    `mended_by` are the parameters that the work of a group of failures reads, by the id of the group.
    """

    queue: Folded[Queue]
    counts: Mapping[str, int]
    running: tuple[JobRow, ...]
    ready: tuple[JobRow, ...]
    held: tuple[OrderRow, ...]
    failures: tuple[FailureGroup, ...]
    mended_by: Mapping[str, tuple[str, ...]]
    lacking: tuple[Lacking, ...]
    codes: Mapping[UUID, str]


def overview(production: UUID) -> QueueOverview:
    """Return how the queue of a production stands."""
    jobs = JobRow.objects.filter(production=production)
    told = jobs.select_related("action__preview").defer("action__preview__image")
    running = tuple(told.filter(state="running").order_by("action__claimed_at", "id"))
    ready = tuple(
        jobs.filter(state="ready").select_related("action").order_by("action__wanted_at", "place")[:MOST_SHOWN]
    )
    failures = tuple(failures_of(production))
    shots = {job.shot for job in (*running, *ready)} | {shot for group in failures for shot in group.shots}
    held = tuple(OrderRow.objects.filter(production=production, status="held").order_by("id"))
    wanted = jobs.filter(state__in=OPEN).exclude(order__in=[order.id for order in held])
    return QueueOverview(
        _queue(production),
        dict(wanted.values_list("state").annotate(Count("id"))),
        running,
        ready,
        held,
        failures,
        _mending(production, failures),
        _lacking(production),
        {id_: folded.state.code for id_, folded in queries.moment(production, takes=False, shots=shots).shots.items()},
    )


def _queue(production: UUID) -> Folded[Queue]:
    row = QueueRow.objects.filter(log=production).first()
    return queues.read(row.version, row.state, row.causes) if row else Folded(Queue(), 0, {}, {})


def failures_of(production: UUID) -> list[FailureGroup]:
    """Return by cause what failed in a production and was not ordered again since; of removed shots nothing."""
    with connection.cursor() as cursor:
        cursor.execute(_FAILED, [production, MOST_FAILURES])
        failed = [Failure(*(*row[:6], json.loads(row[6]), *row[7:9], tuple(row[9]))) for row in cursor.fetchall()]
    live = queries.live_shots({each.shot for each in failed})
    return grouped([each for each in failed if each.shot in live])


def _mending(production: UUID, groups: Collection[FailureGroup]) -> dict[str, tuple[str, ...]]:
    """The parameters that the nodes read that failed, by group: those of the production, and their own.

    What failed before it was known what to do has the node for its kind.
    """
    nodes = pipelines.of_production(production).nodes if groups else ()
    return {
        group.id: tuple(
            dict.fromkeys(
                name
                for node in nodes
                if node.id in group.stages and group.kind in (node.spec.kind, node.id)
                for name in _read_by(node)
            )
        )
        for group in groups
    }


def _read_by(node: Node) -> Iterator[str]:
    for key in (*node.spec.reads, *map(node.parameter, node.spec.parameters)):
        if key.startswith(PARAMETER):
            yield key.removeprefix(PARAMETER)


def _lacking(production: UUID) -> tuple[Lacking, ...]:
    ready = JobRow.objects.filter(production=production, state="ready")
    asked = dict(ready.values_list("action__needs").annotate(Count("id")))
    reasons = offers.unmet(NeedsRow.objects.filter(id__in=asked))
    by_reason: dict[str, int] = {}
    for needs, why in reasons.items():
        by_reason[why] = by_reason.get(why, 0) + asked[needs]
    return tuple(Lacking(what, jobs) for what, jobs in sorted(by_reason.items()))


@dataclass(frozen=True, slots=True)
class WorkerShown:
    """A worker that is here, with the jobs that wait for what it runs; `since` when it took that."""

    row: WorkerRow
    action: ActionRow | None
    jobs: tuple[JobRow, ...]

    @property
    def state(self) -> Literal["idle", "working", "draining", "drained", "benched"]:
        """What it does: `idle` or `working`, or after it was drained `draining` and then `drained`, or `benched`."""
        if self.row.benched:
            return "benched"
        if self.row.drained_at is None:
            return "working" if self.action else "idle"
        return "draining" if self.action else "drained"

    @property
    def since(self) -> datetime | None:
        """When it took what it runs."""
        return self.action.claimed_at if self.action else None

    @property
    def progress(self) -> Progress | None:
        """How far that is, once it has told a step."""
        return progress_of(self.action)


def workers() -> list[WorkerShown]:
    """Return the workers that are here and what each of them runs."""
    rows = offers.present()
    running = ActionRow.objects.filter(state="running", worker__in=[row.name for row in rows])
    told = running.select_related("preview").defer("preview__image").prefetch_related("jobs")
    held = {action.worker: action for action in told}
    return [_worker(row, held.get(row.name)) for row in rows]


def _worker(row: WorkerRow, action: ActionRow | None) -> WorkerShown:
    jobs = sorted(action.jobs.all(), key=lambda job: job.id) if action else ()
    return WorkerShown(row, action, tuple(job for job in jobs if job.state == "running"))


def preview(production: UUID, job: UUID) -> bytes | None:
    """Return what the work of a running job looks like so far, as a JPEG; None where there is no picture of it."""
    shown = PreviewRow.objects.filter(action__jobs__id=job, action__jobs__production=production)
    return next((bytes(row.image) for row in shown.filter(action__state="running")), None)


def production_of_job(job: UUID) -> UUID | None:
    """Return the production that a job is of; None where there is no such job."""
    return JobRow.objects.filter(id=job).values_list("production", flat=True).first()


def is_machine(person: UUID) -> bool:
    """Whether an account is that of a machine that was invited to join, and may."""
    return MachineRow.objects.filter(person=person, revoked_at=None).exists()
