"""A shot: one continuous piece of picture, with its text, framing, settings and cast."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any, Literal, NamedTuple, assert_never, get_args
from uuid import UUID

import msgspec

from events.decider import Part
from events.errors import Refusal
from events.registry import Event, Json, event, upcaster
from productions.domain import parameters, settings
from productions.domain.fields import ABSENT, Aggregate, Field, Stays, Value, as_read, attribute, converted
from productions.domain.fields.values import CAST, REMOVED
from productions.domain.scene import Origin, removed_by
from productions.domain.settings import EventClasses, Locked, ParameterCleared, ParameterSet, Settings, Unlocked

Size = Literal[
    "extreme-wide",
    "wide",
    "full",
    "medium",
    "medium-close",
    "close-up",
    "extreme-close-up",
    "insert",
    "over-shoulder",
    "two-shot",
    "pov",
]
Camera = Literal[
    "static",
    "push-in",
    "pull-out",
    "pan-left",
    "pan-right",
    "tilt-up",
    "tilt-down",
    "truck-left",
    "truck-right",
    "crane-up",
    "crane-down",
    "handheld",
]
SIZES: tuple[Size, ...] = get_args(Size)
CAMERAS: tuple[Camera, ...] = get_args(Camera)
LONGEST_FRAMES = 60 * 60 * 10
LONGEST_TEXT = 10_000


class Line(msgspec.Struct, frozen=True):
    """A line of dialogue."""

    character: str
    text: str
    parenthetical: str = ""


class Source(msgspec.Struct, frozen=True):
    """What the script says of a shot. `digest` covers the normalised text only; `milliseconds` is the estimate."""

    text: str
    digest: str
    description: str
    dialogue: tuple[Line, ...] = ()
    size: Size = "medium"
    camera: Camera = "static"
    milliseconds: int = 3000


class Why(msgspec.Struct, frozen=True):
    """Why the script casts somebody: `reason` is speaks, named, pronoun …, `name` what the script calls them there.

    `line` counts from the shot's first line, which is 0, so that it holds wherever the shot comes to stand.
    """

    reason: str
    line: int = 0
    name: str = ""


class CastEntry(msgspec.Struct, frozen=True):
    """A reference in a shot. `version` None follows the newest; `derived` comes from the script, which says `why`."""

    role: str = ""
    strength: str = "1"
    version: int | None = None
    derived: bool = False
    why: Why | None = None


@upcaster("shot.added", 1)
@upcaster("shot.cast_set", 1)
@upcaster("shot.cast_removed", 1)
def _without_reasons(payload: dict[str, Json]) -> dict[str, Json]:
    """What a cast entry said before it gave its reason: nothing of one."""
    return payload


@event("shot.added", version=2)
class Added(Event, frozen=True):
    scene: UUID
    code: str
    rank: str
    origin: Origin = "hand"
    source: Source | None = None
    description: str | None = None
    size: Size | None = None
    camera: Camera | None = None
    frames: int | None = None
    cast: dict[UUID, CastEntry] = {}


OwnField = Literal["description", "size", "camera", "frames"]


@event("shot.changed")
class Changed(Event, frozen=True):
    field: Literal["source", "description", "size", "camera", "frames"]
    before: Json = None
    after: Json = None


class Place(msgspec.Struct, frozen=True):
    """Where a shot stands in the film."""

    scene: UUID
    rank: str


@event("shot.moved")
class Moved(Event, frozen=True):
    """`home` is the scene in which the script has the shot from now on; None when a person moved it."""

    before: Place
    after: Place
    home: UUID | None = None


@event("shot.removed")
class Removed(Event, frozen=True):
    """`scene` is the one whose removal took the shot along; `origin` says whether the script or a person did it."""

    scene: UUID | None = msgspec.field(default=None, name="with")
    origin: Origin = "hand"


@event("shot.restored")
class Restored(Event, frozen=True):
    pass


@event("shot.parameter_set")
class ShotParameterSet(ParameterSet, frozen=True):
    pass


@event("shot.parameter_cleared")
class ShotParameterCleared(ParameterCleared, frozen=True):
    pass


@event("shot.locked")
class ShotLocked(Locked, frozen=True):
    pass


@event("shot.unlocked")
class ShotUnlocked(Unlocked, frozen=True):
    pass


@event("shot.cast_set", version=2)
class CastSet(Event, frozen=True):
    reference: UUID
    after: CastEntry
    before: CastEntry | None = None


@event("shot.cast_removed", version=2)
class CastRemoved(Event, frozen=True):
    reference: UUID
    before: CastEntry
    derived: bool = False


@event("shot.continues_set")
class ContinuesSet(Event, frozen=True):
    before: UUID | None = None
    after: UUID | None = None


@event("shot.take_selected")
class TakeSelected(Event, frozen=True):
    after: UUID | None
    before: UUID | None = None

    def touches(self) -> tuple[str, ...]:
        """The same take may be selected again, so that it is in use before what was made since."""
        return ("take",)


ShotEvent = (
    Added
    | Changed
    | Moved
    | Removed
    | Restored
    | ShotParameterSet
    | ShotParameterCleared
    | ShotLocked
    | ShotUnlocked
    | CastSet
    | CastRemoved
    | ContinuesSet
    | TakeSelected
)


class Shot(msgspec.Struct, frozen=True):
    """The state of a shot. A field that is None follows the script; `refused` is cast that a person removed.

    `home` is the scene in which the script has it; None when a person made it.
    """

    scene: UUID | None = None
    home: UUID | None = None
    code: str = ""
    rank: str = ""
    origin: Origin = "hand"
    source: Source | None = None
    description: str | None = None
    size: Size | None = None
    camera: Camera | None = None
    frames: int | None = None
    settings: Settings = Settings()
    cast: dict[UUID, CastEntry] = {}
    refused: tuple[UUID, ...] = ()
    continues: UUID | None = None
    take: UUID | None = None
    removed: bool = False
    removed_by: Origin = "hand"
    removed_with: UUID | None = None
    text_changed: bool = False


_NO_SOURCE = Source(text="", digest="", description="")


class Effective(NamedTuple):
    """What is in force of a shot's text and framing: what a person wrote, else what the script says."""

    text: str
    description: str
    dialogue: tuple[Line, ...]
    size: Size
    camera: Camera
    length: list[int | None]

    def frames(self, rate: str) -> int:
        """Return the length in frames at an exact rate, such as 24000/1001."""
        return frames_of(self.length, rate)


