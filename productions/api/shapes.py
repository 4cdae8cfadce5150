"""What replies look like: the things of a production as Structs, the source of the API's description."""

from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from productions.api import proposals, rights
from productions.api.http.operations import Can, actions
from productions.domain import parameters, production, reference, scene, script, shot
from productions.domain.decision import Decision
from productions.domain.numbering import Numbering
from productions.domain.scene import Origin
from productions.domain.settings import Lock
from productions.history.feed import Actor
from productions.projections import KINDS
from productions.screenplay.formats import Format

EntityKind = Annotated[str, msgspec.Meta(extra_json_schema={"enum": [*KINDS]})]
"""What a thing of a production is."""


class Person(msgspec.Struct):
    """A person, by opaque id, and what they are called; `studio` says that they answer for the whole installation."""

    person: UUID
    username: str
    name: str
    studio: bool


class Production(msgspec.Struct):
    """A production as the asker sees it: `role` is theirs, `numbering` how its frames are called."""

    id: UUID
    version: int
    name: str
    archived: bool
    policies: dict[str, production.PolicyValue]
    numbering: Numbering
    role: production.Role
    can: Annotated[Can, actions(rights.PRODUCTION)] | UnsetType = UNSET


class Member(msgspec.Struct):
    """A member of a production; `version` is the production's."""

    person: UUID
    username: str | None
    name: str
    role: production.Role
    version: int


class Script(msgspec.Struct):
    """The screenplay; revision 0 is none yet. `lines` ties shots to their first and last line, counted from 1.

    `original`: a Final Draft file is kept beside the text, and what did not change since goes out as it came in.
    """

    revision: int
    version: int
    title: str
    format: script.Format
    text: str
    lines: dict[UUID, tuple[int, int]]
    original: bool
    can: Annotated[Can, actions(rights.SCRIPT)]


class Guess(msgspec.Struct):
    """What was guessed or left out when a file was read, at a line of the text that came of it."""

    line: int
    text: str


class OpenedScript(msgspec.Struct):
    """A screenplay read from a file: its text as Fountain, and what was guessed."""

    text: str
    format: Format
    remarks: list[Guess]


class Touched(msgspec.Struct):
    """A scene or shot that a revision touches."""

    id: UUID
    code: str
    text: str


class Verdicts(msgspec.Struct):
    """What a revision does, by verdict; what is not listed stays as it is."""

    created: list[Touched] = []
    changed: list[Touched] = []
    moved: list[Touched] = []
    removed: list[Touched] = []
    restored: list[Touched] = []


class ScriptRevision(msgspec.Struct):
    """A revision, saved or (with `dry_run`) only tried. `remarks` are (line, text) about the screenplay.

    `language` is the code of the one that it was read in.

    `proposal` is all that it breaks down into, `renames` are names that may stand for others now, `lost` decisions that
    nothing was done for, because the script no longer has their text.
    """

    revision: int
    version: int
    title: str
    language: str
    dry_run: bool
    scenes: Verdicts
    shots: Verdicts
    remarks: list[tuple[int, str]]
    proposal: proposals.Proposal
    renames: list[proposals.Rename]
    lost: list[Decision]


class DecisionInForce(msgspec.Struct):
    """A decision about the breakdown. `line` and `text` are where its sentence stands; `lost`: it stands nowhere."""

    decision: Decision
    lost: bool
    line: int | None
    text: str


class Scene(msgspec.Struct):
    """A scene; `parameters` and `locks` are those set on it."""

    id: UUID
    production: UUID | None
    version: int
    code: str
    number: str
    heading: scene.Heading
    rank: str
    origin: Origin
    parameters: dict[str, Any]
    locks: dict[str, Lock]
    removed: bool
    can: Annotated[Can, actions(rights.SCENE)] | UnsetType = UNSET


class Cast(msgspec.Struct):
    """A reference in a shot. `version` null follows the reference's newest; `derived` comes from the script.

    `why` the script casts it is null for what a person set. Its line counts from the shot's first, which is 0.
    """

    reference: UUID
    role: str
    strength: str
    version: int | None
    derived: bool
    why: shot.Why | None


class Own(msgspec.Struct):
    """What a person wrote on a shot; null follows the script."""

    description: str | None
    size: shot.Size | None
    camera: shot.Camera | None
    frames: int | None


