"""Cast that follows from the script, as the breakdown reads it."""

from dataclasses import dataclass, field
from uuid import UUID

from events.execution import Batch
from productions.domain.reference import AddReference, Kind, reference
from productions.domain.shot import CastEntry
from productions.queries import Moment
from productions.screenplay import characters
from productions.screenplay.drafts import Breakdown, CastKind, Known, KnownName, ShotDraft

_KINDS: dict[CastKind, Kind] = {
    "character": "character",
    "group": "character",
    "location": "location",
    "prop": "prop",
}


def known(at: Moment) -> Known:
    """Return what a breakdown may name of what the production has."""
    kinds = {kind: cast for cast, kind in _KINDS.items() if cast != "group"}
    live = (folded.state for folded in at.references.values() if not folded.state.removed)
    return Known(tuple(KnownName(state.name, kinds[state.kind]) for state in live if state.kind in kinds))


@dataclass(slots=True)
class Casting:
    """The references of a production by kind and name. A removed one is not made again, and not cast."""

    batch: Batch
    at: Moment
    known: dict[tuple[Kind, str], UUID] = field(default_factory=dict)
    removed: set[tuple[Kind, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        for id_, folded in self.at.references.items():
            key = (folded.state.kind, characters.key(folded.state.name))
            if folded.state.removed:
                self.removed.add(key)
            else:
                self.known[key] = id_

    def add_missing(self, read: Breakdown) -> None:
        """Add a reference for everybody and every place that has none."""
        for place in read.places:
            self._add("location", place.name)
        for person in read.people:
            self._add("character", person.name)

    def of(self, shot: ShotDraft) -> tuple[tuple[UUID, CastEntry], ...]:
        """Return the derived cast entries of a shot, each reference once."""
        roles: dict[UUID, str] = {}
        for entry in shot.cast:
            if found := self.known.get((_KINDS[entry.kind], characters.key(entry.name))):
                roles.setdefault(found, entry.role)
        return tuple((id_, CastEntry(role=role, derived=True)) for id_, role in roles.items())

    def _add(self, kind: Kind, name: str) -> None:
        key, shown = (kind, characters.key(name)), characters.name(name)
        if key in self.known or key in self.removed or not shown:
            return
        id_ = self.batch.context.ids()
        self.batch.begin(reference, id_)
        command = AddReference(self.batch.log, kind, shown, origin="script")
        self.batch.decide(reference, id_, command)
        self.known[key] = id_