def frames_of(length: Sequence[int | None], rate: str) -> int:
    """Return the frames of a length, which is own frames or else milliseconds of the script's estimate."""
    own, milliseconds = length
    return own or parameters.frames_of(milliseconds or 0, rate)


@cache
def in_force(name: OwnField) -> Callable[[Shot], Any]:
    """Return what reads of a shot what a person wrote, else what the script says."""
    own = attrgetter(name)

    def read(state: Shot) -> Any:
        value = own(state)
        return own(state.source or _NO_SOURCE) if value is None else value

    return read


def _length(state: Shot) -> list[int | None]:
    """Own frames, or else milliseconds of the script's estimate."""
    return [state.frames, None] if state.frames else [None, (state.source or _NO_SOURCE).milliseconds]


def _dialogue(state: Shot) -> Value:
    return msgspec.to_builtins((state.source or _NO_SOURCE).dialogue)


def effective(state: Shot) -> Effective:
    """Return what is in force of a shot by itself."""
    source = state.source or _NO_SOURCE
    return Effective(
        text=source.text,
        description=in_force("description")(state),
        dialogue=source.dialogue,
        size=in_force("size")(state),
        camera=in_force("camera")(state),
        length=_length(state),
    )


OWN: tuple[OwnField, ...] = ("description", "size", "camera", "frames")
"""The fields that a person may write over what the script says."""


