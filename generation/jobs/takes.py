"""The take that comes of an order, once all that makes it exists."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

import msgspec

from generation.artifacts import traces
from generation.domain.job import SUCCEEDED
from generation.domain.keys import take_content
from generation.domain.pipeline import Pipeline
from generation.domain.trace import Trace
from generation.jobs.recording import acting
from generation.live import clock
from generation.models import JobRow
from generation.orders.snapshots import Snapshots
from generation.stages import pipelines
from productions import queries
from productions.commands import record_take
from productions.domain.artifact import Artifact
from productions.domain.take import Made


def make_takes(
    ended: Iterable[JobRow], events: Mapping[UUID, UUID], snapshots: Snapshots, worker: str | None = None
) -> None:
    """Record a take for each shot of which the last job that makes it just succeeded, unless it has one that is equal.

    `events` are those by which the jobs ended: the cause of their takes.
    """
    for job in ended:
        if job.take_number is not None and job.state in SUCCEEDED:
            _make(job, events.get(job.id), snapshots, worker)


def _make(job: JobRow, cause: UUID | None, snapshots: Snapshots, worker: str | None) -> None:
    pipeline = pipelines.of_version(job.production, job.pipeline)
    stages = _traces(job, pipeline)
    if stages is None:
        return
    made = Holding(pipeline, stages)
    language = job.language or str(snapshots.of(job.inputs).values["parameter:language"])
    if _known(job, made.outputs, language):
        return
    assert job.take_number is not None, "only jobs that make takes come here"
    take = Made(
        shot=job.shot,
        number=job.take_number,
        order=job.order,
        job=job.id,
        language=language,
        variation=job.variation,
        settings=job.settings,
        artifacts=made.artifacts,
        content=take_content(made.outputs),
        recipes={stage: trace.key for stage, trace in stages.items()},
        outputs=made.outputs,
    )
    record_take(acting(job.person, job.order, worker, job.id, cause), job.production, clock.new_id(), take)


def _known(job: JobRow, outputs: Mapping[str, str], language: str) -> bool:
    states = [folded.state for folded in queries.takes_of([job.shot]).values()]
    same = (outputs, language, job.variation)
    return any((take.contents, take.language, take.variation) == same for take in states)


def _traces(job: JobRow, pipeline: Pipeline) -> dict[str, Trace] | None:
    """Return what each stage made that the take stands on, in the pipeline's order; None while one is still open."""
    of_shot = JobRow.objects.filter(
        order=job.order, shot=job.shot, variation=job.variation, language=job.language, settings=job.settings
    )
    wanted = pipeline.upto(pipeline.making)
    rows = [row for row in of_shot.order_by("place") if row.stage in wanted]
    if any(row.state not in SUCCEEDED for row in rows):
        return None
    jobs = [(row.stage, row.key, row.generation or 1) for row in rows]
    named = traces.named((key, generation) for _, key, generation in jobs)
    return {stage: named[key, generation] for stage, key, generation in jobs}


@dataclass(frozen=True, slots=True)
class Holding:
    """What a take holds of what its stages made, by the id of the node."""

    pipeline: Pipeline
    stages: Mapping[str, Trace]

    @property
    def outputs(self) -> dict[str, str]:
        """Contents by output: what the take means."""
        named = ((name, self._artifact(name)) for name in self.pipeline.meaning)
        return {name: artifact.content for name, artifact in named if artifact}

    @property
    def artifacts(self) -> tuple[Artifact, ...]:
        """All files: each of a stage's under the name of its port, and what makes the take under its name there.

        Where two would have one name, what makes the take has it, and the others have that of their node before it.
        """
        put_out = {name: artifact for name in self.pipeline.outputs if (artifact := self._artifact(name))}
        roles = Counter([*(each.role for trace in self.stages.values() for each in trace.artifacts)])
        held: list[Artifact] = []
        for id_, trace in self.stages.items():
            for each in trace.artifacts:
                if self.pipeline.outputs.get(each.role) == (id_, each.role):
                    held.append(each)
                    continue
                clashes = roles[each.role] > 1 or each.role in put_out
                role = f"{id_}.{each.role}" if clashes else each.role
                held.append(msgspec.structs.replace(each, role=role))
        known = {each.role for each in held}
        renamed = (msgspec.structs.replace(each, role=name) for name, each in put_out.items() if name not in known)
        return (*held, *renamed)

    def _artifact(self, output: str) -> Artifact | None:
        """What stands behind an output; None where its node does not apply to the shot."""
        id_, port = self.pipeline.outputs[output]
        made = self.stages[id_].artifacts if id_ in self.stages else ()
        return next((each for each in made if each.role == port), None)
