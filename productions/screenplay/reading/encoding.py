"""From the bytes of a file to text, whatever encoding they are in."""

import re

import charset_normalizer

from productions.screenplay import languages
from productions.screenplay.reading.errors import ScreenplayUnreadable

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OTHERS = {
    "cp1252": "Windows-1252",
    "mac_roman": "Mac Roman",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "koi8_r": "KOI8-R",
    "shift_jis": "Shift JIS",
    "euc_jp": "EUC-JP",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "euc_kr": "EUC-KR",
}
_WIDE = ("shift_jis", "euc_jp", "gb18030", "big5", "euc_kr")
"""Encodings in which the bytes of one are letters of another, so that only their words tell them apart."""
_NUL_SHARE = 0.25
# Lines of letters beyond ASCII are enough to tell the encoding by.
_SAMPLE = 20_000
_BEYOND = re.compile(rb"[^\n]*[\x80-\xff][^\n]*\n?")
_CENTRAL = frozenset("ąćęłńśźżĄĆĘŁŃŚŹŻ")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1a\x7f]")


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text, and the name of the encoding where it was guessed; ScreenplayUnreadable if it is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), ""
    try:
        return data.decode(), ""
    except UnicodeDecodeError:
        return _guessed(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        detail = f"Line {line} is not {encoding.upper()}, as the file says it is. Save it as UTF-8."
        raise ScreenplayUnreadable("encoding", detail, line) from None


def _guessed(data: bytes) -> tuple[str, str]:
    if b"\0" in data:
        return _without_mark(data)
    sample = _whole_lines(b"".join(_BEYOND.findall(data)))
    matches = {match.encoding: str(match) for match in charset_normalizer.from_bytes(sample, cp_isolation=[*_OTHERS])}
    best = next(iter(matches), "cp1252")
    if best in _WIDE:
        best = _most_known(data, best)
    if best in ("cp1250", "cp1252"):
        best = "cp1250" if _is_central(matches.get("cp1250", "")) else "cp1252"
    text = data.decode(best, "replace")
    if len(_CONTROL.findall(text)) > len(text) // 100:
        raise ScreenplayUnreadable("encoding", "This is not text in any encoding that is known here. Save it as UTF-8.")
    return text, _OTHERS[best]


def _whole_lines(data: bytes) -> bytes:
    """The beginning of a text up to the end of a line, as a sign of several bytes that is cut is none."""
    beginning = data[:_SAMPLE]
    end = beginning.rfind(b"\n") + 1
    return beginning[:end] if end and len(data) > _SAMPLE else beginning


def _most_known(data: bytes, best: str) -> str:
    """Return the encoding in which most of the text are words that are known; the best guess where none says more."""
    return max((best, *_WIDE), key=lambda encoding: (_known(_whole_lines(data), encoding), encoding == best))


def _known(data: bytes, encoding: str) -> int:
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    return languages.letters_known(text) if broken <= 1 + len(text) // 100 else 0


def _is_central(text: str) -> bool:
    """Are the letters beyond ASCII those of Polish, which Windows writes in an encoding of their own?"""
    letters = [letter for letter in text if letter.isalpha() and not letter.isascii()]
    return 2 * sum(letter in _CENTRAL for letter in letters) > len(letters)


def _without_mark(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark has a NUL for every other byte of plain letters."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(data) % 2 == 0 and data[first::2].count(0) > _NUL_SHARE * len(data) / 2:
            return _strictly(data, encoding), "UTF-16"
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    raise ScreenplayUnreadable("nul", f"Line {line} holds a NUL byte: this is not a text file.", line)
