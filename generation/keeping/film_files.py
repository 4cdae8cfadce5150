"""Films as files: of each form and package the newest stay; older ones go, since their takes write them anew."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from generation.artifacts import artifact_store
from generation.delivery.exports import OVER
from generation.domain.keeping import Policy
from generation.keeping import inventory
from generation.keeping.collecting import Collected, remove
from generation.models import ArtifactRow, FilmExportRow, TraceRow

_NEWEST_FIRST = """
SELECT id FROM (
    SELECT id, began_at, row_number() OVER (
        PARTITION BY production, asked ->> 'form', asked ->> 'package', step = 'done' ORDER BY began_at DESC, id DESC
    ) AS place
    FROM generation_film_export WHERE step = ANY (%s)
) AS export
WHERE place > %s AND began_at < %s
"""


@dataclass(frozen=True, slots=True)
class OldFilms:
    """Exports that newer ones follow, and their files that nothing else names; `size` in bytes."""

    exports: tuple[UUID, ...]
    digests: tuple[str, ...]
    size: int


def old_films(rules: Policy) -> OldFilms:
    """Return the exports that are over, not among the newest, and older than the days that files are kept for."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST_FIRST, [list(OVER), rules.films, inventory.long_ago(rules)])
        exports = tuple(id_ for (id_,) in cursor.fetchall())
    rows = FilmExportRow.objects.filter(id__in=exports).values_list("digests", flat=True)
    alone = _named_by_nothing_else({digest for digests in rows for digest in digests}, exports)
    sizes = dict(ArtifactRow.objects.filter(digest__in=alone, missing=False).values_list("digest", "size"))
    return OldFilms(exports, tuple(sorted(sizes)), sum(sizes.values()))


def remove_old_films(old: OldFilms) -> Collected:
    """Forget old exports and remove their files; one that somebody makes use of meanwhile is left."""
    with transaction.atomic():
        free = artifact_store.take_free(old.digests)
        going = sorted(_named_by_nothing_else(free, old.exports))
        sizes = dict(ArtifactRow.objects.filter(digest__in=going).values_list("digest", "size"))
        FilmExportRow.objects.filter(id__in=old.exports).delete()
        artifact_store.note_evicted(going)
    for digest in going:
        remove(digest)
    artifact_store.forget_evicted(going)
    return Collected(len(going), sum(sizes.values()))


def _named_by_nothing_else(digests: Collection[str], exports: Collection[UUID]) -> set[str]:
    """Those of some files that no trace names and no export but the given ones."""
    wanted = list(digests)
    named = set[str]()
    others = FilmExportRow.objects.exclude(id__in=exports).filter(digests__overlap=wanted)
    traces = TraceRow.objects.filter(digests__overlap=wanted)
    for rows in (others, traces):
        named.update(digest for digests in rows.values_list("digests", flat=True) for digest in digests)
    return set(wanted) - named
