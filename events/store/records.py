"""Events about to be stored, events of the log, and which of them to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from events import codec
from events.registry import Event


class NewEvent(msgspec.Struct, frozen=True):
    """An event about to be stored. `payload` and `meta` are RFC 8785 bytes; `version` is its place in the stream."""

    event_id: UUID
    stream: UUID
    category: str
    log: UUID
    version: int
    type: str
    schema_version: int
    payload: bytes
    meta: bytes
    actor: UUID


class StoredEvent(NewEvent, frozen=True):
    """An event of the log. `position` (in its log), `number` (over all logs) and `sequenced_at` come within moments."""

    recorded_at: datetime
    leaf: bytes
    position: int | None
    number: int | None
    sequenced_at: datetime | None

    @property
    def event(self) -> Event:
        """Decode the payload, brought to today's schema, on each use."""
        return codec.decode(self.type, self.schema_version, self.payload)

    def said(self, name: str) -> str | None:
        """Return a part of the meta, such as request or command; None where it says nothing of it."""
        part: str | None = msgspec.json.decode(self.meta).get(name)
        return part


class History(NamedTuple):
    """What happened to one stream, as folding wants it: whose it is, and (event id, event) in order.

    The events are decoded while they are read, which is possible once.
    """

    category: str
    log: UUID
    stream: UUID
    events: Iterator[tuple[UUID, Event]]


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events of a log to read; every part that is given must hold."""

    types: frozenset[str] = frozenset()
    actor: UUID | None = None
    stream: UUID | None = None
