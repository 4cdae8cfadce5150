"""The people of a shot as a description speaks of them: by name, as "she", as "the old man", as everybody."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generation.backends.animatic import words
from generation.backends.animatic.deeds import GESTURES, LOOKS, PLACES, POSTURES, SEATS
from generation.backends.animatic.inflection import word_set
from generation.backends.animatic.vocabulary import CROWDS, LIGHTS, PERSONS, PROPS, SETS, TIMES, WEATHERS

SENTENCE = re.compile(r"[^.!?;\n]+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)*|[,:()–—-]")
_OWNED = re.compile(r"['’]s?$")
_NO_NAMES = word_set(
    "she he they it we you i her his him them its their our my pov angle close int ext insert wide medium a an "
    "the this "
    "that these those some any no each every one two three in on at by near behind beside under over above below of "
    "from with into onto to through against along across around between before after inside outside toward towards "
    "beneath among for without off out up down past and then but while as when where who whom which or so until "
    "because "
    "is are was were be been has have had does do did will would can could may might must there here both all"
)


@dataclass(frozen=True, slots=True)
class MentionedPerson:
    """Somebody as words speak of them: names in lower case, and "woman", "man", "girl", "boy" or "person"."""

    names: frozenset[str]
    kind: str


def kind_of(description: str) -> str:
    """Which person a description of a look speaks of."""
    read = f" {words.lowered(description)} "
    female = len(re.findall(r"\b(?:she|her|hers|woman|mother|daughter|lady|wife|sister)\b", read))
    male = len(re.findall(r"\b(?:he|his|him|man|father|son|husband|brother)\b", read))
    young = any(PERSONS[name].search(read) for name in ("child", "girl", "boy"))
    if PERSONS["girl"].search(read) or female > male:
        return "girl" if young else "woman"
    if PERSONS["boy"].search(read) or male > female:
        return "boy" if young else "man"
    return "person"


@dataclass(slots=True)
class People:
    """Whom words mean, in the course of a description; numbers count into the cast."""

    cast: Sequence[MentionedPerson]
    names: Mapping[str, int | None]
    last: tuple[int, ...] = ()
    """Who was spoken of last."""
    _claimed: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, description: str, cast: Sequence[MentionedPerson]) -> "People":
        return cls(cast, _names(description, cast))

    @property
    def everybody(self) -> tuple[int, ...]:
        return tuple(range(len(self.cast)))

    def meant(self, word: str) -> tuple[int, ...] | None:
        """Who of the cast a word means: nobody () for a person who is not in the shot, None for no person at all."""
        bare = word.lower()
        if _OWNED.search(bare):
            return None
        if bare in self.names:
            at = self.names[bare]
            return () if at is None else (at,)
        if CROWDS.fullmatch(bare):
            return self.everybody
        if bare in ("she", "he"):
            return self._pronoun(bare)
        kind = next((name for name, pattern in PERSONS.items() if pattern.fullmatch(bare)), None)
        return None if kind is None else self._noun(kind, bare)

    def _pronoun(self, word: str) -> tuple[int, ...]:
        fitting = ("woman", "girl") if word == "she" else ("man", "boy")
        if len(self.last) == 1 and self.cast[self.last[0]].kind in (*fitting, "person"):
            return self.last
        return next(((at,) for at, person in enumerate(self.cast) if person.kind in fitting), self.last or (0,))

    def _noun(self, kind: str, word: str) -> tuple[int, ...]:
        """ "The old man": the one whom no name speaks of, and who fits."""
        named = {at for at in self.names.values() if at is not None}
        if len(self.cast) == 1 and not named:
            return (0,)
        if word not in self._claimed:
            free = [at for at in self.everybody if at not in named | set(self._claimed.values())]
            fitting = [at for at in free if kind in ("person", self.cast[at].kind)]
            fitting = fitting or [at for at in free if self.cast[at].kind == "person"]
            if not fitting:
                return ()
            self._claimed[word] = fitting[0]
        return (self._claimed[word],)


def _names(description: str, cast: Sequence[MentionedPerson]) -> Mapping[str, int | None]:
    """Names in a description and whose they are: known from the dialogue, else given out in the order of the cast."""
    numbers: dict[str, int | None] = {name: at for at, person in enumerate(cast) for name in person.names}
    if not re.search(r"[a-z]", description):
        return numbers
    free = [at for at, person in enumerate(cast) if not person.names]
    for sentence in SENTENCE.finditer(description):
        for at, token in enumerate(WORD.finditer(sentence[0])):
            word = _OWNED.sub("", token[0])
            if word.lower() not in numbers and _is_name(word, first=at == 0):
                fitting = _hinted(description[sentence.start() + token.end() :], free, cast)
                numbers[word.lower()] = fitting
                free = [other for other in free if other != fitting]
    return numbers


def _hinted(after: str, free: Sequence[int], cast: Sequence[MentionedPerson]) -> int | None:
    """Whose name it is: of those without one, the first whom the next "she" or "his" fits, else the first."""
    hint = re.search(r"\b(?:(she|her)|he|his)\b", after[:120].lower())
    kinds = () if hint is None else ("woman", "girl") if hint[1] else ("man", "boy")
    return next((at for at in free if cast[at].kind in kinds), free[0] if free else None)


def _is_name(word: str, first: bool) -> bool:
    """Capitals make a name, unless the word is a common one; the first of a sentence must not look like a thing."""
    lower = word.lower()
    if len(word) < 2 or not word[0].isupper() or lower in _NO_NAMES or lower.endswith(("ly", "ing")):
        return False
    if CROWDS.fullmatch(lower) or _stands_in(lower, PERSONS, PROPS, PLACES, SEATS):
        return False
    if not first or word.isupper():
        return True
    ordinary = _stands_in(lower, POSTURES, GESTURES, LOOKS, SETS, WEATHERS, TIMES, LIGHTS)
    return not ordinary and not lower.endswith(("s", "ness", "tion", "ed"))


def _stands_in(word: str, *tables: Mapping[str, re.Pattern[str]]) -> bool:
    return any(pattern.fullmatch(word) for table in tables for pattern in table.values())
