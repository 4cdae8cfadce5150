"""References have versions and locks; takes are reviewed and pinned."""

from dataclasses import replace
from uuid import UUID

import msgspec
import pytest

from productions.domain import reference as references
from productions.domain.artifact import Artifact
from productions.domain.reference import ChangeReference, InvalidReference, LockReference, UnlockReference, reference
from productions.domain.take import (
    LONGEST_NOTE,
    ApprovalWithdrawn,
    Approved,
    ApprovedByItsMaker,
    ApproveTake,
    ChangesRequested,
    ChangesWithdrawn,
    InvalidNote,
    Made,
    MakeTake,
    NoChangesRequested,
    NoSuchFrame,
    Noted,
    NoteTake,
    NotMade,
    RequestChanges,
    SubmitTake,
    Submitted,
    Take,
    TakeAlreadyApproved,
    TakeAlreadyMade,
    WithdrawApproval,
    WithdrawChanges,
    clean_note,
    take,
)
from productions.domain.words import Words
from tests.support.specification import given

ID = UUID(int=7)
MARA = references.Added(production=ID, kind="character", name="MARA", attributes={"wardrobe_colour": "yellow"})
RED = references.Changed(field="attribute:wardrobe_colour", before="yellow", after="red")
MASTER = Artifact("master", "sha256:m", "sha256:c", "video/x-matroska", 9, {"count": 48})
MADE = Made(
    shot=ID,
    number=1,
    order=ID,
    job=ID,
    language="en",
    variation=1,
    settings={},
    artifacts=(MASTER,),
    content="sha256:c",
    recipes={"finish": "sha256:k"},
    outputs={"master": "sha256:c"},
)
ALL = {"master": "sha256:c"}


def test_each_change_of_a_reference_is_a_version() -> None:
    given(reference, MARA).when(ChangeReference("attribute:wardrobe_colour", "red")).then(RED)
    state = given(reference, MARA, RED).state
    assert state.look(1).attributes == {"wardrobe_colour": "yellow"}
    assert state.look().attributes == {"wardrobe_colour": "red"}


def test_a_locked_reference_is_followed_at_the_version_of_the_lock() -> None:
    locked = given(reference, MARA).when(LockReference("costume approved"))
    locked.then(references.Locked(version=1, reason="costume approved"))
    state = given(reference, MARA, references.Locked(version=1, reason=""), RED)
    assert state.state.look().attributes == {"wardrobe_colour": "yellow"}
    state.when(UnlockReference()).then(references.Unlocked())


REMOVED = given(reference, MARA, references.Removed())


@pytest.mark.parametrize(
    "command",
    [
        ChangeReference("name", "Maria"),
        ChangeReference("attribute:hair", "grey"),
        references.AddAlias("MARIA"),
        references.AddPicture("sha256:p"),
        references.SetLookChange(ID, None),
        LockReference("approved"),
        UnlockReference(),
    ],
)
def test_what_is_removed_is_restored_before_anything_of_it_changes(command: object) -> None:
    REMOVED.when(command).refused(references.ReferenceRemoved)


def test_what_is_removed_goes_no_further_and_comes_back() -> None:
    given(reference, MARA).when(references.RemoveReference()).then(references.Removed())
    REMOVED.when(references.RemoveReference()).then()
    REMOVED.when(references.MergeReference(ID)).then()
    REMOVED.when(references.RestoreReference()).then(references.Restored())
    given(reference, MARA).when(references.RestoreReference()).then()


def test_only_a_location_lies_in_another_and_only_people_speak_with_a_voice() -> None:
    quay = references.Added(production=ID, kind="location", name="QUAY")
    given(reference, quay).when(ChangeReference("parent", str(ID))).then(
        references.Changed(field="parent", before=None, after=str(ID))
    )
    given(reference, MARA).when(ChangeReference("parent", str(ID))).refused(InvalidReference)
    given(reference, MARA).when(ChangeReference("voice", str(ID))).then(
        references.Changed(field="voice", before=None, after=str(ID))
    )
    given(reference, quay).when(ChangeReference("voice", str(ID))).refused(InvalidReference)
    lies = references.AddReference(ID, "location", "QUAY", parent=ID)
    given(reference).when(lies).then(msgspec.structs.replace(quay, parent=ID))
    given(reference).when(replace(lies, kind="prop")).refused(InvalidReference)


