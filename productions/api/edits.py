"""Edits of many fields at once: made as one act that one undo takes back, or not at all."""

from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec

from events.execution import Receipt
from productions import commands
from productions.api.change_sets import Gather
from productions.api.http.base import ProductionView
from productions.api.http.operations import Body, writes
from productions.api.works import SetWorks
from productions.domain.change_set import MOST_AT_ONCE
from productions.domain.fields.described import OF_ONE_THING


class MakeEdits(Body):
    """Edits as change sets gather them, each of another field, and what shall be said of the work on shots with them.

    Whoever asks needs the right of every one.
    """

    edits: Annotated[list[Annotated[Gather, OF_ONE_THING]], msgspec.Meta(min_length=1, max_length=MOST_AT_ONCE)]
    work: SetWorks = []


class EditsMade(msgspec.Struct):
    """How many edits changed something, and how many asked for what was so already."""

    made: int
    unchanged: int


class EditsView(ProductionView):
    needs: ClassVar = {"POST": "edit_shots"}

    @writes("edits_make", "Make edits of many fields at once, as one act", MakeEdits, EditsMade)
    def post(self, asked: MakeEdits, production: UUID) -> tuple[Receipt[Any], EditsMade]:
        edits, work = [each.edit() for each in asked.edits], [each.wanted() for each in asked.work]
        receipt = commands.make_edits(self.context(), production, edits, work, require=self.require)
        standings, said = receipt.value
        made = said + sum(each.state == "ready" for each in standings)
        return receipt, EditsMade(made, len(edits) + sum(len(each.fields) for each in work) - made)
