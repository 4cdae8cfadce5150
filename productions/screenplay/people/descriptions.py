"""Finds whom a noun means that is nobody's name: the old woman, his father, the twins, le petit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

from productions.screenplay.people.antecedents import Antecedents, Event, fits
from productions.screenplay.people.kinship import OPPOSITE, YEARS_OLDER, Kinship
from productions.screenplay.people.person import Person
from productions.screenplay.people.sights import Unnamed
from productions.screenplay.words.lexicon import EITHER, MALE, Lexicon, Noun
from productions.screenplay.words.sentences import key

_GROWN = frozenset({"parents", "grandparents", "spouses", "parents_in_law"})
"""What no child is to anybody."""

_BEFORE = 3
"""Sentences and speeches before one in which somebody is looked for whose kin it speaks of."""
_YOUTH = (10, 30)
"""Years between which somebody may be called a girl or a boy who is no child."""


_ELDER = 50
"""Years from which somebody may be called old where nobody else is."""
_TWO = 2
_YOUNG = 35
"""Years up to which a grown one may be called young: the young constable."""


_IsKin = Callable[[Person, Person], bool]
"""Whether somebody is that to another."""


@dataclass(slots=True)
class Descriptions:
    """Whom nouns may mean in one film."""

    lexicon: Lexicon
    kinship: Kinship

    def meant(
        self,
        sight: Unnamed,
        so_far: Antecedents,
        event: Event,
        named: Sequence[Person],
        whose: Sequence[Person] = (),
    ) -> list[Person]:
        """The one person of the scene whom a noun fits; nobody where it may be two, or somebody without a name.

        `named` are those whom the sentence names anyway, so that they are not meant beside, `whose` whose kin it is.
        """
        if sight.noun.plural:
            return self._several(sight, so_far, event, whose)
        if not sight.known:
            return []
        if (kind := self.lexicon.kin.get(sight.noun.singular)) and (sight.owned or not self._is_plain(sight)):
            if people := self._kin(sight, kind, so_far, event, named, whose):
                return people
            if not sight.stage:
                return []
        around = [person for person in so_far.present if person not in named and not person.animal]
        later = [person for person in so_far.roster if person not in {*around, *named} and not person.animal]
        told = [one for past in (*so_far.events, event) for one in past.unnamed]
        if any(one.noun.singular == sight.noun.singular for one in told):
            return []
        if sight.owned and not sight.stage:
            owners = so_far.events[-1].people if so_far.events else []
            around = [person for person in around if person not in owners]
        for those in (around, later):
            if called := [person for person in those if sight.noun.singular in person.nouns]:
                return called if len(called) == 1 else []
        if any(one.new and not one.noun.plural and self._may_be_same(one, sight) for one in told):
            return []
        people = self._smallest(sight, [one for one in around if self._fits(sight, one)])
        if not people and not sight.new:
            people, around = [one for one in later if self._fits(sight, one)], [*around, *later]
        if not people and sight.stage and not sight.new:
            people = [one for one in so_far.before if not one.animal and one not in named and self._fits(sight, one)]
        if not people and sight.stage == "old" and not sight.new:
            people = self._of_no_age(sight, around, so_far)
        if not people and sight.stage == "young" and sight.gender and not sight.new:
            people = self._of_no_known_age(sight, so_far, named)
        around += [one for one in event.people if one.kind == "character" and one not in around]
        alone = len(around) == 1 and not so_far.crowd
        return people if len(people) == 1 and self._is_sure(sight, people[0], around, alone=alone) else []

    def _of_no_age(self, sight: Unnamed, around: Sequence[Person], so_far: Antecedents) -> list[Person]:
        """The one who is nearly old, else whose age is not told, where nobody of the scene is known to be old."""
        last = so_far.events[-1].people if so_far.events else []
        if eldest := [one for one in around if one.years >= _ELDER and fits(one, sight.gender or EITHER)]:
            return eldest
        return [one for one in around if not one.stage and one not in last and fits(one, sight.gender or EITHER)]

    def _of_no_known_age(self, sight: Unnamed, so_far: Antecedents, named: Sequence[Person]) -> list[Person]:
        """The only one of a sex of the scene whose age is not told, where others of that sex are known to be grown."""
        here = [one for one in so_far.present if not one.animal and fits(one, sight.gender)]
        people = [one for one in here if not (one.stage or one.title)]
        return people if len(people) == 1 < len(here) and people[0] not in named else []

    def _smallest(self, sight: Unnamed, people: list[Person]) -> list[Person]:
        """Of several young ones the only child, where a noun means no youth: the child, of a boy and a girl of 16."""
        youths = [one for one in people if one.stage == "young" or _YOUTH[0] <= one.years <= _YOUTH[1]]
        if sight.noun.singular in self.lexicon.youths and youths:
            people = youths
        if len(people) < _TWO:
            return people
        small = [one for one in people if 0 < one.years < _YOUTH[1] // 2 - 2]
        return small if sight.stage == "young" and len(small) == 1 else people

    def _fits(self, sight: Unnamed, person: Person) -> bool:
        """Whether somebody may be called by a noun, by what the film tells of sex, age and trade."""
        return (
            fits(person, sight.gender or EITHER)
            and self._is_aged(sight, person)
            and not self._does_something_else(sight.noun.singular, person)
        )

    def _may_be_same(self, one: Unnamed, other: Unnamed) -> bool:
        """Whether two nouns may mean the same one: not a child and an old man, and not a courier and a teacher."""
        if one.stage != other.stage and ((one.stage and other.stage) or other.stage == "young"):
            return False
        if one.gender and other.gender and one.gender != other.gender:
            return False
        if (one.noun.singular in self.lexicon.animals) != (other.noun.singular in self.lexicon.animals):
            return False
        trades = {one.noun.singular, other.noun.singular}
        return not (len(trades) > 1 and trades <= self.lexicon.trades and not self._are_same(*trades))

    def _are_same(self, word: str, other: str) -> bool:
        return other in self.lexicon.same.get(word, (word,))

    def _is_plain(self, sight: Unnamed) -> bool:
        """Whether a noun for a husband or a wife is that for any man or woman (Mann, mujer)."""
        return sight.noun.singular in (
            key(word) for words in (self.lexicon.words.men, self.lexicon.words.women) for word in words[:1]
        )

    def children_there(self, noun: Noun, so_far: Antecedents) -> list[Person]:
        """The children whom a scene has shown, two at least and no crowd, where a noun means several."""
        if so_far.crowd or not noun.plural or noun.singular not in self.lexicon.young:
            return []
        gender = EITHER if self._means_both(noun.singular) else noun.gender or EITHER
        here = [one for one in so_far.present if one.stage == "young" and not one.animal and fits(one, gender)]
        return here if len(here) > 1 else []

    def _children(self, sight: Unnamed, so_far: Antecedents) -> list[Person]:
        """The children whom the scene shows, or those of the film, if they are brothers and sisters."""
        if here := self.children_there(sight.noun, so_far):
            return here
        young = [one for one in self.kinship.cast.people if one.stage == "young" and one.shown and one.cued]
        young = [one for one in young if not self.lexicon.tells_which.intersection(one.proper)]
        fitting = [one for one in young if fits(one, sight.noun.gender or EITHER)]
        related = all(self.kinship.are_siblings(one, other) for one, other in combinations(young, 2))
        return fitting if len(fitting) > 1 and related else []

    def _means_both(self, boy: str) -> bool:
        """Whether boys stand for girls as well, as the word for a girl only ends otherwise: niño and niña."""
        return any(one != boy and one[:-1] == boy[:-1] and one in self.lexicon.nouns for one in self.lexicon.young)

    def _is_aged(self, sight: Unnamed, person: Person) -> bool:
        youth = person.stage == "young" or _YOUTH[0] <= person.years <= _YOUTH[1]
        if sight.noun.singular in self.lexicon.youths and youth:
            return True
        if sight.stage == "young" and sight.noun.singular not in self.lexicon.young | self.lexicon.youths:
            return 0 < person.years <= _YOUNG or (person.stage == "young" and not person.years)
        return person.stage == sight.stage if sight.stage else person.stage != "young"

    def _does_something_else(self, word: str, person: Person) -> bool:
        """Whether the film says that somebody does something else than a trade: the official is not the baker."""
        ages = self.lexicon.young | self.lexicon.old
        trades = ({*person.roles, *person.nouns, *person.title[-1:]} & self.lexicon.anyone) - ages
        same = self.lexicon.same.get(word, (word,))
        return word in self.lexicon.anyone and bool(trades) and not trades.intersection(same)

    def _is_sure(self, sight: Unnamed, person: Person, around: Sequence[Person], *, alone: bool) -> bool:
        """Whether a noun that tells no age is somebody's: it tells who is he or she, and others are there as well."""
        alone &= not sight.told and sight.noun.singular in self.lexicon.sexes
        return bool(sight.stage or (sight.noun.gender == person.gender != "" and (len(around) > 1 or alone)))

    def _kin(
        self,
        sight: Unnamed,
        kind: str,
        so_far: Antecedents,
        event: Event,
        named: Sequence[Person],
        owners: Sequence[Person],
    ) -> list[Person]:
        """Who is that to those of whom the sentence speaks, or to whoever was spoken of last."""
        gender = sight.gender
        anchors = owners or event.people or _last_spoken_of(so_far)
        told = self._told(anchors, kind, gender, so_far)
        if told and all(one in named for one in told):
            return self._of_those_before(sight, kind, so_far, named) if sight.owned and not owners else []
        told = [one for one in told if one not in named] or [
            one for one in self._holders(kind, gender, so_far) if one in so_far.present and one not in named
        ]
        if told:
            told = self._by_birth(sight.noun.singular, told)
            return told if len(told) == 1 else []
        if not sight.owned and len(only := self._holders(kind, gender, so_far)) == 1 and only[0] not in named:
            return only
        whose = anchors[-1] if anchors else None
        if (family := self._of_last_name(whose, kind, gender)) and family not in named:
            self.kinship.add(whose, kind, family) if whose else None
            return [family]
        alone = not (sight.owned or owners)
        if alone and self._is_listed(sight):
            return []
        if alone and (people := self._of_the_scene(kind, gender, so_far, named)):
            return people
        around = [one for one in so_far.present if one not in named and one not in event.people]
        people = [one for one in around if self._may_be(one, kind, gender, whose)]
        if not people and sight.owned:
            coming = ([one for one in come if self._may_be(one, kind, gender, whose)] for come in so_far.ahead[1:])
            people = next(filter(None, coming), [])
        if len(people) != 1 or whose is None or whose is people[0]:
            return self._of_age(kind, gender, so_far, named) if alone and not event.people else []
        self.kinship.add(whose, kind, people[0])
        return people

    def _is_listed(self, sight: Unnamed) -> bool:
        """Whether a noun stands without an article where others have one: padre, figlia, nipote."""
        return sight.new and bool(self.lexicon.definite) and not self.lexicon.words.cases

    def _of_the_scene(self, kind: str, gender: str, so_far: Antecedents, named: Sequence[Person]) -> list[Person]:
        """The one of a scene who is that to another one of it, by what the film tells or by last name."""
        ways = self._ways_of_kin(kind, gender, so_far)[:2]
        return next(filter(None, (self._alone(way, kind, so_far, named) for way in ways)), [])

    def _of_age(self, kind: str, gender: str, so_far: Antecedents, named: Sequence[Person]) -> list[Person]:
        """The only one of a scene who may be that to another one of it by age."""
        return self._alone(self._ways_of_kin(kind, gender, so_far)[-1], kind, so_far, named)

    def _alone(self, is_that: _IsKin, kind: str, so_far: Antecedents, named: Sequence[Person]) -> list[Person]:
        """The only one who is there and is that to somebody of the scene, else who comes later.

        If that can be to one alone, they are that in the whole film.
        """
        everybody = {**so_far.present, **dict.fromkeys(so_far.roster)}
        for around in (so_far.present, so_far.roster):
            fitting = (one for one in around if not (one.animal or one in so_far.heard))
            people = [one for one in fitting if any(is_that(one, other) for other in everybody)]
            whose = [other for one in people for other in everybody if is_that(one, other)]
            if len(people) == len(whose) == 1 and people[0] not in named:
                self.kinship.add(whose[0], kind, people[0])
            if people:
                return people if len(people) == 1 and people[0] not in named else []
        return []

    def _ways_of_kin(self, kind: str, gender: str, so_far: Antecedents) -> tuple[_IsKin, ...]:
        """What tells that somebody is that to another, the surest first."""
        return (
            lambda one, other: one in self._who(other, kind, gender, so_far),
            lambda one, other: _are_of_one_name(one, other) and self._is_of_age(one, kind, gender, other),
            lambda one, other: bool(one.proper and other.years) and self._may_be(one, kind, gender, other),
        )

    def _is_of_age(self, person: Person, kind: str, gender: str, whose: Person) -> bool:
        """Whether somebody may be that to another by ages that are told of both."""
        return bool(person.years and whose.years) and self._may_be(person, kind, gender, whose)

    def are_kin(self, first: Unnamed, second: Unnamed) -> bool:
        """Whether two nouns tell what two people are to each other."""
        kinds = [self.lexicon.kin.get(one.noun.singular, "") for one in (first, second)]
        return bool(kinds[0]) and OPPOSITE.get(kinds[0]) == kinds[1]

    def pair(self, first: Unnamed, second: Unnamed, so_far: Antecedents) -> list[Person]:
        """The two whom two nouns for kin mean together, of the scene or else of the film: father and daughter."""
        kind = self.lexicon.kin[first.noun.singular]
        around = [one for one in {**so_far.present, **dict.fromkeys(so_far.roster)} if one not in so_far.heard]
        film = [one for one in self.kinship.cast.people if one.shown and self.kinship.cast.grown(one) is one]
        ways = self._ways_of_kin(kind, first.gender, so_far)
        told, named, aged = ways
        tries = (around, told), (around, named), (film, told), (around, aged), (film, named)
        for people, is_that in tries:
            pairs = [
                [one, other]
                for one, other in permutations(people, 2)
                if is_that(one, other) and fits(other, second.gender or EITHER)
            ]
            if len(pairs) == 1:
                self.kinship.add(pairs[0][1], kind, pairs[0][0])
            if pairs:
                return pairs[0] if len(pairs) == 1 else []
        return []

    def _told(self, anchors: Sequence[Person], kind: str, gender: str, so_far: Antecedents) -> list[Person]:
        """Those of whom the film says that they are that to one of some people."""
        return list(dict.fromkeys(one for whose in anchors for one in self._who(whose, kind, gender, so_far)))

    def _who(self, whose: Person, kind: str, gender: str, so_far: Antecedents) -> list[Person]:
        """Those who are that to somebody, as old as the scene shows them."""
        return [self._as_shown(one, so_far) for one in self.kinship.who(whose, kind, gender)]

    def _holders(self, kind: str, gender: str, so_far: Antecedents) -> list[Person]:
        return [self._as_shown(one, so_far) for one in self.kinship.holders(kind, gender)]

    def _as_shown(self, person: Person, so_far: Antecedents) -> Person:
        here = {**so_far.present, **dict.fromkeys(so_far.roster)}
        younger = (one for one in here if one is not person and self.kinship.cast.grown(one) is person)
        return person if person in here else next(younger, person)

    def _of_those_before(self, sight: Unnamed, kind: str, so_far: Antecedents, named: Sequence[Person]) -> list[Person]:
        """Whose kin is meant of those spoken of before, where the sentence names that of its own people already."""
        for past in reversed(so_far.events[-_BEFORE:]):
            for whose in past.people if len(past.people) == 1 else ():
                kin = self._told([whose], kind, sight.gender, so_far)
                family = self._of_last_name(whose, kind, sight.gender)
                people = [one for one in kin or ([family] if family else []) if one not in named]
                if len(people) == 1:
                    return people
        return []

    def _of_last_name(self, whose: Person | None, kind: str, gender: str) -> Person | None:
        """The one of somebody's last name who may be that to them by age, where both ages are told."""
        if whose is None or len(whose.proper) < 2 or not (whose.years or kind == "siblings"):
            return None
        people = [
            one
            for one in self.kinship.cast.people
            if self.kinship.cast.grown(one) is one
            if len(one.proper) > 1 and one.proper[-1] == whose.proper[-1]
            if one.years and (whose.years or one.stage == whose.stage)
            if kind in YEARS_OLDER and self._may_be(one, kind, gender, whose)
        ]
        return people[0] if len(people) == 1 else None

    def _by_birth(self, word: str, people: list[Person]) -> list[Person]:
        """Of brothers and sisters the eldest or the youngest, where the noun says so (兄, 弟) and the film how old."""
        if not (word in self.lexicon.elder or word in self.lexicon.younger) or not all(one.years for one in people):
            return people
        born_first = max if word in self.lexicon.elder else min
        return [born_first(people, key=lambda person: person.years)]

    def _may_be(self, person: Person, kind: str, gender: str, whose: Person | None) -> bool:
        """Whether somebody may be that to another, by what is known of both: he or she, how old, and no other kin."""
        if person.animal or whose is None or person is whose or not fits(person, gender or EITHER):
            return False
        if not (person.gender or person.stage) or self._is_other(whose, person):
            return False
        if (person.stage == "young" and kind in _GROWN) or (whose.stage == "young" and OPPOSITE.get(kind) in _GROWN):
            return False
        least, most = YEARS_OLDER.get(kind, (-99, 99))
        return not (person.years and whose.years) or least <= person.years - whose.years <= most

    def _is_other(self, whose: Person, person: Person) -> bool:
        """Whether the film says that two are something else to each other."""
        return any(person in people for (one, _), people in self.kinship.of.items() if one is whose)

    def _several(self, sight: Unnamed, so_far: Antecedents, event: Event, whose: Sequence[Person]) -> list[Person]:
        """So many people as a number tells, those of a sex, a couple, children, twins, or somebody's kin."""
        word = sight.noun.singular
        if sight.owned and (kind := self.lexicon.several_kin.get(word)):
            return self._kin_of(whose or event.people or _last_spoken_of(so_far), kind, sight, so_far)
        if people := self._of_one_trade(sight, so_far):
            return people
        if sight.count and not (sight.new or sight.owned):
            return so_far.counted(sight.count, sight.noun.gender, grown=word in self.lexicon.grown)
        others = any(one.noun.plural and one.noun.singular == word for past in so_far.events for one in past.unnamed)
        may_be_children = word in self.lexicon.young and sight.known and not others
        if may_be_children and (children := self._children(sight, so_far)):
            return children
        if sight.known and word in self.lexicon.couples:
            return [] if so_far.crowd else so_far.counted(2)
        if sight.known and not sight.owned and (gender := self._sex(sight.noun)):
            return self._of_one_sex(sight, gender, so_far, event)
        bare = sight.known and not sight.owned and word not in self.lexicon.twins
        if bare and (kind := self.lexicon.several_kin.get(word)) and word not in self.lexicon.young:
            kin = self._kin_of(list(so_far.present), kind, sight, so_far)
            if kin := [one for one in kin if one in so_far.roster or one in so_far.present]:
                return kin if len(kin) > 1 else []
        if word not in self.lexicon.twins and (sight.new or self.lexicon.kin.get(word) != "siblings"):
            return []
        here = self.kinship.siblings_among({**so_far.present, **dict.fromkeys(so_far.roster)})
        people = here if len(here) > 1 else self.kinship.siblings()
        both = bool(self.lexicon.articles) and sight.noun.gender == MALE
        fitting = [person for person in people if fits(person, EITHER if both else sight.noun.gender or EITHER)]
        return fitting if len(fitting) > 1 else []

    def _of_one_trade(self, sight: Unnamed, so_far: Antecedents) -> list[Person]:
        """All of the scene of whom the film says that they are that, two at least: the officers, policjanci."""
        word = sight.noun.singular
        if word not in self.lexicon.anyone or not sight.known or so_far.crowd:
            return []
        around = dict.fromkeys(
            (*so_far.present, *sorted(so_far.roster - so_far.heard, key=lambda one: (one.first_line, one.name)))
        )
        people = [one for one in around if self.is_called(one, word) and fits(one, sight.noun.gender or EITHER)]
        return people if len(people) > 1 and sight.count in (0, len(people)) else []

    def is_called(self, person: Person, word: str) -> bool:
        """Whether the film says that somebody is that, or what may be called so as well."""
        own = {*person.roles, *person.nouns, *person.title[-1:], *person.noun}
        return word in own or any(self._are_same(one, word) for one in own)

    def _sex(self, noun: Noun) -> str:
        """Which sex a noun tells of that tells nothing else: the women, the girls, les hommes."""
        return noun.gender if noun.singular in self.lexicon.sexes else ""

    def _of_one_sex(self, sight: Unnamed, gender: str, so_far: Antecedents, event: Event) -> list[Person]:
        """All men or all women whom the scene has shown, two at least, where it has shown no others."""
        told = (one for past in (*so_far.events, event) for one in past.unnamed)
        if so_far.crowd or any(one.gender in ("", gender) and not one.noun.plural for one in told):
            return []
        around = (one for one in so_far.present if not one.animal and one not in event.people)
        here = [one for one in around if fits(one, gender) and (sight.stage or one.stage != "young")]
        if len(here) < _TWO and not so_far.events:
            before = (one for one in so_far.before if one not in here and fits(one, gender) and not one.animal)
            here += [one for one in before if sight.stage or one.stage != "young"]
        return here if len(here) > 1 and all(one.gender for one in here) else []

    def _kin_of(self, whose: Sequence[Person], kind: str, sight: Unnamed, so_far: Antecedents) -> list[Person]:
        """All who are that to one of some people: his parents, her sons; two at least, as one alone is no such kin.

        Where articles tell men and women apart, the noun for several men is that for both (padres, figli).
        """
        both = bool(self.lexicon.articles) and sight.noun.gender == MALE
        people = self._told(whose, kind, "" if both else sight.noun.gender, so_far)
        return people if len(people) > 1 else []


def _last_spoken_of(so_far: Antecedents) -> Sequence[Person]:
    return next((past.people for past in reversed(so_far.events) if past.people), ())


def _are_of_one_name(person: Person, other: Person) -> bool:
    if not all(len(one.proper) > 1 or (one.proper and one.title) for one in (person, other)):
        return False
    return person.proper[-1] == other.proper[-1]
