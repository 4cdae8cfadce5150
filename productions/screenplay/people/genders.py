"""Learns from the words of a film who is a man and who is a woman, so that pronouns can mean one person alone."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from productions.screenplay.people import characters, looks
from productions.screenplay.people.apposition import apposed, beside, brings_in, is_called
from productions.screenplay.people.cast_list import CastList
from productions.screenplay.people.person import Person
from productions.screenplay.people.sights import Mention, Reference, Sight, Unnamed
from productions.screenplay.shots.passages import Passage
from productions.screenplay.words.lexicon import FEMALE, MALE
from productions.screenplay.words.sentences import words

_KIN, _GIVEN, _ENDING, _NOUN, _BEHIND, _ANYHOW = 50, 20, 6, 4, 3, 1
"""What tells how much: whose kin somebody is, a given name, its ending, a noun beside the name, a pronoun right behind
it, one elsewhere."""
_INFANT = 2
"""About how many years old somebody is who is called a toddler."""
_RECENT = 3
"""People spoken of last, among whom somebody is whom a pronoun may mean."""
_AGREEING = 12
"""Words behind a name among which some agree with it."""


def _is_acted_on(sight: Reference) -> bool:
    return all(form.part == "object" and form.gender in (MALE, FEMALE) for form in sight.forms)


@dataclass(slots=True)
class Genders:
    """Counts for each person what speaks for he and for she; `sights` finds who is spoken of in a sentence.

    `around` are those who speak or are named in the scene that it learns from, `guesses` what a pronoun may tell of
    whoever spoke.
    """

    cast: CastList
    sights: Callable[[str], Sequence[Sight]]
    last: tuple[str, Unnamed] | None = None
    around: list[Person] = field(default_factory=list)
    guesses: list[tuple[Person, str, Sequence[Person]]] = field(default_factory=list)
    votes: dict[Person, dict[str, int]] = field(default_factory=lambda: defaultdict(lambda: {MALE: 0, FEMALE: 0}))

    def learn(self, scenes: Sequence[Sequence[Passage]]) -> None:
        """Learn from pronouns right behind names, and from nouns beside them, who is a man and who is a woman."""
        for scene in scenes:
            self.around = [one for passage in scene if passage.cues for one in self._speakers(passage)]
            before: Person | None = None
            weight = _ANYHOW
            for passage in scene:
                if passage.cues:
                    self._learn_address(passage)
                    speakers = self._speakers(passage)
                    before = speakers[0] if len(speakers) == 1 else None
                    weight = _ANYHOW
                    continue
                for part in passage.parts:
                    before = self._learn(part.told, before, weight)
                    weight = _BEHIND
        for person in self.cast.people:
            self._learn_name(person)
        self._settle()
        self._settle_guesses()
        if any(person.kind == "character" and not (person.gender or person.animal) for person in self.cast.people):
            for scene in scenes:
                self._learn_from_others(scene)
            self._settle()

    def _guess(self, before: Person, gender: str, weight: int) -> None:
        """Take in whom a pronoun may mean that begins a sentence; behind what somebody said it often means another."""
        if weight == _ANYHOW:
            self.guesses.append((before, gender, self.around))
        else:
            self._vote_person(before, gender, weight)

    def _settle_guesses(self) -> None:
        """Take whoever spoke before a pronoun for whom it means, where nobody else of the scene is known to be that."""
        for person, gender, around in self.guesses:
            if not any(one.gender == gender for one in around if one is not person):
                self._vote_person(person, gender, _ANYHOW)
        self._settle()

    def _settle(self) -> None:
        for person in self.cast.people:
            votes = self.votes[person]
            more, less = max(votes.values()), min(votes.values())
            if not person.gender and more > 2 * less:
                person.gender = MALE if votes[MALE] == more else FEMALE

    def _learn_address(self, passage: Passage) -> None:
        """Learn from how people are addressed by their last name: Herr Yildiz, sit down."""
        marks = self.cast.lexicon.marks
        if any(word.key in marks for word in words(passage.plain)):
            for sight in self.sights(passage.plain):
                if isinstance(sight, Mention) and sight.gender:
                    self._vote(sight, sight.gender, _NOUN)

    def _learn_from_others(self, scene: Sequence[Passage]) -> None:
        """Learn who is he where all the others of a scene are women, and the other way round: She gets in. He, too."""
        people, recent = self._people(scene), list[Person]()
        unknown = [one for one in people if not one.gender]
        if len(unknown) != 1:
            return
        for passage in scene:
            recent += self._speakers(passage) if passage.cues else ()
            for sight in (sight for part in passage.parts if not passage.cues for sight in self.sights(part.told)):
                recent += sight.people if isinstance(sight, Mention) else ()
                genders = {form.gender for form in sight.forms} if isinstance(sight, Reference) else set()
                subject = isinstance(sight, Reference) and all(form.part == "subject" for form in sight.forms)
                others = any(one.gender in genders for one in people) or unknown[0] not in recent[-_RECENT:]
                if subject and len(genders) == 1 and not others:
                    self._vote_person(unknown[0], genders.pop(), _ANYHOW)

    def _people(self, scene: Sequence[Passage]) -> set[Person]:
        """Who is named in a scene or speaks; nobody where somebody new has no name."""
        sights = [sight for one in scene if not one.cues for part in one.parts for sight in self.sights(part.told)]
        if any(isinstance(sight, Unnamed) and not sight.known for sight in sights):
            return set()
        people = {one for sight in sights if isinstance(sight, Mention) for one in sight.people}
        people |= {one for passage in scene if passage.cues for one in self._speakers(passage)}
        return {one for one in people if one.kind == "character" and not one.animal}

    def _learn_name(self, person: Person) -> None:
        """Learn from a given name, or else from the ending of what may be one."""
        lexicon = self.cast.lexicon
        names = [word for word in person.proper if word not in lexicon.qualities]
        if not names:
            return
        if gender := lexicon.given.get(names[0]):
            self._vote_person(person, gender, _GIVEN)
        elif not person.animal and (not person.title or lexicon.words.cases):
            self._vote_person(person, lexicon.gender_of_name(names[0]), _ENDING)

    def _learn_agreement(self, text: str, mention: Mention) -> None:
        """Learn from the article before a name (o João) and from words that agree with it: Nadia, assise; Ana está
        cansada."""
        lexicon, row = self.cast.lexicon, words(text)
        at = next((at for at, word in enumerate(row) if word.start >= mention.at), len(row))
        before = row[at - 1] if at else None
        if before and (len(before.key) > 1 or at == 1):
            weight = _NOUN if lexicon.words.articled_names else _ENDING
            self._vote(mention, lexicon.gender_of_article(before.key), weight)
        while at < len(row) and row[at].case != "l":
            at += 1
        if at and not mention.people[0].stage:
            mention.people[0].ages(looks.look(text, row[at - 1].end, lexicon).age, lexicon)
        for word, following in pairwise(row[max(0, at - 1) : at + _AGREEING]):
            gap = text[word.end : following.start]
            if following.case != "l" or "." in gap or ";" in gap:
                return
            told = "," in gap or ")" in gap or word.key in lexicon.copulas
            if told and following.key not in lexicon.seen_of and following.key not in lexicon.nouns:
                self._vote(mention, lexicon.gender_of_form(following.key), _ANYHOW)

    def _learn(self, text: str, before: Person | None, weight: int) -> Person | None:
        sights = self.sights(text)
        named = [sight for sight in sights if isinstance(sight, Mention) and len(sight.people) == 1]
        for sight, following in zip(sights, (*sights[1:], None), strict=False):
            if isinstance(sight, Mention) and isinstance(following, Unnamed) and apposed(text, sight.at, following.at):
                self._vote(sight, following.noun.gender, _NOUN)
                self._call(sight, following)
            after = following
            if isinstance(following, Reference):
                after = next((one for one in sights if isinstance(one, Mention) and one.at > sight.at), None)
            if isinstance(sight, Unnamed) and isinstance(after, Mention) and beside(text, sight.until, after.at):
                self._vote(after, sight.noun.gender, self._weight(sight))
                self._call(after, sight)
        self._learn_names(text, sights, named)
        self._learn_owner(sights, before)
        first = sights[0] if sights else None
        spoken_of = {form.gender for sight in sights if isinstance(sight, Reference) for form in sight.forms}
        one_sided = not {MALE, FEMALE} <= spoken_of
        if (
            isinstance(first, Reference)
            and before
            and one_sided
            and len(first.forms) == 1
            and first.forms[0].part != "object"
        ):
            self._guess(before, first.forms[0].gender, weight)
        if len(named) == 1 and not any(isinstance(sight, Unnamed) for sight in sights):
            later = [sight for sight in sights if isinstance(sight, Reference) and sight.at > named[0].at]
            for sight in later:
                if not text[named[0].at : sight.at].rstrip().endswith(",") and all(
                    form.part in ("owner", "subject") for form in sight.forms
                ):
                    self._vote(named[0], sight.forms[0].gender, _BEHIND)
        people = {person for sight in named for person in sight.people}
        self.around += people
        others = any(isinstance(sight, Unnamed) and not sight.noun.plural for sight in sights)
        if not one_sided:
            return None
        if len(people) == 1 and not others:
            # The next pronoun may mean whoever this one does: MA walks around her. She waits.
            other = any(isinstance(one, Reference) and _is_acted_on(one) for one in sights)
            return None if other else next(iter(people))
        return before if not sights or (isinstance(first, Reference) and not people) else None

    def _weight(self, noun: Unnamed) -> int:
        """How much a noun before a name tells: his sister FEMI more than a given name, which is a man's elsewhere."""
        lexicon = self.cast.lexicon
        return _KIN if noun.owned and noun.noun.singular in lexicon.kin and not lexicon.words.cases else _NOUN

    def _learn_names(self, text: str, sights: Sequence[Sight], named: Sequence[Mention]) -> None:
        """Learn from what stands around names in a sentence, and in the one before it."""
        self._learn_told_of(text, sights, named)
        self._learn_called(text, sights)
        for mention in named:
            if not (mention.noun or mention.people[0].animal):
                self._learn_agreement(text, mention)
        if named and self.last:
            self._learn_from_last(text, named[0])
        new = [sight for sight in sights if isinstance(sight, Unnamed) and sight.new and not sight.noun.plural]
        self.last = (text, new[0]) if new and not named else None

    def _learn_owner(self, sights: Sequence[Sight], before: Person | None) -> None:
        """Learn who is he or she from whose kin comes in behind them: JAN waits. Beside him sits his daughter MERLE."""
        for at, (owner, noun) in enumerate(pairwise(sights)):
            if not (isinstance(owner, Reference) and isinstance(noun, Unnamed) and noun.owned):
                continue
            earlier = [one for one in sights[:at] if isinstance(one, Mention) and len(one.people) == 1]
            whose = earlier[-1].people[0] if earlier else before
            if whose and len(owner.forms) == 1 and noun.noun.singular in self.cast.lexicon.kin:
                self._vote_person(whose, owner.forms[0].gender, _NOUN)

    def _learn_from_last(self, text: str, mention: Mention) -> None:
        """Learn from the sentence before, which showed somebody without a name: un garçon de neuf ans. C'est Luc.

        A girl comes in. MARA (17), soaked.
        """
        lexicon = self.cast.lexicon
        if not self.last:
            return
        before, noun = self.last
        told = any(word.key in lexicon.presents for word in words(text[: mention.at]))
        agrees = noun.stage == mention.people[0].stage != "" and brings_in(text, mention.at)
        if not (told or agrees):
            return
        age = looks.told_age(before[noun.at :], self.cast.lexicon)
        self._vote(mention, noun.noun.gender, _NOUN)
        if len(mention.people) == 1:
            mention.people[0].ages(age, self.cast.lexicon)
        self._call(mention, noun)

    def _learn_called(self, text: str, sights: Sequence[Sight]) -> None:
        """Learn from a sentence that gives somebody a name: Er heißt FIETE. 他叫豆豆. A giant whom all call TITOU."""
        for at, sight in enumerate(sights):
            if not (
                isinstance(sight, Mention) and len(sight.people) == 1 and is_called(text, sight.at, self.cast.lexicon)
            ):
                continue
            for one in sights[max(0, at - 2) : at]:
                if isinstance(one, Unnamed) and not one.noun.plural:
                    self._vote(sight, one.gender, _GIVEN)
                    self._call(sight, one)
                elif isinstance(one, Reference) and len(one.forms) == 1:
                    self._vote(sight, one.forms[0].gender, _NOUN * 2)
                    if self.last:
                        self._call(sight, self.last[1])

    def _learn_told_of(self, text: str, sights: Sequence[Sight], named: Sequence[Mention]) -> None:
        """Learn from a sentence that says who somebody without a name is: The toddler is her brother, IDRIS."""
        first = sights[0] if sights else None
        if len(named) != 1 or not isinstance(first, Unnamed) or first.noun.plural:
            return
        row = words(text[first.at : named[0].at])
        if len(row) > 1 and row[1].key in self.cast.lexicon.copulas | self.cast.lexicon.presents:
            self._vote(named[0], first.noun.gender, _NOUN)
            self._call(named[0], first)

    def _call(self, mention: Mention, noun: Unnamed) -> None:
        """Take in what somebody is called beside their name, and about how old that makes them."""
        word, lexicon = noun.noun.singular, self.cast.lexicon
        for person in mention.people if len(mention.people) == 1 else ():
            if noun.stage or word in lexicon.anyone:
                person.nouns.add(word)
            if not person.stage:
                person.stage = noun.stage
            if word in lexicon.infants and not person.years:
                person.years = _INFANT

    def _vote(self, mention: Mention, gender: str, weight: int) -> None:
        if len(mention.people) == 1:
            self._vote_person(mention.people[0], gender, weight)

    def _vote_person(self, person: Person, gender: str, weight: int) -> None:
        if gender in (MALE, FEMALE):
            self.votes[person][gender] += weight

    def _speakers(self, passage: Passage) -> list[Person]:
        speakers = []
        for cue in passage.cues:
            for name in self.cast.cue(cue).names:
                person = self.cast.by_key.get(characters.key(name))
                if person and person not in speakers:
                    speakers.append(person)
        return speakers
