"""Events as people and pages get them: data and a sentence, with what the reader may not see withheld."""

from collections.abc import Sequence
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


def shown(log: UUID, events: Sequence[StoredEvent], role: Role) -> list[dict[str, Json]]:
    """Return events of one log as JSON for a reader in a role. Positions never go missing, only parts of payloads."""
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


def _shown(stored: StoredEvent, body: dict[str, Json], called: Names) -> dict[str, Json]:
    told = Told(stored.category, stored.stream, body, called)
    return {
        "id": stored.event_id,
        "position": stored.position,
        "type": stored.type,
        "entity": {"kind": stored.category, "id": stored.stream},
        "version": stored.version,
        "actor": {"id": stored.actor, "name": called.of(stored.actor, "")},
        "recorded_at": stored.recorded_at,
        "payload": body,
        "meta": msgspec.json.decode(stored.meta),
        "sentence": sentence(stored.type, told),
    }
