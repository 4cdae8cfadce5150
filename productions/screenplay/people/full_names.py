"""Finds names in small letters: the full name of somebody who speaks, or one that a noun for a person presents."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from productions.screenplay.people.cast_list import CastList
from productions.screenplay.people.introductions import PARTICLES, Capitals, is_no_part, made, unspaced_role
from productions.screenplay.people.unspaced import CJK
from productions.screenplay.words.lexicon import Lexicon
from productions.screenplay.words.sentences import QUOTED, Word, key

_OWNER = re.compile(r"['’][sS]?$")
_MOST_WORDS = 4
_NEAR = 5
"""Words before the one that gives a name, among which it is told of whom: un perro pelón al que llaman Pancracio."""


def full_names(text: str, words: Sequence[Word], cast: CastList) -> Iterator[Capitals]:
    """Yield names of a sentence that belong to somebody: This is Edie Marsh, where EDIE speaks; the landlord, Gwil."""
    quoted = [match.span() for match in QUOTED.finditer(text)]
    for start, end in _runs(text, words, cast):
        if any(first < words[start].start < last for first, last in quoted):
            continue
        keys = [word.key for word in words[start:end]]
        surely = _is_told(text, words, start, end, cast)
        if any(_is_common(word, cast, surely) for word in keys[1:] if word not in PARTICLES) or _is_owned(keys, cast):
            continue
        presented = _is_presented(text, words, start, end, cast)
        if (len(keys) > 1 and _completes(keys, cast) and not _has_article(words, start, cast)) or presented:
            if cast.lexicon.words.capital_nouns and not (
                presented or _stands_alone(text, words, start, end, cast.lexicon)
            ):
                continue
            yield made(text, words, start, end, cast.lexicon, belongs=True)


_ADDRESSED = re.compile(
    r"(?:^|[,.!?…]\s+)([^\W\d_][\w'’-]+)(?=\s*(?:[,.!?…]|$))"
    "|(?:^|[，、。！？,.!?…\\s])([\u3400-\u9fff々\u30a0-\u30ff\u3041-\u3096]{2,4})(?=[，、。！？,.!?…]|$)"
)


def addressed(spoken: Iterable[str]) -> frozenset[str]:
    """The keys of all words with signs on both sides in what is said, by which somebody may be addressed (Loïck!)."""
    return frozenset(key(one or other) for text in spoken for one, other in _ADDRESSED.findall(text))


def acting_words(told: Iterable[tuple[str, Sequence[Word]]], lexicon: Lexicon) -> Iterator[str]:
    """Yield the words with a capital within a sentence of `told` that are no places by the word before."""
    leads = lexicon.prepositions | lexicon.within | lexicon.definite | lexicon.indefinite
    for text, row in told:
        for before, word in pairwise(row):
            adjoins = before.case == "l" and text[before.end : word.start] == " "
            if word.case == "t" and adjoins and before.key not in leads:
                yield word.key


def acting_names(text: str, words: Sequence[Word], cast: CastList, addressed: Collection[str]) -> Iterator[Capitals]:
    """Yield the name that begins a sentence and does something, though nobody ever wrote it in capitals: Loïck rit.

    It is a name if no sentence of the film writes it small and somebody is `addressed` by it (Loïck!), or it has its
    capital within a sentence as well, and not as a place has, behind a preposition or an article.
    """
    if len(words) < _WITH_VERB or words[0].case != "t" or text[words[0].end : words[1].start] != " ":
        return
    name, verb, lexicon = words[0].key, words[1], cast.lexicon
    likely = name in addressed or (name in cast.acting and not lexicon.words.capital_nouns)
    if not likely or len(name) < _SHORTEST or verb.case != "l" or _OWNER.search(words[0].text):
        return
    if name in cast.lower or name in lexicon.nouns or lexicon.is_number(name) or name in cast.words_of_names:
        return
    if name in lexicon.word_names or name in lexicon.no_names or words[0].spelling in lexicon.pronouns:
        return
    if verb.key not in lexicon.prepositions | lexicon.joining | lexicon.nouns.keys():
        yield made(text, words, 0, 1, lexicon, belongs=True)


def acting_unspaced(text: str, cast: CastList, addressed: Collection[str]) -> Iterator[Capitals]:
    """Yield the name without spaces that begins a sentence, if somebody is addressed by it: 冬瓜应了一声.

    It begins two clauses of the action at least, and stands for nobody else.
    """
    names = (text[:width] for width in _WIDTHS if cast.text and CJK.search(text[:1]))
    if name := next((one for one in names if one in addressed and _may_be_unspaced_name(one, cast)), ""):
        role = unspaced_role(name, cast.text, cast.lexicon)
        yield Capitals(
            name, (name,), 0, 1, "", "", age=False, owner=False, position=True, article="", belongs=True, role=role
        )


def _may_be_unspaced_name(name: str, cast: CastList) -> bool:
    lexicon = cast.lexicon
    known = (lexicon.nouns, lexicon.kin, lexicon.pronouns, lexicon.youths, lexicon.young, lexicon.old, lexicon.both)
    names = [shown for person in cast.people for shown in person.called.values()]
    if any(name in one or one in name for one in names) or any(word in name for word in known[2]):
        return False
    # 老沈 and 沈师傅 are ways to call who is 沈国栋.
    called = name[1] if name.startswith(lexicon.words.before_surnames) else name[0]
    if lexicon.words.before_surnames and any(one.startswith(called) for one in names):
        return False
    begins = re.findall(rf"(?:^|[。，、！？.,!?\s]){re.escape(name)}(?![。！？.!?])", cast.text, re.MULTILINE)
    return len(begins) >= _BEGINS and not any(name in words for words in known)


_WIDTHS = (4, 3, 2)
"""Signs that a name without spaces may have."""
_BEGINS = 2
"""Clauses that begin with a name by which somebody is addressed."""
_WITH_VERB = 2
_SHORTEST = 3
"""Letters of a name that is never written in capitals; pronouns of things have fewer (ça)."""


def _runs(text: str, words: Sequence[Word], cast: CastList) -> Iterator[tuple[int, int]]:
    """Yield where words with a capital stand side by side, without titles and words that begin a sentence."""
    end = 0
    while end < len(words):
        start = at = end
        while end < len(words) and _goes_on(text, words, start, end, cast):
            end += 1
        last = end
        if start == 0 and end > 1 and _only_begins(words, cast):
            start = 1
        while start < last and (is_no_part(words[start], cast.lexicon) or words[start].key in cast.lexicon.titles):
            start += 1
        while last > start and words[last - 1].key in PARTICLES:
            last -= 1
        if 0 < last - start <= _MOST_WORDS:
            yield start, last
        end = max(end, at + 1)


def _only_begins(words: Sequence[Word], cast: CastList) -> bool:
    """Whether the first word of a sentence has its capital from there: Suddenly Gunderson, not Barry Gunderson."""
    first, second = words[0].key, _OWNER.sub("", words[1].key)
    name = _speaks_under(first, cast) or first in cast.lexicon.given or first in cast.acting
    return first in cast.lexicon.presents or (_speaks_under(second, cast) and not name)


def _goes_on(text: str, words: Sequence[Word], start: int, end: int, cast: CastList) -> bool:
    word, before = words[end], words[end - 1]
    if end == start:
        return word.case == "t"
    adjoins = text[before.end : word.start] in (" ", ". ") and not before.text.endswith(("s'", "'s", "’s"))
    return adjoins and (word.case == "t" or word.key in PARTICLES - cast.lexicon.joining)


def _is_told(text: str, words: Sequence[Word], start: int, end: int, cast: CastList) -> bool:
    """Whether the words around say that a name is somebody's, though it is a word as well: This is Edie Crane."""
    told = start > 0 and words[start - 1].key in cast.lexicon.presents
    return told or text[words[end - 1].end :].lstrip(" ").startswith((",", "("))


