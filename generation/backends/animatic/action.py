"""Reading the action: who of the cast does what, with which thing and at which place, sentence by sentence.

No grammar is complete, so this one is careful: a verb counts only where a person is its subject. "The road runs along
the cliff" moves nobody, "an old radio sits on a table" seats nobody, "she does not sit" leaves her standing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from generation.backends.animatic import doing, words
from generation.backends.animatic.deeds import GESTURES, LOOKS, PLACES, POSTURES, SHUT
from generation.backends.animatic.doing import Deed
from generation.backends.animatic.inflection import word_set
from generation.backends.animatic.people import SENTENCE, WORD, MentionedPerson, People
from generation.backends.animatic.vocabulary import PROPS

_LONGEST = 4000
_VERBS = ("posture", "gesture", "look")
_BOUNDS = word_set(", : ( ) – — - and then but while as when where who whom whose which that or so until because")
_NEW_CLAUSE = word_set("while as but when where")
_SKIPPED = word_set(
    "is are was were be been being am has have had does do did will would can could may might must shall should begins "
    "starts seems keeps goes there here both all we see sees finds find still now just always again also alone them"
)
"""Auxiliaries and adverbs, which part no subject from its verb."""
_PREPOSITIONS = word_set(
    "in on at by near behind beside under over above below of from with into onto to through against along across "
    "around between before after inside outside toward towards beneath among for without off out up down past"
)
_BEING_AT = word_set("at by near behind beside in from against over to through on out")
_ARTICLES = word_set("a an the his her their its my your our this that some any no each every one of")
_NOT = word_set("not never no cannot can't don't doesn't didn't won't isn't aren't wasn't refuses wants longer hardly")
_NOUNS_TOO = word_set(
    "waves points reaches works steps races lights drinks signs locks rests falls watches seats walks runs "
    "books papers "
    "calls types draws pulls stands comes passes hands presses turns shows holds crosses bolts studies"
)
"""Plurals that look like verbs when they begin a sentence."""
_OF_A_THING = re.compile(r"(?:\b(?:the|a|an|her|his|their|my|old)|['’]s)\s+(?:\w+\s+)?$")
_OWNED = re.compile(r"\w['’]s?$")
_WITH = re.compile(r"\bwith ((?:an?|the|his|her|their)\b[^,]*)")
_IN_HAND = re.compile(r"((?:an?|the|his|her)\b[^,]{1,40}) in (?:his|her|their|one|each|both|the) hands?\b")
_IN_BED = re.compile(
    r"(?:^|[^\w\s]\s*|\b(?!not\b|get|climb|put)\w+\s)(?:tucked (?:up )?)?in (?:her |his |their )?bed\b"
)
_CARRIED = {name: pattern for name, pattern in PROPS.items() if name != "door"}


class _Hit(NamedTuple):
    """Words of a table in a sentence, which begin at `start`."""

    start: int
    end: int
    kind: str
    name: str


def deeds(description: str, cast: Sequence[MentionedPerson]) -> tuple[Deed, ...]:
    """One deed for each of the cast, in its order."""
    done = [Deed() for _ in cast]
    if cast and description:
        people = People.of(description[:_LONGEST], cast)
        for sentence in SENTENCE.findall(description[:_LONGEST]):
            _Sentence(sentence, people, done).read()
    return tuple(doing.whole(deed) for deed in _paired(done))


def _paired(done: Sequence[Deed]) -> Sequence[Deed]:
    """Nobody embraces alone: the other one of two does so too."""
    shared = next((deed.gesture for deed in done if deed.gesture in ("embrace", "hands")), "")
    if not shared or len(done) != 2:
        return done
    return [replace(deed, gesture=shared, holds="") if deed.posture in ("", "stand", "walk") else deed for deed in done]


@dataclass(slots=True)
class _Sentence:
    """A sentence while it is read: the subject so far, and whether a clause has just begun and may name another."""

    text: str
    people: People
    done: list[Deed]
    subject: tuple[int, ...] | None = None
    """Who the sentence is about: () for a thing or for somebody who is not in the shot."""
    opened: bool = True
    between: int = 0
    """Words since the clause began that may be a subject of their own."""
    joined: bool = False
    """Whether another person would be joined to the subject: MARA and IVO."""
    direct: tuple[int, ...] | None = None
    """Who stands right before this word."""
    previous: str = ""
    waiting: str = ""
    """A place that was told before anybody: behind the wheel, IVO looks ahead."""
    lower: str = field(init=False, default="")
    hits: Mapping[int, _Hit] = field(init=False, default_factory=dict)

    def read(self) -> None:
        self.lower = self.text.lower()
        self.hits = _hits(self.lower)
        after = 0
        for token in WORD.finditer(self.text):
            if token.start() >= after:
                after = self._word(token[0], self.hits.get(token.start()))
        self._carried()
        if self.subject != () and _IN_BED.search(self.lower):
            self._change(self.subject or self.people.everybody, lambda deed: doing.posture(deed, "lie", " in bed"))
        if any(self._shuts(hit) for hit in SHUT.finditer(self.lower)):
            self._change(self.subject or self.people.everybody, lambda deed: replace(deed, shut=True))

    def _shuts(self, hit: "re.Match[str]") -> bool:
        """Whether a word for shut eyes is told of somebody: not of a sleeping dog, and not where she cannot sleep."""
        before = re.findall(r"[\w'’]+", self.lower[: hit.start()])
        return not _negated(self.lower[: hit.start()]) and not (before and before[-1] in _ARTICLES)

    def _word(self, token: str, hit: _Hit | None) -> int:
        """Read a word; returns where the next begins that is still to be read, 0 for the one that follows."""
        word = token.lower()
        persons = self.people.meant(token)
        after = 0
        if hit and hit.kind in _VERBS and self._is_verb(word):
            self._verb(hit)
            after = hit.end
        elif persons is not None:
            self._person(persons)
        elif word in _BOUNDS:
            self._bound(word)
        elif word in _PREPOSITIONS:
            self.opened, self.joined, self.direct = False, False, None
        elif word not in _SKIPPED and not word.endswith("ly"):
            self._other(word, hit)
        self.previous = word
        return after

    def _is_verb(self, word: str) -> bool:
        """Whether a word that may be a verb is one here: no noun ("a run"), no participle ("a case held shut")."""
        if (
            self.previous in _ARTICLES
            or _OWNED.search(self.previous)
            or (self.previous in _PREPOSITIONS and self.previous != "to" and not word.endswith("ing"))
        ):
            return False
        if self.opened or self.direct is not None or self.previous in _BOUNDS | _SKIPPED:
            return bool(self.previous) or self.direct is not None or word not in _NOUNS_TOO
        return word.endswith(("ing", "s"))

    def _verb(self, hit: _Hit) -> None:
        if self.direct is not None:
            self.subject = self.direct
        elif (self.opened or self.subject is None) and self.between:
            self.subject = self._following(hit.end) or ()
        elif self.subject is None:
            self.subject = self.people.last or self.people.everybody
        if self.subject and not _negated(self.lower[: hit.start]):
            rest = self._rest(hit)
            self._change(self.subject, lambda deed: self._with(deed, hit, rest))
        self.opened, self.between, self.direct = False, 0, None

    def _following(self, end: int) -> tuple[int, ...] | None:
        """Who stands right after a verb, for sentences that put it first: on the bed lies MARA."""
        word = WORD.search(self.text, end)
        return self.people.meant(word[0]) if word else None

    def _with(self, deed: Deed, hit: _Hit, rest: str) -> Deed:
        match hit.kind:
            case "look":
                return doing.look(deed, hit.name, rest)
            case "posture":
                return doing.posture(deed, hit.name, rest)
            case _:
                return doing.gesture(deed, hit.name, rest, self.people.names)

    def _person(self, persons: tuple[int, ...]) -> None:
        if self.opened or not self.subject:
            both = (*(self.subject or ()), *persons) if self.joined else persons
            self.subject = tuple(dict.fromkeys(both))
            self.people.last = persons or self.people.last
            self.between = 0
            self._is_at(self.subject, self.waiting)
            self.waiting = ""
        self.direct = self.subject if self.joined else persons
        self.opened, self.joined = False, True

    def _bound(self, word: str) -> None:
        if self.subject is None and self.opened and self.between:
            self.subject = ()
        self.opened, self.between = True, 0
        self.joined = self.joined and word in ("and", ",")
        if word in _NEW_CLAUSE or not (word == "who" or self.joined):
            self.direct = None

    def _other(self, word: str, hit: _Hit | None) -> None:
        if hit and hit.kind == "place" and self.subject != () and _being_at(self.lower[: hit.start]):
            if self.subject is None and len(self.people.cast) > 1:
                self.waiting = hit.name
            else:
                self._is_at(self.subject or self.people.everybody, hit.name)
        self.between += word not in _ARTICLES
        self.joined, self.direct = False, None

    def _is_at(self, subject: Sequence[int], place: str) -> None:
        self._change(subject, lambda deed: replace(deed, place=deed.place or place))

    def _change(self, subject: Sequence[int], change: Callable[[Deed], Deed]) -> None:
        for who in subject:
            self.done[who] = change(self.done[who])

    def _rest(self, hit: _Hit) -> str:
        """What follows a verb, up to the next one."""
        later = (
            other.start
            for other in self.hits.values()
            if other.start >= hit.end
            and other.kind in _VERBS
            and not _OF_A_THING.search(self.lower[hit.end : other.start])
        )
        return self.lower[hit.end : min(later, default=len(self.lower))]

    def _carried(self) -> None:
        """Things that are told beside the verbs: "with a spoon in her hand"."""
        told = _WITH.search(self.lower) or _IN_HAND.search(self.lower)
        if not told or self.subject == () or doing.body_part(told[1]):
            return
        if held := words.thing(_CARRIED, told[1][:60]):
            self._change(self.subject or self.people.everybody, lambda deed: doing.carry(deed, held))


def _hits(lower: str) -> Mapping[int, _Hit]:
    """What stands in a sentence by where it begins, the longest reading of each place."""
    kinds = (("place", PLACES), ("gesture", GESTURES), ("posture", POSTURES), ("look", LOOKS))
    hits = [
        _Hit(hit.start(), hit.end(), kind, name)
        for kind, table in kinds
        for name, pattern in table.items()
        for hit in pattern.finditer(lower)
    ]
    return {hit.start: hit for hit in sorted(hits, key=lambda hit: hit.end)}


def _negated(before: str) -> bool:
    return any(word.replace("’", "'") in _NOT for word in re.findall(r"[\w'’]+", before)[-3:])


def _being_at(before: str) -> bool:
    """Whether a place follows a word for being there."""
    return any(word in _BEING_AT for word in re.findall(r"\w+", before)[-4:])
