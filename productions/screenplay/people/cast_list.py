"""Who is in a film: everybody who speaks, is introduced in capitals or is known already, with all their names."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from productions.screenplay.decisions import Alias, Decision, Refuse
from productions.screenplay.drafts import CastKind, Known
from productions.screenplay.people import characters
from productions.screenplay.people.introductions import PARTICLES, Capitals
from productions.screenplay.people.person import Keys, Person, gender_of, head_of
from productions.screenplay.words.lexicon import FEMALE, Lexicon, Noun, cased
from productions.screenplay.words.sentences import key, words

_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_ONE_SCRIPT = re.compile("[\u3400-\u9fff々]+|[\u3040-\u309f]+|[\u30a0-\u30ff]+|[\uac00-\ud7af]+")
_WITH_NAME = 2
"""Words of a title of which the last is one by itself; a name stands behind them."""
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


@dataclass
class CastList:
    """The people of a film by the keys of their names.

    `captions` are words in capitals that make a sentence alone and are never written otherwise (INTERVIEW.),
    `lower` and `upper` are words that its action writes small and with a capital, `acting` those of `upper` that stand
    where no place does, `alone` the names that cues give, `introduced` are those whom the action brings in, `text` is
    the whole action of a script without spaces, `beside` are names that stand behind another one, with its line,
    `likely` those that are said like another name of somebody, `spoke` the lines of all cues by the keys of their
    names, `scenes` those of each scene.
    """

    lexicon: Lexicon
    lower: frozenset[str]
    upper: frozenset[str]
    acting: frozenset[str] = frozenset()
    captions: frozenset[str] = frozenset()
    text: str = ""
    people: list[Person] = field(default_factory=list)
    by_key: dict[str, Person] = field(default_factory=dict)
    by_noun: dict[Keys, Person] = field(default_factory=dict)
    alone: frozenset[str] = frozenset()
    cues: dict[str, characters.Cue] = field(default_factory=dict)
    nicknames: list[tuple[str, Person]] = field(default_factory=list)
    introduced: set[Person] = field(default_factory=set)
    beside: list[tuple[Person, str, int]] = field(default_factory=list)
    likely: list[tuple[Person, str, int]] = field(default_factory=list)
    spoke: dict[str, list[int]] = field(default_factory=dict)
    scenes: Sequence[range] = ()
    refused: set[tuple[str, str]] = field(default_factory=set)
    aliases: dict[str, tuple[str, str]] = field(default_factory=dict)
    _single: frozenset[str] = frozenset()

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
            person.known = person.shown = True
            for other in entry.aliases:
                self._call(person, other)

    def speaks(self, name: str, line: int, *, shown: bool = True) -> Person | None:
        """Take in a name from a cue; `shown` unless it is only heard there."""
        person = self._get(name, line, self._kind(name))
        if person:
            person.cued = True
            self.spoke.setdefault(characters.key(name), []).append(line)
            person.shown |= shown
        return person

    def group(self, noun: str, line: int) -> Person | None:
        """Take in several people whom the action calls by a noun in small letters (the dancers); None if refused."""
        person = self._get(noun.upper(), line, "group")
        return person if person and person.kind == "group" else None

    @cached_property
    def speaking(self) -> frozenset[str]:
        """The only words of names that somebody speaks under."""
        rows = map(words, self.alone)
        return frozenset(row[0].key for row in rows if len(row) == 1)

    @cached_property
    def called(self) -> frozenset[str]:
        """The words of the names of everybody who was introduced in capitals or speaks."""
        return frozenset(word for one in self.people for word in one.proper)

    def is_called_so(self, word: str) -> bool:
        """Whether a word that the action writes small is what a cue calls somebody: the notary, of NOTARY."""
        return word in self.speaking and word in self.lower and word not in self.lexicon.given

    @property
    def words_of_names(self) -> frozenset[str]:
        """The words of all names that people are called by so far."""
        names = (name for person in self.people for name in person.called.values())
        return frozenset(word.key for name in names for word in words(name))

    @property
    def single_names(self) -> frozenset[str]:
        """The names of one word that people have alone, once all have been introduced in capitals."""
        if not self._single:
            people = (one for one in self.people if one.kind == "character" and len(one.proper) == 1 and not one.title)
            self._single = frozenset(one.proper[0] for one in people)
        return self._single

    def grown(self, person: Person) -> Person:
        """Return who somebody is whose name tells that they are younger there: ANNA VOGT, of YOUNG ANNA."""
        tells, proper = self.lexicon.tells_which, person.proper
        if len(proper) < 2 or not tells.intersection(proper):
            return person
        own = tuple(word for word in proper if word not in tells)
        others = [one for one in self.people if one.proper and not tells.intersection(one.proper)]
        names = [one for one in others if one.proper[: len(own)] == own or one.proper == proper[: len(one.proper)]]
        return names[0] if len(names) == 1 else person

    def cue(self, written: str) -> characters.Cue:
        """Take a cue apart; names that stand together without a space (高木と遥) are two where both are known."""
        if written not in self.cues:
            cue = characters.read(written, self.lexicon)
            self.cues[written] = replace(cue, names=tuple(one for name in cue.names for one in self._apart(name)))
        return self.cues[written]

    def _apart(self, name: str) -> list[str]:
        for sign in self.lexicon.words.joining if _CJK.search(name) else ():
            parts = [part.strip() for part in name.split(sign)]
            likely = all(map(_is_short, parts)) and any(part in self.alone for part in parts)
            if len(parts) > 1 and (likely or all(part in self.alone for part in parts)):
                return parts
        return [name]

    def introduce(self, capitals: Capitals, line: int) -> Person | None:
        """Take in a name in capitals if it is somebody's; None if it is nobody's."""
        if self.lexicon.words.cases:
            capitals = replace(capitals, name=self._nominative(capitals.name))
        known = self._named(capitals.name)
        if known or self._is_somebody(capitals):
            kind = "group" if known is None and self._are_several(capitals) else self._kind(capitals.name)
            person = self._get(capitals.name, line, kind)
            if person:
                person.shown = True
                self.introduced.add(person)
                called = () if person.proper else capitals.keys
                person.animal |= bool({capitals.role, *called} & self.lexicon.animals)
                named = not person.noun or capitals.role in self.lexicon.animals - {*person.noun}
                if capitals.role and person.kind == "character" and named:
                    person.roles.add(capitals.role)
                    noun = self.lexicon.nouns.get(capitals.role)
                    person.gender = person.gender or (noun.gender if noun else "")
                elif capitals.noun and capitals.age and person.kind == "character" and not person.noun:
                    person.roles.add(capitals.noun)
                elif self.is_called_so(capitals.before) and person.kind == "character":
                    person.roles.add(capitals.before)
                self.nicknames += ((other, person) for other in capitals.nicknames)
            return person
        return None

    def _nominative(self, name: str) -> str:
        """A name as it is called, where a sentence has it in another case: лицо ТАМАРЫ РЫБИНОЙ."""
        if several := self._several(name):
            return several
        first, *others = name.split(" ")
        called = self._uncased(first)
        if called == first:
            return name
        gender = self.lexicon.given.get(key(called), "")
        return " ".join((called, *(self._uncased(word, gender) for word in others)))

    def _several(self, name: str) -> str:
        """A word for several people as they are called, where it is known how all its cases are written: ДЕТЕЙ."""
        noun = self.lexicon.nouns.get(key(name), Noun())
        forms = [many for one, many in self.lexicon.words.plurals if noun.plural and key(one) == noun.singular]
        return forms[0].upper() if key(name) in map(key, forms) else ""

    def _uncased(self, written: str, gender: str = "") -> str:
        """A word of a name without the ending of its case, if that makes a name that is known, or a given one.

        The last name of a man or woman, whose `gender` is told, also where its ending is that of one.
        """
        word, given = key(written), self.lexicon.given
        if word in self.speaking or word in given or word in self.lexicon.nouns:
            return written
        bases = self.lexicon.bases(word)
        likely = (
            [base for base in bases if gender == FEMALE and base[:-1] in self.speaking],
            [base for base in bases if base in self.speaking],
            [base for base in bases if base in given],
            [base for base in bases if gender and self._is_last_name(base, gender)],
        )
        known = next(filter(None, likely), [])
        if not known:
            return written
        base = max(known, key=len)
        return base.upper() if written.isupper() else base.capitalize()

    def _is_last_name(self, base: str, gender: str) -> bool:
        words = self.lexicon.words
        endings = words.woman_endings if gender == FEMALE else words.man_endings
        return base.endswith(tuple(key(ending) for ending in endings if len(ending) > 1))

    def settle(self) -> None:
        """Find out who has several names: IDA is IDA QUIST where nobody else could be meant."""
        for nickname, person in self.nicknames:
            self._also(nickname, person)
        for person in list(self.people):
            if titled := self._with_title(person):
                titled.name = titled.name if titled.known else person.name
                self._merge(person, titled)
        for person, name, line in self.likely:
            self._join(person, name, goes_by=self._goes_by(person, self._named(name), line))
        for person, name, line in self.beside:
            self._join(person, name, goes_by=self._speaks_for(self._named(name), person, line))
        # First names before last names, so that it does not matter who comes first: ANNA, then VOGT.
        for first_name in (True, False):
            for person in list(self.people):
                full = self._longer(person) if person.kind == "character" else None
                if full and (not first_name or full.proper[: len(person.proper)] == person.proper != full.proper):
                    self._merge(person, full)
        for person in list(self.people):
            if full := self._of_same_title(person):
                self._merge(person, full)
        for person in list(self.people):
            if full := self._whose_last_name(person) or self._whose_noun(person):
                self._merge(person, full)
        for person in self.people:
            if (name := self._without_quality(person)) and characters.key(name) not in self.by_key:
                self._call(person, name)
        for name, (of, kind) in self.aliases.items():
            self._also(name, self._named(of) or self._new(of, _cast_kind(kind), 0))

    def _with_title(self, person: Person) -> Person | None:
        """Who has the same full name with a title (DR. FALK KERN), so that no short one has to choose between two."""
        if len(person.proper) < 2 or person.title or person.kind != "character":
            return None
        titled = [one for one in self.people if one.proper == person.proper and self._may_be(person, one)]
        return titled[0] if len(titled) == 1 else None

    def stands_beside(self, person: Person, name: str, line: int) -> None:
        """Take in a name that stands behind another one where that comes in."""
        self.beside.append((person, name, line))

    def may_go_by(self, person: Person, name: str, line: int) -> None:
        """Take in what is said like another name of somebody, in the paragraph in which they come in."""
        self.likely.append((person, name, line))

    def _join(self, person: Person, name: str, *, goes_by: bool) -> None:
        if goes_by and (other := self._named(name)):
            self._merge(other, person)

    def _goes_by(self, person: Person, other: Person | None, line: int) -> bool:
        """Whether who comes in and never speaks by their own name does so by one that nobody has before that line."""
        if other is None:
            return False
        silent = not (person.cued or person.known) and not any(word in self.speaking for word in person.proper)
        new = other.cued and not other.known and other.first_line >= line and other is not person
        spoke = [at for called in other.called for at in self.spoke.get(called, ())]
        return silent and new and bool(person.proper) and other.kind == "character" and min(spoke, default=0) > line

    def speaks_around(self, person: Person, line: int) -> tuple[bool, bool]:
        """Whether somebody speaks before and behind a line in its scene, so that the order of scenes tells nothing."""
        scene = next((one for one in self.scenes if line in one), range(0))
        lines = [at for called in person.called for at in self.spoke.get(called, ()) if at in scene]
        return any(at < line for at in lines), any(at > line for at in lines)

    def speaks_from(self, named: Person, person: Person, line: int) -> bool:
        """Whether somebody speaks by a name behind a line alone, and the other one never speaks behind it."""
        before, behind = ([at for called in one.called for at in self.spoke.get(called, ())] for one in (person, named))
        return bool(behind) and min(behind) > line >= max(before, default=0)

    def _speaks_for(self, other: Person | None, person: Person, line: int) -> bool:
        """Whether somebody speaks who never came in, but whose name stands behind that of one who never speaks.

        ROSARIO, Chayo para todos, where CHAYO speaks and has not spoken in that scene before.
        """
        if other is None:
            return False
        silent = not (person.cued or person.known) and not any(word in self.speaking for word in person.proper)
        new = other.cued and not other.known and other not in self.introduced
        new = new and not self.speaks_around(other, line)[0]
        return silent and new and bool(person.proper) and other.kind == "character"

    def _without_quality(self, person: Person) -> str:
        """The name of somebody whom nobody else of that name has to be told from: Fred, of BIG FRED."""
        rest = [word for word in person.proper if word not in self.lexicon.tells_which]
        if person.kind != "character" or len(person.proper) != 2 or len(rest) != 1 or person.title:
            return ""
        others = any(rest[0] in one.proper for one in self.people if one is not person)
        written = next((word.text for word in words(person.name) if word.key == rest[0]), "")
        return "" if others or rest[0] in self.lexicon.nouns else written

    def _of_same_title(self, person: Person) -> Person | None:
        """Who was taken in before somebody whose title is only written otherwise: MME PLOUVIER, MADAME PLOUVIER."""
        if person.kind != "character" or not (person.title and person.proper):
            return None
        people = self.people[: self.people.index(person)]
        others = (one for one in people if one.proper == person.proper and one.kind == "character")
        return next((one for one in others if self._are_same_titles(one.title, person.title)), None)

    def _are_same_titles(self, titles: Keys, others: Keys) -> bool:
        sexes = self.lexicon.titles
        return (
            titles != others
            and len(titles) == len(others)
            and all(
                one == other or (sexes.get(one) == sexes.get(other) and _is_short_for(*sorted((one, other), key=len)))
                for one, other in zip(titles, others, strict=True)
            )
        )

    def _whose_last_name(self, person: Person) -> Person | None:
        """Whose last name a cue is that is a noun as well, and that nothing else bears: COOK, of MARY COOK."""
        if person.kind != "character" or len(person.noun) != 1 or person in self.introduced or person.known:
            return None
        people = [one for one in self.people if len(one.proper) > 1 and one.proper[-1:] == person.noun]
        return people[0] if len(people) == 1 and not people[0].cued else None

    def _whose_noun(self, person: Person) -> Person | None:
        """Whom a cue calls by what they are: VICAR, of the vicar, JOAN; WOMAN, of WOMAN IN A RED COAT."""
        titles = self.lexicon.titles
        noun = person.noun or tuple(word for word in person.proper if word in titles or self.is_called_so(word))
        if person.kind != "character" or len(noun) != 1 or person in self.introduced or person.known:
            return None
        called = self.lexicon.same.get(noun[0], noun)
        people = [one for one in self.people if one in self.introduced and not one.cued and self._is_that(one, called)]
        return people[0] if len(people) == 1 else None

    def _is_that(self, person: Person, called: Sequence[str]) -> bool:
        head = head_of(person.noun, self.lexicon) if len(person.noun) > 1 else None
        noun = {person.noun[head[0]]} if head else set()
        return bool((noun | person.roles | {*person.title[-1:]}).intersection(called)) and person.kind == "character"

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
        person.title, person.proper, person.noun = self.parts(person.name)
        person.gender = gender_of(person.title, person.noun, self.lexicon)
        if len(person.proper) > 1 and (ages := {*person.proper} & (self.lexicon.young | self.lexicon.old)):
            person.stage = "young" if ages & self.lexicon.young else "old"
            person.nouns |= ages
        if person.noun:
            self.by_noun.setdefault(self._without_articles(person.name), person)
        return person

    def same(self, person: Person, other: Person) -> None:
        """Make one of somebody whose name follows in brackets what they are: a BRIDE (HELEN, 47)."""
        self._merge(person, other)

    def also_called(self, person: Person, name: str) -> None:
        """Give somebody another name."""
        self._call(person, name)

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
        other.animal |= person.animal and not (person.noun and other.proper)
        other.roles |= person.roles
        other.gender = other.gender or person.gender
        other.look = other.look or person.look
        other.stage, other.years = other.stage or person.stage, other.years or person.years
        other.shown |= person.shown
        other.nouns |= person.nouns
        other.first_line = min(filter(None, (person.first_line, other.first_line)), default=0)
        self.people.remove(person)

    def _kind(self, name: str) -> Literal["character", "group"]:
        keys = [word.key for word in words(name)]
        if not keys or (len(keys) > 1 and keys[-1].isdigit()):
            return "character"
        noun = head_of(keys, self.lexicon)
        several = (noun and noun[1].plural) or (len(keys) < 3 and keys[-1] in self.lexicon.herds)
        if several and not (len(keys) > 1 and self._is_given(keys[0])):
            return "group"
        several = keys[0] in self.lexicon.indefinite and len(keys) > 1 and _counts(keys[0])
        return "group" if several and not noun else "character"

    def parts(self, name: str) -> tuple[Keys, Keys, Keys]:
        """Return titles, proper name and noun of a name, of which the last two exclude each other."""
        keys = [word.key for word in words(name)]
        if len(keys) > 1 and keys[0] in self.lexicon.definite - self.lexicon.titles.keys():
            keys = keys[1:]
        start = 0
        while start < len(keys) - 1 and self._is_title(keys[start]):
            start += 1
        # A title of several words ends with one: DISTRICT ATTORNEY, SURGEON LIEUTENANT; MARTHA DEAN SMITH has none.
        if len(keys) - start > _WITH_NAME and keys[start + 1] in self.lexicon.titles and self._only_tells(keys[start]):
            start += 2
        if start and keys[start:] == keys[-1:] and {*keys[-1:]} <= self.lexicon.qualities & self.speaking:
            return tuple(keys[:start]), tuple(keys[start:]), ()
        head = head_of(keys, self.lexicon)
        if head and not (start == 0 and len(keys) > 1 and self._is_given(keys[0])):
            return (), (), tuple(keys)
        proper = [word for word in keys[start:] if word not in _SUFFIXES]
        return tuple(keys[:start]), tuple(proper), ()

    def _only_tells(self, word: str) -> bool:
        """Whether a word before a title is nobody's name."""
        return word not in self.lexicon.given and word not in self.speaking and word not in self.upper

    def _is_title(self, word: str) -> bool:
        """Whether a word before a name says what somebody is (DR, FOREMAN), and not which one (YOUNG ANNA)."""
        lexicon = self.lexicon
        known = word in lexicon.qualities or word in lexicon.word_names
        if word in lexicon.given and word in self.speaking:
            return False
        return word in lexicon.titles or (word in lexicon.nouns and not known)

    def _is_given(self, word: str) -> bool:
        """Whether a word before a noun is a given name (SARAH COOK, MAREK WILK).

        It stands alone, with a capital, elsewhere, or somebody speaks under it.
        """
        lexicon = self.lexicon
        known = word in lexicon.given and word not in lexicon.word_names and word not in lexicon.nouns
        capital = (known or word in self.upper or word in self.speaking) and word not in self.lower
        return capital and word not in lexicon.qualities and word not in lexicon.no_names

    def _longer(self, person: Person) -> Person | None:
        """Find the fuller name that a short one stands for."""
        if person.noun or not person.proper or person.name.isdigit():
            return None
        full = [other for other in self.people if other is not person and self._may_be(person, other)]
        if len(full) > 1:
            full = self._likely(person, full)
        return full[0] if len(full) == 1 else None

    def _likely(self, person: Person, full: Sequence[Person]) -> list[Person]:
        """Of several fuller names, those that nobody speaks under, else the same one with a title (MR. VANCE).

        A first name stands for the one with a title at once (AUNT MAY, and not MAY BLOOM of whom somebody reads).
        """
        titled = [other for other in full if other.proper == person.proper]
        silent = [other for other in full if not other.cued]
        if titled and all(other.proper[: len(person.proper)] == person.proper for other in silent):
            return titled
        return silent

    def _may_be(self, person: Person, other: Person) -> bool:
        """Whether a name is the beginning or the end of another's."""
        if other.kind != "character" or other.noun or (person.known and other.known):
            return False
        if person.gender and other.gender and person.gender != other.gender:
            return False
        if person.look.age and other.look.age and abs(person.years - other.years) > 1:
            return False
        part, whole = person.proper, other.proper
        if not whole:
            return False
        if part == whole:
            return bool(other.title) and not person.title
        if _CJK.search(part[0]):
            ends = whole[0].startswith(part[0]) != whole[0].endswith(part[0])
            runs = _ONE_SCRIPT.findall(whole[0])
            apart = len(runs) == 1 or (len(runs) == 2 and part[0] in runs)
            younger = whole[0].startswith(tuple(self.lexicon.tells_which))
            return len(part[0]) < len(whole[0]) and ends and "".join(runs) == whole[0] and apart and not younger
        if len(part) == 1 and not person.title and self._is_case_of(part[0], whole):
            return True
        if self._ends_compound(person, other):
            return True
        if len(whole) <= len(part) or self.lexicon.tells_which & {whole[0], whole[-1]}:
            return False
        ends = whole[-len(part) :] == part
        if person.title and self._is_addressed(person) and not other.title:
            return (ends or whole[: len(part)] == part) and not other.cued
        if person.title:
            same = other.title == person.title
            begins = same and whole[: len(part)] == part
            return (ends or begins) and not other.cued and (same or not other.title)
        return ends or whole[: len(part)] == part

    def _ends_compound(self, person: Person, other: Person) -> bool:
        """Whether a cue is the end of a name with a hyphen that nobody speaks under: SEPP, of STUMPEN-SEPP."""
        alone = len(person.proper) == len(other.proper) == 1 and person not in self.introduced
        return alone and not person.title and not other.cued and other.proper[0].endswith(f"-{person.proper[0]}")

    def _is_addressed(self, person: Person) -> bool:
        """Whether somebody is called with a word of courtesy, which may stand before a first name (PANI TEOFILA)."""
        lexicon = self.lexicon
        return person.title[-1] in lexicon.marks and person.title[-1] not in lexicon.kin

    def _is_case_of(self, word: str, whole: Keys) -> bool:
        """Whether a cue has a name in one of its cases: GŁOS HALINY, ГОЛОС ИВАНА."""
        if word in self.lexicon.given or self.lexicon.tells_which & {whole[0], whole[-1]}:
            return False
        return any(word in cased(name, self.lexicon.words) for name in {whole[0], whole[-1]})

    def _ends_with_speaker(self, keys: Keys) -> bool:
        """Whether a name ends with one that somebody speaks under, who was not introduced: HENRYK LIS, STUMPEN-SEPP.

        Who was introduced has a name, and JOSEFA LIMA on a grave is not CORPORAL LIMA.
        """
        last = keys[-1]
        whole = len(keys) == 2 and keys[0] in self.lexicon.given and last in self.speaking
        compound = len(keys) == 1 and last.rpartition("-")[2] in self.speaking and "-" in last
        borne = any(one.proper[-1:] == (last,) for one in self.introduced)
        return (whole or compound) and not borne and last not in self.lexicon.nouns

    def may_be_name(self, capitals: Capitals) -> bool:
        """Whether capitals that were taken for nobody begin with a given name, and stand where somebody may."""
        first = capitals.keys[0] if capitals.keys else ""
        refused = self._refuses("character", capitals.name)
        return capitals.position and first in self.lexicon.given and not (refused or capitals.owner)

    def _is_somebody(self, capitals: Capitals) -> bool:
        """Whether a name in capitals that nobody speaks under is a person's."""
        keys, lexicon = capitals.keys, self.lexicon
        if any(key(nickname) in self.speaking for nickname in capitals.nicknames):
            return True
        if not keys or all(word in lexicon.no_names or word.isdigit() for word in keys) or len(keys) > 6:
            return self._is_noun(capitals)
        if capitals.age or capitals.belongs or (capitals.role and not capitals.owner) or self._is_noun(capitals):
            return True
        if capitals.owner or (len(keys) == 1 and keys[0] in self.captions):
            return False
        if len(keys) == 2 and lexicon.qualities & {keys[0], keys[1]} and self.speaking & {keys[0], keys[1]}:
            return True
        if self._ends_with_speaker(keys):
            return True
        before = lexicon.nouns.get(capitals.before)
        if capitals.before in lexicon.named or self.is_called_so(capitals.before):
            return True
        if (before and not before.plural) or capitals.before in lexicon.titles:
            return True
        if keys[0] in lexicon.titles and len(keys) > 1:
            return True
        never = lexicon.no_names if len(keys) == 1 else lexicon.never_names
        if capitals.article or keys[-1] in never or keys[0] in never:
            return False
        inner = {word for word in keys[1:-1] if word in PARTICLES}
        common = any(word in self.lower and word not in lexicon.word_names for word in keys if word not in inner)
        if common and not capitals.titled:
            return False
        presented = len(keys) > 1 and capitals.before in lexicon.presents
        # A given name before the last name of somebody who speaks may be of another one of the family.
        last = keys[-1] in self.speaking and keys[0] not in lexicon.given
        whole = len(keys) > 1 and (last or (capitals.goes_on and keys[0] in self.speaking))
        return capitals.position or presented or whole or all(word in self.upper for word in keys)

    def _are_several(self, capitals: Capitals) -> bool:
        """Whether a word in the plural does what several do: MAJORETTES dive, but JAMES dives."""
        word, verb = capitals.keys[-1], capitals.verb
        noun, endings = self.lexicon.noun(word), self.lexicon.words.several_verbs
        if noun and endings and not noun.plural and self._has_same_plural(noun.singular):
            return verb.endswith(endings) and not capitals.age and not capitals.article
        plural = ("", "s") in self.lexicon.words.plurals and word.endswith("s") and not word.endswith("ss")
        does = bool(verb) and not verb.endswith(("s", "ed", "ing")) and verb not in self.lexicon.small
        return plural and does and not capitals.age and len(capitals.keys) == 1 and word not in self.lexicon.given

    def _has_same_plural(self, noun: str) -> bool:
        """Whether one and several are called the same (Arbeiter)."""
        return any(one == many and noun.endswith(one) for one, many in self.lexicon.words.plurals if one)

    def _is_noun(self, capitals: Capitals) -> bool:
        head = head_of(capitals.keys, self.lexicon)
        return head is not None and capitals.keys[head[0]] not in self.lexicon.no_names


def _is_short_for(short: str, title: str) -> bool:
    """Whether a title is written by its first letters, or by its first and last with some between: det, sgt, mme."""
    if title.startswith(short):
        return short != title
    letters = iter(title)
    inner = short[0] == title[0] and short[-1] == title[-1] and all(letter in letters for letter in short)
    return inner and len(short) <= _ABBREVIATED and len(title) <= 2 * len(short) + 2


_ABBREVIATED = 4
"""Letters of a title that is written shorter than it is."""
_LONGEST_APART = 4


def _is_short(name: str) -> bool:
    """Whether a part of a cue without spaces may be a name by itself."""
    return 1 < len(name) <= _LONGEST_APART


def _counts(word: str) -> bool:
    return len(word) > 2 and word not in ("some", "any", "another", "other", "every", "each", "one")


def _cast_kind(kind: str) -> CastKind:
    return "group" if kind == "group" else "prop" if kind == "prop" else "character"
