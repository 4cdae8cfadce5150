"""What other apps add to evidence: which files an event names, whether these are sound, and events in plain words."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import msgspec

from events.store import StoredEvent

logger = logging.getLogger(__name__)


class Media(msgspec.Struct, frozen=True):
    """A file that an event names: `sha256:<hex>`, and what the event says of it.

    `instead_of` is the digest of a file whose bytes were lost and for which this one stands from then on.
    """

    digest: str
    media_type: str = ""
    size: int | None = None
    instead_of: str = ""


class ToldEvent(msgspec.Struct, frozen=True):
    """An event for people: who did it, and what it says in a sentence."""

    actor: str
    sentence: str


Condition = Literal["sound", "missing", "damaged"]
Finder = Callable[[Mapping[str, Any]], Iterable[Media]]
Checker = Callable[[str], Condition]


@dataclass(slots=True)
class _Contributions:
    finders: dict[str, Finder]
    removals: dict[str, Finder]
    check: Checker
    title: Callable[[UUID], str]
    lines: Callable[[UUID, Sequence[StoredEvent]], Sequence[ToldEvent]]


def _plain(log: UUID, events: Sequence[StoredEvent]) -> list[ToldEvent]:
    return [ToldEvent(str(event.actor), event.type) for event in events]


_given = _Contributions({}, {}, lambda digest: "missing", str, _plain)


def names_media(*types: str) -> Callable[[Finder], Finder]:
    """Register what finds the files that events of these types name in their payload."""

    def register(finder: Finder) -> Finder:
        _given.finders.update(dict.fromkeys(types, finder))
        return finder

    return register


def removes_media(*types: str) -> Callable[[Finder], Finder]:
    """Register what finds the files that events of these types say were removed, until an event names them again."""

    def register(finder: Finder) -> Finder:
        _given.removals.update(dict.fromkeys(types, finder))
        return finder

    return register


def checks_media(checker: Checker) -> Checker:
    """Register what reads a file back and compares it with its digest."""
    _given.check = checker
    return checker


def tells(title: Callable[[UUID], str], lines: Callable[[UUID, Sequence[StoredEvent]], Sequence[ToldEvent]]) -> None:
    """Register what a log is called and how its events are told."""
    _given.title, _given.lines = title, lines


def media_of(event: StoredEvent) -> list[Media]:
    """Return the files that an event names; none where its payload was damaged beyond reading."""
    return _read(_given.finders.get(event.type), event)


def removed_by(event: StoredEvent) -> list[Media]:
    """Return the files that an event says were removed."""
    return _read(_given.removals.get(event.type), event)


def _read(finder: Finder | None, event: StoredEvent) -> list[Media]:
    if finder is None:
        return []
    try:
        return list(finder(msgspec.json.decode(event.payload)))
    except (msgspec.DecodeError, LookupError, TypeError, ValueError):
        return []


def condition(digest: str) -> Condition:
    """Return how the file of a digest is, read in full."""
    return _given.check(digest)


def title(log: UUID) -> str:
    """Return what a log is called."""
    return _given.title(log)


def lines(log: UUID, events: Sequence[StoredEvent]) -> Sequence[ToldEvent]:
    """Return events of a log in words; those that cannot be read any more by their types."""
    try:
        return _given.lines(log, events)
    except Exception:  # a report must name damaged events too, however they are damaged
        if len(events) == 1:
            logger.warning("An event of %s cannot be told.", log, exc_info=True)
            return [ToldEvent(str(events[0].actor), f"{events[0].type}: its content cannot be read")]
        return [line for event in events for line in lines(log, [event])]
