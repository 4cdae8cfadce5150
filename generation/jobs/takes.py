"""The take that comes of an order, once the last stage of a shot exists."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import uuid6

from generation.artifacts import traces
from generation.domain.job import SUCCEEDED
from generation.domain.resolve import MASTER, Trace
from generation.jobs.recording import acting
from generation.models import JobRow
from generation.orders.snapshots import Snapshots
from generation.stages import pipeline
from productions import queries
from productions.commands import record_take
from productions.domain.take import Made


def make_takes(
    ended: Iterable[JobRow], events: Mapping[UUID, UUID], snapshots: Snapshots, worker: str | None = None
) -> None:
    """Record a take for each last stage among jobs that just succeeded, unless the shot has one that means the same.

    `events` are those by which the jobs ended: the cause of their takes.
    """
    for job in ended:
        if job.take_number is not None and job.state in SUCCEEDED:
            _make(job, events.get(job.id), snapshots, worker)


def _make(job: JobRow, cause: UUID | None, snapshots: Snapshots, worker: str | None) -> None:
    stages = _traces(job)
    content = stages[pipeline.specs()[-1].name].contents[MASTER]
    language = str(snapshots.of(job.inputs).values["parameter:language"])
    if _known(job, content, language):
        return
    assert job.take_number is not None, "only jobs that make takes come here"
    made = Made(
        shot=job.shot,
        number=job.take_number,
        order=job.order,
        job=job.id,
        language=language,
        variation=job.variation,
        settings={},
        artifacts=tuple(artifact for trace in stages.values() for artifact in trace.artifacts),
        content=content,
        recipes={stage: trace.key for stage, trace in stages.items()},
    )
    record_take(acting(job.person, job.order, worker, job.id, cause), job.production, uuid6.uuid7(), made)


def _known(job: JobRow, content: str, language: str) -> bool:
    states = [folded.state for folded in queries.takes_of([job.shot]).values()]
    same = (content, language, job.variation)
    return any((take.content, take.language, take.variation) == same for take in states)


def _traces(last: JobRow) -> dict[str, Trace]:
    """Return what each stage of the job's shot made in this order, in pipeline order."""
    rows = JobRow.objects.filter(order=last.order, shot=last.shot, variation=last.variation).order_by("place")
    jobs = [(row.stage, row.key, row.generation or 1) for row in rows]
    named = traces.named((key, generation) for _, key, generation in jobs)
    return {stage: named[key, generation] for stage, key, generation in jobs}
