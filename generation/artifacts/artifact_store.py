"""Artifacts: immutable bytes stored once under their SHA-256, and what is known of their soundness.

A file is sound while its seal is the one that it had when its bytes were last read and found right. Whatever is not
is noted, so that the planner counts it as lost, and is never given out.
"""

import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Protocol

from django.conf import settings
from django.db.models.functions import Now

from generation.artifacts import storage
from generation.artifacts.errors import REMEDY, ArtifactDamaged, ArtifactMissing, StorageAway
from generation.artifacts.storage import name_of
from generation.models import ArtifactRow
from generation.ports.work import Output
from productions.domain.artifact import Artifact, Substitution

__all__ = ["ArtifactDamaged", "ArtifactMissing", "StorageAway", "name_of"]


class Blob(Protocol):
    """What the store knows of bytes, whoever names them: an artifact, or a picture that somebody handed in."""

    @property
    def digest(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def media_type(self) -> str: ...


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store. `size` in bytes."""

    digest: str
    size: int
    media_type: str


def put(path: Path, media_type: str) -> StoredFile:
    """Store a file and return what it is. Good bytes that the store holds already are never overwritten."""
    with path.open("rb") as file:
        digest, size = storage.summed(file)
    if _is_first() or not _is_sound(digest):
        storage.write(path, digest)
    return StoredFile(digest, size, media_type)


def _is_first() -> bool:
    """A storage without its folder is new, unless something was stored: then it is away, and nothing is written."""
    return not ArtifactRow.objects.exists() and storage.is_new()


def keep(output: Output) -> Artifact:
    """Store what a stage made and return it as an artifact."""
    kept = put(output.path, output.media_type)
    return Artifact(output.role, kept.digest, output.content, kept.media_type, kept.size, dict(output.facts))


def _is_sound(digest: str) -> bool:
    try:
        open_sound(digest).close()
    except (ArtifactMissing, ArtifactDamaged):
        return False
    return True


def is_there(blob: Blob) -> bool:
    """Return whether the store holds a file of this name and size, whatever is in it.

    While the storage is away nothing is known to be lost.
    """
    try:
        return storage.size(blob.digest) == blob.size
    except StorageAway:
        return True


def open_sound(digest: str) -> IO[bytes]:
    """Open an artifact whose bytes are right: they are read now, unless the file is as it was when they last were.

    Of those that are as they were a sample is read all the same, since a storage may lose a bit and not tell.
    Raises ArtifactMissing or ArtifactDamaged, each noted to the planner, and StorageAway.
    """
    seal = ArtifactRow.objects.filter(digest=digest).values_list("seal", flat=True).first() or ""
    return _opened(digest, "" if _is_sampled() else seal)


def _is_sampled() -> bool:
    one_in: int = settings.STORAGE_SAMPLE_ONE_IN
    return one_in > 0 and secrets.randbelow(one_in) == 0


def verify(digest: str) -> None:
    """Read an artifact back and compare, whatever is known of it; raises as `open_sound`."""
    _opened(digest, "").close()


def _opened(digest: str, known_seal: str) -> IO[bytes]:
    with _noting(digest):
        file = storage.opened(digest)
    try:
        seal = storage.seal(digest, file)
        if seal != known_seal:
            _demand(digest, storage.summed(file)[0])
            _note_sound(digest, seal)
            file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


@contextmanager
def _noting(digest: str) -> Iterator[None]:
    try:
        yield
    except ArtifactMissing as error:
        note_missing([digest])
        error.data |= _replaced(digest)
        raise


def _demand(digest: str, actual: str) -> None:
    if actual != digest:
        note_missing([digest])
        raise ArtifactDamaged(
            f"The stored bytes are not what they were. {REMEDY}", digest=digest, found=actual, **_replaced(digest)
        )


def _replaced(digest: str) -> dict[str, str]:
    """What people are told of lost bytes for which others stand."""
    after = standing_for(digest)
    return {"replaced_by": after} if after != digest else {}


def shelve(kept: Iterable[Blob]) -> None:
    """Note which bytes were just stored and of which media type, so that they can be served; what was lost is back."""
    rows = {
        each.digest: ArtifactRow(
            digest=each.digest,
            size=each.size,
            media_type=each.media_type,
            seal=_seal(each.digest),
            checked_at=Now(),
        )
        for each in kept
    }
    ArtifactRow.objects.bulk_create(
        [rows[digest] for digest in sorted(rows)],
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["missing", "seal", "checked_at"],
    )


def _seal(digest: str) -> str:
    try:
        return storage.seal(digest)
    except (ArtifactMissing, StorageAway):
        return ""


def _note_sound(digest: str, seal: str) -> None:
    ArtifactRow.objects.filter(digest=digest).update(missing=False, seal=seal, checked_at=Now())


def note_missing(digests: Iterable[str]) -> None:
    """Make traces of these bytes count as misses, until they are stored again."""
    ArtifactRow.objects.filter(digest__in=list(digests)).update(missing=True, seal="", checked_at=Now())


def note_replaced(by: Substitution) -> None:
    """Note which bytes stand for lost ones, for whoever still asks for these."""
    ArtifactRow.objects.filter(digest=by.before).update(replaced_by=by.after)


def missing(digests: Collection[str]) -> set[str]:
    """Return which of the digests are known to be lost."""
    lost = ArtifactRow.objects.filter(missing=True, digest__in=list(digests))
    return set(lost.values_list("digest", flat=True))


def count_lost() -> int:
    """Return how many files are known to be lost without others that stand for them."""
    return ArtifactRow.objects.filter(missing=True, replaced_by="").count()


def standing_for(digest: str) -> str:
    """Return the digest that stands for another one now: itself, unless its bytes were lost and replaced."""
    seen = {digest}
    while (after := _after(digest)) and after not in seen:
        seen.add(after)
        digest = after
    return digest


def _after(digest: str) -> str | None:
    lost = ArtifactRow.objects.filter(digest=digest, missing=True)
    return lost.values_list("replaced_by", flat=True).first()


@contextmanager
def as_files(digests: Iterable[str]) -> Iterator[dict[str, Path]]:
    """Lend artifacts as files on this machine: the stored ones themselves, or copies where the store is remote.

    What was replaced is lent as what stands for it. Raises ArtifactMissing or ArtifactDamaged for bytes that are not
    those asked for, each noted to the planner, and StorageAway.
    """
    asked = {digest: standing_for(digest) for digest in digests}
    if storage.local():
        yield {digest: _present(standing) for digest, standing in asked.items()}
        return
    with TemporaryDirectory(prefix="artifacts-") as folder:
        yield {digest: _copy(standing, Path(folder)) for digest, standing in asked.items()}


def _present(digest: str) -> Path:
    verify(digest)
    return storage.path(digest)


def _copy(digest: str, folder: Path) -> Path:
    target = folder / digest.partition(":")[2]
    with _noting(digest), storage.opened(digest) as source, target.open("wb") as file:
        actual, _ = storage.summed(source, copy_to=file)
    _demand(digest, actual)
    return target
