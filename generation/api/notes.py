"""Notes on takes: read those that concern one take or all of a production, leave one, resolve, open again."""

from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from events.execution import Receipt
from generation import queries
from generation.api import shapes
from generation.api.shapes.notes import NoteThread
from generation.api.showing.notes import of_threads
from generation.api.takes import OneTake, posting
from productions import commands
from productions import queries as film
from productions.api.http import fields, filters
from productions.api.http.base import ProductionView
from productions.api.http.operations import Asked, expected, page_of, reads, writes
from productions.api.http.pages import numbered
from productions.domain.notes import MOST_MENTIONS, MOST_SHAPES, NOTE_KINDS, NoteKind, Shape, concerning
from productions.refusals import NotFound

_KIND = filters.choice("kind", "Those of this kind.", NOTE_KINDS)
_OPEN = filters.switch("open", "Only those that nobody has resolved.")
_MENTIONED = filters.switch("mentioned", "Only those that mention the asker.")
_TAKE = filters.identity("take", "Only those on one take.")
IN_PRODUCTION = (_KIND, _OPEN, _MENTIONED, _TAKE)


class NewNote(Asked):
    """A note on a frame, counted from zero, on those from `frame` to `last`, or without one on the whole take.

    With `answers` it takes part in the thread of the note of that number; then it has neither frames, nor a kind, nor a
    drawing of its own.
    """

    text: fields.NoteText
    frame: fields.Frame | None = None
    last: fields.Frame | None = None
    kind: NoteKind = "note"
    answers: Annotated[int, msgspec.Meta(ge=1, le=2**31)] | None = None
    mentions: Annotated[list[UUID], msgspec.Meta(max_length=MOST_MENTIONS)] = []
    drawing: Annotated[list[Shape], msgspec.Meta(max_length=MOST_SHAPES)] = []


class TakeNotesView(OneTake):
    needs: ClassVar = {"GET": "read", "POST": "note"}

    @reads("takes_notes", "The notes that concern a take, those carried to it last", NoteThread, page=True)
    def get(self, id: UUID) -> msgspec.Struct:
        shot = film.shot_of_take(self.log, id)
        assert shot is not None, "the take was found"
        takes = film.takes_of([shot])
        ready, following = numbered(self.request, concerning(takes, id))
        codes = film.codes_of_shots([shot])
        return page_of(NoteThread)(of_threads(self, ready, takes, codes), following)

    @writes("takes_note", "Leave a note on a take, or answer one", NewNote, shapes.Take, status=201)
    def post(self, asked: NewNote, id: UUID) -> tuple[Receipt[None], shapes.Take]:
        receipt = commands.note_take(
            self.context(),
            self.log,
            id,
            asked.text,
            asked.frame,
            expected(self, asked),
            last=asked.last,
            kind=asked.kind,
            answers=asked.answers,
            mentions=asked.mentions,
            drawing=asked.drawing,
        )
        return receipt, self.now()


class TakeNoteResolveView(OneTake):
    needs: ClassVar = posting("note")

    @writes("takes_resolve_note", "Say that a note is done with, or answered", Asked, shapes.Take)
    def post(self, asked: Asked, id: UUID, number: int) -> tuple[Receipt[None], shapes.Take]:
        return commands.resolve_note(self.context(), self.log, id, number, expected(self, asked)), self.now()


class TakeNoteReopenView(OneTake):
    needs: ClassVar = posting("note")

    @writes("takes_reopen_note", "Open a note again that was resolved", Asked, shapes.Take)
    def post(self, asked: Asked, id: UUID, number: int) -> tuple[Receipt[None], shapes.Take]:
        return commands.reopen_note(self.context(), self.log, id, number, expected(self, asked)), self.now()


class NotesView(ProductionView):
    @reads(
        "notes_list",
        "The notes on the takes of a production, in film order",
        NoteThread,
        page=True,
        query=IN_PRODUCTION,
    )
    def get(self, production: UUID) -> msgspec.Struct:
        listed = chosen_notes(self)
        ready, following = numbered(self.request, listed.threads)
        shown = of_threads(self, ready, listed.takes, listed.codes)
        return page_of(NoteThread)(shown, following)


def chosen_notes(view: ProductionView) -> queries.NotesOfFilm:
    """Return the notes of a production that the address asks for."""
    of = queries.notes_of_film(view.log)
    kind, take = _KIND.read(view.request), _TAKE.read(view.request)
    open_, mentioned = _OPEN.read(view.request), _MENTIONED.read(view.request)
    if take and film.shot_of_take(view.log, take) is None:
        raise NotFound("This production has no such take.")
    threads = [
        each
        for each in of.threads
        if kind in ("", each.note.kind)
        and take in (None, each.take)
        and not (open_ and each.resolved)
        and (
            not mentioned
            or any(view.person.person in note.mentions for note in (each.note, *dict(each.answers).values()))
        )
    ]
    return of._replace(threads=threads)
