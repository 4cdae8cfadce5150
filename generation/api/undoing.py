"""Undo and restore: what they would change and cost, and doing them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events import store
from events.execution import Receipt
from events.registry import Json
from events.store import StoredEvent
from generation.api import shapes
from generation.api.showing.asker import seen
from generation.api.showing.plans import plan_after
from generation.planning import what_if
from productions import commands
from productions.api.history import position_of
from productions.api.http import filters
from productions.api.http.base import ProductionView
from productions.api.http.errors import Invalid, Reversed
from productions.api.http.operations import Body, reads, writes
from productions.api.shapes import EntityKind
from productions.commands.reverting import Change, Conflict, Outcome, OwnStep, Scope, Selection
from productions.commands.reverting.outcome import StandingEvent, standing
from productions.commands.reverting.undoing import MOST_EVENTS, SCRIPT, is_of_shots
from productions.history import feed, labels, naming
from productions.history.counted import in_counts

PUBLISHED = "pipeline.published"

Position = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]


class Undo(Body, rename={"first": "from", "last": "to"}):
    """What to undo: `events` by id, all of a `command`, or all `from` one position `to` another.

    `force` overrides later edits that stand on the same fields, `skip_conflicts` leaves these as they are.
    """

    events: Annotated[list[UUID], msgspec.Meta(min_length=1, max_length=1000)] | UnsetType = UNSET
    command: UUID | UnsetType = UNSET
    first: Position | UnsetType = UNSET
    last: Position | UnsetType = UNSET
    dry_run: bool = False
    force: bool = False
    skip_conflicts: bool = False

    def check(self) -> None:
        """Raise Invalid unless it names what to undo in one way."""
        _selection(self)

    @classmethod
    def together(cls) -> dict[str, Any]:
        """One of the three ways, with nothing of the others."""
        ways = (("events",), ("command",), ("from", "to"))
        others = [{"anyOf": [{"required": [name]} for each in ways if each != way for name in each]} for way in ways]
        return {"oneOf": [{"required": [*way], "not": other} for way, other in zip(ways, others, strict=True)]}


class RestoreScope(msgspec.Struct, forbid_unknown_fields=True):
    """One shot, one scene with its shots, or one reference."""

    shot: UUID | None = None
    scene: UUID | None = None
    reference: UUID | None = None


class Restore(Body):
    """The moment to go back to (a position, a time in UTC or marker:<name>); without a `scope` the whole production."""

    at: Position | Annotated[str, msgspec.Meta(extra_json_schema=filters.MOMENT)]
    scope: RestoreScope | None = None
    dry_run: bool = False
    skip_conflicts: bool = False


class RevertedField(msgspec.Struct, rename={"before": "from", "after": "to"}):
    """A field that gets another value, and the event whose doing ends with that."""

    entity: EntityKind
    id: UUID
    label: str
    field: str
    before: Any
    after: Any
    undoes: UUID | None


class Standing(msgspec.Struct):
    """An event or a field that stays as it is, why, and by whose later event, where one stands on it."""

    entity: EntityKind
    id: UUID
    label: str
    field: str
    event: UUID | None
    position: int | None
    reason: str
    by: StandingEvent | None


class Reversal(msgspec.Struct):
    """What an undo or a restore did or, with `dry_run`, would do. `kept` is what nobody can undo.

    `plan` comes with `dry_run`.
    """

    dry_run: bool
    changes: list[RevertedField]
    conflicts: list[Standing]
    kept: list[Standing]
    plan: shapes.PlanAfter | None


class UndoStep(msgspec.Struct):
    """An undo that can be asked for by its `command`; `sentence` tells of the act that it takes back or does again.

    `changes` counts the fields that get another value.
    """

    command: UUID
    sentence: str
    changes: int


class StayingAct(msgspec.Struct):
    """An act of the asker's that undo passes over, and why it stays."""

    sentence: str
    reason: str


class UndoSteps(msgspec.Struct):
    """What the asker's next undo takes back, and what the next redo does again; null where nothing is left.

    Both go through the asker's own acts in this production, whatever they are about. `stays` is a newer act that undo
    passes over, such as a pipeline that was published.
    """

    undo: UndoStep | None
    redo: UndoStep | None
    stays: StayingAct | None


class _RevertingView(ProductionView):
    needs: ClassVar = {"POST": "edit_shots"}

    def supposed(self, reverting: Callable[[], Receipt[Outcome]]) -> tuple[Receipt[Any], Reversal]:
        """Say what would happen. Its events will never be in the log, so none are named."""
        planned = what_if.effect(self.log, reverting)
        plan = seen(self, plan_after(planned))
        return Receipt((), {}, None), self.shown(planned.outcome, dry_run=True, plan=plan)

    def done(self, receipt: Receipt[Outcome]) -> tuple[Receipt[Any], Reversal]:
        """Say what happened."""
        return receipt, self.shown(receipt.value, dry_run=False, plan=None)

    def shown(self, outcome: Outcome, *, dry_run: bool, plan: shapes.PlanAfter | None) -> Reversal:
        """Return an outcome with the names of things."""
        told_of = [*outcome.conflicts, *outcome.kept]
        called = naming.names(_ids(outcome.changes, told_of), self.log)
        return Reversal(
            dry_run,
            [_field(each, called) for each in outcome.changes],
            _standing(outcome.conflicts, called),
            _standing(outcome.kept, called),
            plan,
        )


