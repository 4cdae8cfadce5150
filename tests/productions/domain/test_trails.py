"""Whose value stands on a field, and what it comes to when some of the events on it are undone."""

from uuid import UUID

from productions.domain.fields.trails import Clash, Happened, TrailStep, reverted, since_begun, trails
from productions.domain.shot import Added, CastEntry, CastRemoved, CastSet, Changed
from productions.projections import KINDS

SCENE, MARA, ADDED, FIRST, SECOND, UNDONE, AGAIN = (UUID(int=number) for number in range(1, 8))
BEGUN = Happened(ADDED, Added(scene=SCENE, code="SC010_0010", rank="i"))


def camera(id_: UUID, before: str | None, after: str | None, cause: UUID | None = None) -> Happened:
    """An edit of the camera."""
    return Happened(id_, Changed(field="camera", before=before, after=after), cause)


EDITS = [BEGUN, camera(FIRST, None, "static"), camera(SECOND, "static", "push-in")]
UNDO = camera(UNDONE, "push-in", "static", SECOND)


def trail(*events: Happened) -> list[TrailStep]:
    """The trail of the camera."""
    return trails(KINDS["shot"].decider, events)["camera"]


def test_the_newest_edit_gives_back_the_value_before_it() -> None:
    undone = reverted("camera", trail(*EDITS), {SECOND})
    assert (undone.value, undone.undone, undone.clashes) == ("static", (SECOND,), ())


def test_an_edit_on_which_a_later_one_stands_clashes_with_it() -> None:
    undone = reverted("camera", trail(*EDITS), {FIRST})
    assert (undone.value, undone.undone, undone.clashes) == ("push-in", (), (Clash(FIRST, "camera", SECOND),))
    assert reverted("camera", trail(*EDITS), {FIRST}, force=True).value is None


def test_edits_are_undone_together_from_the_newest_back() -> None:
    undone = reverted("camera", trail(*EDITS), {FIRST, SECOND})
    assert (undone.value, undone.undone) == (None, (SECOND, FIRST))


def test_an_undone_edit_stands_on_nothing() -> None:
    assert reverted("camera", trail(*EDITS, UNDO), {FIRST}).undone == (FIRST,)


def test_what_is_undone_already_is_left_alone() -> None:
    assert reverted("camera", trail(*EDITS, UNDO), {SECOND}).undone == ()


def test_undoing_an_undo_gives_the_field_back_to_the_edit() -> None:
    undone = reverted("camera", trail(*EDITS, UNDO), {UNDONE})
    assert (undone.value, undone.undone) == ("push-in", (UNDONE,))
    again = trail(*EDITS, UNDO, camera(AGAIN, "static", "push-in", UNDONE))
    assert again[-1].owner == SECOND
    assert reverted("camera", again, {SECOND}).value == "static"


def test_the_same_value_by_another_hand_stands_too() -> None:
    same = trail(*EDITS, camera(AGAIN, "push-in", "static"))
    assert reverted("camera", same, {SECOND}).clashes == (Clash(SECOND, "camera", AGAIN),)


def test_a_thing_that_others_edited_since_is_not_simply_taken_back() -> None:
    assert list(since_begun(trails(KINDS["shot"].decider, EDITS), ADDED, {ADDED})) == [Clash(ADDED, "camera", SECOND)]
    undone = [BEGUN, camera(FIRST, None, "static"), camera(UNDONE, "static", None, FIRST)]
    assert list(since_begun(trails(KINDS["shot"].decider, undone), ADDED, {ADDED})) == []


def test_cast_that_a_person_removed_is_another_value_than_none() -> None:
    entry = CastEntry(role="lead")
    cast = Happened(FIRST, CastSet(reference=MARA, after=entry))
    removed = Happened(SECOND, CastRemoved(reference=MARA, before=entry))
    casting = trails(KINDS["shot"].decider, [BEGUN, cast, removed])[f"cast:{MARA}"]
    assert [mark.after for mark in casting][1] == "refused"
    assert reverted(f"cast:{MARA}", casting, {SECOND}).value["role"] == "lead"
