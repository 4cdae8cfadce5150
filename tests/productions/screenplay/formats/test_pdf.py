"""PDF screenplays: parts by indentation, what printing adds left out, and files that cannot be read refused in time."""

import io

import pytest
from pypdf import PdfReader, PdfWriter

from productions.screenplay import formats
from productions.screenplay.formats import apart
from productions.screenplay.reading.errors import ScreenplayUnreadable
from productions.screenplay.reading.fountain import parse
from tests.productions.screenplay.formats.printing import pdf

TITLE = [
    *[""] * 12,
    "                       THE LAST LIGHT",
    "",
    "                         written by",
    "",
    "                         Ada Byron",
    *[""] * 20,
    "          ada@example.org",
]
FIRST = [
    "          THE LAST LIGHT - Blue draft                     2.",
    "",
    "     1    INT. HARBOUR OFFICE - NIGHT                       1",
    "",
    "          Rain. A lantern swings over the desk, and somebody  *",
    "          turns a page.",
    "",
    "                                MARA (V.O.)",
    "                         (softly, and as if",
    "                         to herself)",
    "                    It went out. And it will not come back",
    "                    before the morning.",
    "",
    "          A gull.",
    "",
    "                                JON",
    "                    Then we row until",
    "                                (MORE)",
    "",
    "                                                  (CONTINUED)",
]
SECOND = [
    "          THE LAST LIGHT - Blue draft                     3.",
    "",
    "     1    CONTINUED:                                        1",
    "",
    "                                JON (CONT'D)",
    "                    it is light.",
    "",
    "                                                  CUT TO:",
    "",
    "     2A   EXT. SEA - DAWN                                  2A",
    "",
    "          INSERT: a map.",
]
THIRD = [
    "          THE LAST LIGHT - Blue draft                     4.",
    "",
    "          Waves.",
    "",
    "                              THE END",
]
PAGES = [TITLE, FIRST, SECOND, THIRD]


def elements(text: str) -> list[tuple[str, str]]:
    return [
        (part.kind.value, f"{part.text} #{part.number}" if part.number else part.text) for part in parse(text).elements
    ]


def test_a_printed_screenplay_is_read_by_its_indentation() -> None:
    opened = formats.read(pdf(PAGES))
    assert opened.format == "pdf"
    assert opened.original is None
    assert dict(parse(opened.text).title_page) == {
        "title": "THE LAST LIGHT",
        "credit": "written by",
        "author": "Ada Byron",
        "contact": "ada@example.org",
    }
    assert elements(opened.text) == [
        ("heading", "INT. HARBOUR OFFICE - NIGHT #1"),
        ("action", "Rain. A lantern swings over the desk, and somebody turns a page."),
        ("character", "MARA (V.O.)"),
        ("parenthetical", "(softly, and as if to herself)"),
        ("dialogue", "It went out. And it will not come back before the morning."),
        ("action", "A gull."),
        ("character", "JON"),
        ("dialogue", "Then we row until it is light."),
        ("transition", "CUT TO:"),
        ("heading", "EXT. SEA - DAWN #2A"),
        ("action", "INSERT: a map."),
        ("action", "Waves."),
        ("centred", "THE END"),
    ]


def test_what_was_guessed_and_left_out_is_told() -> None:
    told = " ".join(remark.text for remark in formats.read(pdf(PAGES)).remarks)
    for words in ("taken for a header", "revision marks", "title page", "2 headings and 2 speeches", "centred text"):
        assert words in told


def reason(file: bytes) -> str:
    with pytest.raises(ScreenplayUnreadable) as refused:
        formats.read(file)
    return refused.value.reason


