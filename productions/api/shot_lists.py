"""Shot lists as CSV or XLSX: look at the columns of one, and bring its rows in."""

import hashlib
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from events.execution import Receipt
from productions import commands
from productions.api.http import filters, parsing
from productions.api.http.base import ProductionView
from productions.api.http.errors import Invalid
from productions.api.http.openapi import form, ref
from productions.api.http.operations import Body, writes
from productions.commands.shot_lists import ListChange, ListEffect
from productions.queries import listing
from productions.tables import columns, reading
from productions.tables.columns import ListField
from productions.tables.shot_rows import RowError

SAMPLES = 3
SHOWN = 500
_DRY_RUN = filters.switch("dry_run", "Only say what would change.")
_SKIP = filters.switch("skip_errors", "Pass over rows with errors; without it one error keeps the whole list out.")


class OpenShotList(Body):
    """A shot list as CSV text or, sent as multipart, as a CSV or XLSX file."""

    text: str


class ColumnMeaning(msgspec.Struct, forbid_unknown_fields=True):
    """What the column of a name holds; null passes it over."""

    name: str
    field: ListField | None


class ImportShotList(Body):
    """A shot list, and what its columns hold.

    A column that is not named holds what it did before, or what its name says. In a form, `columns` is JSON.
    """

    text: str
    columns: Annotated[list[ColumnMeaning], msgspec.Meta(max_length=reading.MAX_COLUMNS)] = []


class ListColumn(msgspec.Struct):
    """A column: its name, the first things in it, and what it is taken to hold; null where that is not known."""

    name: str
    sample: list[str]
    field: ListField | None


class OpenedShotList(msgspec.Struct):
    """A shot list before it comes in: its columns and how many rows it has."""

    rows: int
    columns: list[ListColumn]


class ListedThing(msgspec.Struct):
    """A scene or shot that a list touches, the row of the file that says so, and the fields that change."""

    id: UUID
    code: str
    row: int
    text: str
    fields: list[str]


class ListError(msgspec.Struct):
    """What is wrong in a row; an empty `column` means the row as a whole."""

    row: int
    column: str
    text: str


class ShotListImported(msgspec.Struct):
    """What a list did or, with `dry_run`, would do. `references` are the names of people who are new.

    At most 500 things of a kind are listed; the counts are of all.
    """

    dry_run: bool
    counts: dict[str, int]
    scenes: list[ListedThing]
    created: list[ListedThing]
    changed: list[ListedThing]
    references: list[str]
    errors: list[ListError]


class _ListView(ProductionView):
    needs: ClassVar = {"POST": "edit_shots"}
    largest: ClassVar[int] = reading.LARGEST + (64 << 10)

    def prepared(self, data: dict[str, Any]) -> dict[str, Any]:
        """A file stands in place of the text, and JSON in a form's field in place of it."""
        files = data.get("file")
        if isinstance(files, list) and "text" not in data:
            if len(files) > 1:
                raise Invalid(f"A shot list is one file; these are {len(files)}. Nothing was read.", field="file")
            data = {**{name: value for name, value in data.items() if name != "file"}, "text": ""}
            self.file = bytes(files[0])
            data["text"] = hashlib.sha256(self.file).hexdigest()  # what tells a repeated request from another one
        elif isinstance(text := data.get("text"), str):
            self.file = text.encode(errors="replace")
        if isinstance(given := data.get("columns"), str):
            data = {**data, "columns": parsing.decode(given.encode())}
        return data

    file: bytes = b""


class ShotListOpenView(_ListView):
    @extend_schema(
        operation_id="shot_list_open",
        summary="Read the columns of a shot list, with what each is taken to hold; nothing is kept",
        request={"application/json": ref(OpenShotList), "multipart/form-data": form(OpenShotList)},
        responses={200: ref(OpenedShotList)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request, production: UUID) -> HttpResponse:
        parsing.convert(self.prepared(parsing.content(request, self.largest)), OpenShotList)
        sheet = reading.read(self.file)
        fields = columns.suggested(sheet.columns, listing.production(production).state.columns)
        shown = [
            ListColumn(name, _sample(row.cells[number] for row in sheet.rows), fields[name])
            for number, name in enumerate(sheet.columns)
        ]
        return self.show(OpenedShotList(len(sheet.rows), shown))


class ShotListView(_ListView):
    @writes(
        "shot_list_import",
        "Create and update shots after a list; rows with the code of a shot update it",
        ImportShotList,
        ShotListImported,
        query=[_DRY_RUN, _SKIP],
        file=True,
    )
    def post(self, asked: ImportShotList, production: UUID) -> tuple[Receipt[Any], ShotListImported]:
        sheet = reading.read(self.file)
        said = {column.name: column.field for column in asked.columns}
        if unknown := [name for name in said if name not in sheet.columns]:
            raise Invalid(f"The list has no column {unknown[0][:100]!r}.", field="columns")
        fields = columns.suggested(sheet.columns, listing.production(production).state.columns)
        mapping = {name: said[name] if name in said else fields[name] for name in sheet.columns}
        twice = _twice([field for field in mapping.values() if field])
        if twice:
            raise Invalid(f"Two columns cannot both hold {twice}.", field="columns")
        dry_run, skip = _DRY_RUN.read(self.request), _SKIP.read(self.request)
        receipt = commands.import_shots(
            self.context(), production, sheet, mapping, require=self.require, dry_run=dry_run, skip_errors=skip
        )
        return receipt, _imported(receipt.value, dry_run=dry_run)


def _sample(cells: Any) -> list[str]:
    filled = (cell[:80] for cell in cells if cell)
    return [cell for _, cell in zip(range(SAMPLES), filled, strict=False)]


def _twice(fields: list[ListField]) -> str:
    return next((field for field in fields if fields.count(field) > 1), "")


def _imported(listed: ListEffect, *, dry_run: bool) -> ShotListImported:
    return ShotListImported(
        dry_run=dry_run,
        counts={
            "scenes": len(listed.scenes),
            "created": len(listed.created),
            "changed": len(listed.changed),
            "unchanged": listed.unchanged,
            "references": len(listed.references),
            "errors": len(listed.errors),
        },
        scenes=[_thing(each) for each in listed.scenes[:SHOWN]],
        created=[_thing(each) for each in listed.created[:SHOWN]],
        changed=[_thing(each) for each in listed.changed[:SHOWN]],
        references=listed.references[:SHOWN],
        errors=[_error(each) for each in listed.errors[:SHOWN]],
    )


def _thing(listed: ListChange) -> ListedThing:
    return ListedThing(listed.id, listed.code, listed.row, listed.text, list(listed.fields))


def _error(error: RowError) -> ListError:
    return ListError(error.row, error.column, error.text)
