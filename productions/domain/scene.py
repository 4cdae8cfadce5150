"""A scene: a part of the script in one place and time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, assert_never
from uuid import UUID

import msgspec

from events.decider import Part
from events.errors import Refusal
from events.registry import Event, Json, event, upcaster
from productions.domain import settings, sounds
from productions.domain.fields import ABSENT, Aggregate, Field, Value, as_read, attribute, converted
from productions.domain.fields.values import REMOVED
from productions.domain.settings import EventClasses, Locked, ParameterCleared, ParameterSet, Settings, Unlocked
from productions.domain.sounds import Placed, PlaceSound, SoundPlaced

Origin = Literal["script", "hand"]


class Heading(msgspec.Struct, frozen=True):
    """A scene heading as written and its parts, each empty where it says nothing.

    `setting` is INT, EXT or INT/EXT, `sub_place` a place in the place, `time` the hour in force, perhaps that of the
    scene before, `modifiers` what else it says (CONTINUOUS, FLASHBACK), `year` the year that it names.
    """

    text: str = ""
    setting: str = ""
    place: str = ""
    time: str = ""
    sub_place: str = ""
    modifiers: tuple[str, ...] = ()
    year: str = ""


@event("scene.added", version=2)
class Added(Event, frozen=True):
    production: UUID
    code: str
    rank: str
    heading: Heading
    number: str = ""
    origin: Origin = "hand"


@upcaster("scene.added", 1)
def with_parts(payload: dict[str, Json]) -> dict[str, Json]:
    """What a heading was not yet read for stays empty until the script is read again."""
    return payload


@event("scene.changed")
class Changed(Event, frozen=True):
    field: Literal["heading", "number"]
    before: Json = None
    after: Json = None


@event("scene.moved")
class Moved(Event, frozen=True):
    before: str
    after: str


@event("scene.removed")
class Removed(Event, frozen=True):
    """`origin` says whether a revision of the script or a person removed it."""

    origin: Origin = "hand"


@event("scene.restored")
class Restored(Event, frozen=True):
    pass


@event("scene.parameter_set")
class SceneParameterSet(ParameterSet, frozen=True):
    pass


@event("scene.parameter_cleared")
class SceneParameterCleared(ParameterCleared, frozen=True):
    pass


@event("scene.locked")
class SceneLocked(Locked, frozen=True):
    pass


@event("scene.unlocked")
class SceneUnlocked(Unlocked, frozen=True):
    pass


@event("scene.sound_placed")
class SceneSoundPlaced(SoundPlaced, frozen=True):
    pass


SceneEvent = (
    Added
    | Changed
    | Moved
    | Removed
    | Restored
    | SceneParameterSet
    | SceneParameterCleared
    | SceneLocked
    | SceneUnlocked
    | SceneSoundPlaced
)


class Scene(msgspec.Struct, frozen=True):
    """The state of a scene; `code` is empty before it is added."""

    production: UUID | None = None
    code: str = ""
    rank: str = ""
    heading: Heading = Heading()
    number: str = ""
    origin: Origin = "hand"
    settings: Settings = Settings()
    removed: bool = False
    removed_by: Origin = "hand"
    sounds: dict[UUID, Placed] = {}


@dataclass(frozen=True, slots=True)
class AddScene:
    production: UUID
    code: str
    rank: str
    heading: Heading
    number: str = ""
    origin: Origin = "hand"


@dataclass(frozen=True, slots=True)
class ChangeHeading:
    heading: Heading


@dataclass(frozen=True, slots=True)
class ChangeNumber:
    number: str


@dataclass(frozen=True, slots=True)
class MoveScene:
    rank: str


@dataclass(frozen=True, slots=True)
class RemoveScene:
    origin: Origin = "hand"


@dataclass(frozen=True, slots=True)
class RestoreScene:
    pass


Command = (
    AddScene | ChangeHeading | ChangeNumber | MoveScene | RemoveScene | RestoreScene | PlaceSound | settings.Command
)


class SceneAlreadyAdded(Refusal):
    """The scene exists."""

    code = "scene-already-added"


class SceneRemoved(Refusal):
    """The scene is removed: restore it first."""

    code = "scene-removed"


CLASSES = EventClasses("scene", SceneParameterSet, SceneParameterCleared, SceneLocked, SceneUnlocked)


def decide(state: Scene, command: Command) -> Sequence[Event]:
    if state.removed and not isinstance(command, RemoveScene | RestoreScene):
        raise SceneRemoved(f"Scene {state.code} is removed; restore it first.", scene=state.code)
    match command:
        case AddScene(production, code, rank, heading, number, origin):
            if state.code:
                raise SceneAlreadyAdded("This scene exists already.")
            return [Added(production=production, code=code, rank=rank, heading=heading, number=number, origin=origin)]
        case ChangeHeading(heading):
            before, after = msgspec.to_builtins(state.heading), msgspec.to_builtins(heading)
            return [Changed(field="heading", before=before, after=after)] if before != after else []
        case ChangeNumber(number):
            return [Changed(field="number", before=state.number, after=number)] if number != state.number else []
        case MoveScene(rank):
            return [Moved(before=state.rank, after=rank)] if rank != state.rank else []
        case RemoveScene(origin):
            return [] if state.removed else [Removed(origin=origin)]
        case RestoreScene():
            return [Restored()] if state.removed else []
        case PlaceSound():
            return sounds.decide(state.sounds, command, SceneSoundPlaced)
        case (
            settings.SetParameter() | settings.ClearParameter() | settings.LockParameter() | settings.UnlockParameter()
        ):
            return settings.decide(state.settings, command, CLASSES)
        case _:
            assert_never(command)


def evolve(state: Scene, happened: SceneEvent) -> Scene:
    replace = msgspec.structs.replace
    match happened:
        case Added():
            return Scene(
                production=happened.production,
                code=happened.code,
                rank=happened.rank,
                heading=happened.heading,
                number=happened.number,
                origin=happened.origin,
            )
        case Changed(field="heading", after=after):
            return replace(state, heading=msgspec.convert(after, Heading))
        case Changed(field="number", after=after):
            return replace(state, number=after)
        case Moved(after=after):
            return replace(state, rank=after)
        case Removed(origin=origin):
            return replace(state, removed=True, removed_by=origin)
        case Restored():
            return replace(state, removed=False)
        case SceneSoundPlaced():
            return replace(state, sounds=sounds.evolve(state.sounds, happened))
        case ParameterSet() | ParameterCleared() | Locked() | Unlocked():
            return replace(state, settings=settings.evolve(state.settings, happened))
    raise AssertionError(f"unreachable: {happened}")


def _removal_command(state: Scene, _: str, value: Value) -> Command:
    return RestoreScene() if value is ABSENT else RemoveScene(removed_by(value, state.origin))


def removed_by(removed: Value, otherwise: Origin) -> Origin:
    """What is taken back to before it was added goes as it came, so that its script may bring it again."""
    by: Origin = removed["by"] if isinstance(removed, dict) else otherwise
    return by


PARTS: tuple[Part[Scene], ...] = (
    Field(
        "heading",
        ("heading",),
        attribute("heading"),
        command=lambda state, _, value: ChangeHeading(msgspec.convert(value, Heading)),
        edit=lambda state, _, value: ChangeHeading(Heading(converted(value, str, "heading"))),
        told=lambda value, around: value["text"],
        right="edit_scenes",
    ),
    Part("heading.text", ("heading",), lambda state: state.heading.text),
    Part("heading.setting", ("heading",), lambda state: state.heading.setting),
    Part("heading.place", ("heading",), lambda state: state.heading.place),
    Part("heading.sub_place", ("heading",), lambda state: state.heading.sub_place),
    Part("heading.time", ("heading",), lambda state: state.heading.time),
    Field(
        "number",
        ("number",),
        attribute("number"),
        command=lambda state, _, value: ChangeNumber(value),
        edit=lambda state, _, value: ChangeNumber(converted(value, str, "number")),
        told=as_read,
        right="edit_scenes",
    ),
    Field(
        "rank",
        ("rank",),
        attribute("rank"),
        trail=True,
        command=lambda state, _, value: MoveScene(value),
        label="place",
        right="edit_scenes",
    ),
    Field("place", ("rank",), attribute("rank"), told=lambda value, around: around.place),
    Field(
        REMOVED,
        ("removed", "removed_by"),
        lambda state: {"by": state.removed_by} if state.removed else ABSENT,
        command=_removal_command,
        label="removal",
        right="edit_scenes",
    ),
    sounds.field("edit_shots"),
    *settings.fields("scene"),
)

scene: Aggregate[Scene, Command] = Aggregate(
    "scene", Scene(), decide, evolve, PARTS, fixed=("production", "code", "origin")
)