@dataclass(frozen=True, slots=True)
class AddShot:
    scene: UUID
    code: str
    rank: str
    origin: Origin = "hand"
    source: Source | None = None
    description: str | None = None
    size: Size | None = None
    camera: Camera | None = None
    frames: int | None = None
    cast: tuple[tuple[UUID, CastEntry], ...] = ()


@dataclass(frozen=True, slots=True)
class ChangeShot:
    field: OwnField
    value: Json


@dataclass(frozen=True, slots=True)
class ReviseSource:
    """The script's text of the shot, with the cast that follows from it.

    `again` are references whose derived entries are redone although the text is the same: what the script calls them
    changed. `decided` says that people decided about the shot, so that the same text may mean another length.
    """

    source: Source
    cast: tuple[tuple[UUID, CastEntry], ...]
    again: frozenset[UUID] = frozenset()
    decided: bool = False


@dataclass(frozen=True, slots=True)
class RestoreSource:
    """The script's text of the shot as it was at another time; its cast stays as it is."""

    source: Source | None


@dataclass(frozen=True, slots=True)
class MoveShot:
    """`home` is the scene in which the script has the shot, when the script moves it."""

    scene: UUID
    rank: str
    home: UUID | None = None


@dataclass(frozen=True, slots=True)
class RemoveShot:
    scene: UUID | None = None
    origin: Origin = "hand"


@dataclass(frozen=True, slots=True)
class RestoreShot:
    pass


@dataclass(frozen=True, slots=True)
class SetCast:
    reference: UUID
    entry: CastEntry


@dataclass(frozen=True, slots=True)
class RemoveCast:
    """`derived`: the script may cast the reference again."""

    reference: UUID
    derived: bool = False


@dataclass(frozen=True, slots=True)
class SetContinues:
    """`cycle` says that following the edges from `shot` leads back here."""

    shot: UUID | None
    cycle: bool = False


@dataclass(frozen=True, slots=True)
class SelectTake:
    """Without a take, none is selected any more."""

    take: UUID | None


Command = (
    AddShot
    | ChangeShot
    | ReviseSource
    | RestoreSource
    | MoveShot
    | RemoveShot
    | RestoreShot
    | SetCast
    | RemoveCast
    | SetContinues
    | SelectTake
    | settings.Command
)


class ShotAlreadyAdded(Refusal):
    """The shot exists."""

    code = "shot-already-added"


class ShotRemoved(Refusal):
    """The shot is removed: restore it first."""

    code = "shot-removed"


class ContinuesInACircle(Refusal):
    """A shot would continue itself, at once or over others."""

    code = "continues-cycle"


class NoSuchVersion(Refusal):
    """The reference does not have this version."""

    code = "no-such-version"
    status = 422


class InvalidShot(Refusal):
    """A field of the shot holds what it cannot."""

    code = "invalid-shot"
    status = 422


CLASSES = EventClasses("shot", ShotParameterSet, ShotParameterCleared, ShotLocked, ShotUnlocked)


def clean_field(name: str, value: Json) -> Json:
    """Return a field's canonical value; InvalidShot says what is wrong with it. None follows the script."""
    if value is None:
        return None
    match name:
        case "description" if isinstance(value, str) and len(value) <= LONGEST_TEXT:
            return value.strip()
        case "size" if value in SIZES:
            return value
        case "camera" if value in CAMERAS:
            return value
        case "frames" if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= LONGEST_FRAMES:
            return value
    allowed = {
        "description": f"text of at most {LONGEST_TEXT} characters",
        "size": f"one of {', '.join(SIZES)}",
        "camera": f"one of {', '.join(CAMERAS)}",
        "frames": f"a whole number from 1 to {LONGEST_FRAMES}",
    }
    if name not in allowed:
        raise InvalidShot(f"A shot has no field called {name!r} that can be edited.", field=name)
    raise InvalidShot(f"{name} must be {allowed[name]}, or null to follow the script.", field=name)


