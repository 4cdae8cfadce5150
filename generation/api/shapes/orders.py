"""What replies about orders and their jobs look like."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from generation.api.shapes.costs import Cost, Money
from generation.api.shapes.names import StageName
from generation.api.shapes.progress import Progress
from generation.api.shapes.takes import TakeSetting
from generation.domain.grid import Grid
from generation.domain.job import JobState
from generation.domain.order import PlacedState, Waits
from generation.domain.queue import Priority
from productions.api.http.operations import Can, actions
from productions.domain.reading import COSTS, PROMPTS
from productions.policy import Action

ORDER: dict[str, Action] = {"cancel": "generate", "release": "generate", "prioritise": "steer_queue"}


class JobCounts(msgspec.Struct):
    """The jobs of an order by state; the states sum to `total`."""

    total: int
    waiting: int
    ready: int
    running: int
    done: int
    reused: int
    failed: int
    skipped: int
    cancelled: int


class Overrun(msgspec.Struct):
    """Why an order goes beyond what may be spent, in words. `held`: it would be held; otherwise it would be refused."""

    bound: Literal["limit", "budget"]
    reason: str
    held: bool


class QuotedStage(msgspec.Struct):
    """How often an order would make a stage, and how often it is there already."""

    stage: StageName
    made: int
    there: int


class TooShort(msgspec.Struct):
    """A shot whose speech needs more frames than it has; `measured` of sound that is there, otherwise estimated."""

    shot: UUID
    code: str
    frames: int
    needs: int
    measured: bool


class Quote(msgspec.Struct):
    """What an order would come to: what it would take and cost, and what it would go beyond.

    `reserved` is the most that it would cost, where rates are known. `too_short` is told of an order in a language.
    """

    shots: int
    jobs: int
    cost: Annotated[Cost | None, COSTS]
    reserved: Annotated[Money | None, COSTS]
    over: Overrun | None
    stages: list[QuotedStage]
    too_short: list[TooShort]


class Order(msgspec.Struct):
    """A confirmed request to generate. `pipeline` is the published version that it goes by, 0 for the film of all.

    `reserved` is the most that it was expected to cost, `waits` why it is or was held, `grid` what its takes vary side
    by side, `variations` how many takes of one shot it makes at most.
    """

    id: UUID
    production: UUID
    version: int
    state: PlacedState
    shots: list[UUID]
    include_approved: bool
    pipeline: int
    reserved: Annotated[Money | None, COSTS]
    waits: Waits
    reason: str
    priority: Priority
    jobs: JobCounts
    grid: Grid | None = None
    variations: int = 1
    can: Annotated[Can, actions(ORDER)] | UnsetType = UNSET


class Job(msgspec.Struct):
    """One stage of one shot wanted by an order. `take` is the number that its take will bear, if it makes one.

    `settings` is what is set for that take alone.
    """

    id: UUID
    shot: UUID
    stage: StageName
    variation: int
    settings: Annotated[dict[str, TakeSetting], PROMPTS]
    state: JobState
    reason: str
    key: Annotated[str | None, PROMPTS]
    take: int | None
    attempts: int
    progress: Progress | None
