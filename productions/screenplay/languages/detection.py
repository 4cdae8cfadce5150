"""Finds out in which language a text is written."""

import re
from collections import Counter

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


def detected(text: str) -> str:
    """Return the code of the language in which most of a text is written; English where nothing tells.

    Writing systems tell Korean, Japanese, Chinese and Russian, small frequent words tell the others.
    """
    sample = text[:_SAMPLE]
    letters = sum(map(len, _WORD.findall(sample)))
    for code, pattern in _SCRIPTS:
        if len(pattern.findall(sample)) > _LEAST_SHARE * letters:
            return code
    return _by_words(sample)


def _by_words(sample: str) -> str:
    words = Counter(word for word in _WORD.findall(sample.lower()))
    scores = {code: sum(words[word] for word in language.common) for code, language in LANGUAGES.items()}
    best = max(scores, key=lambda code: (scores[code], code == ENGLISH))
    return best if scores[best] >= scores[ENGLISH] + _LEAST_LEAD else ENGLISH