def _is_common(word: str, cast: CastList, surely: bool = False) -> bool:
    lexicon = cast.lexicon
    bare = word.removesuffix("'s")
    return (not surely and bare in lexicon.never_names) or bare in lexicon.nouns or bare in cast.lower


def _completes(keys: Sequence[str], cast: CastList) -> bool:
    """Whether a name begins or ends with the only name that somebody speaks under, or joins two: Barry Gunderson."""
    solid = [word for word in keys if word not in PARTICLES]
    bare = solid[-1].removesuffix("'s")
    owner = bare != solid[-1]
    first, last = _speaks_under(solid[0], cast), _speaks_under(bare, cast)
    if len(solid) == 2 and first:
        return solid[0] != bare
    unknown = not owner and len(solid) == 2 and bare not in cast.lexicon.given and _is_name(solid[0], cast)
    return last and (solid[0] in cast.lexicon.given or unknown)


def _is_name(word: str, cast: CastList) -> bool:
    """Whether a word with a capital may be a first name: the film never writes it small, and it is no other word."""
    short = len(word) < _SHORTEST
    return not (short or _is_common(word, cast) or word in cast.lexicon.titles or cast.lexicon.words.capital_nouns)


def _speaks_under(word: str, cast: CastList) -> bool:
    return word in cast.single_names