_STRENGTH = re.compile(r"0(\.[0-9]{1,6})?|1(\.0{1,6})?")


def clean_strength(strength: str) -> str:
    """Return a strength between 0 and 1 as a plain decimal; InvalidShot otherwise."""
    if not _STRENGTH.fullmatch(strength):
        raise InvalidShot('strength must be a decimal from 0 to 1, written as text, for example "0.65".')
    return format(Decimal(strength).normalize(), "f")


def decide(state: Shot, command: Command) -> Sequence[Event]:
    if state.removed and not isinstance(command, RemoveShot | RestoreShot):
        raise ShotRemoved(f"Shot {state.code} is removed; restore it first.", shot=state.code)
    match command:
        case AddShot():
            return _add(state, command)
        case ChangeShot(name, value):
            before, after = getattr(state, name, None), clean_field(name, value)
            return [Changed(field=name, before=before, after=after)] if before != after else []
        case ReviseSource():
            return _revise(state, command)
        case RestoreSource(source):
            return _source_changed(state, source)
        case MoveShot(scene, rank, home):
            before, after = Place(_scene(state), state.rank), Place(scene, rank)
            still = before == after and home in (None, state.home)
            return [] if still else [Moved(before=before, after=after, home=home)]
        case RemoveShot(with_scene, origin):
            return [] if state.removed else [Removed(scene=with_scene, origin=origin)]
        case RestoreShot():
            return [Restored()] if state.removed else []
        case SetCast() | RemoveCast():
            return _cast(state, command)
        case SetContinues(shot, cycle):
            if cycle:
                raise ContinuesInACircle("A shot cannot continue itself, at once or over others.")
            return [ContinuesSet(before=state.continues, after=shot)] if shot != state.continues else []
        case SelectTake(take):
            return [TakeSelected(before=state.take, after=take)] if take or state.take else []
        case (
            settings.SetParameter() | settings.ClearParameter() | settings.LockParameter() | settings.UnlockParameter()
        ):
            return settings.decide(state.settings, command, CLASSES)
        case _:
            assert_never(command)


def _scene(state: Shot) -> UUID:
    assert state.scene is not None, "an added shot stands in a scene"
    return state.scene


def _add(state: Shot, command: AddShot) -> Sequence[Event]:
    if state.code:
        raise ShotAlreadyAdded("This shot exists already.")
    return [
        Added(
            scene=command.scene,
            code=command.code,
            rank=command.rank,
            origin=command.origin,
            source=command.source,
            description=clean_field("description", command.description),
            size=clean_field("size", command.size),
            camera=clean_field("camera", command.camera),
            frames=clean_field("frames", command.frames),
            cast=dict(command.cast),
        )
    ]


def _revise(state: Shot, command: ReviseSource) -> Sequence[Event]:
    """A source that says the same leaves the shot alone; a new one redoes the derived cast."""
    same = state.source is not None and state.source.digest == command.source.digest
    revised = [] if same and not command.decided else _source_changed(state, command.source)
    return [*revised, *recast(state, dict(command.cast), command.again if same else None)]


def _source_changed(state: Shot, source: Source | None) -> Sequence[Event]:
    before, after = msgspec.to_builtins(state.source), msgspec.to_builtins(source)
    return [Changed(field="source", before=before, after=after)] if before != after else []


