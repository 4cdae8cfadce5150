"""Artifacts: immutable bytes stored once under their SHA-256, in whatever storage Django is configured with."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import IO

from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, default_storage

from events.errors import ContinuityError
from generation.models import Artifact

CHUNK = 1 << 20


class ArtifactMissing(ContinuityError):
    """The bytes of an artifact are not in the store."""

    code = "artifact-missing"
    status = 404


class ArtifactDamaged(ContinuityError):
    """The bytes in the store are not those that the digest names."""

    code = "artifact-damaged"
    status = 500


@dataclass(frozen=True, slots=True)
class Kept:
    """Bytes that are in the store: their digest and how many there are."""

    digest: str
    size: int


def name_of(digest: str) -> str:
    """Return the name under which the store holds a digest: `sha256/ab/cd/<hex>`."""
    algorithm, _, number = digest.partition(":")
    if algorithm != "sha256" or len(number) != 64 or not set(number) <= set("0123456789abcdef"):
        raise ArtifactMissing(f"{digest!r} is not a digest.")
    return f"{algorithm}/{number[:2]}/{number[2:4]}/{number}"


def put(path: Path) -> Kept:
    """Store a file and return its digest. Good bytes that the store holds already are never overwritten."""
    kept = digest_of(path)
    name, store = name_of(kept.digest), _store()
    if not _holds(store, name, kept):
        _write(store, name, path, kept)
    return kept


def _holds(store: Storage, name: str, kept: Kept) -> bool:
    """By name and size, unless a reader found the bytes damaged."""
    sound = not Artifact.objects.filter(digest=kept.digest, missing=True).exists()
    return sound and store.exists(name) and store.size(name) == kept.size


def digest_of(path: Path) -> Kept:
    """Return digest and size of a file."""
    with path.open("rb") as file:
        return _digest(file)


def exists(digest: str) -> bool:
    """Return whether the store holds these bytes, by name and not by content."""
    return _store().exists(name_of(digest))


def open_artifact(digest: str) -> IO[bytes]:
    """Open the bytes of an artifact for reading; ArtifactMissing, with a note to the planner, when they are gone."""
    try:
        return _store().open(name_of(digest), "rb")
    except FileNotFoundError:
        note_missing([digest])
        raise ArtifactMissing("These bytes are no longer stored.", digest=digest) from None


def verify(digest: str) -> None:
    """Read an artifact back and compare; ArtifactDamaged or ArtifactMissing, each noted to the planner."""
    with open_artifact(digest) as file:
        found = _digest(file).digest
    _demand(digest, found)


def _demand(digest: str, found: str) -> None:
    if found != digest:
        note_missing([digest])
        raise ArtifactDamaged("The stored bytes are not what they were.", digest=digest, found=found)


def shelve(kept: Iterable[tuple[Kept, str]]) -> None:
    """Note which bytes are stored and of which media type, so that they can be served; what was missing is back."""
    rows = {each.digest: Artifact(digest=each.digest, size=each.size, media_type=kind) for each, kind in kept}
    Artifact.objects.bulk_create(
        [rows[digest] for digest in sorted(rows)],
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["missing"],
    )


def note_missing(digests: Iterable[str]) -> None:
    """Make traces of these bytes count as misses, until they are stored again."""
    Artifact.objects.filter(digest__in=list(digests)).update(missing=True)


@contextmanager
def as_files(digests: Iterable[str]) -> Iterator[dict[str, Path]]:
    """Lend artifacts as files on this machine: the stored ones themselves, or copies where the store is remote.

    Raises ArtifactMissing or ArtifactDamaged for bytes that are not those asked for, each noted to the planner.
    """
    store = _store()
    if isinstance(store, FileSystemStorage):
        yield {digest: _present(Path(store.path(name_of(digest))), digest) for digest in digests}
        return
    with TemporaryDirectory(prefix="artifacts-") as folder:
        yield {digest: _copy(digest, Path(folder)) for digest in digests}


def _present(path: Path, digest: str) -> Path:
    verify(digest)
    return path


def _copy(digest: str, folder: Path) -> Path:
    target = folder / digest.partition(":")[2]
    with open_artifact(digest) as source, target.open("wb") as file:
        found = _digest(source, copy_to=file).digest
    _demand(digest, found)
    return target


def folder() -> Path:
    """Return where on this machine bytes are written on their way into the store."""
    store = _store()
    return Path(store.location) if isinstance(store, FileSystemStorage) else Path(gettempdir())


def _store() -> Storage:
    return default_storage


def _write(store: Storage, name: str, path: Path, kept: Kept) -> None:
    if isinstance(store, FileSystemStorage):
        _write_locally(Path(store.path(name)), path, kept)
        return
    if store.exists(name):
        store.delete(name)  # cut short by an upload that failed
    with path.open("rb") as file:
        store.save(name, File(file))


def _write_locally(target: Path, path: Path, kept: Kept) -> None:
    """Write beside the target, verify what was written, and move it there in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with path.open("rb") as source, fresh.open("wb") as file:
            written = _digest(source, copy_to=file)
            file.flush()
            os.fsync(file.fileno())
        if written != kept:
            raise ArtifactDamaged("The file changed while it was stored.", digest=kept.digest, found=written.digest)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _digest(file: IO[bytes], copy_to: IO[bytes] | None = None) -> Kept:
    hashed, size = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        hashed.update(chunk)
        size += len(chunk)
        if copy_to:
            copy_to.write(chunk)
    return Kept(f"sha256:{hashed.hexdigest()}", size)
