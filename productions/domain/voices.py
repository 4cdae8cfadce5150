"""Voices: what a reference of this kind says of how its lines are spoken, in attributes of fixed names."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from productions.domain.parameters import language_tag

VOICE = "voice:"
"""What the input keys of voices begin with; the id of who speaks with it follows."""
ANY = ""
"""The tag of what holds in every language that has nothing of its own."""
T = TypeVar("T")
DEFAULT_SPEED, DEFAULT_PITCH = 100, 50
_BOUNDS = {"speed": (50, 200), "pitch": (0, 100)}
ATTRIBUTES = ("engine", "voice", "language", *_BOUNDS)
"""What a voice may say: the engine, its voice of that name, the language, speed in percent, pitch from 0 to 100."""


def clean(name: str, value: str) -> str:
    """Return the canonical value of an attribute of a voice; ValueError says in words what is wrong with it.

    Other attributes are for people, and may say anything.
    """
    if name == "language":
        return language_tag(value)
    if name in _BOUNDS:
        return str(_number(value, *_BOUNDS[name]))
    return value


def said(attributes: Mapping[str, str]) -> dict[str, str]:
    """Return what of a voice's attributes its lines depend on."""
    return {name: attributes[name] for name in ATTRIBUTES if name in attributes}


def base_of(language: str) -> str:
    """Return the language of a tag without its region: of de-AT de."""
    return language.partition("-")[0].lower()


def in_turn(by_language: Mapping[str, T], language: str) -> Iterator[T]:
    """Yield what is there for a language by its tag, then that for it without a region or script, then that for all.

    What is there for all languages stands under no tag.
    """
    for tag in dict.fromkeys((language, base_of(language), ANY)):
        if tag in by_language:
            yield by_language[tag]


def _number(value: str, least: int, most: int) -> int:
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise ValueError(f"must be a whole number from {least} to {most}")
    return int(value)
