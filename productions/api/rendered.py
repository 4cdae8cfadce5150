"""Rows of long lists as JSON, kept by id and version: what has not changed since is neither read nor written anew."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from uuid import UUID

import msgspec

KEPT = 20_000

_rows: dict[Hashable, msgspec.Raw] = {}


def rows(
    wanted: Iterable[tuple[UUID, int]],
    view: Hashable,
    make: Callable[[Collection[UUID]], Mapping[UUID, msgspec.Struct]],
) -> list[msgspec.Raw]:
    """Return the JSON of each (id, version), in order. `view` names all else that it depends on.

    `make` returns the Structs of ids that are not kept; where one is newer by now, the newer one is shown.
    """
    keys = [(view, id_, version) for id_, version in wanted]
    found = {key[1]: row for key in keys if (row := _rows.get(key))}
    missing = {key[1]: key for key in keys if key[1] not in found}
    for id_, struct in make(missing.keys()).items() if missing else ():
        found[id_] = row = msgspec.Raw(msgspec.json.encode(struct))
        if getattr(struct, "version", None) == missing[id_][2]:
            _keep(missing[id_], row)
    return [row for key in keys if (row := found.get(key[1]))]


def _keep(key: Hashable, row: msgspec.Raw) -> None:
    """The oldest goes first; a reader in another thread at worst makes a row once more."""
    _rows[key] = row
    while len(_rows) > KEPT:
        _rows.pop(next(iter(_rows)), None)
