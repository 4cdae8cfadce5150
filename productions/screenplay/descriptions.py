"""Finds whom a noun means that is nobody's name: the old woman, his father, the twins, le petit."""

from collections.abc import Sequence
from dataclasses import dataclass

from productions.screenplay.antecedents import Antecedents, Event, fits
from productions.screenplay.kinship import Kinship
from productions.screenplay.lexicon import EITHER, Lexicon
from productions.screenplay.mentions import Unnamed
from productions.screenplay.person import Person
from productions.screenplay.sentences import key

_OLDER = {"parents": (14, 60), "grandparents": (30, 90), "spouses": (-30, 30), "siblings": (-25, 25)}
_OLDER |= {"children": (-60, -14), "grandchildren": (-90, -30)}
"""By how many years somebody may be older who is that to another."""


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
            return self._several(sight)
        if not sight.known:
            return []
        if (kind := self.lexicon.kin.get(sight.noun.singular)) and (sight.owned or not self._is_plain(sight)):
            if people := self._kin(sight, kind, so_far, event, named, whose):
                return people
            if not sight.stage:
                return []
        around = [person for person in so_far.present if person not in named and not person.animal]
        if self._may_be_unnamed(sight, so_far, event):
            return []
        if called := [person for person in around if sight.noun.singular in person.nouns]:
            return called if len(called) == 1 else []
        people = [one for one in around if fits(one, sight.noun.gender or EITHER) and _is_aged(sight, one)]
        return people if len(people) == 1 and self._is_sure(sight, people[0], around) else []

    def _is_plain(self, sight: Unnamed) -> bool:
        """Whether a noun for a husband or a wife is that for any man or woman (Mann, mujer)."""
        return sight.noun.singular in (
            key(word) for words in (self.lexicon.words.men, self.lexicon.words.women) for word in words[:1]
        )

    def _is_sure(self, sight: Unnamed, person: Person, around: Sequence[Person]) -> bool:
        """Whether a noun that tells no age is somebody's: it tells who is he or she, and others are there as well."""
        return bool(sight.stage or (sight.noun.gender == person.gender != "" and len(around) > 1))

    def _may_be_unnamed(self, sight: Unnamed, so_far: Antecedents, event: Event) -> bool:
        """Whether somebody without a name was spoken of in the scene who may be meant again."""
        told = [one for past in (*so_far.events, event) for one in past.unnamed]
        return any(one.noun.singular == sight.noun.singular or (one.new and not one.noun.plural) for one in told)

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
        gender = sight.noun.gender
        last = next((past.people for past in reversed(so_far.events) if past.people), [])
        anchors = owners or event.people or last
        told = list(dict.fromkeys(one for whose in anchors for one in self.kinship.who(whose, kind, gender)))
        if told and all(one in named for one in told):
            return []
        told = [one for one in told if one not in named] or [
            one for one in self.kinship.holders(kind, gender) if one in so_far.present and one not in named
        ]
        if told:
            told = self._by_birth(sight.noun.singular, told)
            return told if len(told) == 1 else []
        if not sight.owned and len(only := self.kinship.holders(kind, gender)) == 1 and only[0] not in named:
            return only
        whose = anchors[0] if anchors else None
        around = [one for one in so_far.present if one not in named and one not in event.people]
        people = [one for one in around if self._may_be(one, kind, gender, whose)]
        if not people and sight.owned:
            coming = ([one for one in come if self._may_be(one, kind, gender, whose)] for come in so_far.ahead[1:])
            people = next(filter(None, coming), [])
        if len(people) != 1 or whose is None or whose is people[0]:
            return []
        self.kinship.add(whose, kind, people[0])
        return people

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
        least, most = _OLDER.get(kind, (-99, 99))
        return not (person.years and whose.years) or least <= person.years - whose.years <= most

    def _is_other(self, whose: Person, person: Person) -> bool:
        """Whether the film says that two are something else to each other."""
        return any(person in people for (one, _), people in self.kinship.of.items() if one is whose)

    def _several(self, sight: Unnamed) -> list[Person]:
        """Twins, or brothers and sisters, of whom the film has told."""
        word = sight.noun.singular
        if word not in self.lexicon.twins and (sight.new or self.lexicon.kin.get(word) != "siblings"):
            return []
        people = self.kinship.siblings()
        fitting = [person for person in people if fits(person, sight.noun.gender or EITHER)]
        return fitting if len(fitting) > 1 else []


def _is_aged(sight: Unnamed, person: Person) -> bool:
    return person.stage == sight.stage if sight.stage else person.stage != "young"
