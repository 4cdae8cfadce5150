"""Jobs: one stage of one shot wanted by one order. Commands, events, state, decide and evolve.

A job's stream begins when something happens to it: that it waits or is ready is derived, not recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Annotated, Literal, assert_never
from uuid import UUID

import msgspec

from events.decider import Decider
from events.registry import Event, Json, event, name_of, upcaster
from productions.domain.artifact import NamedArtifact, Substitution
from productions.domain.reading import BY_ROLE, COSTS, PROMPTS

JobState = Literal["waiting", "ready", "running", "done", "reused", "failed", "skipped", "cancelled"]
JOB_STATES: tuple[JobState, ...] = ("waiting", "ready", "running", "done", "reused", "failed", "skipped", "cancelled")
SUCCEEDED = ("done", "reused")
ENDED = ("done", "reused", "failed", "skipped", "cancelled")
OPEN = ("waiting", "ready", "running")


class Job(msgspec.Struct, frozen=True):
    """How far a job is, as its stream tells it."""

    state: Literal["open", "running", "done", "reused", "failed", "skipped", "cancelled"] = "open"
    attempt: int = 0
    key: str | None = None
    generation: int | None = None
    reason: str = ""
    artifacts: tuple[NamedArtifact, ...] = ()
    code: str = ""


class JobEvent(Event, frozen=True):
    """What every event of a job says about it, so that it reads alone."""

    order: UUID
    shot: UUID
    stage: str
    variation: int
    language: str
    settings: Annotated[dict[str, Json], PROMPTS]


@event("job.started", version=2)
class JobStarted(JobEvent, frozen=True):
    key: Annotated[str, PROMPTS]
    attempt: int


class Charge(msgspec.Struct, frozen=True):
    """What the work of a job cost: its share of the price, a decimal, booked to the event `cause`.

    That is the earliest that asked for the stage and was not booked yet; `further` are the later ones.
    """

    device_class: str
    amount: str
    currency: str
    cause: UUID
    further: tuple[UUID, ...] = ()


@event("job.done", version=3)
class JobDone(JobEvent, frozen=True):
    """`charge` is None for work of before there was a price list."""

    key: Annotated[str, PROMPTS]
    generation: int
    artifacts: Annotated[tuple[NamedArtifact, ...], BY_ROLE]
    seconds: Annotated[str, COSTS]
    charge: Annotated[Charge | None, COSTS] = None


Wasted = Literal["failed", "refused", "lost", "cancelled"]


@event("job.wasted")
class JobWasted(JobEvent, frozen=True):
    """An attempt of the job's work ended so without a result: what its seconds cost all the same."""

    key: Annotated[str, PROMPTS]
    attempt: int
    outcome: Wasted
    seconds: Annotated[str, COSTS]
    charge: Annotated[Charge, COSTS]


@event("job.reused", version=2)
class JobReused(JobEvent, frozen=True):
    key: Annotated[str, PROMPTS]
    generation: int
    artifacts: Annotated[tuple[NamedArtifact, ...], BY_ROLE]


@event("job.failed", version=2)
class JobFailed(JobEvent, frozen=True):
    code: str
    reason: str


@event("job.skipped", version=2)
class JobSkipped(JobEvent, frozen=True):
    reason: str


@event("job.cancelled", version=2)
class JobCancelled(JobEvent, frozen=True):
    reason: str


@event("job.artifact_replaced")
class ArtifactReplaced(Substitution, frozen=True):
    pass


@dataclass(frozen=True, slots=True)
class JobSubject:
    """Which job a command is about."""

    order: UUID
    shot: UUID
    stage: str
    variation: int
    language: str = ""
    settings: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StartJob:
    subject: JobSubject
    key: str
    attempt: int


@dataclass(frozen=True, slots=True)
class EndJob:
    """The job's own work is committed. Of its `seconds` the job bears its `share`."""

    subject: JobSubject
    key: str
    generation: int
    artifacts: tuple[NamedArtifact, ...]
    seconds: str
    charge: Charge | None = None


@dataclass(frozen=True, slots=True)
class WasteWork:
    """An attempt ended without a result, which the job may outlive. Of its `seconds` the job bears its share."""

    subject: JobSubject
    key: str
    attempt: int
    outcome: Wasted
    seconds: str
    charge: Charge


