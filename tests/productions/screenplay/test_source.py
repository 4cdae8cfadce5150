"""Files that are no screenplay get a plain answer."""

import pytest

from productions.screenplay.errors import ScreenplayUnreadable
from productions.screenplay.fountain import decode, parse
from productions.screenplay.source import MAX_BYTES, MAX_LINE, MAX_LINES, MAX_PARAGRAPH


def refusal(data: bytes) -> ScreenplayUnreadable:
    with pytest.raises(ScreenplayUnreadable) as caught:
        decode(data)
    return caught.value


def test_utf8_is_read_with_and_without_bom() -> None:
    assert decode("\ufeffINT. CAFÉ".encode()) == decode("INT. CAFÉ".encode()) == "INT. CAFÉ"


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_called_empty(data: bytes) -> None:
    assert refusal(data).reason == "empty"


def test_another_encoding_is_named_with_its_line() -> None:
    found = refusal("INT. A\n\nCafé".encode("latin-1"))
    assert (found.reason, found.line) == ("encoding", 3)
    assert "UTF-16" in str(refusal("INT. A".encode("utf-16")))


def test_nul_is_named_with_its_line() -> None:
    assert (refusal(b"INT. A\n\0").reason, refusal(b"INT. A\n\0").line) == ("nul", 2)


def test_a_file_that_is_too_large_is_told_both_sizes() -> None:
    assert "20.0 MB; 4 MB" in str(refusal(b"x" * 20_000_000))


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"PK\x03\x04..", b"{\\rtf1", b"<?xml version='1.0'?><FinalDraft/>"])
def test_other_kinds_of_file_are_called_by_name(data: bytes) -> None:
    assert refusal(data).reason == "not-fountain"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x" * (MAX_LINE + 1), "line-too-long"),
        ("x\n\n" * (MAX_LINES // 2 + 1), "too-many-lines"),
        ("x\n" * (MAX_PARAGRAPH + 1), "no-paragraphs"),
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
