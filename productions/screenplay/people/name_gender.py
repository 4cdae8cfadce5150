"""Whether a name by itself is that of a man or of a woman, as titles, nouns and given names of a language tell it."""

from functools import cache

from productions.screenplay.people.person import gender_of
from productions.screenplay.words.lexicon import FEMALE, MALE, lexicon
from productions.screenplay.words.sentences import key

__all__ = ["FEMALE", "MALE", "gender_of_name"]


@cache
def gender_of_name(name: str, language: str) -> str:
    """Return m or f for a name such as ANNA, MRS. PEEL or OLD MAN; empty where it does not tell."""
    words, known = tuple(map(key, name.split())), lexicon(language)
    titles = tuple(word for word in words if known.titles.get(word))
    told = gender_of(titles, tuple(word for word in words if word not in known.given), known)
    given = (known.given.get(word, "") for word in words)
    return told or next((gender for gender in given if gender in (MALE, FEMALE)), "")
