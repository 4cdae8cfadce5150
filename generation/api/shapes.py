"""What replies of generation look like: the source of the API's description."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from generation.domain.differing import PortChange
from generation.domain.findings import Against, Matter
from generation.domain.grid import Grid
from generation.domain.job import JobState
from generation.domain.order import PlacedState, Waits
from generation.domain.plan import Basis, Verdict
from generation.domain.provenance import Why
from generation.domain.queue import Priority
from generation.domain.states import CellState, ReviewState, Rule, WorkState
from generation.jobs.contact_sheets import CellStanding
from generation.planning.caption_checks import CaptionMatter
from generation.ports.types import Shown
from generation.register.additions import Step
from productions.api import shapes as production_shapes
from productions.api.http.operations import Can, actions
from productions.api.shapes import Cause
from productions.domain.graph import ParameterSchema
from productions.domain.parameters import Level
from productions.domain.reading import COSTS, PROMPTS
from productions.domain.take import ChangeReason, Likeness, Review
from productions.history.feed import Actor
from productions.policy import Action

PortName = Annotated[str, msgspec.Meta(description="An output of the pipeline, such as master, sound or captions.")]
StageName = Annotated[str, msgspec.Meta(description="The id of a stage in the pipeline of the production.")]
TAKE: dict[str, Action] = {
    "select": "select_take",
    "submit": "submit_take",
    "approve": "review",
    "request_changes": "review",
    "withdraw_approval": "review",
    "withdraw_changes": "review",
    "pin": "pin_take",
    "unpin": "pin_take",
    "note": "note",
    "make_again": "generate",
}
ORDER: dict[str, Action] = {"cancel": "generate", "release": "generate", "prioritise": "steer_queue"}
SHEET: dict[str, Action] = {"select": "select_take", "set": "edit_parameters"}
QUEUE: dict[str, Action] = {
    **dict.fromkeys(("pause", "resume", "prioritise"), "steer_queue"),
    "retry": "generate",
    "fix": "edit_parameters",
    "release": "generate",
}


class Seconds(msgspec.Struct):
    """A range in device-seconds: half of what was measured stays below `expected`, nine of ten below `high`."""

    low: float
    high: float
    expected: float


class Money(msgspec.Struct):
    """An amount as a decimal, in a currency."""

    amount: str
    currency: str


class Price(msgspec.Struct):
    """A range in money."""

    low: Money
    high: Money
    expected: Money


class Cost(msgspec.Struct):
    """What work costs, as a range; `price` is null where nobody set one. Parts that the asker may not see are null.

    `basis` is the weakest that any of it rests on: such work was `measured` on these devices, or `elsewhere` alone, or
    nowhere, so that it is `guessed`.
    """

    seconds: Seconds | None
    device_class: str
    price: Price | None
    basis: Basis = "measured"


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


class PlanLine(msgspec.Struct):
    """A stage that is not up to date: what would happen to it, why, and the events behind that.

    `certain`: it will run whatever comes out of the stages `behind` which it waits; `new`: nothing of the shot was ever
    made; `added`: only because of what is supposed. `inputs` are what differs of what it reads, `since` is the event
    that keeps its take, `reused` where what exists already was made; `made` is how its model would make it.
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


class Progress(msgspec.Struct):
    """How far a running stage is: steps done of all, steps a second, and seconds until it is thought to be done.

    `preview` is the step after which there is a picture of it at `jobs/{id}/preview/`; null where there is none.
    """

    step: int
    steps: int
    rate: float | None
    eta_seconds: float | None
    preview: int | None


class CheckFinding(msgspec.Struct):
    """A measure beyond its limit, as decimals. `code` is that of the shot before, where it is about that."""

    matter: Matter
    against: Against
    measured: str
    limit: str
    code: str | None


class Check(msgspec.Struct):
    """What was measured of the take in use, as decimals: points of lightness and tint; empty findings are well."""

    flicker: str
    pulse: str
    light: str
    warmth: str
    findings: list[CheckFinding]


class Cell(msgspec.Struct):
    """One stage of one shot on the board; `check` where it is one that measures, and has."""

    shot: UUID
    stage: StageName
    state: CellState
    job: UUID | None
    order: UUID | None
    progress: Progress | None
    take: UUID | None
    verdict: Verdict | None
    reason: str
    causes: list[Cause]
    check: Check | None


class TakeName(msgspec.Struct):
    """A take by id and number."""

    id: UUID
    number: int


class Use(msgspec.Struct):
    """The rule that put a take into use, and the event since which it does."""

    rule: Rule
    since: Cause


class TakePort(msgspec.Struct, gc=False):
    """What a take has on a port, or with null as its `content` would have anew, and how that stands with the reviewers.

    A verdict holds for the content, whichever take of the shot holds it: `approved_by`, `approved_at` and the `event`
    with its `position` tell of the approval in force. `change` says what would become of it, null while the take is up
    to date or where another is in use.
    """

    port: PortName
    content: str | None
    state: Review
    change: PortChange | None
    approved_by: Actor | None
    approved_at: datetime | None
    event: UUID | None
    position: int | None


