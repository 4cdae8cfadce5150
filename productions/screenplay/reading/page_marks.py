"""What only the printed page needs: (MORE), CONTINUED, page numbers, headers, rows of signs. They make no picture."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from productions.screenplay.languages import LANGUAGES, folded
from productions.screenplay.reading.elements import Element, Kind

_ROW = re.compile(r"[\s*_=~#.•·–—+<>|-]*")
_NUMBERED = re.compile(r"(?P<before>[^\n]{0,80}?)\W*\b(?P<page>\d{1,4})\b[^\w\n]*")
_NUMBER_IN_FRONT = re.compile(r"\W*(?P<page>\d{1,4})\b\W+(?P<before>[^\n]{1,80})")
# A printed page has about 55 lines; so many at least lie between the numbers of two.
_LEAST_LINES = 12
# A line so long that comes so often, each time with another number, is the head of pages, in whatever order they lie.
_LONG_HEAD, _OFTEN = 20, 3
_TEXT = frozenset({Kind.ACTION, Kind.LYRICS, Kind.PARENTHETICAL, Kind.CENTRED, Kind.DIALOGUE})


def told_apart(elements: Sequence[Element]) -> Iterator[Element]:
    """Yield the elements, of another kind where they belong to the page."""
    numbers = _page_numbers(elements)
    for index, element in enumerate(elements):
        belongs = element.kind in _TEXT and (index in numbers or _is_page_mark(element))
        yield replace(element, kind=Kind.PAGE_MARK) if belongs else element


def _is_page_mark(element: Element) -> bool:
    text = element.text.strip()
    if element.kind in (Kind.ACTION, Kind.LYRICS) and _ROW.fullmatch(text) and len(text) > 1 and not element.forced:
        return True
    bracketed = text.startswith(("(", "（"))
    words = re.sub(r"^\d+[A-Z]?\.?\s+|\s+\d+[A-Z]?\.?$|\(\d+\)", "", text.strip(" .:")).strip("()（） .:…-*")
    if not bracketed and not (element.kind is Kind.ACTION and text.rstrip(" 0123456789()").endswith(":")):
        return element.kind is Kind.ACTION and folded(words) in ("continued", "(continued)")
    return text == text.upper() and folded(words) in _words()


@cache
def _words() -> frozenset[str]:
    tables = [language.furniture for language in LANGUAGES.values()]
    return frozenset(folded(word).strip(".") for table in tables for word in (*table.more, *table.continued))


def _page_numbers(elements: Sequence[Element]) -> frozenset[int]:
    """Find the lines that stand alone with a number that rises from page to page, with the same text beside it."""
    rows: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for index, element in enumerate(elements):
        if element.kind is Kind.ACTION and "\n" not in element.text:
            for text, page in _numbered(element.text):
                rows[text].append((index, element.first, page))
    pages = {folded(word) for language in LANGUAGES.values() for word in language.furniture.page}
    heads = {text for text, row in rows.items() if _is_head(text, row)}
    return frozenset(
        index for text, row in rows.items() for index in _rising(row, alone=text in pages or text in heads)
    )


def _is_head(text: str, row: Sequence[tuple[int, int, int]]) -> bool:
    numbers = {page for _, _, page in row}
    return len(text) >= _LONG_HEAD and len(row) >= _OFTEN and len(numbers) == len(row)


def _numbered(text: str) -> Iterable[tuple[str, int]]:
    for pattern in (_NUMBERED, _NUMBER_IN_FRONT):
        if match := pattern.fullmatch(text.strip()):
            yield folded(match["before"].strip(" .-–—:")), int(match["page"])


def _rising(row: Sequence[tuple[int, int, int]], *, alone: bool) -> Iterator[int]:
    """Yield those of which the next and the one before are the neighbouring pages, far enough away."""
    for place, (index, line, page) in enumerate(row):
        near = [row[other] for other in (place - 1, place + 1) if 0 <= other < len(row)]
        steps = [abs(next_page - page) == 1 and abs(at - line) >= _LEAST_LINES for _, at, next_page in near]
        if alone or (steps and all(steps)):
            yield index
