"""Cast that follows from the script: who speaks, who is named in capitals, and the place of the heading."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from events.execution import Batch
from productions.domain.reference import AddReference, Kind, reference
from productions.domain.shot import CastEntry
from productions.queries import Moment
from productions.screenplay import characters
from productions.screenplay.breakdown import SceneDraft, ShotDraft


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

    def add_missing(self, drafts: Sequence[SceneDraft]) -> None:
        """Add a reference for every speaking character and every place that has none."""
        for draft in drafts:
            for place in draft.places:
                self._add("location", place)
            for shot in draft.shots:
                for speaker in shot.speakers:
                    self._add("character", speaker)

    def of(self, scene: SceneDraft, shot: ShotDraft) -> tuple[tuple[UUID, CastEntry], ...]:
        """Return the derived cast entries of a shot, each reference once."""
        roles: dict[UUID, str] = {}
        self._cast(roles, "place", "location", scene.places)
        self._cast(roles, "heard", "character", shot.heard)
        self._cast(roles, "speaks", "character", shot.speakers)
        self._cast(roles, "seen", "character", shot.named)
        self._cast(roles, "seen", "prop", shot.named)
        return tuple((id_, CastEntry(role=role, derived=True)) for id_, role in roles.items())

    def _cast(self, roles: dict[UUID, str], role: str, kind: Kind, names: Iterable[str]) -> None:
        for name in names:
            if found := self.known.get((kind, characters.key(name))):
                roles.setdefault(found, role)

    def _add(self, kind: Kind, name: str) -> None:
        key, shown = (kind, characters.key(name)), characters.name(name)
        if key in self.known or key in self.removed or not shown:
            return
        id_ = self.batch.context.ids()
        self.batch.begin(reference, id_)
        command = AddReference(self.batch.log, kind, shown, origin="script")
        self.batch.decide(reference, id_, command)
        self.known[key] = id_