@dataclass(frozen=True, slots=True)
class ReuseJob:
    """The work exists already."""

    subject: JobSubject
    key: str
    generation: int
    artifacts: tuple[NamedArtifact, ...]


@dataclass(frozen=True, slots=True)
class FailJob:
    subject: JobSubject
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class SkipJob:
    """Something that the job needs did not come about."""

    subject: JobSubject
    reason: str


@dataclass(frozen=True, slots=True)
class CancelJob:
    subject: JobSubject
    reason: str


@dataclass(frozen=True, slots=True)
class ReplaceArtifact:
    """Let new bytes stand for lost ones that the job made or found."""

    by: Substitution


JobCommand = StartJob | EndJob | WasteWork | ReuseJob | FailJob | SkipJob | CancelJob | ReplaceArtifact
ABOUT = ("order", "shot", "stage", "variation", "language", "settings")
"""What every event of a job says about it."""


def with_language(payload: dict[str, Json]) -> dict[str, Json]:
    """A job of before named neither its language nor its settings."""
    return {**payload, "language": "", "settings": {}}


for _moved in (JobStarted, JobDone, JobReused, JobFailed, JobSkipped, JobCancelled):
    upcaster(name_of(_moved)[0], 1)(with_language)


@upcaster("job.done", 2)
def without_charge(payload: dict[str, Json]) -> dict[str, Json]:
    """Work of before was not charged."""
    return {**payload, "charge": None}


AnyJobEvent = JobStarted | JobDone | JobWasted | JobReused | JobFailed | JobSkipped | JobCancelled | ArtifactReplaced


def decide(job: Job, command: JobCommand) -> Sequence[Event]:
    """Decide a command on a job. What has ended stays as it ended."""
    if isinstance(command, ReplaceArtifact):
        return [ArtifactReplaced.of(command.by)] if any(map(command.by.concerns, job.artifacts)) else []
    about = {name: getattr(command.subject, name) for name in ABOUT}
    if isinstance(command, WasteWork):
        told = {name: getattr(command, name) for name in ("key", "attempt", "outcome", "seconds", "charge")}
        return [JobWasted(**about, **told)]
    if job.state in ENDED:
        return []
    match command:
        case StartJob(key=key, attempt=attempt):
            return [JobStarted(**about, key=key, attempt=attempt)] if attempt > job.attempt else []
        case EndJob(key=key, generation=generation, artifacts=made, seconds=seconds, charge=charge):
            return [JobDone(**about, key=key, generation=generation, artifacts=made, seconds=seconds, charge=charge)]
        case ReuseJob(key=key, generation=generation, artifacts=made):
            return [JobReused(**about, key=key, generation=generation, artifacts=made)]
        case FailJob(code=code, reason=reason):
            return [JobFailed(**about, code=code, reason=reason)]
        case SkipJob(reason=reason):
            return [JobSkipped(**about, reason=reason)]
        case CancelJob(reason=reason):
            return [JobCancelled(**about, reason=reason)]
        case _:
            assert_never(command)


def evolve(job: Job, happened: AnyJobEvent) -> Job:
    """Apply a job's event."""
    match happened:
        case JobStarted(key=key, attempt=attempt):
            return Job("running", attempt, key)
        case JobDone(key=key, generation=generation, artifacts=made):
            return Job("done", job.attempt, key, generation, artifacts=made)
        case JobReused(key=key, generation=generation, artifacts=artifacts):
            return Job("reused", job.attempt, key, generation, artifacts=artifacts)
        case JobWasted():
            return job
        case JobFailed(code=code, reason=reason):
            return msgspec.structs.replace(job, state="failed", reason=reason, code=code)
        case JobSkipped(reason=reason):
            return msgspec.structs.replace(job, state="skipped", reason=reason)
        case JobCancelled(reason=reason):
            return msgspec.structs.replace(job, state="cancelled", reason=reason)
        case ArtifactReplaced():
            return msgspec.structs.replace(job, artifacts=happened.made_in(job.artifacts))
        case _:
            assert_never(happened)


JOB: Decider[Job, JobCommand] = Decider("job", Job(), decide, evolve)
