"""Plans of edits that nobody has made: the real commands run, the real planner looks, and nothing is kept."""

from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

import msgspec
from django.db import transaction

from events.errors import Refusal
from events.execution import Context
from events.registry import Json
from generation import planner
from generation.planner import Planned
from productions import commands
from productions.commands import Target
from productions.domain.parameters import Level

PARAMETER = "parameter:"


class Edit(msgspec.Struct, forbid_unknown_fields=True):
    """A field of one thing and its new value. `parameter:<name>` is a field of shot, scene and production."""

    field: str
    value: Any
    shot: UUID | None = None
    scene: UUID | None = None
    reference: UUID | None = None
    production: UUID | None = None


class InvalidEdit(Refusal):
    """The edit names no thing, more than one, or a field that the thing does not have."""

    code = "invalid-edit"
    status = 422


def plan(context: Context, production: UUID, edits: Sequence[Edit], shots: Collection[UUID] | None = None) -> Planned:
    """Plan a production as it would be after the edits; what refuses a real edit refuses it here.

    Causes among the edits are ids of events that will never be in the log.
    """
    with transaction.atomic():
        for edit in edits:
            _apply(context, production, edit)
        planned = planner.plan(production, shots)
        transaction.set_rollback(True)
    return planned


def _apply(context: Context, log: UUID, edit: Edit) -> None:
    named = {kind: id_ for kind in ("shot", "scene", "reference", "production") if (id_ := getattr(edit, kind))}
    if len(named) != 1:
        raise InvalidEdit("An edit names one shot, scene, reference or the production.")
    ((kind, target),) = named.items()
    if kind == "production" and target != log:
        raise InvalidEdit("An edit stays within its production.")
    if edit.field.startswith(PARAMETER) and kind != "reference":
        _set_parameter(context, log, Target(_level(kind), target), edit)
    elif change := _CHANGES.get(kind):
        change(context, log, target, edit.field, edit.value)
    else:
        raise InvalidEdit(f"A {kind} has no field called {edit.field!r}.", field=edit.field)


def _set_parameter(context: Context, log: UUID, target: Target, edit: Edit) -> None:
    name = edit.field.removeprefix(PARAMETER)
    if edit.value is None:
        commands.clear_parameter(context, log, target, name)
    else:
        commands.set_parameter(context, log, target, name, edit.value)


def _level(kind: str) -> Level:
    levels: dict[str, Level] = {"production": "production", "scene": "scene", "shot": "shot"}
    return levels[kind]


def _change_shot(context: Context, log: UUID, shot: UUID, field: str, value: Json) -> None:
    if field == "continues":
        commands.set_continues(context, log, shot, msgspec.convert(value, UUID | None))
    else:
        commands.change_shot(context, log, shot, {field: value})  # type: ignore[dict-item]  # the command checks names


def _change_scene(context: Context, log: UUID, scene: UUID, field: str, value: Json) -> None:
    if field not in ("heading", "number") or not isinstance(value, str):
        raise InvalidEdit("A scene's heading and number can be edited; both are text.", field=field)
    if field == "heading":
        commands.change_scene(context, log, scene, heading=value)
    else:
        commands.change_scene(context, log, scene, number=value)


def _change_reference(context: Context, log: UUID, reference: UUID, field: str, value: Json) -> None:
    commands.change_reference(context, log, reference, {field: value})


_CHANGES: dict[str, Callable[[Context, UUID, UUID, str, Json], None]] = {
    "shot": _change_shot,
    "scene": _change_scene,
    "reference": _change_reference,
}
