"""Reads a screenplay in Fountain: fountain-py tells the elements apart, this module makes them ours.

Where fountain-py 0.3.0 departs from the syntax, the text is prepared so that it does not: `notes_and_boneyard`,
`title_page`, `marking`, `emphasis`.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from fountain.elements import ElementType, FormatSpan, FountainElement
from fountain.parser import FountainParser

from productions.domain.names import LONGEST
from productions.screenplay import languages
from productions.screenplay.headings import lines as heading_lines
from productions.screenplay.headings.heading import heading
from productions.screenplay.reading import colon_speech, emphasis, marking, notes_and_boneyard, page_marks, title_page
from productions.screenplay.reading.elements import Element, Kind, Remark, Screenplay
from productions.screenplay.reading.notes_and_boneyard import SourceLine
from productions.screenplay.reading.source import MARK, decode, lines_of, within_limits

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
_LANGUAGE_KEYS = frozenset(
    ("language", "sprache", "langue", "idioma", "lingua", "taal", "język", "язык", "语言", "言語", "언어")
)
_SIGNS = {Kind.HEADING: ".", Kind.ACTION: "!", Kind.CHARACTER: "@", Kind.TRANSITION: ">"}


def parse(text: str, language: str = "") -> Screenplay:
    """Return the screenplay in a Fountain text. Only ScreenplayUnreadable is raised, for text beyond all limits.

    `language` is the BCP 47 tag of the one that it is written in; where empty it is found out.
    """
    text = unicodedata.normalize("NFC", text)
    separated = notes_and_boneyard.separate(lines_of(text))
    pairs, used = title_page.read([line.text for line in separated.lines])
    lines, remarks = within_limits(separated.lines[used:])
    marked = marking.marked(lines)
    document = _Parser().parse("\n".join(marked.texts))
    elements = _paired([_element(part, lines, marked.origins) for part in document.elements], lines)
    elements = list(colon_speech.told_apart(list(page_marks.told_apart(elements))))
    told = language or next((value for key, value in pairs if key in _LANGUAGE_KEYS), "")
    return Screenplay(
        pairs,
        tuple(sorted([*elements, *separated.asides], key=lambda element: element.first)),
        tuple(sorted([*separated.remarks, *remarks, *marked.remarks, *_clipped(elements)], key=lambda each: each.line)),
        languages.named(told) or languages.detected(text),
    )


class _Parser(FountainParser):
    """fountain-py without its title page, and without its emphasis, whose cost grows with the square of a line."""

    def _parse_title_page(self) -> dict[str, str]:
        return {}

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


def _element(element: FountainElement, lines: Sequence[SourceLine], origins: Sequence[int]) -> Element:
    kind, index = _KINDS[element.type], element.line_number - 1
    first, last = lines[origins[index]], lines[origins[index + element.text.count("\n")]]
    line = first.text.strip()
    forced, depth = line.startswith(_SIGNS.get(kind, "\0")), element.metadata.get("level")
    slug = heading_lines.slug(line.removeprefix(".") if forced else line) if kind is Kind.HEADING else None
    text = slug.text if slug else _cue(line, forced) if kind is Kind.CHARACTER else _clean(element.text)
    if kind is Kind.DIALOGUE and text.startswith("（") and text.endswith("）") and "\n" not in text:
        kind = Kind.PARENTHETICAL
    return Element(
        kind=kind,
        text=text,
        first=first.number,
        last=last.number,
        number=slug.number if slug else "",
        forced=forced,
        depth=depth if isinstance(depth, int) else 0,
    )


def _clipped(elements: Sequence[Element]) -> Iterator[Remark]:
    """Tell of names that are longer than a name may be, of which only the beginning is kept."""
    for element in elements:
        if element.kind not in (Kind.HEADING, Kind.CHARACTER) or len(element.text) <= LONGEST:
            continue
        name = heading(element.text).full_place if element.kind is Kind.HEADING else element.text
        if len(name) > LONGEST:
            yield Remark(element.first, f"This name is too long: its first {LONGEST} characters were kept as a name.")


def _cue(line: str, forced: bool) -> str:
    """The name with all its extensions, as written; fountain-py keeps only part of them."""
    return emphasis.plain(line.removeprefix("@") if forced else line).rstrip("^ ").strip()


def _clean(text: str) -> str:
    return text.replace(MARK, "").strip()
