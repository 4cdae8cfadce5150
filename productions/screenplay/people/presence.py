"""Who is there in each sentence of a scene: named, meant by a pronoun that can mean nobody else, or speaking."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from productions.screenplay.drafts import Role, Why
from productions.screenplay.people import characters
from productions.screenplay.people.antecedents import Antecedents, Event, fits
from productions.screenplay.people.apposition import apposed, beside, is_called
from productions.screenplay.people.cast_list import CastList
from productions.screenplay.people.descriptions import Descriptions
from productions.screenplay.people.genders import Genders
from productions.screenplay.people.kinship import Kinship
from productions.screenplay.people.mentions import Finder
from productions.screenplay.people.person import Person
from productions.screenplay.people.sights import Mention, Reference, Sight, Unnamed
from productions.screenplay.people.trades import Trades
from productions.screenplay.reading.elements import Remark
from productions.screenplay.shots.passages import Part, Passage
from productions.screenplay.words import terms
from productions.screenplay.words.lexicon import EITHER, Noun, PronounForm
from productions.screenplay.words.sentences import words

_UNSPACED = 0x3000
_OWNER = re.compile(r"['’][sS]?$")
_CLOSE_SIZES = ("close-up", "extreme-close-up")
_BEAT = 40
_BREAK = re.compile(r",|\s[–—-]+\s")
_LISTED = re.compile(r"\S+(?: \S+)?, ")
_AHEAD = 8
"""Passages in which somebody is named whom a pronoun meant before, its own among them."""
_ANSWER = 4
"""Words with which a sentence tells that somebody answers, or does not."""
_NEXT_LINES = 3
"""Lines and passages in which those are introduced of whom a number tells."""
_CLOSE = 3
"""Words between a comma and the name of whoever its sentence is about, at most one."""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody or something in one part of a passage."""

    person: Person
    role: Role
    why: Why
    line: int


@dataclass(slots=True)
class Heard:
    """A passage with who is there in each of its parts.

    `over` lies over the picture on which it is heard; a `beat` only marks a moment of it (Silence. A beat.).
    """

    passage: Passage
    there: tuple[tuple[Present, ...], ...]
    over: bool = False
    beat: bool = False


