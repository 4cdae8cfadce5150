"""Each event as a sentence that a producer understands. Other apps add theirs with `tells`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from events.registry import Json
from productions.history.naming import Names

LONGEST = 80
ERASED = "_erased"
"""How the key ends that says of a remark that it was erased."""
MANY = 3


@dataclass(frozen=True, slots=True)
class Told:
    """An event about to be told: its entity, its payload as JSON (perhaps with parts withheld), and names.

    `category` is what kind of entity it is: production, scene, shot …
    """

    category: str
    entity: UUID
    payload: Mapping[str, Json]
    names: Names

    @property
    def thing(self) -> str:
        """What people call the entity."""
        return self.names.of(self.entity, "it")

    def get(self, key: str) -> Any:
        """Return a part of the payload; None where it is missing or withheld."""
        return self.payload.get(key)

    def named(self, key: str) -> str:
        """Return the name of the thing whose id stands under a key."""
        return self.names.of(self.get(key))


_joins: dict[tuple[str, bool], str] = {("take", True): "is what this is about", ("take", False): "made this take"}


def joins(category: str, words: str) -> None:
    """Register what the causes of events of a category are to them, such as "asked for this work"."""
    _joins[category, False] = _joins[category, True] = words


def relation(category: str, *, same: bool) -> str:
    """Say what a cause is to an event of a category; `same`: both are about one thing, so that one undoes the other."""
    return _joins.get((category, same), "was undone by this" if same else "led to this")


Teller = Callable[[Told], str]
_tellers: dict[str, Teller] = {}


def tells(*types: str) -> Callable[[Teller], Teller]:
    """Register how events of these types are told."""

    def register(teller: Teller) -> Teller:
        _tellers.update(dict.fromkeys(types, teller))
        return teller

    return register


def known(type_: str) -> bool:
    """Whether events of a type have a sentence of their own."""
    return type_ in _tellers


def sentence(type_: str, told: Told) -> str:
    """Return the sentence of an event, without its actor; an unknown type gets a general one."""
    text = _tellers[type_](told) if type_ in _tellers else f"{told.thing}: {type_.replace('.', ' ').replace('_', ' ')}"
    return text[:1].upper() + text[1:]


def edited(label: str, before: Json, after: Json) -> str:
    """Say that something changed, was set, or was cleared."""
    if before is None and after is None:
        return f"{label} changed"
    if before in (None, ""):
        return f"{label} was set to {say(after)}"
    if after in (None, ""):
        return f"{label} was cleared; it was {say(before)}"
    return f"{label} changed from {say(before)} to {say(after)}"


def say(value: Json) -> str:
    """Return a value in words: one word bare, longer text quoted and cut."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case dict() if isinstance(value.get("text"), str):
            return say(value["text"])
        case dict() | list():
            return f"{len(value)} values"
    text = " ".join(str(value).split())
    if " " not in text:
        return text
    return f"“{text}”" if len(text) <= LONGEST else f"“{text[: LONGEST - 1].rstrip()}…”"


def listed(words: list[str]) -> str:
    """Join words as people do; of many only the first and how many more."""
    if len(words) > MANY + 1:
        return f"{', '.join(words[:MANY])} and {len(words) - MANY} more"
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def because(text: Json) -> str:
    """Return a reason or comment as the end of a sentence; nothing when there is none."""
    return f": {say(text)}" if text else ""


def remarked(told: Told, key: str) -> str:
    """Return a remark as the end of a sentence; of an erased one, that it was erased."""
    return ": the text was erased" if told.get(f"{key}{ERASED}") else because(told.get(key))


def possessive(name: str) -> str:
    """Return "Mara's"."""
    return f"{name}'s"
