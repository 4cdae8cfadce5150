"""What replies about pipelines look like."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from generation.api.shapes.costs import Money
from generation.api.shapes.names import StageName
from generation.api.shapes.plans import PlanAfter
from generation.ports.types import Shown
from productions.api import shapes as production_shapes
from productions.api.http.operations import Can, actions
from productions.domain.graph import ParameterSchema
from productions.domain.reading import COSTS
from productions.policy import Action

PIPELINE: dict[str, Action] = {"edit": "edit_pipeline", "publish": "edit_pipeline"}


class Port(msgspec.Struct):
    """A port of a kind of stage; `need` says of an input how many sources it takes: one, optional or many."""

    name: str
    type: str
    need: Literal["one", "optional", "many"] | None = None


class StageKind(msgspec.Struct):
    """A kind of stage that pipelines can use. `parameters` are its own, by name: those that publishing would offer."""

    name: str
    label: str
    version: int
    device: str
    inputs: list[Port]
    outputs: list[Port]
    parameters: dict[str, ParameterSchema]


class PortKind(msgspec.Struct):
    """A type of port: in which forms its content is stored, and what people look at it with."""

    name: str
    media_types: tuple[str, ...]
    shown: Shown


class ConditionInput(msgspec.Struct):
    """An input of a shot that conditions may look at; `options` are all values that it can have, empty where many."""

    key: str
    label: str
    options: tuple[str, ...]


class PipelineKinds(msgspec.Struct):
    """What pipelines are made of. `conditions` are the inputs of a shot that may say for which shots a stage is.

    Those of a stage's own parameters stand beside them, as `parameter:<stage>.<name>`.
    """

    kinds: list[StageKind]
    ports: list[PortKind]
    conditions: list[ConditionInput]


class PipelineProblem(msgspec.Struct):
    """What keeps a draft from being published; `node` is the stage that it is about, null for the whole."""

    node: str | None
    text: str


class DraftPipeline(msgspec.Struct):
    """The pipeline as it is edited. `changed`: it differs from what is published."""

    nodes: list[production_shapes.StageNode]
    outputs: dict[str, str]
    problems: list[PipelineProblem]
    changed: bool


class PublishedPipeline(msgspec.Struct):
    """What plans and orders go by, its nodes in the order of their columns; version 0 is the film of every production
    that published nothing."""

    version: int
    nodes: list[production_shapes.StageNode]
    outputs: dict[str, str]


class LastMade(msgspec.Struct):
    """When a stage was made last, of which shot, in how many device-seconds and for how much money."""

    shot: UUID
    at: datetime
    device_class: str
    seconds: Annotated[float | None, COSTS]
    spent: Annotated[Money | None, COSTS]


class StageWork(msgspec.Struct):
    """What became of the jobs of a stage in the newest orders: `made` ran, the others met again what was there.

    `met_here` was made for this production, `met_elsewhere` for another. `last` null: it was never made here.
    """

    stage: StageName
    made: int
    met_here: int
    met_elsewhere: int
    last: LastMade | None


class PipelineWork(msgspec.Struct):
    """What became of the work of each stage, in the newest `orders`."""

    orders: int
    stages: list[StageWork]


class Pipeline(msgspec.Struct):
    """The pipeline of a production. `plan` comes with a dry run of publishing: what the film would need made then."""

    version: int
    draft: DraftPipeline
    published: PublishedPipeline
    templates: list[production_shapes.Template]
    kinds: list[StageKind]
    can: Annotated[Can, actions(PIPELINE)]
    dry_run: bool = False
    plan: PlanAfter | None = None
