"""Tables in CSV and XLSX: read within bounds, whatever they hold, and written so that nothing is carried out."""

import csv
import io

import pytest
from openpyxl import load_workbook

from productions.tables.errors import TableUnreadable
from productions.tables.reading import MAX_CELL, MAX_COLUMNS, MAX_ROWS, read
from productions.tables.writing import Ending, table
from tests.productions.tables.workbooks import replaced, workbook

ROWS = [["Shot", "Description"], ["1A", "A gull."], ["", ""], ["1B", "Rain, “heavy”\nand cold."]]
SHEET = "xl/worksheets/sheet1.xml"


def of_csv(text: str, encoding: str = "utf-8") -> list[tuple[str, ...]]:
    sheet = read(text.encode(encoding))
    return [sheet.columns, *(row.cells for row in sheet.rows)]


def test_a_table_is_read_from_both_kinds_of_files() -> None:
    for file in (table("csv", "Shots", ROWS[0], ROWS[1:]), workbook(ROWS)):
        sheet = read(file)
        assert sheet.columns == ("Shot", "Description")
        assert [(row.number, row.cells) for row in sheet.rows] == [
            (2, ("1A", "A gull.")),
            (4, ("1B", "Rain, “heavy”\nand cold.")),
        ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_encodings_and_delimiters_are_told(encoding: str, sign: str) -> None:
    assert of_csv(f"Nr{sign}Größe\n1{sign}groß\n", encoding) == [("Nr", "Größe"), ("1", "groß")]


def test_titles_above_the_names_and_names_that_are_missing_or_twice_are_no_trouble() -> None:
    assert of_csv("The Ferry,,\n\nShot,,Shot\n1,x,y\n") == [("Shot", "Column 2", "Shot (3)"), ("1", "x", "y")]


def test_cells_are_what_people_see() -> None:
    found = read(workbook([["a", "b", "c"], [4.0, 4.5, True]]))
    assert found.rows[0].cells == ("4", "4.5", "yes")


def test_a_formula_is_what_it_came_to_when_the_file_was_saved() -> None:
    body = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
        b'<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2"><f>WEBSERVICE("http://x")</f></c></row>'
        b"</sheetData></worksheet>"
    )
    assert read(replaced(workbook(ROWS), SHEET, body)).rows[0].cells == ("2", "")


EVIL = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://x","y")']


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_nothing_that_is_written_is_a_formula_and_all_of_it_comes_back(ending: Ending) -> None:
    file = table(ending, "Shots", ["a", "b"], [[text, 1] for text in EVIL])
    assert [row.cells[0] for row in read(file).rows] == [text.strip() for text in EVIL]
    if ending == "csv":
        written = [row[0] for row in csv.reader(io.StringIO(file.decode("utf-8-sig"), newline=""))]
    else:
        cells = [row[0] for row in load_workbook(io.BytesIO(file)).worksheets[0].iter_rows()]
        assert all(cell.data_type == "s" for cell in cells)
        written = [str(cell.value) for cell in cells]
    assert all(text.startswith("'") for text in written[1:])


def test_text_that_no_workbook_can_hold_is_left_out_and_clipped() -> None:
    file = table("xlsx", "Shots", ["a", "b"], [["x\x00\x0b\ud800y", "z" * 40_000]])
    (row,) = load_workbook(io.BytesIO(file)).worksheets[0].iter_rows(min_row=2, values_only=True)
    assert row[0] == "xy"
    assert len(str(row[1])) < 32_768


def bomb(size: int) -> bytes:
    return replaced(workbook(ROWS), "xl/media/bomb.bin", b"\0" * size)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (b"", "empty"),
        (b"just one cell\n", "empty"),
        (b"%PDF-1.7", "no-table"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "no-table"),
        (b"a,b\n\0,c\n", "no-table"),
        (b"PK\x03\x04nothing", "damaged"),
        (workbook(ROWS)[:3000], "damaged"),
        (replaced(workbook(ROWS), SHEET, b"<worksheet><sheetData><row"), "damaged"),
        (bomb(200_000_000), "too-large"),
        (b"a,b\n" + b"x,y\n" * (MAX_ROWS + 50), "too-large"),
        (b"a,b\n" + b"," * (MAX_COLUMNS + 5) + b"x\n", "too-large"),
        (b"a,b\n" + b"x" * (MAX_CELL + 1) + b",y\n", "too-large"),
        (b"a,b\n" + b"x" * 9_000_000, "too-large"),
    ],
    ids=range(13),
)
def test_what_is_no_list_is_refused_in_plain_words(file: bytes, reason: str) -> None:
    with pytest.raises(TableUnreadable) as refused:
        read(file)
    assert refused.value.reason == reason


def test_entities_in_a_workbook_are_not_read() -> None:
    lol = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    with pytest.raises(TableUnreadable):
        read(replaced(workbook(ROWS), SHEET, lol))


def test_a_sheet_that_says_it_has_a_million_rows_is_read_as_far_as_it_goes() -> None:
    head = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
    )
    cell = b'<c r="%s" t="inlineStr"><is><t>x</t></is></c>'
    rows = b'<sheetData><row r="1">' + cell % b"A1" + cell % b"B1" + b'</row><row r="1048576">'
    body = head + rows + cell % b"A1048576" + b"</row></sheetData></worksheet>"
    assert read(replaced(workbook(ROWS), SHEET, body)).columns == ("x", "x (2)")
