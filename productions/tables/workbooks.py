"""Writes a table as an XLSX workbook."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

_WIDTHS = (8, 60)


def written(title: str, columns: Sequence[str], rows: Sequence[Sequence[str | int | float]]) -> bytes:
    """Return the bytes of a workbook of one sheet, its columns as wide as what stands in them; text stays text."""
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


def _cell(sheet: Any, value: str | int | float, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # whatever it looks like
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell
