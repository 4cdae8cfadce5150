"""Conditions: for which shots a node of a pipeline applies, as text over the inputs of a shot.

`speaks`, `not continues`, `parameter:language != en`, `scene.setting = EXT and speaks or continues`: terms joined by
"and" and "or", of which "and" binds closer. Each is an input key that must hold something, must hold nothing after
"not", or is compared with a value.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from events.registry import Json

CONTINUES = "continues"
WORDS: Mapping[str, str] = {"speaks": "dialogue"}
"""Input keys under the word that people use for their holding something."""

_TERM = re.compile(r"(?P<not>not\s+)?(?P<key>(?!(?:not|and|or)\b)[\w.:-]+)(?:\s*(?P<sign>!=|=)\s*(?P<value>\S.*))?")


class Unreadable(ValueError):
    """The text is no condition; says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Term:
    """One input key and what is asked of it."""

    key: str
    asks: Literal["something", "nothing", "equal", "other"]
    value: str = ""

    def holds(self, values: Mapping[str, Json]) -> bool:
        """Whether the inputs of a shot fulfil it; a missing input is nothing."""
        value = values.get(self.key)
        match self.asks:
            case "something" | "nothing":
                return bool(value) == (self.asks == "something")
            case _:
                return (_text(value) == self.value) == (self.asks == "equal")


@dataclass(frozen=True, slots=True)
class Condition:
    """Of one of its alternatives all terms must hold."""

    text: str
    alternatives: tuple[tuple[Term, ...], ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of all alternatives."""
        return tuple(term for alternative in self.alternatives for term in alternative)

    @property
    def reads(self) -> tuple[str, ...]:
        """The input keys that it looks at."""
        return tuple(dict.fromkeys(term.key for term in self.terms))

    def holds(self, values: Mapping[str, Json], *, continuing: bool) -> bool:
        """Whether a shot with these inputs fulfils it. `continuing`: whether the shot that it continues is there."""
        known = {**values, CONTINUES: continuing} if CONTINUES in self.reads else values
        return any(all(term.holds(known) for term in alternative) for alternative in self.alternatives)

    def implies(self, other: "Condition | None") -> bool:
        """Whether shots that fulfil this one surely fulfil the other."""
        if other is None:
            return True
        asked = [set(alternative) for alternative in other.alternatives]
        return all(any(each <= set(alternative) for each in asked) for alternative in self.alternatives)


@cache
def condition(text: str) -> Condition | None:
    """Read a condition; None for an empty one, which always holds. Unreadable says what is wrong."""
    if not text.strip():
        return None
    return Condition(text, tuple(map(_alternative, re.split(r"\s+or\s+", text.strip()))))


def _alternative(text: str) -> tuple[Term, ...]:
    return tuple(_term(part.strip()) for part in re.split(r"\s+and\s+", text))


def _term(text: str) -> Term:
    read = _TERM.fullmatch(text)
    if not read or (read["not"] and read["sign"]):
        raise Unreadable(f'"{text}" is no condition: write speaks, not continues, or parameter:language != en.')
    key = WORDS.get(read["key"], read["key"])
    if read["sign"]:
        return Term(key, "equal" if read["sign"] == "=" else "other", read["value"].strip())
    return Term(key, "nothing" if read["not"] else "something")


def _text(value: Json) -> str:
    """A value as people write it in a condition."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
