"""What happens to every request before Django looks for its view, and to every answer behind it."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

Answer = Callable[[HttpRequest], HttpResponseBase]
API = "/api/"
SMALLEST = 1024
"""Bytes of an answer that is worth the work of compressing it."""
_PACKED = (
    *("image/", "video/", "audio/", "font/"),
    *("application/octet-stream", "application/pdf", "application/zip"),
    "application/vnd.openxmlformats-officedocument.",
)
"""What is as small as it gets; everything else is text of some kind."""


def whole(path: str) -> str:
    """Return an address of the API with its final slash, any other as it is."""
    return f"{path}/" if path.startswith(API) and not path.endswith("/") else path


class NothingLost:
    """No detour turns a write into a read, as clients do that are sent elsewhere by 301.

    An address of the API without its final slash is the same address. Where a write is sent on, to HTTPS, it is by 308.
    """

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.path_info, request.path = whole(request.path_info), whole(request.path)
        response = self._get_response(request)
        if response.status_code in (301, 302) and request.method not in ("GET", "HEAD"):
            response.status_code = 308
        return response


class Compressed(GZipMiddleware):
    """Compresses answers of text for whoever takes gzip; their ETag becomes a weak one, as the bytes are others.

    Streams, parts and artifacts stay as they are, and so does what nobody may keep: it holds a secret, and the length
    of a compressed answer tells of what stands in it. Django pads the others by a random length.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer, compressed where that may be."""
        if not isinstance(response, HttpResponse) or response.status_code in (206, 304):
            return response
        if len(response.content) < SMALLEST or "no-store" in response.get("Cache-Control", ""):
            return response
        if response.get("Content-Type", "application/octet-stream").startswith(_PACKED):
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed
