"""Who is there in each sentence of a scene: named, meant by a pronoun that can mean nobody else, or speaking."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from productions.screenplay import characters, terms
from productions.screenplay.drafts import Role, Why
from productions.screenplay.lexicon import FEMALE, MALE, PronounForm
from productions.screenplay.mentions import Finder, Mention, Reference, Sight, Unnamed
from productions.screenplay.passages import Part, Passage
from productions.screenplay.person import Person
from productions.screenplay.sentences import words

_APPOSED = re.compile(r"(?:\s*\([^)]*\))?\s*[,(–—]\s*(?:[^\s,.;]+\s+){0,4}")
_BEFORE = re.compile(r"[^\s,.;]*,?\s+(?:[^\s,.;]+\s+)?")
_CLOSE_SIZES = ("close-up", "extreme-close-up")
_BEAT = 40
_CLOSE = 3
"""Words between a comma and the name of whoever its sentence is about, at most one."""
_GIVEN = 10
"""What a given name weighs against pronouns, which sometimes mean somebody else."""
_FAR, _SUBJECT, _NEAR = 8, 3, 1
"""Sentences and speeches over which a pronoun reaches back: far where it stands for people alone, else less."""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody or something in one part of a passage."""

    person: Person
    role: Role
    why: Why
    line: int


@dataclass(slots=True)
class _Event:
    """Whom a sentence or a speech brought into view, in order; `spoken` are the words of a speech."""

    people: list[Person] = field(default_factory=list)
    unnamed: list[Unnamed] = field(default_factory=list)
    spoken: str = ""


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
    """Reads the scenes of one film twice: to learn who is a man or a woman, then to say who is there."""

    finder: Finder
    votes: dict[Person, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: {MALE: 0, FEMALE: 0}))
    seen: dict[str, list[Sight]] = field(default_factory=dict)

    def sights(self, text: str) -> list[Sight]:
        """As of the finder; a sentence that was read before is remembered."""
        if text not in self.seen:
            self.seen[text] = self.finder.sights(text)
        return self.seen[text]

    def learn(self, scenes: Iterable[Sequence[Passage]]) -> None:
        """Learn from pronouns right behind names, and from nouns beside them, who is a man and who is a woman."""
        for scene in scenes:
            before: Person | None = None
            weight = 1
            for passage in scene:
                if passage.cues:
                    speakers = self._speakers(passage)
                    before = speakers[0] if len(speakers) == 1 else None
                    weight = 1
                    continue
                for part in passage.parts:
                    before = self._learn(part.text, before, weight)
                    weight = 3
        given = self.finder.cast.lexicon.given
        for person in self.finder.cast.people:
            if person.proper and (gender := given.get(person.proper[0])):
                self._vote_person(person, gender, _GIVEN)
            votes = self.votes[person]
            more, less = max(votes.values()), min(votes.values())
            if not person.gender and more > 2 * less:
                person.gender = MALE if votes[MALE] == more else FEMALE

    def _learn(self, text: str, before: Person | None, weight: int) -> Person | None:
        sights = self.sights(text)
        named = [sight for sight in sights if isinstance(sight, Mention) and len(sight.people) == 1]
        for sight, following in zip(sights, (*sights[1:], None), strict=False):
            if isinstance(sight, Mention) and isinstance(following, Unnamed) and _apposed(text, sight.at, following.at):
                self._vote(sight, following.noun.gender, 4)
            if isinstance(sight, Unnamed) and isinstance(following, Mention) and _beside(text, sight.at, following.at):
                self._vote(following, sight.noun.gender, 4)
        first = sights[0] if sights else None
        if isinstance(first, Reference) and before and len(first.forms) == 1 and first.forms[0].part != "object":
            self._vote_person(before, first.forms[0].gender, weight)
        if len(named) == 1 and not any(isinstance(sight, Unnamed) for sight in sights):
            later = [sight for sight in sights if isinstance(sight, Reference) and sight.at > named[0].at]
            for sight in later:
                if not text[named[0].at : sight.at].rstrip().endswith(",") and all(
                    form.part in ("owner", "subject") for form in sight.forms
                ):
                    self._vote(named[0], sight.forms[0].gender, 1)
        people = {person for sight in named for person in sight.people}
        others = any(isinstance(sight, Unnamed) and not sight.noun.plural for sight in sights)
        if len(people) == 1 and not others:
            return next(iter(people))
        return before if not sights or (isinstance(first, Reference) and not people) else None

    def _vote(self, mention: Mention, gender: str, weight: int) -> None:
        if len(mention.people) == 1:
            self._vote_person(mention.people[0], gender, weight)

    def _vote_person(self, person: Person, gender: str, weight: int) -> None:
        if gender:
            self.votes[person][gender] += weight

    def _speakers(self, passage: Passage) -> list[Person]:
        found = []
        for cue in passage.cues:
            for name in self.finder.cast.cue(cue).names:
                person = self.finder.cast.by_key.get(characters.key(name))
                if person and person not in found:
                    found.append(person)
        return found

    def scene(self, passages: Sequence[Passage]) -> list[Heard]:
        """Return the passages of a scene with who is there."""
        return _Scene(self, self._shown(passages)).run(passages)

    def _shown(self, passages: Iterable[Passage]) -> frozenset[Person]:
        """Those whom the action of a scene names."""
        return frozenset(
            person
            for passage in passages
            if not passage.cues
            for part in passage.parts
            for sight in self.sights(part.text)
            if isinstance(sight, Mention) and len(sight.people) == 1
            for person in sight.people
        )


