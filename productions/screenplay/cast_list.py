"""Who is in a film: everybody who speaks, is introduced in capitals or is known already, with all their names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from productions.screenplay import characters
from productions.screenplay.decisions import Alias, Decision, Refuse
from productions.screenplay.drafts import NO_LOOK, CastKind, Known, Look
from productions.screenplay.introductions import Capitals
from productions.screenplay.lexicon import Lexicon, Noun
from productions.screenplay.sentences import key, words

Keys = tuple[str, ...]
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ONE_SCRIPT = re.compile("[\u3400-\u9fff々]+|[\u30a0-\u30ff]+|[\uac00-\ud7af]+")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_PARTICLES = frozenset(
    (
        "de",
        "la",
        "le",
        "du",
        "da",
        "di",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "dos",
        "das",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "mac",
        "st",
        "san",
    )
)


@dataclass(slots=True, eq=False)
class Person:
    """Somebody, a group or a prop. `called` are the names that the script gives, `noun` what a name without one says.

    `proper` are the words of the name itself, without titles. `votes` are for m and f.
    """

    name: str
    kind: CastKind
    first_line: int = 0
    called: dict[str, str] = field(default_factory=dict)
    title: Keys = ()
    proper: Keys = ()
    noun: Keys = ()
    cued: bool = False
    known: bool = False
    gender: str = ""
    look: Look = NO_LOOK


@dataclass(slots=True)
class CastList:
    """The people of a film by the keys of their names.

    `lower` and `upper` are words that its action writes small and with a capital, `alone` the names that cues give.
    """

    lexicon: Lexicon
    lower: frozenset[str]
    upper: frozenset[str]
    people: list[Person] = field(default_factory=list)
    by_key: dict[str, Person] = field(default_factory=dict)
    by_noun: dict[Keys, Person] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()
    cues: dict[str, characters.Cue] = field(default_factory=dict)
    nicknames: list[tuple[str, Person]] = field(default_factory=list)
    refused: set[tuple[str, str]] = field(default_factory=set)
    aliases: dict[str, tuple[str, str]] = field(default_factory=dict)

    def prepare(self, known: Known, decisions: Sequence[Decision]) -> None:
        """Take in what the production has and what people decided about names."""
        self.refused = {(kind, characters.key(name)) for name, kind in known.refused}
        for decision in decisions:
            match decision:
                case Refuse(name, kind):
                    self.refused.add((kind, characters.key(name)))
                case Alias(name, of, kind) if kind != "location":
                    self.aliases[characters.key(name)] = (of, kind)
        for entry in known.names:
            if entry.kind == "location" or self._refuses(entry.kind, entry.name):
                continue
            person = self._new(entry.name, entry.kind, 0)
            person.known = True
            for other in entry.aliases:
                self._call(person, other)

    def speaks(self, name: str, line: int) -> Person | None:
        """Take in a name from a cue."""
        person = self._get(name, line, self._kind(name))
        if person:
            person.cued = True
        return person

    def cue(self, written: str) -> characters.Cue:
        """Take a cue apart; names that stand together without a space (高木と遥) are two where both are known."""
        if written not in self.cues:
            cue = characters.read(written, self.lexicon)
            self.cues[written] = replace(cue, names=tuple(one for name in cue.names for one in self._apart(name)))
        return self.cues[written]

    def _apart(self, name: str) -> list[str]:
        for sign in self.lexicon.words.joining if _CJK.search(name) else ():
            parts = [part.strip() for part in name.split(sign)]
            if len(parts) > 1 and all(part in self.alone for part in parts):
                return parts
        return [name]

    def introduce(self, capitals: Capitals, line: int) -> Person | None:
        """Take in a name in capitals if it is somebody's; None if it is nobody's."""
        known = self._named(capitals.name)
        if known or self._is_somebody(capitals):
            person = self._get(capitals.name, line, self._kind(capitals.name))
            if person:
                self.nicknames += ((other, person) for other in capitals.nicknames)
            return person
        return None

    def settle(self) -> None:
        """Find out who has several names: IDA is IDA QUIST where nobody else could be meant."""
        for nickname, person in self.nicknames:
            self._also(nickname, person)
        for person in list(self.people):
            if person.kind == "character" and (full := self._longer(person)):
                self._merge(person, full)
        for name, (of, kind) in self.aliases.items():
            self._also(name, self._named(of) or self._new(of, _cast_kind(kind), 0))

    def _also(self, name: str, person: Person) -> None:
        """Give somebody another name; whoever had it is the same."""
        other = self._named(name)
        if other is None:
            self._call(person, name)
        elif other is not person and not (other.known and person.known):
            self._merge(other, person)

    def _refuses(self, kind: str, name: str) -> bool:
        other = {"character": "group", "group": "character"}.get(kind, kind)
        return bool({(kind, characters.key(name)), (other, characters.key(name))} & self.refused)

    def _named(self, name: str) -> Person | None:
        return self.by_key.get(characters.key(name)) or self.by_noun.get(self._without_articles(name))

    def _without_articles(self, name: str) -> Keys:
        """What MAN IN A GRAY SUIT and THE MAN IN GRAY SUIT share."""
        keys = tuple(word.key for word in words(name))
        left_out = self.lexicon.definite | {word for word in self.lexicon.indefinite if not _counts(word)}
        return tuple(word for word in keys if word not in left_out or len(keys) == 1)

    def _get(self, name: str, line: int, kind: CastKind) -> Person | None:
        shown = characters.name(name)
        if not shown or self._refuses(kind, shown):
            return None
        person = self._named(shown) or self._new(shown, kind, line)
        person.first_line = min(filter(None, (person.first_line, line)), default=line)
        return person

    def _new(self, name: str, kind: CastKind, line: int) -> Person:
        person = Person(characters.name(name), kind, line)
        self.people.append(person)
        self._call(person, name)
        person.title, person.proper, person.noun = self._parts(person.name)
        person.gender = self._gender(person)
        if person.noun:
            self.by_noun.setdefault(self._without_articles(person.name), person)
        return person

    def _call(self, person: Person, name: str) -> None:
        person.called.setdefault(characters.key(name), characters.name(name))
        self.by_key.setdefault(characters.key(name), person)

    def _merge(self, person: Person, other: Person) -> None:
        """Make one person of two; the name that the production has wins, else the fuller one of `other`."""
        for alias in person.called:
            self.by_key[alias] = other
        self.by_noun = {keys: other if one is person else one for keys, one in self.by_noun.items()}
        other.called |= {alias: shown for alias, shown in person.called.items() if alias not in other.called}
        if person.known and not other.known:
            other.name, other.known = person.name, True
        other.cued |= person.cued
        other.gender = other.gender or person.gender
        other.look = other.look or person.look
        other.first_line = min(filter(None, (person.first_line, other.first_line)), default=0)
        self.people.remove(person)

    def _kind(self, name: str) -> Literal["character", "group"]:
        keys = [word.key for word in words(name)]
        if not keys or (len(keys) > 1 and keys[-1].isdigit()):
            return "character"
        noun = self.head(keys)
        if noun and noun[1].plural:
            return "group"
        several = keys[0] in self.lexicon.indefinite and len(keys) > 1 and _counts(keys[0])
        return "group" if several and not noun else "character"

    def head(self, keys: Sequence[str]) -> tuple[int, Noun] | None:
        """Return the noun for people that a name is about, and where: MAN of MAN IN SUIT, DRIVER of TAXI DRIVER."""
        stops = (index for index, word in enumerate(keys) if index and word in self.lexicon.within)
        last = next(stops, len(keys))
        inner = [index for index in range(last) if not keys[index].isdigit()]
        if not inner:
            return None
        last_word = keys[inner[-1]]
        noun = self.lexicon.nouns.get(last_word) or (Noun() if last_word in self.lexicon.animals else None)
        return (inner[-1], noun) if noun else None

    def _parts(self, name: str) -> tuple[Keys, Keys, Keys]:
        """Return titles, proper name and noun of a name, of which the last two exclude each other."""
        keys = [word.key for word in words(name)]
        if len(keys) > 1 and keys[0] in self.lexicon.definite:
            keys = keys[1:]
        start = 0
        while start < len(keys) - 1 and (keys[start] in self.lexicon.titles or keys[start] in self.lexicon.nouns):
            start += 1
        head = self.head(keys)
        if head and not (start == 0 and len(keys) > 1 and self._is_given(keys[0])):
            return (), (), tuple(keys)
        proper = [word for word in keys[start:] if word not in _SUFFIXES]
        return tuple(keys[:start]), tuple(proper), ()

    def _is_given(self, word: str) -> bool:
        """Whether a word before a noun is a given name (SARAH COOK): it stands alone, with a capital, elsewhere."""
        return word in self.upper and word not in self.lower and word not in self.lexicon.qualities

    def _gender(self, person: Person) -> str:
        for title in person.title:
            gender = self.lexicon.titles.get(title) or (self.lexicon.nouns.get(title) or Noun()).gender
            if gender:
                return gender
        noun = self.head(person.noun) if person.noun else None
        if noun and noun[1].gender:
            return noun[1].gender
        return next((self.lexicon.nouns[word].gender for word in person.noun if word in self.lexicon.nouns), "")

    def _longer(self, person: Person) -> Person | None:
        """Find the fuller name that a short one stands for."""
        if person.noun or not person.proper or person.name.isdigit():
            return None
        full = [other for other in self.people if other is not person and self._may_be(person, other)]
        if len(full) > 1:
            full = [other for other in full if not other.cued]
        return full[0] if len(full) == 1 else None

    def _may_be(self, person: Person, other: Person) -> bool:
        """Whether a name is the beginning or the end of another's."""
        if other.kind != "character" or other.noun or (person.known and other.known):
            return False
        if person.gender and other.gender and person.gender != other.gender:
            return False
        part, whole = person.proper, other.proper
        if not whole:
            return False
        if part == whole:
            return bool(other.title) and not person.title
        if _CJK.search(part[0]):
            ends = whole[0].startswith(part[0]) != whole[0].endswith(part[0])
            return len(part[0]) < len(whole[0]) and ends and _ONE_SCRIPT.fullmatch(whole[0]) is not None
        if len(whole) <= len(part) or whole[0] in self.lexicon.qualities:
            return False
        ends = whole[-len(part) :] == part
        if person.title:
            return ends and not other.cued and (not other.title or other.title == person.title)
        return ends or whole[: len(part)] == part

    def _is_somebody(self, capitals: Capitals) -> bool:
        """Whether a name in capitals that nobody speaks under is a person's."""
        keys, lexicon = capitals.keys, self.lexicon
        if not keys or all(word in lexicon.no_names or word.isdigit() for word in keys) or len(keys) > 6:
            return self._is_noun(capitals)
        if capitals.age or self._is_noun(capitals):
            return True
        if capitals.owner:
            return False
        before = lexicon.nouns.get(capitals.before)
        if (before and not before.plural) or capitals.before in lexicon.titles:
            return True
        if keys[0] in lexicon.titles and len(keys) > 1:
            return True
        never = lexicon.no_names if len(keys) == 1 else lexicon.no_names - lexicon.word_names
        if capitals.article or keys[-1] in never or keys[0] in never:
            return False
        common = any(word in self.lower and word not in lexicon.word_names for word in keys)
        if common and not capitals.titled:
            return False
        return capitals.position or all(word in self.upper for word in keys)

    def _is_noun(self, capitals: Capitals) -> bool:
        head = self.head(capitals.keys)
        return head is not None and not (capitals.keys[head[0]] in self.lexicon.no_names and head[1].plural)


