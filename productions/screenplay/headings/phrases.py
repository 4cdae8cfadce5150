"""Takes a part of a heading apart into the phrases that the tables of the languages know."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from msgspec.structs import replace

from productions.screenplay.languages import ENGLISH, LANGUAGES, Language, folded
from productions.screenplay.languages.tables import HeadingWords

_LIGHTS = ("dawn", "day", "dusk", "night")
_BETWEEN = re.compile(r"[\s,;/&+|.:・·、，。’'\"()（）\[\]~-]+|[–—]")
_DIGITS = re.compile(r"(?:#|no\.? ?)?\d{1,3}(?:st|nd|rd|th|\.)?(?![\d:])")
_YEAR = re.compile(r"(?<!\d)(1\d\d\d|2[01]\d\d)('?s)?(?!\d)|'[2-9]0s|\d{1,4} ?(?:bc|ad)\b")
_SPACES = re.compile(r"[\s-]+")
# Writing systems in which words may follow each other without a space.
_JOINED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Role(Enum):
    """What a known phrase may be; many may be several things."""

    HOUR = auto()
    CLOCK = auto()
    BESIDE = auto()
    BEFORE = auto()
    NUMBER = auto()
    CALENDAR = auto()
    YEAR = auto()
    KEEPS = auto()
    MOMENT = auto()
    UNIT = auto()
    LEAP = auto()
    MODIFIER = auto()
    FILMED = auto()
    INTERIOR = auto()
    EXTERIOR = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A known phrase, where it stands in the text, and what it may be."""

    start: int
    end: int
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of one language as patterns over folded text, and by key what each may be."""

    pattern: re.Pattern[str]
    clock: re.Pattern[str]
    roles: Mapping[str, frozenset[Role]]
    lights: Mapping[str, str]


@cache
def vocabulary(code: str) -> Vocabulary:
    """Return the words of a language."""
    language = LANGUAGES[code]
    roles: dict[str, frozenset[Role]] = {}
    for role, phrases in _phrases(language):
        for phrase in phrases:
            key = _SPACES.sub(" ", folded(phrase))
            roles[key] = roles.get(key, frozenset()) | {role}
    lights = {_SPACES.sub(" ", folded(hour)): name for name in _LIGHTS for hour in getattr(language.times, name)}
    longest_first = sorted(roles, key=lambda phrase: (-len(phrase), phrase))
    clocks = {folded(form) for word in language.times.clock for form in (word, word.rstrip("."))}
    units = "|".join(re.escape(word) for word in sorted(clocks, key=len, reverse=True)) or "(?!)"
    clock = (
        rf"\d{{1,2}}[:.h]\d\d(?: ?(?:{units})(?!\w))?|\d{{1,2}} ?(?:{units})(?!\w)|(?:{units}) ?\d{{1,2}}(?:[:.]\d\d)?"
    )
    pattern = "|".join(map(_bounded, longest_first))
    return Vocabulary(re.compile(pattern), re.compile(clock), roles, lights)


def _phrases(language: Language) -> Iterator[tuple[Role, Sequence[str]]]:
    times, said, words = language.times, language.modifiers, language.headings
    yield Role.HOUR, [hour for name in _LIGHTS for hour in getattr(times, name)]
    yield from ((Role.BESIDE, times.beside), (Role.BEFORE, times.before), (Role.NUMBER, times.numbers))
    yield from ((Role.CALENDAR, times.calendar), (Role.KEEPS, (*said.same, *said.later)), (Role.MOMENT, said.moments))
    yield from ((Role.UNIT, said.units), (Role.LEAP, said.leap), (Role.FILMED, said.filmed))
    yield Role.MODIFIER, (*said.flashback, *said.dream, *said.moving, *said.establishing, *said.other)
    # The English words are written in every language.
    words = words if language.code == ENGLISH else _with_english(words)
    yield Role.INTERIOR, (*words.interior, *words.both, *(word for word in words.short_interior if _is_clear(word)))
    yield Role.EXTERIOR, (*words.exterior, *words.both, *(word for word in words.short_exterior if _is_clear(word)))


def _with_english(words: HeadingWords) -> HeadingWords:
    english = LANGUAGES[ENGLISH].headings
    return replace(words, interior=(*words.interior, *english.interior), exterior=(*words.exterior, *english.exterior))


def _is_clear(word: str) -> bool:
    return len(word) > 1 or not word.isascii()


def _bounded(phrase: str) -> str:
    pattern = r"[\s-]+".join(map(re.escape, phrase.split(" ")))
    if _JOINED.search(phrase):
        return pattern
    return rf"(?<!\w){pattern}(?!\w)" if phrase[-1].isalnum() else rf"(?<!\w){pattern}"


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text as words are compared, and for each of its signs the place in the text that it comes from."""
    signs = [(sign, index) for index, letter in enumerate(text) for sign in folded(letter)]
    return "".join(sign for sign, _ in signs), [*(index for _, index in signs), len(text)]


def pieces(text: str, languages: Sequence[str]) -> list[Piece]:
    """Take a text apart into known phrases; nothing where one is unknown."""
    spread, places = _folded(text)
    known, position = list[Piece](), 0
    while position < len(spread):
        phrase = _next(spread, position, languages)
        if phrase:
            known.append(Piece(places[position], places[phrase[0]], phrase[1]))
            position = phrase[0]
        elif between := _BETWEEN.match(spread, position):
            position = between.end()
        else:
            return []
    return known


def light(hour: str, code: str) -> str:
    """Return dawn, day, dusk or night for the first hour in a text that a language knows; empty for none."""
    words = vocabulary(code)
    told = (words.lights.get(_SPACES.sub(" ", match[0])) for match in words.pattern.finditer(_folded(hour)[0]))
    return next(filter(None, told), "")


def _next(spread: str, position: int, languages: Sequence[str]) -> tuple[int, frozenset[Role]] | None:
    best: tuple[int, frozenset[Role]] | None = None
    for code in languages:
        words = vocabulary(code)
        for pattern, role in ((words.clock, Role.CLOCK), (words.pattern, None)):
            match = pattern.match(spread, position)
            if match and match.end() > max(position, best[0] if best else 0):
                roles = words.roles[_SPACES.sub(" ", match[0])] if role is None else frozenset({role})
                best = match.end(), roles
    for pattern, role in ((_YEAR, Role.YEAR), (_DIGITS, Role.NUMBER)):
        match = pattern.match(spread, position)
        if match and match.end() > (best[0] if best else 0):
            best = match.end(), frozenset({role})
    return best
