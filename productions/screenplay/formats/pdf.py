"""Reads the lines of a PDF with their places on the page. It runs in a process of its own, within `apart`'s bounds."""

import io
import logging
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PyPdfError

from productions.screenplay.errors import ScreenplayUnreadable
from productions.screenplay.formats.layout import Line

MAX_PAGES = 600
MAX_LETTERS = 4_000_000
_LETTER = 7.2
"""The width of a letter of Courier of 12 points, in points."""
_LEADING = 12.0
_LEAST_LETTERS = 40
"""A page with fewer is a picture with a number on it."""


def lines(file: bytes) -> list[Line]:
    """Return the lines of a PDF from top to bottom; ScreenplayUnreadable says why one has none that can be read."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        return _lines(file)
    except ScreenplayUnreadable:
        raise
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OverflowError):
        detail = "This PDF is damaged and cannot be read. Export the screenplay again, as PDF, FDX or Fountain."
        raise ScreenplayUnreadable("damaged-pdf", detail) from None


def _lines(file: bytes) -> list[Line]:
    reader = PdfReader(io.BytesIO(file))
    if reader.is_encrypted and not reader.decrypt(""):
        detail = "This PDF is protected by a password. Save it without one and bring it again."
        raise ScreenplayUnreadable("encrypted-pdf", detail)
    count = len(reader.pages)
    if count > MAX_PAGES:
        detail = f"This PDF has {count:,} pages; a screenplay may have {MAX_PAGES:,}."
        raise ScreenplayUnreadable("too-many-pages", detail)
    found, empty = list[Line](), 0
    for number, page in enumerate(reader.pages, 1):
        on_page = list(_on_page(page, number))
        empty += sum(len(line.text) for line in on_page) < _LEAST_LETTERS
        found += on_page
        if sum(len(line.text) for line in found) > MAX_LETTERS:
            raise ScreenplayUnreadable("too-large", f"This PDF holds more than {MAX_LETTERS / 1e6:g} million letters.")
    if not count or empty > max(1, count / 2):
        detail = (
            f"{empty} of the {count} pages of this PDF hold no text: it seems to be scanned. Read it with a program"
            " that recognises text (OCR), or ask for the file that it was printed from."
        )
        raise ScreenplayUnreadable("scanned-pdf", detail)
    return found


def _on_page(page: PageObject, number: int) -> Iterator[Line]:
    pieces: list[tuple[float, float, str]] = []

    def seen(text: str, outer: list[float], inner: list[float], font: Any, size: float | None) -> None:
        for line in text.split("\n"):
            if line.strip():
                x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
                y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
                pieces.append((y, x, line.strip()))

    page.extract_text(visitor_text=seen)
    above: float | None = None
    for y, x, text in _rows(pieces):
        yield Line(number, max(0, round(x / _LETTER)), text, gap=above is None or above - y > 1.5 * _LEADING)
        above = y


def _rows(pieces: list[tuple[float, float, str]]) -> list[tuple[float, float, str]]:
    """Put together what stands on one line, from left to right."""
    rows: list[list[tuple[float, float, str]]] = []
    for piece in sorted(pieces, key=lambda each: -each[0]):
        if rows and rows[-1][0][0] - piece[0] < _LEADING / 3:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    joined = []
    for row in rows:
        row.sort(key=lambda each: each[1])
        joined.append((row[0][0], row[0][1], " ".join(text for _, _, text in row)))
    return joined