def test_an_attribute_is_taken_away_with_null_and_nonsense_is_refused() -> None:
    given(reference, MARA).when(ChangeReference("attribute:wardrobe_colour", None)).then(
        references.Changed(field="attribute:wardrobe_colour", before="yellow", after=None)
    )
    given(reference, MARA).when(ChangeReference("attribute:../x", "a")).refused(InvalidReference)
    given(reference, MARA).when(ChangeReference("looks", "a")).refused(InvalidReference)


def test_a_take_is_made_once_and_reviewed_only_when_made() -> None:
    given(take).when(MakeTake(MADE)).then(MADE)
    given(take, MADE).when(MakeTake(MADE)).refused(TakeAlreadyMade)
    given(take).when(SubmitTake()).refused(NotMade)


def test_an_approval_names_the_bytes_it_holds_for() -> None:
    approved = Approved(digest="sha256:m", comment=Words("lovely"), ports=ALL)
    given(take, MADE).when(ApproveTake(Words("lovely"))).then(approved)
    given(take, MADE, Approved(digest="sha256:m")).when(ApproveTake()).then()
    given(take, MADE, Approved(digest="sha256:m")).when(SubmitTake()).refused(TakeAlreadyApproved)
    given(take, MADE, Approved(digest="sha256:m")).when(WithdrawApproval(Words("new light"))).then(
        ApprovalWithdrawn(reason=Words("new light"), ports=ALL)
    )


def test_parts_of_a_take_come_in_one_order_with_its_master_first() -> None:
    """Rows sort the names of an object by their length."""
    read = Take(outputs={"sound": "sha256:s", "master": "sha256:m", "captions": "sha256:c"})
    assert list(read.contents) == ["master", "captions", "sound"]
    assert Take(content="sha256:m").contents == {"master": "sha256:m"}


def test_four_eyes_keeps_a_maker_from_approving() -> None:
    given(take, MADE).when(ApproveTake(forbidden=True)).refused(ApprovedByItsMaker)


def test_a_still_has_one_frame_to_remark_on() -> None:
    picture = msgspec.structs.replace(MASTER, media_type="image/png", facts={"width": 128, "height": 72})
    still = given(take, msgspec.structs.replace(MADE, artifacts=(picture,)))
    still.when(NoteTake(Words("the hat"), 0)).then(Noted(text=Words("the hat"), frame=0, content="sha256:c"))
    still.when(NoteTake(Words("the hat"), 1)).refused(NoSuchFrame)
    still.when(NoteTake(Words("the hat"), None)).then(Noted(text=Words("the hat"), content="sha256:c"))


def test_changes_are_requested_with_a_comment_on_a_frame_that_exists() -> None:
    submitted = given(take, MADE, Submitted())
    sent_back = ChangesRequested(comment=Words("too dark"), frame=47, ports=ALL)
    submitted.when(RequestChanges(Words("too dark"), 47)).then(sent_back)
    submitted.when(RequestChanges(Words("too dark"), 48)).refused(NoSuchFrame)


def test_a_request_for_changes_is_taken_back_and_the_take_lies_before_the_reviewers() -> None:
    sent_back = given(take, MADE, Submitted(), ChangesRequested(comment=Words("too dark"), frame=4))
    sent_back.when(WithdrawChanges(Words("it is night"))).then(ChangesWithdrawn(reason=Words("it is night"), ports=ALL))
    again = given(take, MADE, Submitted(), ChangesRequested(comment=Words("too dark")), ChangesWithdrawn()).state
    assert (again.review, again.comment) == ("submitted", None)
    given(take, MADE, Submitted()).when(WithdrawChanges()).refused(NoChangesRequested)


def test_a_note_says_something() -> None:
    assert clean_note("  too dark ") == "too dark"
    for text in ("", "  ", "x" * (LONGEST_NOTE + 1)):
        with pytest.raises(InvalidNote):
            clean_note(text)