class ShotStanding(msgspec.Struct):
    """How a shot stands with its reviewers, and in its newest order.

    `use` is why its take is in use, `kept` what keeps that from being made anew, `ports` what it holds.
    """

    shot: UUID
    review: ReviewState
    work: WorkState
    out_of_date: bool
    causes: list[Cause]
    take: TakeName | None
    use: Use | None
    kept: Literal["approved", "pinned"] | None
    ports: list[TakePort]


class Column(msgspec.Struct):
    """A stage of the production's pipeline; `ports` are those of a take that stand on it."""

    stage: StageName
    title: str
    kind: str
    ports: list[PortName]


class Board(msgspec.Struct):
    """One cell per shot and stage that applies to it, and each shot's state, in film order; stages as columns.

    `since` asks for what has changed after this reply. With `changes` only shots that differ from then are named, each
    with all its cells, and `gone` are those that left the film; otherwise everything is there.
    """

    as_of: int
    columns: list[Column]
    stages: list[Cell]
    shots: list[ShotStanding]
    since: str = ""
    changes: bool = False
    gone: list[UUID] = []


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


class Quote(msgspec.Struct):
    """What an order would come to: what it would take and cost, and what it would go beyond.

    `reserved` is the most that it would cost, where rates are known.
    """

    shots: int
    jobs: int
    cost: Annotated[Cost | None, COSTS]
    reserved: Annotated[Money | None, COSTS]
    over: Overrun | None


class TakeSetting(msgspec.Struct):
    """A parameter's value that is set for a take alone, while the parameter has the one that it is `instead` of."""

    value: Any
    instead: Any


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


class SheetAxis(msgspec.Struct):
    """What the cells of a contact sheet vary: a parameter by name, what people call it, and the values in order."""

    parameter: str
    label: str
    values: Annotated[list[Any], PROMPTS]


class SheetTake(msgspec.Struct):
    """The take that came of a cell, with what it is shown by."""

    id: UUID
    number: int
    in_use: bool
    out_of_date: bool
    state: Review
    pinned: bool
    proxy: str | None
    poster: str | None
    settings: Annotated[dict[str, TakeSetting], PROMPTS]


class SheetCell(msgspec.Struct):
    """One take that was asked for: `values` by the axes, `reason` why it failed or waits. `take` null: not there yet.

    Cells that came out equal name the same take.
    """

    shot: UUID
    code: str
    variation: int
    values: Annotated[list[Any], PROMPTS]
    state: CellStanding
    reason: str
    progress: Progress | None
    take: SheetTake | None


class ContactSheet(msgspec.Struct):
    """The cells of a grid that was ordered: for each shot each combination of values, and of each every seed."""

    order: UUID
    state: PlacedState
    seeds: int
    axes: list[SheetAxis]
    cells: list[SheetCell]
    can: Annotated[Can, actions(SHEET)]


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


WorkerState = Literal["idle", "working", "draining", "drained", "benched"]


class WorkerTask(msgspec.Struct):
    """What a worker runs, as far as the asker may see it: of a production that is not theirs no more than that."""

    production: UUID | None
    shot: UUID | None
    stage: StageName | None
    since: datetime | None
    progress: Progress | None


class Worker(msgspec.Struct):
    """A worker that is here. `memory` are the bytes that it can give to work, `resident` the models it holds, by name.

    Draining it finishes what it runs, and drained it takes nothing. `benched` says why it was drained where nobody
    told it to: it failed at one thing after another.
    """

    name: str
    host: str
    state: WorkerState
    benched: str
    device_class: str
    classes: list[str]
    memory: int
    kinds: list[str]
    resident: list[str]
    started_at: datetime
    seen_at: datetime
    task: WorkerTask | None


class Workers(msgspec.Struct):
    """The workers that are here, and what the asker can do with them."""

    workers: list[Worker]
    can: Annotated[Can, actions(["drain"])]


class File(msgspec.Struct):
    """An artifact of a take; `size` in bytes, `url` serves it with ranges."""

    role: str
    digest: str
    media_type: str
    size: int
    facts: dict[str, Any]
    url: str


class Sound(msgspec.Struct):
    """What is heard of a take, at `url`: so many samples, `rate` of them a second.

    `peaks` draw it: the loudest sample of each part, 0 to 255, as bytes in base64. `needs` are the frames that its
    speech needs of `frames`; where they are more, the end of the speech is not in it.
    """

    url: str
    rate: int
    samples: int
    peaks: str
    frames: int
    needs: int


class Note(msgspec.Struct):
    """A remark on a frame, counted from zero, or on the whole take.

    When its author was erased, `text` is empty and `text_erased` true; `by` is null for remarks of the program.
    """

    text: str
    frame: int | None
    text_erased: bool = False
    by: Actor | None = None


