"""Plans of edits, undos and restores that nobody has made: done for real, planned for real, and rolled back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple, TypeVar, cast
from uuid import UUID

import msgspec
from django.db import transaction

from events.errors import Refusal
from events.execution import Context, Receipt
from events.registry import Json
from generation.planning import planner
from generation.planning.planner import Planned
from productions import commands
from productions.commands import Target
from productions.commands.reverting import Outcome
from productions.domain.parameters import LEVELS, Level
from productions.domain.shot import CastEntry

T = TypeVar("T")


_NUL = {"type": "string", "pattern": "\\u0000"}
_PLAIN = {"not": {"anyOf": [{"type": "array"}, {"type": "object"}, _NUL]}}
_SAID = {"type": "object", "not": {"propertyNames": {"not": _NUL}, "additionalProperties": _PLAIN}}
_VALUE = {"not": {"anyOf": [{"type": "array"}, _NUL, _SAID]}}
"""A value without lists, with maps of one level, and without texts that hold NUL."""


class Edit(msgspec.Struct, forbid_unknown_fields=True):
    """A field of one thing and its new value.

    Beside the fields that a thing shows: `parameter:<name>` and `lock:<name>` of shot, scene and production, where null
    lets inherit and unlocks; `cast:<reference>` of a shot, {"role", "strength", "version"} or null; of a reference
    `lock` (the reason, or null), `removed` and `picture:<digest>` (true or false), whose bytes need not be here yet.
    """

    field: str
    value: Annotated[Any, msgspec.Meta(extra_json_schema=_VALUE)]
    shot: UUID | None = None
    scene: UUID | None = None
    reference: UUID | None = None
    production: UUID | None = None


Reverting = Callable[[], Receipt[Outcome]]


@dataclass(frozen=True, slots=True)
class Reverted:
    """What an undo or a restore would change, and the plan of the film as it would be."""

    outcome: Outcome
    planned: Planned


class InvalidEdit(Refusal):
    """The edit names no thing, more than one, or a field that the thing does not have."""

    code = "invalid-edit"
    status = 422


class Casting(msgspec.Struct, forbid_unknown_fields=True):
    """How a shot casts a reference; `version` null follows the newest."""

    role: str = ""
    strength: str = "1"
    version: int | None = None


class Change(NamedTuple):
    """An edit taken apart: `name` is what stands behind the colon of its field, else the whole field."""

    context: Context
    log: UUID
    kind: str
    id: UUID
    name: str
    value: Json

    @property
    def target(self) -> Target:
        return Target(cast(Level, self.kind), self.id)

    def value_as(self, type_: type[T]) -> T:
        """Return the value; InvalidEdit where it is no such thing."""
        return _converted(self.value, type_, self.name)


def plan(context: Context, production: UUID, edits: Sequence[Edit], shots: Collection[UUID] | None = None) -> Planned:
    """Plan a production as it would be after the edits; what refuses a real edit refuses it here.

    Causes among the edits are ids of events that will never be in the log.
    """
    with transaction.atomic():
        for edit in edits:
            _apply(context, production, edit)
        planned = planner.plan(production, shots, keep=False)
        transaction.set_rollback(True)
    return planned


def revert(production: UUID, reverting: Reverting) -> Reverted:
    """Plan a production as it would be after an undo or a restore."""
    with transaction.atomic():
        outcome = reverting().value
        planned = planner.plan(production, keep=False)
        transaction.set_rollback(True)
    return Reverted(outcome, planned)


def _apply(context: Context, log: UUID, edit: Edit) -> None:
    kind, target = _thing(log, edit)
    prefix, _, name = edit.field.partition(":")
    if name and (change := _NAMED.get((kind, prefix))):
        change(Change(context, log, kind, target, name, edit.value))
    elif change := _CHANGES.get((kind, edit.field)) or _CHANGES.get((kind, ANY)):
        change(Change(context, log, kind, target, edit.field, edit.value))
    else:
        raise InvalidEdit(f"A {kind} has no field called {edit.field!r}.", field=edit.field)


def _thing(log: UUID, edit: Edit) -> tuple[str, UUID]:
    """The one thing that an edit names."""
    named = [(kind, id_) for kind in ("shot", "scene", "reference", "production") if (id_ := getattr(edit, kind))]
    if len(named) != 1:
        raise InvalidEdit("An edit names one shot, scene, reference or the production.")
    if named[0][0] == "production" and named[0][1] != log:
        raise InvalidEdit("An edit stays within its production.")
    return named[0]


def _converted(value: Json, type_: type[T], field: str) -> T:
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        raise InvalidEdit(f"{field}: {error}", field=field) from None


def _set_parameter(change: Change) -> None:
    context, log, *_, name, value = change
    if value is None:
        commands.clear_parameter(context, log, change.target, name)
    else:
        commands.set_parameter(context, log, change.target, name, value)


def _lock_parameter(change: Change) -> None:
    context, log, *_, name, value = change
    if value is None:
        commands.unlock_parameter(context, log, change.target, name)
    else:
        commands.lock_parameter(context, log, change.target, name, change.value_as(str))


def _cast(change: Change) -> None:
    context, log, _, shot, name, value = change
    reference = _converted(name, UUID, "cast")
    if value is None:
        commands.remove_cast(context, log, shot, reference)
    else:
        asked = change.value_as(Casting)
        commands.set_cast(context, log, shot, reference, CastEntry(asked.role, asked.strength, asked.version))


def _continue(change: Change) -> None:
    predecessor = change.value_as(UUID) if change.value is not None else None
    commands.set_continues(change.context, change.log, change.id, predecessor)


def _change_shot(change: Change) -> None:
    fields = cast(Any, {change.name: change.value})  # the command checks names
    commands.change_shot(change.context, change.log, change.id, fields)


def _change_scene(change: Change) -> None:
    fields = cast(Any, {change.name: change.value_as(str)})
    commands.change_scene(change.context, change.log, change.id, **fields)


def _picture(change: Change) -> None:
    if change.value_as(bool):
        commands.add_pictures(change.context, change.log, change.id, [change.name])
    else:
        commands.remove_picture(change.context, change.log, change.id, change.name)


def _lock_reference(change: Change) -> None:
    if change.value is None:
        commands.unlock_reference(change.context, change.log, change.id)
    else:
        commands.lock_reference(change.context, change.log, change.id, change.value_as(str))


def _remove_reference(change: Change) -> None:
    put = commands.remove_reference if change.value_as(bool) else commands.restore_reference
    put(change.context, change.log, change.id)


def _change_reference(change: Change) -> None:
    commands.change_reference(change.context, change.log, change.id, {change.name: change.value})


ANY = "*"
_NAMED: dict[tuple[str, str], Callable[[Change], None]] = {
    **{(level, "parameter"): _set_parameter for level in LEVELS},
    **{(level, "lock"): _lock_parameter for level in LEVELS},
    ("shot", "cast"): _cast,
    ("reference", "picture"): _picture,
}
_CHANGES: dict[tuple[str, str], Callable[[Change], None]] = {
    ("shot", "continues"): _continue,
    ("shot", ANY): _change_shot,
    ("scene", "heading"): _change_scene,
    ("scene", "number"): _change_scene,
    ("reference", "lock"): _lock_reference,
    ("reference", "removed"): _remove_reference,
    ("reference", ANY): _change_reference,
}
