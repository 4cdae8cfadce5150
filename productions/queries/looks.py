"""Where the changes of the look of a reference hold, now or at a moment, and which of them hold in a shot."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from events.decider import Folded
from productions import projections
from productions.domain import film_order
from productions.domain.film_order import Place
from productions.domain.looks_reader import Held, LooksReader
from productions.domain.reference import Reference, newest_changes
from productions.domain.scene import Scene
from productions.domain.shot import CastEntry, Shot
from productions.domain.spread import Spread
from productions.models import SceneRow
from productions.queries import Moment, ShotPlace, listing, references_with_places, rows, where_looks_change
from productions.refusals import NotFound

_SHOTS = "SELECT id, scene, rank, code, removed FROM productions_shot WHERE log = %s AND scene IS NOT NULL"


class ShotRank(NamedTuple):
    """Where a shot stands."""

    id: UUID
    scene: UUID
    rank: str
    code: str
    removed: bool


@dataclass(frozen=True, slots=True)
class LooksOfReference:
    """The changes of the look of a reference, its live `scenes` in film order, and what the shots are called."""

    folded: Folded[Reference]
    spread: Spread
    scenes: Mapping[UUID, Scene]
    codes: Mapping[UUID, str]


def looks_of(reference: UUID, production: UUID) -> LooksOfReference:
    """Return where the look of a reference changes; NotFound when there is no such reference."""
    folded = listing.reference(reference)
    scenes = rows(projections.scenes, SceneRow.objects.filter(log=production))
    with connection.cursor() as cursor:
        cursor.execute(_SHOTS, [production])
        shots = [ShotRank(*row) for row in cursor.fetchall()]
    return _looks(folded, scenes, shots, listing.casting(reference, production).keys())


def looks_at(reference: UUID, at: Moment) -> LooksOfReference:
    """As `looks_of`, at a moment; NotFound for what was not there then."""
    if reference not in at.references:
        raise NotFound("There was no such reference then.", position=at.position)
    states = ((id_, folded.state) for id_, folded in at.shots.items())
    shots = [ShotRank(id_, state.scene, state.rank, state.code, state.removed) for id_, state in states if state.scene]
    casting = [id_ for id_, folded in at.shots.items() if reference in folded.state.cast]
    return _looks(at.references[reference], at.scenes, shots, casting)


def _looks(
    folded: Folded[Reference],
    scenes: Mapping[UUID, Folded[Scene]],
    shots: Collection[ShotRank],
    casting: Collection[UUID],
) -> LooksOfReference:
    state = folded.state
    homes = {id_: film_order.of_scene(id_, each.state) for id_, each in scenes.items()}
    places: dict[UUID, Place] = {
        shot.id: (*homes[shot.scene], shot.rank, shot.code, str(shot.id)) for shot in shots if shot.scene in homes
    }
    gone = {id_ for id_, each in scenes.items() if each.state.removed}
    removed = gone | {shot.id for shot in shots if shot.removed or shot.scene in gone}
    live = sorted(places.keys() - removed, key=places.__getitem__)
    changes = newest_changes(state)
    named = {point.id for change in changes.values() for point in change.ends}
    ends = {id_: place for id_, place in {**homes, **places}.items() if id_ in named}
    followed = state.look_changes() if state.locked_version else None
    spread = Spread(changes, {id_: places[id_] for id_ in live}, casting, ends, removed, followed)
    in_order = sorted(homes.keys() - gone, key=homes.__getitem__)
    codes = {**{id_: scenes[id_].state.code for id_ in scenes}, **{shot.id: shot.code for shot in shots}}
    return LooksOfReference(folded, spread, {id_: scenes[id_].state for id_ in in_order}, codes)


@dataclass(frozen=True, slots=True)
class LooksOfShot:
    """The references that a shot casts, which look each has there, and the changes that hold."""

    references: Mapping[UUID, Folded[Reference]]
    reader: LooksReader
    shot_id: UUID
    shot: Folded[Shot]

    def held(self, ref: UUID) -> Held:
        """Return the changes that hold of the look of a reference."""
        return self.reader.held(ref, self.shot.state.cast[ref].version, self.shot_id, self.shot)


def looks_in(shot: UUID, production: UUID) -> LooksOfShot:
    """Return the looks in a shot as they are now; NotFound when there is no such shot."""
    folded = listing.shot(shot)
    references = references_with_places(production, folded.state.cast)
    scenes, shots = where_looks_change(production, references, {shot: folded}, {})
    return LooksOfShot(references, LooksReader(references, scenes, shots), shot, folded)


def looks_in_at(shot: UUID, at: Moment) -> LooksOfShot:
    """As `looks_in`, at a moment; NotFound for a shot that did not stand in the film then."""
    if not at.live_shot(shot):
        raise NotFound("It did not stand in the film then.", position=at.position)
    return LooksOfShot(at.references, LooksReader(at.references, at.scenes, at.shots), shot, at.shots[shot])


# Of a film of a thousand shots it is one look: ids that go back and forth would cost more than the rest of it.
_CASTING = """
SELECT s.code, s.scene, s.id, s.version, s.state
FROM productions_shot s JOIN productions_scene h ON h.id = s.scene
WHERE s.log = %s AND NOT s.removed AND NOT h.removed AND strpos(s.state, %s) > 0
ORDER BY h.rank COLLATE "C", h.code COLLATE "C", h.id, s.rank COLLATE "C", s.code COLLATE "C", s.id
"""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A shot of the film that casts a reference: how, and the changes of its look that hold there."""

    place: ShotPlace
    entry: CastEntry
    held: Held


@dataclass(frozen=True, slots=True)
class Appearances:
    """Where a reference appears: shots in film order, their scenes, and `references` whose changes of looks hold."""

    shots: list[Appearance]
    scenes: Mapping[UUID, Folded[Scene]]
    references: Mapping[UUID, Folded[Reference]]


def appearances(reference: UUID, production: UUID) -> Appearances:
    """Return the shots of the film that cast a reference, with the look that holds in each."""
    with connection.cursor() as cursor:
        cursor.execute(_CASTING, [production, str(reference)])
        read = [(code, scene, *listing.fold_of(projections.shots, row)) for code, scene, *row in cursor.fetchall()]
    cast = [(ShotPlace(id_, code, scene), shot) for code, scene, id_, shot in read if reference in shot.state.cast]
    homes = listing.states(projections.scenes, {place.scene for place, _ in cast})
    references = references_with_places(production, [reference])
    reader = LooksReader(references, *where_looks_change(production, references, {}, homes))

    def appears(place: ShotPlace, shot: Folded[Shot]) -> Appearance:
        entry = shot.state.cast[reference]
        return Appearance(place, entry, reader.held(reference, entry.version, place.shot, shot))

    return Appearances([appears(*each) for each in cast], homes, references)
