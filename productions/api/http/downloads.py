"""`downloads`: what makes a method of a view an operation that answers with a file to keep."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar
from urllib.parse import quote

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from productions.api.http import filters
from productions.api.http.base import ProductionView
from productions.api.http.etags import etag, not_modified
from productions.api.http.filters import QueryParameter

P = ParamSpec("P")
V = TypeVar("V", bound=ProductionView)

_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u202a-\u202e\u2066-\u2069]+')


class File(NamedTuple):
    """The bytes of a file, and what it is called without its ending."""

    content: bytes
    name: str


def downloads(
    operation: str, summary: str, media_type: str, ending: str, *, query: Sequence[QueryParameter[Any]] = ()
) -> Callable[[Callable[Concatenate[V, P], File]], Callable[..., HttpResponse]]:
    """Make a method that returns a File into GET. Browsers keep the file and never show it as a page of ours."""

    def decorate(method: Callable[Concatenate[V, P], File]) -> Callable[..., HttpResponse]:
        @extend_schema(
            operation_id=operation,
            summary=summary,
            parameters=[each.described() for each in query],
            responses={(200, media_type): OpenApiTypes.BINARY},
        )
        @wraps(method)
        def handler(self: V, request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            filters.check(request, query)
            file = method(self, *args, **kwargs)
            tag = etag(0, file.content)
            known = not_modified(request, tag)
            response = HttpResponse(status=304) if known else HttpResponse(file.content, content_type=media_type)
            response["ETag"] = tag
            response["X-Log-Position"] = str(self.position)
            response["Content-Disposition"] = attachment(file.name, ending)
            response["X-Content-Type-Options"] = "nosniff"
            return response

        return handler

    return decorate


def attachment(name: str, ending: str) -> str:
    """Return the header that names a file, with a name in plain letters for those who read no other."""
    name = _fit(name)
    plain = _fit(unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode())
    return f"attachment; filename=\"{plain}.{ending}\"; filename*=UTF-8''{quote(f'{name}.{ending}', safe='')}"


def _fit(name: str) -> str:
    return " ".join(_UNFIT.sub(" ", name).split())[:120].strip(". ") or "file"
