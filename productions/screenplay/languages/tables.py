"""Reads the tables of words, once, and finds the one of a language tag."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import msgspec

from productions.domain.normal_form import without_accents
from productions.screenplay.languages.persons import PeopleWords

ENGLISH = "en"


class HeadingWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a heading begins with. `short` ones (I., A.) are read only in a script in this language.

    Scripts of some languages count their scenes in words (SCENE 4, 씬 4): those words are `scene`.
    """

    interior: tuple[str, ...] = ()
    exterior: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    short_interior: tuple[str, ...] = ()
    short_exterior: tuple[str, ...] = ()
    scene: tuple[str, ...] = ()


class Times(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours by the light that they bring, and what stands with one.

    Words `beside` belong to the hour (EARLY, LATE), words `before` it tell of another day (NEXT), `clock` words stand
    with a number (UHR, P.M.), `numbers` count days and years, `calendar` words are days, months and seasons.
    """

    dawn: tuple[str, ...] = ()
    day: tuple[str, ...] = ()
    dusk: tuple[str, ...] = ()
    night: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    clock: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    calendar: tuple[str, ...] = ()


class Modifiers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a heading says beside place and hour. `same` and `later` go on in the hour of the scene before.

    A `leap` word with `units` or `moments` jumps in time (TWO YEARS LATER); only over moments the hour stays.
    `filmed` are weather and ways of filming, told apart so that they are taken for no place. `last` goes on in the hour
    before too, but is a place as well: only at the end of a heading that tells no hour it says so (HALL - SUITE).
    """

    same: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    moments: tuple[str, ...] = ()
    leap: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    flashback: tuple[str, ...] = ()
    dream: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()
    establishing: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    filmed: tuple[str, ...] = ()
    last: tuple[str, ...] = ()


class CueWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands in brackets behind a name: `off` and `voice_over` are heard and not seen."""

    off: tuple[str, ...] = ()
    voice_over: tuple[str, ...] = ()
    continued: tuple[str, ...] = ()


class Furniture(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lines that make no picture: transitions, (MORE), CONTINUED, titles, acts and ends.

    `labels` stand with a colon in front of what is no speech (时间：夜), `acts` beside a number (ACT TWO, 第一幕).
    """

    transitions: tuple[str, ...] = ()
    more: tuple[str, ...] = ()
    continued: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    page: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The words of one language. `common` are small frequent words by which it is known.

    `abbreviations` end in a full stop that ends no sentence (DR., ST.), `articles` may be left out of a place's name,
    `guards` stand in front of a word that is no hour then (RUE DU MIDI), `title_keys` begin lines of a title page.
    """

    name: str
    code: str = ""
    common: tuple[str, ...] = ()
    headings: HeadingWords = HeadingWords()
    times: Times = Times()
    modifiers: Modifiers = Modifiers()
    cues: CueWords = CueWords()
    furniture: Furniture = Furniture()
    abbreviations: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    guards: tuple[str, ...] = ()
    title_keys: tuple[str, ...] = ()
    people: PeopleWords = PeopleWords()


def _read() -> Iterator[tuple[str, Language]]:
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        language = msgspec.toml.decode(path.read_bytes(), type=Language)
        yield path.stem, msgspec.structs.replace(language, code=path.stem)


LANGUAGES = MappingProxyType(dict(_read()))
"""Every language by its code, in the order of the codes."""


def named(text: str) -> str:
    """Return the code of a language given by tag or by its own name (de, de-AT, Deutsch); empty for none of ours."""
    code = text.strip().replace("_", "-").split("-")[0].lower()
    own = (language.code for language in LANGUAGES.values() if language.name.lower() == text.strip().lower())
    return code if code in LANGUAGES else next(own, "")


def of(tag: str) -> Language:
    """Return the language of a BCP 47 tag (de, de-AT, zh-Hans); English where there is no table for it."""
    return LANGUAGES[named(tag) or ENGLISH]


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """Return what two writings of a word share: without case, accents and differing apostrophes (MAÑANA, Manana)."""
    if word.isascii():
        return word.lower()
    return without_accents(word.replace("’", "'").casefold())
