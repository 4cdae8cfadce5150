"""Entity tags: `"<version>.<view>"`, where view is the first 16 hex digits of the uncompressed body's SHA-256."""

import hashlib
from http import HTTPStatus

from django.utils.cache import get_conditional_response
from rest_framework.request import Request


def etag(version: int, body: bytes) -> str:
    """Return the tag of a body; lists have version 0."""
    return f'"{version}.{hashlib.sha256(body).hexdigest()[:16]}"'


def not_modified(request: Request, tag: str) -> bool:
    """Whether If-None-Match names the tag, as Django judges it; compression may have made it weak."""
    answer = get_conditional_response(request._request, etag=tag)
    return answer is not None and answer.status_code == HTTPStatus.NOT_MODIFIED
