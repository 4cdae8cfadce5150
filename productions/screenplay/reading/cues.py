"""Tells a cue, the name above a speech, from other lines."""

import re
from functools import cache

from productions.screenplay.headings.lines import Likeness, likeness
from productions.screenplay.languages import LANGUAGES, folded
from productions.screenplay.words.terms import starts_as_shot

LONGEST_NAME = 60
# A name in a script without capitals is shorter, and of no more words.
_LONGEST_CASELESS, _MOST_CASELESS_WORDS = 12, 3
_EXTENSIONS = re.compile(r"(?:[(（][^()（）]*[)）]\s*)*\^*")
_NO_NAME = ("..", "!", "?", ":", ";", ",", "…", "-", "–", "—", "。", "！", "？", "：", "，", "、", "」", "』", "”")
_NO_CASELESS = re.compile("[。，、！？：；…「」『』《》“”‘’\"'.,!?:;*_~=<>/|\\[\\]]|\\d{3}")
# Sentences without a full stop: Korean ones end in 다, Japanese ones have an object and a verb.
_SENTENCE = re.compile("...다$|[をが].*[るたすくうい]$")
_BRACKET = re.compile(r"[(（]")


def is_cue(text: str) -> bool:
    """Is this line somebody's name, perhaps with extensions, as it stands above a speech?

    It is in capitals, or where the writing system has none, short and without the signs of a sentence.
    """
    bracket = _BRACKET.search(text)
    name, extensions = (text[: bracket.start()], text[bracket.start() :]) if bracket else (text, "")
    if extensions and not _EXTENSIONS.fullmatch(extensions):
        return False
    name = name.rstrip(" ^")
    if not name or len(name) > LONGEST_NAME or not name[0].isalnum() or ":" in name or name.endswith(_NO_NAME):
        return False
    if any(letter.islower() for letter in name) or not _is_name(name):
        return False
    return likeness(text) < Likeness.LIKELY and not starts_as_shot(name) and folded(name) not in _no_names()


def _is_name(name: str) -> bool:
    if any(letter.isupper() for letter in name):
        return True
    letters = any(letter.isalpha() for letter in name)
    short = len(name) <= _LONGEST_CASELESS and len(name.split()) <= _MOST_CASELESS_WORDS
    return letters and short and not _NO_CASELESS.search(name) and not _SENTENCE.search(name)


@cache
def _no_names() -> frozenset[str]:
    """Words that stand alone on a line and name nobody: CONTINUED, THE END."""
    tables = [language.furniture for language in LANGUAGES.values()]
    return frozenset(folded(word) for table in tables for word in (*table.continued, *table.more, *table.ends))
