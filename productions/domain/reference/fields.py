"""The table of a reference's fields: how each is read, given another value, and told."""

from collections.abc import Callable
from uuid import UUID

import msgspec

from events.decider import Part
from events.registry import Json
from productions.domain.fields import ABSENT, Aggregate, Field, Value, as_read, attribute, converted
from productions.domain.fields.values import ALIAS, ATTRIBUTE, LOOK_CHANGE, PICTURE, REMOVED
from productions.domain.looks import LookChange, document
from productions.domain.reference.commands import (
    AddAlias,
    AddPicture,
    ChangeReference,
    Command,
    GiveName,
    LockReference,
    MergeReference,
    RemoveAlias,
    RemovePicture,
    RemoveReference,
    RestoreReference,
    SetLookChange,
    SetPictures,
    UnlockReference,
)
from productions.domain.reference.deciding import decide
from productions.domain.reference.state import Reference, called, evolve, newest, newest_changes, versions
from productions.domain.reference.values import VOICE_IN


def _changing(name: str) -> Callable[[Reference, str, Value], Command]:
    return lambda state, behind, value: ChangeReference(f"{name}{behind}", None if value is ABSENT else value)


def _lock_command(_: Reference, __: str, value: Value) -> Command:
    return UnlockReference() if value is ABSENT else LockReference(value["reason"], value["version"])


def _asked_lock(_: Reference, __: str, value: Json) -> Command:
    return UnlockReference() if value is None else LockReference(converted(value, str, "lock"))


def _asked_removal(_: Reference, __: str, value: Json) -> Command:
    return RemoveReference() if converted(value, bool, REMOVED) else RestoreReference()


def _asked_picture(_: Reference, digest: str, value: Json) -> Command:
    return AddPicture(digest) if converted(value, bool, PICTURE) else RemovePicture(digest)


def _removal(state: Reference) -> Value:
    return {"into": str(state.merged)} if state.merged else True if state.removed else ABSENT


def _removal_command(_: Reference, __: str, value: Value) -> Command:
    if value is ABSENT:
        return RestoreReference()
    return MergeReference(UUID(value["into"])) if isinstance(value, dict) else RemoveReference()


def _asked_look(_: Reference, name: str, value: Json) -> Command:
    asked = None if value is None else converted(value, LookChange, LOOK_CHANGE)
    return SetLookChange(converted(name, UUID, LOOK_CHANGE), asked)


def _look_command(_: Reference, name: str, value: Value) -> Command:
    return SetLookChange(UUID(name), None if value is ABSENT else msgspec.convert(value, LookChange))


def _asked_alias(_: Reference, name: str, value: Json) -> Command:
    return AddAlias(name) if converted(value, bool, ALIAS) else RemoveAlias(name)


def _lock(state: Reference) -> Value:
    return {"version": state.locked_version, "reason": state.lock_reason} if state.locked_version else ABSENT


def _text_field(name: str, read: Callable[[Reference], Value], of: str) -> Field[Reference]:
    changing = _changing(name)
    return Field(name, (of,), read, command=changing, edit=changing, told=as_read, right="edit_references")


PARTS: tuple[Part[Reference], ...] = (
    Field(
        "name",
        ("name",),
        attribute("name"),
        command=lambda state, _, value: GiveName(value),
        edit=_changing("name"),
        told=as_read,
        right="edit_references",
    ),
    Part("called", ("name", "aliases"), called, trail=True),
    Field(
        ALIAS,
        ("aliases",),
        lambda state: dict.fromkeys(state.aliases, True),
        command=lambda state, name, value: RemoveAlias(name) if value is ABSENT else AddAlias(name),
        edit=_asked_alias,
        told=as_read,
        label="alias {name}",
        right="edit_references",
    ),
    Field(
        "parent",
        ("parent",),
        attribute("parent"),
        trail=True,
        command=_changing("parent"),
        edit=_changing("parent"),
        told=as_read,
        right="edit_references",
    ),
    Field(
        "voice",
        ("voice",),
        attribute("voice"),
        trail=True,
        command=_changing("voice"),
        edit=_changing("voice"),
        told=as_read,
        right="edit_references",
    ),
    Field(
        VOICE_IN,
        ("voices",),
        attribute("voices"),
        trail=True,
        command=_changing(VOICE_IN),
        edit=_changing(VOICE_IN),
        told=as_read,
        label="voice in {name}",
        right="edit_references",
    ),
    Field(
        "kind",
        ("kind",),
        attribute("kind"),
        trail=True,
        command=_changing("kind"),
        told=as_read,
        right="edit_references",
    ),
    _text_field("rights", attribute("rights"), "rights"),
    _text_field("description", lambda state: newest(state).description, "looks"),
    Field(
        "images",
        ("looks",),
        lambda state: list(newest(state).images),
        command=lambda state, _, value: SetPictures(tuple(value)),
        told=as_read,
        right="edit_references",
    ),
    Field(PICTURE, (), lambda state: {}, edit=_asked_picture, right="edit_references"),
    Field(
        ATTRIBUTE,
        ("looks",),
        lambda state: newest(state).attributes,
        command=_changing(ATTRIBUTE),
        edit=_changing(ATTRIBUTE),
        told=as_read,
        label="{name}",
        right="edit_references",
    ),
    Field(
        LOOK_CHANGE,
        ("changes",),
        lambda state: {str(id_): document(change) for id_, change in newest_changes(state).items()},
        command=_look_command,
        edit=_asked_look,
        told=as_read,
        label="look in a part of the film",
        right="edit_references",
    ),
    Part("look:", ("looks", "changes"), lambda state: {str(version): version for version in versions(state)}),
    Field(
        "lock",
        ("locked_version", "lock_reason"),
        _lock,
        trail=True,
        command=_lock_command,
        edit=_asked_lock,
        told=lambda value, around: value["version"],
        right="lock",
        lifting="unlock",
    ),
    Field(
        REMOVED,
        ("removed", "merged"),
        _removal,
        trail=True,
        command=_removal_command,
        edit=_asked_removal,
        label="removal",
        right="edit_references",
    ),
)
reference: Aggregate[Reference, Command] = Aggregate(
    "reference",
    Reference(),
    decide,
    evolve,
    PARTS,
    fixed=("production", "origin"),
    unheld=("version", "read"),
)
