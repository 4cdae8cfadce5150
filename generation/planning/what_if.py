"""Plans of edits and other acts that nobody has made: done for real, planned for real, and rolled back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Generic, TypeVar
from uuid import UUID

import msgspec
from django.db import transaction

from events.execution import Context, Receipt
from generation.domain.plan import Plan
from generation.planning import planner
from generation.planning.planner import Planned
from productions import commands
from productions.domain.fields import InvalidEdit
from productions.domain.fields.described import VALUE


class Edit(msgspec.Struct, forbid_unknown_fields=True):
    """A field of one thing and its new value.

    Beside the fields that a thing shows: `parameter:<name>` and `lock:<name>` of shot, scene and production, where null
    lets inherit and unlocks; of a shot `cast:<reference>`, {"role", "strength", "version"} or null, `removed`, true or
    null, `place`, {"scene", "after"} with the shot that it stands behind or null in front of all, and `added`, the same
    with what is known of the shot, for an id that is new; of a reference `lock` (the reason, or null), `removed` and
    `picture:<digest>` (true or false), whose bytes need not be here yet, and `look_change:<id>`, what is different
    about its look in a part of the film, or null.
    """

    field: str
    value: Annotated[Any, VALUE]
    shot: UUID | None = None
    scene: UUID | None = None
    reference: UUID | None = None
    production: UUID | None = None


SUPPOSED = ("shot", "scene", "reference", "production")
"""The kinds of things that an edit may name."""

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
    named = [(kind, id_) for kind in SUPPOSED if (id_ := getattr(edit, kind))]
    if len(named) != 1:
        raise InvalidEdit("An edit names one shot, scene, reference or the production.")
    if named[0][0] == "production" and named[0][1] != log:
        raise InvalidEdit("An edit stays within its production.")
    return named[0]
