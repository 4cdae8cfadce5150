"""How the changes of a look spread over a film: in which shots each holds, and what people should know about that."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple
from uuid import UUID

from productions.domain import looks
from productions.domain.film_order import SCENE, Place
from productions.domain.looks import Changes, LookChange

RemarkKind = Literal["overlap", "end-removed", "turned", "nowhere", "nobody", "locked"]


class LookRemark(NamedTuple):
    """What people should know about a change. Of an `overlap`, `other` decides the `fields` in the `scenes`."""

    kind: RemarkKind
    fields: tuple[str, ...] = ()
    scenes: tuple[UUID, ...] = ()
    other: UUID | None = None
    ends: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Spread:
    """`film` are the live shots by place, in film order; `casting` those of them that cast the reference.

    `ends` are the places of the scenes and shots that changes name, `removed` those of them that are removed. What was
    removed keeps its place: a range that began or ended there does so at the nearest that is left. `followed` are the
    changes that shots follow while the reference is locked.
    """

    changes: Changes
    film: Mapping[UUID, Place]
    casting: Collection[UUID]
    ends: Mapping[UUID, Place]
    removed: Collection[UUID] = ()
    followed: Changes | None = None

    @cached_property
    def in_shots(self) -> Mapping[UUID, Sequence[UUID]]:
        """The changes that hold in each shot, in the order in which they begin; shots without one are left out."""
        held = ((shot, looks.holding(self.changes, at, self.ends)) for shot, at in self.film.items())
        return {shot: some for shot, some in held if some}

    def shots(self, change: UUID) -> list[UUID]:
        """Return the shots in which a change holds, in film order."""
        return [shot for shot, held in self.in_shots.items() if change in held]

    def remarks(self, change: UUID) -> Iterator[LookRemark]:
        """Yield what people should know about a change."""
        said = self.changes[change]
        if gone := tuple(point.id for point in said.ends if point.id in self.removed):
            yield LookRemark("end-removed", ends=gone)
        shots = self.shots(change)
        if not shots:
            yield LookRemark("turned" if self._turned(said) else "nowhere")
        elif not any(shot in self.casting for shot in shots):
            yield LookRemark("nobody")
        if self.followed is not None and self.followed.get(change) != said:
            yield LookRemark("locked")
        yield from self._overlaps(change)

    def _turned(self, change: LookChange) -> bool:
        """Whether what it begins at was put behind what it ends at."""
        if not (change.first and change.last) or change.also:
            return False
        first, last = self.ends.get(change.first.id), self.ends.get(change.last.id)
        return first is not None and last is not None and first[: len(last)] > last

    def _overlaps(self, change: UUID) -> Iterator[LookRemark]:
        """Where others that begin later have their way."""
        mine = self.changes[change].fields
        scenes: dict[UUID, dict[UUID, None]] = defaultdict(dict)
        for shot, held in self.in_shots.items():
            if change in held:
                for other in held[held.index(change) + 1 :]:
                    scenes[other][UUID(self.film[shot][:SCENE][-1])] = None
        for other, where in scenes.items():
            if shared := tuple(name for name in self.changes[other].fields if name in mine):
                yield LookRemark("overlap", shared, tuple(where), other)
