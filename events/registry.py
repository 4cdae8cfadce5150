"""Event classes and their names on the wire."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from events.errors import UnknownEvent

Json = Any
"""null, booleans, integers below 2^53, strings, lists and maps of these."""


class Event(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    rename={"before": "from", "after": "to"},
):
    """An immutable fact. Edits carry `field`, `before` and `after`, on the wire `from` and `to`."""

    def touches(self) -> tuple[str, ...]:
        """Return the keys of parts that this event sets anew, so that it is their cause even where the value stays."""
        return ()


E = TypeVar("E", bound=Event)
Upcaster = Callable[[dict[str, Json]], dict[str, Json]]

_classes: dict[str, type[Event]] = {}
_names: dict[type[Event], tuple[str, int]] = {}
_upcasters: dict[tuple[str, int], Upcaster] = {}


def event(name: str, version: int = 1) -> Callable[[type[E]], type[E]]:
    """Register an event class under its wire name; `version` is the schema that is written today."""

    def register(cls: type[E]) -> type[E]:
        if name in _classes:
            raise ValueError(f"two classes for the event {name}")
        _classes[name] = cls
        _names[cls] = (name, version)
        return cls

    return register


def upcaster(name: str, version: int) -> Callable[[Upcaster], Upcaster]:
    """Register the step that turns a payload of `version` into one of `version + 1`."""

    def register(step: Upcaster) -> Upcaster:
        _upcasters[name, version] = step
        return step

    return register


def name_of(cls: type[Event]) -> tuple[str, int]:
    """Return the wire name and the schema version of an event class."""
    return _names[cls]


def class_of(name: str) -> type[Event]:
    """Return the class of a wire name; UnknownEvent when there is none."""
    try:
        return _classes[name]
    except KeyError:
        raise UnknownEvent(f"No event is called {name}.", type=name) from None


def upcast(name: str, version: int, payload: dict[str, Json]) -> dict[str, Json]:
    """Bring a stored payload to the schema that `class_of(name)` reads."""
    current = name_of(class_of(name))[1]
    if version > current:
        raise UnknownEvent(f"{name} of version {version} is newer than this program.", type=name)
    for step in range(version, current):
        payload = _upcasters[name, step](payload)
    return payload


def registered() -> Mapping[str, type[Event]]:
    """Return all event classes by wire name."""
    return dict(_classes)
