"""What undoing and restoring come to: changes, conflicts, and what stays as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from events import store
from events.errors import Refusal
from productions import queries
from productions.domain.fields import Value
from productions.history.feed import Actor
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


class StandingEvent(msgspec.Struct, frozen=True):
    """A later event whose value stands on a field."""

    event: UUID
    position: int | None
    actor: Actor


class Standing(msgspec.Struct, frozen=True):
    """An event or a field that stays as it is, why, and by whose later event, where one stands on it."""

    entity: str
    id: UUID
    field: str
    event: UUID | None
    position: int | None
    reason: str
    by: StandingEvent | None


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
        raise UndoConflict(text, conflicts=standing(outcome.conflicts), kept=standing(outcome.kept))
    if outcome.kept and not outcome.changes and not skip:
        raise NothingToUndo(outcome.kept[0].reason, kept=standing(outcome.kept))


def standing(conflicts: Sequence[Conflict]) -> list[Standing]:
    """Return conflicts with where their events stand in the log, and who did the later event that stands on each."""
    events = store.events({event for each in conflicts for event in (each.event, each.by) if event})
    names = queries.names_of({event.actor for event in events.values()})
    return [
        Standing(
            each.kind,
            each.id,
            each.field,
            each.event,
            event.position if each.event and (event := events.get(each.event)) else None,
            each.reason,
            _by(later, names) if each.by and (later := events.get(each.by)) else None,
        )
        for each in conflicts
    ]


def _by(event: store.StoredEvent, names: dict[UUID, str]) -> StandingEvent:
    return StandingEvent(event.event_id, event.position, Actor(event.actor, names.get(event.actor, "")))
