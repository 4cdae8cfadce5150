"""Writes a table as CSV or XLSX. Text is text in both: nothing that people wrote is carried out as a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from productions.tables.guard import guarded

Cell = str | int | float
Ending = Literal["csv", "xlsx"]
MEDIA_TYPES: dict[Ending, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONGEST_CELL = 32_767
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]")


def table(ending: Ending, title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as the bytes of a file; `title` names the sheet of a workbook."""
    safe = [[_safe(cell) for cell in row] for row in rows]
    if ending == "csv":
        return _csv(columns, safe)
    from productions.tables import workbooks  # noqa: PLC0415 - its library is slow to load, and seldom asked for

    return workbooks.written(title, columns, safe)


def _csv(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows(rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()  # spreadsheets take CSV for UTF-8 only behind this mark


def _safe(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    return guarded(_ILLEGAL.sub("", value)[: LONGEST_CELL - 1])
