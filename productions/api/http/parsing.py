"""What comes in: bodies, headers and query parameters, each with a size and a plain error."""

import re
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, TypeVar

import msgspec
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http.multipartparser import MultiPartParser, MultiPartParserError
from rest_framework.exceptions import UnsupportedMediaType
from rest_framework.request import Request

from events import codec
from events.errors import ContinuityError
from productions.api.http.errors import Invalid, Malformed, TooLarge
from productions.domain.names import readable

T = TypeVar("T")

LARGEST_JSON = 1 << 20
TAG = r'(?:W/)?"(0|[1-9][0-9]{0,17})\.[0-9a-f]{16}"'


class EncodingUnknown(ContinuityError):
    """The body is packed in a way that nobody here opens."""

    code = "unsupported-encoding"
    status = 415


class ForeignTag(ContinuityError):
    """If-Match holds what no address here gives, so it matches nothing."""

    code = "foreign-etag"
    status = 412


def content(request: Request, largest: int = LARGEST_JSON) -> dict[str, Any]:
    """Return the body as a JSON object, {} without one; a multipart form as {"field": text or [Upload]}."""
    raw = _bytes(request, largest)
    if not raw:
        return {}
    if is_form(request):
        return _form(request, raw)
    media_type = _media_type(request)
    if media_type != "application/json":
        raise UnsupportedMediaType(media_type)
    value = decode(raw)
    if not isinstance(value, dict):
        raise Invalid("The body must be a JSON object.")
    return value


def is_form(request: Request) -> bool:
    """Whether the body comes as a multipart form, in which everything but files is text."""
    return _media_type(request) == "multipart/form-data"


def _media_type(request: Request) -> str:
    return str(request.content_type).split(";")[0].strip().lower()


def _bytes(request: Request, largest: int) -> bytes:
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("identity", "gzip", "x-gzip"):
        raise EncodingUnknown(f"A body comes as it is or in gzip, not in {encoding[:40]!r}.")
    raw: bytes = request._request.read(largest + 1)
    body = raw if encoding == "identity" or len(raw) > largest else _unpacked(raw, largest)
    if len(body) > largest:
        raise TooLarge(f"This address takes at most {largest} bytes.", largest=largest)
    return body


def _unpacked(raw: bytes, largest: int) -> bytes:
    """At most one byte more than `largest`, however much there is."""
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        body = unpacking.decompress(raw, largest + 1)
    except zlib.error as error:
        raise Malformed("The body is not in gzip, as its Content-Encoding says.") from error
    if len(body) <= largest and (not unpacking.eof or unpacking.unused_data) and raw:
        raise Malformed("The body in gzip ends too early or goes on behind its end.")
    return body


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
    form: dict[str, Any] = {name: _one(name, values) for name, values in fields.lists()}
    _check_text(form)
    return {**form, **{name: [Upload.of(file) for file in uploads] for name, uploads in files.lists()}}


def _one(name: str, values: Sequence[Any]) -> Any:
    if len(values) > 1:
        raise Invalid(f"{name} is given {len(values)} times.", field=name)
    return values[0]


class Upload(bytes):
    """The bytes of a file that came in a form. `name` is what its sender calls it; it means nothing here."""

    name: str = ""

    @classmethod
    def of(cls, file: Any) -> "Upload":
        """Return what Django's parser has found."""
        upload = cls(file.read())
        upload.name = readable(str(file.name or ""))[:200]
        return upload


def only_file(data: Mapping[str, Any], what: str) -> Upload | None:
    """Return the one file of a form that has no text instead; Invalid where there are several, as `what` is one.

    None for any other body: under `file` JSON may hold anything, and none of it is a file.
    """
    files = data.get("file")
    if (
        "text" in data
        or not isinstance(files, list)
        or not files
        or not all(isinstance(each, Upload) for each in files)
    ):
        return None
    if len(files) > 1:
        raise Invalid(f"{what} is one file; these are {len(files)}. Nothing was read.", field="file")
    upload: Upload = files[0]
    return upload


def _number(text: str) -> int | float:
    """JSON knows one kind of number: 2.0 is 2, for which some programs write it."""
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError("the number is too large")
    return int(value) if value.is_integer() and abs(value) < 2**53 else value


_JSON = msgspec.json.Decoder(float_hook=_number)


def decode(body: bytes) -> Any:
    """Return the value of a JSON text; Malformed says where it breaks."""
    try:
        value = _JSON.decode(body)
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


def convert(data: dict[str, Any], shape: type[T], *, lax: bool = False) -> T:
    """Return a JSON object as a Struct; Invalid names the field that does not fit. `lax` reads numbers from text."""
    try:
        return msgspec.convert(data, shape, strict=not lax)
    except msgspec.ValidationError as error:
        raise Invalid(f"{error}.") from None


def if_match(request: Request) -> int | None:
    """Return the version that If-Match names; None without one or with `*`. ForeignTag for any other tag."""
    header = request.headers.get("If-Match", "*").strip()
    if header == "*":
        return None
    match = re.fullmatch(TAG, header)
    if match is None:
        raise ForeignTag(
            f"If-Match is {header[:100]!r}, which no address here gave: it must be the ETag that came with the thing "
            'when it was read, in its quotes, such as "7.0123456789abcdef"; or * for whatever stands there.'
        )
    return int(match[1])
