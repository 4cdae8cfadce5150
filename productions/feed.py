"""Events as people and pages get them: data and a sentence, with what the reader may not see withheld."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

import msgspec

from events.errors import UnknownEvent
from events.registry import Json
from events.store import StoredEvent
from productions import policy
from productions.domain.production import Role
from productions.naming import Names, ids_in, names
from productions.telling import Told, sentence


class Entity(msgspec.Struct):
    """What an event is about: production, script, scene, shot, reference, take, order or job."""

    kind: str
    id: UUID


class Actor(msgspec.Struct):
    """Who did it, by opaque id, and what they are called; the name is empty once it was erased."""

    id: UUID
    name: str


class LogEvent(msgspec.Struct):
    """An event of a log. `version` is its place in its entity's history, `payload` perhaps with parts withheld."""

    id: UUID
    position: int | None
    type: str
    entity: Entity
    version: int
    actor: Actor
    recorded_at: datetime
    payload: dict[str, Any]
    meta: dict[str, str]
    sentence: str


def shown(log: UUID, events: Sequence[StoredEvent], role: Role) -> list[LogEvent]:
    """Return events of one log for a reader in a role. Positions never go missing, only parts of payloads."""
    payloads = [policy.redact(role, payload(stored)) for stored in events]
    called = names(_mentioned(events, payloads), log)
    return [_shown(stored, body, called) for stored, body in zip(events, payloads, strict=True)]


def payload(stored: StoredEvent) -> dict[str, Json]:
    """Return the payload in today's schema, or as it was written where this program does not know its type."""
    try:
        made: dict[str, Json] = msgspec.to_builtins(stored.event)
    except UnknownEvent:
        made = msgspec.json.decode(stored.payload)
    return made


def _mentioned(events: Sequence[StoredEvent], payloads: Sequence[Any]) -> set[UUID]:
    """The texts and line tables of scripts name every shot, and their sentences none."""
    bodies = (body for stored, body in zip(events, payloads, strict=True) if stored.category != "script")
    own = ((stored.stream, stored.actor) for stored in events)
    return {*chain.from_iterable(own), *chain.from_iterable(map(ids_in, bodies))}


def _shown(stored: StoredEvent, body: dict[str, Json], called: Names) -> LogEvent:
    return LogEvent(
        id=stored.event_id,
        position=stored.position,
        type=stored.type,
        entity=Entity(stored.category, stored.stream),
        version=stored.version,
        actor=Actor(stored.actor, called.of(stored.actor, "")),
        recorded_at=stored.recorded_at,
        payload=body,
        meta=msgspec.json.decode(stored.meta),
        sentence=sentence(stored.type, Told(stored.category, stored.stream, body, called)),
    )
