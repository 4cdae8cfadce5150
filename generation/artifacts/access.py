"""What can be read by digest or key: the files that were made, and the recipes that they were made by."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any
from uuid import UUID

import msgspec

from generation.artifacts import artifact_store
from generation.artifacts.artifact_store import StoredFile
from generation.domain.recipes import Recipe as Document
from generation.models import ArtifactRow, FilmExportRow, JobRow, RecipeRow, TraceRow
from productions import policy
from productions import queries as productions

FILM, DOSSIERS = "film", "dossiers"
"""The roles of films that were written as files, and of their manifests; and of packages with dossiers in them."""


def artifact(digest: str, person: UUID) -> StoredFile | None:
    """Return an artifact where the person may see one of the takes, references or jobs that name it, in that role.

    None where nothing in the person's productions names it; Forbidden where they may see none of what does. Lost bytes
    that others stand for are named by whatever names these.
    """
    kept = stored(digest)
    return kept if kept and _may_read(artifact_store.standing_for(digest), person) else None


def stored(digest: str) -> StoredFile | None:
    """Return an artifact for somebody who was found to be allowed to see it; None where there is none."""
    row = ArtifactRow.objects.filter(digest=digest).values_list("digest", "size", "media_type").first()
    return StoredFile(*row) if row else None


def _may_read(digest: str, person: UUID) -> bool:
    mine = productions.memberships(person)
    refused: tuple[UUID, str] | None = None
    namings = chain(productions.artifact_namings(mine, digest), _made_in(mine, digest), _exported(mine, digest))
    for production, role in namings:
        if policy.can(mine[production], policy.right_to(role)):
            return True
        refused = production, role
    if refused:
        production, role = refused
        policy.require(mine[production], policy.right_to(role), production)
    return False


def _made_in(mine: Collection[UUID], digest: str) -> Iterator[tuple[UUID, str]]:
    """Yield (production, role) for each job that made or reused the bytes."""
    roles = {
        key: [artifact["role"] for artifact in artifacts if artifact["digest"] == digest]
        for key, artifacts in TraceRow.objects.filter(digests__contains=[digest]).values_list("key", "artifacts")
    }
    jobs = JobRow.objects.filter(production__in=mine, key__in=list(roles), generation__isnull=False)
    for production, key in jobs.values_list("production", "key").distinct():
        yield from ((production, role) for role in roles[key])


def _exported(mine: Collection[UUID], digest: str) -> Iterator[tuple[UUID, str]]:
    """Yield (production, role) for each film that was written as these bytes, or that they list."""
    rows = FilmExportRow.objects.filter(production__in=mine, digests__contains=[digest])
    for production, asked, result in rows.values_list("production", "asked", "result"):
        yield production, DOSSIERS if _holds_dossiers(digest, asked, result or {}) else FILM


def _holds_dossiers(digest: str, asked: Mapping[str, Any], result: Mapping[str, Any]) -> bool:
    """Whether the file of an export is a package with dossiers, and not the film or a manifest."""
    film = result.get("film") or {}
    return bool(asked.get("dossiers")) and not result.get("withheld") and film.get("digest") == digest


def recipes(keys: Iterable[str]) -> dict[str, Document]:
    """Return recipes in full by action key; unknown keys are left out."""
    rows = RecipeRow.objects.filter(key__in=list(keys)).values_list("key", "document")
    return {key: msgspec.json.decode(document) for key, document in rows}
