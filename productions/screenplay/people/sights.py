"""What words of a sentence speak of people: names, pronouns, and nouns for somebody without a name."""

from dataclasses import dataclass

from productions.screenplay.drafts import Why
from productions.screenplay.people.person import Person
from productions.screenplay.words.lexicon import Noun, PronounForm


@dataclass(frozen=True, slots=True)
class Mention:
    """People whom some words may mean, one of them unless `several`; those words begin at `at` in the sentence.

    `owner` says that only something of theirs is spoken of (Anna's car), `noun` that they are named by what they are,
    `gender` which of them are meant, `inflected` that the name stands in a case, `new` that it may be somebody else who
    is that as well (a waitress, where WAITRESS speaks).
    """

    people: tuple[Person, ...]
    why: Why
    at: int
    several: bool = False
    owner: bool = False
    noun: bool = False
    gender: str = ""
    inflected: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun, by what it may be: each form's gender is m, f, or empty for several people.

    `beside` says that it tells where something is (a suitcase beside her), which may be of whoever does something,
    `embodied` that it means nothing but people (his hands, lui sourit), `unsaid` that the verb stands
    alone (Sorride e esce), `count` how many people it means (all three),
    `apart` that a clause of its own lies between it and what its sentence begins with.
    """

    forms: tuple[PronounForm, ...]
    at: int
    beside: bool = False
    embodied: bool = False
    unsaid: bool = False
    count: int = 0
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Unnamed:
    """Somebody whom a noun speaks of and no name: a waiter, three men; `new` unless an article says who is meant.

    `known` says that it may mean somebody who was there already, `owned` that it tells whose kin that is, `owner` that
    only something of theirs is spoken of, `stage` whether they are young or old, `count` how many they are, where a
    number tells it (the two men), `agrees` he or she as the article tells it (una cliente), `told` that
    words behind the noun tell which one is meant (the man in the raincoat).
    """

    noun: Noun
    at: int
    new: bool = True
    known: bool = False
    owned: bool = False
    owner: bool = False
    stage: str = ""
    last: int = 0
    count: int = 0
    agrees: str = ""
    told: bool = False

    @property
    def gender(self) -> str:
        """Who is meant, he or she, by the noun itself or by its article."""
        return self.noun.gender or self.agrees

    @property
    def until(self) -> int:
        """Where the last word of the noun begins, whose it is among them: o neto dela."""
        return self.last or self.at


Sight = Mention | Reference | Unnamed
