"""What undoing and restoring come to: changes, conflicts, and what stays as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from events import store
from events.errors import Refusal
from events.registry import Json
from productions import queries
from productions.domain.fields import Value
from productions.policy import Action

Require = Callable[[Action], None]
"""Raises Forbidden unless the asker has the right."""


@dataclass(frozen=True, slots=True)
class Want:
    """A field of a thing and the value that it shall have; `undoes` is the event whose doing ends with that."""

    kind: str
    id: UUID
    field: str
    value: Value
    undoes: UUID | None


@dataclass(frozen=True, slots=True)
class Change:
    """A field that was given another value."""

    kind: str
    id: UUID
    field: str
    before: Value
    after: Value
    undoes: UUID | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why an event or a field stays as it is; `by` is the later event that stands on it, where one does."""

    kind: str
    id: UUID
    field: str
    event: UUID | None
    reason: str
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """`conflicts` are what stands in the way, `kept` what nobody can undo."""

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    kept: tuple[Conflict, ...] = ()


class UndoConflict(Refusal):
    """Later edits, locks or removals stand in the way; the data name each, and nothing was changed."""

    code = "undo-conflict"


class NothingToUndo(Refusal):
    """Of what was named nothing can be undone; the data say why."""

    code = "nothing-to-undo"


class TooMuchToUndo(Refusal):
    """More events were named than are undone at once: restore the moment before them."""

    code = "too-much-to-undo"
    status = 422


def refuse(outcome: Outcome, *, skip: bool) -> None:
    """Raise UndoConflict for conflicts that are not to be skipped, NothingToUndo where only what stays was named."""
    if outcome.conflicts and not skip:
        text = f"{len(outcome.conflicts)} of these cannot be undone by themselves."
        raise UndoConflict(text, conflicts=told(outcome.conflicts), kept=told(outcome.kept))
    if outcome.kept and not outcome.changes and not skip:
        raise NothingToUndo(outcome.kept[0].reason, kept=told(outcome.kept))


def told(conflicts: Sequence[Conflict]) -> list[dict[str, Json]]:
    """Return conflicts as data: the event, what is the matter, and who did the later event that stands on it."""
    events = store.events({event for each in conflicts for event in (each.event, each.by) if event})
    names = queries.names_of({event.actor for event in events.values()})
    return [
        {
            "entity": each.kind,
            "id": each.id,
            "field": each.field,
            "event": each.event,
            "position": _position(events, each.event),
            "reason": each.reason,
            "by": _by(events, names, each.by),
        }
        for each in conflicts
    ]


def _position(events: dict[UUID, store.StoredEvent], event: UUID | None) -> int | None:
    found = events.get(event) if event else None
    return found.position if found else None


def _by(events: dict[UUID, store.StoredEvent], names: dict[UUID, str], event: UUID | None) -> dict[str, Any] | None:
    found = events.get(event) if event else None
    if found is None:
        return None
    actor = {"id": found.actor, "name": names.get(found.actor, "")}
    return {"event": found.event_id, "position": found.position, "actor": actor}