def _counts(word: str) -> bool:
    return len(word) > 2 and word not in ("some", "any", "another", "other", "every", "each", "one")


def _cast_kind(kind: str) -> CastKind:
    return "group" if kind == "group" else "prop" if kind == "prop" else "character"


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


def index(cast: CastList) -> dict[str, list[Named]]:
    """Return everything that people may be called, by the first word, the longest first."""
    found: dict[tuple[Keys, bool, bool], dict[Person, bool]] = defaultdict(dict)
    for person in cast.people:
        for keys, proper, several, last_only in _called(cast, person):
            if keys:
                found[keys, proper, several][person] = found[keys, proper, several].get(person, True) and last_only
    by_first: dict[str, list[Named]] = defaultdict(list)
    for (keys, proper, several), people in found.items():
        exact = [person for person in people if not people[person] and _is_whole(person, keys)]
        chosen = tuple(exact or people)
        if several and not proper and len(chosen) < 2 and chosen[0].kind != "group":
            continue
        gender = cast.lexicon.marks.get(keys[0], "") if len(keys) > 1 and all(people.values()) else ""
        by_first[keys[0]].append(Named(keys, chosen, proper, several, all(people.values()), gender))
    for entries in by_first.values():
        entries.sort(key=lambda entry: (-len(entry.keys), not entry.proper, not entry.several))
    return by_first


