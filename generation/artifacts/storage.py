"""The storage that Django is configured with, as artifacts use it: files under the SHA-256 of their bytes."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import gettempdir
from types import ModuleType
from typing import IO

from django.core.files import File as Upload
from django.core.files.storage import FileSystemStorage, default_storage

from events.errors import ContinuityError
from generation.artifacts import bucket, studio
from generation.artifacts.errors import REMEDY, ArtifactDamaged, ArtifactMissing, NoDigest, StorageAway

__all__ = ["ArtifactDamaged", "ArtifactMissing", "NoDigest", "StorageAway"]

CHUNK = 1 << 20
ALGORITHM = "sha256"
_NOTHING = {
    True: "its folder is gone, or its disk is not mounted.",
    False: "nothing lies under its prefix, so that its address may be wrong.",
}


def name_of(digest: str) -> str:
    """Return the name under which the store holds a digest: `sha256/ab/cd/<hex>`."""
    algorithm, _, number = digest.partition(":")
    if algorithm != ALGORITHM or len(number) != 64 or not set(number) <= set("0123456789abcdef"):
        raise NoDigest(f"{digest!r} is not a digest.")
    return f"{algorithm}/{number[:2]}/{number[2:4]}/{number}"


def opened(digest: str) -> IO[bytes]:
    """Open a file for reading, whatever is in it; ArtifactMissing or StorageAway."""
    name = name_of(digest)
    with _reaching(digest):
        return default_storage.open(name, "rb") if local() else _far().opened(name)


def size(digest: str) -> int | None:
    """Return how many bytes the file has, None where there is none; StorageAway."""
    name = name_of(digest)
    try:
        with _reaching(digest):
            return default_storage.size(name) if local() else _far().head(name).size
    except ArtifactMissing:
        return None


def seal(digest: str, file: IO[bytes] | None = None) -> str:
    """Return what changes whenever the file is written: its size, time of change and inode, or entity tag.

    Of an open file it is that file's own, even if another has taken its name.
    """
    with _reaching(digest):
        if local():
            stat = os.fstat(file.fileno()) if file else path(digest).stat()
            return f"{stat.st_size}:{stat.st_mtime_ns}:{stat.st_ino}"
        raw = getattr(file, "raw", None)
        head = raw.head if isinstance(raw, bucket.Reader) else _far().head(name_of(digest))
        return str(head.seal)


def _far() -> ModuleType:
    """Who knows the way to a storage that is not on this machine."""
    return studio if studio.joined() else bucket


def local() -> bool:
    """Whether the files lie on this machine."""
    return isinstance(default_storage, FileSystemStorage)


def folder() -> Path:
    """Return where on this machine bytes are written on their way into the store."""
    return Path(default_storage.path("")) if local() else Path(gettempdir())


def is_new() -> bool:
    """Whether nothing was ever stored here, as far as the storage itself tells; StorageAway."""
    if local():
        return not Path(default_storage.path(ALGORITHM)).is_dir()
    return bool(_far().is_empty(ALGORITHM))


def path(digest: str) -> Path:
    """Return where a local storage holds a digest."""
    return Path(default_storage.path(name_of(digest)))


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that lies in the storage, `size` bytes long; `digest` is empty for what an interrupted write left."""

    name: str
    digest: str
    size: int
    written: datetime


def each() -> Iterator[Stored]:
    """Yield every file under the digests, in no order; StorageAway."""
    if not local():
        for head in bucket.each(ALGORITHM):
            yield Stored(head.name, _digest_in(head.name), head.size, head.written)
        return
    root = Path(default_storage.path(""))
    for path in (root / ALGORITHM).rglob("*"):
        with suppress(FileNotFoundError):  # removed or put in place while we look
            if path.is_file():
                stat, name = path.stat(), path.relative_to(root).as_posix()
                yield Stored(name, _digest_in(name), stat.st_size, datetime.fromtimestamp(stat.st_mtime, UTC))


def _digest_in(name: str) -> str:
    digest = f"{ALGORITHM}:{name.rpartition('/')[2]}"
    try:
        return digest if name_of(digest) == name else ""
    except NoDigest:
        return ""


def remove(name: str) -> None:
    """Remove a file, if it is there; StorageAway."""
    with _reaching(name):
        default_storage.delete(name)


def summed(file: IO[bytes], copy_to: IO[bytes] | None = None) -> tuple[str, int]:
    """Read a file to its end; return digest and size."""
    hashed, count = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        hashed.update(chunk)
        count += len(chunk)
        if copy_to:
            copy_to.write(chunk)
    return f"{ALGORITHM}:{hashed.hexdigest()}", count


def write(source: Path, digest: str) -> None:
    """Store a file, in the place of whatever has its name, and read back what the storage holds of it.

    OSError where it finds no room, StorageAway, ArtifactDamaged where the storage holds something else.
    """
    if local():
        _write_locally(path(digest), source, digest)
        return
    if studio.joined():
        studio.put(name_of(digest), source)  # it verifies what it gets
        return
    with _reaching(digest):
        with source.open("rb") as file:
            default_storage.save(name_of(digest), Upload(file))
        with bucket.opened(name_of(digest)) as held:
            written, _ = summed(held)
    if written != digest:
        raise ArtifactDamaged("The storage holds other bytes than were sent to it.", digest=digest, found=written)


def _write_locally(target: Path, source: Path, digest: str) -> None:
    """Write beside the target, verify what was written, and move it there in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with source.open("rb") as original, fresh.open("wb") as file:
            written, _ = summed(original, copy_to=file)
            file.flush()
            os.fsync(file.fileno())
        if written != digest:
            raise ArtifactDamaged("The file changed while it was stored.", digest=digest, found=written)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


@contextmanager
def _reaching(digest: str) -> Iterator[None]:
    """Tell a file that is gone from a storage that is away, each kind of which has errors of its own."""
    try:
        yield
    except FileNotFoundError:
        if is_new():
            raise StorageAway(_NOTHING[local()]) from None
        raise ArtifactMissing(f"These bytes are no longer stored. {REMEDY}", digest=digest) from None
    except ContinuityError:
        raise
    except OSError as error:
        raise StorageAway(error.strerror or str(error)) from error
    except Exception as error:
        raise _far().away(error) from error
