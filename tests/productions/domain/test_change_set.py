"""A change set: which edits it holds, and what can be done with it in which status."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import msgspec
import pytest

from events.registry import Event
from productions.domain.change_set import (
    MOST_EDITS,
    Applied,
    ApplySet,
    BeginSet,
    Begun,
    ChangeSetClosed,
    Edited,
    GiveBackEdit,
    GiveBackStatus,
    Noted,
    NoteSet,
    NothingGathered,
    Proposed,
    ProposeSet,
    PutEdit,
    Renamed,
    RenameSet,
    Reopened,
    ReopenSet,
    SetEdit,
    TakeOut,
    TooManyEdits,
    Withdrawn,
    WithdrawSet,
    change_set,
)
from productions.domain.names import InvalidName
from productions.domain.words import Words
from tests.support.specification import given

IDA, SHOT = UUID(int=9), UUID(int=1)
NOTE, OTHER = Words("Warmer."), Words("Colder.")
BEGUN = Begun(name="Dusk", author=IDA, note=NOTE)
DUSK = SetEdit("shot", SHOT, "description", "Noon.", "Dusk.")
WIDE = SetEdit("shot", SHOT, "size", "medium", "wide")
PUT = Edited(after=DUSK)
STATUSES: dict[str, tuple[Event, ...]] = {
    "draft": (BEGUN, PUT),
    "proposed": (BEGUN, PUT, Proposed(comment=NOTE)),
    "withdrawn": (BEGUN, PUT, Withdrawn(reason=OTHER)),
    "applied": (BEGUN, PUT, Applied(edits=1)),
}


def test_it_is_begun_under_a_proper_name_and_renamed_and_noted_once() -> None:
    given(change_set).when(BeginSet(" Dusk ", IDA, NOTE)).then(BEGUN)
    given(change_set).when(BeginSet(" ", IDA)).refused(InvalidName)
    begun = given(change_set, BEGUN)
    begun.when(RenameSet(" Dawn ")).then(Renamed(before="Dusk", after="Dawn"))
    begun.when(RenameSet("Dusk")).then()
    begun.when(NoteSet(OTHER)).then(Noted(note=OTHER))
    begun.when(NoteSet(NOTE)).then()


def test_it_holds_one_edit_of_a_field() -> None:
    begun, later = given(change_set, BEGUN), msgspec.structs.replace(DUSK, after="Night.")
    begun.when(PutEdit(DUSK)).then(PUT)
    begun.when(TakeOut(DUSK.key)).then()
    draft = given(change_set, BEGUN, PUT)
    draft.when(PutEdit(DUSK)).then()
    draft.when(PutEdit(later)).then(Edited(before=DUSK, after=later))
    draft.when(PutEdit(WIDE)).then(Edited(after=WIDE))
    draft.when(TakeOut(DUSK.key)).then(Edited(before=DUSK))
    assert given(change_set, BEGUN, PUT, Edited(after=WIDE), Edited(before=DUSK)).state.edits == {WIDE.key: WIDE}
    assert given(change_set, BEGUN, PUT, Edited(before=DUSK, after=later)).state.edits == {DUSK.key: later}


def test_it_holds_as_much_as_is_said() -> None:
    edits = [SetEdit("shot", UUID(int=number), "size", None, "wide") for number in range(MOST_EDITS)]
    full = given(change_set, BEGUN, *(Edited(after=each) for each in edits))
    other = msgspec.structs.replace(edits[0], after="close-up")
    full.when(PutEdit(other)).then(Edited(before=edits[0], after=other))
    full.when(PutEdit(WIDE)).then(Edited(before=edits[1], after=WIDE))
    full.when(PutEdit(DUSK)).refused(TooManyEdits)
    short = replace(full, state=msgspec.structs.replace(full.state, edits={each.key: each for each in edits[1:]}))
    short.when(PutEdit(DUSK)).then(PUT)


ASKED: list[tuple[Any, Event, str]] = [
    (PutEdit(WIDE), Edited(after=WIDE), "draft"),
    (TakeOut(DUSK.key), Edited(before=DUSK), "draft"),
    (ProposeSet(OTHER), Proposed(comment=OTHER), "draft"),
    (WithdrawSet(OTHER), Withdrawn(reason=OTHER), "draft proposed"),
    (ReopenSet(), Reopened(), "proposed withdrawn"),
    (ApplySet(1), Applied(edits=1), "draft proposed"),
]


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize(("command", "event", "where"), ASKED, ids=lambda each: type(each).__name__)
def test_what_can_be_done_follows_from_the_status(command: Any, event: Event, where: str, status: str) -> None:
    asked = given(change_set, *STATUSES[status]).when(command)
    if status in where.split():
        asked.then(event)
    else:
        asked.refused(ChangeSetClosed)


@pytest.mark.parametrize("command", [ProposeSet(), ApplySet(0)])
def test_without_edits_it_is_neither_proposed_nor_applied(command: Any) -> None:
    given(change_set, BEGUN).when(command).refused(NothingGathered)


@pytest.mark.parametrize("status", STATUSES)
def test_undo_gives_back_whatever_the_status_is(status: str) -> None:
    stands = given(change_set, *STATUSES[status])
    stands.when(GiveBackEdit(DUSK.key, None)).then(Edited(before=DUSK))
    stands.when(GiveBackEdit(DUSK.key, DUSK)).then()
    back: dict[str, Event] = {
        "draft": Reopened(),
        "proposed": Proposed(comment=OTHER),
        "withdrawn": Withdrawn(reason=OTHER),
        "applied": Applied(edits=1),
    }
    for other, event in back.items():
        expected = [] if other == status else [event]
        stands.when(GiveBackStatus(other, OTHER)).then(*expected)  # type: ignore[arg-type]  # literals


def test_its_status_keeps_what_was_said_with_it() -> None:
    said = {status: given(change_set, *events).state for status, events in STATUSES.items()}
    assert {status: (state.status, state.comment, state.open) for status, state in said.items()} == {
        "draft": ("draft", None, True),
        "proposed": ("proposed", NOTE, True),
        "withdrawn": ("withdrawn", OTHER, False),
        "applied": ("applied", None, False),
    }
    again = given(
        change_set, *STATUSES["withdrawn"], Reopened(), Renamed(before="Dusk", after="Dawn"), Noted(note=None)
    )
    state = again.state
    assert (state.name, state.author, state.note, state.status, state.comment) == ("Dawn", IDA, None, "draft", None)