def _has_article(words: Sequence[Word], start: int, cast: CastList) -> bool:
    """Whether an article before a name makes it that of a place or thing: the Vance Tower."""
    before = words[start - 1].key if start else ""
    return (
        before in (cast.lexicon.definite | cast.lexicon.indefinite) - cast.lexicon.presents
        and not cast.lexicon.words.articled_names
    )


def _is_presented(text: str, words: Sequence[Word], start: int, end: int, cast: CastList) -> bool:
    """Whether a noun for a person stands before a name: the vicar, Reverend Joan Pike; a boy called Ned."""
    lexicon = cast.lexicon
    at = start - 1
    while at >= 0 and words[at].key in lexicon.titles and words[at].case == "t":
        at -= 1
    if at < start - 1 and end - start > 1 and words[start].key in lexicon.given:
        return words[end - 1].key not in lexicon.no_names
    if start == 1 and words[0].key in lexicon.presents and _is_told_of(text, words, end, lexicon):
        return not _is_common(words[start].key, cast)
    if at < 0 or _is_common(words[start].key, cast) or (lexicon.words.capital_nouns and end - start < 2):
        return False
    between = text[words[at].end : words[at + 1].start]
    if words[at].case == "l" and between == " " and cast.is_called_so(words[at].key):
        return True
    noun = lexicon.nouns.get(words[at].key)
    if words[at].key in lexicon.named and between == " ":
        before = words[max(0, at - _NEAR) : at]
        nouns = [lexicon.nouns[word.key] for word in before if word.key in lexicon.nouns]
        return any(not noun.plural for noun in nouns[-1:]) or any(lexicon.animal(word.key) for word in before)
    if noun is None or noun.plural or (words[at].case != "l" and not lexicon.words.capital_nouns):
        return False
    behind = text[words[end - 1].end :].lstrip(" ")[:1]
    return between == " " or (between == ", " and behind in (",", "(", "."))


def _is_told_of(text: str, words: Sequence[Word], end: int, lexicon: Lexicon) -> bool:
    """Whether what somebody is follows a name behind a comma and an article: È Nicolino, il figlio della fornaia."""
    if end + 1 >= len(words) or text[words[end - 1].end : words[end].start] != ", ":
        return False
    return words[end].key in lexicon.definite | lexicon.indefinite and words[end + 1].key in lexicon.nouns


def _is_owned(keys: Sequence[str], cast: CastList) -> bool:
    """Whether a name stands in a case, of somebody who is called otherwise: żona Bolesława, córka Gilów."""
    if not cast.lexicon.words.cases or keys[0] in cast.called:
        return False
    endings = map(key, cast.lexicon.words.families)
    families = {keys[-1].removesuffix(ending) for ending in endings if keys[-1].endswith(ending)}
    return any(base in cast.called for base in (*cast.lexicon.bases(keys[0]), *families))


def _stands_alone(text: str, words: Sequence[Word], start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a name is no noun behind another, in a language that writes all of them with a capital."""
    behind = text[words[end - 1].end :]
    owner = words[start].key.endswith(("s", "x", "z"))
    first = start == 0 and not owner and end < len(words) and words[end].case == "l"
    presented = start > 0 and words[start - 1].key in lexicon.presents
    return behind.lstrip(" ").startswith((",", "(")) or first or presented
