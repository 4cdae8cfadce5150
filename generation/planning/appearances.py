"""How a reference looks in the film as it was made: every shot that casts it, with the picture of its take in use."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

import msgspec
from django.db import connection

from events.decider import Folded
from generation.artifacts import artifact_store
from generation.domain.states import ReviewState, WorkState
from generation.planning import newest_jobs, plan_cache
from generation.planning.board import work_of
from generation.planning.newest_jobs import NewestJob
from generation.planning.undisturbed import undisturbed
from productions import queries
from productions.domain.artifact import NamedArtifact
from productions.domain.reference import Reference
from productions.domain.scene import Scene
from productions.queries import looks
from productions.queries.looks import Appearance

Lacks = Literal["take", "picture", "lost", "evicted"]
"""Why there is no picture of a shot: no take was made, its take has none, or the file is lost or was removed."""

_POSTER = "poster"
# What is kept of a shot names its take in use: takes are found by it, and no id has to come here and go back.
_KEPT = """
SELECT o.shot, o.standing, t.state FROM generation_outlook o
JOIN productions_shot s ON s.id = o.shot
LEFT JOIN productions_take t ON t.id = (o.standing::json #>> '{use,take,id}')::uuid
WHERE o.production = %s AND NOT s.removed AND strpos(s.state, %s) > 0
"""


class TakeShown(msgspec.Struct, frozen=True):
    """The take in use of a shot; it is `current` while it matches the inputs of the shot."""

    id: UUID
    number: int
    current: bool


class _InUse(msgspec.Struct):
    take: TakeShown


class _Standing(msgspec.Struct):
    """What is read here of how a shot stands."""

    review: ReviewState
    use: _InUse | None


class _Files(msgspec.Struct):
    """What is read here of the state of a take."""

    artifacts: tuple[NamedArtifact, ...] = ()


@dataclass(frozen=True, slots=True)
class PicturedShot:
    """A shot that casts a reference, and how it stands.

    `poster` is the digest of a picture that is there; without one `work` says how the newest order of the shot stands.
    """

    appears: Appearance
    review: ReviewState
    work: WorkState | None
    take: TakeShown | None
    poster: str | None
    lacks: Lacks | None


@dataclass(frozen=True, slots=True)
class CharacterSheet:
    """The shots in film order that cast a reference, their scenes, and the references whose changes of looks hold."""

    reference: UUID
    shots: list[PicturedShot]
    scenes: Mapping[UUID, Folded[Scene]]
    references: Mapping[UUID, Folded[Reference]]


@dataclass(frozen=True, slots=True)
class _Made:
    """How a shot stands, and the digest of the picture of its take in use, whether or not the file is there."""

    review: ReviewState
    take: TakeShown | None
    poster: str | None


def character_sheet(production: UUID, reference: UUID) -> CharacterSheet:
    """Return every shot of the film that casts a reference, as it is made now."""
    with undisturbed():
        unkept = plan_cache.brought_up_to_date(production)
        found = looks.appearances(reference, production)
        made = _kept(production, reference) | _standing(production, unkept)
        gone = artifact_store.gone({each.poster for each in made.values() if each.poster})
        shown = [(each, of, _lacks(of, gone)) for each in found.shots if (of := made.get(each.place.shot))]
        jobs = newest_jobs.newest_jobs([each.place.shot for each, _, lacks in shown if lacks])
        shots = [_pictured(*each, jobs.get(each[0].place.shot, {})) for each in shown]
    return CharacterSheet(reference, shots, found.scenes, found.references)


def _pictured(appears: Appearance, of: _Made, lacks: Lacks | None, jobs: Mapping[str, NewestJob]) -> PicturedShot:
    if lacks is None:
        return PicturedShot(appears, of.review, None, of.take, of.poster, None)
    return PicturedShot(appears, of.review, work_of(jobs), of.take, None, lacks)


_read_standing = msgspec.json.Decoder(_Standing).decode
_read_files = msgspec.json.Decoder(_Files).decode


def _kept(production: UUID, reference: UUID) -> dict[UUID, _Made]:
    """What is kept of the shots that name the reference."""
    with connection.cursor() as cursor:
        cursor.execute(_KEPT, [production, str(reference)])
        return {shot: _made(_read_standing(text), take) for shot, text, take in cursor.fetchall()}


def _made(standing: _Standing, take: str | None) -> _Made:
    files = _read_files(take).artifacts if take else ()
    poster = next((each.digest for each in files if each.role == _POSTER), None)
    return _Made(standing.review, standing.use.take if standing.use else None, poster)


def _standing(production: UUID, shots: Collection[UUID]) -> dict[UUID, _Made]:
    """The same of shots of which nothing could be kept."""
    standings = plan_cache.standings(production, shots)[0] if shots else {}
    takes = queries.takes(production, [each.use.take.id for each in standings.values() if each.use])
    made = {}
    for shot, standing in standings.items():
        use = standing.use.take if standing.use else None
        poster = takes[use.id].state.artifact(_POSTER) if use else None
        shown = TakeShown(use.id, use.number, use.current) if use else None
        made[shot] = _Made(standing.review, shown, poster.digest if poster else None)
    return made


def _lacks(made: _Made, gone: Mapping[str, bool]) -> Lacks | None:
    if made.take is None:
        return "take"
    if made.poster is None:
        return "picture"
    return None if made.poster not in gone else "evicted" if gone[made.poster] else "lost"
