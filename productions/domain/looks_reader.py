"""Which look of a reference holds where: for many shots of one moment, with what they share worked out once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

import msgspec

from events.decider import Folded, Trail
from events.registry import Json
from productions.domain import film_order, looks
from productions.domain.causes import ALWAYS, Stands
from productions.domain.film_order import Place
from productions.domain.looks import Changes, Look, LookChange, inherited
from productions.domain.reference import Reference, ancestors, ever_changed
from productions.domain.scene import Scene
from productions.domain.shot import Shot

Held = tuple[tuple[UUID, UUID], ...]
"""Changes of looks that hold: the reference and the change, in the order in which they begin."""


class Changing(NamedTuple):
    """The changes of the look of one reference, with the places of their ends."""

    reference: UUID
    changes: Changes
    places: Mapping[UUID, Place]


class Ever(NamedTuple):
    """All changes that a look has or had, also that of a place around, and the places that their ends had."""

    changes: tuple[LookChange, ...]
    trails: Mapping[UUID, Trail]


@dataclass(slots=True)
class LooksReader:
    """Reads looks of references. `scenes` and `shots` are those that changes name, and where readers stand and stood.

    A change whose ends are not among them holds nowhere.
    """

    references: Mapping[UUID, Folded[Reference]]
    scenes: Mapping[UUID, Folded[Scene]] = field(default_factory=dict)
    shots: Mapping[UUID, Folded[Shot]] = field(default_factory=dict)
    _looks: dict[tuple[UUID, int | None, Held], Json] = field(default_factory=dict)
    _changing: dict[tuple[UUID, int | None], tuple[Changing, ...]] = field(default_factory=dict)
    _ever: dict[UUID, Ever] = field(default_factory=dict)

    def look(self, ref: UUID, version: int | None, held: Held = ()) -> Json:
        """Return the look of a reference with changes that hold, as plain data; None follows the newest version."""
        if (ref, version, held) not in self._looks:
            look, *around = self._worn(ref, version, held)
            for each in around:
                look = inherited(look, each)
            self._looks[ref, version, held] = msgspec.to_builtins(look)
        return self._looks[ref, version, held]

    def changes(self, ref: UUID) -> bool:
        """Whether a look is not, or was not always, one and the same in the whole film."""
        return bool(self._ever_of(ref).changes)

    def held(self, ref: UUID, version: int | None, shot_id: UUID, shot: Folded[Shot]) -> Held:
        """Return the changes of the look of a reference, and of the places around it, that hold in a shot."""
        changing = self._changing_now(ref, version)
        at = film_order.of_shot(shot_id, shot.state, self.scenes) if changing else None
        if at is None:
            return ()
        return tuple((each.reference, id_) for each in changing for id_ in looks.holding(each.changes, at, each.places))

    def stands(self, ref: UUID, shot_id: UUID, shot: Folded[Shot]) -> Stands | None:
        """Return where a shot stands and stood; None where the look is one and the same in the whole film."""
        ever = self._ever_of(ref)
        places = film_order.of_shot_then(shot_id, shot, self.scenes) if ever.changes else ()
        if not places:
            return None
        (_, first), *later = places
        return Stands(((ALWAYS, first), *later), ever.changes, ever.trails)

    def _worn(self, ref: UUID, version: int | None, held: Held) -> Iterator[Look]:
        """The look of a reference and of the places that it lies in, each with the changes of it that hold."""
        for each, read in self._around(ref, version):
            state = self.references[each].state
            mine = [id_ for of, id_ in held if of == each]
            yield looks.worn(state.look(read), state.look_changes(read), mine)

    def _around(self, ref: UUID, version: int | None) -> Iterator[tuple[UUID, int | None]]:
        """A reference and the places that it lies in, as far as they are there, with the versions that are read."""
        yield ref, version
        for id_, around in ancestors(self.references, [ref], ever=False).items():
            if around.state.removed:
                break
            yield id_, None

    def _changing_now(self, ref: UUID, version: int | None) -> tuple[Changing, ...]:
        if (ref, version) not in self._changing:
            read = ((each, self.references[each].state.look_changes(of)) for each, of in self._around(ref, version))
            self._changing[ref, version] = tuple(
                Changing(each, some, self._places(some)) for each, some in read if some
            )
        return self._changing[ref, version]

    def _places(self, changes: Changes) -> dict[UUID, Place]:
        ends = {point.id for change in changes.values() for point in change.ends}
        return {id_: place for id_ in ends if (place := film_order.place(id_, self.scenes, self.shots))}

    def _ever_of(self, ref: UUID) -> Ever:
        if ref not in self._ever:
            around = (self.references[ref], *ancestors(self.references, [ref]).values())
            changes = tuple(change for folded in around for change in ever_changed(folded.state))
            ends = {point.id for change in changes for point in change.ends}
            self._ever[ref] = Ever(changes, {id_: film_order.trail(id_, self.scenes, self.shots) for id_ in ends})
        return self._ever[ref]
