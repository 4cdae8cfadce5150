"""The cut: what people do to the film's order is held by shot, and laid out over whatever the script has."""

from itertools import count
from uuid import UUID

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from productions.domain.cut import Change, Cut, Edited, FollowScript, Gap, Place, Trim, cut
from productions.domain.cut_edits import (
    DissolveEdit,
    DropEdit,
    Edit,
    FollowEdit,
    InsertEdit,
    MarkEdit,
    MoveEdit,
    ResizeEdit,
    TrimEdit,
    UnmarkEdit,
    changes,
    steps,
)
from productions.domain.fields import InvalidEdit
from productions.domain.laid_cut import LaidCut, Remark, laid, order
from productions.domain.names import InvalidName
from tests.support.specification import given

A, B, C, D, E, GONE = SHOTS = tuple(UUID(int=number) for number in range(1, 7))
FILM = (A, B, C, D)


def edited(*edits: Edit, script: tuple[UUID, ...] = FILM, state: Cut | None = None) -> Cut:
    """A cut after edits; gaps and markers are called 101, 102 …"""
    state, numbers = state or cut.initial, count(101)
    for step in steps(edits):
        for command in changes(state, step, script, lambda: UUID(int=next(numbers))):
            for event in cut.decide(state, command):
                state = cut.evolve(state, event)
    return state


def over_film(state: Cut, script: tuple[UUID, ...] = FILM, frames: int = 10) -> LaidCut:
    """The cut over shots of so many frames each."""
    return laid(state, script, dict.fromkeys(script, frames))


def shown(state: Cut, script: tuple[UUID, ...] = FILM, frames: int = 10) -> list[tuple[int, int, int, int]]:
    """What is seen, each with its id, start, frames and first frame."""
    return [(item.id.int, item.start, item.frames, item.first) for item in over_film(state, script, frames).items]


def test_a_part_is_said_once_and_taken_back() -> None:
    trimmed = Edited(part="trim", id=A, before=None, after={"head": 2, "tail": 0})
    given(cut).when(Change("trim", A, {"head": 2})).then(trimmed)
    given(cut, trimmed).when(Change("trim", A, {"head": 2, "tail": 0})).then()
    back = Edited(part="trim", id=A, before={"head": 2, "tail": 0}, after=None)
    given(cut, trimmed).when(Change("trim", A, {"head": 0, "tail": 0})).then(back)
    given(cut, trimmed).when(FollowScript()).then()
    given(cut, trimmed).when(FollowScript(everything=True)).then(back)
    given(cut).when(Change("left_out", B, False)).then()


@pytest.mark.parametrize(
    "change",
    [
        Change("trim", A, {"head": -1}),
        Change("trim", A, {"head": 2_000_000}),
        Change("trim", A, 3),
        Change("gap", A, {"behind": None, "frames": -1}),
        Change("place", A, {"behind": str(A)}),
        Change("dissolve", A, -1),
        Change("marker", A, {"shot": str(A), "frame": -1, "name": "x"}),
    ],
)
def test_what_cannot_be_is_refused(change: Change) -> None:
    given(cut).when(change).refused(InvalidEdit)


def test_a_marker_has_a_proper_name() -> None:
    given(cut).when(Change("marker", A, {"shot": str(A), "frame": 1, "name": " "})).refused(InvalidName)


def test_a_cut_that_nobody_changed_is_the_script() -> None:
    assert shown(cut.initial) == [(1, 0, 10, 0), (2, 10, 10, 0), (3, 20, 10, 0), (4, 30, 10, 0)]
    assert cut.initial.follows


def test_trims_shorten_the_film() -> None:
    state = edited(TrimEdit(B, 3, 2))
    assert shown(state) == [(1, 0, 10, 0), (2, 10, 5, 3), (3, 15, 10, 0), (4, 25, 10, 0)]
    assert over_film(state).frames == 35


