"""What replies about plans look like, and about what became of them."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from generation.api.shapes.costs import Cost
from generation.api.shapes.names import PortName, StageName
from generation.domain.plan import Verdict
from generation.domain.provenance import Why
from productions.api.shapes import Cause
from productions.domain.reading import COSTS


class Origin(msgspec.Struct):
    """Where and when something that exists already was made; `production` is null for one that the asker is not in."""

    production: UUID | None
    name: str
    at: datetime


class PlanSnap(msgspec.Struct):
    """The size, frames or steps that are asked for, empty for what the model recommends, as it makes them, and why."""

    of: str
    asked: str
    made: str
    why: str


class PlanWork(msgspec.Struct):
    """Work as it would reach its model. `notes` say what else is bent, or reaches nothing."""

    model: UUID
    name: str
    version: int
    width: int
    height: int
    frames: int
    steps: int
    snaps: list[PlanSnap]
    notes: list[str]


class PlanSegment(msgspec.Struct):
    """A piece of a shot that is longer than its model makes at once, with the frames of the run that makes it."""

    frames: int
    cost: Annotated[Cost | None, COSTS]


class PlanLine(msgspec.Struct):
    """A stage that is not up to date: what would happen to it, why, and the events behind that.

    `certain`: it will run whatever comes out of the stages `behind` which it waits; `new`: nothing of the shot was ever
    made; `added`: only because of what is supposed. `inputs` are what differs of what it reads, `since` is the event
    that keeps its take, `reused` where what exists already was made; `made` is how its model would make it, in
    `segments` where it makes less at once.
    """

    shot: UUID
    stage: StageName
    verdict: Verdict
    reason: str
    causes: list[Cause]
    cost: Annotated[Cost | None, COSTS]
    variation: int
    certain: bool
    new: bool
    added: bool
    inputs: list[str]
    behind: list[str]
    since: Cause | None
    reused: Origin | None
    made: PlanWork | None = None
    segments: list[PlanSegment] = []


class PlanStep(msgspec.Struct):
    """A stage that an event makes run: surely or perhaps, how often, and at what cost."""

    stage: StageName
    shots: int
    certain: int
    perhaps: int
    cost: Annotated[Cost | None, COSTS]


class PlanChain(msgspec.Struct):
    """From an event over what it changed to the stages that run because of it. A stage is its earliest cause's alone.

    `cause` is null of all shots that are new together, and of what was lost; `changed` are inputs as people call them.
    """

    why: Why
    cause: Cause | None
    changed: list[str]
    shots: int
    steps: list[PlanStep]
    cost: Annotated[Cost | None, COSTS]


class PlanTotal(msgspec.Struct):
    """What a plan comes to; `certain` of its stages will surely run. `approved` counts shots that stay out of date."""

    stages: int
    certain: int
    shots: int
    approved: int
    cost: Annotated[Cost | None, COSTS]


class PlanAfter(PlanTotal):
    """What the film as it would be needs made, all in all: what that adds to what needs making now, and the rest.

    `spared` is what needs making now and no longer would.
    """

    added: PlanTotal
    spared: PlanTotal


class PlanPort(msgspec.Struct):
    """Of how many shots what takes hold on a port would come out other than it is: surely or perhaps."""

    port: PortName
    shots: int
    certain: int
    perhaps: int


class Plan(msgspec.Struct):
    """What making the film anew would run, as of a position of the log. Stages that are up to date are left out.

    `ports` are all that takes have, also those that stay as they are. `added` is what only what is supposed would make
    run, null where nothing is.
    """

    as_of: int
    stages: list[PlanLine]
    chains: list[PlanChain]
    ports: list[PlanPort]
    total: PlanTotal
    added: PlanTotal | None


class Prediction(msgspec.Struct):
    """What the plan said of a stage's work, and what it took, in device-seconds of so many jobs.

    `ratio` is actual by expected; `within` the share of jobs that stayed below what nine of ten were to.
    """

    stage: StageName
    label: str
    jobs: int
    expected: Annotated[float | None, COSTS]
    high: Annotated[float | None, COSTS]
    actual: Annotated[float | None, COSTS]
    ratio: Annotated[float | None, COSTS]
    within: Annotated[float | None, COSTS]


class Predictions(msgspec.Struct):
    """Predicted against actual, of all work that was done for a production, and of each order or all of them."""

    stages: list[Prediction]
