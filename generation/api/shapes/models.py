"""What replies about models look like."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec

from generation.backends.comfyui.graphs import LARGEST, LONGEST_TITLE
from generation.backends.comfyui.workflow import MOST_FRAMES, MOST_PLACES, WORDS, Word
from generation.backends.comfyui.workflow import Place as DeclaredPlace
from generation.domain import model
from generation.domain.model import (
    LONGEST_LICENCE,
    LONGEST_REASON,
    LONGEST_TERMS,
    MOST_MEMORY,
    Place,
    Task,
    Use,
)
from generation.register.additions import Step
from generation.register.workflows import Declaring, WantedWorkflow
from productions.api.http import fields
from productions.api.http.errors import Invalid
from productions.api.http.operations import Asked, Body, Can, Changes, actions
from productions.history.feed import Actor

MODEL = ("change", "add_version", "withdraw", "reinstate", "try")
LONGEST_SOURCE = 1000

SourceText = Annotated[str, msgspec.Meta(extra_json_schema={"minLength": 1, "maxLength": LONGEST_SOURCE})]
Licence = Annotated[str, fields.named(LONGEST_LICENCE)]
Terms = Annotated[str, msgspec.Meta(extra_json_schema={"maxLength": LONGEST_TERMS, "pattern": r"^[^\u0000]*$"})]
Reason = Annotated[str, fields.named(LONGEST_REASON)]
Memory = Annotated[int, msgspec.Meta(ge=0, le=MOST_MEMORY)]
LARGEST_WORKFLOW = 2 * LARGEST + 2**16
"""Bytes of a body that holds a workflow, in which characters may be escaped."""
WorkflowText = Annotated[str, msgspec.Meta(min_length=1, max_length=LARGEST, pattern=r"^[^\u0000]*$")]
NodeName = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TITLE, pattern=r"^[^\u0000]*$")]
InputName = Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"^[^\u0000]*$")]


class ModelSource(msgspec.Struct):
    """A folder or a file of the server, or an id of the hub, or of one of its files, at the commit `revision`."""

    kind: Place
    at: str
    revision: str


class ModelPart(msgspec.Struct):
    """A part of a model, such as its text encoder; `bytes` is the size of its weights."""

    name: str
    architecture: str
    bytes: int


class ModelAbility(msgspec.Struct):
    """What a version can do, as its files say it.

    Lengths are `frame_step`·k + `frame_first` frames, at most `longest` where that is not 0; both sides of a picture
    are multiples of `multiple` pixels, and exactly `fixed` where that is not empty. `conditions` are the pictures that
    it takes, `needs` those without which it makes nothing. `native`: width, height, frames and frames a second that it
    was made for.
    """

    family: str
    title: str
    conditions: list[str]
    needs: list[str]
    negative: bool
    multiple: int
    frame_step: int
    frame_first: int
    longest: int
    fixed: list[int]
    native: list[int]
    steps: int
    guidance: str
    parts: list[ModelPart]


class ModelLora(msgspec.Struct):
    """What a version of a LoRA changes: `layers` of a `rank`, of a text encoder too where `text` says so.

    `bases` are the models that it may be for; `width` is that of their network, 0 where that is not told.
    """

    bases: list[str]
    width: int
    layers: int
    rank: int
    text: bool


class ModelTrial(msgspec.Struct):
    """A first small generation on a class of device; `pictures` are digests of what came of it."""

    device: str
    worked: bool
    reason: str
    pictures: list[str]
    seconds: str


class ModelPace(msgspec.Struct):
    """What a second of film, or a picture, takes on a class of device, in seconds, as `jobs` that are done teach it.

    Eight of ten lie between `low` and `high`. `numbers`: the precision, and how the model lay in memory.
    """

    device: str
    numbers: str
    jobs: int
    low: float
    expected: float
    high: float


class ModelVersion(msgspec.Struct):
    """Weights, by number. `size` and `memory` in bytes. `source` is null for who does not answer for the studio.

    `ability` says what a model can do, `lora` what a LoRA changes.
    """

    number: int
    digest: str
    size: int
    memory: int
    source: ModelSource | None
    ability: ModelAbility | None
    lora: ModelLora | None
    trials: list[ModelTrial]


class Model(msgspec.Struct):
    """A model with its versions, the newest first. `withdrawn` is the reason why nothing new may use it."""

    id: UUID
    version: int
    name: str
    task: Task
    backend: str
    licence: str
    uses: list[Use]
    terms: str
    withdrawn: str | None
    registered_by: Actor | None
    registered_at: datetime | None
    versions: list[ModelVersion]
    can: Annotated[Can, actions(MODEL)]


class ModelUse(msgspec.Struct):
    """A production whose settings name a model, or whose shots were made with it."""

    production: UUID
    name: str
    settings: int
    shots: int


class ModelUses(msgspec.Struct):
    """Where a model is used, of the productions that the asker is in; `others` counts those that they are not in.

    `paces` are what its newest version takes, where it ran often enough.
    """

    productions: list[ModelUse]
    others: int
    paces: list[ModelPace]


class Addition(msgspec.Struct):
    """How far a model is that is being added or tried. `source` is what was asked for, or the name of what is tried.

    `model` is what it became. `done` of `whole` bytes are fetched or read in the present step; `reason` says why it
    failed, or why the model that was added could not be tried.
    """

    id: UUID
    source: str
    by: Actor
    step: Step
    done: int
    whole: int
    model: UUID | None
    reason: str


class AddModel(Body):
    """A folder or a LoRA's file of the server, or an id of the hub with or without the path of a file and @revision.

    What is left out is read from its files.

    With `version_of` it becomes a version of that model, which nothing follows by itself.
    """

    source: SourceText
    name: fields.Name | None = None
    licence: Licence | None = None
    uses: list[Use] | None = None
    terms: Terms | None = None
    memory: Memory | None = None
    version_of: UUID | None = None


class WorkflowPlace(msgspec.Struct, forbid_unknown_fields=True):
    """An input of a node of a workflow; the node is named by its title, or by `#` and its id."""

    node: NodeName
    input: InputName


class WorkflowInput(msgspec.Struct, forbid_unknown_fields=True):
    """Where a word of our requests goes."""

    word: Word
    place: WorkflowPlace


class WorkflowChoice(msgspec.Struct):
    """An input that could be chosen: the class of its node, and what it holds now."""

    place: WorkflowPlace
    kind: str
    holds: str


class ReadWorkflow(msgspec.Struct):
    """A workflow as a form shows it: what may be chosen, and what is suggested.

    `nodes` are those that may give the result, `output` the one that probably does, empty for none. `kinds` are the
    classes of its nodes, `weights` the names of the files of weights that it asks for.
    """

    task: Literal["image", "video"]
    inputs: list[WorkflowInput]
    output: str
    choices: list[WorkflowChoice]
    nodes: list[str]
    kinds: list[str]
    weights: list[str]


class WorkflowFile(Body):
    """A workflow as ComfyUI exports it in API format, as text."""

    workflow: WorkflowText


class AddWorkflow(Body):
    """A workflow with what is declared of it: where words of a request go, and which node gives the result.

    Without `inputs` and `output` what is suggested holds. Lengths that it makes are `frame_step`·k + `frame_first`
    frames, at most `longest` where that is not 0; sides are multiples of `multiple` pixels. With `version_of` it
    becomes a version of that one, and brings no name and no licence.
    """

    workflow: WorkflowText
    task: Literal["image", "video"] | None = None
    inputs: Annotated[list[WorkflowInput], msgspec.Meta(max_length=len(WORDS) * MOST_PLACES)] | None = None
    output: NodeName | None = None
    multiple: Annotated[int, msgspec.Meta(ge=1, le=256)] = 8
    frame_step: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1
    frame_first: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1
    longest: Annotated[int, msgspec.Meta(ge=0, le=MOST_FRAMES)] = 0
    name: fields.Name | None = None
    licence: Licence | None = None
    uses: list[Use] | None = None
    terms: Terms | None = None
    version_of: UUID | None = None

    def check(self) -> None:
        """Raise Invalid for a new workflow without name or licence, and for a version that brings one."""
        said = {name: getattr(self, name) for name in ("name", "licence", "uses", "terms")}
        if self.version_of is None:
            for name in ("name", "licence"):
                if said[name] is None:
                    raise Invalid(
                        f"A new workflow has a {name}; a version of one says which in version_of.", field=name
                    )
        elif brought := next((name for name, value in said.items() if value is not None), ""):
            raise Invalid(f"A version has the {brought} of its workflow.", field=brought)

    @classmethod
    def together(cls) -> dict[str, Any]:
        """Either a new workflow with name and licence, or a version of one."""
        text = {"type": "string"}
        named = {"required": ["name", "licence"], "properties": {"name": text, "licence": text}}
        versioned = {"required": ["version_of"], "properties": {"version_of": text}}
        said = {"name": text, "licence": text, "uses": {"type": "array"}, "terms": text}
        brought = [{"required": [name], "properties": {name: kind}} for name, kind in said.items()]
        return {"anyOf": [{**named, "not": versioned}, {**versioned, "not": {"anyOf": brought}}]}

    def wanted(self) -> WantedWorkflow:
        """Return what it asks for."""
        return WantedWorkflow(
            text=self.workflow,
            declared=self._declared(),
            name=self.name,
            licence=self.licence,
            uses=None if self.uses is None else tuple(self.uses),
            terms=self.terms,
            version_of=self.version_of,
        )

    def _declared(self) -> Declaring:
        inputs = None if self.inputs is None else [(each.word, _place(each.place)) for each in self.inputs]
        rules = (self.multiple, self.frame_step, self.frame_first, self.longest)
        return Declaring(self.task, inputs, self.output, rules)


def _place(place: WorkflowPlace) -> DeclaredPlace:
    return DeclaredPlace(place.node, place.input)


class ChangeModel(Changes):
    """What is left out stays. A licence that is known brings what it allows, where `uses` and `terms` are left out."""

    name: fields.Name | msgspec.UnsetType = msgspec.UNSET
    licence: Annotated[Licence, msgspec.Meta()] | msgspec.UnsetType = msgspec.UNSET
    uses: list[Use] | msgspec.UnsetType = msgspec.UNSET
    terms: Annotated[Terms, msgspec.Meta()] | msgspec.UnsetType = msgspec.UNSET
    memory: Memory | msgspec.UnsetType = msgspec.UNSET

    def command(self) -> model.ChangeModel:
        """Return what it asks for."""
        fields_ = ("name", "licence", "uses", "terms", "memory")
        said = {name: value for name in fields_ if (value := getattr(self, name)) is not msgspec.UNSET}
        return model.ChangeModel(**{**said, "uses": tuple(said["uses"])} if "uses" in said else said)


class WithdrawModel(Asked):
    """Why nothing new may use it."""

    reason: Reason


class FittingModel(msgspec.Struct):
    """An open model that is known, and how it fits this machine. Seconds are of denoising alone, and an estimate.

    `seconds` are for a second of film, or for one picture; null where nothing is known to estimate them by.
    """

    id: str
    name: str
    task: Task
    licence: str
    memory: int
    fits: bool
    in_turn: bool
    seconds: float | None


class FittingModels(msgspec.Struct):
    """Known open models on the device of this machine that has the most memory."""

    device: str
    memory: int
    models: list[FittingModel]
    assumes: str
