"""The one door for scripts in other formats: whatever comes in, the text that is kept is Fountain.

What Fountain has no place for stays in the file itself, which is kept beside the text (`original`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from productions.screenplay.formats import apart, indentation, markdown
from productions.screenplay.formats.fdx import reading as fdx
from productions.screenplay.formats.layout import PageLine
from productions.screenplay.formats.parts import Doubt, Part, Thing
from productions.screenplay.formats.writing import Written, written
from productions.screenplay.reading import source
from productions.screenplay.reading.elements import Remark
from productions.screenplay.reading.errors import ScreenplayUnreadable
from productions.screenplay.reading.source import MAX_BYTES, checked

Format = Literal["fountain", "fdx", "pdf", "markdown"]
FORMATS: tuple[Format, ...] = get_args(Format)
LARGEST = 16_000_000
"""The most bytes that a file of any format may have."""

_BEGINNING = 1024
_TABLES = ("csv", "tsv", "xlsx", "xls", "ods")
_ENDINGS: dict[str, Format] = {"fdx": "fdx", "pdf": "pdf", "md": "markdown", "markdown": "markdown"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A file as Fountain. `remarks` say what was guessed, by its lines; `original` is kept for the way back.

    `things` are those that the file marks as things to be seen.
    """

    text: str
    format: Format
    remarks: tuple[Remark, ...] = ()
    original: bytes | None = None
    things: tuple[Thing, ...] = ()


def read(content: bytes | str, format: Format | None = None, filename: str = "") -> Opened:
    """Return a file, or its text, as Fountain. Without a `format` its bytes and then its name say which it is.

    ScreenplayUnreadable says why it cannot be read, and what to do.
    """
    if len(content) > LARGEST:
        detail = f"The file has {len(content) / 1e6:.1f} MB; {LARGEST / 1e6:g} MB is the most."
        raise ScreenplayUnreadable("too-large", detail)
    if format is None and _ending(filename) in _TABLES:
        raise ScreenplayUnreadable(
            "table", "This is a table, not a screenplay. A shot list is brought in on the board."
        )
    match format or format_of(content, filename):
        case "fdx":
            return _of_fdx(content.encode(errors="replace") if isinstance(content, str) else content)
        case "pdf":
            if isinstance(content, str):
                raise ScreenplayUnreadable("not-text", "A PDF is no text: send it as a file.")
            return _of_pdf(content)
        case "markdown":
            text, remarks = _text(content)
            body = markdown.read(_lf(text))
            opened = _opened(written(body.parts, body.title_page), body.parts, body.doubts, "markdown")
            return replace(opened, remarks=(*remarks, *opened.remarks))
    text, remarks = _text(content)
    opened = _of_text(text)
    return replace(opened, remarks=(*remarks, *opened.remarks))


def format_of(content: bytes | str, filename: str = "") -> Format:
    """Return the format of a file, by how it begins and by the ending of its name."""
    start = content[:_BEGINNING]
    begins = start.encode(errors="replace") if isinstance(start, str) else start
    bare = begins.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if bare.startswith(b"%PDF"):
        return "pdf"
    if bare.startswith((b"<?xml", b"<FinalDraft")):
        return "fdx"
    return _ENDINGS.get(_ending(filename), "fountain")


def _ending(filename: str) -> str:
    return filename.rpartition(".")[2].lower()


def _text(content: bytes | str) -> tuple[str, tuple[Remark, ...]]:
    if isinstance(content, str):
        source.refuse_other_files(content[:_BEGINNING].encode(errors="replace"))
        return checked(content), ()
    return source.read(content)


def _lf(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _of_fdx(file: bytes) -> Opened:
    document = fdx.read(file)
    opened = _opened(document.written, document.parts, document.doubts, "fdx")
    return Opened(opened.text, "fdx", opened.remarks, file, document.things)


def _of_pdf(file: bytes) -> Opened:
    body = indentation.read(apart.lines_of_pdf(file))
    return _opened(written(body.parts, body.title_page), body.parts, body.doubts, "pdf")


def _of_text(text: str) -> Opened:
    """Plain text that stands as it was printed is read by its indentation; all other is Fountain as it is."""
    lines = [] if len(text) > MAX_BYTES else _as_printed(_lf(text))
    if not indentation.is_indented(lines):
        return Opened(text, "fountain")
    body = indentation.read(lines)
    return _opened(written(body.parts, body.title_page), body.parts, body.doubts, "fountain")


def _as_printed(text: str) -> list[PageLine]:
    lines, page, gap = list[PageLine](), 1, True
    for raw in text.split("\n"):
        page += raw.count("\f")
        line = raw.replace("\f", "").expandtabs(8)
        if line.strip():
            lines.append(PageLine(page, len(line) - len(line.lstrip()), line.strip(), gap))
        gap = not line.strip()
    return lines


def _opened(fountain: Written, parts: Sequence[Part], doubts: Sequence[Doubt], format: Format) -> Opened:
    if not parts:
        raise ScreenplayUnreadable("empty", "There is no text in this file.")
    lines: Mapping[int, int] = {index: first for index, (first, _) in enumerate(fountain.lines)}
    remarks = (Remark(lines.get(-1 if doubt.part is None else doubt.part, 0) or 1, doubt.text) for doubt in doubts)
    return Opened(fountain.text, format, tuple(sorted(remarks, key=lambda remark: remark.line)))
