"""What the people of a film are to each other, as its action says it: her father, TOBIAS; żona Bolesława."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from productions.screenplay.drafts import Why
from productions.screenplay.people.apposition import apposed, beside
from productions.screenplay.people.cast_list import CastList
from productions.screenplay.people.characters import key
from productions.screenplay.people.person import Person
from productions.screenplay.people.sights import Mention, Sight, Unnamed
from productions.screenplay.shots.passages import Passage
from productions.screenplay.words.sentences import words

OPPOSITE = {
    "parents": "children",
    "grandparents": "grandchildren",
    "uncles": "nephews",
    "spouses": "spouses",
    "siblings": "siblings",
    "parents_in_law": "children_in_law",
    "siblings_in_law": "siblings_in_law",
    "cousins": "cousins",
}
OPPOSITE |= {other: kind for kind, other in OPPOSITE.items()}
"""What somebody is to whoever is that to them."""
YEARS_OLDER = {"parents": (14, 60), "grandparents": (30, 90), "spouses": (-30, 30), "siblings": (-25, 25)}
YEARS_OLDER |= {"children": (-60, -14), "grandchildren": (-90, -30), "uncles": (5, 70), "nephews": (-70, -5)}
YEARS_OLDER |= {
    "parents_in_law": (14, 60),
    "children_in_law": (-60, -14),
    "siblings_in_law": (-30, 30),
    "cousins": (-30, 30),
}
"""By how many years somebody may be older who is that to another."""
_SHARED = frozenset({"parents", "grandparents", "uncles"})
"""What is the same to brothers and sisters."""
_THROUGH = {
    "parents": (("parents", "spouses"),),
    "children": (("spouses", "children"),),
    "grandparents": (("parents", "parents"),),
    "grandchildren": (("children", "children"),),
    "siblings": (("parents", "children"),),
    "uncles": (("parents", "siblings"),),
    "nephews": (("siblings", "children"),),
    "parents_in_law": (("spouses", "parents"),),
    "children_in_law": (("children", "spouses"),),
    "siblings_in_law": (("spouses", "siblings"), ("siblings", "spouses")),
}
"""What somebody is to another through whoever is between them."""
_GRAND = frozenset({"grandparents", "grandchildren"})
"""What ages tell for certain."""
_SEVERAL = frozenset({"parents", "children", "grandparents", "grandchildren"})
"""What several are to everybody."""
_CLOSE = 2
"""Words from a noun for brothers or sisters to their names: los mellizos Bru, JULIA y TEO."""
_NEAR = 24
"""Characters between a noun and the name whose kin it tells: żona Bolesława, la fille de Marthe."""


@dataclass(slots=True)
class Kinship:
    """Who is whose father, wife, niece; `sights` finds who is spoken of in a sentence.

    `around` are those who speak in the scene that it learns from.
    """

    cast: CastList
    sights: Callable[[str], Sequence[Sight]]
    of: dict[tuple[Person, str], dict[Person, None]] = field(default_factory=dict)
    around: Sequence[Person] = ()

    def learn(self, scenes: Iterable[Sequence[Passage]]) -> None:
        """Take in what stands beside names, over the whole film."""
        if not self.cast.lexicon.kin:
            return
        self._learn_twins()
        for scene in scenes:
            before: list[Person] = []
            self.around = self._speaking(scene)
            for passage in scene:
                for part in passage.parts if not passage.cues else ():
                    before = self._learn(part.told, before)

    def _speaking(self, scene: Iterable[Passage]) -> list[Person]:
        names = [key(name) for passage in scene for cue in passage.cues for name in self.cast.cue(cue).names]
        return [self.cast.by_key[name] for name in dict.fromkeys(names) if name in self.cast.by_key]

    def is_told_of_in(self, scene: Iterable[Passage]) -> bool:
        """Whether a noun for kin stands in the action of a scene, or in what it says of whom somebody speaks to."""
        told = (part.said.parenthetical if part.said else part.told for passage in scene for part in passage.parts)
        return any(
            isinstance(sight, Unnamed) and self._kind(sight) for text in told if text for sight in self.sights(text)
        )

    def add(self, whose: Person, kind: str, person: Person) -> None:
        """Take in that a person is that to another, who is the opposite to them, at whatever age they are shown."""
        whose, person = self.cast.grown(whose), self.cast.grown(person)
        for one, that in ((person, kind), (whose, OPPOSITE[kind])):
            if that == "grandparents" and not one.stage and not one.animal:
                one.stage = "old"
        for one in (whose, *(self.of.get((whose, "siblings"), ()) if kind in _SHARED else ())):
            if one is not person:
                self.of.setdefault((one, kind), {})[person] = None
                self.of.setdefault((person, OPPOSITE[kind]), {})[one] = None

    def who(self, whose: Person, kind: str, gender: str) -> list[Person]:
        """Return those of a gender who are that to somebody."""
        whose = self.cast.grown(whose)
        told = self.of.get((whose, kind), {})
        # Somebody may have one brother of whom the film tells, but hardly one parent.
        kin = told if told and kind not in _SEVERAL else {**told, **dict.fromkeys(self._by_others(whose, kind))}
        return [person for person in kin if person.gender in (gender, "") or not gender]

    def _by_others(self, whose: Person, kind: str) -> Iterator[Person]:
        """Those who are that to somebody by what others are to both: a mother's father is a grandfather."""
        for first, second in _THROUGH.get(kind, ()):
            for between in self.of.get((whose, first), ()):
                yield from (one for one in self.of.get((between, second), ()) if one is not whose)

    def holders(self, kind: str, gender: str) -> list[Person]:
        """Return those of a gender who are that to anybody."""
        people = (person for (_, told), many in self.of.items() if told == kind for person in many)
        return [person for person in dict.fromkeys(people) if person.gender in (gender, "") or not gender]

    def are_siblings(self, one: Person, other: Person) -> bool:
        """Whether the film tells that two are brothers or sisters."""
        return other in self.of.get((one, "siblings"), ())

    def siblings_among(self, people: Iterable[Person]) -> list[Person]:
        """Return those of some people who are brothers and sisters of others of them, in the order of the script."""
        row = sorted(people, key=lambda person: (person.first_line, person.name))
        return [one for one in row if any(self.are_siblings(one, other) for other in row)]

    def siblings(self) -> list[Person]:
        """Return the brothers and sisters of the one family of which the film tells that it has some."""
        people = self.holders("siblings", "")
        return people if all({*people} == {one, *self.of[one, "siblings"]} for one in people) else []

    def _learn_twins(self) -> None:
        """Two of one last name and one age are brothers or sisters."""
        for one, other in combinations([person for person in self.cast.people if len(person.proper) > 1], 2):
            if one.proper[-1] == other.proper[-1] and one.years == other.years > 0 and one.look.age == other.look.age:
                self.add(one, "siblings", other)

    def _learn(self, text: str, before: list[Person]) -> list[Person]:
        """Take in a sentence; `before` are those spoken of so far in its scene, whoever came last first."""
        sights = self.sights(text)
        named = [one for one in sights if isinstance(one, Mention) and len(one.people) == 1 and not one.several]
        owners: dict[str, Sequence[Person]] = {}
        for index, sight in enumerate(sights):
            if not isinstance(sight, Unnamed) or not (kind := self._kind(sight)):
                continue
            if sight.noun.plural:
                self._learn_several(text, sight, kind, named)
                continue
            whose, person = self._pair(text, sight, sights[:index], sights[index + 1 :], before)
            if sight.owned:
                whose = owners.setdefault(_word_before(text, sight), whose)
            for one in whose:
                if person:
                    self.add(one, kind, person)
                    if self._are_twins(text, sight):
                        _share_age(one, person)
        people = [person for one in named for person in one.people if not person.animal]
        people.sort(key=lambda person: not person.proper)
        return list(dict.fromkeys((*people, *before)))

    def _are_twins(self, text: str, sight: Unnamed) -> bool:
        """Whether a noun for a brother or a sister is that for a twin, or behind it: his twin sister."""
        told = (sight.noun.singular, *(word.key for word in words(text[: sight.at])[-1:]))
        return any(word in self.cast.lexicon.twins and word not in self.cast.lexicon.kin for word in told)

    def _kind(self, sight: Unnamed) -> str:
        word, lexicon = sight.noun.singular, self.cast.lexicon
        return "siblings" if word in lexicon.twins else lexicon.kin.get(word, "")

    def is_owner(self, text: str, noun: Unnamed | Mention, mention: Mention) -> bool:
        """Whether a name only tells whose kin a noun before it is."""
        last = words(text[noun.at : mention.at])
        told = isinstance(noun, Unnamed) and bool(self._kind(noun))
        kin = told or any(word.key in self.cast.lexicon.kin for word in last)
        return kin and self._owns(text, noun, mention)

    def _pair(
        self, text: str, sight: Unnamed, earlier: Sequence[Sight], later: Sequence[Sight], before: Sequence[Person]
    ) -> tuple[Sequence[Person], Person | None]:
        """Whose kin a noun tells of, and who that is."""
        ahead = list(_named(later))
        behind = list(_named(earlier))
        owned_by = behind.pop() if len(behind) > 1 and behind[-1].owner and sight.owned else None
        owner = next((one for one in later if isinstance(one, Mention) and self._owns(text, sight, one)), None)
        rest = [one for one in ahead if one is not owner]
        person = None
        if behind and apposed(text, behind[-1].at, sight.at) and not self._is_joined(text, sight):
            person = behind[-1]
        elif rest and (beside(text, sight.until, rest[0].at) or (owner and apposed(text, owner.at, rest[0].at))):
            person = rest[0]
        if person is None:
            return (), None
        if by := owner or owned_by:
            return by.people, person.people[0]
        others = [one.people[0] for one in behind if one.people[0] is not person.people[0]]
        whose = others[-1] if others else None
        if whose is None and sight.owned:
            whose = self._likeliest(person.people[0], self._kind(sight), before)
        return ((whose,) if whose else ()), person.people[0]

    def _likeliest(self, person: Person, kind: str, before: Sequence[Person]) -> Person | None:
        """Whose kin somebody is of those spoken of before: by age, where it is told, else whoever came last."""
        others = [one for one in (*before, *(self.around if not before else ())) if one is not person]
        least, most = YEARS_OLDER.get(kind, (-99, 99))
        by_age = [one for one in others if one.years and person.years and least <= person.years - one.years <= most]
        sure = by_age if kind in _GRAND else []
        return next(iter((*sure, *others)), None)

    def _is_joined(self, text: str, sight: Unnamed) -> bool:
        """Whether a noun stands beside a name as somebody else, and tells no more of it: HUGO, y su madre, IRENE."""
        return any(word.key in self.cast.lexicon.joining for word in words(text[: sight.at])[-2:])

    def _owns(self, text: str, sight: Unnamed | Mention, mention: Mention) -> bool:
        """Whether a name behind a noun says whose kin somebody is: żona Bolesława, the wife of Tom."""
        between = text[sight.at : mention.at].split()[1:]
        of = self.cast.lexicon.of
        if "," in text[sight.at : mention.at] or mention.at - sight.at > _NEAR:
            return False
        return (not between and (mention.inflected or mention.why is Why.FAMILY)) or bool(
            between and between[0].casefold().rstrip("'’") in of
        )

    def _learn_several(self, text: str, sight: Unnamed, kind: str, named: Sequence[Mention]) -> None:
        """Brothers and sisters whose names follow: the brothers FRANK and TOM."""
        following = [one for one in named if one.at > sight.at][:2]
        if kind != "siblings" or len(following) < 2:
            return
        first, second = following
        close = len(text[sight.at : first.at].split()) <= _CLOSE and second.at - first.at < _NEAR
        if close and not any(sign in text[sight.at : second.at] for sign in ".;"):
            self.add(first.people[0], kind, second.people[0])


def _share_age(one: Person, other: Person) -> None:
    """Give two who are twins the age that is told of either."""
    for person, twin in ((one, other), (other, one)):
        if not person.stage:
            person.stage, person.years = twin.stage, twin.years


def _word_before(text: str, sight: Unnamed) -> str:
    """What stands before a noun, which means the same one twice in a sentence: su padre, HUGO, y su madre, IRENE."""
    return "".join(text[: sight.at].split()[-1:]).casefold()


def _named(sights: Iterable[Sight]) -> Iterator[Mention]:
    return (one for one in sights if isinstance(one, Mention) and len(one.people) == 1 and not one.several)
