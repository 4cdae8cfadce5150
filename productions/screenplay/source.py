"""From the bytes of a file to text that is safe to parse: encodings, sizes and line endings."""

import re

from productions.screenplay.errors import ScreenplayUnreadable

MAX_BYTES = 4_000_000
MAX_LINES = 50_000
MAX_LINE = 10_000
# No screenplay has so many lines without an empty one; the parser's cost grows with the square of this.
MAX_PARAGRAPH = 500

# U+FDD0 is no character by the Unicode standard: it keeps a line from being read as something else.
MARK = "\ufdd0"

_OTHER_FILES = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, Highland, Fade In)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ENDINGS = re.compile("\r\n?")
_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f{MARK}\ufeff]")
_WIDE_GAP = re.compile(r"(?<=\S)[^\S\n]{9,}(?=\S)")


def decode(data: bytes) -> str:
    """Return the text of a Fountain file in UTF-8, with or without BOM; ScreenplayUnreadable says what is wrong."""
    if len(data) > MAX_BYTES:
        raise _too_large(len(data))
    _refuse_other_files(data)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        detail = f"Line {line} is not UTF-8 (byte {error.start}: 0x{data[error.start]:02x}). Save the file as UTF-8."
        raise ScreenplayUnreadable("encoding", detail, line) from None
    return checked(text)


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
    """Return the lines without endings, BOM and control characters; ScreenplayUnreadable where one is beyond limits.

    A line of two or more spaces comes back as two spaces: in Fountain it keeps a dialogue together.
    """
    plain = _ENDINGS.sub("\n", checked(text)).removeprefix("\ufeff")
    plain = _WIDE_GAP.sub(" " * 8, _CONTROL.sub(" ", plain))
    lines = [line.rstrip() or ("  " if len(line) > 1 else "") for line in plain.split("\n")]
    _refuse_shapeless(lines)
    return lines


def _refuse_other_files(data: bytes) -> None:
    if data.startswith(_UTF_16):
        raise ScreenplayUnreadable("encoding", "The file is in UTF-16. Save it as UTF-8.", 1)
    for start, name in _OTHER_FILES:
        if data.startswith(start):
            raise ScreenplayUnreadable("not-fountain", f"This is {name}, not a Fountain text file.")
    if data.lstrip()[:5] == b"<?xml":
        raise ScreenplayUnreadable("not-fountain", "This is XML. Export the screenplay as Fountain and bring that.")


def _refuse_shapeless(lines: list[str]) -> None:
    if len(lines) > MAX_LINES:
        raise ScreenplayUnreadable("too-many-lines", f"{len(lines):,} lines; a screenplay may have {MAX_LINES:,}.")
    run = 0
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            detail = f"Line {number} has {len(line):,} characters; {MAX_LINE:,} is the most. Break it into paragraphs."
            raise ScreenplayUnreadable("line-too-long", detail, number)
        run = run + 1 if line else 0
        if run > MAX_PARAGRAPH:
            detail = f"No empty line in the {MAX_PARAGRAPH} lines up to line {number}: this is not a screenplay."
            raise ScreenplayUnreadable("no-paragraphs", detail, number)


def _too_large(size: int) -> ScreenplayUnreadable:
    limit = f"{MAX_BYTES / 1_000_000:g} MB"
    return ScreenplayUnreadable("too-large", f"The file has {size / 1_000_000:.1f} MB; {limit} is the most.")