def recast(
    state: Shot, wanted: Mapping[UUID, CastEntry], only: Collection[UUID] | None = None
) -> Sequence[CastSet | CastRemoved]:
    """Return what makes the derived entries those wanted, or `only` those of some references.

    What a person set or took out stays. Of some references, another reason alone is no change.
    """
    derived = {ref: entry for ref, entry in state.cast.items() if entry.derived and (only is None or ref in only)}
    asked = {ref: entry for ref, entry in wanted.items() if only is None or ref in only}
    new = {
        ref: entry
        for ref, entry in asked.items()
        if ref in derived or (ref not in state.cast and ref not in state.refused)
    }
    return [
        *(CastRemoved(reference=ref, before=derived[ref], derived=True) for ref in derived if ref not in asked),
        *(
            CastSet(reference=ref, before=state.cast.get(ref), after=entry)
            for ref, entry in new.items()
            if _differs(entry, state.cast.get(ref), reasons=only is None)
        ),
    ]


def _differs(entry: CastEntry, before: CastEntry | None, *, reasons: bool) -> bool:
    if before is None or reasons:
        return entry != before
    return msgspec.structs.replace(entry, why=before.why) != before


def _cast(state: Shot, command: SetCast | RemoveCast) -> Sequence[Event]:
    before = state.cast.get(command.reference)
    match command:
        case SetCast(reference, entry):
            entry = msgspec.structs.replace(entry, strength=clean_strength(entry.strength))
            return [CastSet(reference=reference, before=before, after=entry)] if entry != before else []
        case RemoveCast(reference, derived):
            return [CastRemoved(reference=reference, before=before, derived=derived)] if before else []
        case _:
            assert_never(command)


def evolve(state: Shot, happened: ShotEvent) -> Shot:
    replace = msgspec.structs.replace
    match happened:
        case Added():
            return Shot(
                scene=happened.scene,
                home=happened.scene if happened.origin == "script" else None,
                code=happened.code,
                rank=happened.rank,
                origin=happened.origin,
                source=happened.source,
                description=happened.description,
                size=happened.size,
                camera=happened.camera,
                frames=happened.frames,
                cast=happened.cast,
            )
        case Changed():
            return _changed(state, happened)
        case Moved(after=after, home=home):
            return replace(state, scene=after.scene, rank=after.rank, home=home or state.home)
        case Removed(scene=scene, origin=origin):
            return replace(state, removed=True, removed_by=origin, removed_with=scene)
        case Restored():
            return replace(state, removed=False, removed_with=None)
        case CastSet(reference=reference, after=entry):
            refused = tuple(other for other in state.refused if other != reference)
            return replace(state, cast={**state.cast, reference: entry}, refused=refused)
        case CastRemoved(reference=reference, derived=derived):
            cast = {other: entry for other, entry in state.cast.items() if other != reference}
            return replace(state, cast=cast, refused=state.refused if derived else (*state.refused, reference))
        case ContinuesSet(after=shot):
            return replace(state, continues=shot)
        case TakeSelected(after=take):
            return replace(state, take=take)
        case ParameterSet() | ParameterCleared() | Locked() | Unlocked():
            return replace(state, settings=settings.evolve(state.settings, happened))
        case _:
            assert_never(happened)


def _changed(state: Shot, happened: Changed) -> Shot:
    replace = msgspec.structs.replace
    if happened.field == "source":
        source = msgspec.convert(happened.after, Source | None)
        return replace(state, source=source, text_changed=state.description is not None)
    state = replace(state, **{happened.field: happened.after})
    return replace(state, text_changed=False) if happened.field == "description" else state


REFUSED = "refused"
"""The value of a cast field that a person emptied: the script does not fill it again."""


def _place(state: Shot) -> Value:
    return {"scene": str(state.scene), "rank": state.rank, "home": str(state.home) if state.home else None}


def _place_command(_: Shot, __: str, value: Value) -> Command:
    return MoveShot(UUID(value["scene"]), value["rank"], UUID(value["home"]) if value["home"] else None)


def _removal(state: Shot) -> Value:
    taken_along = str(state.removed_with) if state.removed_with else None
    return {"with": taken_along, "by": state.removed_by} if state.removed else ABSENT


def _removal_command(state: Shot, _: str, value: Value) -> Command:
    if value is ABSENT:
        return RestoreShot()
    scene = value.get("with") if isinstance(value, dict) else None
    return RemoveShot(UUID(scene) if scene else None, removed_by(value, state.origin))


