"""Finds dual dialogue on a page: two names beside each other, and under each what it says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from productions.screenplay.formats.layout import Side
from productions.screenplay.reading import cues

_APART = 6
"""How many letters two columns are apart at least, where names stand."""
_BESIDE = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands together on a line, `column` letters from the left edge."""

    column: int
    text: str

    @property
    def end(self) -> int:
        return self.column + len(self.text)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a page as the pieces on it, from left to right; `gap` says that an empty line stands above it."""

    pieces: tuple[Piece, ...]
    gap: bool

    @property
    def text(self) -> str:
        return " ".join(piece.text for piece in self.pieces)


Placed = tuple[int, str, bool, Side]
"""Column, text, whether an empty line stands above it, and the side of dual dialogue."""


def placed(rows: Sequence[Row]) -> Iterator[Placed]:
    """Yield the lines of a page: both columns of dual dialogue one after the other, the left one first."""
    at = 0
    while at < len(rows):
        end = _end(rows, at)
        if end > at:
            yield from _columns(rows[at:end])
            at = end
        else:
            yield rows[at].pieces[0].column, rows[at].text, rows[at].gap, ""
            at += 1


def _end(rows: Sequence[Row], at: int) -> int:
    """Where dual dialogue that begins with a row ends; there, where none does."""
    names = rows[at].pieces
    beside = len(names) == _BESIDE and names[1].column - names[0].end >= _APART
    if not beside or not all(cues.is_cue(name.text) for name in names):
        return at
    end = at + 1
    while end < len(rows) and not rows[end].gap:
        end += 1
    columns = {_side(piece, _middle(rows[at:end])) for row in rows[at + 1 : end] for piece in row.pieces}
    return end if columns == {"left", "right"} else at


def _middle(rows: Sequence[Row]) -> int:
    """The first column of the right side: where what stands beside something else begins."""
    return min(row.pieces[1].column for row in rows if len(row.pieces) >= _BESIDE)


def _side(piece: Piece, middle: int) -> Side:
    return "left" if piece.column < middle - 1 else "right"


def _columns(rows: Sequence[Row]) -> Iterator[Placed]:
    middle = _middle(rows)
    sides: tuple[Side, ...] = ("left", "right")
    for side in sides:
        begins = True
        for row in rows:
            mine = [piece for piece in row.pieces if _side(piece, middle) == side]
            if mine:
                yield mine[0].column, " ".join(piece.text for piece in mine), begins, side
                begins = False
