"""Long lists as JSON, kept by what they depend on: what has not changed since is neither read nor written anew."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

import msgspec

from events.shelf import Shelf
from productions.api.http.etags import etag

KEPT = 20_000
WHOLE_KEPT = 16


class Whole(NamedTuple):
    """The text of a reply to GET with its tag, ready to be sent."""

    text: bytes
    tag: str


_rows = Shelf[Hashable, msgspec.Raw](KEPT)
_wholes = Shelf[Hashable, Whole](WHOLE_KEPT)


def whole(key: Hashable, make: Callable[[], msgspec.Struct]) -> Whole:
    """Return a list as JSON. `key` must change whenever any part of it does; what `make` reads may be newer."""
    if (known := _wholes.get(key)) is not None:
        return known
    text = msgspec.json.encode(make())
    return _wholes.put(key, Whole(text, etag(0, text)))


def rows(
    wanted: Iterable[tuple[UUID, int]],
    view: Hashable,
    make: Callable[[Collection[UUID]], Mapping[UUID, msgspec.Struct]],
) -> list[msgspec.Raw]:
    """Return the JSON of each (id, version), in order. `view` names all else that it depends on.

    `make` returns the Structs of ids that are not kept; where one is newer by now, the newer one is shown.
    """
    keys = [(id_, version, view) for id_, version in wanted]
    kept = [_rows.get(key) for key in keys]
    missing = {key[0]: key for key, row in zip(keys, kept, strict=True) if row is None}
    fresh = {id_: _render(missing[id_], struct) for id_, struct in make(missing.keys()).items()} if missing else {}
    shown = (row or fresh.get(key[0]) for key, row in zip(keys, kept, strict=True))
    return [row for row in shown if row]


def _render(key: tuple[UUID, int, Hashable], struct: msgspec.Struct) -> msgspec.Raw:
    row = msgspec.Raw(msgspec.json.encode(struct))
    if getattr(struct, "version", None) == key[1]:
        _rows.put(key, row)
    return row
