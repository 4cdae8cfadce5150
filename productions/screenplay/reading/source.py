"""From the bytes of a file to text that is safe to parse: encodings, sizes and line endings."""

import re
import textwrap
import unicodedata
from collections.abc import Sequence

from productions.screenplay.reading import encoding
from productions.screenplay.reading.elements import Remark
from productions.screenplay.reading.errors import ScreenplayUnreadable
from productions.screenplay.reading.notes_and_boneyard import SourceLine

MAX_BYTES = 4_000_000
MAX_LINES = 50_000
MAX_LINE = 10_000

# U+FDD0 is no character by the Unicode standard: it keeps a line from being read as something else.
MARK = "\ufdd0"

_PDF, _FDX = "a PDF", "a Final Draft document (FDX)"
_READ = (_PDF, _FDX)
"""What other readers than that of text read."""
_OTHER_FILES = (
    (b"%PDF", _PDF),
    (b"PK\x03\x04", "a ZIP archive (DOCX, Highland, Fade In)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
)
_WEB_PAGES = (b"<!doctype html", b"<html")
_BEGINNING = 1024
_ENDINGS = re.compile("\r\n?")
_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{MARK}\ufeff]")
# They turn the direction of what follows, which no name may do.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SPACED_DOTS = re.compile(r"\. \. \.(?: \.)*")
_WIDE_GAP = re.compile(r"(?<=\S)[^\S\n]{9,}(?=\S)")


def decode(data: bytes) -> str:
    """Return the text of a Fountain file; ScreenplayUnreadable says what is wrong."""
    return read(data)[0]


def read(data: bytes) -> tuple[str, tuple[Remark, ...]]:
    """Return the text of a Fountain file, and a remark if it is not in Unicode; ScreenplayUnreadable if it is none."""
    if len(data) > MAX_BYTES:
        raise _too_large(len(data))
    refuse_other_files(data)
    text, guessed = encoding.decoded(data)
    said = f"The file is not in UTF-8: it was read as {guessed}. Look for letters that are wrong."
    return checked(text), (Remark(1, said),) if guessed else ()


def checked(text: str) -> str:
    """Return the text unchanged; ScreenplayUnreadable if it is empty, too large, or no text at all."""
    if not _CONTROL.sub(" ", text).strip(" \t\r\n\ufeff"):
        raise ScreenplayUnreadable("empty", "The screenplay is empty.")
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise ScreenplayUnreadable("encoding", f"Line {line} holds half a character (a surrogate).", line) from None
    if size > MAX_BYTES:
        raise _too_large(size)
    if (nul := text.find("\0")) >= 0:
        line = text.count("\n", 0, nul) + 1
        raise ScreenplayUnreadable("nul", f"Line {line} holds a NUL byte: this is not a text file.", line)
    return text


def lines_of(text: str) -> list[str]:
    """Return the lines without endings, BOM and control characters; ScreenplayUnreadable for text beyond limits.

    A line of two or more spaces comes back as two spaces: in Fountain it keeps a dialogue together.
    """
    plain = _ENDINGS.sub("\n", unicodedata.normalize("NFC", checked(text))).removeprefix("\ufeff")
    plain = _SPACED_DOTS.sub("...", _WIDE_GAP.sub(" " * 8, _CONTROL.sub(" ", _TURNING.sub("", plain))))
    return [line.rstrip() or ("  " if len(line) > 1 else "") for line in plain.split("\n")]


def within_limits(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[Remark]]:
    """Return the lines with those that are too long in parts, and a remark on each; ScreenplayUnreadable for too many.

    The notes and the boneyard are gone by now: what is not read may be as long as it likes.
    """
    if len(lines) > MAX_LINES:
        raise ScreenplayUnreadable("too-many-lines", f"{len(lines):,} lines; a screenplay may have {MAX_LINES:,}.")
    out: list[SourceLine] = []
    remarks: list[Remark] = []
    for line in lines:
        parts = [line.text] if len(line.text) <= MAX_LINE else textwrap.wrap(line.text, MAX_LINE)
        out += (SourceLine(line.number, part) for part in parts)
        if len(parts) > 1:
            text = f"This line has {len(line.text):,} characters; it was read as {len(parts)} lines."
            remarks.append(Remark(line.number, text))
    return out, remarks


def refuse_other_files(data: bytes) -> None:
    """Raise ScreenplayUnreadable for what begins as another kind of file does."""
    bare = data[:_BEGINNING].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    for start, name in _OTHER_FILES:
        if bare.startswith(start):
            raise _other(name)
    if bare.startswith((b"<?xml", b"<FinalDraft")) and b"<FinalDraft" in bare:
        raise _other(_FDX)
    if bare.lower().startswith(_WEB_PAGES):
        raise _other("a web page (HTML)")
    if bare.startswith(b"<?xml"):
        raise ScreenplayUnreadable("not-fountain", "This is XML. Export the screenplay as Fountain and bring that.")


def _too_large(size: int) -> ScreenplayUnreadable:
    limit = f"{MAX_BYTES / 1_000_000:g} MB"
    return ScreenplayUnreadable("too-large", f"The file has {size / 1_000_000:.1f} MB; {limit} is the most.")


def _other(name: str) -> ScreenplayUnreadable:
    detail = f"This is {name}, and no text. Bring it as a file without a format: it is then read as what it is."
    if name not in _READ:
        detail = f"This is {name}, not a screenplay as text. Save it as Fountain, Final Draft, PDF or plain text."
    return ScreenplayUnreadable("not-fountain", detail)
