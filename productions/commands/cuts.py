"""The cut: whoever trims or reorders the film does it here; no shot is changed by it."""

from collections.abc import Sequence
from uuid import UUID

from events.execution import Batch, Context, Receipt, execute
from productions import queries
from productions.commands.access import hold
from productions.domain.cut import Cut, cut
from productions.domain.cut_edits import Edit, changes, shots_of, steps
from productions.domain.shot import shot
from productions.models import CutRow


def edit_cut(context: Context, log: UUID, edits: Sequence[Edit], expected: int | None = None) -> Receipt[Cut]:
    """Do edits to the cut of a production, one after the other, all of them or none.

    NotFound for a shot of another production, InvalidEdit for what the cut does not have, StreamConflict when it is at
    another version than expected.
    """

    def work(batch: Batch) -> Cut:
        hold(log, alone=True)  # an order is made of all places: two at once would each forget the other's
        stream = _stream(batch, log)
        batch.expect(cut, stream, expected)
        named = {each for edit in edits for each in shots_of(edit)}
        batch.preload(shot, named)
        for each in named:
            batch.load(shot, each)
        script = [place.shot for place in queries.film_order(log)]
        for step in steps(edits):
            for command in changes(batch.load(cut, stream).state, step, script, context.ids):
                batch.decide(cut, stream, command)
        return batch.load(cut, stream).state

    return execute(context, log, work)


def _stream(batch: Batch, log: UUID) -> UUID:
    """The stream of the production's cut, begun where there is none."""
    known = CutRow.objects.filter(log=log).values_list("id", flat=True).first()
    if known is not None:
        return known
    stream = batch.context.ids()
    batch.begin(cut, stream)
    return stream
