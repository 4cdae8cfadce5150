"""Marks the lines of a screenplay so that fountain-py reads each as what it is.

fountain-py 0.3.0 knows only headings and names of plain ASCII letters, takes a cue for action when the speech is in
capitals, takes ".38" in a speech for a heading, misses headings that no empty line surrounds, and drops what stands
between the two sides of dual dialogue (so the ^ is kept from it, and `fountain` pairs the sides).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cache

from productions.screenplay.headings.lines import Likeness, likeness
from productions.screenplay.languages import LANGUAGES, folded
from productions.screenplay.reading import emphasis
from productions.screenplay.reading.cues import is_cue
from productions.screenplay.reading.elements import Remark
from productions.screenplay.reading.notes_and_boneyard import SourceLine
from productions.screenplay.reading.source import MARK

# A heading is shown to the parser behind this, so that it may begin with any sign.
HEADING_STAND_IN = f"0{MARK}"
# Beyond so many lines the parser's cost grows; a paragraph is then shown to it in parts.
_LONGEST_PARAGRAPH = 200
_MOST_REMARKS = 100


class _Place(Enum):
    BEGINNING = auto()  # after an empty line, a line that stands alone, or at the start
    INSIDE = auto()
    DIALOGUE = auto()


@dataclass(slots=True)
class Marked:
    """Lines for the parser, the number of the source line that each comes from, and what was doubtful in them.

    Lines that were put between others have the number of the one behind them.
    """

    texts: list[str] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def marked(lines: Sequence[SourceLine]) -> Marked:
    """Return the lines with the marks that make fountain-py read them as Fountain's rules say."""
    marker = _Marker(lines)
    for index in range(len(lines)):
        marker.mark(index)
    return marker.out


class _Marker:
    def __init__(self, lines: Sequence[SourceLine]) -> None:
        self.lines, self.out, self.place, self.run = lines, Marked(), _Place.BEGINNING, 0
        self.bare = [line.text.strip() for line in lines]
        self.alike = [likeness(text) if text else Likeness.NONE for text in self.bare]

    def mark(self, index: int) -> None:
        text, bare = self.lines[index].text, self.bare[index]
        self.run = self.run + 1 if bare and self.place is not _Place.DIALOGUE else 0
        if self.run > _LONGEST_PARAGRAPH:
            self._say(index, "This paragraph never ends; it was read in parts.")
            self._write(index, "")
            self.run = 0
        if not bare:
            self._write(index, text)
            self.place = self.place if text and self.place is _Place.DIALOGUE else _Place.BEGINNING
        elif self._is_heading(index, bare):
            self._heading(index, bare)
        elif self.place is _Place.DIALOGUE:
            self._write(index, self._spoken(bare))
        else:
            self._write(index, self._other(index, text, bare))

    def _write(self, index: int, text: str) -> None:
        self.out.texts.append(_shown(text))
        self.out.origins.append(index)

    def _say(self, index: int, text: str) -> None:
        if len(self.out.remarks) < _MOST_REMARKS:
            self.out.remarks.append(Remark(self.lines[index].number, text))

    def _following(self, index: int, heading: Likeness = Likeness.LIKELY) -> str:
        """The text of the next line, nothing where that is so like a heading."""
        if index + 1 == len(self.bare) or self.alike[index + 1] >= heading:
            return ""
        return self.bare[index + 1]

    def _is_heading(self, index: int, bare: str) -> bool:
        alike = self.alike[index]
        if bare[0] == "." and bare[1:2].isalnum():
            return self.place is _Place.BEGINNING
        if self.place is _Place.BEGINNING:
            if alike is Likeness.POSSIBLE and self._following(index):
                self._say(index, "This may be a heading, but it was read as action: put an empty line below it if so.")
            return alike >= Likeness.LIKELY or (alike is Likeness.POSSIBLE and not self._following(index))
        if alike < Likeness.LIKELY:
            return False
        if self.place is _Place.DIALOGUE and alike < Likeness.CERTAIN:
            self._say(index, "This looks like a heading but is spoken text: put an empty line above it if it is one.")
            return False
        if index and self.alike[index - 1] < Likeness.LIKELY:
            where = "a speech" if self.place is _Place.DIALOGUE else "other text"
            self._say(index, f"This was read as a heading, although it stands directly under {where}.")
        return True

    def _heading(self, index: int, bare: str) -> None:
        if self.place is not _Place.BEGINNING:
            self._write(index, "")
        self._write(index, f".{HEADING_STAND_IN}{bare.removeprefix('.')}")
        if self._following(index):
            self._write(index, "")
        self.place, self.run = _Place.INSIDE, 0

    def _spoken(self, bare: str) -> str:
        if set(bare) == {"="} and len(bare) >= 3:
            self.place = _Place.BEGINNING
            return bare
        return f"{MARK}{bare}" if bare[0] in ".#=@" else bare

    def _other(self, index: int, text: str, bare: str) -> str:
        """Mark a line that is neither a heading nor spoken, and say where the next one stands."""
        if bare[0] == "@" and any(letter.isalpha() for letter in bare):
            self.place = _Place.DIALOGUE
            return bare.rstrip("^ ")
        if bare[0] == "." and bare[1:2].isalnum():
            return MARK + bare
        begins, self.place = self.place is _Place.BEGINNING, _Place.INSIDE
        plain = emphasis.plain(bare)
        if begins and self._following(index, Likeness.CERTAIN) and is_cue(plain):
            self.place = _Place.DIALOGUE
            return f"@{plain.rstrip('^ ')}"
        if begins and _is_transition(plain, alone=not self._following(index)):
            self.place = _Place.BEGINNING
            return f">{plain}"
        if _stands_alone(bare):
            self.place = _Place.BEGINNING
            return text
        return f"{MARK}{text}" if _is_mistakable(bare) else text


def _shown(text: str) -> str:
    """Hide what opens an aside, which was taken out or never ends."""
    return text.replace("/*", f"/{MARK}*").replace("[[", f"[{MARK}[")


def _stands_alone(bare: str) -> bool:
    """Is this a section, a synopsis, a page break, or a centred line?"""
    page_break = set(bare) == {"="} and len(bare) >= 3
    synopsis = bare[0] == "=" and not bare.startswith("==")
    return page_break or synopsis or bare[0] == "#" or (bare[0] == ">" and bare.count("<") == 1 and bare[-1] == "<")


def _is_mistakable(bare: str) -> bool:
    """Would the parser take this for a heading or a cue?"""
    if not bare[0].isalnum():
        return False
    return (bare == bare.upper() and ":" not in bare) or likeness(bare) > Likeness.NONE


def _is_transition(bare: str, *, alone: bool) -> bool:
    """Is this a transition in any of the languages? With a colon it may have text below it."""
    if bare != bare.upper() or len(bare) > _LONGEST_TRANSITION:
        return False
    words = folded(bare.rstrip(":：. "))
    if not alone and not bare.endswith((":", "：")):
        return False
    return words in _transitions() or bool(_CUT.fullmatch(bare))


_LONGEST_TRANSITION = 60
_CUT = re.compile(r"(?:FADE (?:IN|OUT|UP|TO [A-Z ]+)|(?:[A-Z]+[ -])?CUT(?: (?:BACK )?TO [A-Z ]+)?|DISSOLVE|WIPE)[:.]?")


@cache
def _transitions() -> frozenset[str]:
    return frozenset(folded(word) for language in LANGUAGES.values() for word in language.furniture.transitions)
