"""Reads a table from the bytes of a CSV or XLSX file, within bounds of size, rows, columns and letters in a cell."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from productions.tables.errors import TableUnreadable
from productions.tables.guard import unguarded

LARGEST = 8_000_000
MAX_ROWS = 5_000
MAX_COLUMNS = 100
MAX_CELL = 10_000
MAX_UNPACKED = 100_000_000
_DELIMITERS = ",;\t|"
_SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; `number` is that of the file, counted from 1 with the row of names."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: the names of its columns, and its rows, each as long as these. Empty rows are left out."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read(file: bytes, most: int = MAX_ROWS, largest: int = LARGEST) -> Sheet:
    """Return the first table in a CSV or XLSX file; TableUnreadable says why there is none.

    The first row that holds two or more cells names the columns. `most` is of rows, `largest` of bytes.
    """
    if len(file) > largest:
        detail = f"The file has {len(file) / 1e6:.1f} MB; {largest / 1e6:g} MB is the most."
        raise TableUnreadable("too-large", detail)
    rows = _of_xlsx(file, most) if file.startswith(b"PK") else _of_csv(_decoded(file), most)
    return _sheet(list(rows))


def _sheet(rows: Sequence[Row]) -> Sheet:
    head = next((index for index, row in enumerate(rows) if sum(bool(cell) for cell in row.cells) > 1), None)
    if head is None:
        raise TableUnreadable("empty", "This table has no row that names its columns.")
    names = rows[head].cells
    last = max(index for index, name in enumerate(names) if name) + 1
    columns = tuple(_unique(names[:last]))
    filled = (Row(row.number, (*row.cells, *[""] * last)[:last]) for row in rows[head + 1 :])
    return Sheet(columns, tuple(row for row in filled if any(row.cells)))


def _unique(names: Iterable[str]) -> Iterator[str]:
    """Columns without a name, or with one that another has, are told apart by their number."""
    seen: set[str] = set()
    for number, name in enumerate(names, 1):
        called = " ".join(name.split())[:100] or f"Column {number}"
        called = f"{called} ({number})" if called.casefold() in seen else called
        seen.add(called.casefold())
        yield called


def _decoded(file: bytes) -> str:
    if file.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"\x7fELF", b"\x89PNG")):
        raise TableUnreadable("no-table", "This is neither CSV nor XLSX. Save the list as one of these and bring that.")
    for encoding in ("utf-16" if file.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "cp1252"):
        try:
            text = file.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise TableUnreadable("no-table", "This file holds NUL characters: it is no text.")
        return text
    raise TableUnreadable("encoding", "This text is in no encoding that can be told. Save it as UTF-8.")


def _of_csv(text: str, most: int) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    number = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            detail = f"Row {number} cannot be read as CSV ({error}): a quotation mark may be missing."
            raise TableUnreadable("no-table", detail) from None
        if cells is None:
            return
        yield _row(number, cells, most)
        number += 1


def _delimiter(text: str) -> str:
    """The sign that parts the first rows into the most columns."""
    lines = text.splitlines()[:_SAMPLE]
    return max(_DELIMITERS, key=lambda sign: max((line.count(sign) for line in lines), default=0))


def _of_xlsx(file: bytes, most: int) -> Iterator[Row]:
    from openpyxl import load_workbook  # noqa: PLC0415 - slow to load, and every process loads this module
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415 - as above

    _check_archive(file)
    try:
        book = load_workbook(io.BytesIO(file), read_only=True, data_only=True, keep_links=False)
        sheet: Any = next((each for each in book.worksheets if each.sheet_state == "visible"), None)
        if sheet is None:
            raise TableUnreadable("empty", "This workbook has no sheet that can be seen.")
        sheet.reset_dimensions()
        lines = sheet.iter_rows(max_row=most + _SAMPLE + 1, max_col=MAX_COLUMNS + 1, values_only=True)
        yield from (_row(number, [_text(cell) for cell in cells], most) for number, cells in enumerate(lines, 1))
    except TableUnreadable:
        raise
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError, EOFError) as error:
        raise TableUnreadable("damaged", "This XLSX file is damaged. Save it again, or as CSV.") from error


def _check_archive(file: bytes) -> None:
    """Refuse what is no workbook, and what would unpack to more than any list is long, before anything is unpacked."""
    try:
        entries = zipfile.ZipFile(io.BytesIO(file)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise TableUnreadable("damaged", "This file is damaged: it begins as XLSX does and is none.") from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise TableUnreadable("encrypted", "This file is protected by a password. Save it without one.")
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        detail = (
            "This archive is no XLSX workbook. A screenplay (Highland, Fade In) belongs on the Script page, as FDX."
        )
        raise TableUnreadable("no-table", detail)
    if len(entries) > 2_000 or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TableUnreadable("too-large", "This workbook unpacks to more than a shot list can be.")


def _row(number: int, cells: Sequence[str], most: int) -> Row:
    if number > most + _SAMPLE and any(cells):
        raise TableUnreadable("too-large", f"The table has more than {most:,} rows.")
    if len(cells) > MAX_COLUMNS and any(cells[MAX_COLUMNS:]):
        raise TableUnreadable("too-large", f"Row {number} has more than {MAX_COLUMNS} columns.")
    long = next((cell for cell in cells if len(cell) > MAX_CELL), None)
    if long is not None:
        detail = f"A cell of row {number} has {len(long):,} characters; {MAX_CELL:,} is the most."
        raise TableUnreadable("too-large", detail)
    return Row(number, tuple(unguarded(cell.strip()).strip() for cell in cells[:MAX_COLUMNS]))


def _text(value: Any) -> str:
    """A cell as people see it. A formula is what it came to when the file was saved."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() | date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value).replace("_x000D_", "")
