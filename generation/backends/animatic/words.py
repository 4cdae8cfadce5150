"""Finding what words of a text mean by a vocabulary: whole words in all their forms."""

from typing import Any

from generation.backends.animatic.inflection import word_set
from generation.backends.animatic.vocabulary import CROWDS, PERSONS, VERB_LIKE, Vocabulary

_LONGEST = 4000
"""Characters that are read of a text."""
_ARTICLES = word_set(
    "a an the his her their its my your our this that these those some any no another each every one two three of "
    "with and in old new small big large red green blue black white brown grey yellow"
)


def lowered(text: object) -> str:
    return text.lower()[:_LONGEST] if isinstance(text, str) else ""


def find(vocabulary: Vocabulary, text: object) -> str | None:
    """The first entry of a vocabulary, in its order, of which a word stands in the text."""
    return next(iter(find_all(vocabulary, text)), None)


def find_all(vocabulary: Vocabulary, text: object) -> list[str]:
    read = lowered(text)
    return [name for name, pattern in vocabulary.items() if pattern.search(read)] if read else []


def last(vocabulary: Vocabulary, text: object) -> str | None:
    """The entry whose word ends the text or stands nearest its end: a coast road is a road."""
    hits = _hits(vocabulary, lowered(text))
    return max(((hit.end(), hit.end() - hit.start(), name) for hit, name in hits), default=(0, 0, None))[2]


def first(vocabulary: Vocabulary, text: object) -> str | None:
    """The entry whose word stands earliest in the text, the longest of those that begin there."""
    hits = _hits(vocabulary, lowered(text))
    return min(((hit.start(), -hit.end(), name) for hit, name in hits), default=(0, 0, None))[2]


def thing(vocabulary: Vocabulary, text: object) -> str | None:
    """As `first`, where words that are verbs as well count only where they are used as nouns."""
    read = lowered(text)
    hits = [(hit.start(), -hit.end(), name) for hit, name in _hits(vocabulary, read) if _is_noun(read, hit)]
    return min(hits, default=(0, 0, None))[2]


def _hits(vocabulary: Vocabulary, read: str) -> list[tuple[Any, str]]:
    return [(hit, name) for name, pattern in vocabulary.items() for hit in pattern.finditer(read)] if read else []


def _is_noun(read: str, hit: Any) -> bool:
    if not VERB_LIKE.fullmatch(hit.group()):
        return True
    before = [word.strip(".,;:!?\"'()") for word in read[: hit.start()].split()[-2:]]
    if before and (before[-1] in ("she", "he", "who", "they") or _is_person(before[-1])):
        return False
    return not before or before[-1].endswith(("'s", "’s")) or any(word in _ARTICLES for word in before)


def _is_person(word: str) -> bool:
    return bool(CROWDS.fullmatch(word)) or any(pattern.fullmatch(word) for pattern in PERSONS.values())
