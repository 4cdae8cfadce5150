"""The table of a shot's fields: how each is read, given another value, and told."""

from uuid import UUID

import msgspec

from events.decider import Part
from events.registry import Json
from productions.domain import settings, sounds
from productions.domain.fields import ABSENT, Aggregate, Field, Stays, Value, as_read, attribute, converted
from productions.domain.fields.values import ADDED, CAST, RECORDING, REMOVED, TRANSLATION
from productions.domain.scene import removed_by
from productions.domain.shot.commands import (
    AskedPlace,
    AskedShot,
    ChangeShot,
    Command,
    MoveShot,
    RemoveCast,
    RemoveShot,
    RestoreShot,
    RestoreSource,
    SelectTake,
    SetCast,
    SetContinues,
    SetRecording,
    SetTranslation,
)
from productions.domain.shot.deciding import decide
from productions.domain.shot.state import (
    NO_SOURCE,
    Shot,
    dialogue_of,
    evolve,
    frames_of,
    in_force,
    length_of,
    speakers_of,
    words_of,
)
from productions.domain.shot.values import OWN, CastEntry, OwnField, Source
from productions.domain.sounds import Recording
from productions.domain.translations import Translation

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


def _asked_place(_: Shot, name: str, value: Json) -> AskedPlace:
    return converted(value, AskedPlace, "place")


def _asked_shot(_: Shot, name: str, value: Json) -> AskedShot:
    return converted(value, AskedShot, ADDED)


def _asked_removal(_: Shot, name: str, value: Json) -> Command:
    return RemoveShot() if value is not None and converted(value, bool, REMOVED) else RestoreShot()


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


def _recordings(state: Shot) -> dict[str, Value]:
    return {slot: msgspec.to_builtins(each) for slot, each in state.recordings.items()}


def _recording_command(_: Shot, slot: str, value: Value) -> Command:
    return SetRecording(slot, None if value is ABSENT else msgspec.convert(value, Recording))


def _translations(state: Shot) -> dict[str, Value]:
    return {slot: msgspec.to_builtins(each) for slot, each in state.translations.items()}


def _translation_command(_: Shot, slot: str, value: Value) -> Command:
    return SetTranslation(slot, None if value is ABSENT else msgspec.convert(value, Translation))


class AskedCast(msgspec.Struct, forbid_unknown_fields=True):
    """How a person casts a reference; `version` null follows the newest."""

    role: str = ""
    strength: str = "1"
    version: int | None = None


def _asked_cast(_: Shot, name: str, value: Json) -> Command:
    reference = converted(name, UUID, "cast")
    if value is None:
        return RemoveCast(reference)
    asked = converted(value, AskedCast, name)
    return SetCast(reference, CastEntry(asked.role, asked.strength, asked.version))


def _asked_continues(_: Shot, __: str, value: Json) -> Command:
    return SetContinues(None if value is None else converted(value, UUID, "continues"))


def _own(name: OwnField) -> Field[Shot]:
    """What a person wrote; null follows the script."""

    def command(_: Shot, __: str, value: Value) -> Command:
        return ChangeShot(name, value)

    return Field(f"own.{name}", (name,), attribute(name), name=name, command=command, edit=command, right="edit_shots")


PARTS: tuple[Part[Shot], ...] = (
    Field(
        "own.place",
        ("scene", "rank", "home"),
        _place,
        name="place",
        command=_place_command,
        edit=_asked_place,
        right="edit_shots",
    ),
    Field(ADDED, (), lambda state: ABSENT, edit=_asked_shot, label="a new shot", right="edit_shots"),
    Field("scene", ("scene",), lambda state: str(state.scene), trail=True, told=as_read),
    Field("place", ("scene", "rank"), lambda state: state.rank, trail=True, told=lambda value, around: around.place),
    Field(
        "source",
        ("source",),
        attribute("source"),
        command=lambda state, _, value: RestoreSource(msgspec.convert(value, Source | None)),
        label="text",
        right="edit_shots",
    ),
    Field("text", ("source",), lambda state: (state.source or NO_SOURCE).text, told=as_read),
    Field("dialogue", ("source",), dialogue_of, told=as_read),
    Part("speakers", ("source",), speakers_of, trail=True),
    Part("words", ("source",), words_of, trail=True),
    *(_own(name) for name in OWN),
    Field("description", ("description", "source"), in_force("description"), told=as_read),
    Field("size", ("size", "source"), in_force("size"), told=as_read),
    Field("camera", ("camera", "source"), in_force("camera"), told=as_read),
    Field(
        "frames",
        ("frames", "source"),
        length_of,
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
        RECORDING,
        ("recordings",),
        _recordings,
        trail=True,
        command=_recording_command,
        told=as_read,
        label="recording of a line",
        right="edit_shots",
    ),
    Field(
        TRANSLATION,
        ("translations",),
        _translations,
        trail=True,
        command=_translation_command,
        told=as_read,
        label="translation of a line",
        right="edit_shots",
    ),
    sounds.field("edit_shots"),
    Field(
        REMOVED,
        ("removed", "removed_by", "removed_with"),
        _removal,
        command=_removal_command,
        edit=_asked_removal,
        label="removal",
        right="edit_shots",
    ),
    *settings.fields("shot"),
)

shot: Aggregate[Shot, Command] = Aggregate(
    "shot", Shot(), decide, evolve, PARTS, fixed=("code", "origin"), unheld=("text_changed",)
)
