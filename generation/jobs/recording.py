"""What happens to jobs: their events, their rows, and the take that a shot's last stage brings."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import msgspec
from django.db import connection

from events.decider import BEGAN
from events.execution import Batch, Context, execute
from generation.domain.job import (
    JOB,
    JobCommand,
    JobSubject,
    WasteWork,
)
from generation.domain.job import Job as State
from generation.live import clock
from generation.models import JobRow, OrderRow

_SAVE = """
UPDATE generation_job j SET state = new.state, action_id = new.action, key = new.key, generation = new.generation,
    reason = new.reason, code = new.code,
    ended_at = CASE WHEN new.state IN ('waiting', 'ready', 'running') THEN NULL
        ELSE coalesce(j.ended_at, clock_timestamp()) END
FROM unnest(%s::uuid[], %s::text[], %s::bigint[], %s::text[], %s::int[], %s::text[], %s::text[])
    AS new (id, state, action, key, generation, reason, code)
WHERE j.id = new.id
"""


@dataclass(frozen=True, slots=True)
class JobStep:
    """A job and what is decided about it. `cause` is the event that leads to it, where it is not the order's."""

    job: JobRow
    command: JobCommand
    cause: UUID | None = None


def subject(job: JobRow) -> JobSubject:
    """Return how events name a job."""
    return JobSubject(
        order=job.order,
        shot=job.shot,
        stage=job.stage,
        variation=job.variation,
        language=job.language,
        settings=job.settings,
    )


def acting(
    person: UUID, order: UUID, worker: str | None = None, job: UUID | None = None, cause: UUID | None = None
) -> Context:
    """Return the context of a machine's event: its actor is the order's person, its cause the placing of the order."""
    causation = cause or placing_of(order)
    return Context(actor=person, ids=clock.new_id, correlation=order, worker=worker, job=job, causation=causation)


@lru_cache(maxsize=4096)
def placing_of(order: UUID) -> UUID:
    """Return the event that placed an order, which never changes."""
    causes = OrderRow.objects.values_list("causes", flat=True).get(id=order)
    return msgspec.json.decode(causes, type=dict[str, UUID])[BEGAN]


def record(steps: Sequence[JobStep], worker: str | None = None) -> dict[UUID, UUID]:
    """Append the events of the steps and bring the rows of their jobs up to date; return the last event of each job."""
    groups: dict[tuple[UUID, UUID, UUID], list[JobStep]] = defaultdict(list)
    for step in steps:
        groups[step.job.order, step.job.production, step.job.person].append(step)
    told: dict[UUID, UUID] = {}
    for (order, production, person), some in sorted(groups.items(), key=lambda group: group[0][0]):
        told |= _append(acting(person, order, worker), production, sorted(some, key=lambda step: step.job.id))
    save([step.job for step in steps])
    return told


def save(jobs: Sequence[JobRow]) -> None:
    """Write the rows of jobs that moved, all with one statement."""
    columns = [list(column) for column in zip(*[_moved(job) for job in jobs], strict=True)]
    if columns:
        with connection.cursor() as cursor:
            cursor.execute(_SAVE, columns)


def _moved(job: JobRow) -> tuple[UUID, str, int | None, str, int | None, str, str]:
    return job.id, job.state, job.action_id, job.key, job.generation, job.reason, job.code


def _append(context: Context, production: UUID, steps: Sequence[JobStep]) -> dict[UUID, UUID]:
    def work(batch: Batch) -> None:
        batch.preload(JOB, [step.job.id for step in steps], begun=False)
        for step in steps:
            batch.decide(JOB, step.job.id, step.command, cause=step.cause)
            if not isinstance(step.command, WasteWork):  # which the job may outlive, and wait for another attempt
                follow(step.job, batch.load(JOB, step.job.id).state)

    receipt = execute(context, production, work)
    return {event.stream: event.event_id for event in receipt.events}


def follow(row: JobRow, state: State) -> None:
    """Bring a job's row to the state that its stream tells."""
    row.state, row.generation, row.reason, row.code = state.state, state.generation, state.reason, state.code
    row.key = state.key or row.key
