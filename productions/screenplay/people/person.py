"""Somebody in a film, and what the words of a name say: a title, a proper name, or a noun for a person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from productions.screenplay.drafts import NO_LOOK, CastKind, IntroducedLook
from productions.screenplay.words.lexicon import Lexicon, Noun
from productions.screenplay.words.sentences import words

Keys = tuple[str, ...]
_DIGITS = re.compile(r"\d{1,3}")
_YEARS = {"young": 10, "old": 70}
"""About how old somebody is of whom no number is told."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody, a group or a prop. `called` are the names that the script gives, `noun` what a name without one says.

    `proper` are the words of the name itself, without titles; `cued` says that they speak, `known` that the production
    has them, `roles` are nouns that stand beside a name and may stand for it (the vicar), `gender` is m, f, or empty,
    as it often is of an `animal`. `stage` is young, grown, old, or empty, `years` the age in numbers, 0 where it is not
    told, `nouns` are what the script calls them beside their name, `shown` says that they are not only a voice, `once`
    is the noun under which they spoke before they said their name.
    """

    name: str
    kind: CastKind
    first_line: int = 0
    called: dict[str, str] = field(default_factory=dict)
    title: Keys = ()
    proper: Keys = ()
    noun: Keys = ()
    once: Keys = ()
    cued: bool = False
    known: bool = False
    gender: str = ""
    look: IntroducedLook = NO_LOOK
    animal: bool = False
    stage: str = ""
    years: int = 0
    nouns: set[str] = field(default_factory=set)
    shown: bool = False

    def ages(self, age: str, lexicon: Lexicon) -> None:
        """Take in an age as the script has it, unless one is known."""
        told = next((int(digits) for digits in _DIGITS.findall(age)), 0) or lexicon.years_told(age)
        if not self.stage:
            self.stage = lexicon.stage(age)
            self.years = told or _YEARS.get(self.stage, 0)
        self.years = self.years or told

    def wears(self, wardrobe: str, lexicon: Lexicon) -> None:
        """Take in the trade that clothes tell of (blouse d'infirmier, in a nurse's uniform), where no other is told."""
        worn = {word.key.removesuffix("'s") for word in words(wardrobe)}
        if self.kind == "character" and not (self.noun or self.roles):
            ages = (lexicon.young, lexicon.old)
            self.nouns |= {word for word in worn if word in lexicon.anyone and not any(word in age for age in ages)}

    roles: set[str] = field(default_factory=set)


def head_of(keys: Sequence[str], lexicon: Lexicon) -> tuple[int, Noun] | None:
    """Return the noun for people that a name is about, and where: MAN of MAN IN SUIT, DRIVER of TAXI DRIVER."""
    stops = (index for index, word in enumerate(keys) if index and word in lexicon.within)
    inner = [index for index in range(next(stops, len(keys))) if not keys[index].isdigit()]
    if not inner:
        return None
    while len(inner) > 1 and keys[inner[-1]] in lexicon.qualities and keys[inner[-2]] in lexicon.nouns:
        inner.pop()
    word = keys[inner[-1]]
    noun = lexicon.nouns.get(word) or (Noun() if word in lexicon.animals else None)
    return (inner[-1], noun) if noun else None


def gender_of(title: Keys, noun: Keys, lexicon: Lexicon) -> str:
    """Return m or f where a title or a noun of a name tells it."""
    titles = [lexicon.titles.get(word) or (lexicon.nouns.get(word) or Noun()).gender for word in title]
    head = head_of(noun, lexicon) if noun else None
    nouns = [head[1].gender] if head else []
    nouns += (lexicon.nouns[word].gender for word in noun if word in lexicon.nouns)
    return next(filter(None, (*titles, *nouns)), "")
