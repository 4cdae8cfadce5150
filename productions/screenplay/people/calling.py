"""All the ways to call the people of a film, to look words up in: names, parts of names, nouns and families."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from productions.screenplay.people.cast_list import CastList
from productions.screenplay.people.person import Keys, Person, head_of
from productions.screenplay.words.lexicon import Lexicon, cased
from productions.screenplay.words.sentences import key, words

_PARTICLES = frozenset(
    (
        *("de", "la", "le", "du", "da", "di", "del", "della", "van", "von", "der", "den", "dos", "das", "el", "al"),
        *("bin", "ibn", "ben", "mac", "st", "san"),
    )
)


@dataclass(frozen=True, slots=True)
class Named:
    """Some words that name somebody: whom they may mean; `proper` for a name, else a noun that needs an article.

    `last_only` says that they are a last name, with `gender` where a title tells it (Mr Vance).
    """

    keys: Keys
    people: tuple[Person, ...]
    proper: bool = True
    several: bool = False
    last_only: bool = False
    gender: str = ""


class _Way(NamedTuple):
    """A way to call somebody: see `Named`. A `partial` one is a last name or a noun, which several may share."""

    keys: Keys
    proper: bool = True
    several: bool = False
    partial: bool = False


def index(cast: CastList) -> dict[str, list[Named]]:
    """Return everything that people may be called, by the first word, the longest first."""
    by_words: dict[tuple[Keys, bool, bool], dict[Person, bool]] = defaultdict(dict)
    for person in cast.people:
        for keys, proper, several, partial in _ways(cast, person):
            if keys:
                by_words[keys, proper, several][person] = by_words[keys, proper, several].get(person, True) and partial
    by_first: dict[str, list[Named]] = defaultdict(list)
    for (keys, proper, several), people in by_words.items():
        exact = [person for person in people if not people[person] and _is_whole(person, keys)]
        chosen = tuple(exact or people)
        if several and not proper and len(chosen) < 2 and chosen[0].kind != "group":
            continue
        last_only = all(people.values())
        gender = cast.lexicon.marks.get(keys[0], "") if len(keys) > 1 and last_only else ""
        by_first[keys[0]].append(Named(keys, chosen, proper, several, last_only, gender))
    for entries in by_first.values():
        entries.sort(key=lambda entry: (-len(entry.keys), not entry.proper, not entry.several))
    return by_first


def _is_whole(person: Person, keys: Keys) -> bool:
    return any(tuple(word.key for word in words(shown)) == keys for shown in person.called.values())


def _ways(cast: CastList, person: Person) -> Iterator[_Way]:
    lexicon, is_group = cast.lexicon, person.kind == "group"
    for shown in person.called.values():
        keys = tuple(word.key for word in words(shown))
        if len(keys) > 1 and keys[0] in lexicon.definite:
            keys = keys[1:]
        if not person.shown and person.kind == "character" and (len(keys) > 2 or person.noun):
            continue
        title, proper, noun = cast.parts(shown)
        yield from (_Way(form, not (noun or is_group), is_group) for form in _cased(keys, lexicon))
        if noun and not is_group:
            yield from _by_noun(noun, lexicon)
        for word in sorted({word for role in person.roles for word in lexicon.same.get(role, (role,))}):
            yield from (_Way(form, proper=False, partial=True) for form in _cased((word,), lexicon))
        if is_group and len(keys) == 1:
            yield from (_Way((form,), proper=False, several=True) for form in _cases_of_several(keys[0], lexicon))
        if is_group and len(keys) > 1 and keys[-1] in lexicon.herds:
            yield _Way(keys[-1:], proper=False, several=True)
        if is_group or person.kind == "prop" or not proper:
            continue
        if len(proper) > 1 and not lexicon.tells_which & {proper[0], proper[-1]}:
            yield from _by_parts(proper, lexicon)
            yield from _by_titles(person, title, lexicon)
        elif title:
            yield from (_Way(form) for form in _cased(proper, lexicon))
            yield from _by_titles(person, title, lexicon)
            if title[-1] in lexicon.kin and sum(one.title == title for one in cast.people) == 1:
                yield from (_Way(form) for form in _cased(title[-1:], lexicon))
        if len(proper) == 1:
            yield from _unspaced(cast, person)
            yield from (_Way((family,), several=True, partial=True) for family in _families(proper[0], lexicon))


def _cases_of_several(word: str, lexicon: Lexicon) -> Iterator[str]:
    """What a word for several people is in other cases, where the language lists them: детей, of дети."""
    noun = lexicon.nouns.get(word)
    for one, many in lexicon.words.plurals:
        if noun and noun.plural and key(one) == noun.singular and key(many) != word:
            yield key(many)


def _by_parts(proper: Keys, lexicon: Lexicon) -> Iterator[_Way]:
    """Nora Vance by her full, first and last name, the last also with Mr or Mrs and as the Vances."""
    last = _last_name(proper)
    yield from (_Way(form) for form in _cased(proper, lexicon))
    particle = proper[0] in _PARTICLES and proper[0] not in lexicon.given
    if len(proper[0]) > 1 and not particle:
        yield from (_Way(form) for form in _cased(proper[:1], lexicon))
    for names in dict.fromkeys((last, last[-1:])):
        yield from (_Way(form, partial=True) for form in _cased(names, lexicon))
        families = _families(names[-1], lexicon)
        yield from (_Way((*names[:-1], family), several=True, partial=True) for family in families)
        yield from (_Way((mark, *names), partial=True) for mark in lexicon.marks)


_FULL_NAME = re.compile("[\u3400-\u9fff]{2,4}")


def _unspaced(cast: CastList, person: Person) -> Iterator[_Way]:
    """What a script without spaces calls somebody by besides the whole name."""
    if cast.text and (person.cued or person in cast.introduced):
        yield from _by_part(cast, person)
        if cast.lexicon.words.before_surnames:
            yield from _by_surname(cast, person)


def _by_surname(cast: CastList, person: Person) -> Iterator[_Way]:
    """A name without spaces by its first sign, which is a last name that nobody else bears: 老沈, 沈师傅, of 沈国栋.

    Behind it may stand whatever somebody can be, where the action has it: 罗掌柜, 柳姑娘.
    """
    name, lexicon = person.proper[0], cast.lexicon
    others = (one.proper[0] for one in cast.people if one is not person and len(one.proper) == 1)
    if _FULL_NAME.fullmatch(name) and not any(other.startswith(name[0]) for other in others):
        yield from (_Way((f"{word}{name[0]}",)) for word in lexicon.words.before_surnames)
        yield from (_Way((f"{name[0]}{word}",)) for word in lexicon.words.behind_surnames)
        behind = {match[1] for match in re.finditer(f"{name[0]}([\u3400-\u9fff]{{1,3}})", cast.text)}
        words_behind = {word for one in behind for word in (one, one[:2], one[:1])}
        known = {*lexicon.nouns, *lexicon.youths, *person.roles}
        nouns = {word for word in words_behind if word in known or word.endswith(_HEADS)}
        yield from (_Way((f"{name[0]}{word}",)) for word in sorted(nouns))


_HEADS = ("长", "爷", "婆", "伯", "妈", "娘", "夫人", "司令", "书记")
"""How words for what somebody is end that stand behind a last name: 马局长, 秦大爷."""
_GIVEN = 2
"""Signs of a given name behind a last name of one, and the fewest of a last name of several."""


def _by_part(cast: CastList, person: Person) -> Iterator[_Way]:
    """A name without spaces by a part of it that the action has alone and nobody else bears: 青梅, of 柳青梅.

    The rest of a name of which the script has the other part is one as well: 榊原, of 榊原辰吉, who is 辰吉.
    """
    name = person.proper[0]
    others = [one.name for one in cast.people if one is not person]
    called = [other for other in person.called if other != name and other in name]
    rest = [name.removesuffix(other) for other in called] + [name.removeprefix(other) for other in called]
    given = [name[1:]] if _FULL_NAME.fullmatch(name) and len(name) == _GIVEN + 1 else []
    for part in dict.fromkeys((*given, *(one for one in rest if one != name))):
        free = not any(part in other for other in others) and part not in cast.lexicon.nouns
        if len(part) >= _GIVEN and free and cast.text.count(part) > cast.text.count(name):
            yield _Way((part,))


def _by_titles(person: Person, titles: Keys, lexicon: Lexicon) -> Iterator[_Way]:
    """The detective and the sergeant, of DETECTIVE SERGEANT PLASKETT."""
    for title in titles:
        yield from _by_title(person, title, lexicon)


def _by_title(person: Person, title: str, lexicon: Lexicon) -> Iterator[_Way]:
    """The sergeant, of SGT. MOYLE; not the uncle of UNCLE BOB, which he is to some alone."""
    gender = person.gender or (lexicon.given.get(person.proper[0], "") if person.proper else "")
    if lexicon.titles.get(title) == "" or title in lexicon.same:
        for word in lexicon.same.get(title, (title,)):
            noun = lexicon.nouns.get(word)
            if word != title and noun and noun.gender and gender and noun.gender != gender:
                continue
            yield from (_Way(form, proper=False, partial=True) for form in _cased((word,), lexicon))


def _by_noun(noun: Keys, lexicon: Lexicon) -> Iterator[_Way]:
    """The woman of TIRED WOMAN, the guard of GUARD #1, and both of them as guards."""
    head = head_of(noun, lexicon)
    if not head:
        return
    single = noun[head[0]]
    called = lexicon.same.get(single, (single,)) if single in lexicon.animals else (single,)
    singles: list[Keys] = [(form,) for word in called for form in (word, *cased(word, lexicon.words))]
    if head[0] and len(noun) > head[0] + 1:
        singles.append(noun[: head[0] + 1])
    yield from (_Way(keys, proper=False, partial=True) for keys in singles)
    for word, entry in lexicon.nouns.items():
        if entry.plural and entry.singular == single and word != single:
            yield _Way((word,), proper=False, several=True, partial=True)


