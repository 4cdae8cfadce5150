"""Screenplays in Markdown, or nearly so, and plain text that stands as it was printed."""

import pytest

from productions.screenplay import formats
from productions.screenplay.formats import format_of
from productions.screenplay.reading.fountain import parse


def elements(text: str) -> list[tuple[str, str]]:
    return [
        (part.kind.value, f"{part.text} #{part.number}" if part.number else part.text) for part in parse(text).elements
    ]


def read(text: str) -> str:
    return formats.read(text.encode(), filename="script.md").text


MARKDOWN = """---
title: The Last Light
author: "Ada"
---

## INT. HARBOUR OFFICE - NIGHT

Rain. A *lantern* swings. See [the map](http://example.org/z_1).

**MARA:** (softly) It went out.

JON: And now?
MARA: Now we row.

**Jon**
*(laughing)*
Row, then.

CUT TO:

---

<!-- cut this
later -->

### EXT. SEA - DAWN
- Waves.
- A gull.

NOTE: keep it __short__.
"""


def test_headings_names_and_speeches_are_told_apart() -> None:
    text = read(MARKDOWN)
    assert dict(parse(text).title_page) == {"title": "The Last Light", "author": "Ada"}
    assert elements(text) == [
        ("heading", "INT. HARBOUR OFFICE - NIGHT"),
        ("action", "Rain. A lantern swings. See the map."),
        ("character", "MARA"),
        ("parenthetical", "(softly)"),
        ("dialogue", "It went out."),
        ("character", "JON"),
        ("dialogue", "And now?"),
        ("character", "MARA"),
        ("dialogue", "Now we row."),
        ("character", "Jon"),
        ("parenthetical", "(laughing)"),
        ("dialogue", "Row, then."),
        ("transition", "CUT TO:"),
        ("page-break", "==="),
        ("boneyard", "cut this later"),
        ("heading", "EXT. SEA - DAWN"),
        ("action", "Waves."),
        ("action", "A gull."),
        ("action", "NOTE: keep it short."),
    ]
    assert "A *lantern* swings" in text
    assert "**short**" in text


OUTLINE = """The Coat
========

# Act One

## Scene 1: The harbour, night

A man waits. He says: nothing.

**Old man**: Where is she?

## 2. The boat

She rows.
"""


def test_headings_that_say_no_setting_are_scenes_where_none_does_and_that_is_told() -> None:
    opened = formats.read(OUTLINE.encode(), filename="THE COAT.MD")
    assert parse(opened.text).title == "The Coat"
    assert elements(opened.text) == [
        ("section", "Act One"),
        ("heading", "The harbour, night #1"),
        ("action", "A man waits. He says: nothing."),
        ("character", "Old man"),
        ("dialogue", "Where is she?"),
        ("heading", "The boat #2"),
        ("action", "She rows."),
    ]
    assert [remark.line for remark in opened.remarks] == [5, 12]
    assert "taken for a scene" in opened.remarks[0].text


PRINTED = """
                    THE THING

          INT. ROOM - DAY

          Mara waits for a long time in the room that nobody
          entered before.

                              MARA
                    Hello, whoever you
                    are.

                              JON
                    Bye.
"""


def test_plain_text_as_it_was_printed_is_read_by_its_indentation() -> None:
    text = formats.read(PRINTED.encode(), filename="thing.txt").text
    assert elements(text)[1:] == [
        ("heading", "INT. ROOM - DAY"),
        ("action", "Mara waits for a long time in the room that nobody entered before."),
        ("character", "MARA"),
        ("dialogue", "Hello, whoever you are."),
        ("character", "JON"),
        ("dialogue", "Bye."),
    ]


def test_a_fountain_file_stays_as_it_is_to_the_letter() -> None:
    text = "Title:\n\tX\r\n\r\nINT. A - DAY\r\n\r\nANN\r\n  Hi.  \r\n"
    assert formats.read(text.encode(), filename="a.fountain").text == text
    assert formats.read(text.encode(), filename="a.txt").text == text


def test_a_file_says_what_it_is_by_its_beginning_before_its_name() -> None:
    assert format_of(b"%PDF-1.7", "a.fountain") == "pdf"
    assert format_of(b'\xef\xbb\xbf<?xml version="1.0"?><FinalDraft>', "a.txt") == "fdx"
    assert format_of("<?xml ?>".encode("utf-16"), "") == "fdx"
    assert format_of(b"# A", "a.markdown") == "markdown"
    assert format_of(b"# A", "a") == "fountain"


@pytest.mark.parametrize("sign", ["-", "*", "+", "•", "–"])
def test_items_of_a_list_are_paragraphs_without_their_bullets(sign: str) -> None:
    text = (
        f"INT. A - DAY\n\n{sign} Rain.\n{sign} ANNA: Who is it?\n{sign} **Fog** comes in,\nslowly.\n\nANNA: Nobody.\n"
    )
    opened = formats.read(text, "markdown")
    assert [(part.kind.value, part.text) for part in parse(opened.text).elements] == [
        ("heading", "INT. A - DAY"),
        ("action", "Rain."),
        ("character", "ANNA"),
        ("dialogue", "Who is it?"),
        ("action", "Fog comes in,\nslowly."),
        ("character", "ANNA"),
        ("dialogue", "Nobody."),
    ]
