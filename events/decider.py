"""Deciders and the one fold: how commands become events and events become state."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from events.registry import Event

S = TypeVar("S")
C = TypeVar("C")


@dataclass(frozen=True, slots=True)
class Decider(Generic[S, C]):
    """An aggregate: `decide(state, command)` gives events, `evolve(state, event)` the next state. Both are pure."""

    category: str
    initial: S
    decide: Callable[[S, C], Sequence[Event]]
    evolve: Callable[[S, Any], S]


@dataclass(frozen=True, slots=True)
class Folded(Generic[S]):
    """A state with the stream version it stands at and, per field, the event that last set it."""

    state: S
    version: int
    causes: Mapping[str, UUID]

    def cause(self, key: str) -> UUID:
        """Return the event that last set the field `key`, else the one that began the stream."""
        return self.causes.get(key) or self.causes[BEGAN]


BEGAN = "began"
"""The key under which `causes` holds a stream's first event."""


def start(decider: Decider[S, Any]) -> Folded[S]:
    """Return the state before any event."""
    return Folded(decider.initial, 0, {})


def fold(decider: Decider[S, Any], events: Iterable[tuple[UUID, Event]], onto: Folded[S] | None = None) -> Folded[S]:
    """Apply (event id, event) pairs in stream order."""
    folded = onto or start(decider)
    state, version, causes = folded.state, folded.version, dict(folded.causes)
    for event_id, happened in events:
        state = decider.evolve(state, happened)
        version += 1
        causes.setdefault(BEGAN, event_id)
        causes.update(dict.fromkeys(happened.touches(), event_id))
    return Folded(state, version, causes)
