"""The references that a script names: found by any of their names, added where there are none, merged, refused."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from events.execution import Batch
from productions.commands.merging import merge
from productions.domain import reference as domain
from productions.domain.colours import NAMES as COLOURS
from productions.domain.decision import Absent, Alias, DecidedKind, Decision, Refuse
from productions.domain.fields.values import ATTRIBUTE
from productions.domain.names import readable
from productions.domain.reference import LONGEST_ATTRIBUTE, Kind, Reference, newest, reference
from productions.domain.shot import CastEntry, Why
from productions.queries import Moment
from productions.screenplay.drafts import Breakdown, CastDraft, IntroducedLook, Known, KnownName, ShotDraft
from productions.screenplay.formats.parts import Thing
from productions.screenplay.people import characters
from productions.screenplay.words import wording

PEOPLE: tuple[DecidedKind, ...] = ("character", "group")
KINDS: tuple[DecidedKind, ...] = (*PEOPLE, "location", "prop")
"""The kinds of references that a script can name."""
_COLOUR = re.compile(rf"(?<!\w)(?:(?:dark|deep|light|pale|bright) )?(?:{'|'.join(sorted(COLOURS))})(?!\w)")

Key = tuple[str, str]


def key(kind: str, name: str) -> Key:
    """Return what spellings of one name share; people and groups of them are of one kind here."""
    if kind == "location":
        return kind, wording.place_key(name)
    return "character" if kind in PEOPLE else kind, characters.key(name)


def script_kind(kind: Kind) -> DecidedKind | None:
    """Return a kind as one that a script can name; None for the others."""
    return next((each for each in KINDS if each == kind), None)


@dataclass(slots=True)
class Casting:
    """The references of a production by name, with what a batch makes of them; without one, as they are.

    An own name goes before an alias. A removed reference is not made again, and not cast; nor is one whose name people
    refused. `renewed` are those of which the script calls other things than before, `taken` the other names that went
    from one to another, with the names of both.
    """

    batch: Batch | None
    at: Moment
    refused: Sequence[Refuse] = ()
    renewed: set[UUID] = field(default_factory=set)
    taken: dict[str, tuple[str, str]] = field(default_factory=dict)
    states: dict[UUID, Reference] = field(init=False)
    _ids: dict[Key, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.states = {id_: folded.state for id_, folded in self.at.references.items()}
        self._index()

    def _index(self) -> None:
        live = {id_: state for id_, state in self.states.items() if not state.removed and state.kind in KINDS}
        aliases = {key(state.kind, name): id_ for id_, state in live.items() for name in state.aliases}
        self._ids = {**aliases, **{key(state.kind, state.name): id_ for id_, state in live.items()}}

    def find(self, kind: str, name: str) -> UUID | None:
        """Return the live reference that goes by a name."""
        return self._ids.get(key(kind, name))

    def known(self) -> Known:
        """Return what a breakdown may name of what the production has."""
        live = [state for state in self.states.values() if not state.removed]
        names = (KnownName(state.name, kind, state.aliases) for state in live for kind in KINDS if state.kind == kind)
        return Known(tuple(names), tuple(dict.fromkeys(self._unwanted())))

    def _unwanted(self) -> Iterable[tuple[str, DecidedKind]]:
        yield from ((each.name, each.kind) for each in self.refused)
        for state in self.states.values():
            for kind in KINDS:
                if state.kind == kind and _is_unwanted(state) and not self.find(kind, state.name):
                    yield state.name, kind

    def decide(self, id_: UUID, command: domain.Command) -> None:
        """Decide a command on a reference of the batch."""
        self._writing.decide(reference, id_, command)
        self.reload([id_])

    def reload(self, ids: Iterable[UUID]) -> None:
        """Take in what the batch has decided on some references."""
        self.states |= {id_: self._writing.load(reference, id_).state for id_ in ids}
        self._index()

    @property
    def _writing(self) -> Batch:
        assert self.batch is not None, "only a batch changes anything"
        return self.batch

    def apply(self, given: Sequence[Decision], withdrawn: Sequence[Decision]) -> None:
        """Let references follow decisions about names, as far as there are references."""
        for decision in withdrawn:
            if isinstance(decision, Refuse):
                self._readmit(decision)
            elif isinstance(decision, Alias):
                self._unalias(decision)
        for decision in (*given, *withdrawn):
            if isinstance(decision, Absent) and (named := self.find(decision.kind, decision.name)):
                self.renewed.add(named)
        for decision in given:
            if isinstance(decision, Refuse):
                self._refuse(decision)
            elif isinstance(decision, Alias):
                self._alias(decision)

    def settle(self, given: Sequence[Decision]) -> tuple[Decision, ...]:
        """Name what the breakdown added as well; return the aliases that are nobody's."""
        lost = []
        for decision in given:
            if isinstance(decision, Alias) and self.find(decision.kind, decision.of) is None:
                lost.append(decision)
            elif isinstance(decision, Alias):
                self._alias(decision)
        return tuple(lost)

    def _alias(self, decision: Alias) -> None:
        """Of two references one remains; of one by the old name, the name changes and the rest stays."""
        kind, wanted = decision.kind, self.find(decision.kind, decision.of)
        named = self.find(kind, decision.name)
        if named is not None and key(kind, self.states[named].name) == key(kind, decision.name):
            self._unite(named, wanted, decision.of)
        elif wanted is not None and named != wanted:
            if named is not None:
                self.taken[decision.name] = (self.states[named].name, self.states[wanted].name)
                self.decide(named, domain.RemoveAlias(decision.name))
                self.renewed.add(named)
            self.decide(wanted, domain.AddAlias(decision.name))
            self.renewed.add(wanted)

    def _unalias(self, decision: Alias) -> None:
        named = self.find(decision.kind, decision.of)
        if named is not None:
            self.decide(named, domain.RemoveAlias(decision.name))
            self.renewed.add(named)

    def _unite(self, named: UUID, wanted: UUID | None, name: str) -> None:
        self.renewed.add(named)
        if wanted in (None, named):
            self.decide(named, domain.ChangeReference("name", characters.name(name)))
            return
        assert wanted is not None, "there are two"
        self.reload(merge(self._writing, self.at, named, wanted))
        self.renewed.add(wanted)

    def _refuse(self, decision: Refuse) -> None:
        ref = self.find(decision.kind, decision.name)
        if ref is None:
            return
        self.renewed.add(ref)
        if key(decision.kind, self.states[ref].name) != key(decision.kind, decision.name):
            self.decide(ref, domain.RemoveAlias(decision.name))
        elif self.states[ref].origin == "script" and not self._cast_by_hand(ref):
            self.decide(ref, domain.RemoveReference())

    def _readmit(self, decision: Refuse) -> None:
        """What a refusal took away comes back."""
        for id_, state in self.states.items():
            if _is_unwanted(state) and key(state.kind, state.name) == key(decision.kind, decision.name):
                self.decide(id_, domain.RestoreReference())
                self.renewed.add(id_)
                return

    def _cast_by_hand(self, id_: UUID) -> bool:
        entries = (folded.state.cast.get(id_) for folded in self.at.shots.values() if not folded.state.removed)
        return any(entry is not None and not entry.derived for entry in entries)

    def add_missing(self, read: Breakdown) -> None:
        """Add a reference for everybody and every place that has none, with the look that the script gives."""
        unwanted = self._unwanted_keys()
        for place in sorted(read.places, key=lambda place: bool(place.parent)):
            if key("location", place.name) not in unwanted:
                self._add("location", place.name, {}, self.find("location", place.parent))
        for person in read.people:
            if key(person.kind, person.name) not in unwanted:
                self._add(person.kind, person.name, read_look(person.look))

    def add_things(self, things: Iterable[Thing]) -> None:
        """Add a prop for everything that a file marks as a thing, under all words by which its text calls it.

        What is a person or place of the film already stays one, and what people took out of it stays out.
        """
        unwanted = self._unwanted_keys()
        for thing in things:
            if key("prop", thing.name) in unwanted or self._is_other(thing.name):
                continue
            new = self.find("prop", thing.name) is None
            self._add("prop", thing.name, {})
            known = self.find("prop", thing.name)
            for word in thing.said if known else ():
                if known and self.find("prop", word) is None and not self._is_other(word):
                    self.decide(known, domain.AddAlias(word))
                    new = True
            if known and new:
                self.renewed.add(known)

    def _is_other(self, name: str) -> bool:
        return any(self.find(kind, name) is not None for kind in KINDS if kind != "prop")

    def _unwanted_keys(self) -> set[Key]:
        removed = {key(state.kind, state.name) for state in self.states.values() if _is_unwanted(state)}
        return removed | {key(each.kind, each.name) for each in self.refused}

    def _add(self, kind: DecidedKind, name: str, attributes: dict[str, str], parent: UUID | None = None) -> None:
        if (known := self.find(kind, name)) is not None:
            self._follow(known, attributes, parent)
        elif shown := characters.name(name):
            batch = self._writing
            id_ = batch.context.ids()
            batch.begin(reference, id_)
            command = domain.AddReference(batch.log, kind, shown, attributes=attributes, origin="script", parent=parent)
            batch.decide(reference, id_, command)
            self.states[id_] = batch.load(reference, id_).state
            self._ids[key(kind, name)] = id_

    def _follow(self, id_: UUID, attributes: Mapping[str, str], parent: UUID | None) -> None:
        """What is as the script gave it follows the script; what a person wrote stays."""
        state, folded = self.states[id_], self.at.references.get(id_)
        for name, value in attributes.items():
            if _follows(state, name, value):
                self.decide(id_, domain.ChangeReference(f"{ATTRIBUTE}{name}", value, "script"))
        untouched = folded is not None and "parent" not in folded.causes and state.origin == "script"
        if parent and parent != id_ and untouched and state.parent is None:
            self.decide(id_, domain.ChangeReference("parent", str(parent), "script"))

    def of(self, shot: ShotDraft) -> dict[UUID, CastEntry]:
        """Return the derived cast entries of a shot, each reference once."""
        entries: dict[UUID, CastEntry] = {}
        for entry in shot.cast:
            if (ref := self.find(entry.kind, entry.name)) is not None:
                entries.setdefault(ref, CastEntry(role=entry.role, derived=True, why=_why(shot, entry)))
        return entries


def _is_unwanted(state: Reference) -> bool:
    """Whether a person took it out of the film, so that the script does not bring it back."""
    return state.removed and state.merged is None


def _why(shot: ShotDraft, entry: CastDraft) -> Why:
    return Why(entry.why.value, entry.line - shot.first, entry.name)


def _follows(state: Reference, name: str, value: str) -> bool:
    """Whether an attribute becomes what the script says now."""
    look, last = newest(state), state.read.get(name)
    if last is None:
        return not state.read and not look.attributes and not look.description and not look.images
    return value != last and look.attributes.get(name) == last


def read_look(look: IntroducedLook) -> dict[str, str]:
    """Return what an introduction says of somebody's look as attributes, colours by themselves too."""
    said = {"age": look.age, "wardrobe": look.wardrobe, "hair": look.hair, "build": look.build}
    attributes = {name: readable(text)[:LONGEST_ATTRIBUTE] for name, text in said.items() if readable(text)}
    for name in ("wardrobe", "hair"):
        if colour := _COLOUR.search(attributes.get(name, "").lower()):
            attributes[f"{name}_colour"] = colour[0]
    return attributes
