"""Change sets: edits that nobody has made yet, gathered under a name, proposed, and applied as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, assert_never, get_args
from uuid import UUID

import msgspec

from events.errors import Refusal
from events.registry import Event, Json, event
from productions.domain.fields import ABSENT, Aggregate, Around, Field, Value, as_read, attribute
from productions.domain.fields.described import EditedKind
from productions.domain.fields.values import REMOVED
from productions.domain.names import clean_name
from productions.domain.words import Words

Status = Literal["draft", "proposed", "applied", "withdrawn"]
STATUSES: tuple[Status, ...] = get_args(Status)
EDIT = "edit:"
MOST_EDITS = 500
MOST_AT_ONCE = 5000
"""Edits that one act makes without a set."""


class SetEdit(msgspec.Struct, frozen=True, rename={"before": "from", "after": "to"}):
    """A field of a thing and the value that it shall have, as a person asks for it.

    `before` is what stood there, as people saw it, when the edit was gathered; null where nothing did.
    """

    kind: EditedKind
    thing: UUID
    field: str
    before: Json = None
    after: Json = None

    @property
    def key(self) -> str:
        """The name under which it stands in its set: one edit for a field."""
        return key_of(self.thing, self.field)


def key_of(thing: UUID, field: str) -> str:
    """Return the name under which the edit of a field stands in a set."""
    return f"{thing}:{field}"


@event("change_set.begun")
class Begun(Event, frozen=True):
    name: str
    author: UUID
    note: Words | None = None


@event("change_set.renamed")
class Renamed(Event, frozen=True):
    before: str
    after: str


@event("change_set.noted")
class Noted(Event, frozen=True):
    """What the set is for was said anew, or taken away."""

    note: Words | None = None


@event("change_set.edited")
class Edited(Event, frozen=True):
    """An edit was put into the set, changed there, or taken out: null where there is none."""

    before: SetEdit | None = None
    after: SetEdit | None = None


@event("change_set.proposed")
class Proposed(Event, frozen=True):
    comment: Words | None = None


@event("change_set.withdrawn")
class Withdrawn(Event, frozen=True):
    reason: Words | None = None


@event("change_set.reopened")
class Reopened(Event, frozen=True):
    """It is a draft again."""


@event("change_set.applied")
class Applied(Event, frozen=True):
    """All that it asked for stands beside this event, in the same command. `edits` counts what that was."""

    edits: int


ChangeSetEvent = Begun | Renamed | Noted | Edited | Proposed | Withdrawn | Reopened | Applied


class ChangeSet(msgspec.Struct, frozen=True):
    """A change set. `edits` are by key, `comment` is what was said with the last proposal or withdrawal."""

    name: str = ""
    author: UUID | None = None
    note: Words | None = None
    status: Status = "draft"
    comment: Words | None = None
    edits: dict[str, SetEdit] = {}

    @property
    def open(self) -> bool:
        """Whether it can still be applied."""
        return self.status in ("draft", "proposed")


@dataclass(frozen=True, slots=True)
class BeginSet:
    name: str
    author: UUID
    note: Words | None = None


@dataclass(frozen=True, slots=True)
class RenameSet:
    name: str


@dataclass(frozen=True, slots=True)
class NoteSet:
    note: Words | None


@dataclass(frozen=True, slots=True)
class PutEdit:
    """Put an edit into a draft, in the place of the one about the same field."""

    edit: SetEdit


@dataclass(frozen=True, slots=True)
class TakeOut:
    """Take the edit of this key out of a draft; nothing where there is none."""

    key: str


@dataclass(frozen=True, slots=True)
class ProposeSet:
    comment: Words | None = None


@dataclass(frozen=True, slots=True)
class WithdrawSet:
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class ReopenSet:
    """Make what was proposed or withdrawn a draft again."""


@dataclass(frozen=True, slots=True)
class ApplySet:
    """Say that its edits were made; `edits` is how many that were."""

    edits: int


@dataclass(frozen=True, slots=True)
class GiveBackEdit:
    """Give an edit back what it was, whatever the status: undo asks for this. None: it was not there."""

    key: str
    edit: SetEdit | None


@dataclass(frozen=True, slots=True)
class GiveBackStatus:
    """Give the status back, with what was said then: undo asks for this."""

    status: Status
    comment: Words | None


Moving = ProposeSet | WithdrawSet | ReopenSet | ApplySet | GiveBackStatus
Command = BeginSet | RenameSet | NoteSet | PutEdit | TakeOut | GiveBackEdit | Moving


class ChangeSetClosed(Refusal):
    """What is asked for cannot be done with a set of this status; the data name it."""

    code = "change-set-closed"


class NothingGathered(Refusal):
    """A set without edits is neither proposed nor applied."""

    code = "nothing-gathered"


class TooManyEdits(Refusal):
    """A set holds no more edits than this."""

    code = "too-many-edits"
    status = 422


def decide(state: ChangeSet, command: Command) -> Sequence[ChangeSetEvent]:
    match command:
        case BeginSet(name, author, note):
            return [Begun(name=clean_name(name), author=author, note=note)]
        case RenameSet(name):
            after = clean_name(name)
            return [] if after == state.name else [Renamed(before=state.name, after=after)]
        case NoteSet(note):
            return [] if note == state.note else [Noted(note=note)]
        case PutEdit(edit):
            _require(state, "draft")
            if edit.key not in state.edits and len(state.edits) >= MOST_EDITS:
                raise TooManyEdits(f"A change set holds at most {MOST_EDITS} edits.", most=MOST_EDITS)
            return _edited(state, edit.key, edit)
        case TakeOut(key):
            _require(state, "draft")
            return _edited(state, key, None)
        case ProposeSet(comment):
            _require(state, "draft")
            _require_edits(state)
            return [Proposed(comment=comment)]
        case WithdrawSet(reason):
            _require(state, "draft", "proposed")
            return [Withdrawn(reason=reason)]
        case ReopenSet():
            _require(state, "proposed", "withdrawn")
            return [Reopened()]
        case ApplySet(edits):
            _require(state, "draft", "proposed")
            _require_edits(state)
            return [Applied(edits=edits)]
        case GiveBackEdit(key, edit):
            return _edited(state, key, edit)
        case GiveBackStatus(status, comment):
            return [] if status == state.status else [_become(state, status, comment)]
        case _:
            assert_never(command)


def _require(state: ChangeSet, *statuses: Status) -> None:
    if state.status not in statuses:
        hint = {
            "proposed": "Make it a draft again to change it.",
            "withdrawn": "Make it a draft again first.",
            "applied": "Undo it first.",
            "draft": "",
        }[state.status]
        what = "still a draft" if state.status == "draft" else state.status
        raise ChangeSetClosed(f"This change set is {what}. {hint}".strip(), status=state.status)


def _require_edits(state: ChangeSet) -> None:
    if not state.edits:
        raise NothingGathered("This change set holds no edit yet.")


def _edited(state: ChangeSet, key: str, edit: SetEdit | None) -> Sequence[Edited]:
    before = state.edits.get(key)
    return [] if before == edit else [Edited(before=before, after=edit)]


def _become(state: ChangeSet, status: Status, comment: Words | None) -> ChangeSetEvent:
    match status:
        case "draft":
            return Reopened()
        case "proposed":
            return Proposed(comment=comment)
        case "withdrawn":
            return Withdrawn(reason=comment)
        case "applied":
            return Applied(edits=len(state.edits))


def evolve(state: ChangeSet, happened: ChangeSetEvent) -> ChangeSet:
    replace = msgspec.structs.replace
    match happened:
        case Begun(name=name, author=author, note=note):
            return ChangeSet(name, author, note)
        case Renamed(after=name):
            return replace(state, name=name)
        case Noted(note=note):
            return replace(state, note=note)
        case Edited(before=before, after=None):
            gone = before.key if before else ""
            return replace(state, edits={key: edit for key, edit in state.edits.items() if key != gone})
        case Edited(after=SetEdit() as edit):
            return replace(state, edits={**state.edits, edit.key: edit})
        case Proposed(comment=comment):
            return replace(state, status="proposed", comment=comment)
        case Withdrawn(reason=reason):
            return replace(state, status="withdrawn", comment=reason)
        case Reopened():
            return replace(state, status="draft", comment=None)
        case Applied():
            return replace(state, status="applied")
    raise AssertionError(f"unreachable: {happened}")


def _edits(state: ChangeSet) -> dict[str, Value]:
    return {key: msgspec.to_builtins(edit) for key, edit in state.edits.items()}


def _edit_command(_: ChangeSet, key: str, value: Value) -> Command:
    return GiveBackEdit(key, None if value is ABSENT else msgspec.convert(value, SetEdit))


def _status(state: ChangeSet) -> Value:
    return {"status": state.status, "comment": msgspec.to_builtins(state.comment)}


def _status_command(_: ChangeSet, __: str, value: Value) -> Command:
    return GiveBackStatus(value["status"], msgspec.convert(value["comment"], Words | None))


def _note(state: ChangeSet) -> Value:
    return state.note or ABSENT


def _told_note(note: Words, around: Around) -> Json:
    return around.remark(note)


FIELDS: tuple[Field[ChangeSet], ...] = (
    Field(
        "name",
        ("name",),
        attribute("name"),
        command=lambda state, _, value: RenameSet(value),
        told=as_read,
        right="gather_changes",
    ),
    Field("note", ("note",), _note, stays="What was noted stays; note something else.", told=_told_note, right="note"),
    Field(
        "status",
        ("status", "comment"),
        _status,
        command=_status_command,
        told=lambda value, around: value["status"],
        right="gather_changes",
    ),
    Field(
        EDIT,
        ("edits",),
        _edits,
        command=_edit_command,
        told=lambda value, around: value["to"],
        label="{name} of {thing}",
        right="gather_changes",
    ),
    Field(
        REMOVED,
        (),
        lambda state: ABSENT,
        stays="A change set stays; withdraw it instead.",
        label="removal",
        right="gather_changes",
    ),
)

change_set: Aggregate[ChangeSet, Command] = Aggregate(
    "change_set", ChangeSet(), decide, evolve, FIELDS, fixed=("author",)
)
