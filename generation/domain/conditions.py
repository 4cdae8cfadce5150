"""Conditions: for which shots a node of a pipeline applies, as text over the inputs of a shot.

`speaks`, `not continues`, `parameter:language != en`, `scene.setting = EXT and speaks`: terms joined by "and", each
an input key that must hold something, must hold nothing after "not", or is compared with a value.
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

_TERM = re.compile(r"(?P<not>not\s+)?(?P<key>(?!(?:not|and)\b)[\w.:-]+)(?:\s*(?P<sign>!=|=)\s*(?P<value>\S.*))?")


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
    """All its terms must hold."""

    text: str
    terms: tuple[Term, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        """The input keys that it looks at."""
        return tuple(term.key for term in self.terms)

    def holds(self, values: Mapping[str, Json], *, continuing: bool) -> bool:
        """Whether a shot with these inputs fulfils it. `continuing`: whether the shot that it continues is there."""
        known = {**values, CONTINUES: continuing} if CONTINUES in self.reads else values
        return all(term.holds(known) for term in self.terms)

    def implies(self, other: "Condition | None") -> bool:
        """Whether shots that fulfil this one surely fulfil the other."""
        return other is None or set(other.terms) <= set(self.terms)


@cache
def condition(text: str) -> Condition | None:
    """Read a condition; None for an empty one, which always holds. Unreadable says what is wrong."""
    if not text.strip():
        return None
    return Condition(text, tuple(_term(part.strip()) for part in re.split(r"\s+and\s+", text.strip())))


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