def locked(file: bytes, password: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(file)))
    writer.encrypt(password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_scanned_one_is_refused_and_says_what_to_do() -> None:
    with pytest.raises(ScreenplayUnreadable, match=r"scanned.*OCR"):
        formats.read(pdf([[], [], ["3."]]))


def test_one_with_a_password_is_refused_and_one_that_only_forbids_printing_is_read() -> None:
    assert reason(locked(pdf(PAGES), "secret")) == "encrypted-pdf"
    assert formats.read(locked(pdf(PAGES), "")).text == formats.read(pdf(PAGES)).text


@pytest.mark.parametrize(
    "file", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"\x00" * 4000, pdf(PAGES)[:900], b"%PDF" + b"<<" * 9000]
)
def test_a_damaged_one_is_refused(file: bytes) -> None:
    assert reason(file) in ("damaged-pdf", "scanned-pdf")


def test_two_thousand_pages_are_refused_at_once() -> None:
    assert reason(pdf([["x"]] * 2000)) == "too-many-pages"


def test_one_that_unpacks_to_very_much_is_given_up() -> None:
    bomb = ["          " + "A" * 90_000_000]
    assert reason(pdf([bomb])) in ("too-costly", "damaged-pdf", "too-large", "scanned-pdf")


def test_one_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MAX_SECONDS", -4.9)
    assert reason(pdf(PAGES * 20)) == "too-costly"


FLAT = [
    "THE LAST LIGHT - Blue draft 2.",
    "",
    "INT. HARBOUR OFFICE - NIGHT",
    "",
    "Rain. A lantern swings over the desk, and somebody who was not there",
    "turns a page.",
    "",
    "MARA (V.O.)",
    "(softly)",
    "It went out. And it will not come back, whatever they say, before the",
    "morning.",
    "",
    "A gull.",
    "",
    "JON",
    "Then we row.",
    "",
    "CUT TO:",
    "",
    "EXT. SEA - DAWN",
    "",
    "NOBODY IS THERE.",
    "",
    "MARA",
    "Jon?",
]


def test_one_without_any_indentation_finds_names_by_their_shape() -> None:
    opened = formats.read(pdf([[" " * 10 + line if line else "" for line in FLAT]]))
    assert elements(opened.text) == [
        ("action", "THE LAST LIGHT - Blue draft 2."),
        ("heading", "INT. HARBOUR OFFICE - NIGHT"),
        ("action", "Rain. A lantern swings over the desk, and somebody who was not there turns a page."),
        ("character", "MARA (V.O.)"),
        ("parenthetical", "(softly)"),
        ("dialogue", "It went out. And it will not come back, whatever they say, before the morning."),
        ("action", "A gull."),
        ("character", "JON"),
        ("dialogue", "Then we row."),
        ("transition", "CUT TO:"),
        ("heading", "EXT. SEA - DAWN"),
        ("action", "NOBODY IS THERE."),
        ("character", "MARA"),
        ("dialogue", "Jon?"),
    ]
    assert any("told by their shape" in each.text and "3 speeches" in each.text for each in opened.remarks)


DUAL = [
    "          INT. HARBOUR OFFICE - NIGHT",
    "",
    "          Rain.",
    "",
    "                    MARA                          JON (O.S.)",
    "               No.                           (calling)",
    "               We do not row before the      Then we",
    "               morning.                      row.",
    "                                             Now.",
    "",
    "          A gull.",
    "",
    "                                MARA",
    "                    Wait.",
]


def test_two_columns_are_dual_dialogue() -> None:
    opened = formats.read(pdf([DUAL]))
    assert elements(opened.text) == [
        ("heading", "INT. HARBOUR OFFICE - NIGHT"),
        ("action", "Rain."),
        ("character", "MARA"),
        ("dialogue", "No. We do not row before the morning."),
        ("character", "JON (O.S.)"),
        ("parenthetical", "(calling)"),
        ("dialogue", "Then we row. Now."),
        ("action", "A gull."),
        ("character", "MARA"),
        ("dialogue", "Wait."),
    ]
    assert [part.text for part in parse(opened.text).elements if part.dual] == [
        "JON (O.S.)",
        "(calling)",
        "Then we row. Now.",
    ]
    assert any("taken for dual dialogue" in each.text for each in opened.remarks)
