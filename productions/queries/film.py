"""Where shots and scenes stand in the film, and their codes."""

from collections.abc import Collection, Iterable
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from productions.models import SceneRow, ShotRow

_FILM_ORDER = """
SELECT s.id, s.code, s.scene FROM productions_shot s JOIN productions_scene h ON h.id = s.scene
WHERE s.log = %s AND (s.id = ANY (%s) OR %s) AND NOT s.removed AND NOT h.removed
ORDER BY h.rank COLLATE "C", h.code COLLATE "C", h.id, s.rank COLLATE "C", s.code COLLATE "C", s.id
"""


class ShotPlace(NamedTuple):
    """A shot of the film, what people call it, and its scene."""

    shot: UUID
    code: str
    scene: UUID


def film_order(production: UUID, shots: Collection[UUID] | None = None) -> list[ShotPlace]:
    """Return those of the shots that stand in the film, in its order; all unless named."""
    with connection.cursor() as cursor:
        cursor.execute(_FILM_ORDER, [production, list(shots or ()), shots is None])
        return [ShotPlace(*row) for row in cursor.fetchall()]


def shot_places(shots: Collection[UUID]) -> dict[UUID, ShotPlace]:
    """Return shots with their codes and scenes, also those that were removed."""
    rows = ShotRow.objects.filter(id__in=list(shots)).values_list("id", "code", "scene")
    return {id_: ShotPlace(shot=id_, code=code, scene=scene) for id_, code, scene in rows}


def live_shots(shots: Iterable[UUID]) -> set[UUID]:
    """Return those of the shots that are not removed, alone or with their scene."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM productions_shot WHERE id = ANY (%s) AND NOT removed", [list(shots)])
        return {id_ for (id_,) in cursor.fetchall()}


def codes_of_scenes(scenes: Iterable[UUID]) -> dict[UUID, str]:
    """Return the codes of scenes by id."""
    return dict(SceneRow.objects.filter(id__in=list(scenes)).values_list("id", "code"))


def codes_of_shots(shots: Iterable[UUID]) -> dict[UUID, str]:
    """Return the codes of shots by id."""
    return dict(ShotRow.objects.filter(id__in=list(shots)).values_list("id", "code"))
