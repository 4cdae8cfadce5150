"""Hours and modifiers that stand behind a place without a dash: HOUSE, NIGHT; HOUSE. NIGHT; HOUSE NIGHT."""

import re
from collections.abc import Sequence

from productions.screenplay.headings.words import Meaning, meaning
from productions.screenplay.languages import LANGUAGES, folded

_TAIL = re.compile(r"\s*[,;:/・·、，。]\s*|\.\s*")
# No bare hour is longer than this (LATE IN THE AFTERNOON).
MOST_WORDS = 4


def without_tail(place: str, languages: tuple[str, ...], *, bare: bool) -> tuple[str, list[Meaning]]:
    """Return the place without what is said behind it, and that; `bare`: an hour needs no sign in front of it."""
    place, told = place.rstrip(" ."), list[Meaning]()
    for split in _TAIL.finditer(place):
        said = meaning(place[split.end() :], languages) if split.start() else None
        if said and (said.hour or said.modifiers or said.year):
            place, told = place[: split.start()], [said]
            break
    if bare and not any(said.hour or said.keeps for said in told):
        place, more = _without_bare(place, languages)
        told = [*more, *told]
    return place.strip(" .,") or place, told


def _without_bare(place: str, languages: tuple[str, ...]) -> tuple[str, list[Meaning]]:
    words = place.split(" ")
    for first in range(max(1, len(words) - MOST_WORDS), len(words)):
        said = meaning(" ".join(words[first:]), languages)
        if said and (said.hour or said.keeps):
            guarded = _is_guarded(words[first - 1], languages)
            return (place, []) if guarded else (" ".join(words[:first]), [said])
    head, hyphen, tail = place.rpartition("-")
    said = meaning(tail, languages) if hyphen and len(head) > 1 else None
    return (head, [said]) if said and said.hour else (place, [])


def _is_guarded(word: str, languages: Sequence[str]) -> bool:
    """Does the word in front say that what follows belongs to a name (RUE DU MIDI, FATHER'S DAY)?"""
    guards = (guard for code in languages for guard in LANGUAGES[code].guards)
    return folded(word) in map(folded, guards) or folded(word).endswith("'s")
