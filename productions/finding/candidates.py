"""Which rows hold what is looked for: the words themselves, or those that may be meant where hardly any does."""

from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from productions.domain.finding import SHORT, Query, meant

ENOUGH = 3
"""So many things that hold the words, and none that hold words like them are looked for."""
SHORT_WORD = 6
"""Of a word of so many letters two that change places leave hardly a trigram."""
BY_CODE, _NAMED = 0, 3
"""The ranks of what has this code, and of what is called so."""
_CODED = ("scene", "shot", "take")
ALIKE = 5
"""How much farther behind stands what holds words like those alone."""


class Candidate(NamedTuple):
    """A thing that was found by some words: the lower its rank, the surer it is meant.

    `exact`: they are those that were looked for. `by_code`: it has the code that was typed, or one that begins so.
    """

    thing: UUID
    kind: str
    rank: int
    words: tuple[str, ...]
    exact: bool = True
    by_code: bool = False


def candidates(production: UUID, query: Query, kinds: Collection[str], most: int) -> list[Candidate]:
    """Return the best of each kind, one more than `most` where there are more; the surest first."""
    found = _holding(production, [[word] for word in query.words], query.keys, kinds, most)
    exact = [Candidate(*each, query.words, by_code=_by_code(query, *each[1:])) for each in found]
    if len(exact) >= ENOUGH or not query.mistyped:
        return exact
    known = {each.thing for each in exact}
    ways = [_meant(production, word) for word in query.words]
    like = _holding(production, ways, (), kinds, most) if all(ways) else []
    words = tuple(chain.from_iterable(ways))
    return exact + [
        Candidate(thing, kind, rank + ALIKE, words, False) for thing, kind, rank in like if thing not in known
    ]


def _by_code(query: Query, kind: str, rank: int) -> bool:
    return bool(query.keys) and kind in _CODED and rank in (BY_CODE, _NAMED)


# A code stands first, then a name that is just this, one that begins with it, one that holds it, and texts.
_HOLDING = """
WITH held AS (
    SELECT thing, kind, split_part(words, '.', 1) AS named, words FROM productions_finding
    WHERE log = %(log)s AND kind = ANY (%(kinds)s) AND ({holds})
), ranked AS (
    SELECT thing, kind, words, CASE
        WHEN named LIKE ANY (%(keys)s) THEN 0
        WHEN named = %(whole)s THEN 1
        WHEN named LIKE %(begun)s THEN 2
        WHEN {named} OR named LIKE ANY (%(longer)s) THEN 3
        ELSE 4 END AS rank
    FROM held
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY kind ORDER BY rank, words COLLATE "C", thing) AS place FROM ranked
)
SELECT thing, kind, rank FROM placed WHERE place <= %(most)s + 1 ORDER BY rank, words COLLATE "C", thing
"""
Ways = Sequence[Sequence[str]]
"""For each word that is looked for the forms of which any will do."""


def _holding(
    production: UUID, ways: Ways, keys: Sequence[str], kinds: Collection[str], most: int
) -> list[tuple[UUID, str, int]]:
    longer = [f"% {key}%" for key in keys]
    likeliest = " ".join(words[0] for words in ways)
    asked: dict[str, Any] = {
        "log": production,
        "kinds": list(kinds),
        "most": most,
        "keys": [f"% {key} %" for key in keys],
        "longer": longer,
        "whole": f" {likeliest} ",
        "begun": f" {likeliest}%",
        **{f"word{nth}": [f"% {word}%" for word in words] for nth, words in enumerate(ways)},
        **{f"key{nth}": pattern for nth, pattern in enumerate(longer)},
    }
    holds = [" AND ".join(_clause(words, nth) for nth, words in enumerate(ways))]
    holds += [f"words LIKE %(key{nth})s" for nth in range(len(longer))]
    named = " AND ".join(f"named LIKE ANY (%(word{nth})s)" for nth in range(len(ways)))
    with connection.cursor() as cursor:
        cursor.execute(_HOLDING.replace("{holds}", " OR ".join(holds)).replace("{named}", named), asked)
        return [(thing, kind, rank) for thing, kind, rank in cursor.fetchall()]


def _clause(words: Sequence[str], nth: int) -> str:
    """One or two letters begin a word of most texts: they are looked for in names alone."""
    held = f"words LIKE ANY (%(word{nth})s)"
    short = any(len(word) < SHORT for word in words)
    return f"{held} AND split_part(words, '.', 1) LIKE ANY (%(word{nth})s)" if short else held


_LIKE_IT = """
SELECT word FROM productions_finding_word WHERE log = %(log)s AND (word %% %(word)s OR
    %(short)s AND word LIKE %(begun)s AND length(word) BETWEEN %(letters)s - 1 AND %(letters)s + 1)
"""


def _meant(production: UUID, word: str) -> list[str]:
    """Trigrams find which words of the production may be meant, and letters say which are."""
    letters = len(word)
    asked: dict[str, Any] = {"log": production, "word": word, "short": letters <= SHORT_WORD, "begun": f"{word[0]}%"}
    with connection.cursor() as cursor:
        cursor.execute(_LIKE_IT, {**asked, "letters": letters})
        return meant(word, [other for (other,) in cursor.fetchall()])
