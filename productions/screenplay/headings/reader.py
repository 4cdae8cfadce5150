"""Reads the headings of a whole script: what one takes over from the one before, and which places are the same."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from productions.screenplay.headings.heading import Heading, heading
from productions.screenplay.languages import ENGLISH, folded
from productions.screenplay.reading.elements import Kind, Screenplay
from productions.screenplay.words.wording import place_key

_SAME_PLACE = frozenset({"same", "same place", "same location", "同", "同所", "同じ場所", "同上", "同场"})
_COMMA, _STROKE = re.compile(r"\s*[,、，]\s*"), re.compile(r"\s*/\s*")


@dataclass(slots=True)
class HeadingReader:
    """Reads the headings of one script in order, so that each knows the one before.

    `known` are the places, by key, that stand alone in front of a heading, `spellings` the spelling that is kept.
    """

    language: str = ENGLISH
    known: frozenset[str] = frozenset()
    spellings: Mapping[str, str] = field(default_factory=dict)
    before: Heading = field(default_factory=Heading)

    @classmethod
    def of(cls, screenplay: Screenplay) -> "HeadingReader":
        """Return a reader that has looked at all headings of the script."""
        parts = [element for element in screenplay.elements if element.kind is Kind.HEADING]
        read = [heading(part.text, part.number, screenplay.language) for part in parts]
        known = frozenset(place_key(each.place) for each in read if each.place and not _is_divided(each.place))
        divided = [_divided(each, known) for each in read]
        names = (name for each in divided for name in (each.place, each.sub_place) if name)
        return cls(screenplay.language, known, _commonest(names))

    def read(self, text: str, number: str = "") -> Heading:
        """Return the parts of the next heading, with what it takes over from the one before.

        What goes on (CONTINUOUS, SAME, MOMENTS LATER) takes over the hour, and where it names no place the place.
        """
        title = following(_divided(heading(text, number, self.language), self.known), self.before)
        self.before = replace(title, place=self._spelled(title.place), sub_place=self._spelled(title.sub_place))
        return self.before

    def _spelled(self, place: str) -> str:
        return self.spellings.get(place_key(place), place) if place else ""


def following(title: Heading, before: Heading) -> Heading:
    """Return a heading with what it takes over from the scene before."""
    if folded(title.place) in _SAME_PLACE or (not title.place and not title.setting and title.goes_on):
        title = replace(
            title,
            setting=title.setting or before.setting,
            place=before.place,
            sub_place=title.sub_place or before.sub_place,
        )
    return replace(title, time=before.time) if title.goes_on and not title.time else title


def _is_divided(place: str) -> bool:
    return bool(_COMMA.search(place) or _STROKE.search(place))


def _divided(title: Heading, known: frozenset[str]) -> Heading:
    """Take a place apart at a comma or a stroke where the script shows that one part lies in the other.

    Inside, what follows a comma is a room (HOUSE, KITCHEN); PARIS, FRANCE is no room.
    """
    for pattern in (_COMMA, _STROKE):
        parts = pattern.split(title.place)
        if len(parts) == 2 and all(parts) and not title.sub_place:
            outer, inner = (place_key(part) in known for part in parts)
            if inner and not outer:
                return replace(title, place=parts[1], sub_place=parts[0])
            if outer and (not inner or pattern is _COMMA):
                return replace(title, place=parts[0], sub_place=parts[1])
            if pattern is _COMMA and title.setting == "INT":
                return replace(title, place=parts[0], sub_place=parts[1])
    return title


def _commonest(names: Iterable[str]) -> dict[str, str]:
    """Return for each key the spelling used most, of equals the first; one without capitals gets them."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for name in names:
        spellings[place_key(name)][name.upper() if name == name.lower() else name] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in spellings.items()}
