"""Notes that hold some words. Their texts are sealed under the keys of who left them, so no row holds words of them:
they are opened to be looked through, the newest takes first, and forgotten again. Who was erased is not found.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import msgspec
from django.db import connection

from productions.domain.finding import SHORT, holds
from productions.finding.rows import Noted
from productions.models import TakeRow
from productions.people.sealing import opener
from productions.queries import codes_of_shots

MOST_TAKES = 5_000
"""Takes with notes that are looked through; older ones are not."""


class NoteFound(NamedTuple):
    """A note, or an answer to one, on a take of a shot that stands in the film."""

    take: UUID
    of_take: int
    shot: UUID
    code: str
    number: int
    text: str
    frame: int | None


_NOTED = "SELECT thing, notes FROM productions_finding WHERE log = %s AND notes <> '' ORDER BY thing DESC LIMIT %s"
_read = msgspec.json.Decoder(tuple[Noted, ...]).decode


def notes_holding(production: UUID, words: Sequence[str], most: int) -> list[NoteFound]:
    """Return notes in which each of these forms begins a word, those of the newest takes first."""
    if not any(len(word) >= SHORT for word in words):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_NOTED, [production, MOST_TAKES])
        takes = [(take, _read(notes)) for take, notes in cursor.fetchall()]
    read = opener(note.text for _, notes in takes for note in notes)
    found: list[tuple[UUID, Noted, str]] = []
    for take, notes in takes:
        said = ((note, read(note.text).text) for note in notes)
        found += [(take, note, text) for note, text in said if holds(words, text)]
        if len(found) >= most:
            break
    return _placed(found)


def _placed(found: Sequence[tuple[UUID, Noted, str]]) -> list[NoteFound]:
    takes = TakeRow.objects.filter(id__in={take for take, _, _ in found}).values_list("id", "number", "shot")
    placed = {id_: (number, shot) for id_, number, shot in takes} if found else {}
    codes = codes_of_shots({shot for _, shot in placed.values()}) if placed else {}
    return [
        NoteFound(take, *placed[take], codes[placed[take][1]], note.number, text, note.frame)
        for take, note, text in found
        if take in placed
    ]