class Trace(msgspec.Struct):
    """Where, when and in how many device-seconds an action key was made."""

    key: Annotated[str | None, PROMPTS]
    generation: int
    engine: str | None
    device_class: str
    seconds: Annotated[str | None, COSTS]
    worker: str
    made_at: datetime


class RepeatedPart(msgspec.Struct):
    """One thing that was made again, of a stage. `changed` of `frames` differ, 0 where it is no picture.

    `difference` is the mean difference of pixels and `greatest` the largest, of 1; `similarity` the least structural
    similarity of its frames.
    """

    stage: str
    role: str
    likeness: Likeness
    frames: int
    changed: int
    difference: str
    greatest: str
    similarity: str


class Repetition(msgspec.Struct):
    """How a take compared when it was made again last. `engine` and `same_device`: whether libraries, and the class of
    the device, were those of then."""

    likeness: Likeness
    device: str
    engine: bool
    same_device: bool
    parts: list[RepeatedPart]


class Repeating(msgspec.Struct):
    """How far it is that a take is made again; `reason` says why it could not be."""

    step: Step
    reason: str


class Take(msgspec.Struct):
    """A finished result of a shot. `digest` names the master's bytes, `content` all that it means.

    `recipes` are action keys by stage. `causes` are the events that made the take in use out of date. `lost` are the
    roles of its artifacts whose bytes are known to be lost, `evicted` those of bytes that were removed to free room.
    `ports` are what it holds, `covers` those that an approval would be about: nobody approved them yet.
    `withdrawn` are models that it was made with and that were withdrawn since, each with the reason.
    """

    id: UUID
    shot: UUID
    number: int
    version: int
    state: Review
    pinned: bool
    out_of_date: bool
    in_use: bool
    use: Use | None
    causes: list[Cause]
    language: str
    variation: int
    settings: Annotated[dict[str, TakeSetting] | None, PROMPTS]
    order: UUID
    lost: list[str]
    evicted: list[str]
    withdrawn: list[str]
    proxy: str | None
    poster: str | None
    master: str | None
    sound: Sound | None
    digest: str | None
    content: str
    recipes: Annotated[dict[str, str] | None, PROMPTS]
    artifacts: list[File]
    comment: str
    comment_erased: bool
    comment_by: Actor | None
    comment_frame: int | None
    reasons: list[ChangeReason]
    notes: list[Note]
    ports: list[TakePort]
    covers: list[PortName]
    repetition: Repetition | None
    repeating: Repeating | UnsetType | None = UNSET
    documents: dict[str, Any] | UnsetType | None = UNSET
    traces: list[Trace] | UnsetType = UNSET
    can: Annotated[Can, actions(TAKE)] | UnsetType = UNSET


class TakeInReview(msgspec.Struct):
    """A take as the review screen lists it: `by` brought it into its state, `at` that time. `frames` at `rate`.

    `by` and `at` are null where the log has lost the event that did. `answered` says of one that was sent back that
    another was submitted or decided about since. `covers` are the ports that an approval would be about.
    """

    id: UUID
    shot: UUID
    code: str
    scene: UUID
    number: int
    version: int
    state: Review
    pinned: bool
    in_use: bool
    answered: bool
    out_of_date: bool
    by: Actor | None
    at: datetime | None
    event: UUID
    frames: int
    rate: str
    proxy: str | None
    poster: str | None
    sound: Sound | None
    digest: str | None
    comment: str
    comment_erased: bool
    reasons: list[ChangeReason]
    notes: int
    ports: list[TakePort]
    covers: list[PortName]


class Clip(msgspec.Struct):
    """A shot in the cut. `start` and `frames` count frames of the film, from zero; without a take, the wanted length.

    The file of the take has `count` frames at its own `rate`: more or fewer where that is not the rate of the film.
    `captions` is where those of the take lie, as a document of cues.
    """

    shot: UUID
    code: str
    scene: UUID
    start: int
    frames: int
    take: TakeName | None
    state: Review | None
    out_of_date: bool
    count: int
    rate: str | None
    proxy: str | None
    poster: str | None
    sound: Sound | None
    captions: str | None
    digest: str | None


class CaptionFinding(msgspec.Struct):
    """Something about a shot's captions that does not meet the rules, at a frame of the film, with its numbers."""

    shot: UUID
    code: str
    frame: int
    matter: CaptionMatter
    measured: int
    limit: int
    text: str


class CutChecks(msgspec.Struct):
    """What is found of the film's captions in a language; empty where nothing makes any. `captioned` counts shots."""

    as_of: int
    language: str
    languages: list[str]
    captioned: int
    shots: int
    findings: list[CaptionFinding]


class Cut(msgspec.Struct):
    """The takes in use in film order. `rate` is exact, such as 24000/1001; `frames` counts the whole film."""

    as_of: int
    rate: str
    frames: int
    clips: list[Clip]


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


PIPELINE: dict[str, Action] = {"edit": "edit_pipeline", "publish": "edit_pipeline"}


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
