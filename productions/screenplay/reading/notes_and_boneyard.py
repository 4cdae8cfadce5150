"""Takes notes and boneyard out of the text, so that what they interrupt reads on as if they were not there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from productions.screenplay.reading.elements import Element, Kind, Remark

_BLANK = re.compile(r"\n ?\n")
_OPENING = re.compile(r"/\*|\[\[")


class SourceLine(NamedTuple):
    """A line of the screenplay proper and its number in the file."""

    number: int
    text: str


@dataclass(slots=True)
class Separated:
    """The screenplay proper, its notes and boneyard, and remarks on those that never end."""

    lines: list[SourceLine] = field(default_factory=list)
    asides: list[Element] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def separate(lines: Sequence[str]) -> Separated:
    """Split lines into screenplay, notes and boneyard. An aside that never ends stays where it is, as text.

    A line that held nothing but asides vanishes: it does not count as an empty line.
    """
    text = "\n".join(lines)
    result, writer, start = Separated(), _Writer(), 0
    for aside in _asides(text, result.remarks):
        writer.write(text[start : aside.start])
        result.asides.append(writer.skip(aside, text))
        start = aside.end
    writer.write(text[start:])
    writer.end_line()
    result.lines = writer.lines
    return result


class _Aside(NamedTuple):
    kind: Kind
    start: int
    end: int


def _asides(text: str, remarks: list[Remark]) -> Iterator[_Aside]:
    """Walk the text once; every search that fails is remembered, so that the cost stays linear."""
    blanks, boneyards = _Next(_BLANK), _Next(re.compile(r"\*/"))
    notes = _Next(re.compile(r"\]\]"))
    position = 0
    while opening := _OPENING.search(text, position):
        inside = opening.end()
        boneyard = opening[0] == "/*"
        end = (boneyards if boneyard else notes).after(text, inside)
        if end is None or (not boneyard and blanks.start_after(text, inside) < end):
            what = "boneyard (/*)" if boneyard else "note ([[)"
            number = text.count("\n", 0, opening.start()) + 1 if len(remarks) < _REMARKS else 0
            if number:
                remarks.append(Remark(number, f"This {what} never ends; it was read as text."))
            position = inside
            continue
        yield _Aside(Kind.BONEYARD if boneyard else Kind.NOTE, opening.start(), end)
        position = end


_REMARKS = 20


class _Next:
    """The next place of a pattern, looked for again only when the last one is passed."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern, self.start, self.end = pattern, -1, -1

    def after(self, text: str, position: int) -> int | None:
        """Return where the next match at or after `position` ends; None if there is none."""
        start = self.start_after(text, position)
        return self.end if start < len(text) else None

    def start_after(self, text: str, position: int) -> int:
        if self.start < position:
            match = self.pattern.search(text, position)
            self.start, self.end = match.span() if match else (len(text), len(text))
        return self.start


class _Writer:
    """Puts the screenplay proper together line by line."""

    def __init__(self) -> None:
        self.lines: list[SourceLine] = []
        self.number, self.pieces, self.cut = 1, [""], False

    def write(self, text: str) -> None:
        first, *rest = text.split("\n")
        self.pieces.append(first)
        for line in rest:
            self.end_line()
            self.number, self.pieces, self.cut = self.number + 1, [line], False

    def skip(self, aside: _Aside, text: str) -> Element:
        whole = text[aside.start : aside.end]
        first, breaks = self.number, whole.count("\n")
        self.cut = True
        if breaks:
            self.end_line()
            self.number, self.pieces, self.cut = first + breaks, [""], True
        return Element(aside.kind, whole[2:-2].strip(), first, first + breaks)

    def end_line(self) -> None:
        if not self.cut:
            self.lines.append(SourceLine(self.number, "".join(self.pieces)))
            return
        joined = self.pieces[0]
        for piece in self.pieces[1:]:
            joined += piece.lstrip() if joined.endswith((" ", "\t")) or not joined else piece
        if joined.strip():
            self.lines.append(SourceLine(self.number, joined.rstrip()))
