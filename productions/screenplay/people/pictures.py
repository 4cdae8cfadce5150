"""Finds where somebody is only seen in a picture: a photograph of Tom, Tom in a silver frame."""

import re
from collections.abc import Iterable
from functools import cache

from productions.screenplay.people.unspaced import CJK
from productions.screenplay.words.lexicon import Lexicon


@cache
def pictures(lexicon: Lexicon) -> re.Pattern[str]:
    pictures = _any(lexicon.words.pictures)
    of = _any(lexicon.words.of)
    bound = r"\b" if all(ord(word[0]) < 0x3000 for word in lexicon.words.pictures) else ""
    name = r"(?:[^\W\d_a-zà-ÿа-я]\w*)(?:\s[^\W\d_a-zà-ÿа-я]\w*)*"
    behind = rf"\s(?:{of})\s?{name}" if lexicon.of else rf"\s{name}"
    return re.compile(rf"{bound}(?i:{pictures}){bound}(?:{behind}|[^:：.!?]{{0,80}}[:：])")


@cache
def shown_in(lexicon: Lexicon) -> re.Pattern[str]:
    """Who is only seen in a picture by a word before it: the boy in the photo, der Junge auf dem Foto."""
    return re.compile(rf"[^\W\d_]+\s(?:{'|'.join(_LEADS)})\s(?:[^\W\d_]+\s)?(?i:{_any(lexicon.words.pictures)})\b")


_LEADS = (
    *("in", "on", "im", "auf", "dans", "sur", "en", "de", "del", "della", "nella", "nel", "sulla", "no", "na", "da"),
    *("do", "op", "w", "z", "ze", "в", "на", "с"),
)


@cache
def framed(lexicon: Lexicon) -> re.Pattern[str]:
    """Something in a frame: in a silver frame, w ramce, 額縁."""
    frames = "|".join(map(re.escape, lexicon.words.frames)) or "(?!)"
    if lexicon.words.frames and CJK.search(lexicon.words.frames[0]):
        shown = _any(lexicon.words.pictures)
        return re.compile(f"(?:{frames})|(?:{shown})(?:の中|には|に写|、|里|上|中| ?속| ?안|에는)")
    leads = "|".join(("in", "im", "dans", "en", "dentro", "nella", "in una", "numa", "na", "no", "w", "в"))
    name = r"(?:[^\W\d_a-zà-ÿа-яё][\w'’-]*\s)*"
    return re.compile(rf"{name}\b(?i:{leads})\s(?:[^\W\d_]+\s){{0,2}}(?i:{frames})\b")


def _any(words: Iterable[str]) -> str:
    """What finds one of some words, the longest first, with either apostrophe."""
    longest_first = (re.escape(word) for word in sorted(words, key=len, reverse=True))
    return "|".join(longest_first).replace("'", "['’]") or "(?!)"
