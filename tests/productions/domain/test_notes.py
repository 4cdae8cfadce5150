"""Notes on takes: kinds, frames, threads, drawings, and what goes along to later takes."""

from uuid import UUID

import msgspec
import pytest

from events.decider import Folded, fold
from productions.domain.notes import (
    MOST_POINTS,
    WHOLE,
    InvalidDrawing,
    NoSuchNote,
    Shape,
    UnfitAnswer,
    concerning,
    decode_drawing,
    encode_drawing,
    stand_with,
    threads,
    to_fix,
)
from productions.domain.take import (
    Made,
    NoSuchFrame,
    Noted,
    NoteReopened,
    NoteResolved,
    NoteTake,
    ReopenNote,
    ResolveNote,
    Take,
    TakeEvent,
    take,
)
from productions.domain.words import Words
from tests.productions.domain.test_reference_and_take import MADE
from tests.support.specification import given

HAT = Words("the hat")
NOTED = Noted(text=HAT, frame=3, content="sha256:c")


def test_a_note_is_about_a_frame_or_several() -> None:
    given(take, MADE).when(NoteTake(HAT, 3, last=9, kind="must_fix")).then(
        Noted(text=HAT, frame=3, last=9, kind="must_fix", content="sha256:c")
    )
    given(take, MADE).when(NoteTake(HAT, 3, last=3)).then(NOTED)
    for frame, last in ((3, 2), (None, 4), (3, 48)):
        given(take, MADE).when(NoteTake(HAT, frame, last=last)).refused(NoSuchFrame)


def test_what_is_drawn_is_drawn_on_a_frame() -> None:
    drawn = Words("[…]")
    given(take, MADE).when(NoteTake(HAT, 3, drawing=drawn)).then(msgspec.structs.replace(NOTED, drawing=drawn))
    given(take, MADE).when(NoteTake(HAT, drawing=drawn)).refused(NoSuchFrame)
    (note,) = given(take, MADE, msgspec.structs.replace(NOTED, drawing=drawn)).state.notes
    assert note.drawn and not hasattr(note, "drawing")


def test_an_answer_belongs_to_a_note_and_answers_have_none_of_their_own() -> None:
    answer = Noted(text=HAT, answers=1, content="sha256:c")
    given(take, MADE, NOTED).when(NoteTake(HAT, answers=1)).then(answer)
    for number in (0, 2):
        given(take, MADE, NOTED).when(NoteTake(HAT, answers=number)).refused(NoSuchNote)
    given(take, MADE, NOTED, answer).when(NoteTake(HAT, answers=2)).refused(NoSuchNote)
    given(take, MADE, NOTED).when(NoteTake(HAT, 4, answers=1)).refused(UnfitAnswer)
    given(take, MADE, NOTED).when(NoteTake(HAT, kind="question", answers=1)).refused(UnfitAnswer)


def test_a_note_is_resolved_once_and_opened_again() -> None:
    resolved = NoteResolved(note=1)
    given(take, MADE, NOTED).when(ResolveNote(1)).then(resolved)
    given(take, MADE, NOTED, resolved).when(ResolveNote(1)).then()
    given(take, MADE, NOTED, resolved).when(ReopenNote(1)).then(NoteReopened(note=1))
    given(take, MADE, NOTED).when(ReopenNote(1)).then()
    given(take, MADE, NOTED).when(ResolveNote(2)).refused(NoSuchNote)
    assert given(take, MADE, NOTED, resolved, NoteReopened(note=1)).state.resolved == {}


def test_the_fold_knows_who_left_each_note_and_who_resolved_it() -> None:
    folded = _take(1, NOTED, NOTED, NoteResolved(note=2))
    assert {
        key: event.int & 0xFF for key, event in folded.causes.items() if key.startswith(("note:", "resolved:"))
    } == {
        "note:1": 1,
        "note:2": 2,
        "resolved:2": 3,
    }


def test_open_notes_go_along_to_later_takes_and_stand_with_every_take_of_the_same_picture() -> None:
    fix = msgspec.structs.replace(NOTED, kind="must_fix", content="sha256:1")
    answer = Noted(text=HAT, answers=1, content="sha256:1")
    takes = {
        UUID(int=1): _take(1, fix, answer, fix, NoteResolved(note=3)),
        UUID(int=2): _take(2, picture=1),
        UUID(int=3): _take(3, msgspec.structs.replace(NOTED, content="")),
    }
    told = [
        [
            (each.number, each.take.int, each.carried, each.resolved, len(each.answers))
            for each in concerning(takes, id_)
        ]
        for id_ in takes
    ]
    first, resolved = (1, 1, False, False, 1), (3, 1, False, True, 0)
    assert told == [[first, resolved], [first, resolved], [(1, 3, False, False, 0), (1, 1, True, False, 1)]]
    assert [each.number for each in to_fix(concerning(takes, UUID(int=3)))] == [1]
    assert stand_with(threads(takes), takes) == {
        (UUID(int=1), 1): [UUID(int=1), UUID(int=2)],
        (UUID(int=1), 3): [UUID(int=1), UUID(int=2)],
        (UUID(int=3), 1): [UUID(int=3)],
    }


def _take(number: int, *events: TakeEvent, picture: int | None = None) -> Folded[Take]:
    content = f"sha256:{picture or number}"
    made: Made = msgspec.structs.replace(MADE, number=number, outputs={"master": content})
    return fold(take, [(UUID(int=number << 8 | place), each) for place, each in enumerate((made, *events))])


PEN = Shape("pen", ((0, 0), (WHOLE, WHOLE)))


def test_a_drawing_comes_back_as_it_was_drawn() -> None:
    drawing = (PEN, Shape("ellipse", ((-5, 7), (99_999, 3))), Shape("text", ((1, 2),), "white", 4_000, "Här ✓"))
    assert decode_drawing(encode_drawing(drawing)) == drawing


@pytest.mark.parametrize(
    ("drawing", "why"),
    [
        ((), "1 to 200 shapes"),
        ((Shape("arrow", ((0, 0),)),), "points of an arrow are 2, not 1"),
        ((Shape("rectangle", ((0, 0),) * 3),), "points of a rectangle are 2, not 3"),
        ((Shape("text", ((0, 0),)),), "A text says something"),
        ((Shape("pen", ((0, 0),), text="x"),), "nothing else that is drawn does"),
        ((PEN,) * 201, "1 to 200 shapes"),
        ((Shape("pen", ((0, 0),) * MOST_POINTS), PEN), f"{MOST_POINTS} points at most"),
    ],
)
def test_a_drawing_that_cannot_be_shown_is_refused(drawing: tuple[Shape, ...], why: str) -> None:
    with pytest.raises(InvalidDrawing, match=why):
        encode_drawing(drawing)


@pytest.mark.parametrize("drawing", [(PEN,) * 200, (Shape("pen", ((0, 0),) * MOST_POINTS),)])
def test_a_drawing_may_have_as_much_as_is_said(drawing: tuple[Shape, ...]) -> None:
    assert decode_drawing(encode_drawing(drawing)) == drawing
