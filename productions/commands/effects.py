"""Decisions about a breakdown that change nothing, and why: what is asked for in vain is told."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from events import store
from productions.commands.casting import Casting, Key, key
from productions.domain.decision import (
    Absent,
    Alias,
    Anchor,
    Anchored,
    Decision,
    Drop,
    Length,
    Merge,
    Refuse,
    Split,
    name_of,
)
from productions.domain.reference import Renamed
from productions.screenplay.drafts import Breakdown, ShotDraft
from productions.screenplay.people import characters
from productions.screenplay.reading.elements import Remark
from productions.screenplay.words import wording

Vain = tuple[Decision, str]
"""A decision that changes nothing, and why."""


def withdrawn_in_vain(withdrawn: Iterable[Decision], before: Iterable[Decision], casting: Casting) -> Iterator[Vain]:
    """Yield those of the decisions to withdraw that are not in force; aliases are kept with whom they name."""
    in_force = {name_of(each) for each in before}
    for decision in withdrawn:
        if isinstance(decision, Alias):
            if why := _why_it_stays(decision, casting):
                yield decision, why
        elif name_of(decision) not in in_force:
            yield decision, "This decision is not in force: there is nothing to withdraw."


def _why_it_stays(decision: Alias, casting: Casting) -> str:
    named = casting.find(decision.kind, decision.of)
    if named is None or key(decision.kind, decision.name) not in _keys(decision.kind, casting.states[named].aliases):
        return f"{decision.of} is not called {decision.name} as well: there is nothing to withdraw."
    if key(decision.kind, _name_before(casting, named)) != key(decision.kind, decision.name):
        return ""
    return f"{decision.name} was renamed {decision.of} by it: give the old name back by another renaming, or undo it."


def _name_before(casting: Casting, reference: UUID) -> str:
    """The name that a reference had before it was last renamed; empty for none."""
    cause = casting.at.references[reference].cause("name")
    stored = store.events([cause]).get(cause)
    match stored.event if stored else None:
        case Renamed(before=name):
            return name
    return ""


@dataclass(frozen=True)
class Effects:
    """What decisions that are given do to a script, which `without` breaks down as if they were not.

    `before` are those in force until now, `casting` knows the references as they were, `things` are names that a file
    brings with it.
    """

    text: str
    without: Callable[[], Breakdown]
    before: Sequence[Decision]
    casting: Casting
    things: frozenset[Key] = frozenset()

    def names_in_vain(self, given: Iterable[Decision]) -> Iterator[Vain]:
        """Yield the decisions about names that change nothing."""
        for decision in given:
            match decision:
                case Refuse(name, kind) if decision not in self.before and not self._is_somebody(name, kind):
                    yield decision, f"Nobody and nothing is called {name} here."
                case Alias(name, of, kind) if why := self._why_no_alias(name, of, kind):
                    yield decision, why

    def sentences_in_vain(self, given: Iterable[Decision], read: Breakdown) -> Iterator[Vain]:
        """Yield the decisions about sentences that change nothing in what is read; those without their text wait."""
        known = {*self.before, *read.lost}
        anchored = (each for each in given if not isinstance(each, Alias | Refuse))
        for decision in anchored:
            if decision not in known and (why := self._why(decision, read)):
                yield decision, why

    def remark(self, vain: Vain) -> Remark:
        """Return the reason on the line of the decision's sentence or name."""
        decision, why = vain
        return Remark(self._line(decision), why)

    @cached_property
    def _read_before(self) -> Breakdown:
        return self.without()

    def _why(self, decision: Anchored, read: Breakdown) -> str:
        before, after = _starts(self._read_before), _starts(read)
        here, there = decision.anchor in after, decision.anchor in before
        match decision:
            case Absent(anchor, name):
                return "" if self._is_in(anchor, name) else f"{name} is not in the shot that starts with this sentence."
            case Split():
                return "A shot starts with this sentence already." if there else "" if here else _NO_START
            case Merge() if there and here:
                return FIRST if _is_first(decision.anchor, read) else _APART
            case Merge():
                return "" if there else "No shot starts with this sentence: it goes on from the one before already."
            case Drop() | Length():
                return "" if here else "No shot starts with this sentence."

    def _why_no_alias(self, name: str, of: str, kind: str) -> str:
        known, meant = self.casting.find(kind, name), self.casting.find(kind, of)
        if known is not None:
            return f"{name} is another name of {of} already." if known == meant else ""
        said = wording.normalised(name).casefold() in wording.normalised(self.text).casefold()
        return "" if said else f"The script calls nobody and nothing {name}."

    def _is_in(self, anchor: Anchor, name: str) -> bool:
        drafts = (draft for draft in self._read_before.drafts() if draft.anchor == anchor)
        return any(characters.key(one.name) == characters.key(name) for draft in drafts for one in draft.cast)

    def _is_somebody(self, name: str, kind: str) -> bool:
        if self.casting.find(kind, name) is not None or key(kind, name) in self.things:
            return True
        read = self._read_before
        people = {key(each.kind, one) for each in read.people for one in (each.name, *each.aliases)}
        cast = {key(each.kind, each.name) for shot in read.drafts() for each in shot.cast}
        places = {key("location", place.name) for place in read.places}
        return key(kind, name) in people | cast | places

    def _line(self, decision: Decision) -> int:
        if isinstance(decision, Alias | Refuse):
            return self._named(decision.name)
        return next((line for draft in self._read_before.drafts() for line in _lines(draft, decision.anchor)), 1)

    def _named(self, name: str) -> int:
        """The first line that has a name, else the first."""
        wanted = wording.normalised(name).casefold()
        lines = enumerate(self.text.split("\n"), 1)
        return next((line for line, text in lines if wanted in wording.normalised(text).casefold()), 1)


FIRST = "It is the first shot of its scene in the script: none before it can go on with it."
_APART = "The shot before it in the script cannot go on with it."
_NO_START = "No shot can start with this sentence."


def _is_first(anchor: Anchor, read: Breakdown) -> bool:
    return any(scene.drafts and scene.drafts[0].anchor == anchor for scene in read.scenes)


def _starts(read: Breakdown) -> set[Anchor]:
    return {draft.anchor for draft in read.drafts()}


def _lines(draft: ShotDraft, anchor: Anchor) -> Iterator[int]:
    if draft.anchor == anchor:
        yield draft.first
    yield from (start.line for start in draft.starts if start.anchor == anchor)


def _keys(kind: str, names: Sequence[str]) -> set[tuple[str, str]]:
    return {key(kind, name) for name in names}
