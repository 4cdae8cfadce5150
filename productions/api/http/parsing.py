"""What comes in: bodies, headers and query parameters, each with a size and a plain error."""

import re
from io import BytesIO
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import File
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.request import Request

from events import codec
from events.errors import StreamConflict
from productions.api.http.errors import Invalid, Malformed, TooLarge

T = TypeVar("T")

LARGEST_JSON = 1 << 20
_TAG = re.compile(r'(?:W/)?"(0|[1-9][0-9]{0,17})\.[0-9a-f]{16}"')


def content(request: Request, largest: int = LARGEST_JSON) -> dict[str, Any]:
    """Return the body as a JSON object, {} without one; a file sent as multipart comes as {"field": text or bytes}."""
    raw = _bytes(request, largest)
    if not raw:
        return {}
    media_type = request.content_type.split(";")[0].strip().lower()
    if media_type == "multipart/form-data":
        return _form(request, raw)
    if media_type != "application/json":
        raise UnsupportedMediaType(media_type)
    value = decode(raw)
    if not isinstance(value, dict):
        raise Invalid("The body must be a JSON object.")
    return value


def _bytes(request: Request, largest: int) -> bytes:
    raw: bytes = request._request.read(largest + 1)
    if len(raw) > largest:
        raise TooLarge(f"This address takes at most {largest} bytes.", largest=largest)
    return raw


class _InMemory(MemoryFileUploadHandler):
    """Holds files of any size, because the whole body is in memory and bounded already."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True


def _form(request: Request, raw: bytes) -> dict[str, Any]:
    handlers = [_InMemory(request._request)]
    try:
        fields, files = MultiPartParser(request.META, BytesIO(raw), handlers, "utf-8").parse()
    except (MultiPartParserError, SuspiciousOperation, UnicodeDecodeError) as error:
        raise Malformed("The multipart body cannot be read.") from error
    form: dict[str, Any] = dict(fields.items())
    _check_text(form)
    return {**form, **{name: file.read() for name, file in files.items() if isinstance(file, File)}}


def decode(body: bytes) -> Any:
    """Return the value of a JSON text; Malformed says where it breaks."""
    try:
        value = msgspec.json.decode(body)
    except RecursionError:
        raise Malformed("The JSON is nested too deeply.") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Malformed(f"The body is not JSON in UTF-8: {error}.") from None
    _check_text(value)
    return value


def _check_text(value: Any) -> None:
    """Refuse text that Postgres cannot hold wherever it stands; numbers are judged where they are used."""
    match value:
        case str():
            codec.check(value)
        case list():
            for item in value:
                _check_text(item)
        case dict():
            for key, item in value.items():
                _check_text(key)
                _check_text(item)


def convert(data: dict[str, Any], shape: type[T]) -> T:
    """Return a JSON object as a Struct; Invalid names the field that does not fit."""
    try:
        return msgspec.convert(data, shape)
    except msgspec.ValidationError as error:
        raise Invalid(f"{error}.") from None


def if_match(request: Request) -> int | None:
    """Return the version that If-Match names; None without one or with `*`. A foreign tag matches nothing (412)."""
    header = request.headers.get("If-Match", "").strip()
    if header in ("", "*"):
        return None
    match = _TAG.fullmatch(header)
    if match is None:
        raise StreamConflict(UUID(int=0), -1, -1)
    return int(match[1])


def whole(request: Request, name: str, default: int, low: int, high: int) -> int:
    """Return a query parameter as a whole number between two bounds, bounds included."""
    text = request.query_params.get(name)
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,18}", text) or not low <= int(text) <= high:
        raise Invalid(f"{name} must be a whole number from {low} to {high}.", field=name)
    return int(text)


def switch(request: Request, name: str) -> bool:
    """Return a query parameter that is 1 or 0, true or false; absent is false."""
    text = request.query_params.get(name, "0").lower()
    if text not in ("", "0", "1", "true", "false"):
        raise Invalid(f"{name} must be 1 or 0.", field=name)
    return text in ("1", "true")


def identity(request: Request, name: str) -> UUID | None:
    """Return a query parameter as an id; None without one."""
    text = request.query_params.get(name)
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise Invalid(f"{name} must be an id.", field=name) from None


def text(request: Request, name: str, longest: int = 200) -> str:
    """Return a query parameter as text; empty without one."""
    found = request.query_params.get(name, "").strip()
    if len(found) > longest:
        raise Invalid(f"{name} may have at most {longest} characters.", field=name)
    codec.check(found)
    return found
