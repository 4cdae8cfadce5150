"""What a script says beside its dialogue that captions show: sounds, titles, and speech that must be subtitled."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from productions.screenplay.reading.furniture import labelled

_SUBTITLED = re.compile(r"\bsub-?titled?\b|\bsubtitles\b|\buntertitel\b|\bsous-titr", re.IGNORECASE)
_SPOKEN_IN = re.compile(r"\b(?:in|auf|en)\s+(\w+)", re.IGNORECASE)
_NAMES: dict[str, str] = {
    **dict.fromkeys(("english", "englisch", "anglais", "inglés"), "en"),
    **dict.fromkeys(("german", "deutsch", "allemand", "alemán"), "de"),
    **dict.fromkeys(("french", "französisch", "français", "francés"), "fr"),
    **dict.fromkeys(("spanish", "spanisch", "espagnol", "español"), "es"),
    **dict.fromkeys(("italian", "italienisch", "italien", "italiano"), "it"),
    **dict.fromkeys(("portuguese", "portugiesisch", "portugais", "portugués"), "pt"),
    **dict.fromkeys(("dutch", "niederländisch", "néerlandais"), "nl"),
    **dict.fromkeys(("polish", "polnisch", "polonais", "polaco"), "pl"),
    **dict.fromkeys(("russian", "russisch", "russe", "ruso"), "ru"),
    **dict.fromkeys(("japanese", "japanisch", "japonais", "japonés"), "ja"),
    **dict.fromkeys(("chinese", "mandarin", "cantonese", "chinesisch", "chinois", "chino"), "zh"),
    **dict.fromkeys(("korean", "koreanisch", "coréen", "coreano"), "ko"),
    **dict.fromkeys(("arabic", "arabisch", "arabe"), "ar"),
    **dict.fromkeys(("hebrew", "hebräisch", "hébreu"), "he"),
    **dict.fromkeys(("hindi",), "hi"),
    **dict.fromkeys(("thai",), "th"),
}
"""Languages as parentheticals name them."""


class UnspokenWords(NamedTuple):
    """Words that are heard or read in a shot and that nobody speaks."""

    kind: Literal["sound", "title"]
    text: str


def beside(text: str) -> Iterator[UnspokenWords]:
    """Yield the sounds and titles that a text states, each in a line of its own: SFX: Thunder. SUPER: LONDON, 1940."""
    for line in text.split("\n"):
        if stated := labelled(" ".join(line.split())):
            yield UnspokenWords(*stated)


def is_forced(parenthetical: str, language: str) -> bool:
    """Whether a line is spoken in another language than the captions have, or asks for subtitles itself."""
    if _SUBTITLED.search(parenthetical):
        return True
    named = (_NAMES.get(name.casefold()) for name in _SPOKEN_IN.findall(parenthetical))
    return any(code and code != language.partition("-")[0].lower() for code in named)
