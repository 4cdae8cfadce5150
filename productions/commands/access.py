"""What commands share: the production's row lock, targets of parameters, and loading with plain refusals."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from events.decider import BEGAN, Decider, Folded
from events.execution import Batch
from productions import projections, queries
from productions.domain.parameters import LEVELS, Level
from productions.domain.production import production
from productions.domain.scene import Scene, scene
from productions.domain.shot import Shot, shot
from productions.domain.studio import STUDIO, studio
from productions.domain.work import Work
from productions.models import ShotRow
from productions.refusals import NotFound, NotYourWork, SceneIsRemoved


@dataclass(frozen=True, slots=True)
class Target:
    """The production, scene or shot on which a parameter is set."""

    level: Level
    id: UUID


LEVEL_OF: dict[str, Level] = {level: level for level in LEVELS}
"""The levels by the kinds of things that are one."""
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


def hold_studio(batch: Batch) -> None:
    """One after the other: whatever is opened, added or erased in the studio stands in its one stream.

    Loads that stream, which the first of them begins.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(STUDIO)])
    batch.preload(studio, [STUDIO], log=STUDIO, begun=False)


def live_scene(batch: Batch, scene_id: UUID) -> Folded[Scene]:
    """Load a scene that is not removed."""
    folded = batch.load(scene, scene_id)
    if folded.state.removed:
        raise SceneIsRemoved(f"Scene {folded.state.code} is removed; restore it first.", scene=folded.state.code)
    return folded


def live_within(scene_id: UUID) -> dict[UUID, UUID]:
    """Return the live shots of a scene, each with the event that it began with."""
    live = queries.rows(projections.shots, ShotRow.objects.filter(scene=scene_id, removed=False))
    return {id_: folded.causes[BEGAN] for id_, folded in live.items()}


def chain(batch: Batch, target: Target) -> tuple[tuple[Level, UUID, Folded[Any]], ...]:
    """Return (level, stream, state) from the production down to the target."""
    levels: list[tuple[Level, UUID, Folded[Any]]] = []
    stream: UUID | None = target.id
    if target.level == "shot":
        folded: Folded[Shot] = batch.load(shot, target.id)
        levels.append(("shot", target.id, folded))
        stream = folded.state.scene
    if target.level in ("shot", "scene"):
        assert stream is not None, "an added shot stands in a scene"
        levels.append(("scene", stream, batch.load(scene, stream)))
    levels.append(("production", batch.log, batch.load(production, batch.log)))
    return tuple(reversed(levels))


def refuse_others_work(batch: Batch, now: Work) -> None:
    """Raise NotYourWork where somebody who is no producer says how far the work of others is."""
    actor = batch.context.actor
    if batch.load(production, batch.log).state.members.get(actor) != "producer" and actor not in now.assignees:
        raise NotYourWork("Producers may say how far this work is, and those whose it is.")
