"""What productions add to evidence: what a log is called, and its events as the sentences that people know.

An export outlives whom it speaks of. So people stand in it by the ends of their opaque ids, and remarks are left out.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from events.evidence.contributors import ToldEvent, tells
from events.store import StoredEvent
from productions import queries
from productions.domain.studio import STUDIO
from productions.history import feed
from productions.history.event_sentences import Told, sentence
from productions.history.naming import Names, names


def title(log: UUID) -> str:
    """Return the name of a production; "The studio" for its log."""
    return "The studio" if log == STUDIO else names([log], log).of(log, str(log))


def lines(log: UUID, events: Sequence[StoredEvent]) -> list[ToldEvent]:
    """Return who did what."""
    bodies = feed.payloads(events, sealed=True)
    called = _nameless(names(ids := feed.mentioned(events, bodies), log), ids)
    return [
        ToldEvent(person(stored.actor), sentence(stored.type, Told(stored.category, stored.stream, body, called)))
        for stored, body in zip(events, bodies, strict=True)
    ]


def person(id_: UUID) -> str:
    """Return how a person is called where names must not stand."""
    return f"person …{str(id_)[-12:]}"


def _nameless(called: Names, ids: set[UUID]) -> Names:
    people = {id_: person(id_) for id_ in queries.names_of(ids)}
    return replace(called, things={**called.things, **people})


tells(title, lines)