def test_of_what_is_trimmed_too_far_one_frame_is_left() -> None:
    laid_out = over_film(edited(TrimEdit(A, 12, 0), TrimEdit(B, 0, 10)))
    assert [(item.frames, item.first) for item in laid_out.items][:2] == [(1, 9), (1, 0)]
    assert laid_out.remarks == (Remark("too-short", A, 10, 12), Remark("too-short", B, 10, 10))


def test_a_shot_stands_where_it_was_put_and_the_others_follow_the_script() -> None:
    state = edited(MoveEdit(D, A))
    assert order(state, FILM) == [A, D, B, C]
    assert order(state, (A, E, B, C, D)) == [A, D, E, B, C]
    assert order(state, (B, A, C, D)) == [B, A, D, C]
    assert state.places == {D: Place(A)}
    assert edited(MoveEdit(D, C), state=state).follows


def test_who_stood_behind_a_shot_that_moves_on_stays_where_it_is() -> None:
    state = edited(MoveEdit(D, A), MoveEdit(C, D), MoveEdit(D, None))
    assert order(state, FILM) == [D, A, C, B]


def test_moves_that_follow_each_other_come_to_one_order() -> None:
    film = tuple(UUID(int=number) for number in range(1, 61))
    trim, *moves = TrimEdit(film[0], 1), *(MoveEdit(shot, None) for shot in film)
    first, together, last = steps([trim, *moves, trim])
    assert (first, together, last) == (trim, tuple(moves), trim)
    assert order(edited(*moves, script=film), film) == list(reversed(film))
    assert len(changes(cut.initial, together, film, UUID)) < len(film), "each place is said once"


def test_a_move_says_only_what_it_changes() -> None:
    state = edited(*(MoveEdit(shot, None) for shot in SHOTS), script=SHOTS)
    assert len(state.places) == 5
    assert {change.id for change in changes(state, MoveEdit(A, B), SHOTS, UUID) if isinstance(change, Change)} <= {A}
    assert changes(state, MoveEdit(B, C), SHOTS, UUID) == []


@over(st.lists(st.tuples(st.sampled_from(SHOTS[:5]), st.sampled_from((None, *SHOTS[:5]))), max_size=12))
def test_every_move_comes_to_the_order_that_was_asked_for(moves: list[tuple[UUID, UUID | None]]) -> None:
    script, wanted, state = SHOTS[:5], list(SHOTS[:5]), cut.initial
    asked = [MoveEdit(shot, behind) for shot, behind in moves if shot != behind]
    for move in asked:
        wanted.remove(move.shot)
        wanted.insert(wanted.index(move.behind) + 1 if move.behind else 0, move.shot)
        state = edited(move, script=script, state=state)
        assert order(state, script) == wanted
    assert order(edited(*asked, script=script), script) == wanted, "at once as one by one"
    assert order(edited(FollowEdit(), script=script, state=state), script) == list(script)


def test_an_import_keeps_what_was_done_and_remarks_what_is_gone() -> None:
    state = edited(
        TrimEdit(B, 3, 0),
        TrimEdit(C, 1, 1),
        MoveEdit(D, C),
        InsertEdit(C, 4),
        MarkEdit(C, 2, "Bell"),
        DissolveEdit(C, 3),
    )
    without = over_film(state, (A, B, D))
    assert [(item.id, item.first) for item in without.items] == [(A, 0), (B, 3), (D, 0)]
    assert [(remark.matter, remark.about) for remark in without.remarks] == [
        ("gone", C),
        ("gap-lost", UUID(int=101)),
        ("marker-lost", UUID(int=102)),
    ]
    again = over_film(state)
    assert again.remarks == () and again == over_film(edited(state=state))


def test_a_shot_whose_neighbour_is_gone_stands_where_the_script_has_it() -> None:
    laid_out = over_film(edited(MoveEdit(D, A)), (B, C, D, E))
    assert [item.id for item in laid_out.items] == [B, C, D, E]
    assert laid_out.remarks == (Remark("place-lost", D),)


