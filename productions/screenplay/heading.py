"""Scene headings and their parts."""

import re
from dataclasses import dataclass

from productions.screenplay.wording import normalised

_SETTING = re.compile(r"(INT\.?/EXT|EXT\.?/INT|I/E|INT|EXT|EST)(?:\s*\.\s*|\s+)", re.IGNORECASE)
_SETTINGS = {"INT": "INT", "EXT": "EXT", "EST": "EXT"}
_DASH = re.compile(r"\s+[-–—]+\s+|\s*[–—]+\s*")
_TIME = re.compile(
    r"\b(?:DAY|NIGHT|DAWN|DUSK|MORNING|AFTERNOON|EVENING|SUNSET|SUNRISE|TWILIGHT|NOON|MIDDAY|MIDNIGHT|LATER|CONTINUOUS"
    r"|SAME(?: TIME)?|(?:MAGIC|GOLDEN|BLUE) HOUR|PRE-DAWN|DAYBREAK|NIGHTFALL|MOMENTS)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading as written and its parts, each empty where it says nothing.

    `setting` is INT, EXT or INT/EXT, `time` the hour in capitals, `sub_place` a place in the place, `modifiers` what
    else it says in capitals (CONTINUOUS, FLASHBACK, MOVING), `number` the scene's number.
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
        return " | ".join((self.setting, self.place, self.time)).casefold()


def heading(text: str, number: str = "") -> Heading:
    """Take a heading apart. What follows the last dash is the time only if it names one."""
    whole = normalised(text)
    found = _SETTING.match(whole)
    rest = whole[found.end() :] if found else whole
    place, time = _place_and_time(rest)
    return Heading(whole, _setting(found[1]) if found else "", place, time, number)


def _setting(word: str) -> str:
    return _SETTINGS.get(word.upper(), "INT/EXT")


def _place_and_time(rest: str) -> tuple[str, str]:
    for dash in (*_DASH.finditer(rest),)[::-1][:1]:
        place, time = rest[: dash.start()], rest[dash.end() :]
        if place and _TIME.search(time):
            return place, time.rstrip(".").upper()
    head, dot, tail = rest.rstrip(".").rpartition(". ")
    if dot and _TIME.fullmatch(tail):
        return head, tail.upper()
    return rest.rstrip("."), ""
