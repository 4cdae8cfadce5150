"""Cursor pages: rows in a fixed order, each page beginning behind the last row of the one before."""

import base64
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import msgspec
from django.db.models import Q, QuerySet
from rest_framework.request import Request

from productions.api.http import filters, parsing
from productions.api.http.errors import Invalid

T = TypeVar("T")

LARGEST = 1000
Cursor = list[str]
CURSOR = filters.matching(
    "cursor",
    "Where the page begins: copied from `next` of the page before, never made up.",
    {"type": "string", "maxLength": 4000, "pattern": "^[A-Za-z0-9_-]+$"},
    "one that `next` of a page gave",
)
REMOVED = filters.switch("removed", "Removed ones too.")
LIMIT = filters.whole("limit", "The most results of a page.", LARGEST, 1, LARGEST)


def page(request: Request, rows: "QuerySet[Any, Any]", keys: Sequence[str]) -> tuple[list[Any], str | None]:
    """Return the rows of the page that the request asks for and the address of the next one.

    `rows` yields tuples that begin with the values of `keys`, which together are unique and never null.
    """
    limit = LIMIT.read(request)
    ordered = rows.order_by(*keys)
    if start := _cursor(request, len(keys)):
        ordered = ordered.filter(_behind(keys, start))
    ready = list(ordered[: limit + 1])
    return ready[:limit], _address(request, ready[limit - 1][: len(keys)]) if len(ready) > limit else None


def sliced(
    request: Request, items: Sequence[T], key: Callable[[T], tuple[str, ...]], width: int = 1
) -> tuple[list[T], str | None]:
    """Return the page of items that stand in ascending order of a unique `key` of `width` texts."""
    limit = LIMIT.read(request)
    start = _cursor(request, width)
    first = 0 if start is None else bisect_right(items, tuple(start), key=key)
    ready = list(items[first : first + limit])
    more = len(items) > first + limit
    return ready, _address(request, key(ready[-1])) if more else None


def listed(request: Request, items: Iterable[T], key: Callable[[T], str]) -> tuple[list[T], str | None]:
    """Return the page of a short list in ascending order of a unique `key`."""
    return sliced(request, sorted(items, key=key), lambda item: (key(item),))


def numbered(request: Request, items: Iterable[T]) -> tuple[list[T], str | None]:
    """Return the page of a short list that stays in the order that it has."""
    ready, following = sliced(request, list(enumerate(items)), lambda item: (f"{item[0]:08}",))
    return [item for _, item in ready], following


def _behind(keys: Sequence[str], start: Cursor) -> Q:
    """Rows whose keys, compared one after the other, lie behind the cursor's."""
    behind = Q()
    for index, key in enumerate(keys):
        same = Q(**dict(zip(keys[:index], start[:index], strict=True)))
        behind |= same & Q(**{f"{key}__gt": start[index]})
    return behind


def _cursor(request: Request, length: int) -> Cursor | None:
    text = CURSOR.read(request)
    if not text:
        return None
    try:
        said = parsing.decode(base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4)))
        cursor = msgspec.convert(said, Cursor)
    except Exception as error:
        raise Invalid("cursor must be one that `next` of a page gave.", field="cursor") from error
    if len(cursor) != length:
        raise Invalid("cursor must be one that `next` of this list gave.", field="cursor")
    return cursor


def _address(request: Request, keys: Sequence[Any]) -> str:
    cursor = base64.urlsafe_b64encode(msgspec.json.encode([str(key) for key in keys])).rstrip(b"=").decode()
    query = request.query_params.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
