"""Plans of edits and other acts that nobody has made: done for real, planned for real, and rolled back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar
from uuid import UUID

from django.db import transaction

from events.execution import Context, Receipt
from generation.domain.plan import Plan
from generation.planning import planner
from generation.planning.planner import Planned
from productions import commands
from productions.domain.fields import InvalidEdit
from productions.domain.fields.edits import Edit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Effect(Generic[T]):
    """What an act would come to, and the plans of the film as it is and as it would be."""

    outcome: T
    now: Plan
    then: Plan

    @property
    def added(self) -> Plan:
        """What would need making only because of it."""
        return self.then.beyond(self.now)

    @property
    def spared(self) -> Plan:
        """What needs making now and no longer would."""
        return self.now.beyond(self.then)


def plan(
    context: Context,
    production: UUID,
    edits: Sequence[Edit],
    shots: Collection[UUID] | None = None,
    variations: int | None = None,
    stages: Collection[str] | None = None,
) -> Planned:
    """Plan a production as it would be after the edits; what refuses a real edit refuses it here.

    Beside it stands the plan of the production as it is, so that what the edits add is told from what was out of date.
    Causes among the edits are ids of events that will never be in the log.
    """
    before = planner.plan(production, shots, variations=variations, stages=stages)
    if not edits:
        return replace(before, before=before.plan)
    with transaction.atomic():
        for edit in edits:
            kind, thing = _thing(production, edit)
            commands.change_field(context, production, kind, thing, edit.field, edit.value)
        planned = planner.plan(production, shots, keep=False, variations=variations, stages=stages)
        transaction.set_rollback(True)
    return replace(planned, before=before.plan)


def effect(production: UUID, act: Callable[[], Receipt[T]]) -> Effect[T]:
    """Plan a production as it is, and as it would be after an act: an undo, a restore, a pipeline that is published."""
    now = planner.plan(production)
    outcome, then = rolled_back(lambda: (act().value, planner.plan(production, keep=False)))
    return Effect(outcome, now.plan, then.plan)


def rolled_back(act: Callable[[], T]) -> T:
    """Return what an act comes to, and keep nothing of it."""
    with transaction.atomic():
        outcome = act()
        transaction.set_rollback(True)
    return outcome


def _thing(log: UUID, edit: Edit) -> tuple[str, UUID]:
    """The one thing that an edit names."""
    kind, thing = edit.thing()
    if kind == "production" and thing != log:
        raise InvalidEdit("An edit stays within its production.")
    return kind, thing