@dataclass(slots=True)
class Reader:
    """Reads the scenes of one film in their order; `before` are those who were there in the one before."""

    finder: Finder
    seen: dict[str, list[Sight]] = field(default_factory=dict)
    doubts: list[Remark] = field(default_factory=list)
    comes: dict[int, list[frozenset[Person]]] = field(default_factory=dict)
    before: tuple[Person, ...] = ()
    descriptions: Descriptions = field(init=False)

    def __post_init__(self) -> None:
        self.descriptions = Descriptions(self.cast.lexicon, Kinship(self.cast, self.sights))

    def learn(self, scenes: Sequence[Sequence[Passage]]) -> None:
        """Learn from the whole film who is he and she, and what people are to each other."""
        Genders(self.cast, self.sights).learn(scenes)
        self.descriptions.kinship.learn(scenes)
        Trades(self.cast, self.sights, self.roster).learn(scenes)
        self._learn_kin(scenes)

    def _learn_kin(self, scenes: Sequence[Sequence[Passage]]) -> None:
        """Learn who is meant where a noun alone tells of kin, so that it means the same in an earlier scene."""
        for scene in scenes:
            if self.descriptions.kinship.is_told_of_in(scene):
                self.scene(scene)
        self.doubts.clear()
        self.before = ()

    def sights(self, text: str) -> list[Sight]:
        """As of the finder; a sentence that was read before is remembered."""
        if text not in self.seen:
            self.seen[text] = self.finder.sights(text)
        return self.seen[text]

    @property
    def cast(self) -> CastList:
        return self.finder.cast

    def scene(self, passages: Sequence[Passage]) -> list[Heard]:
        """Return the passages of a scene with who is there."""
        shown, speaking = self._shown(passages), self._speaking(passages)
        so_far = Antecedents(self.sights, self.cast.lexicon.words.for_things, shown | speaking, before=self.before)
        heard = _Scene(self, shown, speaking, so_far).run(passages)
        self.before = tuple(so_far.present)
        return heard

    def coming(self, passages: Sequence[Passage]) -> list[frozenset[Person]]:
        """Return for each passage whom it shows or lets speak; read once for a scene, which is learnt from first."""
        if id(passages) not in self.comes:
            self.comes[id(passages)] = [self._shown([one]) | self._speaking([one]) for one in passages]
        return self.comes[id(passages)]

    def roster(self, passages: Sequence[Passage]) -> frozenset[Person]:
        """Return all whom a scene names or lets speak."""
        return frozenset[Person]().union(*self.coming(passages))

    def _speaking(self, passages: Iterable[Passage]) -> frozenset[Person]:
        """Those who speak in a scene and are not only heard."""
        cues = [self.cast.cue(cue) for passage in passages for cue in passage.cues]
        names = [characters.key(name) for cue in cues if not (cue.off or cue.afar) for name in cue.names]
        return frozenset(self.cast.by_key[name] for name in names if name in self.cast.by_key)

    def _shown(self, passages: Iterable[Passage]) -> frozenset[Person]:
        """Those whom the action of a scene names."""
        return frozenset(
            person
            for passage in passages
            if not passage.cues
            for part in passage.parts
            for sight in self.sights(part.told)
            if isinstance(sight, Mention) and len(sight.people) == 1 and not (sight.owner or sight.new)
            if not self.only_tells_more(part.told, sight)
            for person in sight.people
        )

    def only_tells_more(self, text: str, sight: Sight) -> bool:
        """Whether what somebody is, which may also be a name, only stands beside a name: LYUSYA (30), dispatcher."""
        capital = text[sight.at : sight.at + 2].isupper()
        if not isinstance(sight, Mention) or sight.several or capital or not (sight.noun or text[sight.at].islower()):
            return False
        if not sight.noun and words(text[sight.at :])[0].key in self.cast.lexicon.titles:
            return False
        before = [one for one in self.sights(text) if isinstance(one, Mention) and one.at < sight.at]
        if len(before) > 1 and _LISTED.fullmatch(text, before[-2].at, before[-1].at):
            return False
        return bool(before) and self._is_alike(before[-1], sight) and apposed(text, before[-1].at, sight.at)

    def _is_alike(self, mention: Mention, other: Mention) -> bool:
        """Whether both are people or both animals: Paula, the dog under her arm, are two."""
        return mention.people[0].animal == other.people[0].animal


