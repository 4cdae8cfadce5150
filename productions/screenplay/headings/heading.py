"""Scene headings and their parts: where and when, in any of the languages, however it is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from productions.screenplay.headings.lines import slug
from productions.screenplay.headings.tails import MOST_WORDS, without_tail
from productions.screenplay.headings.words import Meaning, at_the_end, keeps_hour, meaning
from productions.screenplay.languages import ENGLISH, LANGUAGES
from productions.screenplay.words import terms
from productions.screenplay.words.wording import normalised

_BRACKETS = re.compile(r"([(\[（【][^()\[\]（）【】]*[)\]）】]?)")
_DASH = re.compile(r"\s+[-–—−―]+\s*|\s*[-–—−―]+\s+|\s*(?:[–—―]|--+)\s*|\s*\|\s*")
# In front of the word for the setting a colon parts as well: FLASHBACK: INT. BARN.
_LOOSE = re.compile(rf"{_DASH.pattern}|:\s+")
# Words of Chinese and Japanese stand apart only where they are parts.
_SPACED = re.compile(r"(?<=[\u3040-\u30ff\u3400-\u9fff])\s+(?=[\u3040-\u30ff\u3400-\u9fff])")
_WITHIN_NAME = "(?:(?:ド|デ|ラ|ル|ザ)・)"
"""What joins the words of one name that is written after its sound: カフェ・ド・パリ."""
_INNER = re.compile(
    r"(?<=[^\W\d_]{3})\.\s+(?=\w)|\s*:\s+|\s*[。>→»]\s*|"
    rf"(?<=[\u3040-\u9fff」』）\w])(?<!・[ドデラルザ])・(?!{_WITHIN_NAME})(?=[\u3040-\u9fff「『\w])"
)
_LATIN = re.compile("[a-z]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in the one form of text, and its parts, each empty where it says nothing.

    `setting` is INT, EXT or INT/EXT, `time` the hour in capitals, `sub_place` a place in the place, `modifiers` what
    else it says in capitals (CONTINUOUS, FLASHBACK, MOVING, 1945), `number` the scene's number.
    """

    text: str = ""
    setting: str = ""
    place: str = ""
    time: str = ""
    number: str = ""
    sub_place: str = ""
    modifiers: tuple[str, ...] = ()
    year: str = ""

    @property
    def normalised(self) -> str:
        """What two writings of the same heading share; the scene number is no part of it."""
        parts = (self.setting, self.place, self.sub_place, self.time, *self.modifiers, self.year)
        return " | ".join(parts).casefold()

    @property
    def full_place(self) -> str:
        """The place with the place in it, as in HOUSE - KITCHEN."""
        return " - ".join(filter(None, (self.place, self.sub_place)))

    @property
    def goes_on(self) -> bool:
        """Does it go on in the hour of the scene before?"""
        return any(map(keeps_hour, self.modifiers))


@lru_cache(maxsize=4096)
def heading(text: str, number: str = "", language: str = "") -> Heading:
    """Take a heading apart; words of the language come first where those of several would do."""
    whole = normalised(text)
    line = slug(whole)
    likeliest = tuple(dict.fromkeys((*line.languages, language or ENGLISH, ENGLISH)))
    words = _in_languages(line.rest, line.setting, likeliest)
    if line.joined and not words.time and (first := _leading_hour(line.rest)):
        end, hour, code = first
        words = replace(_in_languages(line.rest[end:].lstrip(" /.-–"), line.setting, (code,)), time=hour)
    setting = line.setting or words.setting
    return replace(words, text=normalised(line.text), setting=setting, number=number or line.number)


def _in_languages(rest: str, setting: str, first: tuple[str, ...]) -> Heading:
    """Read by the words of the likeliest languages; by another's only if those know no hour in it."""
    likeliest = _read(rest, setting, first, bare=True)
    if likeliest.time or not rest:
        return likeliest
    others = [
        _read(rest, setting, (code, ENGLISH), bare=not _LATIN.search(rest)) for code in LANGUAGES if code not in first
    ]
    told = [other for other in others if other.time] or [likeliest, *(other for other in others if other.modifiers)]
    return max(told, key=lambda other: bool(other.time) + len(other.modifiers) + bool(other.year))


