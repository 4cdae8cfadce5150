"""What notes on takes look like in replies."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from generation.api.shapes.names import TakeName
from productions.api.http.operations import Can, actions
from productions.domain.notes import NoteKind, Shape
from productions.history.feed import Actor
from productions.policy import Action

NOTE: dict[str, Action] = {"note": "note", "resolve": "note", "reopen": "note"}
Number = Annotated[int, msgspec.Meta(description="Its place among the notes of its take, from one.")]


class NoteAnswer(msgspec.Struct):
    """What somebody said, when, and whom they mentioned.

    When its author was erased, `text` is empty and `text_erased` true. `by` and `at` are null where the log has lost
    the event.
    """

    number: Number
    text: str
    text_erased: bool
    by: Actor | None
    at: datetime | None
    mentions: list[Actor]


class NoteResolved(msgspec.Struct):
    """Who said that a note is done with, and when."""

    by: Actor | None
    at: datetime | None


class NoteThread(NoteAnswer):
    """A note with its answers, on `take` of the shot `code`: on its frames from `frame` to `last`, counted from zero.

    Without `last` it is on one frame, without `frame` on the whole take. `carried` says that it was left on an earlier
    take with another picture and is still open. `drawing` is empty where nothing is drawn, or where its author was
    erased. `stands_with` are the takes of the shot with the picture that it is about.
    """

    shot: UUID
    code: str
    take: TakeName
    stands_with: list[UUID]
    kind: NoteKind
    frame: int | None
    last: int | None
    drawing: list[Shape]
    answers: list[NoteAnswer]
    resolved: NoteResolved | None
    carried: bool
    can: Annotated[Can, actions(NOTE)]
