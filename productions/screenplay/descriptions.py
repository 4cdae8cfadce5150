"""Finds whom a noun means that is nobody's name: the old woman, his father, the twins, le petit."""

from collections.abc import Sequence
from dataclasses import dataclass

from productions.screenplay.antecedents import Antecedents, Event, fits
from productions.screenplay.kinship import Kinship
from productions.screenplay.lexicon import Lexicon
from productions.screenplay.mentions import Unnamed
from productions.screenplay.person import Person

_STAGES = {"grandparents": ("old", "grown"), "parents": ("old", "grown"), "spouses": ("old", "grown")}
_STAGES |= {"uncles": ("old", "grown"), "grandchildren": ("young", "grown"), "nephews": ("young", "grown")}


@dataclass(slots=True)
class Descriptions:
    """Whom nouns may mean in one film."""

    lexicon: Lexicon
    kinship: Kinship

    def meant(self, sight: Unnamed, so_far: Antecedents, event: Event, named: Sequence[Person]) -> list[Person]:
        """The one person of the scene whom a noun fits; nobody where it may be two, or somebody without a name.

        `named` are those whom the sentence names anyway, so that they are not meant beside.
        """
        if sight.noun.plural:
            return self._several(sight) if not sight.new or sight.noun.singular in self.lexicon.twins else []
        if not sight.known:
            return []
        word = sight.noun.singular
        if kind := self.lexicon.kin.get(word):
            if people := self._kin(sight, kind, so_far, event, named):
                return people
            if kind != "children" and word not in self.lexicon.young | self.lexicon.old:
                return []
        if self._may_be_unnamed(sight, so_far, event):
            return []
        around = [person for person in so_far.present if person not in named and not person.animal]
        people = [person for person in around if fits(person, sight.noun.gender or "mf") and self._is_aged(word, person)]
        return people if len(people) == 1 and self._is_sure(sight, people[0], around) else []

    def _is_aged(self, word: str, person: Person) -> bool:
        if word in self.lexicon.young:
            return person.stage == "young"
        if word in self.lexicon.old:
            return person.stage == "old"
        return person.stage != "young"

    def _is_sure(self, sight: Unnamed, person: Person, around: Sequence[Person]) -> bool:
        """Whether a noun that tells no age, and nothing else of somebody, is theirs: it tells who is he or she."""
        word = sight.noun.singular
        if word in self.lexicon.young | self.lexicon.old:
            return True
        others = [one for one in around if one is not person]
        return bool(sight.noun.gender) and person.gender == sight.noun.gender and bool(others)

    def _may_be_unnamed(self, sight: Unnamed, so_far: Antecedents, event: Event) -> bool:
        """Whether somebody without a name was spoken of in the scene who may be meant again."""
        told = [one for past in (*so_far.events, event) for one in past.unnamed]
        return any(one.noun.singular == sight.noun.singular or (one.new and not one.noun.plural) for one in told)

    def _kin(
        self, sight: Unnamed, kind: str, so_far: Antecedents, event: Event, named: Sequence[Person]
    ) -> list[Person]:
        """Who is that to those of whom the sentence speaks, or to whoever was spoken of last."""
        gender = sight.noun.gender
        anchors = event.people or (so_far.events[-1].people if so_far.events else [])
        told = [one for whose in anchors for one in self.kinship.who(whose, kind, gender) if one not in named]
        told = list(dict.fromkeys(told)) or [
            one for one in self.kinship.holders(kind, gender) if one in so_far.present and one not in named
        ]
        if told:
            return told if len(told) == 1 else []
        stages = _STAGES.get(kind, ("young", "grown", "old"))
        around = [one for one in so_far.present if one not in named and one not in event.people and not one.animal]
        people = [one for one in around if fits(one, gender or "mf") and (one.stage in stages or not one.stage)]
        whose = anchors[0] if anchors and anchors[0] not in people else None
        if len(people) != 1 or whose is None or self._is_other(whose, people[0]) or not (sight.owned or sight.known):
            return []
        if not (people[0].gender or people[0].stage):
            return []
        self.kinship.add(whose, kind, people[0])
        return people

    def _is_other(self, whose: Person, person: Person) -> bool:
        """Whether the film says that two are something else to each other."""
        return any(person in people for (one, _), people in self.kinship.of.items() if one is whose)

    def _several(self, sight: Unnamed) -> list[Person]:
        """Twins, or brothers and sisters, of whom the film has told."""
        if sight.noun.singular not in self.lexicon.twins and self.lexicon.kin.get(sight.noun.singular) != "siblings":
            return []
        people = self.kinship.siblings()
        fitting = [person for person in people if fits(person, sight.noun.gender or "mf")]
        return fitting if len(fitting) > 1 else []