class UndoView(_RevertingView):
    needs: ClassVar = {"GET": "read", "POST": "edit_shots"}

    @reads("undo_read", "What undo and redo would take next of what the asker did", UndoSteps)
    def get(self, production: UUID) -> UndoSteps:
        steps = commands.own_steps(self.context(), production, require=self.require)
        stays = steps.stays and StayingAct(self.sentence(steps.stays.act), steps.stays.reason)
        return UndoSteps(self.told(steps.undo), self.told(steps.redo), stays)

    def told(self, step: OwnStep | None) -> UndoStep | None:
        """Return a step with the sentence of its act."""
        return step and UndoStep(step.command, self.sentence(step.act), step.changes)

    def sentence(self, act: UUID) -> str:
        """Return what tells of an act: by what tells of all of it, in counts, or by its first event."""
        assert self.role is not None, "only members get here"
        events = store.read_command(self.log, act, MOST_EVENTS)
        whole = next((event for event in events if _tells_all(event)), None)
        counts = "" if whole else in_counts(events)
        (event,) = feed.shown(self.log, [whole or events[0]], self.role)
        return counts or event.sentence

    @writes("undo", "Undo events by compensating ones, or say what that would change and cost", Undo, Reversal)
    def post(self, asked: Undo, production: UUID) -> tuple[Receipt[Any], Reversal]:
        selection = _selection(asked)

        def reverting(*, skip: bool) -> Receipt[Outcome]:
            return commands.undo(
                self.context(), production, selection, require=self.require, force=asked.force, skip_conflicts=skip
            )

        if asked.dry_run:
            return self.supposed(lambda: reverting(skip=True))
        return self.done(reverting(skip=asked.skip_conflicts))


class RestoreView(_RevertingView):
    @writes("restore", "Restore an earlier moment, or say what that would change and cost", Restore, Reversal)
    def post(self, asked: Restore, production: UUID) -> tuple[Receipt[Any], Reversal]:
        position = position_of(production, store.head(production), str(asked.at))
        scope = _scope(asked.scope or RestoreScope())

        def reverting(*, skip: bool) -> Receipt[Outcome]:
            return commands.restore(
                self.context(), production, position, scope, require=self.require, skip_conflicts=skip
            )

        if asked.dry_run:
            return self.supposed(lambda: reverting(skip=True))
        return self.done(reverting(skip=asked.skip_conflicts))


def _tells_all(event: StoredEvent) -> bool:
    """Whether an event tells of all that happened with it: a script that came in, a pipeline that was published."""
    return event.type == PUBLISHED or (event.type in SCRIPT and not is_of_shots(event))


def _selection(asked: Undo) -> Selection:
    ranged = asked.first is not UNSET and asked.last is not UNSET
    ways = [bool(asked.events), asked.command is not UNSET, asked.first is not UNSET or asked.last is not UNSET]
    if ways.count(True) != 1 or (ways[2] and not ranged):
        raise Invalid("Name what to undo: events, a command, or the positions from and to.")
    if asked.events:
        return Selection(events=tuple(asked.events))
    if asked.command is not UNSET:
        return Selection(command=asked.command)
    assert asked.first is not UNSET and asked.last is not UNSET, "a range has two ends"
    if asked.first > asked.last:
        raise Reversed("from must not lie behind to.", field="from")
    return Selection(first=asked.first, last=asked.last)


def _scope(asked: RestoreScope) -> Scope:
    if sum(each is not None for each in (asked.shot, asked.scene, asked.reference)) > 1:
        raise Invalid("A scope names one shot, one scene or one reference.", field="scope")
    return Scope(asked.shot, asked.scene, asked.reference)


def _ids(changes: Iterable[Change], told_of: Iterable[Conflict]) -> set[UUID]:
    ids = {each.id for each in changes} | {each.id for each in told_of}
    fields = [each.field for each in changes] + [each.field for each in told_of]
    return ids | set(naming.ids_in([field.rpartition(":")[2] for field in fields]))


def _field(change: Change, called: naming.Names) -> RevertedField:
    return RevertedField(
        change.kind,
        change.id,
        labels.label(called, change.kind, called.of(change.id, change.kind), change.field),
        change.field,
        _value(change.kind, change.field, change.before),
        _value(change.kind, change.field, change.after),
        change.undoes,
    )


def _value(kind: str, field: str, value: Json) -> Json:
    """A whole screenplay is told by its title and length, a shot's source by its text; what is not set is null."""
    if value is UNSET:
        return None
    if kind == "script" and field == "text":
        return {"title": value["title"], "lines": len(value["text"].splitlines())}
    return value["text"] if field == "source" and value else value


def _standing(conflicts: Sequence[Conflict], called: naming.Names) -> list[Standing]:
    return [
        Standing(
            each.entity,
            each.id,
            labels.label(called, each.entity, called.of(each.id, each.entity), each.field),
            each.field,
            each.event,
            each.position,
            each.reason,
            each.by,
        )
        for each in standing(conflicts)
    ]
