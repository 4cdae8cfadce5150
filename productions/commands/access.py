"""What commands share: the production's row lock, targets of parameters, and loading with plain refusals."""

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection

from events.decider import BEGAN, Decider, Folded
from events.execution import Batch
from productions import projections, queries
from productions.domain.parameters import Level
from productions.domain.production import production
from productions.domain.scene import Scene, scene
from productions.domain.shot import Shot, shot
from productions.domain.studio import STUDIO
from productions.models import ShotRow
from productions.refusals import NotFound, SceneIsRemoved

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Target:
    """The production, scene or shot on which a parameter is set."""

    level: Level
    id: UUID


DECIDERS: dict[Level, Decider[Any, Any]] = {"production": production, "scene": scene, "shot": shot}


def hold(log: UUID, *, alone: bool) -> None:
    """Take the production's row, the first in the order of locks: alone for what changes locks, codes,

    cycles, take numbers or approvals; shared for edits that a lock could forbid. NotFound without it.
    """
    mode = "UPDATE" if alone else "SHARE"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM productions_production WHERE id = %s FOR {mode}", [log])
        if cursor.fetchone() is None:
            raise NotFound("There is no such production.")


def hold_studio() -> None:
    """One after the other: whatever is opened, added or erased in the studio stands in its one stream."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(STUDIO)])


def existing(batch: Batch, decider: Decider[S, Any], stream: UUID) -> Folded[S]:
    """Load a stream that must have begun; NotFound otherwise."""
    folded = batch.load(decider, stream)
    if folded.version == 0:
        raise NotFound(f"There is no such {decider.category}.")
    return folded


def live_scene(batch: Batch, scene_id: UUID) -> Folded[Scene]:
    """Load a scene of this production that is not removed."""
    folded = existing(batch, scene, scene_id)
    if folded.state.production != batch.log:
        raise NotFound("There is no such scene.")
    if folded.state.removed:
        raise SceneIsRemoved(f"Scene {folded.state.code} is removed; restore it first.", scene=folded.state.code)
    return folded


def live_within(scene_id: UUID) -> dict[UUID, UUID]:
    """Return the live shots of a scene, each with the event that it began with."""
    found = queries.rows(projections.shots, ShotRow.objects.filter(scene=scene_id, removed=False))
    return {id_: folded.causes[BEGAN] for id_, folded in found.items()}


def chain(batch: Batch, target: Target) -> tuple[tuple[Level, UUID, Folded[Any]], ...]:
    """Return (level, stream, state) from the production down to the target."""
    levels: list[tuple[Level, UUID, Folded[Any]]] = []
    stream: UUID | None = target.id
    if target.level == "shot":
        folded: Folded[Shot] = existing(batch, shot, target.id)
        levels.append(("shot", target.id, folded))
        stream = folded.state.scene
    if target.level in ("shot", "scene"):
        assert stream is not None, "an added shot stands in a scene"
        levels.append(("scene", stream, existing(batch, scene, stream)))
    levels.append(("production", batch.log, existing(batch, production, batch.log)))
    return tuple(reversed(levels))
