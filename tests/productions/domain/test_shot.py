"""What may happen to a shot."""

from typing import Any
from uuid import UUID

import pytest

from events.registry import Json
from productions.domain.shot import (
    Added,
    AddShot,
    CastEntry,
    CastRemoved,
    CastSet,
    Changed,
    ChangeShot,
    ContinuesInACircle,
    ContinuesSet,
    InvalidShot,
    Moved,
    MoveShot,
    Place,
    RemoveCast,
    Removed,
    RemoveShot,
    Restored,
    RestoreShot,
    RestoreSource,
    ReviseSource,
    SelectTake,
    SetCast,
    SetContinues,
    ShotAlreadyAdded,
    ShotRemoved,
    Source,
    TakeSelected,
    shot,
)
from tests.support.specification import given

SCENE, OTHER, MARA, IVO = (UUID(int=number) for number in range(1, 5))
SOURCE = Source(text="Fog.", digest="sha256:a", description="Fog.")
ADDED = Added(scene=SCENE, code="SC010_0010", rank="i", origin="script", source=SOURCE)


def test_a_shot_is_added_once() -> None:
    given(shot).when(AddShot(SCENE, "SC010_0010", "i")).then(Added(scene=SCENE, code="SC010_0010", rank="i"))
    given(shot, ADDED).when(AddShot(SCENE, "SC010_0010", "i")).refused(ShotAlreadyAdded)


def test_an_edit_says_field_from_and_to() -> None:
    given(shot, ADDED).when(ChangeShot("camera", "push-in")).then(Changed(field="camera", after="push-in"))
    given(shot, ADDED).when(ChangeShot("camera", None)).then()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("size", "huge"),
        ("camera", 3),
        ("frames", 0),
        ("frames", True),
        ("frames", 2.5),
        ("frames", 10**9),
        ("code", "X"),
    ],
)
def test_bad_fields_are_refused(field: Any, value: Json) -> None:
    given(shot, ADDED).when(ChangeShot(field, value)).refused(InvalidShot)


def test_moving_says_where_from_and_where_to() -> None:
    given(shot, ADDED).when(MoveShot(OTHER, "r")).then(Moved(before=Place(SCENE, "i"), after=Place(OTHER, "r")))
    given(shot, ADDED).when(MoveShot(SCENE, "i")).then()


def test_removal_is_soft_and_edits_wait_for_the_return() -> None:
    given(shot, ADDED).when(RemoveShot()).then(Removed())
    removed = given(shot, ADDED, Removed())
    removed.when(RemoveShot()).then()
    removed.when(ChangeShot("camera", "push-in")).refused(ShotRemoved)
    removed.when(RestoreShot()).then(Restored())
    assert given(shot, ADDED, Removed(), Restored()).state == given(shot, ADDED).state


def test_cast_is_set_changed_and_removed() -> None:
    entry = CastEntry(role="lead", strength="0.65")
    given(shot, ADDED).when(SetCast(MARA, CastEntry(role="lead", strength="0.650"))).then(
        CastSet(reference=MARA, after=entry)
    )
    cast = given(shot, ADDED, CastSet(reference=MARA, after=entry))
    cast.when(SetCast(MARA, entry)).then()
    cast.when(RemoveCast(MARA)).then(CastRemoved(reference=MARA, before=entry))
    given(shot, ADDED).when(SetCast(MARA, CastEntry(strength="1.5"))).refused(InvalidShot)
    given(shot, ADDED).when(SetCast(MARA, CastEntry(strength="NaN"))).refused(InvalidShot)


def test_a_new_text_redoes_the_derived_cast_only() -> None:
    derived, own = CastEntry(derived=True), CastEntry(role="lead")
    state = given(shot, ADDED, CastSet(reference=MARA, after=derived), CastSet(reference=OTHER, after=own))
    new = Source(text="Rain.", digest="sha256:b", description="Rain.")
    happened = shot.decide(state.state, ReviseSource(new, ((IVO, derived),)))
    assert happened[1:] == [
        CastRemoved(reference=MARA, before=derived, derived=True),
        CastSet(reference=IVO, after=derived),
    ]


def test_a_text_of_before_comes_back_and_leaves_the_cast_alone() -> None:
    cast = CastSet(reference=MARA, after=CastEntry(derived=True))
    new = Source(text="Rain.", digest="sha256:b", description="Rain.")
    state = given(shot, ADDED, cast)
    (changed,) = shot.decide(state.state, RestoreSource(new))
    assert (changed.field, changed.before["text"], changed.after["text"]) == ("source", "Fog.", "Rain.")  # type: ignore[attr-defined]  # it is Changed
    state.when(RestoreSource(SOURCE)).then()


def test_cast_that_is_taken_back_may_come_again_with_the_script() -> None:
    entry = CastEntry(role="seen", derived=True)
    cast = given(shot, ADDED, CastSet(reference=MARA, after=entry))
    removed = CastRemoved(reference=MARA, before=entry, derived=True)
    cast.when(RemoveCast(MARA, derived=True)).then(removed)
    assert given(shot, ADDED, CastSet(reference=MARA, after=entry), removed).state.refused == ()


def test_who_a_person_removed_does_not_come_back_with_the_script() -> None:
    derived = CastEntry(derived=True)
    state = given(shot, ADDED, CastSet(reference=MARA, after=derived), CastRemoved(reference=MARA, before=derived))
    new = Source(text="Rain.", digest="sha256:b", description="Rain.")
    happened = shot.decide(state.state, ReviseSource(new, ((MARA, derived),)))
    assert [type(event) for event in happened] == [Changed]


def test_the_same_text_leaves_the_shot_alone() -> None:
    given(shot, ADDED).when(ReviseSource(SOURCE, ((MARA, CastEntry(derived=True)),))).then()


def test_a_shot_continues_another_but_never_in_a_circle() -> None:
    given(shot, ADDED).when(SetContinues(OTHER)).then(ContinuesSet(after=OTHER))
    given(shot, ADDED).when(SetContinues(OTHER, cycle=True)).refused(ContinuesInACircle)


def test_choosing_a_take_again_is_a_new_choice() -> None:
    selected = given(shot, ADDED, TakeSelected(after=OTHER))
    selected.when(SelectTake(OTHER)).then(TakeSelected(before=OTHER, after=OTHER))
    selected.when(SelectTake(None)).then(TakeSelected(before=OTHER, after=None))
    given(shot, ADDED).when(SelectTake(None)).then()
