"""Making a take again: the same requests on the same files, and how what comes of it compares with what is kept."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from events.errors import Refusal
from events.execution import Context
from generation import queries
from generation.artifacts import artifact_store, traces
from generation.domain.trace import Trace
from generation.jobs import claiming
from generation.jobs.claiming import Assignment
from generation.models import JobRow, TraceRow
from generation.ports import media
from generation.ports.likeness import Alike, alike
from generation.ports.work import Cancelled, Done, Failed, ModelFolder, Outcome, OutputFile, Refused
from generation.register.asked import named
from generation.register.elsewhere import REMOTE
from generation.register.usable import usable
from generation.workers.child import Child
from generation.workers.devices import Device, largest
from generation.workers.intervals import Intervals
from generation.workers.protocol import Cancel, Ended, Run, StepDone
from generation.workers.workroom import workroom
from productions import commands
from productions.domain.artifact import Artifact
from productions.domain.take import Likeness, Repeated, Repetition, Take

if TYPE_CHECKING:
    from generation.ports.clip import Frame

SIMILAR, NEAR = 0.98, 0.01
"""From this structural similarity on, and up to this mean difference of 1, people see no difference."""
HEAR_SECONDS = 0.5
GIVE_UP_SECONDS = 10
_ORDER: tuple[Likeness, ...] = ("exact", "equivalent", "differs")


class NotMadeAgain(Refusal):
    """A take could not be made again: what made it is gone, or refuses today."""

    code = "not-made-again"


class StoppedAgain(Refusal):
    """Somebody stopped that a take is made again."""

    code = "stopped"


@dataclass(frozen=True, slots=True)
class Watch:
    """Hears how many thousandths of how many are done, and says whether it is to stop."""

    tell: Callable[[int, int], None] = lambda _done, _whole: None
    stopped: Callable[[], bool] = lambda: False

    def require_wanted(self) -> None:
        """Raise StoppedAgain once it is to stop."""
        if self.stopped():
            raise StoppedAgain("It was stopped: nothing of it is kept.")


def make_again(
    context: Context, log: UUID, take_id: UUID, device: Device | None = None, watch: Watch = Watch()
) -> Repetition:
    """Run what made a take once more in a process of its own, compare, and keep how that went on the take.

    Each stage stands on the files that it stood on, so that what differs is its own doing. NotMadeAgain where a stage
    cannot be run, StoppedAgain once `watch` says so: nothing is kept then. Nothing that comes of it replaces anything.
    """
    state = queries.take(log, take_id).folded.state
    using = device or largest()[0]
    runs = _runs(state)
    before = _recorded(runs)
    parts: list[Repeated] = []
    same_engine = True
    child = Child(using.environment())
    try:
        for place, (job, trace) in enumerate(runs):
            at = _Place(watch, place, len(runs))
            at.tell(0, 1)
            watch.require_wanted()
            with workroom() as out:
                done = _again(child, claiming.again(job), out, at)
                parts.extend(_compared(job.stage, trace.artifacts, done.outputs))
                same_engine &= done.facts.get("engine_digest", "") == before[trace.key, trace.generation].engine
            watch.require_wanted()
    finally:
        child.kill()
    if not parts:
        raise NotMadeAgain("Nothing is kept of this take that could be compared.")
    repetition = Repetition(
        likeness=max((each.likeness for each in parts), key=_ORDER.index),
        device=using.classes[-1],
        engine=same_engine,
        same_device=all(row.device_class == using.classes[-1] for row in before.values()),
        parts=tuple(parts),
    )
    watch.require_wanted()
    commands.compare_take(context, log, take_id, repetition)
    return repetition


_STAGE = 1000
"""The parts of which a stage counts, however many steps it takes."""


@dataclass(frozen=True, slots=True)
class _Place:
    """One of several stages, watched."""

    watch: Watch
    place: int
    stages: int

    def tell(self, step: int, steps: int) -> None:
        done = _STAGE * min(step, steps) // max(1, steps)
        self.watch.tell(_STAGE * self.place + done, _STAGE * self.stages)


def _runs(take: Take) -> list[tuple[JobRow, Trace]]:
    """The jobs that made a take, in order, each with what it made."""
    making = JobRow.objects.filter(id=take.job).first() if take.job else None
    if making is None:
        raise NotMadeAgain("What made this take is no longer known here.")
    of_take = JobRow.objects.filter(
        order=making.order, shot=making.shot, variation=making.variation, language=making.language,
        settings=making.settings, stage__in=take.recipes,
    )  # fmt: skip
    jobs = [job for job in of_take.order_by("place") if job.key == take.recipes[job.stage]]
    made = traces.named((job.key, job.generation or 1) for job in jobs)
    if len(jobs) < len(take.recipes) or len(made) < len({job.key for job in jobs}):
        raise NotMadeAgain("What made this take is no longer known here.")
    return [(job, made[job.key, job.generation or 1]) for job in jobs]


def _recorded(runs: Sequence[tuple[JobRow, Trace]]) -> dict[tuple[str, int], TraceRow]:
    """What is known of the work that made these very files: a key may have been made more than once."""
    wanted = {(trace.key, trace.generation) for _, trace in runs}
    rows = TraceRow.objects.filter(key__in={key for key, _ in wanted})
    return {(row.key, row.generation): row for row in rows if (row.key, row.generation) in wanted}


def _again(child: Child, assignment: Assignment, out: Path, at: _Place) -> Done:
    digests = {digest for roles in assignment.upstream.values() for digest in roles.values()}
    with artifact_store.as_files({*digests, *assignment.references}) as files:
        run = Run(
            run=assignment.claim.key,
            kind=assignment.kind,
            recipe=assignment.recipe,
            upstream={
                port: {role: files[digest] for role, digest in roles.items()}
                for port, roles in assignment.upstream.items()
            },
            out=out,
            references={digest: files[digest] for digest in assignment.references},
            models=_models(assignment),
        )  # nothing is kept of inner actions, so that nothing is met again
        child.ask(run)
        try:
            return _done(assignment.stage, _heard(child, at))
        except StoppedAgain:
            if assignment.spec.backend and assignment.spec.backend[0] in REMOTE:
                _give_up(child, run)
            raise


def _give_up(child: Child, run: Run) -> None:
    """What another machine runs would go on there with the child killed: the child gives it up first, if it answers."""
    child.ask(Cancel(run.run))
    until = time.monotonic() + GIVE_UP_SECONDS
    while time.monotonic() < until and not child.dead:
        if isinstance(child.hear(HEAR_SECONDS), Ended):
            return


def _models(assignment: Assignment) -> Mapping[str, ModelFolder]:
    return {digest: usable(id_, digest).lent() for id_, digest in named(assignment.spec, assignment.recipe)}


def _heard(child: Child, at: _Place) -> Outcome:
    """Wait for the end of a stage, which is looked at often enough that a stop is heard at once."""
    alive, looked, patience = time.monotonic(), 0.0, Intervals().loading
    while time.monotonic() - alive < patience:
        if time.monotonic() - looked >= HEAR_SECONDS:
            at.watch.require_wanted()
            looked = time.monotonic()
        message = child.hear(HEAR_SECONDS)
        if isinstance(message, Ended):
            return message.outcome
        if isinstance(message, StepDone):
            at.tell(message.step, message.steps)
        if message:
            alive = time.monotonic()
        if child.dead:
            raise NotMadeAgain(f"The process that ran it ended (exit status {child.kill()}).")
    raise NotMadeAgain(f"It gave no sign of life for {patience:g} s.")


def _done(stage: str, outcome: Outcome) -> Done:
    match outcome:
        case Done():
            return outcome
        case Refused(reason=reason) | Failed(reason=reason):
            raise NotMadeAgain(f"The stage {stage} cannot be run: {reason.strip().splitlines()[-1][:500]}.")
        case Cancelled():
            raise NotMadeAgain(f"The stage {stage} was cancelled.")


def _compared(stage: str, kept: Sequence[Artifact], made: Sequence[OutputFile]) -> Iterator[Repeated]:
    """What is kept of a stage, by role; what did not come again differs."""
    again = {each.role: each for each in made}
    for artifact in kept:
        output = again.get(artifact.role)
        if output and artifact.content == output.content:
            yield Repeated(stage, artifact.role, "exact")
        elif output and artifact.media_type.startswith(("image/", "video/")):
            with artifact_store.as_files([artifact.digest]) as files:
                yield _of(stage, artifact.role, alike(_frames(files[artifact.digest]), _frames(output.path)))
        else:
            yield Repeated(stage, artifact.role, "differs")


def _frames(path: Path) -> Iterator["Frame"]:
    if path.suffix in (".png", ".jpg") or _is_still(path):
        yield media.read_still(path)
        return
    for picture in media.read_pictures(path):
        yield media.frame_of(picture)


def _is_still(path: Path) -> bool:
    """Files of the store have no suffix."""
    try:
        media.read_still(path)
    except (OSError, ValueError):
        return False
    return True


def _of(stage: str, role: str, numbers: Alike) -> Repeated:
    near = numbers.similarity >= SIMILAR and numbers.difference <= NEAR
    return Repeated(
        stage,
        role,
        "equivalent" if near else "differs",
        numbers.frames,
        numbers.changed,
        f"{numbers.difference:.6f}",
        f"{numbers.greatest:.4f}",
        f"{numbers.similarity:.4f}",
    )
