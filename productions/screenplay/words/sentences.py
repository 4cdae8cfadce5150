"""Takes paragraphs apart into sentences, and sentences into words with their place and case."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from productions.screenplay.languages import folded

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”’)）]*|\n")
_ELIDED = r"(?i:[cdjlmnst]|(?:jus|lors|puis)?qu|(?:d[ae]|ne|su)?ll|all|un|quell|gl)['’]"
"""An article or a small word that lost its vowel before another word: l'homme, qu'elle, dell'amico."""
_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}|[^\W\d_]{{2,}}\.(?i:ra|rina|re|ssa)\b|#?\d+(?:['’][sS])?|{_ELIDED}(?=[^\W\d_])(?![sS]\b)|"
    r"[^\W\d_][^\W_]*(?:['’\-‐][^\W_]+)*(?:['’](?=[\s.,;:!?]|$))?"
)
"""Words; also such as are shortened in the middle (Sig.ra, Dott.ssa)."""
ELISION = re.compile(_ELIDED)
_LAST_WORD = re.compile(r"[^\W_][\w.]*$")
_CAPITALS_WITHIN = re.compile(
    r"(?:Mc|Mac|De|Di|La|Le)[^\W\d_a-zà-ÿ]{2,}(?:['’]s)?|[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ'’\-]+['’]?s"
)
_SHORT_LINE = 45
"""A line of fewer characters may end a sentence without a full stop."""


QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”|«[^»\n]*»|»[^«\n]*«|„[^“”\"\n]*[“”\"]|「[^」\n]*」")
"""What stands in quotation marks, with them."""


class Word(NamedTuple):
    """A word where it stands in its sentence. `key` is what its spellings share, `case` "u", "t", "l" or "-".

    The case is that of the letters: all capitals, first a capital, small, or letters that have none and numbers.
    """

    text: str
    key: str
    case: str
    start: int
    end: int

    @property
    def spelling(self) -> str:
        """The word in small letters with its accents, by which pronouns are told apart (él, el; quell'altro)."""
        return spelled(self.text)


class Sentence(NamedTuple):
    """A sentence in its paragraph: its text and where it begins and ends there."""

    text: str
    start: int
    end: int


def sentences(text: str, abbreviations: Collection[str] = ()) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph in order; `abbreviations` are folded words whose full stop ends none."""
    start = 0
    for end in (*_ends(text, abbreviations), len(text)):
        if part := text[start:end].strip():
            first = text.index(part, start)
            yield Sentence(part, first, first + len(part))
        start = end


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """Return the words of a text in order."""
    return tuple(
        Word(match[0], *_read(match[0], text[match.end() : match.end() + 2].isupper()), *match.span())
        for match in _WORD.finditer(text)
    )


@lru_cache(maxsize=16384)
def _read(word: str, before_capitals: bool) -> tuple[str, str]:
    if ELISION.fullmatch(word):
        return key(word[:-1]), "u" if before_capitals and word[0].isupper() else "t" if word[0].isupper() else "l"
    return key(word), _case(word)


def spelled(word: str) -> str:
    """Return a word in small letters with its accents and one form of apostrophes."""
    return word.lower().replace("’", "'")


def key(word: str) -> str:
    """Return what spellings of one word share: no case, no accents, no full stops (J.D., JD), no number sign."""
    return folded(word.replace(".", "").lstrip("#"))


def _ends(text: str, abbreviations: Collection[str]) -> Iterator[int]:
    line = 0
    for match in _END.finditer(text):
        rest = text[match.end() : match.end() + 8].lstrip()
        if match[0] == "\n":
            short = match.start() - line < _SHORT_LINE
            line = match.end()
            if short and rest[:1].isupper():
                yield match.end()
        elif not rest[:1].islower() and not (match[0] == "." and _abbreviates(text, match.start(), abbreviations)):
            yield match.end()


def _abbreviates(text: str, end: int, abbreviations: Collection[str]) -> bool:
    """Whether a full stop belongs to the word before it: MR. VANCE, J. D. SALINGER."""
    last = _LAST_WORD.search(text, max(0, end - 20), end)
    if not last:
        return False
    return (len(last[0]) == 1 and last[0].isalpha() and last[0].isupper()) or folded(last[0]) in abbreviations


def _case(word: str) -> str:
    if word.isupper():
        return "u" if len(word) > 1 else "t"
    if word[0].isupper():
        return "u" if _CAPITALS_WITHIN.fullmatch(word) else "t"
    return "l" if word.islower() else "-"