def _is_whole(person: Person, keys: Keys) -> bool:
    return any(tuple(word.key for word in words(shown)) == keys for shown in person.called.values())


def _called(cast: CastList, person: Person) -> Iterator[tuple[Keys, bool, bool, bool]]:
    """Yield (words, is a proper name, means several, is a last name only) for each way to call somebody."""
    lexicon = cast.lexicon
    for shown in person.called.values():
        keys = tuple(word.key for word in words(shown))
        if len(keys) > 1 and keys[0] in lexicon.definite:
            keys = keys[1:]
        title, proper, noun = cast._parts(shown)
        is_group = person.kind == "group"
        yield from ((form, not (noun or is_group), is_group, False) for form in _cased(keys, lexicon))
        if noun and not is_group:
            yield from _by_noun(cast, noun)
        if is_group or person.kind == "prop" or not proper:
            continue
        if len(proper) > 1 and proper[0] not in lexicon.qualities:
            last = _last_name(proper)
            yield from ((form, True, False, False) for form in _cased(proper, lexicon))
            if len(proper[0]) > 1:
                yield from ((form, True, False, False) for form in _cased(proper[:1], lexicon))
            for names in {last, last[-1:]}:
                yield from ((form, True, False, True) for form in _cased(names, lexicon))
                yield from (((*names[:-1], family), True, True, True) for family in _families(names[-1], lexicon))
                yield from (((mark, *names), True, False, True) for mark in lexicon.marks)
        elif title:
            yield from ((form, True, False, False) for form in _cased(proper, lexicon))
            if lexicon.titles.get(title[-1]) == "":
                yield title[-1:], False, False, True
        if len(proper) == 1:
            yield from (((family,), True, True, True) for family in _families(proper[0], lexicon))