def test_shots_that_stand_behind_each_other_stand_where_the_script_has_them() -> None:
    ring = Cut(places={A: Place(B), B: Place(A), C: Place(A)})
    assert sorted(order(ring, FILM)) == list(FILM)
    assert {remark.matter for remark in over_film(ring).remarks} == {"place-lost"}
    beside = Cut(places={A: Place(B), B: Place(A), C: Place(D), D: Place(None), E: Place(C)})
    assert [remark.about for remark in over_film(beside, SHOTS[:5]).remarks] == [A, B]
    assert order(beside, SHOTS[:5]) == [D, C, E, A, B]


def test_gaps_are_black_behind_shots_and_go_when_they_have_no_frames() -> None:
    state = edited(InsertEdit(None, 5), InsertEdit(B, 7))
    assert [item[:3] for item in shown(state)] == [
        (101, 0, 5),
        (1, 5, 10),
        (2, 15, 10),
        (102, 25, 7),
        (3, 32, 10),
        (4, 42, 10),
    ]
    assert [item.gap for item in over_film(state).items] == [True, False, False, True, False, False]
    assert edited(ResizeEdit(UUID(int=101), 0), state=state).gaps == {UUID(int=102): Gap(B, 7)}
    with pytest.raises(InvalidEdit):
        edited(ResizeEdit(UUID(int=999), 3), state=state)


def test_a_shot_that_is_left_out_keeps_its_place() -> None:
    state = edited(DropEdit(B), MoveEdit(D, B))
    assert [item.id for item in over_film(state).items] == [A, D, C]


def test_a_dissolve_begins_before_the_shot_before_it_ends() -> None:
    laid_out = over_film(edited(DissolveEdit(B, 4)))
    one, two = laid_out.items[:2]
    assert (one.frames, one.under, two.start, two.frames, two.dissolve) == (6, 4, 6, 10, 4)
    assert laid_out.frames == 36 and laid_out.remarks == ()


def test_a_dissolve_is_no_longer_than_there_is_of_both_shots() -> None:
    laid_out = over_film(edited(DissolveEdit(B, 40), DissolveEdit(A, 5), DissolveEdit(C, 9)))
    assert [(item.frames, item.dissolve) for item in laid_out.items] == [(1, 0), (9, 9), (10, 1), (10, 0)]
    assert [(remark.about, remark.measured, remark.wanted) for remark in laid_out.remarks] == [
        (A, 0, 5),
        (B, 9, 40),
        (C, 1, 9),
    ]
    with pytest.raises(InvalidEdit):
        edited(DissolveEdit(GONE, 4))


def test_a_marker_is_put_on_a_frame_and_taken_off() -> None:
    state = edited(MarkEdit(B, 4, " Bell "))
    ((id_, marker),) = state.markers.items()
    assert (marker.shot, marker.frame, marker.name) == (B, 4, "Bell")
    assert edited(UnmarkEdit(id_), state=state).follows
    with pytest.raises(InvalidEdit):
        edited(UnmarkEdit(GONE), state=state)


@over(
    st.lists(st.tuples(st.sampled_from(SHOTS[:5]), st.integers(0, 12), st.integers(0, 12)), max_size=6),
    st.lists(st.tuples(st.sampled_from(SHOTS[:5]), st.integers(0, 12)), max_size=6),
    st.lists(st.integers(1, 9), max_size=3),
)
def test_items_follow_each_other_without_gap_or_overlap(
    trims: list[tuple[UUID, int, int]], dissolves: list[tuple[UUID, int]], gaps: list[int]
) -> None:
    state = edited(
        *(TrimEdit(*each) for each in trims),
        *(DissolveEdit(*each) for each in dissolves),
        *(InsertEdit(B, frames) for frames in gaps),
        script=SHOTS[:5],
    )
    at, before = 0, 0
    for item in over_film(state, SHOTS[:5]).items:
        assert item.start == at and item.frames >= 1 and item.dissolve == before
        if not item.gap:
            trim = state.trims.get(item.id, Trim())
            assert item.first + item.frames + item.under <= 10 and item.first <= max(trim.head, 9)
        at, before = item.start + item.frames, item.under
