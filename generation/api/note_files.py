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
from productions.domain.numbering import Numbering, numbering
from productions.domain.settings import frame_rate
from productions.domain.take import Take
from productions.queries import listing
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
        settings = listing.production(production).state.settings
        rate, called, of = frame_rate(settings), numbering(settings), chosen_notes(self)
        rows = [
            _row(each, called, rate, _of_film(each.frame, of.takes[each.take.id].state, rate))
            for each in _shown(self, of)
        ]
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
        called = numbering(listing.production(production).state.settings)
        noted = [_noted(each, called) for each in _shown(self, chosen_notes(self))]
        return File(notes_sheets(production, noted), f"{name_of(production)} notes")


def _of_film(frame: int | None, take: Take, rate: str) -> int | None:
    """The frame of a note at the rate of the film; None where it is on the whole take."""
    own = cut.rate_of(take) or Fraction(rate)
    return None if frame is None else int(frame * Fraction(rate) / own)


def _row(note: NoteThread, called: Numbering, rate: str, at: int | None) -> list[Cell]:
    resolved = note.resolved
    return [
        note.code,
        note.take.number,
        note.number,
        _KINDS[note.kind],
        "" if note.frame is None else called.frame(note.frame),
        "" if note.last is None else called.frame(note.last),
        "" if at is None else called.timecode(at, rate),
        _text(note),
        note.by.name if note.by else "",
        f"{note.at:%Y-%m-%dT%H:%M:%SZ}" if note.at else "",
        ", ".join(person.name for person in note.mentions),
        "\n".join(f"{name}: {text}" for name, text in _answers(note.answers)),
        "yes" if note.drawing else "no",
        resolved.by.name if resolved and resolved.by else "",
        f"{resolved.at:%Y-%m-%dT%H:%M:%SZ}" if resolved and resolved.at else "",
    ]


def _noted(note: NoteThread, called: Numbering) -> NotedFrame:
    return NotedFrame(
        take=note.take.id,
        frame=note.frame or 0,
        drawing=tuple(note.drawing),
        code=f"{note.code} take {note.take.number}",
        heading=" · ".join(
            filter(None, (_KINDS[note.kind], _where(note, called), "resolved" if note.resolved else ""))
        ),
        by=" · ".join(
            filter(None, (note.by.name if note.by else "", f"{note.at:%Y-%m-%d %H:%M} UTC" if note.at else ""))
        ),
        text=_text(note),
        answers=tuple(_answers(note.answers)),
    )


def _where(note: NoteThread, called: Numbering) -> str:
    if note.frame is None:
        return "whole take"
    first = called.frame(note.frame)
    return f"frame {first}" if note.last is None else f"frames {first} to {called.frame(note.last)}"


def _text(said: NoteAnswer) -> str:
    return ERASED if said.text_erased else said.text


def _answers(answers: Sequence[NoteAnswer]) -> list[tuple[str, str]]:
    return [(each.by.name if each.by else "", _text(each)) for each in answers]
