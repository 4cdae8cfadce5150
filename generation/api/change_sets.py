"""What change sets would make run and cost, which of two keeps more, and applying one."""

from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec

from events.execution import Receipt
from generation import queries
from generation.api import shapes
from generation.api.showing.asker import seen
from generation.api.showing.plans import plan_after
from generation.domain.plan import Plan
from generation.orders import gathered
from generation.planning import what_if
from generation.planning.what_if import Effect
from productions import commands
from productions.api.change_set_shapes import IN_THE_WAY, NEW_SHOT, ChangeSetDetail
from productions.api.change_sets import OneChangeSet
from productions.api.http import filters
from productions.api.http.base import ProductionView
from productions.api.http.operations import Asked, expected, reads, writes
from productions.commands.gathered import EditStanding
from productions.domain.change_set import SetEdit
from productions.domain.fields.values import REMOVED
from productions.domain.reading import COSTS
from productions.history import labels, naming
from productions.queries import listing

_FIRST = replace(filters.identity("first", "One change set."), required=True)
_SECOND = replace(filters.identity("second", "Another change set."), required=True)

Priced = Effect[tuple[EditStanding, ...]]
"""The plans of the film without and with a change set."""


class TouchedShot(msgspec.Struct):
    """A shot that a change set would make out of date: the stages to run, and whether its take is kept as approved."""

    shot: UUID
    code: str
    stages: int
    approved: bool


class ChangeSetPlan(msgspec.Struct):
    """What applying a change set would come to, without the edits that stand in the way.

    `approved` counts approved and pinned shots that would become out of date and stay so. `over` says why making all
    that it adds goes beyond what the asker may spend.
    """

    change_set: UUID
    name: str
    edits: int
    in_the_way: int
    plan: shapes.PlanAfter
    approved: int
    shots: list[TouchedShot]
    over: Annotated[str | None, COSTS]


class ComparedSet(msgspec.Struct):
    """One of two change sets. `kept` counts the stages that are up to date now and stay so, with their shot."""

    change_set: UUID
    name: str
    edits: int
    in_the_way: int
    kept: int
    shots: int
    approved: int
    plan: shapes.PlanAfter


class SameField(msgspec.Struct):
    """A field to which two change sets give different values."""

    field: str
    label: str
    first: Any
    second: Any


class Comparison(msgspec.Struct):
    """Two change sets side by side. `keeps_most` is the one that keeps more stages; null where both keep as many.

    `stages` are those of the film, `both` the shots that either would make out of date.
    """

    stages: int
    first: ComparedSet
    second: ComparedSet
    keeps_most: UUID | None
    both: int
    same_fields: list[SameField]


class ApplyChangeSet(Asked):
    """With `dry_run` nothing is kept: the reply shows the set as it stands, and `plan` what it would cost."""

    dry_run: bool = False


class AppliedSet(ChangeSetDetail):
    """A change set that was applied or, with `dry_run`, would be. `plan` comes with `dry_run`."""

    dry_run: bool
    plan: shapes.PlanAfter | None


class ChangeSetPlanView(OneChangeSet):
    needs: ClassVar = {"GET": "read"}

    @reads("change_sets_plan", "What applying a change set would make run and cost", ChangeSetPlan)
    def get(self, id: UUID) -> ChangeSetPlan:
        effect = _effect(self, id)
        then, added = effect.then, effect.added
        approved = _approved(effect)
        stages = Counter(line.shot for line in added.lines)
        called = naming.names({*stages, *approved}, self.log)
        shots = [shot for shot in dict.fromkeys(line.shot for line in then.lines) if shot in stages or shot in approved]
        shown = ChangeSetPlan(
            change_set=id,
            name=listing.change_set(id).state.name,
            edits=len(effect.outcome),
            in_the_way=_in_the_way(effect),
            plan=plan_after(effect),
            approved=len(approved),
            shots=[TouchedShot(shot, called.of(shot, NEW_SHOT), stages[shot], shot in approved) for shot in shots],
            over=over.detail if (over := gathered.beyond(self.log, self.person.person, effect)) else None,
        )
        return seen(self, shown)


