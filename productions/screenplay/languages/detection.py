"""Finds out in which language a text is written."""

import re
from collections import Counter
from functools import cache

from productions.screenplay.languages.tables import ENGLISH, LANGUAGES

_WORD = re.compile(r"[^\W\d_]+")
# Enough to be sure, little enough to be quick.
_SAMPLE = 40_000
_SCRIPTS = (
    ("ko", re.compile("[\u1100-\u11ff\uac00-\ud7af]")),
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
_LEAST_SHARE = 0.3
# So many more small words of another language than of English make it that language.
_LEAST_LEAD = 3
# A short script has few small words, but each of its headings tells as much as some of them.
_HEADING = re.compile(r"^\W*(\w+)\b[^\n]*[-–—]\s*([^-–—\n]+)$", re.MULTILINE)
_OF_A_HEADING = 3


def detected(text: str) -> str:
    """Return the code of the language in which most of a text is written; English where nothing tells.

    Writing systems tell Korean, Japanese, Chinese and Russian, small frequent words and those of headings the others.
    """
    sample = text[:_SAMPLE]
    letters = sum(map(len, _WORD.findall(sample)))
    for code, pattern in _SCRIPTS:
        if len(pattern.findall(sample)) > _LEAST_SHARE * letters:
            return code
    return _by_words(sample)


def letters_known(text: str) -> int:
    """Return how many letters of a text without spaces are those of words that the table of its language has."""
    code = detected(text)
    return sum(len(match[0]) for match in _unspaced_words(code).finditer(text)) if code in _UNSPACED else 0


_UNSPACED = ("zh", "ja", "ko")


@cache
def _unspaced_words(code: str) -> re.Pattern[str]:
    language = LANGUAGES[code]
    people = (getattr(language.people, field) for field in language.people.__struct_fields__)
    lists = [many for many in people if isinstance(many, tuple)]
    words = {word for many in lists for word in many if isinstance(word, str) and len(word) > 1}
    words |= {*language.common, *_heading_words(code)}
    wide = sorted((word for word in words if not word.isascii()), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, wide)) or "(?!)")


def _by_words(sample: str) -> str:
    words = Counter(word for word in _WORD.findall(sample.lower()))
    ends = (" ".join(ends) for ends in _HEADING.findall(sample))
    headings = Counter(word for line in ends if line.isupper() for word in _WORD.findall(line))
    scores = {
        code: sum(words[word] for word in language.common)
        + _OF_A_HEADING * sum(headings[word] for word in _heading_words(code))
        for code, language in LANGUAGES.items()
    }
    best = max(scores, key=lambda code: (scores[code], code == ENGLISH))
    return best if scores[best] >= scores[ENGLISH] + _LEAST_LEAD else ENGLISH


@cache
def _heading_words(code: str) -> frozenset[str]:
    """What headings say in one language: INT and EXT stand in scripts of all of them, and tell of none."""
    headings, times = LANGUAGES[code].headings, LANGUAGES[code].times
    places = () if code == ENGLISH else (*headings.interior, *headings.exterior)
    return frozenset((*places, *times.dawn, *times.day, *times.dusk, *times.night))
