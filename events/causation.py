"""Chains of causes and effects: from an event back to what led to it, or on to what came of it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import msgspec

from events import store
from events.store import StoredEvent

DEEPEST = 20
MOST = 200


@dataclass(frozen=True, slots=True)
class Link:
    """An event of a chain, `depth` steps from where it begins, joined to it by the event `via`."""

    event: StoredEvent
    depth: int
    via: StoredEvent


@dataclass(frozen=True, slots=True)
class CauseChain:
    """What was found, nearest first; `truncated` where there is more than the bounds allow."""

    links: tuple[Link, ...]
    truncated: bool


class _Meta(msgspec.Struct):
    causation: UUID | None = None
    causes: tuple[UUID, ...] = ()


def named_causation(event: StoredEvent) -> UUID | None:
    """Return the id of the one event that an event names as its cause."""
    return msgspec.json.decode(event.meta, type=_Meta).causation


def named_causes(event: StoredEvent) -> tuple[UUID, ...]:
    """Return the ids of the events that an event names as its causes."""
    meta = msgspec.json.decode(event.meta, type=_Meta)
    return (meta.causation, *meta.causes) if meta.causation else meta.causes


def causes(event: StoredEvent, upto: int, deepest: int = DEEPEST, most: int = MOST) -> CauseChain:
    """Follow an event back to what led to it, within its log and up to a position."""
    return _follow(event, lambda edge, limit: _behind(edge, upto, limit), deepest, most)


def effects(event: StoredEvent, upto: int, deepest: int = DEEPEST, most: int = MOST) -> CauseChain:
    """Follow an event on to what came of it, within its log and up to a position."""
    return _follow(event, lambda edge, limit: _ahead(edge, upto, limit), deepest, most)


ChainStep = Callable[[Sequence[StoredEvent], int], Iterable[tuple[StoredEvent, StoredEvent]]]
"""From the events of one depth to those of the next, each with the one that it hangs on; asks for at most so many."""


def _follow(start: StoredEvent, step: ChainStep, deepest: int, most: int) -> CauseChain:
    links: list[Link] = []
    seen, edge, depth = {start.event_id}, [start], 0
    while edge:
        depth += 1
        fresh = [pair for pair in step(edge, most + len(seen) + 1) if pair[0].event_id not in seen]
        if fresh and depth > deepest:
            return CauseChain(tuple(links), truncated=True)
        edge = []
        for event, via in fresh:
            if len(links) == most:
                return CauseChain(tuple(links), truncated=True)
            if event.event_id not in seen:
                seen.add(event.event_id)
                edge.append(event)
                links.append(Link(event, depth, via))
    return CauseChain(tuple(links), truncated=False)


def _behind(edge: Sequence[StoredEvent], upto: int, limit: int) -> Iterator[tuple[StoredEvent, StoredEvent]]:
    named = [(cause, event) for event in edge for cause in named_causes(event)][:limit]
    causes = store.events(cause for cause, _ in named)
    for cause, event in named:
        known = causes.get(cause)
        if known and known.log == event.log and known.position is not None and known.position <= upto:
            yield known, event


def _ahead(edge: Sequence[StoredEvent], upto: int, limit: int) -> Iterator[tuple[StoredEvent, StoredEvent]]:
    known = {event.event_id: event for event in edge}
    for event in store.read_caused(edge[0].log, known, upto, limit):
        yield event, next(known[cause] for cause in named_causes(event) if cause in known)
