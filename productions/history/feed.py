"""Events as people and pages get them: data and a sentence, with what the reader may not see withheld."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType

from events.causation import named_causes
from events.errors import UnknownEvent
from events.registry import Event, Json
from events.store import StoredEvent
from productions import policy
from productions.domain.notes import decode_drawing
from productions.domain.production import Role
from productions.domain.words import Words, words_of
from productions.history.event_sentences import ERASED, Told, sentence
from productions.history.naming import Names, ids_in, names
from productions.people.sealing import OpenedWords, Opener, opener

CATEGORIES = (
    "production",
    "script",
    "pipeline",
    "scene",
    "shot",
    "reference",
    "take",
    "change_set",
    "cut",
    "playlist",
    "share_link",
    "waiver",
    "work",
    "order",
    "queue",
    "job",
    "collection",
)


class Entity(msgspec.Struct):
    """What an event is about."""

    kind: Annotated[str, msgspec.Meta(extra_json_schema={"enum": [*CATEGORIES]})]
    id: UUID


class Actor(msgspec.Struct):
    """Who did it, by opaque id, and what they are called; the name of an erased person says so.

    One of kind `guest` has no account: they came in by a share link, under a name that they gave.
    """

    id: UUID
    name: str
    kind: Literal["guest"] | UnsetType = UNSET


class LogEvent(msgspec.Struct):
    """An event of a log. `version` is its place in its entity's history, `payload` perhaps with parts withheld.

    `causes` are the events that led to it, where it names any.
    """

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
    causes: tuple[UUID, ...] | UnsetType = UNSET


def shown(log: UUID, events: Sequence[StoredEvent], role: Role) -> list[LogEvent]:
    """Return events of one log for a reader in a role. Positions never go missing, only parts of payloads."""
    bodies = [
        policy.redact(role, body, type(event) if (event := _known(stored)) else None)
        for stored, body in zip(events, payloads(events), strict=True)
    ]
    called = names(mentioned(events, bodies), log)
    return [_shown(stored, body, called) for stored, body in zip(events, bodies, strict=True)]


def payload(stored: StoredEvent) -> dict[str, Json]:
    """Return the payload in today's schema, or as it was written where this program does not know its type.

    A remark is shown as text; where that was erased, it is empty and `<field>_erased` says so.
    """
    return payloads([stored])[0]


def payloads(events: Sequence[StoredEvent], *, sealed: bool = False) -> list[dict[str, Json]]:
    """Return the payloads of events; where they stay `sealed`, remarks are left out."""
    known = [_known(stored) for stored in events]
    remarks = [words_of(event) if event else {} for event in known]
    read = _withheld if sealed else opener(chain.from_iterable(words.values() for words in remarks))
    bodies = [
        msgspec.to_builtins(e) if e else msgspec.json.decode(s.payload) for e, s in zip(known, events, strict=True)
    ]
    return [_counted(body | _opened(words, read)) for body, words in zip(bodies, remarks, strict=True)]


def _counted(body: dict[str, Json]) -> dict[str, Json]:
    """With how many shapes a drawing has in place of their points, which nobody reads."""
    drawing = body.get("drawing")
    return {**body, "drawing": len(decode_drawing(drawing))} if isinstance(drawing, str) and drawing else body


def _known(stored: StoredEvent) -> Event | None:
    try:
        return stored.event
    except UnknownEvent:
        return None


def _withheld(words: Words | None) -> OpenedWords:
    return OpenedWords()


def _opened(words: Mapping[str, Words], read: Opener) -> dict[str, Json]:
    remarks = {name: read(each) for name, each in words.items()}
    erased = {f"{name}{ERASED}": True for name, remark in remarks.items() if remark.erased}
    return {**{name: remark.text for name, remark in remarks.items()}, **erased}


def mentioned(events: Sequence[StoredEvent], payloads: Sequence[Any]) -> set[UUID]:
    """Return the ids whose names sentences may need. Texts and line tables of scripts name every shot for nothing."""
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
        actor=Actor(stored.actor, called.of(stored.actor, ""), "guest" if stored.actor in called.guests else UNSET),
        recorded_at=stored.recorded_at,
        payload=body,
        meta={name: said for name, said in msgspec.json.decode(stored.meta).items() if isinstance(said, str)},
        sentence=sentence(stored.type, Told(stored.category, stored.stream, body, called)),
        causes=named_causes(stored) or UNSET,
    )
