"""What the places of headings are called: as the production calls them, unless people said that they are none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from productions.screenplay.decisions import Alias, Decision, Refuse
from productions.screenplay.drafts import Known
from productions.screenplay.people.characters import key


@dataclass(frozen=True, slots=True)
class PlaceNames:
    """The names of places by the keys of all their names."""

    names: Mapping[str, str]
    refused: frozenset[str]

    @classmethod
    def of(cls, known: Known, decisions: Sequence[Decision]) -> "PlaceNames":
        """Take in what the production has and what people decided."""
        names = {
            key(name): entry.name
            for entry in known.names
            if entry.kind == "location"
            for name in (*entry.aliases, entry.name)
        }
        refused = {key(name) for name, kind in known.refused if kind == "location"}
        for decision in decisions:
            match decision:
                case Alias(name, of, "location"):
                    names[key(name)] = names.get(key(of), of)
                case Refuse(name, "location"):
                    refused.add(key(name))
        return cls(names, frozenset(refused))

    def name(self, place: str) -> str:
        """Return what a heading's place is called; empty where it is none."""
        return "" if key(place) in self.refused else self.names.get(key(place), place)
