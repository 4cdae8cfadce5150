"""Whose voice speaks a line: the one that is cast, else one that follows from the name, the same in every shot."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from generation.backends.speech import espeak
from generation.ports.work import JSON, Refusing
from productions.domain.voices import DEFAULT_PITCH, DEFAULT_SPEED, base_of
from productions.screenplay.people.name_gender import FEMALE, MALE, gender_of_name

_WOMEN, _MEN = ("f1", "f2", "f3", "f4", "f5"), ("m1", "m2", "m3", "m4", "m6", "m7")
_PITCHES = (50, 42, 58)
"""So that two of one voice can still be told apart."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of the engine; `speed` in percent, `pitch` 0 to 100."""

    name: str
    language: str
    speed: int
    pitch: int


def chosen(character: str, cast: JSON, language: str) -> Voice:
    """Return the voice that speaks a character's line in a language; `cast` are the attributes of the one that is cast.

    A voice of another language speaks with the sounds of the one that the line is in. Refusing for what it cannot be.
    """
    if not isinstance(cast, Mapping):
        return by_name(character, language)
    given = {name: str(value) for name, value in cast.items()}
    engine = given.get("engine") or espeak.NAME
    if engine != espeak.NAME:
        raise Refusing(f'there is no engine "{engine}" for the voice of {character}: there is {espeak.NAME}')
    accent = given.get("language", "")
    return Voice(
        given.get("voice", ""),
        accent if accent and base_of(accent) == base_of(language) else language,
        int(given.get("speed") or DEFAULT_SPEED),
        int(given.get("pitch") or DEFAULT_PITCH),
    )


@cache
def by_name(character: str, language: str) -> Voice:
    """Return the voice of somebody to whom none was given."""
    gender = gender_of_name(character, language)
    names = {FEMALE: _WOMEN, MALE: _MEN}.get(gender, (*_WOMEN, *_MEN))
    drawn = int.from_bytes(hashlib.sha256(character.strip().casefold().encode()).digest()[:8], "big")
    pitch = _PITCHES[drawn // len(names) % len(_PITCHES)]
    return Voice(names[drawn % len(names)], language, DEFAULT_SPEED, pitch)


def is_womans(voice: Voice) -> bool:
    """Whether a voice of the engine is that of a woman, as far as its name tells."""
    return voice.name in (
        *_WOMEN,
        "Alicia",
        "Andrea",
        "Annie",
        "belinda",
        "linda",
        "shelby",
        "steph",
        "grandma",
        "aunty",
    )
