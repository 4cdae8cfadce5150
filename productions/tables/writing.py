"""Writes a table as CSV or XLSX. Text is text in both: nothing that people wrote is carried out as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from productions.tables.guard import guarded

Cell = str | int | float
Ending = Literal["csv", "xlsx"]
MEDIA_TYPES: dict[Ending, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_CELL = 32_767
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")
_WIDTHS = (8, 60)


def table(ending: Ending, title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as the bytes of a file; `title` names the sheet of a workbook."""
    made = list(rows)
    return _csv(columns, made) if ending == "csv" else _xlsx(title, columns, made)


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()  # spreadsheets take CSV for UTF-8 only behind this mark


def _xlsx(title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, name in enumerate(columns):
        widest = max((len(str(row[number])) for row in rows), default=0)
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(
            max(widest, len(name), _WIDTHS[0]), _WIDTHS[1]
        )
    sheet.append([_cell(sheet, name, bold=True) for name in columns])
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, value: Cell, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, _safe(value))
    if isinstance(value, str):
        cell.data_type = "s"  # whatever it looks like
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _safe(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    return guarded(_ILLEGAL.sub("", value)[: LONGEST_CELL - 1])