class Shot(msgspec.Struct):
    """A shot with its effective texts and framing; `own` is what a person wrote, `text` the script's words.

    `frames` is a count at the production's frame rate. `text_changed`: the script moved on under an own description.
    """

    id: UUID
    production: UUID
    version: int
    code: str
    scene: UUID | None
    rank: str
    origin: Origin
    description: str
    size: shot.Size
    camera: shot.Camera
    frames: int
    own: Own
    text: str
    dialogue: tuple[shot.Line, ...]
    cast: list[Cast]
    continues: UUID | None
    take: UUID | None
    parameters: dict[str, Any]
    locks: dict[str, Lock]
    text_changed: bool
    removed: bool
    can: Annotated[Can, actions(rights.SHOT)] | UnsetType = UNSET


class Reference(msgspec.Struct):
    """A reference; its version grows with every change, and cast entries may name one.

    `aliases` are other names of it. `parent` is the location that a location lies in, whose look it takes where it has
    none of its own. `voice` is the one that somebody speaks with, `voices` are those of languages in which it is
    another, by tag. `read` are the attributes that are as the script gives them. `merged` is the reference that took
    this one in.
    """

    id: UUID
    production: UUID | None
    version: int
    kind: reference.Kind
    name: str
    aliases: tuple[str, ...]
    parent: UUID | None
    voice: UUID | None
    voices: dict[str, UUID]
    read: list[str]
    description: str
    attributes: dict[str, str]
    images: tuple[str, ...]
    rights: str
    origin: Origin
    locked_version: int | None
    lock_reason: str
    removed: bool
    merged: UUID | None
    can: Annotated[Can, actions(rights.REFERENCE)] | UnsetType = UNSET


class LockInForce(msgspec.Struct):
    """The lock that decides a parameter's value."""

    level: parameters.Level
    value: Any
    reason: str


class StageOfParameter(msgspec.Struct):
    """The stage of the pipeline that a parameter is of."""

    id: str
    label: str


class Parameter(msgspec.Struct):
    """A parameter at one level: `value` is the effective one, from `level`, or the default where that is null.

    `least` and `most` are the bounds of a number. `stage` is null for one of the production itself; an `unused` one is
    still set of a stage that the pipeline no longer has: it changes nothing and can only be let go. `own` is set on
    this level itself, perhaps masked by `lock`. `cause` is the event behind the value. `version` is that of the
    production, scene or shot.
    """

    name: str
    label: str
    help: str
    kind: parameters.ValueKind
    options: tuple[str, ...]
    least: str | None
    most: str | None
    stage: StageOfParameter | None
    unused: bool
    levels: tuple[parameters.Level, ...]
    value: Any
    level: parameters.Level | None
    set_here: bool
    own: Any
    lock: LockInForce | None
    cause: UUID | None
    version: int
    can: Annotated[Can, actions(rights.PARAMETER)] | UnsetType = UNSET


class StageNode(msgspec.Struct):
    """A stage of a pipeline. `inputs` are what feeds each port; `when` is for which shots it is, empty for all."""

    id: str
    kind: str
    label: str
    when: str
    inputs: dict[str, list[str]]


TEMPLATE = ("change", "withdraw")


class TemplateDifference(msgspec.Struct):
    """What is replaced in a template: `node:<id>`, `output:<name>`, `parameter:<name>` or `about`; null: not there."""

    field: str
    before: Any
    after: Any


class Template(msgspec.Struct):
    """A pipeline that a production can start from, and by `name` is asked for. `parameters` are set there.

    `id` is that of one of the studio's own and null for a built-in one; `saved_by` is who saved it. `default` is
    the one that a production starts from which names none. `difference` comes with a reply to replacing its pipeline.
    """

    name: str
    title: str
    about: str
    nodes: list[StageNode]
    outputs: dict[str, str]
    parameters: dict[str, Any]
    id: UUID | None
    version: int
    saved_by: Actor | None
    default: bool
    can: Annotated[Can, actions(TEMPLATE)]
    difference: list[TemplateDifference] | UnsetType = UNSET
    dry_run: bool = False


class Cause(msgspec.Struct):
    """The event that last set something; its position is null until it is numbered."""

    event: UUID
    position: int | None


class Input(msgspec.Struct):
    """A value that generation reads, where it comes from, and the event behind it."""

    value: Any
    source: str
    cause: Cause


class Inputs(msgspec.Struct):
    """Everything that generation reads of a shot, by input key."""

    shot: UUID
    code: str
    scene: UUID
    version: int
    inputs: dict[str, Input]


class Usage(msgspec.Struct):
    """A shot that casts a reference. `version` is the reference's version that it uses; null follows the newest."""

    shot: UUID
    code: str
    role: str
    version: int | None


class Me(msgspec.Struct):
    """Who asks, and where they are a member."""

    person: UUID
    username: str
    name: str
    studio: bool
    productions: list[Production]
