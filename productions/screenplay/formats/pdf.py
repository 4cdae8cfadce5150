"""Reads the lines of a PDF with their places on the page. It runs in a process of its own, within `apart`'s bounds."""

import io
import logging
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from productions.screenplay.formats import columns
from productions.screenplay.formats.layout import PageLine
from productions.screenplay.reading.errors import ScreenplayUnreadable

MAX_PAGES = 600
MAX_LETTERS = 4_000_000
_LETTER = 7.2
"""The width of a letter of Courier of 12 points, in points."""
_LEADING = 12.0
_TWO = 2
_FEW = 3
"""Between words of one line are fewer letters than that."""
_LEAST_LETTERS = 40
"""A page with fewer is a picture with a number on it."""


def lines(file: bytes) -> list[PageLine]:
    """Return the lines of a PDF from top to bottom; ScreenplayUnreadable says why one has none that can be read."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _lines(file)
    except ScreenplayUnreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError):
        detail = "This PDF is damaged and cannot be read. Export the screenplay again, as PDF, FDX or Fountain."
        raise ScreenplayUnreadable("damaged-pdf", detail) from None


def _lines(file: bytes) -> list[PageLine]:
    reader = PdfReader(io.BytesIO(file))
    if reader.is_encrypted and not reader.decrypt(""):
        detail = "This PDF is protected by a password. Save it without one and bring it again."
        raise ScreenplayUnreadable("encrypted-pdf", detail)
    count = len(reader.pages)
    if count > MAX_PAGES:
        detail = f"This PDF has {count:,} pages; a screenplay may have {MAX_PAGES:,}."
        raise ScreenplayUnreadable("too-many-pages", detail)
    rows, empty = list[PageLine](), 0
    for number, page in enumerate(reader.pages, 1):
        on_page = list(_on_page(page, number))
        empty += sum(len(line.text) for line in on_page) < _LEAST_LETTERS
        rows += on_page
        if sum(len(line.text) for line in rows) > MAX_LETTERS:
            raise ScreenplayUnreadable("too-large", f"This PDF holds more than {MAX_LETTERS / 1e6:g} million letters.")
    if not count or empty > max(1, count / 2):
        detail = (
            f"{empty} of the {count} pages of this PDF hold no text: it seems to be scanned. Read it with a program"
            " that recognises text (OCR), or ask for the file that it was printed from."
        )
        raise ScreenplayUnreadable("scanned-pdf", detail)
    return rows


def _on_page(page: PageObject, number: int) -> Iterator[PageLine]:
    pieces: list[tuple[float, float, str]] = []
    drawn: list[tuple[float, float, int]] = []

    def seen(text: str, outer: list[float], inner: list[float], font: Any, size: float | None) -> None:
        for line in text.split("\n"):
            if line.strip():
                x, y = _place(outer, inner)
                pieces.extend((y, *piece) for piece in _parted(line.strip(), x, _beside(drawn, y)))
        drawn.clear()

    def drawing(operator: bytes, operands: Any, outer: list[float], inner: list[float]) -> None:
        if operator in (b"Tj", b"TJ") and operands:
            x, y = _place(outer, inner)
            drawn.append((y, x, _count(operands[0])))

    page.extract_text(visitor_text=seen, visitor_operand_before=drawing)
    for column, text, gap, side in columns.placed(list(_rows(pieces))):
        yield PageLine(number, column, text, gap, side=side)


def _place(outer: list[float], inner: list[float]) -> tuple[float, float]:
    return inner[4] * outer[0] + inner[5] * outer[2] + outer[4], inner[4] * outer[1] + inner[5] * outer[3] + outer[5]


def _count(shown: Any) -> int:
    """How many letters are drawn at once; a list has numbers among its texts, which move them."""
    texts = shown if isinstance(shown, list) else [shown]
    said = (text.decode("latin-1") if isinstance(text, bytes) else text for text in texts)
    return sum(len("".join(text.split(" "))) for text in said if isinstance(text, str))


def _beside(drawn: list[tuple[float, float, int]], y: float) -> list[tuple[float, int]]:
    """Where on a line something is drawn, and how many letters, from left to right."""
    return sorted((x, count) for at, x, count in drawn if abs(at - y) < _LEADING / 3 and count)


def _parted(text: str, start: float, drawn: list[tuple[float, int]]) -> Iterator[tuple[float, str]]:
    """Yield the pieces of a line with their places, as far as it is known what was drawn where."""
    letters = len("".join(text.split()))
    if len(drawn) < _TWO or sum(count for _, count in drawn) != letters:
        yield start, text
        return
    for x, count in drawn:
        end = _behind(text, count)
        yield x, text[:end].strip()
        text = text[end:]


def _behind(text: str, count: int) -> int:
    """The place behind so many letters of a text, spaces not counted."""
    places = [at for at, letter in enumerate(text, 1) if not letter.isspace()]
    return places[count - 1]


def _rows(pieces: list[tuple[float, float, str]]) -> Iterator[columns.Row]:
    """Yield what stands on one line, from left to right and from top to bottom."""
    rows: list[list[tuple[float, float, str]]] = []
    for piece in sorted(pieces, key=lambda each: -each[0]):
        if rows and rows[-1][0][0] - piece[0] < _LEADING / 3:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    above: float | None = None
    for row in rows:
        y = row[0][0]
        yield columns.Row(_together(row), gap=above is None or above - y > 1.5 * _LEADING)
        above = y


def _together(row: list[tuple[float, float, str]]) -> tuple[columns.Piece, ...]:
    """Put the pieces of a line together that no more than a few letters part."""
    out: list[columns.Piece] = []
    for _, x, text in sorted(row, key=lambda each: each[1]):
        column = max(0, round(x / _LETTER))
        if out and column - out[-1].end < _FEW:
            out[-1] = columns.Piece(out[-1].column, f"{out[-1].text} {text}")
        else:
            out.append(columns.Piece(column, text))
    return tuple(out)
