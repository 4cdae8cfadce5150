"""Replacing: new bytes of the same content stand for lost ones in every job and take that names these."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction

from events import store
from events.execution import Context
from generation.artifacts import traces
from generation.domain.job import SUCCEEDED, ReplaceArtifact
from generation.jobs.recording import JobStep, record
from generation.live import clock
from generation.models import ArtifactRow, JobRow
from productions import queries
from productions.commands import replace_artifact
from productions.domain.artifact import Substitution
from productions.domain.take import Take

AT_ONCE = 200
"""Lost files that one look tries to mend, by lot: it does not wait for those that nothing can stand for."""


def replace(healed: Sequence[Substitution], causes: Mapping[UUID, UUID], worker: str | None = None) -> None:
    """Record in the streams of jobs and takes what stands for lost bytes; traces say so already.

    `causes` are, by production, the events that brought the new bytes.
    """
    for each in healed:
        _in_jobs(each, causes, worker)
        for log, take_id, take in queries.takes_naming(each.before):
            replace_artifact(_acting(take_id, take, causes.get(log), worker), log, take_id, each)


def _in_jobs(by: Substitution, causes: Mapping[UUID, UUID], worker: str | None) -> None:
    named = traces.keys_of(by.after)
    rows = JobRow.objects.filter(key__in={key for key, _ in named}, state__in=SUCCEEDED).order_by("id")
    jobs = [row for row in rows if (row.key, row.generation) in named]
    record([JobStep(job, ReplaceArtifact(by), causes.get(job.production)) for job in jobs], worker)


def _acting(take_id: UUID, take: Take, cause: UUID | None, worker: str | None) -> Context:
    """The actor is the person whose order made the take."""
    made = store.read_stream(take_id)[0]
    return Context(
        actor=made.actor,
        ids=clock.new_id,
        correlation=take.order,
        worker=worker,
        job=take.job,
        causation=cause or made.event_id,
    )


def mend() -> int:
    """Let sound bytes of a take's own traces stand for those of the take that were lost; return how many do now."""
    dead = ArtifactRow.objects.filter(missing=True, replaced_by="", evicted_at=None)
    lost = dead.order_by("?").values_list("digest", flat=True)
    return sum(_mend(digest) for digest in list(lost[:AT_ONCE]))


def _mend(digest: str) -> int:
    takes = queries.takes_naming(digest)
    substitutions = (sound for _, _, take in takes for sound in _sound(take, digest))
    if (by := next(substitutions, None)) is None:
        return 0
    with transaction.atomic():
        traces.replace(by)
        replace([by], {})
    return 1


def _sound(take: Take, digest: str) -> Iterable[Substitution]:
    known = traces.find(set(take.recipes.values())).values()
    there = {(each.role, each.content): each for trace in known for each in trace.artifacts}
    for lost in take.artifacts:
        if lost.digest == digest and (sound := there.get((lost.role, lost.content))):
            yield traces.substitute(lost, sound)