@dataclass(slots=True)
class _Scene:
    reader: Reader
    shown: frozenset[Person]
    speaking: frozenset[Person]
    so_far: Antecedents

    def run(self, passages: Sequence[Passage]) -> list[Heard]:
        coming = self.reader.coming(passages)
        return [self._passage(passage, coming[at : at + _AHEAD]) for at, passage in enumerate(passages)]

    def _passage(self, passage: Passage, ahead: Sequence[frozenset[Person]]) -> Heard:
        if passage.cues:
            return self._speech(passage)
        self.so_far.ahead = ahead
        self.so_far.gone |= self.so_far.leaving
        self.so_far.leaving = set()
        return self._action(passage)

    def _action(self, passage: Passage) -> Heard:
        close = terms.size_of(passage.plain) in _CLOSE_SIZES
        there = tuple(tuple(self._sentence(part, close=close)) for part in passage.parts)
        beats = self.reader.cast.lexicon.beats
        beat = len(passage.plain) <= _BEAT and all(word.key in beats for word in words(passage.plain))
        return Heard(passage, there, over=passage.sound, beat=beat)

    def _sentence(self, part: Part, *, close: bool) -> Iterator[Present]:
        """Yield who is there; in a close shot those whom somebody only looks at or speaks of are out of the frame."""
        event = Event()
        people: Sequence[Person]
        text, there = part.told, dict[Person, Present]()
        sights = [sight for sight in self.reader.sights(text) if not self.reader.only_tells_more(text, sight)]
        for before, sight, following in zip((None, *sights), sights, (*sights[1:], None), strict=False):
            owner = isinstance(sight, Mention | Unnamed) and sight.owner
            # Without spaces it is not told apart what is owned: whoever was there already stays.
            stays = self.so_far.present if ord(text[sight.at]) >= _UNSPACED else ()
            match sight:
                case Mention() if children := self._children(text, sight):
                    people, why = children, Why.ALIAS
                case Mention():
                    people, why = self._mentioned(sight, event, part.first), sight.why
                    owner |= self._is_kin(text, before, sight)
                case Reference() if self._is_doubled(text, sights, sight):
                    people, why = [], Why.PRONOUN
                case Reference():
                    people, why = (
                        self._referred(text, sight, following, event, _later(text, sights, sight)),
                        Why.PRONOUN,
                    )
                case Unnamed():
                    people, why = self._unnamed(text, sights, sight, event, part.first)
            outside = close and isinstance(sight, Reference) and any(form.part == "object" for form in sight.forms)
            owner &= not (isinstance(sight, Mention) and self._acts_with(text, sight))
            for person in people if not outside else ():
                if not owner or person in stays:
                    there.setdefault(person, Present(person, _seen_as(person), why, part.first))
            self._spoken_of(people, event, owner=owner)
            there |= self._group(text, sight, part.first) if not people else {}
        if there and self.so_far.events and self._presents(text, sights):
            self.so_far.events[-1].unnamed.clear()
        self.so_far.happens(event, there)
        self.so_far.leaving = self.so_far.leaving - {*event.people[:1]} | self._leaving(text, event)
        yield from there.values()

    def _group(self, text: str, sight: Sight, line: int) -> dict[Person, Present]:
        """The group of several people without names who are there: the dancers, two cops.

        Nobody is one of whom but something is seen, or who may be people that the scene has shown (the children).
        """
        if not isinstance(sight, Unnamed) or not sight.noun.plural or sight.owner or sight.owned:
            return {}
        lexicon, word = self.reader.cast.lexicon, words(text[sight.at :])[0]
        others = (lexicon.sexes, lexicon.couples, lexicon.several_kin, lexicon.old, lexicon.seen_of)
        told = (word.key, sight.noun.singular)
        shown = not sight.new and sight.noun.singular in lexicon.young
        away = self.reader.finder.is_absent(text, sight.at)
        if shown or away or any(noun in words for words in others for noun in told):
            return {}
        group = self.reader.cast.group(_OWNER.sub("", word.text), line)
        return {group: Present(group, "seen", Why.GROUP, line)} if group else {}

    def _children(self, text: str, sight: Mention) -> list[Person]:
        """The children of the scene, where small letters may mean them or a group of others that it has not shown."""
        if sight.people[0].kind != "group" or text[sight.at].isupper():
            return []
        noun = self.reader.cast.lexicon.nouns.get(words(text[sight.at :])[0].key)
        return self.reader.descriptions.children_there(noun, self.so_far) if noun else []

    def _mentioned(self, sight: Mention, event: Event, line: int) -> list[Person]:
        """Whom a name means; a doubt is told, and somebody new of that kind is taken in as such."""
        people = self._meant(sight)
        if not people and _is_doubtful(sight):
            self.reader.doubts.append(Remark(line, _DOUBT.format(_either(sight.people))))
        if sight.new and not people:
            event.unnamed.append(Unnamed(Noun(sight.people[0].gender, singular="?"), sight.at))
        return people

    def _leaving(self, text: str, event: Event) -> set[Person]:
        """Who leaves by what a sentence tells of them."""
        if not event.people or event.unnamed:
            return set()
        return {event.people[0]} if any(word.key in self.reader.cast.lexicon.leaves for word in words(text)) else set()

    def _unnamed(
        self, text: str, sights: Sequence[Sight], sight: Unnamed, event: Event, line: int
    ) -> tuple[Sequence[Person], Why]:
        """Whom a noun means that is nobody's name, and why; somebody without a name is taken in as such."""
        if self._isapposed(text, sights, sight):
            return [], Why.FAMILY
        if pair := self._kin_together(sights, sight, text):
            two = self.reader.descriptions.pair(*pair, self.so_far)
            if two and event.people in ([], two):
                return two, Why.FAMILY
        if people := self._siblings(sight, event):
            return people, Why.FAMILY
        if people := self._described(text, sight, sights, event):
            return people, Why.ALIAS
        if not sight.owner:
            if sight.noun.plural and self._are_introduced(sight, line):
                return [], Why.ALIAS
            event.unnamed.append(sight)
            self.so_far.crowd |= sight.noun.plural
        return [], Why.ALIAS

    def _are_introduced(self, sight: Unnamed, line: int) -> bool:
        """Whether so many people are introduced next as a number tells: Two officers get out. The older one, BRIGHT."""
        lines = range(line, line + _NEXT_LINES)
        coming = {one for people in self.so_far.ahead[:_NEXT_LINES] for one in people if one.first_line in lines}
        return 0 < sight.count == len(coming - self.so_far.present.keys())

    def _kin_together(self, sights: Sequence[Sight], sight: Unnamed, text: str) -> tuple[Unnamed, Unnamed] | None:
        """Two nouns for kin that stand together: father and daughter."""
        for first, second in pairwise(sights):
            if sight in (first, second) and isinstance(first, Unnamed) and isinstance(second, Unnamed):
                between = [word.key for word in words(text[first.at : second.at])[1:]]
                between = [word for word in between if word not in self.reader.cast.lexicon.definite]
                if len(between) == 1 and between[0] in self.reader.cast.lexicon.joining:
                    return (first, second) if self.reader.descriptions.are_kin(first, second) else None
        return None

    def _spoken_of(self, people: Iterable[Person], event: Event, *, owner: bool) -> None:
        """Take in who may be meant by a pronoun; who owns something must be there for that."""
        for person in people:
            self.so_far.crowd |= person.kind == "group"
            away = owner and person not in {*self.so_far.present, *self.shown}
            if person.kind != "prop" and person not in event.people and not away:
                event.people.append(person)

    def _acts_with(self, text: str, mention: Mention) -> bool:
        """Whether a sentence is about what somebody who is there does with a thing: Okoro's pen stops."""
        here = {*self.so_far.present}.union(*self.so_far.ahead[1:2])
        if mention.several or len(mention.people) != 1 or mention.people[0] not in here:
            return False
        lexicon, row = self.reader.cast.lexicon, words(text)
        at = next((at for at, word in enumerate(row) if word.start >= mention.at), 0)
        begins = at == 0 or (at <= _CLOSE + 1 and row[0].key in lexicon.definite)
        last = next((end for end in range(at + 1, len(row)) if row[end].case == "l"), len(row))
        thing = last if at <= 1 else last - 1
        while thing + 1 < len(row) and row[thing + 1].key in lexicon.clitics:
            thing += 1
        doing = row[thing + 1] if begins and thing + 1 < len(row) else None
        if doing is None or doing.case != "l" or "," in text[: doing.start] or row[thing].key in lexicon.nouns:
            return False
        known = (lexicon.rests, lexicon.copulas, lexicon.prepositions, lexicon.joining, lexicon.small, lexicon.nouns)
        return not any(doing.key in one for one in known)

    def _presents(self, text: str, sights: Sequence[Sight]) -> bool:
        """Whether a sentence gives the name of whom the one before showed: C'est Titouan."""
        name = next((one.at for one in sights if isinstance(one, Mention)), 0)
        if name and is_called(text, name, self.reader.cast.lexicon):
            return True
        before = words(text[:name])
        return len(before) <= _CLOSE and any(word.key in self.reader.cast.lexicon.presents for word in before)

    def _is_kin(self, text: str, before: Sight | None, mention: Mention) -> bool:
        """Whether a name only tells whose kin the noun before it is: żona Bolesława, la fille de Marthe."""
        return isinstance(before, Unnamed | Mention) and self.reader.descriptions.kinship.is_owner(
            text, before, mention
        )

    def _described(self, text: str, sight: Unnamed, sights: Sequence[Sight], event: Event) -> list[Person]:
        """Whom a noun means that is nobody's name."""
        mentions = [one for one in sights if isinstance(one, Mention)]
        named = [one.people[0] for one in mentions if len(one.people) == 1]
        if self._is_beside_them(sights, sight):
            named += self.so_far.events[-1].people if self.so_far.events else []
        later = [one for one in mentions if one.at > sight.at]
        whose = [person for one in later[:1] if self._is_kin(text, sight, one) for person in one.people]
        return self.reader.descriptions.meant(sight, self.so_far, event, [*named, *event.people], whose)

    def _is_beside_them(self, sights: Sequence[Sight], sight: Unnamed) -> bool:
        """Whether a noun tells of somebody beside several who were spoken of: Beside them, her brother."""
        before = (one for one in sights if isinstance(one, Reference) and one.at < sight.at and one.beside)
        return any(not form.gender for one in before for form in one.forms)

    def _siblings(self, sight: Unnamed, event: Event) -> list[Person]:
        """Whom siblings are: the brothers of the one family that has some; her brother, by her last name."""
        unsaid = sight.new and not (sight.noun.plural and sight.at == 0)
        if unsaid or sight.noun.singular not in self.reader.cast.lexicon.siblings:
            return []
        if sight.noun.plural:
            around = {*self.so_far.present, *self.so_far.roster}
            told = [one for one in self.reader.descriptions.kinship.siblings_among(around) if fits(one, sight.gender)]
            if len(told) > 1:
                return told
            several = [family for family in self._families(sight.noun.gender) if len(family) > 1]
            return several[0] if len(several) == 1 else []
        if len(event.people) != 1:
            return []
        whose = event.people[0]
        others = [one for family in self._families("") if whose in family for one in family if one is not whose]
        others = [one for one in others if one.gender == sight.noun.gender]
        return others if len(others) == 1 else []

    def _families(self, gender: str) -> list[list[Person]]:
        families: dict[str, list[Person]] = {}
        for person in self.reader.cast.people:
            if person.kind == "character" and len(person.proper) > 1 and person.gender in ("", gender or person.gender):
                families.setdefault(person.proper[-1], []).append(person)
        return list(families.values())

    def _isapposed(self, text: str, sights: Sequence[Sight], sight: Unnamed) -> bool:
        """Whether a noun only tells more of somebody who is named beside it: IDA, a lawyer; her father, TOBIAS."""
        if sight.noun.plural:
            return False
        at = sights.index(sight)
        before = [one for one in sights[:at] if isinstance(one, Mention) and not one.noun]
        if before and before[-1].owner and sight.owned:
            before.pop()
        after = next((one for one in sights[at + 1 : at + 3] if isinstance(one, Mention)), None)
        if after and is_called(text, after.at, self.reader.cast.lexicon):
            return True
        fitting = [one for one in before[-1:] if any(fits(person, sight.gender or EITHER) for person in one.people)]
        if fitting and apposed(text, before[-1].at, sight.at) and not self._leads_away(text, before[-1].at, sight.at):
            return True
        return (
            isinstance(after, Mention) and beside(text, sight.until, after.at) and not self._is_kin(text, sight, after)
        )

    def _leads_away(self, text: str, name: int, noun: int) -> bool:
        """Whether something between a name and a noun tells where somebody else is: ZUZIA, za nią dziadek."""
        lexicon = self.reader.cast.lexicon
        between = words(text[text.rfind(",", name, noun) : noun]) if "," in text[name:noun] else ()
        return any(word.key in lexicon.beside or word.spelling in lexicon.pronouns for word in between[:-1])

    def _meant(self, mention: Mention) -> list[Person]:
        """Of several whom a name may mean, the one who is in the scene; nobody where it could be two."""
        if mention.new and (mention.people[0] not in self.speaking or mention.people[0] in self.so_far.present):
            return []
        if len(mention.people) == 1 and (other := self._of_another_age(mention.people[0])):
            return [other]
        people = [person for person in mention.people if mention.gender in ("", person.gender) or not person.gender]
        if mention.several and mention.why is Why.FAMILY:
            return [person for person in people if mention.gender in ("", person.gender)]
        if len(people) == 1:
            return people
        here = [person for person in people if person in self.so_far.present or person in self.shown]
        if mention.several:
            return here or (people if mention.noun else [])
        if mention.gender and len(sure := [person for person in people if person.gender]) == 1:
            return sure
        if len(here) > 1:
            here = [person for person in here if person in self.so_far.present]
        return here if len(here) == 1 else []

    def _of_another_age(self, person: Person) -> Person | None:
        """Who a name means where the scene shows somebody as they were, and not as they are: YOUNG ANNA, then Anna."""
        tells = self.reader.cast.lexicon.tells_which
        if not person.proper or tells.intersection(person.proper) or person in {*self.speaking, *self.so_far.present}:
            return None
        here = (one for one in self.so_far.present if tells.intersection(one.proper) and len(one.proper) > 1)
        names = {person.proper, person.proper[:1]}
        return next((one for one in here if tuple(word for word in one.proper if word not in tells) in names), None)

    def _referred(
        self, text: str, sight: Reference, following: Sight | None, event: Event, later: Sequence[Person]
    ) -> list[Person]:
        """Whom a pronoun means; nobody where it may mean somebody whom its sentence names `later`."""
        form = self._form(sight)
        if form is None or (form.gender and any(fits(person, form.gender) for person in later)):
            return []
        if (
            form.part == "owner"
            and not sight.embodied
            and isinstance(following, Unnamed)
            and following.at - sight.at < 24
        ):
            return []
        if sight.count:
            return self.so_far.counted(sight.count)
        if form.part == "subject" and form.gender and self._is_answer(text) and (other := self._spoken_to(form)):
            return other
        return self.so_far.one(form, sight, event) if form.gender else self.so_far.several(form, sight, event)

    def _is_answer(self, text: str) -> bool:
        """Whether a sentence begins with what one does who was spoken to: He does not answer. No contesta."""
        lexicon = self.reader.cast.lexicon
        return any(word.key in lexicon.answers for word in words(text)[:_ANSWER])

    def _spoken_to(self, form: PronounForm) -> list[Person]:
        """Whom the last speech was spoken to: the only other one who is there."""
        last = self.so_far.events[-1] if self.so_far.events else Event()
        if not last.spoken or len(last.people) != 1:
            return []
        others = [one for one in self.so_far.present if one is not last.people[0] and not one.animal]
        others = [one for one in others if fits(one, form.gender)]
        return others if len(others) == 1 else []

    def _is_doubled(self, text: str, sights: Sequence[Sight], sight: Sight) -> bool:
        """Whether a pronoun only doubles whom its sentence names: A Mili le tiembla la mano. Le ceba uno a Paula."""
        if not isinstance(sight, Reference) or {form.gender for form in sight.forms} != {EITHER} or sight.unsaid:
            return False
        others = (words(text[: one.at])[-2:] for one in sights if isinstance(one, Mention | Unnamed))
        return sight.embodied and any(word.key in self.reader.cast.lexicon.to for near in others for word in near)

    def _form(self, sight: Reference) -> PronounForm | None:
        """One reading of a pronoun; of one that is she or they, the verb has decided already."""
        genders = {form.gender for form in sight.forms}
        if len(genders) == 1:
            return sight.forms[0]
        return next((form for form in sight.forms if form.gender), None)

    def _speech(self, passage: Passage) -> Heard:
        there: list[Present] = []
        seen: list[Person] = []
        cues = [self.reader.cast.cue(cue) for cue in passage.cues]
        lines = [side.first for side in passage.sides] or [passage.first]
        for cue, line in zip(cues, lines, strict=True):
            people = self._speaking(cue.names)
            off = cue.off or (cue.afar and not any(person in self.shown for person in people))
            for person in people:
                role: Role = "heard" if off else "speaks"
                why = Why.HEARD if off else Why.TOGETHER if len(people) > 1 else Why.SPEAKS
                there.append(Present(person, role, why, line))
                if off:
                    self.so_far.heard.add(person)
                else:
                    seen.append(person)
        self._is_new_speaker(seen)
        listeners = self._listeners(passage, there)
        there += [Present(person, "seen", Why.NAMED, line) for person, line in listeners.items()]
        over = bool(there) and all(one.role == "heard" for one in there if one.role in ("speaks", "heard"))
        over |= bool(cues) and all(cue.off for cue in cues)
        if seen:
            self.so_far.happens(Event([*seen, *listeners], spoken=passage.plain), [*seen, *listeners])
        parts = (tuple(there), *(() for _ in passage.parts[1:]))
        return Heard(passage, parts, over)

    def _is_new_speaker(self, speaking: Sequence[Person]) -> None:
        """Take in that who comes in without a name and then speaks as what they are is one: a huge man, CATERER."""
        last = self.so_far.events[-1] if self.so_far.events else Event()
        told = [one for one in last.unnamed if one.new and not one.noun.plural]
        new = [one for one in speaking if (one.noun or one.once) and one not in self.so_far.present]
        if len(told) == len(new) == len(speaking) == 1 and fits(new[0], told[0].gender or EITHER):
            new[0].gender = new[0].gender or told[0].gender
            last.unnamed.remove(told[0])

    def _speaking(self, names: Iterable[str]) -> list[Person]:
        cast = self.reader.cast
        people: dict[Person, None] = {}
        for name in names:
            plain = characters.key(name)
            if person := cast.by_key.get(plain):
                people[person] = None
            elif (plain in cast.lexicon.both and len(self.so_far.present) == 2) or plain in cast.lexicon.everybody:
                people |= self.so_far.present
        return list(people)

    def _addressed(self, sight: Reference, speaking: Sequence[Person]) -> list[Person]:
        """Whom a pronoun of a parenthetical means: (behind him), (sin soltarla); the only one there who it may be."""
        form = next((form for form in sight.forms if form.part == "object" and form.gender not in ("", EITHER)), None)
        if form is None:
            return []
        people = [one for one in self.so_far.present if one not in speaking and fits(one, form.gender)]
        return people if len(people) == 1 and people[0].gender == form.gender else []

    def _listeners(self, passage: Passage, there: Sequence[Present]) -> dict[Person, int]:
        """Those whom a parenthetical names: (to ISAK), (to her sister)."""
        speaking = [one.person for one in there]
        listeners: dict[Person, int] = {}
        for part in passage.parts:
            if part.said and part.said.parenthetical:
                for sight in self.reader.sights(part.said.parenthetical):
                    people = self._meant(sight) if isinstance(sight, Mention) else []
                    if isinstance(sight, Unnamed) and sight.noun.singular in self.reader.cast.lexicon.kin:
                        descriptions = self.reader.descriptions
                        people = descriptions.meant(sight, self.so_far, Event(), speaking, speaking[:1])
                    if isinstance(sight, Reference):
                        people = self._addressed(sight, speaking)
                    for person in people:
                        if person not in speaking and person.kind != "prop":
                            listeners.setdefault(person, part.first)
        return listeners


_DOUBT = "This name could be {}, so that nobody was cast. Write the first name, or set an alias."


def _seen_as(person: Person) -> Role:
    return "prop" if person.kind == "prop" else "seen"


def _is_doubtful(mention: Mention) -> bool:
    return len(mention.people) > 1 and not (mention.several or mention.noun or mention.owner)


def _either(people: Sequence[Person]) -> str:
    *first, last = (person.name for person in people)
    return f"{', '.join(first)} or {last}"


def _later(text: str, sights: Sequence[Sight], sight: Reference) -> list[Person]:
    """Those whom a sentence names behind a comma that follows a pronoun: Without opening his eyes, Mo smiles."""
    match = _BREAK.search(text, sight.at)
    comma = match.start() if match and (sight.at or sight.unsaid) else -1
    if comma < 0 or any(isinstance(one, Mention) and one.at < sight.at for one in sights):
        return []
    after = next((one for one in sights if isinstance(one, Mention) and one.at > comma), None)
    return list(after.people) if after and len(text[comma : after.at].split()) < _CLOSE else []
