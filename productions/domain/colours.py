"""Colours as people write them: #rrggbb, #rgb, or words that name one, such as "dark red"."""

import re

from events.errors import Refusal
from events.registry import Json

MOST_IN_PALETTE = 5
NAMES = frozenset(
    re.findall(
        "[a-z]+",
        """
        amber aqua auburn beige black blond blonde blue bronze brown burgundy charcoal chestnut copper coral cream
        crimson cyan emerald ginger gold golden gray green grey indigo ivory khaki lavender lime magenta maroon mint
        mustard navy olive orange peach pink purple red rose rust scarlet silver skyblue slate tan teal turquoise
        violet white yellow
        """,
    )
)
SKINS = frozenset(
    re.findall(
        "[a-z]+",
        """
        black bronze brown copper dark deep ebony fair freckled golden light medium olive pale porcelain tan tanned
        weathered white
        """,
    )
)
_HEX = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_BETWEEN = re.compile(r"[;,\s]+(?:and\s+)?(?=#)|[;,]+|\s+and\s+")


class InvalidColour(Refusal):
    """What is written names no colour."""

    code = "invalid-colour"
    status = 422


def holds_colour(attribute: str) -> bool:
    """Whether an attribute of a reference is a colour."""
    return attribute in ("skin", "colour") or attribute.endswith("_colour")


def clean_colour(attribute: str, value: str) -> str:
    """Return the colour of an attribute as it is written; InvalidColour says how one is."""
    words = NAMES | SKINS if attribute == "skin" else NAMES
    if not _is_colour(value, words):
        shown = attribute.replace("_", " ")
        raise InvalidColour(
            f"{value!r} is no colour: {shown} is written as #rrggbb, such as #b5522a, or in words, such as dark red.",
            field=f"attribute:{attribute}",
        )
    return value


def clean_palette(value: Json) -> Json:
    """Return a palette as it is written; ValueError says how one is."""
    says = f"is up to {MOST_IN_PALETTE} colours with spaces between, such as #102040 #e0a040"
    if not isinstance(value, str) or len(value) > 60:
        raise ValueError(f"{says}, as text of at most 60 characters")
    value = value.strip()
    parts = [part for part in _BETWEEN.split(value) if part]
    if wrong := [part for part in parts if not _is_colour(part, NAMES)]:
        raise ValueError(f"{says}; {wrong[0]!r} is no colour")
    if len(parts) > MOST_IN_PALETTE:
        raise ValueError(f"{says}; these are {len(parts)}")
    return value


def _is_colour(text: str, words: frozenset[str]) -> bool:
    text = text.strip().lower()
    if "#" in text:
        return _HEX.fullmatch(text) is not None
    said = re.findall(r"[a-z]+", text)
    return "".join(said) in words or not words.isdisjoint(said)
