"""What differs between two positions or times of a production."""

from collections.abc import Iterable
from typing import Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events import store
from events.store import StoredEvent
from productions import queries
from productions.api.history import position_of
from productions.api.http import filters
from productions.api.http.base import ProductionView
from productions.api.http.errors import Reversed
from productions.api.http.operations import reads
from productions.api.shapes import EntityKind
from productions.history import differences, naming
from productions.history.feed import Actor

_FROM = filters.moment("from", "The earlier moment: a position, a time in UTC or marker:<name>.", required=True)
_TO = filters.moment("to", "The later moment; without it, the head of the log.")


class FieldDifference(msgspec.Struct, rename={"before": "from", "after": "to"}):
    """A field before and after, and the event that set it. The script's `text` has a unified `diff` instead."""

    field: str
    before: Any
    after: Any
    event: UUID | None
    position: int | None
    actor: Actor | None
    diff: str | UnsetType = UNSET


class EntityDifference(msgspec.Struct):
    """A thing that differs; `event` brought it, took it away, or changed it last."""

    kind: EntityKind
    id: UUID
    name: str
    change: differences.ChangeKind
    event: UUID | None
    position: int | None
    actor: Actor | None
    fields: list[FieldDifference]


class ScriptLine(msgspec.Struct, rename={"before": "from", "after": "to"}):
    """A line of the screenplay, with its number on both sides, from 1; null where it is not there."""

    op: Literal["same", "added", "removed"]
    text: str
    before: int | None
    after: int | None


class Difference(msgspec.Struct, rename={"before": "from", "after": "to"}):
    """What differs between two positions. `names` says what the ids in fields and values are called now.

    `script` are the lines that came and went, with three around them; where numbers jump, lines are left out.
    """

    before: int
    after: int
    entities: list[EntityDifference]
    names: dict[UUID, str]
    script: list[ScriptLine] = []


class DifferenceView(ProductionView):
    @reads(
        "diff_read",
        "What differs between two positions, times or markers, by thing and field",
        Difference,
        query=[
            _FROM,
            _TO,
        ],
    )
    def get(self, production: UUID) -> Difference:
        head = self.position or 0
        first = position_of(production, head, _FROM.read(self.request))
        last = position_of(production, head, _TO.read(self.request))
        if first > last:
            raise Reversed("from must not lie behind to.", field="from")
        before, after = queries.moments_at(production, first, last)
        difference = _shown(first, last, production, differences.differences(before, after) if last else [])
        lines = differences.script_lines(before, after)
        difference.script = [ScriptLine(line.op, line.text, line.before, line.after) for line in lines]
        return difference


def _shown(first: int, last: int, log: UUID, changes: list[differences.EntityChange]) -> Difference:
    causes = {each.event for each in changes} | {field.event for each in changes for field in each.fields}
    events = store.events(cause for cause in causes if cause)
    called = naming.names(_ids(changes, events), log)

    def cause(event: UUID | None) -> tuple[UUID | None, int | None, Actor | None]:
        told = events.get(event) if event else None
        return (event, told.position, Actor(told.actor, called.of(told.actor, ""))) if told else (event, None, None)

    entities = [
        EntityDifference(
            each.kind,
            each.id,
            called.of(each.id, each.kind),
            each.change,
            *cause(each.event),
            [
                FieldDifference(
                    field.field,
                    field.before,
                    field.after,
                    *cause(field.event),
                    UNSET if field.diff is None else field.diff,
                )
                for field in each.fields
            ],
        )
        for each in changes
    ]
    people = {event.actor for event in events.values()}
    return Difference(first, last, entities, {id_: name for id_, name in called.things.items() if id_ not in people})


def _ids(changes: Iterable[differences.EntityChange], events: dict[UUID, StoredEvent]) -> set[UUID]:
    ids = {event.actor for event in events.values()}
    for each in changes:
        ids.add(each.id)
        for field in each.fields:
            ids.update(naming.ids_in([field.field.rpartition(":")[2], field.before, field.after]))
    return ids
