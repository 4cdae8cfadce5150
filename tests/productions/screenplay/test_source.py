"""Files that are no screenplay get a plain answer."""

from fractions import Fraction

import pytest

from productions.screenplay import formats
from productions.screenplay.breakdown import breakdown
from productions.screenplay.reading.errors import ScreenplayUnreadable
from productions.screenplay.reading.fountain import decode, parse
from productions.screenplay.reading.source import MAX_BYTES, MAX_LINES, read


def refusal(data: bytes) -> ScreenplayUnreadable:
    with pytest.raises(ScreenplayUnreadable) as caught:
        decode(data)
    return caught.value


def test_utf8_is_read_with_and_without_bom() -> None:
    assert decode("\ufeffINT. CAFÉ".encode()) == decode("INT. CAFÉ".encode()) == "INT. CAFÉ"


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert refusal(data).reason == "empty"


TEXTS = {
    "INT. CAFÉ - DAY\n\nMARA doesn’t look up. She’s reading — slowly. “Well…”\n": ("cp1252", "mac_roman"),
    "INT. HÔTEL - NUIT\n\nElle s’en va. Où est-il passé? Ça alors! À bientôt, cœur.\n": ("cp1252", "mac_roman"),
    "INNEN. KÜCHE - TAG\n\nGreta schließt die Tür. Äpfel und Öl. Grüße.\n": ("cp1252", "mac_roman"),
    "INT. BAÑO - MAÑANA\n\n¿Qué haces aquí? La niña corrió. ¡Adiós!\n": ("cp1252", "mac_roman"),
    "WNĘTRZE. KUCHNIA - DZIEŃ\n\nMałgorzata idzie. Żółta łódź płynie.\n": ("cp1250",),
    "ИНТ. ДОМ - ДЕНЬ\n\nИван спит. Мария смотрит в окно и молчит.\n": ("cp1251", "koi8_r"),
    "○公園（夜）\n\n太郎が走っている。雨が降る。\n\n太郎\nこんにちは。\n": ("shift_jis", "euc_jp"),
    "内景 老茶馆 - 夜\n\n油灯摇晃。林晚擦着桌子，不抬头。\n": ("gb18030",),
    "内景 茶馆 日\n\n罗守田擦着茶碗。\n\n罗守田\n冬瓜，三号桌。\n": ("gb18030",),
    "內景 茶館 日\n\n羅守田擦著茶碗。他們看著她。\n": ("big5",),
    "INT. 병원 - 낮\n\n김철수가 걷는다.\n\n김철수\n안녕하세요.\n": ("euc_kr",),
}


@pytest.mark.parametrize(("text", "name"), [(text, name) for text, names in TEXTS.items() for name in names])
def test_other_encodings_are_found_out_and_remarked(text: str, name: str) -> None:
    found, (remark,) = read(text.encode(name))
    assert found == text
    assert "not in UTF-8" in remark.text


@pytest.mark.parametrize(("text", "name"), [(text, name) for text, names in TEXTS.items() for name in names])
def test_an_encoding_is_found_out_of_a_whole_script(text: str, name: str) -> None:
    whole = text * (60_000 // len(text.encode(name)))
    assert read(whole.encode(name))[0] == whole


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", TEXTS)
def test_unicode_needs_no_remark(text: str, name: str) -> None:
    assert read(text.encode(name)) == (text, ())


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_found_out(name: str) -> None:
    assert read("INT. CAFÉ - DAY\n".encode(name))[0] == "INT. CAFÉ - DAY\n"


def test_an_encoding_that_the_file_does_not_keep_to_is_named_with_its_line() -> None:
    found = refusal(b"\xef\xbb\xbfINT. A\n\nCaf\xe9")
    assert (found.reason, found.line) == ("encoding", 3)


def test_bytes_that_are_no_text_are_refused() -> None:
    assert refusal(bytes(range(1, 256)) * 4).reason == "encoding"


def test_nul_is_named_with_its_line() -> None:
    assert (refusal(b"INT. A\n\0").reason, refusal(b"INT. A\n\0").line) == ("nul", 2)


def test_a_file_that_is_too_large_is_told_both_sizes() -> None:
    assert "20.0 MB; 4 MB" in str(refusal(b"x" * 20_000_000))


_OTHERS = [
    b"%PDF-1.7",
    b"PK\x03\x04..",
    b"{\\rtf1",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0",
    b"<?xml version='1.0'?><FinalDraft/>",
    b"\n<!DOCTYPE html>\n<p>INT. A - DAY</p>",
    b"<HTML><body>",
]


@pytest.mark.parametrize("data", _OTHERS)
def test_other_kinds_of_file_are_called_by_name(data: bytes) -> None:
    assert refusal(data).reason == "not-fountain"


@pytest.mark.parametrize("text", ["{\\rtf1\\ansi INT. A - DAY", "<html><p>INT. A - DAY</p></html>"])
def test_other_kinds_of_file_are_known_as_text_too(text: str) -> None:
    with pytest.raises(ScreenplayUnreadable, match="Save it as Fountain"):
        formats.read(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x\n\n" * (MAX_LINES // 2 + 1), "too-many-lines"),
        ("\ud800", "encoding"),
        ("\n", "empty"),
        ("é" * (MAX_BYTES // 2 + 1), "too-large"),
        ("a\0", "nul"),
    ],
)
def test_text_beyond_limits_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ScreenplayUnreadable) as caught:
        parse(text)
    assert caught.value.reason == reason


def test_control_characters_become_spaces() -> None:
    assert parse("He\x01 \x1bsits\ufdd0.").elements[0].text == "He   sits ."


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\x85", "\u2028"])
def test_what_no_name_may_hold_is_in_no_name_that_is_read(sign: str) -> None:
    read_ = breakdown(parse(f"INT. BAR{sign} - DAY\n\nANN{sign} (20) sits.\n\nANN{sign}\nHi.\n"), Fraction(24))
    assert [person.name for person in read_.people] == ["ANN"]
    assert [place.name for place in read_.places] == ["BAR"]
