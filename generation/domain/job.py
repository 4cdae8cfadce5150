"""Jobs: one stage of one shot wanted by one order. Commands, events, state, decide and evolve.

A job's stream begins when something happens to it: that it waits or is ready is derived, not recorded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, assert_never
from uuid import UUID

import msgspec

from events.decider import Decider
from events.registry import Event, event

JobState = Literal["waiting", "ready", "running", "done", "reused", "failed", "skipped", "cancelled"]
JOB_STATES: tuple[JobState, ...] = ("waiting", "ready", "running", "done", "reused", "failed", "skipped", "cancelled")
SUCCEEDED = ("done", "reused")
ENDED = ("done", "reused", "failed", "skipped", "cancelled")
OPEN = ("waiting", "ready", "running")


class Made(msgspec.Struct, frozen=True):
    """One artifact that a job made or found: its bytes and what they mean."""

    role: str
    digest: str
    content: str


class Job(msgspec.Struct, frozen=True):
    """How far a job is, as its stream tells it."""

    state: Literal["open", "running", "done", "reused", "failed", "skipped", "cancelled"] = "open"
    attempt: int = 0
    key: str | None = None
    generation: int | None = None


class JobEvent(Event, frozen=True):
    """What every event of a job says about it, so that it reads alone."""

    order: UUID
    shot: UUID
    stage: str
    variation: int


@event("job.started")
class JobStarted(JobEvent, frozen=True):
    key: str
    attempt: int


@event("job.done")
class JobDone(JobEvent, frozen=True):
    key: str
    generation: int
    artifacts: tuple[Made, ...]
    seconds: str


@event("job.reused")
class JobReused(JobEvent, frozen=True):
    key: str
    generation: int
    artifacts: tuple[Made, ...]


@event("job.failed")
class JobFailed(JobEvent, frozen=True):
    code: str
    reason: str


@event("job.skipped")
class JobSkipped(JobEvent, frozen=True):
    reason: str


@event("job.cancelled")
class JobCancelled(JobEvent, frozen=True):
    reason: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Which job a command is about."""

    order: UUID
    shot: UUID
    stage: str
    variation: int


@dataclass(frozen=True, slots=True)
class StartJob:
    subject: Subject
    key: str
    attempt: int


@dataclass(frozen=True, slots=True)
class EndJob:
    """The job's own work is committed."""

    subject: Subject
    key: str
    generation: int
    artifacts: tuple[Made, ...]
    seconds: str


@dataclass(frozen=True, slots=True)
class ReuseJob:
    """The work exists already."""

    subject: Subject
    key: str
    generation: int
    artifacts: tuple[Made, ...]


@dataclass(frozen=True, slots=True)
class FailJob:
    subject: Subject
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class SkipJob:
    """Something that the job needs did not come about."""

    subject: Subject
    reason: str


@dataclass(frozen=True, slots=True)
class CancelJob:
    subject: Subject
    reason: str


JobCommand = StartJob | EndJob | ReuseJob | FailJob | SkipJob | CancelJob
Happened = JobStarted | JobDone | JobReused | JobFailed | JobSkipped | JobCancelled


def decide(job: Job, command: JobCommand) -> Sequence[Event]:
    """Decide a command on a job. What has ended stays as it ended."""
    if job.state in ENDED:
        return []
    about = {name: getattr(command.subject, name) for name in ("order", "shot", "stage", "variation")}
    match command:
        case StartJob(key=key, attempt=attempt):
            return [JobStarted(**about, key=key, attempt=attempt)] if attempt > job.attempt else []
        case EndJob(key=key, generation=generation, artifacts=made, seconds=seconds):
            return [JobDone(**about, key=key, generation=generation, artifacts=made, seconds=seconds)]
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


def evolve(job: Job, happened: Happened) -> Job:
    """Apply a job's event."""
    match happened:
        case JobStarted(key=key, attempt=attempt):
            return Job("running", attempt, key)
        case JobDone(key=key, generation=generation):
            return Job("done", job.attempt, key, generation)
        case JobReused(key=key, generation=generation):
            return Job("reused", job.attempt, key, generation)
        case JobFailed():
            return msgspec.structs.replace(job, state="failed")
        case JobSkipped():
            return msgspec.structs.replace(job, state="skipped")
        case JobCancelled():
            return msgspec.structs.replace(job, state="cancelled")
        case _:
            assert_never(happened)


JOB: Decider[Job, JobCommand] = Decider("job", Job(), decide, evolve)
