"""What replies about the queue look like."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from generation.api.shapes.names import StageName
from generation.api.shapes.orders import Order, Quote
from generation.api.shapes.plans import PlanAfter
from generation.api.shapes.progress import Progress
from productions.api.http.operations import Can, actions
from productions.api.shapes import Cause
from productions.domain.parameters import Level
from productions.policy import Action

QUEUE: dict[str, Action] = {
    **dict.fromkeys(("pause", "resume", "prioritise"), "steer_queue"),
    "retry": "generate",
    "fix": "edit_parameters",
    "release": "generate",
}


class QueuedJob(msgspec.Struct):
    """A job that runs or is ready. `worker` runs it since `since`; `reason` is what it waits for, if for anything."""

    id: UUID
    order: UUID
    shot: UUID
    code: str
    stage: StageName
    variation: int
    reason: str
    worker: str | None
    since: datetime | None
    attempt: int
    progress: Progress | None


class Lacking(msgspec.Struct):
    """What so many ready jobs wait for, and no worker that is here has to give."""

    what: str
    jobs: int


class FailedShot(msgspec.Struct):
    """A shot that failed, by the code that people know."""

    shot: UUID
    code: str


class Tries(msgspec.Struct):
    """How often a worker tried."""

    worker: str
    times: int


class FailureGroup(msgspec.Struct):
    """Jobs that failed of one cause and that nobody ordered again since; `reason` is that of the newest of them.

    `tries` are the workers that tried, `parameters` what the work reads that may be set otherwise, by name.
    """

    id: str
    code: str
    kind: str
    reason: str
    advice: str
    jobs: int
    shots: list[FailedShot]
    tries: list[Tries]
    parameters: list[str]


class FixQuote(msgspec.Struct):
    """What a fix comes to: set on `level` for so many `things`, what the film would need then, and the order that tries
    again, as `Quote` has it.
    """

    level: Level
    things: int
    effect: PlanAfter
    order: Quote


class QueueCounts(msgspec.Struct):
    """Open jobs by state, orders that are held, and jobs that failed."""

    waiting: int
    ready: int
    running: int
    held: int
    failed: int


class Queue(msgspec.Struct):
    """How the queue of a production stands. `ready` are the first of those that are, in the order of their turns.

    Paused, nothing new of it is begun; `cause` is the event that paused it.
    """

    version: int
    paused: bool
    reason: str
    cause: Cause | None
    counts: QueueCounts
    running: list[QueuedJob]
    ready: list[QueuedJob]
    lacking: list[Lacking]
    held: list[Order]
    failures: list[FailureGroup]
    can: Annotated[Can, actions(QUEUE)]
