"""Change sets: list, begin, read, gather edits, propose, withdraw, reopen. What they cost is in `generation/api`."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events.execution import Receipt
from productions import commands, projections
from productions.api.change_set_shapes import ChangeSetDetail, ChangeSetSummary, detail, summaries
from productions.api.http import fields, filters
from productions.api.http.base import EntityView, ProductionView
from productions.api.http.operations import Asked, Body, Changes, expected, page_of, reads, writes
from productions.api.http.pages import numbered
from productions.api.rights import can
from productions.commands.change_sets import wanted_edit
from productions.domain.change_set import MOST_EDITS, STATUSES, SetEdit, key_of
from productions.domain.fields.described import OF_ONE_THING, VALUE
from productions.domain.fields.edits import Edit, Named
from productions.queries import listing

_STATUS = filters.choice("status", "Those in this state.", STATUSES)


class Gather(Edit, rename={"seen": "from"}, kw_only=True):
    """An edit to gather: `value` as in what-if plans, `from` what the asker saw there; without, what is there now."""

    seen: Annotated[Any, VALUE] = UNSET

    def edit(self) -> SetEdit:
        """Return it as change sets hold it."""
        kind, thing = self.thing()
        return wanted_edit(kind, thing, self.field, self.value, self.seen)


Edits = Annotated[list[Annotated[Gather, OF_ONE_THING]], msgspec.Meta(max_length=MOST_EDITS)]


class BeginChangeSet(Body):
    """A change set, perhaps with its first edits."""

    name: fields.Name
    note: fields.CommentText = ""
    edits: Edits = []


class ChangeChangeSet(Changes):
    """What is left out stays."""

    name: fields.Name | UnsetType = UNSET
    note: fields.CommentText | UnsetType = UNSET


class GatherEdits(Asked):
    """Edits to put in, each in the place of the one about the same field."""

    edits: Annotated[Edits, msgspec.Meta(min_length=1)]


class DropEdits(Asked):
    """The fields whose edits are taken out."""

    edits: Annotated[list[Annotated[Named, OF_ONE_THING]], msgspec.Meta(min_length=1, max_length=MOST_EDITS)]


class Remark(Asked):
    """A word about it."""

    comment: fields.CommentText = ""


class ChangeSetsView(ProductionView):
    needs: ClassVar = {"GET": "read", "POST": "gather_changes"}

    @reads("change_sets_list", "The change sets, the newest first", ChangeSetSummary, page=True, query=[_STATUS])
    def get(self, production: UUID) -> msgspec.Struct:
        sets = listing.change_sets(production, _STATUS.read(self.request))
        ready, following = numbered(self.request, summaries(sets))
        return page_of(ChangeSetSummary)(ready, following, can(self.role, {"begin": "gather_changes"}))

    @writes("change_sets_begin", "Begin a change set", BeginChangeSet, ChangeSetDetail, status=201, at="change-set")
    def post(self, asked: BeginChangeSet, production: UUID) -> tuple[Receipt[UUID], ChangeSetDetail]:
        context = self.context()
        made = context.ids()
        edits = [each.edit() for each in asked.edits]
        receipt = commands.begin_change_set(context, production, made, asked.name, asked.note, edits)
        return receipt, now(self, made)


class OneChangeSet(EntityView):
    projection = projections.change_sets
    needs: ClassVar = {"POST": "gather_changes"}

    def now(self) -> ChangeSetDetail:
        """Return the change set of the address as it is."""
        return now(self, self.kwargs["id"])


def now(view: ProductionView, id_: UUID) -> ChangeSetDetail:
    """Return a change set of the view's production as it is, with how its edits stand while it is open."""
    assert view.role is not None, "only members get here"
    folded = listing.change_set(id_)
    standings = commands.edit_standings(view.context(), view.log, id_)
    return detail(view.log, id_, folded, standings, view.role)


class ChangeSetView(OneChangeSet):
    needs: ClassVar = {"GET": "read", "PATCH": "gather_changes"}

    @reads("change_sets_read", "A change set, with how its edits stand", ChangeSetDetail)
    def get(self, id: UUID) -> ChangeSetDetail:
        return self.now()

    @writes("change_sets_change", "Change the name or the note of a change set", ChangeChangeSet, ChangeSetDetail)
    def patch(self, asked: ChangeChangeSet, id: UUID) -> tuple[Receipt[None], ChangeSetDetail]:
        receipt = commands.change_change_set(
            self.context(), self.log, id, name=asked.name, note=asked.note, expected=expected(self, asked)
        )
        return receipt, self.now()


class ChangeSetEditsView(OneChangeSet):
    needs: ClassVar = {"POST": "gather_changes", "DELETE": "gather_changes"}

    @writes("change_sets_gather", "Put edits into a change set", GatherEdits, ChangeSetDetail)
    def post(self, asked: GatherEdits, id: UUID) -> tuple[Receipt[None], ChangeSetDetail]:
        edits = [each.edit() for each in asked.edits]
        return commands.gather_edits(self.context(), self.log, id, edits, expected(self, asked)), self.now()

    @writes("change_sets_drop", "Take edits out of a change set", DropEdits, ChangeSetDetail)
    def delete(self, asked: DropEdits, id: UUID) -> tuple[Receipt[None], ChangeSetDetail]:
        keys = [key_of(each.thing()[1], each.field) for each in asked.edits]
        return commands.drop_edits(self.context(), self.log, id, keys, expected(self, asked)), self.now()


class ChangeSetProposeView(OneChangeSet):
    @writes("change_sets_propose", "Put it before those who may apply it", Remark, ChangeSetDetail)
    def post(self, asked: Remark, id: UUID) -> tuple[Receipt[None], ChangeSetDetail]:
        receipt = commands.propose_change_set(self.context(), self.log, id, asked.comment, expected(self, asked))
        return receipt, self.now()


class ChangeSetWithdrawView(OneChangeSet):
    @writes("change_sets_withdraw", "Give a change set up", Remark, ChangeSetDetail)
    def post(self, asked: Remark, id: UUID) -> tuple[Receipt[None], ChangeSetDetail]:
        receipt = commands.withdraw_change_set(self.context(), self.log, id, asked.comment, expected(self, asked))
        return receipt, self.now()


class ChangeSetReopenView(OneChangeSet):
    @writes("change_sets_reopen", "Make it a draft again", Asked, ChangeSetDetail)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], ChangeSetDetail]:
        return commands.reopen_change_set(self.context(), self.log, id, expected(self, asked)), self.now()