def _cast_values(state: Shot) -> dict[str, Value]:
    entries = {str(ref): msgspec.to_builtins(entry) for ref, entry in state.cast.items()}
    return {**{str(ref): REFUSED for ref in state.refused}, **entries}


def _cast_command(state: Shot, name: str, value: Value) -> Command:
    reference = UUID(name)
    if isinstance(value, dict):
        return SetCast(reference, msgspec.convert(value, CastEntry))
    if reference not in state.cast:
        raise Stays("It is not cast any more.", field=f"{CAST}{name}")
    return RemoveCast(reference, derived=value is ABSENT)


class Casting(msgspec.Struct, forbid_unknown_fields=True):
    """How a person casts a reference; `version` null follows the newest."""

    role: str = ""
    strength: str = "1"
    version: int | None = None


def _asked_cast(_: Shot, name: str, value: Json) -> Command:
    reference = converted(name, UUID, "cast")
    if value is None:
        return RemoveCast(reference)
    asked = converted(value, Casting, name)
    return SetCast(reference, CastEntry(asked.role, asked.strength, asked.version))


def _asked_continues(_: Shot, __: str, value: Json) -> Command:
    return SetContinues(None if value is None else converted(value, UUID, "continues"))


def _own(name: OwnField) -> Field[Shot]:
    """What a person wrote; null follows the script."""

    def command(_: Shot, __: str, value: Value) -> Command:
        return ChangeShot(name, value)

    return Field(f"own.{name}", (name,), attribute(name), name=name, command=command, edit=command, right="edit_shots")


PARTS: tuple[Part[Shot], ...] = (
    Field("own.place", ("scene", "rank", "home"), _place, name="place", command=_place_command, right="edit_shots"),
    Field("scene", ("scene",), lambda state: str(state.scene), told=as_read),
    Field("place", ("scene", "rank"), lambda state: state.rank, told=lambda value, around: around.place),
    Field(
        "source",
        ("source",),
        attribute("source"),
        command=lambda state, _, value: RestoreSource(msgspec.convert(value, Source | None)),
        label="text",
        right="edit_shots",
    ),
    Field("text", ("source",), lambda state: (state.source or _NO_SOURCE).text, told=as_read),
    Field("dialogue", ("source",), _dialogue, told=as_read),
    *(_own(name) for name in OWN),
    Field("description", ("description", "source"), in_force("description"), told=as_read),
    Field("size", ("size", "source"), in_force("size"), told=as_read),
    Field("camera", ("camera", "source"), in_force("camera"), told=as_read),
    Field(
        "frames",
        ("frames", "source"),
        _length,
        trail=True,
        told=lambda value, around: frames_of(value, around.rate),
    ),
    Field(
        "continues",
        ("continues",),
        attribute("continues"),
        command=lambda state, _, value: SetContinues(UUID(value) if value else None),
        edit=_asked_continues,
        told=as_read,
        right="edit_shots",
    ),
    Field(
        "take",
        ("take",),
        attribute("take"),
        command=lambda state, _, value: SelectTake(UUID(value) if value else None),
        told=as_read,
        right="select_take",
    ),
    Field(
        CAST,
        ("cast", "refused"),
        _cast_values,
        trail=True,
        command=_cast_command,
        edit=_asked_cast,
        told=lambda value, around: None if value == REFUSED else value,
        label="cast of {thing}",
        right="edit_shots",
    ),
    Field(
        REMOVED,
        ("removed", "removed_by", "removed_with"),
        _removal,
        command=_removal_command,
        label="removal",
        right="edit_shots",
    ),
    *settings.fields("shot"),
)

shot: Aggregate[Shot, Command] = Aggregate(
    "shot", Shot(), decide, evolve, PARTS, fixed=("code", "origin"), unheld=("text_changed",)
)
