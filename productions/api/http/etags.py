"""Entity tags: `"<version>.<view>"`, where view is the first 16 hex digits of the uncompressed body's SHA-256."""

import hashlib

from rest_framework.request import Request


def etag(version: int, body: bytes) -> str:
    """Return the tag of a body; lists have version 0."""
    return f'"{version}.{hashlib.sha256(body).hexdigest()[:16]}"'


def not_modified(request: Request, tag: str) -> bool:
    """Whether If-None-Match names the tag; compression may have made it weak."""
    known = request.headers.get("If-None-Match", "")
    return known.strip() == "*" or tag in {each.strip().removeprefix("W/") for each in known.split(",")}