class CompareView(ProductionView):
    @reads("change_sets_compare", "Which of two change sets keeps more", Comparison, query=[_FIRST, _SECOND])
    def get(self, production: UUID) -> Comparison:
        ids = [_FIRST.read(self.request), _SECOND.read(self.request)]
        first, second = [id_ for id_ in ids if id_]
        cells = {(cell.shot, cell.stage) for cell in queries.board(production).cells}
        effects = {id_: _effect(self, id_) for id_ in (first, second)}
        one, other = (_compared(id_, effects[id_], cells) for id_ in (first, second))
        shown = Comparison(
            stages=len(cells),
            first=one,
            second=other,
            keeps_most=None if one.kept == other.kept else max((one, other), key=lambda each: each.kept).change_set,
            both=len(_touched(effects[first]) & _touched(effects[second])),
            same_fields=_same_fields(production, *(_edits(effects[id_]) for id_ in (first, second))),
        )
        return seen(self, shown)


class ChangeSetApplyView(OneChangeSet):
    @writes("change_sets_apply", "Make all its edits at once, or say what that would cost", ApplyChangeSet, AppliedSet)
    def post(self, asked: ApplyChangeSet, id: UUID) -> tuple[Receipt[Any], AppliedSet]:
        version = expected(self, asked)
        if asked.dry_run or gathered.bounded(self.log, self.person.person):
            effect = what_if.effect(self.log, lambda: _applied(self, id, version))
            if asked.dry_run:
                return Receipt((), {}, None), self._shown(dry_run=True, plan=seen(self, plan_after(effect)))
            gathered.refuse_beyond(self.log, self.person.person, effect)
        receipt = commands.apply_change_set(self.context(), self.log, id, require=self.require, expected=version)
        return receipt, self._shown(dry_run=False, plan=None)

    def _shown(self, *, dry_run: bool, plan: shapes.PlanAfter | None) -> AppliedSet:
        return AppliedSet(**msgspec.structs.asdict(self.now()), dry_run=dry_run, plan=plan)


def _effect(view: ProductionView, id_: UUID) -> Priced:
    """Plan the film with a change set. One that was applied adds nothing, one that was withdrawn counts as a draft."""
    context, status = view.context(), listing.change_set(id_).state.status

    def act() -> Receipt[tuple[EditStanding, ...]]:
        if status == "applied":
            return Receipt((), {}, commands.edit_standings(context, view.log, id_))
        if status == "withdrawn":
            commands.reopen_change_set(context, view.log, id_)
        return _applied(view, id_)

    return what_if.effect(view.log, act)


def _applied(view: ProductionView, id_: UUID, version: int | None = None) -> Receipt[tuple[EditStanding, ...]]:
    """Apply a set, as far as nothing stands in its way, whoever may."""
    return commands.apply_change_set(
        view.context(), view.log, id_, require=lambda right: None, skip=True, expected=version
    )


def _compared(id_: UUID, effect: Priced, cells: Collection[tuple[UUID, str]]) -> ComparedSet:
    anew, gone = _running(effect.now) | _running(effect.then), _gone(effect)
    return ComparedSet(
        change_set=id_,
        name=listing.change_set(id_).state.name,
        edits=len(effect.outcome),
        in_the_way=_in_the_way(effect),
        kept=sum(cell not in anew and cell[0] not in gone for cell in cells),
        shots=len(_touched(effect)),
        approved=len(_approved(effect)),
        plan=plan_after(effect),
    )


def _running(plan: Plan) -> set[tuple[UUID, str]]:
    """The stages that are out of date, whether they run or stay so with an approved take."""
    return {(line.shot, line.stage) for line in plan.lines if line.verdict in ("run", "may-run", "pinned", "blocked")}


def _gone(effect: Priced) -> set[UUID]:
    """The shots that it takes out of the film."""
    made = [each.edit for each in effect.outcome if each.state not in IN_THE_WAY]
    return {edit.thing for edit in made if (edit.kind, edit.field) == ("shot", REMOVED) and edit.after}


def _approved(effect: Priced) -> set[UUID]:
    return effect.then.approved - effect.now.approved


def _touched(effect: Priced) -> set[UUID]:
    return effect.added.shots | _approved(effect)


def _in_the_way(effect: Priced) -> int:
    return sum(each.state in IN_THE_WAY for each in effect.outcome)


def _edits(effect: Priced) -> dict[str, SetEdit]:
    return {each.edit.key: each.edit for each in effect.outcome}


def _same_fields(log: UUID, first: dict[str, SetEdit], second: dict[str, SetEdit]) -> list[SameField]:
    differing = [key for key in first if key in second and first[key].after != second[key].after]
    edits = [first[key] for key in differing]
    called = naming.names({*(edit.thing for edit in edits), *naming.ids_in([edit.field for edit in edits])}, log)
    return [
        SameField(
            edit.field,
            labels.label(called, edit.kind, "" if edit.kind == "production" else called.of(edit.thing), edit.field),
            edit.after,
            second[edit.key].after,
        )
        for edit in edits
    ]
