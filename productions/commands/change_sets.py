"""Change sets: begin one, gather edits in it, propose it, and apply it as one batch; and edits that no set holds.

What stands in the way of each edit is in `gathered.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from uuid import UUID

from msgspec import UNSET, UnsetType

from events.decider import Folded
from events.errors import NotFound, Refusal
from events.execution import Batch, Context, Receipt, execute
from events.registry import Json
from productions.commands.access import hold
from productions.commands.editing import asked_commands
from productions.commands.gathered import EditStanding, Gathered, preload, rate_of, shown
from productions.commands.placing import suppose_added
from productions.commands.reverting.outcome import Require
from productions.commands.works import WorkOn, put_work
from productions.domain import change_set as domain
from productions.domain.change_set import ChangeSet, SetEdit, change_set
from productions.domain.fields import InvalidEdit
from productions.domain.fields.described import EditedKind
from productions.domain.fields.values import ADDED, PICTURE
from productions.domain.take import LONGEST_NOTE, InvalidNote
from productions.domain.words import Words
from productions.people.sealing import seal
from productions.projections import KINDS


class StandsInTheWay(Refusal):
    """Some edits of a change set cannot be made as they were gathered; the data say which and why. Nothing changed."""

    code = "change-set-conflict"


def begin_change_set(
    context: Context, log: UUID, id_: UUID, name: str, note: str = "", edits: Sequence[SetEdit] = ()
) -> Receipt[UUID]:
    """Begin a change set, perhaps with first edits."""
    said = _said(context, note)

    def work(batch: Batch) -> UUID:
        hold(log, alone=False)
        batch.begin(change_set, id_)
        batch.decide(change_set, id_, domain.BeginSet(name, context.actor, said))
        _put(batch, id_, edits)
        return id_

    return execute(context, log, work)


def change_change_set(
    context: Context,
    log: UUID,
    id_: UUID,
    *,
    name: str | UnsetType = UNSET,
    note: str | UnsetType = UNSET,
    expected: int | None = None,
) -> Receipt[None]:
    """Rename a change set, or say anew what it is for."""
    said = UNSET if note is UNSET else _said(context, note)

    def work(batch: Batch) -> None:
        if name is not UNSET:
            batch.decide(change_set, id_, domain.RenameSet(name), expected=expected)
        if said is not UNSET:
            batch.decide(change_set, id_, domain.NoteSet(said), expected=expected)

    return execute(context, log, work)


def gather_edits(
    context: Context, log: UUID, id_: UUID, edits: Sequence[SetEdit], expected: int | None = None
) -> Receipt[None]:
    """Put edits into a draft, each in the place of the one about the same field.

    An edit whose `before` is UNSET rests on what stands there now. InvalidEdit and other refusals of a value that the
    field cannot have; what is only in the way today, such as a lock, does not keep an edit from being gathered.
    """

    def work(batch: Batch) -> None:
        batch.expect(change_set, id_, expected)
        _put(batch, id_, edits)

    return execute(context, log, work)


def drop_edits(
    context: Context, log: UUID, id_: UUID, keys: Iterable[str], expected: int | None = None
) -> Receipt[None]:
    """Take edits out of a draft; NotFound for one that is not in it."""

    def work(batch: Batch) -> None:
        batch.expect(change_set, id_, expected)
        for key in keys:
            if not batch.decide(change_set, id_, domain.TakeOut(key)):
                raise NotFound("There is no such edit in this change set.")

    return execute(context, log, work)


def propose_change_set(
    context: Context, log: UUID, id_: UUID, comment: str = "", expected: int | None = None
) -> Receipt[None]:
    """Put a draft before those who may apply it; nobody changes it meanwhile."""
    return _move(context, log, id_, domain.ProposeSet(_said(context, comment)), expected)


def withdraw_change_set(
    context: Context, log: UUID, id_: UUID, reason: str = "", expected: int | None = None
) -> Receipt[None]:
    """Give a draft or a proposal up; it can be made a draft again."""
    return _move(context, log, id_, domain.WithdrawSet(_said(context, reason)), expected)


def reopen_change_set(context: Context, log: UUID, id_: UUID, expected: int | None = None) -> Receipt[None]:
    """Make a proposal, or what was withdrawn, a draft again."""
    return _move(context, log, id_, domain.ReopenSet(), expected)


def apply_change_set(
    context: Context,
    log: UUID,
    id_: UUID,
    *,
    require: Require,
    skip: bool = False,
    expected: int | None = None,
) -> Receipt[tuple[EditStanding, ...]]:
    """Make all edits of a draft or a proposal in one batch, which one undo takes back.

    StandsInTheWay, and nothing happens, when a field is no longer as it was when its edit was gathered, when a thing
    is gone, or when a lock or a rule refuses the value; with `skip` such edits are left out, to see what the rest
    comes to. `require` raises Forbidden for a right that the asker lacks.
    """

    def work(batch: Batch) -> tuple[EditStanding, ...]:
        hold(log, alone=True)
        batch.expect(change_set, id_, expected)
        edits = _of_set(batch, batch.load(change_set, id_), require)
        gathered = edits.make()
        edits.follow()
        made = sum(each.state == "ready" for each in gathered)
        batch.decide(change_set, id_, domain.ApplySet(made))
        if not skip:
            _refuse(gathered)
        return gathered

    return execute(context, log, work)


def make_edits(
    context: Context, log: UUID, edits: Sequence[SetEdit], works: Sequence[WorkOn] = (), *, require: Require
) -> Receipt[tuple[tuple[EditStanding, ...], int]]:
    """Make edits of any things in one batch, as those of a set are made, without a set, and with them say of works.

    Returns how the edits stand, and how many fields of works changed.

    An edit whose `before` is UNSET is made whatever stands there. InvalidEdit and other refusals of a value that the
    field cannot have, StandsInTheWay as in `apply_change_set`: nothing happens then. `require` as there.
    """

    def work(batch: Batch) -> tuple[tuple[EditStanding, ...], int]:
        hold(log, alone=True)
        wanted = _resting(batch, edits)
        if len(wanted) < len(edits):
            raise InvalidEdit("Two edits are about the same field.")
        at_once = Gathered(batch, wanted, require)
        standings = at_once.make()
        at_once.follow()
        _refuse(standings)
        return standings, put_work(batch, works, require)

    return execute(context, log, work)


def _resting(batch: Batch, edits: Sequence[SetEdit]) -> dict[str, SetEdit]:
    """Return edits by key, each on what its asker saw, or on what stands there now."""
    _check_all(batch, edits, {edit.key: edit for edit in edits})
    preload(batch, edits)
    rate = rate_of(batch)
    before = {edit.key: shown(batch, edit, rate) if edit.before is UNSET else edit.before for edit in edits}
    return {edit.key: SetEdit(edit.kind, edit.thing, edit.field, before[edit.key], edit.after) for edit in edits}


def edit_standings(context: Context, log: UUID, id_: UUID) -> tuple[EditStanding, ...]:
    """Return how the edits of a change set stand to what is there now; nothing is written.

    Those of a set that was applied are done, whatever became of their fields since.
    """
    batch = Batch(context, log)
    folded = batch.load(change_set, id_)
    gathered = _of_set(batch, folded, lambda right: None)
    return gathered.made() if folded.state.status == "applied" else gathered.make()


def wanted_edit(kind: EditedKind, thing: UUID, field: str, value: Json, seen: Json | UnsetType = UNSET) -> SetEdit:
    """Return an edit; without what was `seen`, it will rest on what stands there when it is gathered."""
    return SetEdit(kind, thing, field, seen, value)


def _of_set(batch: Batch, folded: Folded[ChangeSet], require: Require) -> Gathered:
    return Gathered(batch, folded.state.edits, require, folded)


def _refuse(gathered: Sequence[EditStanding]) -> None:
    in_the_way = [each for each in gathered if each.state in ("conflict", "gone", "refused")]
    if in_the_way:
        count = len(in_the_way)
        what = "One edit stands" if count == 1 else f"{count} edits stand"
        said: list[Json] = [_told(each) for each in in_the_way]
        raise StandsInTheWay(f"{what} in the way: settle or take out what is marked, then apply.", edits=said)


def _told(standing: EditStanding) -> dict[str, Json]:
    edit = standing.edit
    told = {"key": edit.key, "thing": str(edit.thing), "field": edit.field}
    return {**told, "state": standing.state, "reason": standing.reason, "now": standing.now}


def _move(context: Context, log: UUID, id_: UUID, command: domain.Command, expected: int | None) -> Receipt[None]:
    def work(batch: Batch) -> None:
        batch.decide(change_set, id_, command, expected=expected)

    return execute(context, log, work)


def _put(batch: Batch, id_: UUID, edits: Sequence[SetEdit]) -> None:
    gathered = {**batch.load(change_set, id_).state.edits, **{edit.key: edit for edit in edits}}
    _check_all(batch, edits, gathered)
    preload(batch, [*edits, *(edit for edit in gathered.values() if edit.field == ADDED)])
    rate = rate_of(batch) if edits else ""
    for edit in edits:
        now = shown(batch, edit, rate)
        before = now if edit.before is UNSET else edit.before
        batch.decide(change_set, id_, domain.PutEdit(SetEdit(edit.kind, edit.thing, edit.field, before, edit.after)))


def _check_all(batch: Batch, edits: Sequence[SetEdit], gathered: Mapping[str, SetEdit]) -> None:
    """Check edits as if all shots were there already that the set adds, on a batch of its own that is not saved."""
    trial = Batch(batch.context, batch.log)
    for edit in edits:
        if edit.field == ADDED:
            _check(trial, edit)
    for edit in gathered.values():
        if edit.field == ADDED:
            decider = KINDS[edit.kind].decider
            trial.preload(decider, [edit.thing], begun=False)
            suppose_added(trial, edit.thing, decider.asked(trial.load(decider, edit.thing).state, ADDED, edit.after))
    for edit in edits:
        if edit.field != ADDED:
            _check(trial, edit)


def _check(batch: Batch, edit: SetEdit) -> None:
    """Refuse a value that the field cannot have at any time, and a picture that is not here."""
    if edit.kind == "production" and edit.thing != batch.log:
        raise InvalidEdit("An edit stays within its production.")
    if edit.field.startswith(PICTURE) and edit.after:
        raise InvalidEdit("A picture is added by uploading it; a change set only takes pictures out.", field=edit.field)
    decider = KINDS[edit.kind].decider
    try:
        for command in asked_commands(batch, edit.kind, edit.thing, edit.field, edit.after):
            decider.decide(batch.load(decider, edit.thing).state, command)
    except Refusal as refused:
        if refused.status != HTTPStatus.CONFLICT:
            raise


def _said(context: Context, text: str) -> Words | None:
    if len(text.strip()) > LONGEST_NOTE:
        raise InvalidNote(f"A note has at most {LONGEST_NOTE} characters.")
    return seal(context.actor, text)
