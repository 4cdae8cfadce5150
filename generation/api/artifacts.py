"""Artifacts: bytes by digest, in ranges, to members of a production that names them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request

from generation.api.ranges import ByteRange, Unsatisfiable, part
from generation.artifacts import access, artifact_store
from generation.artifacts.artifact_store import StoredFile
from productions.api.http.base import View
from productions.api.http.etags import not_modified
from productions.api.http.streaming import chunks
from productions.refusals import NotFound

EXTENSIONS = {
    "video/mp4": "mp4",
    "video/x-matroska": "mkv",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "audio/wav": "wav",
    "audio/flac": "flac",
}
"""What a browser may show; everything else is saved as it is."""
_SAVED = {"video/quicktime": "mov", "application/zip": "zip", "application/json": "json"}
"""How names of files end that are saved, where that says what opens them."""

RANGE = OpenApiParameter("Range", str, OpenApiParameter.HEADER, description="One range; answered in parts of 2 MB.")


_BYTES = "application/octet-stream"
_FOR_EVER = "private, max-age=31536000, immutable"
_HEADERS = {
    "Accept-Ranges": "bytes",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class ArtifactView(View):
    @extend_schema(
        operation_id="artifacts_read",
        summary="The bytes of an artifact, whole or a range of them",
        parameters=[RANGE],
        responses={(status, _BYTES): OpenApiTypes.BINARY for status in (200, 206)},
    )
    def get(self, request: Request, digest: str) -> HttpResponseBase:
        kept = access.artifact(digest, self.person.person)
        if kept is None:
            raise NotFound("There is no such artifact.")
        return sent(request, of_artifact(digest, kept))


@dataclass(frozen=True, slots=True)
class Sent:
    """Bytes on their way to a reader: what names them, how many there are, and how they are opened."""

    name: str
    tag: str
    size: int
    media_type: str
    open: Callable[[], IO[bytes]]


def of_artifact(digest: str, kept: StoredFile) -> Sent:
    """Return an artifact as bytes to be sent."""
    return Sent(digest, digest, kept.size, kept.media_type, lambda: artifact_store.open_sound(digest))


def sent(
    request: Request, what: Sent, *, cache: str = _FOR_EVER, still: Callable[[], bool] | None = None
) -> HttpResponseBase:
    """Answer with bytes, whole or a range of them. They stop once `still` says no."""
    tag = f'"{what.tag}"'
    response = _answer(request, what, tag, still)
    headers = {"ETag": tag, "Content-Disposition": _disposition(what.name, what.media_type), **_HEADERS}
    for name, value in headers.items():
        response[name] = value
    response["Cache-Control"] = cache
    response["Content-Type"] = what.media_type if what.media_type in EXTENSIONS else _BYTES
    return response


def _disposition(digest: str, media_type: str) -> str:
    """The name is made of the digest alone, so nothing that people wrote gets into the header."""
    name = digest.partition(":")[2][:16]
    if extension := EXTENSIONS.get(media_type):
        return f'inline; filename="{name}.{extension}"'
    return f'attachment; filename="{name}.{_SAVED.get(media_type, "bin")}"'


def _answer(request: Request, what: Sent, tag: str, still: Callable[[], bool] | None) -> HttpResponseBase:
    if not_modified(request, tag):
        return HttpResponse(status=304)
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", tag) != tag:
        wanted = ""
    try:
        span = part(wanted, what.size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{what.size}"})
    return _partial(what, span) if span else _whole(request, what, still)


def _partial(what: Sent, wanted: ByteRange) -> HttpResponse:
    with what.open() as file:
        file.seek(wanted.start)
        response = HttpResponse(file.read(wanted.stop - wanted.start), status=206)
    response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{what.size}"
    return response


def _whole(request: Request, what: Sent, still: Callable[[], bool] | None) -> HttpResponseBase:
    file = what.open()  # what is lost is known before the answer begins
    if request.method == "HEAD":
        file.close()
    response = HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(chunks(lambda: file, still))
    response["Content-Length"] = str(what.size)
    return response
