"""Artifacts: bytes by digest, in ranges, to members of a production that names them."""

from collections.abc import Callable

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
        return served(request, digest, kept)


def served(
    request: Request, digest: str, kept: StoredFile, *, cache: str = _FOR_EVER, still: Callable[[], bool] | None = None
) -> HttpResponseBase:
    """Answer with the bytes of an artifact, whole or a range of them. They stop once `still` says no."""
    tag = f'"{digest}"'
    response = _answer(request, digest, kept.size, tag, still)
    headers = {"ETag": tag, "Content-Disposition": _disposition(digest, kept.media_type), **_HEADERS}
    for name, value in headers.items():
        response[name] = value
    response["Cache-Control"] = cache
    response["Content-Type"] = kept.media_type if kept.media_type in EXTENSIONS else _BYTES
    return response


def _disposition(digest: str, media_type: str) -> str:
    """The name is made of the digest alone, so nothing that people wrote gets into the header."""
    name = digest.partition(":")[2][:16]
    extension = EXTENSIONS.get(media_type)
    return f'inline; filename="{name}.{extension}"' if extension else f'attachment; filename="{name}.bin"'


def _answer(request: Request, digest: str, size: int, tag: str, still: Callable[[], bool] | None) -> HttpResponseBase:
    if not_modified(request, tag):
        return HttpResponse(status=304)
    wanted = request.headers.get("Range", "")
    if request.headers.get("If-Range", tag) != tag:
        wanted = ""
    try:
        span = part(wanted, size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    return _partial(digest, size, span) if span else _whole(request, digest, size, still)


def _partial(digest: str, size: int, wanted: ByteRange) -> HttpResponse:
    with artifact_store.open_sound(digest) as file:
        file.seek(wanted.start)
        response = HttpResponse(file.read(wanted.stop - wanted.start), status=206)
    response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    return response


def _whole(request: Request, digest: str, size: int, still: Callable[[], bool] | None) -> HttpResponseBase:
    file = artifact_store.open_sound(digest)  # what is lost is known before the answer begins
    if request.method == "HEAD":
        file.close()
    response = HttpResponse() if request.method == "HEAD" else StreamingHttpResponse(chunks(lambda: file, still))
    response["Content-Length"] = str(size)
    return response
