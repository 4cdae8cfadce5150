"""Events for tests of the log."""

from typing import Any
from uuid import UUID

from uuid6 import uuid7

from events.store import NewEvent

LOG = uuid7()
ACTOR = uuid7()


def new_event(stream: UUID | None = None, version: int = 1, **parts: Any) -> NewEvent:
    """Return an event that continues `stream`, or begins one of its own."""
    whole: dict[str, Any] = {
        "event_id": uuid7(),
        "stream": stream or uuid7(),
        "category": "thing",
        "log": LOG,
        "version": version,
        "type": "thing.changed",
        "schema_version": 1,
        "payload": b'{"field":"name","from":null,"to":"a lamp"}',
        "meta": b'{"request":"test"}',
        "actor": ACTOR,
    }
    return NewEvent(**{**whole, **parts})
