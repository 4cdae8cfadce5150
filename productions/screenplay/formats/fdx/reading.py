"""Reads a Final Draft document into parts, each of which knows the paragraph that it comes from."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

from productions.screenplay.formats.fdx import tags, titles
from productions.screenplay.formats.fdx.document import DUAL, NOTE, PARAGRAPH, content, parsed, run_of, text_of, texts
from productions.screenplay.formats.parts import Doubt, Part, Thing
from productions.screenplay.formats.writing import Written, marked, written
from productions.screenplay.reading.elements import Kind
from productions.screenplay.reading.emphasis import Run

_KINDS = {
    "Scene Heading": Kind.HEADING,
    "Action": Kind.ACTION,
    "General": Kind.ACTION,
    "Shot": Kind.ACTION,
    "Character": Kind.CHARACTER,
    "Parenthetical": Kind.PARENTHETICAL,
    "Dialogue": Kind.DIALOGUE,
    "Transition": Kind.TRANSITION,
    "Lyrics": Kind.LYRICS,
    "Singing": Kind.LYRICS,
    "Cast List": Kind.NOTE,
    "Note": Kind.NOTE,
    "Summary": Kind.SYNOPSIS,
    "Outline Body": Kind.SYNOPSIS,
    "Sequence": Kind.SECTION,
    "New Act": Kind.CENTRED,
    "End of Act": Kind.CENTRED,
    "Act Break": Kind.CENTRED,
    "Cold Opening": Kind.CENTRED,
    "Show/Ep. Title": Kind.CENTRED,
}
_OUTLINE = re.compile(r"Outline (\d+)")
_CAPITALS = {Kind.HEADING: "Scene Heading", Kind.CHARACTER: "Character", Kind.TRANSITION: "Transition"}
_SHOWN = 12


@dataclass(slots=True)
class Leaf:
    """A paragraph of the script with the indexes of the parts that it gives; `notes` are those of its notes.

    `start` is where its text begins, in characters from the beginning of the script, as ranges of notes count.
    """

    element: Element
    wrapper: Element | None
    start: int
    parts: list[int] = field(default_factory=list)
    notes: dict[int, Element] = field(default_factory=dict)


@dataclass
class Document:
    """A Final Draft document, read."""

    root: Element
    leaves: list[Leaf] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    title_page: Mapping[str, str] = field(default_factory=dict)
    things: tuple[Thing, ...] = ()

    @cached_property
    def written(self) -> Written:
        """The whole of it as Fountain."""
        return written(self.parts, self.title_page)


def read(file: bytes) -> Document:
    """Return a Final Draft document as parts; ScreenplayUnreadable says what is wrong with the file."""
    document = Document(parsed(file))
    document.title_page = titles.read(document.root)
    document.things = tags.things(document.root)
    reading = _Reading(document, _typed_in_capitals(document.root), _ranged_notes(document.root))
    for paragraph, wrapper, dual in _paragraphs(content(document.root)):
        reading.add(paragraph, wrapper, dual=dual)
    reading.finish()
    return document


def _paragraphs(within: Element) -> Iterator[tuple[Element, Element | None, bool]]:
    """Yield each paragraph with the one around its dual dialogue, and whether it is the right-hand side of that."""
    for child in within:
        pair = child if child.tag == DUAL else child.find(DUAL)
        if pair is None:
            if child.tag == PARAGRAPH:
                yield child, None, False
            continue
        speakers = 0
        for paragraph in pair.findall(PARAGRAPH):
            speakers += paragraph.get("Type") == "Character"
            yield paragraph, child, speakers > 1


def _typed_in_capitals(root: Element) -> frozenset[str]:
    """The types whose text the document shows in capitals, however it was typed."""
    fonts = ((setting.get("Type") or "", setting.find("FontSpec")) for setting in root.findall("ElementSettings"))
    return frozenset(type_ for type_, font in fonts if font is not None and "AllCaps" in (font.get("Style") or ""))


def _ranged_notes(root: Element) -> list[tuple[int, Element]]:
    """Notes that stand behind the script, each with the place in its text, the first one last."""
    notes = []
    for note in root.findall(f"ScriptNotes/{NOTE}"):
        start = (note.get("Range") or "").partition(",")[0]
        notes.append((int(start) if start.isdecimal() and len(start) < 12 else 0, note))
    return sorted(notes, key=lambda place: -place[0])


@dataclass(slots=True)
class _Reading:
    document: Document
    capitals: frozenset[str]
    ranged: list[tuple[int, Element]]
    offset: int = 0
    within: Element | None = None
    blank: bool = False
    unknown: Counter[str] = field(default_factory=Counter)

    def add(self, element: Element, wrapper: Element | None, *, dual: bool) -> None:
        leaf = Leaf(element, wrapper, self.offset)
        self.document.leaves.append(leaf)
        type_ = element.get("Type") or "Action"
        around = wrapper if wrapper is not self.within else None
        self.within = wrapper
        if "Yes" in [each.get("StartsNewPage") for each in (element, around) if each is not None]:
            self._part(leaf, Part(Kind.PAGE_BREAK, "==="))
        pieces = [run_of(piece) for piece in texts(element)]
        text = "".join(piece.text for piece in pieces)
        if text.strip():
            self._part(leaf, self._paragraph(type_, element, text, pieces, dual=dual))
        self.blank = not text.strip()
        if element.find("OmittedScene") is not None:
            self._doubt("The text of an omitted scene is kept, but not read.")
        for note in element.findall(NOTE):
            self._note(leaf, note)
        self.offset += len(text_of(element)) + 1
        while self.ranged and self.ranged[-1][0] < self.offset:
            self._note(leaf, self.ranged.pop()[1])

    def finish(self) -> None:
        """What stands behind the end, and what was not understood."""
        while self.ranged and self.document.leaves:
            self._note(self.document.leaves[-1], self.ranged.pop()[1])
        self.document.doubts += [
            Doubt(None, f"{_counted(count, 'paragraph')} of the type {name[:40]!r} read as action.")
            for name, count in self.unknown.items()
        ]
        self.document.doubts += [Doubt(None, text) for text in _kept(self.document)]

    def _paragraph(self, type_: str, element: Element, text: str, pieces: list[Run], *, dual: bool) -> Part:
        kind, depth = self._kind(type_, element)
        if _CAPITALS.get(kind) in self.capitals:
            text, pieces = text.upper(), [Run(piece.text.upper(), piece.styles) for piece in pieces]
        plain = text.strip()
        number = (element.get("Number") or "").strip() if kind is Kind.HEADING else ""
        dual = dual and kind in (Kind.CHARACTER, Kind.PARENTHETICAL, Kind.DIALOGUE, Kind.LYRICS)
        return Part(kind, plain, marked(pieces).strip(), number, dual, depth, apart=kind is Kind.LYRICS and self.blank)

    def _kind(self, type_: str, element: Element) -> tuple[Kind, int]:
        if outline := _OUTLINE.match(type_):
            return Kind.SECTION, min(int(outline[1][:2]), 6)
        kind = _KINDS.get(type_)
        if kind is None:
            self.unknown[type_] += 1
        if kind in (None, Kind.ACTION) and element.get("Alignment") == "Center":
            return Kind.CENTRED, 0
        return kind or Kind.ACTION, 1 if kind is Kind.SECTION else 0

    def _note(self, leaf: Leaf, note: Element) -> None:
        text = "\n".join(text_of(paragraph) for paragraph in note.findall(PARAGRAPH)).strip()
        if not text:
            return
        boneyard = text.startswith("/*") and text.endswith("*/")
        part = Part(Kind.BONEYARD, text[2:-2].strip()) if boneyard else Part(Kind.NOTE, text)
        leaf.notes[self._part(leaf, part)] = note

    def _part(self, leaf: Leaf, part: Part) -> int:
        leaf.parts.append(len(self.document.parts))
        self.document.parts.append(part)
        return leaf.parts[-1]

    def _doubt(self, text: str) -> None:
        self.document.doubts.append(Doubt(len(self.document.parts) - 1 if self.document.parts else None, text))


def _kept(document: Document) -> Iterator[str]:
    """What Fountain has no place for, and goes out again with Final Draft."""
    tagged = len(document.root.findall("TagData/Tags/Tag"))
    if tagged:
        yield f"Kept for Final Draft: {_counted(tagged, 'tagged element')}."
    if names := [thing.name for thing in document.things]:
        shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
        yield f"Tagged as things that are seen, and read as props: {shown}."
    revised = sum(1 for piece in content(document.root).iter("Text") if piece.get("RevisionID") not in (None, "0"))
    if revised:
        yield f"Kept for Final Draft: {_counted(revised, 'passage')} with revision marks."


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
