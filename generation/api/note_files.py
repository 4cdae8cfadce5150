"""Notes to take along: as a table, and as sheets to print with frames and what is drawn on them."""

from collections.abc import Sequence
from fractions import Fraction
from uuid import UUID

from generation.api.notes import IN_PRODUCTION, chosen_notes
from generation.api.shapes.notes import NoteAnswer, NoteThread
from generation.api.showing.notes import of_threads
from generation.planning import cut
from generation.planning.film_files import NotedFrame, notes_sheets
from generation.queries import NotesOfFilm
from productions.api.http.base import ProductionView
from productions.api.http.downloads import File, downloads
from productions.api.script_files import name_of
from productions.domain.settings import frame_rate
from productions.domain.take import Take
from productions.queries import film_lists, listing
from productions.tables.writing import MEDIA_TYPES, Cell, table

_COLUMNS = (
    "Shot",
    "Take",
    "Note",
    "Kind",
    "Frame",
    "Last frame",
    "Timecode",
    "Text",
    "By",
    "At",
    "For",
    "Answers",
    "Drawn",
    "Resolved by",
    "Resolved at",
)
_KINDS = {"note": "note", "must_fix": "must fix", "question": "question"}
ERASED = "(erased)"


def _shown(view: ProductionView, of: NotesOfFilm) -> list[NoteThread]:
    return of_threads(view, of.threads, of.takes, of.codes)


class NotesCsvView(ProductionView):
    @downloads("notes_csv", "The notes on takes, in film order", MEDIA_TYPES["csv"], "csv", query=IN_PRODUCTION)
    def get(self, production: UUID) -> File:
        rate = str(frame_rate(listing.production(production).state.settings))
        of = chosen_notes(self)
        rows = [_row(each, rate, _of_film(each.frame, of.takes[each.take.id].state, rate)) for each in _shown(self, of)]
        return File(table("csv", "Notes", _COLUMNS, rows), f"{name_of(production)} notes")


class NotesPdfView(ProductionView):
    @downloads(
        "notes_pdf",
        "The notes on takes as PDF: the frame that each is about, with what is drawn on it",
        "application/pdf",
        "pdf",
        query=IN_PRODUCTION,
    )
    def get(self, production: UUID) -> File:
        noted = [_noted(each) for each in _shown(self, chosen_notes(self))]
        return File(notes_sheets(production, noted), f"{name_of(production)} notes")


def _of_film(frame: int | None, take: Take, rate: str) -> int | None:
    """The frame of a note at the rate of the film; None where it is on the whole take."""
    own = cut.rate_of(take) or Fraction(rate)
    return None if frame is None else int(frame * Fraction(rate) / own)


def _row(note: NoteThread, rate: str, at: int | None) -> list[Cell]:
    resolved = note.resolved
    return [
        note.code,
        note.take.number,
        note.number,
        _KINDS[note.kind],
        "" if note.frame is None else note.frame,
        "" if note.last is None else note.last,
        "" if at is None else film_lists.timecode(at, rate),
        _text(note),
        note.by.name if note.by else "",
        f"{note.at:%Y-%m-%dT%H:%M:%SZ}" if note.at else "",
        ", ".join(person.name for person in note.mentions),
        "\n".join(f"{name}: {text}" for name, text in _answers(note.answers)),
        "yes" if note.drawing else "no",
        resolved.by.name if resolved and resolved.by else "",
        f"{resolved.at:%Y-%m-%dT%H:%M:%SZ}" if resolved and resolved.at else "",
    ]


def _noted(note: NoteThread) -> NotedFrame:
    where = "whole take" if note.frame is None else f"frame {note.frame}"
    where = f"frames {note.frame} to {note.last}" if note.last is not None else where
    return NotedFrame(
        take=note.take.id,
        frame=note.frame or 0,
        drawing=tuple(note.drawing),
        code=f"{note.code} take {note.take.number}",
        heading=" · ".join(filter(None, (_KINDS[note.kind], where, "resolved" if note.resolved else ""))),
        by=" · ".join(
            filter(None, (note.by.name if note.by else "", f"{note.at:%Y-%m-%d %H:%M} UTC" if note.at else ""))
        ),
        text=_text(note),
        answers=tuple(_answers(note.answers)),
    )


def _text(said: NoteAnswer) -> str:
    return ERASED if said.text_erased else said.text


def _answers(answers: Sequence[NoteAnswer]) -> list[tuple[str, str]]:
    return [(each.by.name if each.by else "", _text(each)) for each in answers]
