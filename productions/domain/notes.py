"""Notes on takes: what kinds there are, what is drawn with one, and which of them concern a take.

A note is about the picture that was looked at, so it stands with every take of the shot that holds the same. Until it
is resolved it also goes along with each later take, as something to look at there. Nothing is copied: what concerns a
take is read off the notes of its shot.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, get_args
from uuid import UUID

import msgspec

from events.errors import Refusal
from productions.domain.words import Words

if TYPE_CHECKING:
    from events.decider import Folded
    from productions.domain.take import Take

NoteKind = Literal["note", "must_fix", "question"]
NOTE_KINDS: tuple[NoteKind, ...] = get_args(NoteKind)
Tool = Literal["pen", "arrow", "rectangle", "ellipse", "text"]
TOOLS: tuple[Tool, ...] = get_args(Tool)
Colour = Literal["red", "yellow", "green", "blue", "white", "black"]

WHOLE = 100_000
"""What a coordinate across the whole width, or down the whole height, of the picture counts: whole numbers alone."""
MOST_SHAPES = 200
MOST_POINTS = 5_000
LONGEST_LABEL = 500
MOST_MENTIONS = 50

Coordinate = Annotated[int, msgspec.Meta(ge=-WHOLE, le=2 * WHOLE)]
Points = Annotated[tuple[tuple[Coordinate, Coordinate], ...], msgspec.Meta(min_length=1, max_length=MOST_POINTS)]


class Shape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Something drawn on the picture. Points are (x, y) in 100,000ths of its width and height, whatever its size is.

    A pen has a point for each place it went through, an arrow its tail and its tip, rectangle and ellipse two opposite
    corners, a text the left end of its baseline. `width` of a line, or the height of a text, is in 100,000ths of the
    picture's height.
    """

    tool: Tool
    points: Points
    colour: Colour = "red"
    width: Annotated[int, msgspec.Meta(ge=1, le=WHOLE)] = 600
    text: Annotated[str, msgspec.Meta(max_length=LONGEST_LABEL)] = ""


Drawing = tuple[Shape, ...]
_POINTS: Mapping[Tool, int] = {"arrow": 2, "rectangle": 2, "ellipse": 2, "text": 1}


class InvalidDrawing(Refusal):
    """A drawing is empty, too large, or one of its shapes lacks points or words."""

    code = "invalid-drawing"
    status = 422


class NoSuchNote(Refusal):
    """The take has no such note that could be answered or resolved."""

    code = "no-such-note"
    status = 404


class UnfitAnswer(Refusal):
    """An answer has the frames and the kind of what it answers, and no drawing of its own."""

    code = "unfit-answer"
    status = 422


class NoSuchMember(Refusal):
    """Only members of the production can be mentioned."""

    code = "no-such-member"
    status = 422


class Note(msgspec.Struct, frozen=True):
    """A remark on a take, on one of its frames or on those from `frame` to `last`, counted from zero.

    Notes of a take are numbered from one, in the order in which they were left. One that `answers` another is part of
    its thread. `content` is that of the picture that was looked at, empty for the take's own. What is `drawn` with it
    stands in its event alone: takes are read for much, drawings only where they are shown.
    """

    text: Words
    frame: int | None = None
    last: int | None = None
    kind: NoteKind = "note"
    answers: int | None = None
    mentions: tuple[UUID, ...] = ()
    drawn: bool = False
    content: str = ""


class Thread(NamedTuple):
    """A note with its answers, by number. `carried` says that it was left on another picture and is still open."""

    take: UUID
    number: int
    note: Note
    answers: tuple[tuple[int, Note], ...]
    resolved: bool
    carried: bool


def encode_drawing(drawing: Sequence[Shape]) -> str:
    """Return a drawing as it is sealed; InvalidDrawing says what is wrong with it."""
    if not drawing or len(drawing) > MOST_SHAPES or sum(len(each.points) for each in drawing) > MOST_POINTS:
        raise InvalidDrawing(f"A drawing has 1 to {MOST_SHAPES} shapes, of {MOST_POINTS} points at most.")
    for shape in drawing:
        needed = _POINTS.get(shape.tool)
        if needed is not None and len(shape.points) != needed:
            raise InvalidDrawing(f"The points of {_named(shape.tool)} are {needed}, not {len(shape.points)}.")
        if bool(shape.text.strip()) != (shape.tool == "text"):
            raise InvalidDrawing("A text says something, and nothing else that is drawn does.")
    return msgspec.json.encode(drawing).decode()


def decode_drawing(text: str) -> Drawing:
    """Return a drawing from what was sealed."""
    return msgspec.json.decode(text, type=Drawing)


def _named(tool: Tool) -> str:
    return f"an {tool}" if tool[0] in "ae" else f"a {tool}"


def threads(takes: "Mapping[UUID, Folded[Take]]") -> Iterator[Thread]:
    """Yield all threads on some takes, the oldest take first; none is called carried."""
    for id_, folded in sorted(takes.items(), key=lambda each: (each[1].state.number, each[0])):
        notes = list(enumerate(folded.state.notes, start=1))
        for number, note in notes:
            if note.answers is None:
                answers = tuple((each, said) for each, said in notes if said.answers == number)
                yield Thread(id_, number, note, answers, str(number) in folded.state.resolved, carried=False)


def concerning(takes: "Mapping[UUID, Folded[Take]]", take: UUID) -> list[Thread]:
    """Return what concerns a take, of all takes of its shot: what is said of its picture, then what is carried to it.

    Carried are the open notes of earlier takes with another picture.
    """
    state = takes[take].state
    picture = state.contents["master"]
    own, carried = [], []
    for thread in threads(takes):
        of = takes[thread.take].state
        if thread.take == take or (thread.note.content or of.contents["master"]) == picture:
            own.append(thread)
        elif of.number < state.number and not thread.resolved:
            carried.append(thread._replace(carried=True))
    return [*own, *carried]


def stand_with(told: Iterable[Thread], takes: "Mapping[UUID, Folded[Take]]") -> dict[tuple[UUID, int], list[UUID]]:
    """Return the takes that threads stand with, by take and number: those of their shots that hold the same picture.

    `takes` are all of those shots; the take on which one was left is always among its own.
    """
    holding: dict[tuple[UUID | None, str], list[UUID]] = {}
    for id_, folded in takes.items():
        holding.setdefault((folded.state.shot, folded.state.contents["master"]), []).append(id_)
    standing = {}
    for thread in told:
        left = takes[thread.take].state
        alike = holding.get((left.shot, thread.note.content or left.contents["master"]), [])
        standing[thread.take, thread.number] = list(dict.fromkeys([thread.take, *alike]))
    return standing


def to_fix(concerned: Iterable[Thread]) -> list[Thread]:
    """Return what must be fixed and is open."""
    return [thread for thread in concerned if thread.note.kind == "must_fix" and not thread.resolved]
