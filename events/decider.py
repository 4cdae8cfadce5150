"""Deciders and the one fold: how commands become events and events become state."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter, is_, itemgetter
from typing import Any, Generic, TypeVar
from uuid import UUID

from msgspec import UNSET

from events.registry import Event

S = TypeVar("S")
C = TypeVar("C")

BEGAN = "began"
"""The key under which `causes` holds a stream's first event."""

ABSENT = UNSET
"""The value of what is not set."""

LONGEST_TRAIL = 30
"""How many values a trail remembers; what was before counts as having come about with the oldest of them."""

Trail = tuple[tuple[UUID, Any], ...]
"""The values that something had, each with the event that brought it, the oldest first."""


@dataclass(frozen=True, slots=True)
class Part(Generic[S]):
    """A part of a state: the fold remembers the event that last changed its value, whatever events there are.

    `of` names the attributes of the state that it is made of, `read` gives the value. A key that ends in ":" stands
    for a map, of which each value is a part of its own. With `trail` its earlier values are remembered too, as JSON.
    """

    key: str
    of: tuple[str, ...]
    read: Callable[[S], Any]
    trail: bool = False

    def differing(self, before: S, after: S) -> Iterable[tuple[str, Any, Any]]:
        """Return (key, old value, new value) of what differs between two states."""
        old, new = self.read(before), self.read(after)
        if old == new:
            return ()
        if not self.key.endswith(":"):
            return ((self.key, old, new),)
        pairs = ((name, old.get(name, ABSENT), new.get(name, ABSENT)) for name in {**old, **new})
        return [(f"{self.key}{name}", was, now) for name, was, now in pairs if was != now]


@dataclass(frozen=True)
class Decider(Generic[S, C]):
    """An aggregate: `decide(state, command)` gives events, `evolve(state, event)` the next state. Both are pure.

    The state is a Struct; `parts` are those of it whose causes the fold remembers.
    """

    category: str
    initial: S
    decide: Callable[[S, C], Sequence[Event]]
    evolve: Callable[[S, Any], S]
    parts: tuple[Part[S], ...] = ()

    @cached_property
    def attributes(self) -> Callable[[S], tuple[Any, ...]]:
        """Return what gets the attributes of a state of which parts are made."""
        return attrgetter(*self._watched)

    def touched(self, before: tuple[Any, ...], after: tuple[Any, ...]) -> Collection[Part[S]]:
        """Return the parts that may differ between two states of these attributes, which are compared by identity."""
        same = tuple(map(is_, before, after))
        if same not in self._touched:
            moved = {name for name, stays in zip(self._watched, same, strict=True) if not stays}
            self._touched[same] = tuple(part for part in self.parts if moved.intersection(part.of))
        return self._touched[same]

    @cached_property
    def _touched(self) -> dict[tuple[bool, ...], tuple[Part[S], ...]]:
        """What was found already: events move few sets of attributes."""
        return {}

    @cached_property
    def _watched(self) -> tuple[str, ...]:
        """The attributes that parts are made of; two at least, of which a getter makes a tuple."""
        return (*dict.fromkeys(name for part in self.parts for name in part.of), "__class__", "__class__")


@dataclass(frozen=True, slots=True)
class Folded(Generic[S]):
    """A state with the stream version it stands at and, per part, the event that last changed it.

    `trails` are there for parts that changed since the stream began, and only for those that have one.
    """

    state: S
    version: int
    causes: Mapping[str, UUID]
    trails: Mapping[str, Trail] = field(default_factory=dict)

    def cause(self, key: str) -> UUID:
        """Return the event that last changed the part `key`, else the one that began the stream."""
        return self.causes.get(key) or self.causes[BEGAN]

    def trail(self, key: str, now: Any) -> Trail:
        """Return the values that the part `key` had, whose value is `now`."""
        return self.trails.get(key) or ((self.cause(key), now),)


def start(decider: Decider[S, Any]) -> Folded[S]:
    """Return the state before any event."""
    return Folded(decider.initial, 0, {})


def fold(decider: Decider[S, Any], events: Iterable[tuple[UUID, Event]], onto: Folded[S] | None = None) -> Folded[S]:
    """Apply (event id, event) pairs in stream order."""
    folded = onto or start(decider)
    state, version, causes, trails = folded.state, folded.version, dict(folded.causes), dict(folded.trails)
    attributes, touched = decider.attributes, decider.touched
    held = attributes(state)
    for event_id, happened in events:
        before, state = state, decider.evolve(state, happened)
        version += 1
        was, held = held, attributes(state)
        if version == 1:
            causes[BEGAN] = event_id
            continue
        for part in touched(was, held):
            for key, old, new in part.differing(before, state):
                if part.trail:
                    known = trails.get(key) or ((causes.get(key) or causes[BEGAN], old),)
                    trails[key] = (*known, (event_id, new))[-LONGEST_TRAIL:]
                causes[key] = event_id
        for key in happened.touches():
            causes[key] = event_id
    return Folded(state, version, causes, trails)


def last_changes(
    trails: Mapping[str, Trail], values: Callable[[Mapping[str, Any]], Mapping[str, Any]]
) -> dict[str, UUID]:
    """Return, by name, the event that last changed each of the values that rest on several things.

    `trails` are what those things were. `values` says what the values are, given the things as they are at a time; a
    thing that is not there yet is missing. Event ids sort by time.
    """
    before: Mapping[str, Any] = {}
    causes: dict[str, UUID] = {}
    for event, now in _states(trails):
        fresh = values(now)
        differing = (name for name in {**before, **fresh} if before.get(name, ABSENT) != fresh.get(name, ABSENT))
        causes.update(dict.fromkeys(differing, event))
        before = fresh
    return causes


def derived_trail(trails: Mapping[str, Trail], value: Callable[[Mapping[str, Any]], Any]) -> Trail:
    """Return the values that something had which rests on several things, as `last_changes` has them; None is none."""
    steps: list[tuple[UUID, Any]] = []
    for event, now in _states(trails):
        fresh = value(now)
        if fresh is not None and (not steps or steps[-1][1] != fresh):
            steps.append((event, fresh))
    return tuple(steps)


def _states(trails: Mapping[str, Trail]) -> Iterator[tuple[UUID, Mapping[str, Any]]]:
    """Yield what things with trails were, after each event that changed one of them; it is one map that grows."""
    steps = sorted(((event, name, each) for name, trail in trails.items() for event, each in trail), key=itemgetter(0))
    now: dict[str, Any] = {}
    for event, together in groupby(steps, itemgetter(0)):
        now.update((name, each) for _, name, each in together)
        yield event, now
