"""Finds the one person whom a pronoun can mean: among those who were spoken of last in the scene."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from productions.screenplay.people.person import Person
from productions.screenplay.people.sights import Reference, Sight, Unnamed
from productions.screenplay.words.lexicon import EITHER, PronounForm

_PAIR, _MOST = 2, 4
"""People who are meant together by a pronoun, where nobody else is there."""
_FAR, _SUBJECT, _NEAR = 8, 3, 1
"""Sentences and speeches over which a pronoun reaches back: far where it stands for people alone, else less."""


@dataclass(slots=True)
class Event:
    """Whom a sentence or a speech brought into view, in order; `spoken` are the words of a speech."""

    people: list[Person] = field(default_factory=list)
    unnamed: list[Unnamed] = field(default_factory=list)
    spoken: str = ""


@dataclass(slots=True)
class Antecedents:
    """What a scene has told so far: its sentences and speeches, who is `present`, who is only `heard`, who is
    `leaving` and who is `gone` since an earlier passage, and whether a `crowd` is there.

    `for_things` says that pronouns of the language stand for things as well, `ahead` are those who come in the next
    passages, `roster` are all whom the scene names or lets speak, `before` are those of the scene before.
    """

    sights: Callable[[str], Sequence[Sight]]
    for_things: bool
    roster: frozenset[Person] = frozenset()
    events: list[Event] = field(default_factory=list)
    present: dict[Person, None] = field(default_factory=dict)
    heard: set[Person] = field(default_factory=set)
    leaving: set[Person] = field(default_factory=set)
    gone: set[Person] = field(default_factory=set)
    crowd: bool = False
    ahead: Sequence[frozenset[Person]] = ()
    before: Sequence[Person] = ()

    def happens(self, event: Event, seen: Iterable[Person]) -> None:
        """Take in the next sentence or speech, and who is seen in it."""
        self.events.append(event)
        self.gone -= {*event.people}
        self.present |= dict.fromkeys(person for person in seen if person.kind == "character")

    def one(self, form: PronounForm, sight: Reference, event: Event) -> list[Person]:
        """The person of that gender who was spoken of last; nobody where that could be another.

        Whoever is named in the sentence itself is there already, so that nobody is looked for who stands beside.
        """
        if form.part == "latter":
            return self._named_last(form)
        subject = event.people[0] if event.people else None
        left_out = {subject} if form.part == "object" and not sight.apart else set()
        left_out |= self._gone(form)
        if form.part != "object" and any(fits(person, form.gender) for person in event.people):
            return []
        if form.part != "object" and not event.people and any(self._may_mean(one, form) for one in event.unnamed):
            return []
        if sight.beside and subject and fits(subject, form.gender):
            return []
        for past in self._back(form, sight, event):
            people = [person for person in past.people if person not in left_out and fits(person, form.gender)]
            far = past is not event and past is not self.events[-1]
            if far and all(person.animal and not person.gender for person in people) and self._sure(form.gender):
                people = []
            unnamed = [
                one
                for one in past.unnamed
                if not one.noun.plural and _agrees(one.gender, form.gender) and (one.new or not people)
                if one.new or one.gender != form.gender or len(self._sure(form.gender)) != 1
            ]
            sure = [person for person in people if person.gender == form.gender]
            if form.part == "object" and past.spoken and self._speaks_of(past, form.gender):
                continue
            if not people and not unnamed:
                continue
            chosen = sure or people
            if unnamed or len(chosen) != 1:
                return []
            if sure or self._nobody_surer(chosen[0], form.gender, left_out):
                return chosen
        if sight.beside or event.people or event.unnamed:
            return self._only_one(form, sight, event, left_out)
        return self._not_named_yet(form, left_out) or self._only_one(form, sight, event, left_out)

    def _only_one(
        self, form: PronounForm, sight: Reference, event: Event, left_out: set[Person | None]
    ) -> list[Person]:
        """The only one of the scene who is he or she, however far back, where nobody without a name may be meant."""
        if not (sight.embodied or form.part == "subject"):
            return []
        if any(fits(person, form.gender) for person in self.heard if person not in self.present):
            return []
        unnamed = (one for past in (*self.events, event) for one in past.unnamed)
        if any(not one.noun.plural and _agrees(one.gender, form.gender) for one in unnamed):
            return []
        for around in (self.present, self.roster if form.part == "subject" and not self.for_things else ()):
            people = [person for person in around if person not in left_out and fits(person, form.gender)]
            if people:
                return people if len(people) == 1 and people[0].gender == form.gender else []
        return []

    def _gone(self, form: PronounForm) -> set[Person | None]:
        """Those who left in an earlier passage, where somebody else who stayed may be meant."""
        stayed = (one for one in self.present if one not in self.gone and not one.animal)
        return {*self.gone} if self.gone and any(fits(one, form.gender) for one in stayed) else set()

    def _named_last(self, form: PronounForm) -> list[Person]:
        """Whom the sentence before named last, besides whoever it was about."""
        past = self.events[-1] if self.events else Event()
        people = [person for person in past.people[1:] if fits(person, form.gender)]
        told = any(self._may_mean(one, form) for one in past.unnamed)
        return people[-1:] if not told else []

    def _may_mean(self, unnamed: Unnamed, form: PronounForm) -> bool:
        return unnamed.new and not unnamed.noun.plural and _agrees(unnamed.gender, form.gender)

    def _sure(self, gender: str) -> list[Person]:
        return [person for person in self.present if person.gender == gender]

    def _not_named_yet(self, form: PronounForm, left_out: set[Person | None]) -> list[Person]:
        """Who is meant before the scene has named anybody: the one of that gender who comes first."""
        told = self.crowd or any(past.unnamed for past in self.events) or (self.for_things and bool(self.events))
        if told or any(fits(person, form.gender) for person in self.present):
            return []
        coming = ([one for one in people if one.gender == form.gender] for people in self.ahead)
        sure = next(filter(None, coming), [])
        return sure if len(sure) == 1 and sure[0] not in left_out else []

    def _back(self, form: PronounForm, sight: Reference, event: Event) -> Iterator[Event]:
        """The sentence itself, then what came before, over what may lie between."""
        if form.part == "object" and event.people:
            yield event
        for_things = self.for_things and not sight.embodied
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

    def _speaks_of(self, event: Event, gender: str) -> bool:
        """Whether a speech speaks of a third person, who then may be meant rather than the speaker."""
        return any(
            isinstance(sight, Reference) and any(form.gender == gender for form in sight.forms)
            for sight in self.sights(event.spoken)
        )

    def several(self, form: PronounForm, sight: Reference, event: Event) -> list[Person]:
        """Those who were spoken of together last, or the two who are there; nobody of a crowd."""
        if self.for_things and form.part == "object" and not sight.embodied and sight.at:
            return []
        if self.crowd and not self._went_on_together(form):
            return []
        if form.part == "subject" and not event.people and (before := self._went_on_together(form)):
            return before
        subject = event.people[0] if event.people and form.part == "object" else None
        past = self.events[-1] if self.events else Event()
        together = [person for person in past.people if person is not subject]
        if form.part != "object" and event.people:
            return []
        if len(together) > 1 and not past.unnamed:
            return together
        here = [person for person in self.present if person is not subject and not person.animal]
        if form.part == "subject" and (each := self._one_after_another()):
            return each
        if not sight.beside and (with_one := self._with_somebody(past, together or here)):
            return with_one
        others = [one for one in past.unnamed if form.part == "subject" or one.noun.plural]
        if others or sight.beside:
            return []
        alone = form.part == "subject" and not sight.at and not any(one.unnamed for one in self.events)
        return here if len(here) == _PAIR or (alone and _PAIR < len(here) <= _MOST) else []

    def _one_after_another(self) -> list[Person]:
        """The two of whom one sentence after the other told: Ana looks. The cat blinks. They weigh each other up."""
        last = self.events[-2:]
        if len(last) < _PAIR or any(len(one.people) != 1 or one.unnamed or one.spoken for one in last):
            return []
        people = [one.people[0] for one in last]
        return people if people[0] is not people[1] else []

    def _with_somebody(self, past: Event, people: Sequence[Person]) -> list[Person]:
        """The one who is there with the one who has no name, both of whom they are."""
        others = [one for one in past.unnamed if not one.owner]
        return list(people) if len(people) == len(others) == 1 and not others[0].noun.plural else []

    def counted(self, number: int, gender: str = "", *, grown: bool = False) -> list[Person]:
        """So many people, or so many that are `grown`: those who are there, with whoever comes next, else all of the
        scene; nobody of others.
        """
        if together := self._counted_last(number, gender, grown=grown):
            return together
        around = dict(self.present)
        for coming in ((), *self.ahead, self.roster - self.heard):
            around |= dict.fromkeys(sorted(coming, key=lambda person: (person.first_line, person.name)))
            people = [one for one in around if not one.animal and fits(one, gender or EITHER)]
            people = [one for one in people if not (grown and one.stage == "young")]
            if len(people) >= number:
                return people if len(people) == number else []
        return self._with_those_before(list(around), number, gender)

    def _counted_last(self, number: int, gender: str, *, grown: bool) -> list[Person]:
        """So many people whom one of the last sentences showed together, with nobody else."""
        for past in reversed(self.events[-_SUBJECT:]):
            people = [one for one in past.people if fits(one, gender or EITHER) and not one.animal]
            if len(people) == number and not (past.unnamed or (grown and any(one.stage == "young" for one in people))):
                return people
        return []

    def _with_those_before(self, around: Sequence[Person], number: int, gender: str) -> list[Person]:
        """So many people of the scene before, or of both scenes together."""
        for people in (self.before, dict.fromkeys((*around, *self.before))):
            fitting = [one for one in people if not one.animal and fits(one, gender or EITHER)]
            if len(fitting) == number and {*fitting} >= {one for one in around if not one.animal}:
                return fitting
        return []

    def _went_on_together(self, form: PronounForm) -> list[Person]:
        """Those whom the last sentence showed together, with nobody else, also where one speech lies between."""
        spoken = bool(self.events and self.events[-1].spoken)
        past = self.events[-1 - spoken] if len(self.events) > spoken else Event()
        alone = not (past.spoken or past.unnamed) and form.part == "subject"
        away = not spoken or not set(self.events[-1].people) & set(past.people)
        return list(past.people) if alone and away and len(past.people) > 1 else []


def fits(person: Person, gender: str) -> bool:
    """Whether somebody may be he or she, as far as is known."""
    return person.kind == "character" and _agrees(person.gender, gender)


def _agrees(gender: str, wanted: str) -> bool:
    return gender in (wanted, "") or wanted == EITHER
