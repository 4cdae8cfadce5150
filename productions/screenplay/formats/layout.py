"""Lines as they stand on pages, and what is no part of the script among them: page numbers, headers, (CONTINUED)."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from productions.screenplay.formats.parts import Doubt

_PAGE_NUMBER = re.compile(r"(?:page|seite|p\.)?\s*[-–(]?\s*\d{1,4}[A-Z]?\s*[-–).]?", re.IGNORECASE)
_CONTINUED = re.compile(
    r"(?:\d{1,4}[A-Z]{0,2}\s+)?\(?\s*CONTINUED\s*:?\s*(?:\(\d+\))?\s*\)?(?:\s+\d{1,4}[A-Z]{0,2})?\.?", re.IGNORECASE
)
_MORE = re.compile(r"\(\s*(?:MORE|MEHR|SUITE|M[ÁA]S)\s*\)", re.IGNORECASE)
_STARS = re.compile(r"\s+\*+$|^\*+$")
_DIGITS = re.compile(r"\d+")
_EDGE = 2
"""Among how many lines at the top and at the end of a page headers and footers are looked for."""


Side = Literal["", "left", "right"]


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page, counted from 1. `column` counts letters of a tenth of an inch from the left edge.

    `gap` says that an empty line stands above it; `more` that a speech goes on behind it on the next page. `side` is
    the column of dual dialogue that it stands in, empty for none.
    """

    page: int
    column: int
    text: str
    gap: bool
    more: bool = False
    side: Side = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The lines of the script itself, and what was left out of it."""

    lines: tuple[PageLine, ...]
    doubts: tuple[Doubt, ...]


def cleaned(lines: Iterable[PageLine]) -> Cleaned:
    """Return the lines without what printing put on the pages."""
    pages = _pages(lines)
    headers = _running(pages)
    out, stars = list[PageLine](), 0
    for page in pages:
        for index, line in enumerate(page):
            at_edge = index < _EDGE or index >= len(page) - _EDGE
            if at_edge and (_PAGE_NUMBER.fullmatch(line.text) or _shape(line.text) in headers):
                continue
            if _CONTINUED.fullmatch(line.text):
                continue
            if _MORE.fullmatch(line.text):
                out[-1:] = [replace(each, more=True) for each in out[-1:]]
                continue
            text = _STARS.sub("", line.text)
            stars += text != line.text
            if text:
                out.append(replace(line, text=text, gap=line.gap or index == 0))
    return Cleaned(tuple(out), tuple(_told(headers, stars)))


def _told(headers: frozenset[str], stars: int) -> Iterator[Doubt]:
    for header in sorted(headers):
        yield Doubt(None, f"“{header[:60]}” stands on most pages: it was taken for a header and left out.")
    if stars:
        yield Doubt(None, f"{stars} asterisks at the end of lines were taken for revision marks and left out.")


def _pages(lines: Iterable[PageLine]) -> list[list[PageLine]]:
    pages: dict[int, list[PageLine]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    return list(pages.values())


def _running(pages: Sequence[Sequence[PageLine]]) -> frozenset[str]:
    """Lines that stand at the edge of at least three and half of the pages, whatever numbers are in them."""
    seen = Counter(shape for page in pages for shape in {_shape(line.text) for line in (*page[:1], *page[-1:])})
    least = max(3, len(pages) / 2)
    return frozenset(shape for shape, count in seen.items() if count >= least and shape.strip("# .()"))


def _shape(text: str) -> str:
    return " ".join(_DIGITS.sub("#", text).split())