def _by_noun(cast: CastList, noun: Keys) -> Iterator[tuple[Keys, bool, bool, bool]]:
    """The woman of TIRED WOMAN, the guard of GUARD #1, and both of them as guards."""
    head = cast.head(noun)
    if not head:
        return
    single = noun[head[0]]
    yield (single,), False, False, True
    if head[0] and len(noun) > head[0] + 1:
        yield noun[: head[0] + 1], False, False, True
    yield from (((form,), False, False, True) for form in _forms(single, cast.lexicon))
    yield from (
        ((word,), False, True, True)
        for word, entry in cast.lexicon.nouns.items()
        if entry.plural and entry.singular == single and word != single
    )


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
        return ((form,) for form in (keys[0], *_forms(keys[0], lexicon)))
    if len(keys) == 2:
        firsts, lasts = [keys[0], *_forms(keys[0], lexicon)], [keys[1], *_forms(keys[1], lexicon)]
        return ((first, last) for first in firsts for last in lasts)
    return (keys,)


def _forms(word: str, lexicon: Lexicon) -> list[str]:
    for ending, others in lexicon.words.cases:
        if word.endswith(key(ending)) and len(word) > len(ending) + 1:
            stem = word[: len(word) - len(key(ending))]
            return [f"{stem}{key(other)}" for other in others]
    return []


def _families(last: str, lexicon: Lexicon) -> list[str]:
    return [f"{last}{ending}" for ending in lexicon.words.families]


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
