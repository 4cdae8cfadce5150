"""What can be read by digest or key: the files that were made, and the recipes that they were made by."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

import msgspec

from generation.domain.recipes import Recipe as Document
from generation.models import Artifact, Job, Recipe, Trace
from productions import queries as productions


@dataclass(frozen=True, slots=True)
class Shelved:
    """Bytes that were stored: how many there are and what they are."""

    size: int
    media_type: str


def artifact(digest: str, person: UUID) -> Shelved | None:
    """Return an artifact that a take or job of one of the person's productions names; None for any other."""
    found = Artifact.objects.filter(digest=digest).values_list("size", "media_type").first()
    return Shelved(*found) if found and _named(digest, person) else None


def _named(digest: str, person: UUID) -> bool:
    mine = productions.memberships(person)
    return productions.names_artifact(mine, digest) or _made_in(mine, digest)


def _made_in(mine: Collection[UUID], digest: str) -> bool:
    """Whether a job of one of the productions made or reused the bytes."""
    keys = Trace.objects.filter(digests__contains=[digest]).values_list("key", flat=True)
    return Job.objects.filter(production__in=mine, key__in=list(keys), generation__isnull=False).exists()


def recipes(keys: Iterable[str]) -> dict[str, Document]:
    """Return recipes in full by action key; unknown keys are left out."""
    rows = Recipe.objects.filter(key__in=list(keys)).values_list("key", "document")
    return {key: msgspec.json.decode(document) for key, document in rows}
