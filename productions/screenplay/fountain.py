"""Reads a screenplay in Fountain: fountain-py tells the elements apart, this module makes them ours.

Where fountain-py 0.3.0 departs from the syntax, the text is prepared so that it does not: `asides`, `cues`, `emphasis`.
"""

from collections.abc import Sequence
from dataclasses import replace

from fountain.elements import ElementType, FormatSpan, FountainElement
from fountain.parser import FountainParser

from productions.screenplay import cues, emphasis, languages, notes_and_boneyard
from productions.screenplay.elements import Element, Kind, Screenplay
from productions.screenplay.notes_and_boneyard import SourceLine
from productions.screenplay.source import MARK, decode, lines_of

__all__ = ["decode", "parse"]

_KINDS = {
    ElementType.SCENE_HEADING: Kind.HEADING,
    ElementType.ACTION: Kind.ACTION,
    ElementType.CHARACTER: Kind.CHARACTER,
    ElementType.DIALOGUE: Kind.DIALOGUE,
    ElementType.PARENTHETICAL: Kind.PARENTHETICAL,
    ElementType.LYRICS: Kind.LYRICS,
    ElementType.TRANSITION: Kind.TRANSITION,
    ElementType.CENTERED: Kind.CENTRED,
    ElementType.PAGE_BREAK: Kind.PAGE_BREAK,
    ElementType.SECTION: Kind.SECTION,
    ElementType.SYNOPSIS: Kind.SYNOPSIS,
}
_SIGNS = {Kind.HEADING: ".", Kind.ACTION: "!", Kind.CHARACTER: "@", Kind.TRANSITION: ">"}


def parse(text: str, language: str = "") -> Screenplay:
    """Return the screenplay in a Fountain text. Only ScreenplayUnreadable is raised, for text beyond all limits.

    `language` is the BCP 47 tag of the one that it is written in; where empty it is found out.
    """
    separated = notes_and_boneyard.separate(lines_of(text))
    document = _Parser().parse("\n".join(cues.marked(separated.lines)))
    elements = _paired([_element(found, separated.lines) for found in document.elements], separated.lines)
    elements = sorted([*elements, *separated.asides], key=lambda element: element.first)
    title_page = tuple((key, emphasis.plain(_clean(value))) for key, value in document.metadata.items())
    spoken = languages.of(language).code if language else languages.detected(text)
    return Screenplay(title_page, tuple(elements), tuple(separated.remarks), spoken)


class _Parser(FountainParser):
    """fountain-py without its treatment of emphasis, whose cost grows with the square of a line's length."""

    def _extract_inline(self, text: str) -> tuple[str, list[FormatSpan]]:
        return emphasis.plain(text), []


_SPEECH = (Kind.CHARACTER, Kind.PARENTHETICAL, Kind.DIALOGUE, Kind.LYRICS)
_BETWEEN = (Kind.SECTION, Kind.SYNOPSIS)


def _paired(elements: Sequence[Element], lines: Sequence[SourceLine]) -> list[Element]:
    """Mark the right-hand sides of dual dialogue: cues with a ^ that follow another speech, and what they say."""
    carets = {line.number for line in lines if line.text.rstrip().endswith("^")}
    out: list[Element] = []
    speaking = dual = False
    for element in elements:
        if element.kind is Kind.CHARACTER:
            dual = speaking and not dual and element.first in carets
            speaking = True
        elif element.kind not in (*_SPEECH, *_BETWEEN):
            speaking = dual = False
        out.append(replace(element, dual=True) if dual and element.kind in _SPEECH else element)
    return out


def _element(found: FountainElement, lines: Sequence[SourceLine]) -> Element:
    kind, index = _KINDS[found.type], found.line_number - 1
    line = lines[index].text.strip()
    forced = line.startswith(_SIGNS.get(kind, "\0"))
    number, depth = found.metadata.get("scene_number"), found.metadata.get("level")
    return Element(
        kind=kind,
        text=_cue(line, forced) if kind is Kind.CHARACTER else _clean(found.text),
        first=lines[index].number,
        last=lines[index + found.text.count("\n")].number,
        number=number if isinstance(number, str) else "",
        forced=forced,
        depth=depth if isinstance(depth, int) else 0,
    )


def _cue(line: str, forced: bool) -> str:
    """The name with all its extensions, as written; fountain-py keeps only part of them."""
    return emphasis.plain(line.removeprefix("@") if forced else line).rstrip("^ ").strip()


def _clean(text: str) -> str:
    return text.removeprefix(cues.HEADING_STAND_IN).replace(MARK, "").strip()