@dataclass(slots=True)
class _Scene:
    reader: Reader
    shown: frozenset[Person]
    events: list[_Event] = field(default_factory=list)
    present: dict[Person, None] = field(default_factory=dict)
    crowd: bool = False

    def run(self, passages: Sequence[Passage]) -> list[Heard]:
        return [self._speech(passage) if passage.cues else self._action(passage) for passage in passages]

    def _action(self, passage: Passage) -> Heard:
        close = terms.size_of(passage.plain) in _CLOSE_SIZES
        there = tuple(tuple(self._sentence(part, close=close)) for part in passage.parts)
        beats = self.reader.finder.cast.lexicon.beats
        beat = len(passage.plain) <= _BEAT and all(word.key in beats for word in words(passage.plain))
        return Heard(passage, there, over=passage.sound, beat=beat)

    def _sentence(self, part: Part, *, close: bool) -> Iterator[Present]:
        """Yield who is there; in a close shot those whom somebody only looks at or speaks of are out of the frame."""
        event = _Event()
        text, found = part.text, dict[Person, Present]()
        sights = [sight for sight in self.reader.sights(text) if not self._only_tells_more(text, sight)]
        for sight, following in zip(sights, (*sights[1:], None), strict=False):
            match sight:
                case Mention():
                    people, why = self._meant(sight), sight.why
                case Reference():
                    people, why = self._referred(sight, following, event, _later(text, sights, sight)), Why.PRONOUN
                case Unnamed():
                    people, why = [], Why.NAMED
                    if not self._is_apposed(text, sights, sight):
                        event.unnamed.append(sight)
                        self.crowd |= sight.noun.plural
            for person in people:
                role: Role = "prop" if person.kind == "prop" else "seen"
                outside = close and isinstance(sight, Reference) and any(form.part == "object" for form in sight.forms)
                if not (outside or (isinstance(sight, Mention) and sight.owner)):
                    found.setdefault(person, Present(person, role, why, part.first))
                self.crowd |= person.kind == "group"
                if person.kind != "prop" and person not in event.people:
                    event.people.append(person)
        self.events.append(event)
        self.present |= dict.fromkeys(person for person in found if person.kind == "character")
        yield from found.values()

    def _only_tells_more(self, text: str, sight: Sight) -> bool:
        """Whether what somebody is, which may also be a name, only stands beside a name: LYUSYA (30), dispatcher."""
        if not isinstance(sight, Mention) or sight.several or not (sight.noun or text[sight.at].islower()):
            return False
        before = [one for one in self.reader.sights(text) if isinstance(one, Mention) and one.at < sight.at]
        return bool(before) and _apposed(text, before[-1].at, sight.at)

    def _is_apposed(self, text: str, sights: Sequence[Sight], sight: Unnamed) -> bool:
        """Whether a noun only tells more of somebody who is named beside it: IDA, a lawyer; her father, TOBIAS."""
        if sight.noun.plural:
            return False
        at = sights.index(sight)
        before = [one for one in sights[:at] if isinstance(one, Mention)]
        after = sights[at + 1] if at + 1 < len(sights) else None
        if before and _apposed(text, before[-1].at, sight.at):
            return True
        return isinstance(after, Mention) and _beside(text, sight.at, after.at)

    def _meant(self, mention: Mention) -> list[Person]:
        """Of several whom a name may mean, the one who is in the scene; nobody where it could be two."""
        people = [person for person in mention.people if mention.gender in ("", person.gender) or not person.gender]
        if mention.several and mention.why is Why.FAMILY:
            return [person for person in people if mention.gender in ("", person.gender)]
        if len(people) == 1:
            return people
        here = [person for person in people if person in self.present or person in self.shown]
        if mention.several:
            return here
        if mention.gender and len(sure := [person for person in people if person.gender]) == 1:
            return sure
        if len(here) > 1:
            here = [person for person in here if person in self.present]
        return here if len(here) == 1 else []

    def _referred(
        self, sight: Reference, following: Sight | None, event: _Event, later: Sequence[Person]
    ) -> list[Person]:
        """Whom a pronoun means; nobody where it may mean somebody whom its sentence names `later`."""
        form = self._form(sight)
        if form is None or (form.gender and any(_fits(person, form.gender) for person in later)):
            return []
        if form.part == "owner" and isinstance(following, Unnamed) and following.at - sight.at < 24:
            return []
        return self._one(form, sight.beside, event) if form.gender else self._several(form, event)

    def _form(self, sight: Reference) -> PronounForm | None:
        """One reading of a pronoun; of one that is she or they, the verb has decided already."""
        genders = {form.gender for form in sight.forms}
        if len(genders) == 1:
            return sight.forms[0]
        return next((form for form in sight.forms if form.gender), None)

    def _one(self, form: PronounForm, beside: bool, event: _Event) -> list[Person]:
        """The person of that gender who was spoken of last; nobody where that could be another.

        Whoever is named in the sentence itself is there already, so that nobody is looked for who stands beside.
        """
        subject = event.people[0] if event.people else None
        left_out = {subject} if form.part == "object" else set()
        if form.part != "object" and any(_fits(person, form.gender) for person in event.people):
            return []
        if beside and subject and _fits(subject, form.gender):
            return []
        for past in self._back(form, event):
            people = [person for person in past.people if person not in left_out and _fits(person, form.gender)]
            unnamed = [
                one
                for one in past.unnamed
                if not one.noun.plural and one.noun.gender in (form.gender, "") and (one.new or not people)
            ]
            sure = [person for person in people if person.gender == form.gender]
            if form.part == "object" and past.spoken and self._speaks_of(past, form.gender):
                continue
            if not people and not unnamed:
                continue
            chosen = sure or people
            if unnamed or len(chosen) != 1:
                return []
            return chosen if sure or self._nobody_surer(chosen[0], form.gender, left_out) else []
        return []

    def _back(self, form: PronounForm, event: _Event) -> Iterator[_Event]:
        """The sentence itself, then what came before, over what may lie between."""
        if form.part == "object":
            yield event
        for_things = self.reader.finder.cast.lexicon.words.for_things
        reach = _FAR if not for_things else _SUBJECT if form.part == "subject" else _NEAR
        for past in reversed(self.events):
            if reach == 0:
                return
            yield past
            reach -= not (past.spoken and for_things and self._speaks_of(past, form.gender))

    def _nobody_surer(self, person: Person, gender: str, left_out: set[Person | None]) -> bool:
        """Whether nobody else in the scene is known to be a man or a woman, as the pronoun wants."""
        return not any(
            other.gender == gender for other in self.present if other is not person and other not in left_out
        )

    def _speaks_of(self, event: _Event, gender: str) -> bool:
        """Whether a speech speaks of a third person, who then may be meant rather than the speaker."""
        return any(
            isinstance(sight, Reference) and any(form.gender == gender for form in sight.forms)
            for sight in self.reader.sights(event.spoken)
        )

    def _several(self, form: PronounForm, event: _Event) -> list[Person]:
        if self.crowd:
            return []
        subject = event.people[0] if event.people and form.part == "object" else None
        past = self.events[-1] if self.events else _Event()
        together = [person for person in past.people if person is not subject]
        if form.part != "object" and event.people:
            return []
        if len(together) > 1 and not past.unnamed:
            return together
        here = [person for person in self.present if person is not subject]
        return here if len(here) == 2 and not past.unnamed else []

    def _speech(self, passage: Passage) -> Heard:
        there: list[Present] = []
        seen: list[Person] = []
        cues = [self.reader.finder.cast.cue(cue) for cue in passage.cues]
        lines = [side.first for side in passage.sides] or [passage.first]
        for cue, line in zip(cues, lines, strict=True):
            people = self._speaking(cue.names)
            off = cue.off or (cue.afar and not any(person in self.shown for person in people))
            for person in people:
                role: Role = "heard" if off else "speaks"
                why = Why.HEARD if off else Why.TOGETHER if len(people) > 1 else Why.SPEAKS
                there.append(Present(person, role, why, line))
                if not off:
                    seen.append(person)
        listeners = self._listeners(passage, there)
        there += [Present(person, "seen", Why.NAMED, line) for person, line in listeners.items()]
        over = bool(there) and all(one.role == "heard" for one in there if one.role in ("speaks", "heard"))
        over |= bool(cues) and all(cue.off for cue in cues)
        if seen:
            self.events.append(_Event(seen, spoken=passage.plain))
            self.present |= dict.fromkeys(person for person in seen if person.kind == "character")
        parts = (tuple(there), *(() for _ in passage.parts[1:]))
        return Heard(passage, parts, over)

    def _speaking(self, names: Iterable[str]) -> list[Person]:
        cast = self.reader.finder.cast
        found: dict[Person, None] = {}
        for name in names:
            plain = characters.key(name)
            if person := cast.by_key.get(plain):
                found[person] = None
            elif (plain in cast.lexicon.both and len(self.present) == 2) or plain in cast.lexicon.everybody:
                found |= self.present
        return list(found)

    def _listeners(self, passage: Passage, there: Sequence[Present]) -> dict[Person, int]:
        """Those whom a parenthetical names: (to ISAK)."""
        speaking = {one.person for one in there}
        found: dict[Person, int] = {}
        for part in passage.parts:
            if part.said and part.said.parenthetical:
                for sight in self.reader.sights(part.said.parenthetical):
                    if isinstance(sight, Mention):
                        for person in self._meant(sight):
                            if person not in speaking and person.kind != "prop":
                                found.setdefault(person, part.first)
        return found


