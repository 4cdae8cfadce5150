"""Learns whom a trade means that stands beside nobody's name: the porter, of the one who is always there with it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from productions.screenplay.people.antecedents import fits
from productions.screenplay.people.cast_list import CastList
from productions.screenplay.people.person import Person
from productions.screenplay.people.sights import Mention, Sight, Unnamed
from productions.screenplay.shots.passages import Passage
from productions.screenplay.words.lexicon import EITHER

_SCENES = 2
"""Scenes at least that must speak of a trade: in one, it may be somebody who has no name at all."""

Roster = Callable[[Sequence[Passage]], frozenset[Person]]


@dataclass(slots=True)
class Trades:
    """Trades of one film; `sights` finds who is spoken of in a sentence, `roster` whom a scene names or lets speak."""

    cast: CastList
    sights: Callable[[str], Sequence[Sight]]
    roster: Roster

    def learn(self, scenes: Iterable[Sequence[Passage]]) -> None:
        """Give a trade to the only one who may have it wherever the film speaks of it, unless it tells of several."""
        lexicon = self.cast.lexicon
        held = {word for one in self.cast.people for word in (*one.roles, *one.nouns, *one.title, *one.noun)}
        held |= {other for word in held for other in lexicon.same.get(word, ())}
        new, may_be = set[str](), dict[str, list[set[Person]]]()
        for scene in scenes:
            told = [*self._told(scene)]
            new |= {sight.noun.singular for sight, _ in told if not sight.known or sight.noun.plural}
            here: dict[str, set[Person]] = {}
            if told and self._is_crowded(scene):
                new |= {sight.noun.singular for sight, _ in told}
            around = self.roster(scene) if told else frozenset()
            for sight, named in told:
                people = {one for one in around - named if self._may_be(one, sight)}
                word = sight.noun.singular
                here[word] = here.get(word, people) & people
            for word, people in here.items():
                may_be.setdefault(word, []).append(people)
        for word, each in may_be.items():
            people = set.intersection(*each)
            if len(each) >= _SCENES and len(people) == 1 and word not in new | held:
                people.pop().nouns.add(word)

    def _is_crowded(self, scene: Sequence[Passage]) -> bool:
        """Whether a scene has several people without names, of whom somebody may be one."""
        parts = (part for passage in scene if not passage.cues for part in passage.parts)
        sights = [sight for part in parts for sight in self.sights(part.text)]
        groups = (one.kind == "group" for sight in sights if isinstance(sight, Mention) for one in sight.people)
        return any(groups) or any(
            isinstance(sight, Unnamed) and sight.noun.plural and not sight.count for sight in sights
        )

    def _told(self, scene: Sequence[Passage]) -> Iterable[tuple[Unnamed, frozenset[Person]]]:
        """Yield who is called by a trade in a scene, with those whom the sentence names."""
        lexicon = self.cast.lexicon
        for part in (part for passage in scene if not passage.cues for part in passage.parts):
            sights = self.sights(part.text)
            named = frozenset(one for sight in sights if isinstance(sight, Mention) for one in sight.people)
            for sight in sights:
                if not isinstance(sight, Unnamed) or sight.owned:
                    continue
                if sight.noun.singular in lexicon.anyone and sight.noun.singular not in lexicon.kin:
                    yield sight, named

    def _may_be(self, person: Person, sight: Unnamed) -> bool:
        """Whether somebody may have a trade, by what the film tells of sex, age and other trades."""
        lexicon, word = self.cast.lexicon, sight.noun.singular
        other = {*person.roles, *person.title[-1:], *person.noun} & lexicon.anyone
        young = person.stage == "young" and word not in lexicon.young
        return not (other or young or person.animal) and fits(person, sight.gender or EITHER)