@dataclass(slots=True)
class _Reading:
    places: list[str] = field(default_factory=list)
    said: list[Meaning] = field(default_factory=list)

    def heading(self) -> Heading:
        hours = [said.hour for said in self.said if said.hour]
        modifiers = [modifier for said in self.said for modifier in said.modifiers]
        inside, outside = any(said.interior for said in self.said), any(said.exterior for said in self.said)
        places = [part for place in self.places for part in _inner(place)]
        return Heading(
            setting="INT/EXT" if inside and outside else "INT" if inside else "EXT" if outside else "",
            place=places[0] if places else "",
            sub_place=" - ".join(places[1:]),
            time=hours[0] if hours else "",
            modifiers=tuple(dict.fromkeys((*modifiers, *(hour for hour in hours[1:] if hour != hours[0])))),
            year=next((said.year for said in self.said if said.year), ""),
        )


def _read(rest: str, setting: str, languages: tuple[str, ...], *, bare: bool) -> Heading:
    reading, parts = _Reading(), list(_parts(rest, setting))
    read = [meaning(part.strip("()[]（）【】 "), languages) for part in parts]
    if len(parts) > 1 and read[-1] is None and not any(said and said.hour for said in read):
        read[-1] = at_the_end(parts[-1], languages)
    unknown = [index for index, said in enumerate(read) if said is None]
    for index, (part, said) in enumerate(zip(parts, read, strict=True)):
        if said and (index or unknown or _stands_alone(said, setting, len(parts))):
            reading.said.append(said)
        elif index and said is None and terms.names_a_shot(part.upper()):
            continue
        elif reading.places and any(each.hour for each in reading.said):
            continue  # what is said behind the hour in other words is told by the text alone
        elif part[0] in "([（【" and reading.places:
            reading.places[-1] += f" {part}"
        else:
            reading.places.append(part)
    if reading.places:
        told = any(said.hour or said.keeps for said in reading.said)
        reading.places[-1], more = without_tail(reading.places[-1], languages, bare=bare and not told)
        reading.said[:0] = more
    return reading.heading()


def _parts(rest: str, setting: str) -> Iterator[str]:
    """Yield what stands between dashes, what stands in brackets, and a word for the setting that stands further on."""
    for piece in _BRACKETS.split(rest):
        if _BRACKETS.fullmatch(piece):
            yield piece
            continue
        parts = [each.strip(" -").lstrip(".") for each in (_DASH if setting else _LOOSE).split(piece)]
        parts = [each for each in parts if each]
        for index, part in enumerate(parts):
            behind = " - ".join(parts[index:])  # a short word for the setting is one if an hour stands further on
            inside = slug(behind) if not setting else None
            begun = len(behind) - len(inside.rest) if inside and behind.endswith(inside.rest) else 0
            if inside and inside.setting and 0 < begun < len(part):
                yield part[:begun].rstrip(" .")
                yield part[begun:]
            else:
                yield from _SPACED.split(part)


def _stands_alone(said: Meaning, setting: str, parts: int) -> bool:
    """May this be all that a heading says? INT. DREAM names a place, EXT. NIGHT none."""
    return not setting or bool(said.hour) or (said.keeps and parts == 1)


def _inner(place: str) -> list[str]:
    """Take a place apart where a full stop, a colon or a dot between signs tells a place in it: DOM. KÜCHE."""
    pieces, start = list[str](), 0
    for split in _INNER.finditer(place):
        last = place[start : split.start()].rsplit(" ", 1)[-1]
        if not _is_abbreviation(last):
            pieces.append(place[start : split.start()])
            start = split.end()
    return [piece.strip(" .,") for piece in (*pieces, place[start:]) if piece.strip(" .,")]


def _is_abbreviation(word: str) -> bool:
    return any(word.upper() in language.abbreviations for language in LANGUAGES.values())


def _leading_hour(rest: str) -> tuple[int, str, str] | None:
    """Return where the hour in front of a place ends, the hour, and its language (INT/JOUR CUISINE)."""
    words = rest.split(" ")
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        text = " ".join(words[:count])
        for code in LANGUAGES:
            if (said := meaning(text.strip(" .-"), (code,))) and said.hour:
                return len(text), said.hour, code
    return None