def _later(text: str, sights: Sequence[Sight], sight: Reference) -> list[Person]:
    """Those whom a sentence names behind a comma that follows a pronoun: Without opening his eyes, Mo smiles."""
    comma = text.find(",", sight.at)
    if comma < 0 or any(isinstance(one, Mention) and one.at < sight.at for one in sights):
        return []
    after = next((one for one in sights if isinstance(one, Mention) and one.at > comma), None)
    return list(after.people) if after and len(text[comma : after.at].split()) < _CLOSE else []


def _fits(person: Person, gender: str) -> bool:
    return person.kind == "character" and person.gender in (gender, "")


def _apposed(text: str, name: int, noun: int) -> bool:
    """Whether only a bracket, a comma and an article with its adjectives stand between a name and a noun."""
    comma = min((at for at in (text.find(sign, name, noun) for sign in ",(–—") if at >= 0), default=-1)
    return comma >= 0 and len(text[name:comma].split()) <= 4 and bool(_APPOSED.fullmatch(text, comma, noun))


def _beside(text: str, noun: int, name: int) -> bool:
    """Whether a noun stands right before a name: her father, TOBIAS; foreman LUTZ."""
    return bool(_BEFORE.fullmatch(text, noun, name)) and len(text[noun:name].split()) <= 1
