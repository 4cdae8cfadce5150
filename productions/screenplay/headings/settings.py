"""The words for inside and outside that a heading begins with, in all languages: INT., AUSSEN, I/E, 内景."""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cache

from productions.screenplay.languages import ENGLISH, LANGUAGES, Language, folded

# A heading names inside or outside within so many signs.
_LONGEST_BEGINNING = 80
_JOINT = re.compile(r"\s*(?:/|&|\+|\\|-|–| and | und | et | y | e | i )\s*|\s*\.?\s*")


class Word(IntEnum):
    """How sure a word at the beginning makes a heading: INT. always, INNEN in capitals, I. with an hour alone."""

    SHORT = 0
    LONG = 1
    SURE = 2


_SURE = frozenset({"INT", "EXT", "EST", "I/E", "E/I", "ИНТ", "НАТ", "ЭКСТ"})


@cache
def _words() -> dict[str, tuple[str, Word, tuple[str, ...]]]:
    """Every word for inside and outside, folded, with its setting, its kind and its languages."""
    words: dict[str, tuple[str, Word, tuple[str, ...]]] = {}
    for language in LANGUAGES.values():
        for setting, kind, word in _settings_of(language):
            known = words.get(folded(word))
            languages = (*(known[2] if known else ()), language.code)
            words[folded(word)] = (known[0] if known else setting, known[1] if known else kind, languages)
    return words


def _settings_of(language: Language) -> Iterator[tuple[str, Word, str]]:
    words = language.headings
    for setting, names in (("INT", words.interior), ("EXT", words.exterior), ("INT/EXT", words.both)):
        yield from ((setting, Word.SURE if name in _SURE else Word.LONG, name) for name in names)
    for setting, names in (("INT", words.short_interior), ("EXT", words.short_exterior)):
        yield from ((setting, Word.SHORT, name) for name in names)


@cache
def any_setting() -> str:
    """Return an expression for any of the words, folded."""
    words = sorted(_words(), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace("/", r"\.?\s*/\s*").replace("ss", "(?:ss|ß)") for word in words)


@cache
def _setting_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<one>{any_setting()})(?![^\W_])\.?")


def leading(text: str) -> tuple[str, int, tuple[str, ...], Word] | None:
    """Return setting, where it ends, its languages and its kind, if the line begins with a word for one."""
    spread = "".join(folded(letter) if len(folded(letter)) == 1 else letter for letter in text[:_LONGEST_BEGINNING])
    first = _setting_pattern().match(spread)
    if not first:
        return None
    setting, kind, languages = _words()[_key(first["one"])]
    end = first.end()
    joint = _JOINT.match(spread, end)
    second = _setting_pattern().match(spread, joint.end()) if joint else None
    if joint and second:
        other, other_kind, _ = _words()[_key(second["one"])]
        stroke = bool(joint[0].strip(" ."))
        short = len(second["one"]) <= 4 and len(first["one"]) <= 4
        if not stroke and _key(first["one"]) == _ESTABLISHING and other != setting:
            setting, end = other, second.end()
        elif other != setting and other_kind == kind and (stroke or short):
            setting, end = "INT/EXT", second.end()
        elif not stroke and kind is Word.SURE and _says_again(setting, _key(second["one"])):
            setting, end = other, second.end()
    return setting, end, languages, kind


_ESTABLISHING = "est"
"""An establishing shot, of what is inside where such a word follows (EST. INTERNO CUCINA), else of what is outside."""


def _says_again(setting: str, word: str) -> bool:
    """Whether a word behind a short one says the setting again in full: INT. INTERNO CUCINA.

    An English word there may begin the name of a place: INT. INTERIOR DESIGN STUDIO.
    """
    other, kind, languages = _words()[word]
    return kind is Word.LONG and other == setting and ENGLISH not in languages


def _key(word: str) -> str:
    return re.sub(r"\.?\s*/\s*", "/", word).replace("ß", "ss")
