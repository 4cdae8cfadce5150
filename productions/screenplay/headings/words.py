"""What the words of a heading mean: hours, years, and what else it says beside its place.

A part of a heading is understood only if all of it is made of known words; otherwise it names a place.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from productions.screenplay.headings import phrases
from productions.screenplay.headings.phrases import Piece, Role
from productions.screenplay.languages import ENGLISH, LANGUAGES

_COUNTED = frozenset({Role.NUMBER, Role.UNIT, Role.MOMENT, Role.LEAP})
_DATED = frozenset({Role.CALENDAR, Role.YEAR, Role.NUMBER})
# Nobody says more than this between two dashes.
_LONGEST = 80
_HOURS = frozenset({Role.HOUR, Role.CLOCK})


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a part of a heading says, in capitals; `keeps` that the hour of the scene before goes on."""

    hour: str = ""
    modifiers: tuple[str, ...] = ()
    year: str = ""
    keeps: bool = False
    interior: bool = False
    exterior: bool = False

    def __add__(self, other: "Meaning") -> "Meaning":
        """Say both; of two hours the second is only told beside the first."""
        more = (other.hour,) if self.hour and other.hour and not other.modifiers else ()
        return Meaning(
            hour=self.hour or other.hour,
            modifiers=(*self.modifiers, *other.modifiers, *more),
            year=self.year or other.year,
            keeps=self.keeps or other.keeps,
            interior=self.interior or other.interior,
            exterior=self.exterior or other.exterior,
        )


@lru_cache(maxsize=4096)
def meaning(text: str, languages: tuple[str, ...]) -> Meaning | None:
    """Return what a part says if all its words are known in the languages; None if it names a place."""
    if len(text) > _LONGEST:
        return None
    pieces, index, said = phrases.pieces(text, languages), 0, Meaning()
    while index < len(pieces):
        statement = _Run(text, pieces, index).statement()
        if statement is None:
            return None
        more, index = statement
        said += more
    return said if pieces else None


@cache
def light_of(hour: str) -> str:
    """Return dawn, day, dusk or night for an hour in any of the languages, empty where it is none."""
    codes = sorted(LANGUAGES, key=lambda code: code != ENGLISH)
    named = next(filter(None, (phrases.light(hour, code) for code in codes)), "")
    clock = re.match(r"\D*(\d{1,2})", hour)
    return named or (_light_at(int(clock[1]), hour) if clock else "")


def _light_at(number: int, hour: str) -> str:
    afternoon = re.search(r"P\.?M", hour, re.IGNORECASE) and number < 12
    at = number + 12 if afternoon else number
    if 5 <= at < 7:
        return "dawn"
    return "day" if 7 <= at < 18 else "dusk" if 18 <= at < 20 else "night"


@cache
def keeps_hour(modifier: str) -> bool:
    """Does the scene go on in the hour of the one before (CONTINUOUS, SAME, MOMENTS LATER)?"""
    readings = (meaning(modifier, (code,)) or at_the_end(modifier, (code,)) for code in LANGUAGES)
    return any(reading is not None and reading.keeps for reading in readings)


def at_the_end(text: str, languages: tuple[str, ...]) -> Meaning | None:
    """Return what a part says that would name a place, had the heading an hour (HALL - SUITE); None for any other."""
    word = text.strip(" .").upper()
    known = any(word in LANGUAGES[code].modifiers.last for code in languages)
    return Meaning(modifiers=(word,), keeps=True) if known else None


@dataclass(frozen=True, slots=True)
class _Run:
    """The phrases of a part from one on."""

    text: str
    pieces: Sequence[Piece]
    start: int

    def statement(self) -> tuple[Meaning, int] | None:
        """Return what the next phrases say together and where they end; None where they say nothing (LATE, FIRST)."""
        for read in (self._leap, self._hour, self._date):
            if statement := read():
                return statement
        roles, end = self._roles(self.start), self.start + 1
        if roles & {Role.KEEPS, Role.MODIFIER}:
            return Meaning(modifiers=(self._words(self.start, end),), keeps=Role.KEEPS in roles), end
        if roles & {Role.INTERIOR, Role.EXTERIOR}:
            return Meaning(interior=Role.INTERIOR in roles, exterior=Role.EXTERIOR in roles), end
        return (Meaning(), end) if Role.FILMED in roles else None

    def _leap(self) -> tuple[Meaning, int] | None:
        """A leap in time: TWO YEARS LATER, 三年后. A unit that is an hour too needs a number: A DAY LATER."""
        for end in range(self._while(self.start, _COUNTED), self.start + 1, -1):
            roles = [self._roles(index) for index in range(self.start, end)]
            units = [each for each in roles if each & {Role.UNIT, Role.MOMENT}]
            counted = any(Role.NUMBER in each for each in roles)
            clear = any(counted or Role.HOUR not in each for each in units)
            if clear and (Role.LEAP in roles[-1] or Role.LEAP in roles[0]):
                brief = any(Role.MOMENT in each for each in units)
                return Meaning(modifiers=(self._words(self.start, end),), keeps=brief), end
        return None

    def _hour(self) -> tuple[Meaning, int] | None:
        """An hour with the words beside it; what tells of another day (NEXT, DAY 2) is said as a whole too."""
        first = self._while(self.start, {Role.CALENDAR}, but={Role.HOUR})
        core = self._while(first, {Role.BEFORE}, but={Role.HOUR})
        at = self._while(core, {Role.BESIDE}, but=_HOURS)
        if not self._roles(at) & _HOURS:
            return None
        last = self._while(at + 1, {*_HOURS, Role.BESIDE})
        end = last + 1 if Role.NUMBER in self._roles(last) and not _Run(self.text, self.pieces, last)._leap() else last
        whole = (self._words(self.start, end),) if core > first or end > last else ()
        return Meaning(hour=self._words(core, last), modifiers=whole), end

    def _date(self) -> tuple[Meaning, int] | None:
        """A date, a season or a year, and how long ago; a day of the week or a season alone says nothing more."""
        end = self._while(self.start, _DATED)
        if end - 1 > self.start and (leap := _Run(self.text, self.pieces, end - 1)._leap()):
            return Meaning(leap[0].hour, (self._words(self.start, leap[1]),)), leap[1]
        run = range(self.start, end)
        years = [self._words(index, index + 1) for index in run if Role.YEAR in self._roles(index)]
        if not years and not any(Role.CALENDAR in self._roles(index) for index in run):
            return None
        whole = (self._words(self.start, end),) if years else ()
        return Meaning(modifiers=whole, year=years[0] if years else ""), end

    def _roles(self, index: int) -> frozenset[Role]:
        return self.pieces[index].roles if index < len(self.pieces) else frozenset()

    def _while(
        self, index: int, roles: set[Role] | frozenset[Role], but: set[Role] | frozenset[Role] = frozenset()
    ) -> int:
        while self._roles(index) & roles and not self._roles(index) & but:
            index += 1
        return index

    def _words(self, first: int, end: int) -> str:
        return self.text[self.pieces[first].start : self.pieces[end - 1].end].strip().upper()
