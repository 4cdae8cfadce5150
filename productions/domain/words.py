"""What people say in their own name: remarks that belong to their author, and that can be erased with them."""

from collections.abc import Mapping
from uuid import UUID

import msgspec

from events.registry import Event, Json, upcaster


class Words(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A remark. `sealed` is its ciphertext in base64, under the key of `author`.

    `plain` is what this program says by itself, and what people said before remarks were sealed.
    """

    plain: str = ""
    author: UUID | None = None
    sealed: str = ""


def words_of(event: Event) -> Mapping[str, Words]:
    """Return the remarks of an event by the name of their field."""
    values = ((name, getattr(event, name)) for name in event.__struct_fields__)
    return {name: value for name, value in values if isinstance(value, Words)}


def once_plain(event: str, field: str) -> None:
    """Say that version 1 of an event held a remark as text, empty where nothing was said."""

    def step(payload: dict[str, Json]) -> dict[str, Json]:
        said = payload.get(field)
        return {**payload, field: {"plain": said} if said else None}

    upcaster(event, 1)(step)
