"""The screenplay as a file: opened from any format that is read, and given out as Fountain or Final Draft."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from productions.api import shapes
from productions.api.http import parsing
from productions.api.http.base import ProductionView
from productions.api.http.downloads import File, downloads
from productions.api.http.openapi import form, ref
from productions.api.http.operations import Body
from productions.domain.script import Script
from productions.queries import listing
from productions.refusals import NotFound
from productions.screenplay import formats
from productions.screenplay.formats.fdx.writing import write
from productions.screenplay.formats.packed import unpack


class OpenScript(Body):
    """A screenplay as text or, sent as multipart, as a file. Without a `format` its beginning and name say which."""

    text: str
    format: formats.Format | None = None


def with_text(data: dict[str, Any]) -> tuple[dict[str, Any], formats.Opened | None]:
    """Return a body with the text of its file, and what was read of that; as it is, and None, where it has no file."""
    upload = parsing.only_file(data, "A screenplay")
    if upload is None:
        return data, None
    opened = formats.read(bytes(upload), format_in(data), upload.name)
    return {**{name: value for name, value in data.items() if name != "file"}, "text": opened.text}, opened


def format_in(data: dict[str, Any]) -> formats.Format | None:
    """Return the format that a body names; None where it names none, or one that its Struct will refuse."""
    return next((each for each in formats.FORMATS if each == data.get("format")), None)


class ScriptOpenView(ProductionView):
    needs: ClassVar = {"POST": "edit_script"}
    largest: ClassVar[int] = formats.LARGEST + (64 << 10)

    @extend_schema(
        operation_id="script_open",
        summary="Read a screenplay in any format as Fountain, to look at it and save it afterwards; nothing is kept",
        request={"application/json": ref(OpenScript), "multipart/form-data": form(OpenScript)},
        responses={200: ref(shapes.OpenedScript)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request, production: UUID) -> HttpResponse:
        data, opened = with_text(parsing.content(request, self.largest))
        asked = parsing.convert(data, OpenScript)
        opened = opened or formats.read(asked.text, asked.format)
        remarks = [shapes.Guess(remark.line, remark.text) for remark in opened.remarks]
        return self.show(shapes.OpenedScript(opened.text, opened.format, remarks))


class FountainView(ProductionView):
    @downloads(
        "script_fountain", "The screenplay as Fountain, as it was saved", "text/plain; charset=utf-8", "fountain"
    )
    def get(self, production: UUID) -> File:
        script = _script(production)
        return File(script.text.encode(), name_of(production, script.title))


class FinalDraftView(ProductionView):
    @downloads(
        "script_fdx",
        "The screenplay for Final Draft, with what came in with it and did not change since",
        "application/xml",
        "fdx",
    )
    def get(self, production: UUID) -> File:
        script = _script(production)
        return File(write(script.text, unpack(script.original)), name_of(production, script.title))


def _script(production: UUID) -> Script:
    state = listing.script(production).state
    if not state.revision:
        raise NotFound("There is no script yet.")
    return state


def name_of(production: UUID, title: str = "") -> str:
    """Return what a file of a production is called."""
    return title or listing.production(production).state.name