def _last_name(proper: Keys) -> Keys:
    """The last name with its particles: DE LA CRUZ, VON TRAPP."""
    start = len(proper) - 1
    while start > 1 and proper[start - 1] in _PARTICLES:
        start -= 1
    return proper[start:]


def _cased(keys: Keys, lexicon: Lexicon) -> Iterable[Keys]:
    """A name and what the language's cases make of it (Анна, Анну, Анной)."""
    if not lexicon.words.cases:
        return (keys,)
    if len(keys) == 1:
        return ((form,) for form in (keys[0], *cased(keys[0], lexicon.words)))
    if len(keys) == 2:
        firsts, lasts = ([word, *cased(word, lexicon.words)] for word in keys)
        return ((first, last) for first in firsts for last in lasts)
    return (keys,)


def _families(last: str, lexicon: Lexicon) -> list[str]:
    stems = {last, last.removesuffix("а").removesuffix("a")} if lexicon.words.cases else {last}
    return [f"{stem}{key(ending)}" for stem in stems for ending in lexicon.words.families]


def is_word_name(name: str, cast: CastList) -> bool:
    """Is this also a word of the language, so that only a capital makes it a name?

    A script that writes it both ways means two things; one that writes it small alone may spell the name so.
    """
    lexicon = cast.lexicon
    return (
        len(name) == 1
        or name in lexicon.word_names
        or name in lexicon.no_names
        or name in lexicon.nouns
        or (name in cast.lower and name in cast.upper)
    )
