"""Tells the parts of a printed screenplay apart by how far its lines are indented.

Where no line is indented, names are told by their shape: capitals under an empty line, with speech at once below.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median_low

from productions.screenplay.formats.fdx import titles
from productions.screenplay.formats.layout import PageLine, cleaned
from productions.screenplay.formats.parts import Doubt, Part
from productions.screenplay.headings.heading import heading
from productions.screenplay.reading import cues
from productions.screenplay.reading.elements import Kind

_NUMBERED = re.compile(r"(\d{1,4}[A-Z]{0,2})\.?\s+(\S.*)")
_TRANSITION = re.compile(
    r"[^\W\d_a-z][^a-z\n]* TO:|FADE (?:IN|OUT|TO BLACK)[.:]?|(?:SMASH |MATCH |JUMP )?CUT:?|THE END\.?"
)
_CONT = re.compile(r"\s*\((?:CONT['’]?D|CONTINUED|FORTS|SUITE|CONT\.)\.?\)", re.IGNORECASE)
_NEAR, _NAME, _CENTRE = 4, 9, 14
"""How many letters to the right of action: still action; a name at least; what stands in the middle at least."""
_WRAPPED = 40
"""A shorter line was ended by its writer, not by the edge of the page."""


@dataclass(slots=True)
class Read:
    """What was read: parts, title page and doubts."""

    parts: list[Part] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    title_page: dict[str, str] = field(default_factory=dict)


def is_indented(lines: Sequence[PageLine]) -> bool:
    """Whether lines stand as in a printed screenplay: names far to the right of headings, with speech under them."""
    edge = _edge(lines)
    return sum(_is_name(lines, index, edge) for index in range(len(lines))) >= 2


def read(lines: Iterable[PageLine]) -> Read:
    """Return the parts of a printed screenplay; how they were told apart is a doubt."""
    cleaned_lines = cleaned(lines)
    edge = _edge(cleaned_lines.lines)
    reading = _Reading(edge, flat=is_flat(cleaned_lines.lines, edge))
    reading.out.doubts += cleaned_lines.doubts
    body = reading.without_title_page(cleaned_lines.lines)
    for index in range(len(body)):
        reading.add(body, index)
    reading.finish()
    return reading.out


def is_flat(lines: Sequence[PageLine], edge: int) -> bool:
    """Whether no name is indented, but some stand as names do."""
    if any(_is_name(lines, index, edge) for index in range(len(lines))):
        return False
    return any(_has_shape_of_name(lines, index) for index in range(len(lines)))


def _has_shape_of_name(lines: Sequence[PageLine], index: int) -> bool:
    line = lines[index]
    if not line.gap or line.side or index + 1 == len(lines) or len(line.text) >= _WRAPPED:
        return False
    below = lines[index + 1]
    named = cues.is_cue(line.text) and not _TRANSITION.fullmatch(line.text) and _heading_at(line.text) is None
    return named and not below.gap and _heading_at(below.text) is None


def _edge(lines: Sequence[PageLine]) -> int:
    """The column at which headings and action begin."""
    headings = [line.column + skipped for line in lines for skipped in [_heading_at(line.text)] if skipped is not None]
    if headings:
        return median_low(headings)
    counted = Counter(line.column for line in lines)
    common = [column for column, count in counted.items() if count * 10 >= len(lines)]
    return min(common, default=0)


def _heading_at(text: str) -> int | None:
    """How many letters in front of a heading its number takes; None where there is no heading."""
    if heading(text).setting:
        return 0
    numbered = _NUMBERED.fullmatch(text)
    return numbered.start(2) if numbered and heading(numbered[2]).setting else None


def _is_name(lines: Sequence[PageLine], index: int, edge: int) -> bool:
    """A name stands in capitals to the right of the speech that follows at once."""
    line = lines[index]
    if line.column < edge + _NAME or index + 1 == len(lines) or not cues.is_cue(line.text):
        return False
    below = lines[index + 1]
    return not below.gap and edge + _NEAR <= below.column and (below.column <= line.column or below.text[0] == "(")


@dataclass(slots=True)
class _Reading:
    edge: int
    flat: bool = False
    out: Read = field(default_factory=Read)
    speaking: bool = False
    speaker: str = ""
    broken_off: bool = False
    last: PageLine | None = None

    def without_title_page(self, lines: Sequence[PageLine]) -> Sequence[PageLine]:
        """Take the first page away if no scene and nobody's speech is on it, but on a later one."""
        count = sum(1 for line in lines if line.page == lines[0].page) if lines else 0
        first = lines[:count]
        plain = any(_heading_at(line.text) is not None for line in first) or any(
            self._is_name(first, index) or line.text.startswith("FADE IN") for index, line in enumerate(first)
        )
        if count == len(lines) or plain or count > 40:
            return lines
        middle = min(line.column for line in first) + 6
        given = [each for line in first for each in ([("", True)] * line.gap + [(line.text, line.column > middle)])]
        self.out.title_page = titles.of_lines(given)
        self._doubt("The first page was taken for the title page.", at=None)
        return lines[count:]

    def _is_name(self, lines: Sequence[PageLine], index: int) -> bool:
        return _has_shape_of_name(lines, index) if self.flat else _is_name(lines, index, self.edge)

    def add(self, lines: Sequence[PageLine], index: int) -> None:
        line = lines[index]
        if line.side:
            self._beside_each_other(line)
            return
        skipped = _heading_at(line.text)
        right = line.column - self.edge
        if skipped is not None and right + skipped <= _NEAR + 2 and not (self.speaking and not line.gap):
            self._heading(line.text)
        elif self._is_name(lines, index):
            self._name(line)
        elif self.speaking and (not line.gap or self.broken_off) and (self.flat or right >= _NEAR):
            self._said(line)
        elif right >= _CENTRE:
            self._beside(line)
        else:
            self._action(line)
        self.last = line
        self.broken_off = self.speaking and (line.more or (self.broken_off and line.page == lines[index - 1].page))

    def finish(self) -> None:
        """Say how the parts were told apart."""
        names = sum(part.kind is Kind.CHARACTER for part in self.out.parts)
        scenes = sum(part.kind is Kind.HEADING for part in self.out.parts)
        how = (
            "No line is indented, so that names were told by their shape (capitals, with speech at once below)"
            if self.flat
            else "Parts were told apart by how far lines are indented"
        )
        self._doubt(f"{how}: {scenes} headings and {names} speeches were found.", at=None)

    def _heading(self, text: str) -> None:
        numbered = _NUMBERED.fullmatch(text)
        number = numbered[1] if numbered and not heading(text).setting else ""
        text = numbered[2] if numbered and number else text
        if number:
            text = re.sub(rf"\s+{re.escape(number)}\.?$", "", text)
        self._part(Part(Kind.HEADING, " ".join(text.split()), number=number))

    def _name(self, line: PageLine) -> None:
        name = " ".join(_CONT.sub("", line.text).split())
        going_on = self.broken_off and name == self.speaker and line.text != name
        self.speaking, self.speaker, self.broken_off = True, name, False
        if not going_on:
            self._part(Part(Kind.CHARACTER, " ".join(line.text.split())))

    def _beside_each_other(self, line: PageLine) -> None:
        """A line of one of two columns, of which each begins with a name."""
        if line.gap:
            self._part(Part(Kind.CHARACTER, " ".join(line.text.split()), dual=line.side == "right"))
            if line.side == "right":
                self._doubt("Two columns stand beside each other: they were taken for dual dialogue.")
        else:
            self._said(line)
        self.speaking, self.broken_off, self.last = False, False, line

    def _said(self, line: PageLine) -> None:
        before = self.out.parts[-1] if self.out.parts else None
        opened = (
            before is not None and before.kind is Kind.PARENTHETICAL and before.text.count("(") > before.text.count(")")
        )
        if opened or (before is not None and before.kind is Kind.DIALOGUE and line.text[0] != "("):
            self._join(line.text)
        else:
            kind = Kind.PARENTHETICAL if line.text[0] == "(" else Kind.DIALOGUE
            self._part(Part(kind, line.text, dual=line.side == "right"))

    def _beside(self, line: PageLine) -> None:
        self.speaking = False
        if _TRANSITION.fullmatch(line.text) and line.text != "THE END":
            self._part(Part(Kind.TRANSITION, line.text))
            return
        self._part(Part(Kind.CENTRED, line.text))
        self._doubt(f"“{line.text[:60]}” stands in the middle of the page: it was taken for centred text.")

    def _action(self, line: PageLine) -> None:
        before = self.out.parts[-1] if self.out.parts else None
        wrapped = self.last is not None and len(self.last.text) >= _WRAPPED
        goes_on = before is not None and not line.gap and not self.speaking
        self.speaking = False
        if _TRANSITION.fullmatch(line.text) and line.gap:
            self._part(Part(Kind.TRANSITION, line.text))
        elif goes_on and before is not None and before.kind is Kind.ACTION:
            self._join(line.text, " " if wrapped else "\n")
        elif goes_on and before is not None and before.kind is Kind.HEADING and line.text.isupper() and wrapped:
            self._join(line.text)
        else:
            self._part(Part(Kind.ACTION, line.text))

    def _join(self, text: str, between: str = " ") -> None:
        before = self.out.parts[-1]
        self.out.parts[-1] = replace(before, text=f"{before.text}{between}{text}")

    def _part(self, part: Part) -> None:
        if part.kind not in (Kind.CHARACTER, Kind.DIALOGUE, Kind.PARENTHETICAL):
            self.speaking = False
        self.out.parts.append(part)

    def _doubt(self, text: str, at: int | None = -1) -> None:
        self.out.doubts.append(Doubt(None if at is None else len(self.out.parts) - 1, text))
