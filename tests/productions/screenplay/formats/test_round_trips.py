"""Fountain to Final Draft and back keeps every part; Final Draft to Fountain and back keeps every paragraph."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from productions.domain.xml import writable
from productions.screenplay import formats
from productions.screenplay.formats.fdx.reading import read
from productions.screenplay.formats.fdx.writing import write
from productions.screenplay.formats.parts import Part
from productions.screenplay.formats.writing import written
from productions.screenplay.reading.elements import Kind
from productions.screenplay.reading.fountain import parse
from tests.productions.screenplay import truths
from tests.productions.screenplay.formats.documents import document, paragraph

# What is said of a kind: letters of several scripts, and the signs by which Fountain knows kinds.
WORDS = st.text(st.sampled_from("abcMARAEXTINT. ?!:()-*_#=~>@[]/^\\'éßü灯Ж7"), min_size=1, max_size=24).filter(
    lambda text: any(letter.isalpha() for letter in text)
)
TYPES = (
    "Scene Heading",
    "Action",
    "Shot",
    "General",
    "Character",
    "Parenthetical",
    "Dialogue",
    "Transition",
    "New Act",
)
PLAIN = WORDS.filter(lambda text: text.strip()[0].isalnum())
PARAGRAPHS = st.lists(st.tuples(st.sampled_from(TYPES), WORDS), min_size=1, max_size=12)
BLOCKS = (
    "INT. HARBOUR OFFICE - NIGHT #12A#",
    ".THE VOID",
    "Rain falls on _everything_ and *nobody*.",
    "Rain.\nSnow.\nSun.",
    "!MARA",
    "MARA (V.O.)\n(softly)\nIt went **out**.\nIt did.",
    "JON\nNo.\n\nMARA ^\nYes.",
    "MARA\n~La la la\nI sang.",
    "MARA\nOne.\n  \nTwo.",
    "~La la la",
    "CUT TO:",
    "> FADE TO GREY",
    "> THE END <",
    "===",
    "# Act One",
    "### A sequence",
    "= They meet.",
    "[[Which lens?]]",
    "[[Two\nlines]]",
    "/* cut\nthat */",
    "@Élodie\nNon.",
    "SIGN: 50% * 2 = 1",
    "\\*not emphasis\\* but *this_is*",
    "妈妈说：不。",
    "!灯：亮\n灯：暗",
    "遥「待って」\n遥「いや」",
)
LINES = sorted(
    {line for block in BLOCKS for line in block.split("\n")} | {"", "*/", "/*", "[[", "#", "@", ">", "JON ^"}
)
SCRIPTS = st.lists(st.sampled_from(BLOCKS), max_size=15).map("\n\n".join)
HEAPS = st.lists(st.sampled_from(LINES), max_size=30).map("\n".join)


Told = tuple[Kind, str, str, bool, int]


def told(text: str) -> list[Told]:
    """What a text is read as, whatever its spaces."""
    read_ = parse(text).elements
    return [(part.kind, "".join(part.text.split()), part.number, part.dual, part.depth) for part in read_ if part.text]


@pytest.mark.parametrize("path", truths.FILES, ids=lambda path: path.stem)
def test_whole_scripts_come_back_part_by_part(path: Path) -> None:
    script = truths.read(path).script
    file = write(script)
    back = formats.read(file).text
    assert told(back) == told(script)
    assert dict(parse(back).title_page) == {key: value for key, value in parse(script).title_page if value}
    assert ElementTree.canonicalize(write(back, file).decode()) == ElementTree.canonicalize(file.decode())


@settings(max_examples=150)
@given(SCRIPTS)
def test_fountain_comes_back_with_the_same_parts(script: str) -> None:
    text = f"INT. A - DAY\n\n{script}"
    kept, asides = both(text)
    assert both(formats.read(write(text)).text) == (kept, asides)


@settings(max_examples=150)
@given(HEAPS)
def test_no_letter_of_lines_thrown_together_is_lost(heap: str) -> None:
    text = f"INT. A - DAY\n\n{heap}"
    assert letters(formats.read(write(text)).text) == letters(text)


def both(text: str) -> tuple[list[Told], list[Told]]:
    """Parts in order, and asides, which may stand elsewhere in a paragraph."""
    asides = (Kind.NOTE, Kind.BONEYARD)
    found = told(text)
    return [part for part in found if part[0] not in asides], sorted(part for part in found if part[0] in asides)


def letters(text: str) -> list[str]:
    return sorted(letter for part in told(text) for letter in part[1] + part[2] if letter.isalnum())


@settings(max_examples=150)
@given(PARAGRAPHS)
def test_final_draft_comes_back_paragraph_by_paragraph(paragraphs: list[tuple[str, str]]) -> None:
    file = document(*(paragraph(type_, writable(text)) for type_, text in paragraphs))
    assert canonical(write(formats.read(file).text, file)) == canonical(file)


@settings(max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(TYPES), PLAIN), min_size=1, max_size=12), st.integers(0, 11), PLAIN)
def test_an_edited_text_reads_back_as_it_was_edited(paragraphs: list[tuple[str, str]], place: int, text: str) -> None:
    file = document(*(paragraph(type_, writable(said)) for type_, said in paragraphs))
    lines = read(file).written.text.split("\n")
    at = min(place, len(lines) - 1)
    lines[at:at] = ["", f"!Added: {text}", ""]
    edited = "\n".join(lines)
    assert told(formats.read(write(edited, file)).text) == told(edited)


PARTS = st.lists(
    st.builds(
        Part,
        st.sampled_from([Kind.HEADING, Kind.ACTION, Kind.TRANSITION, Kind.SECTION, Kind.SYNOPSIS, Kind.CENTRED]),
        WORDS.map(str.strip),
        depth=st.just(0),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=200)
@given(PARTS)
@example([Part(Kind.ACTION, "A:灯", depth=0)] * 2)
@example([Part(Kind.ACTION, "遥（遠くで）「遅い」\n遥「待って」", depth=0)])
def test_what_is_written_is_read_as_what_it_is(parts: list[Part]) -> None:
    found = written(parts, {})
    lines = {part.first: part.kind for part in parse(found.text).elements}
    for part, (first, _) in zip(parts, found.lines, strict=True):
        if part.kind in (Kind.HEADING, Kind.ACTION) and part.text[0].isalnum():
            assert lines[first] is part.kind


def canonical(file: bytes) -> str:
    return ElementTree.canonicalize(file.decode(), strip_text=False)
