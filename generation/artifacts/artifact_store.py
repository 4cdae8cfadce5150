"""Artifacts: immutable bytes stored once under their SHA-256, and what is known of their soundness.

A file is sound while its seal is the one that it had when its bytes were last read and found right. Whatever is not
is noted, so that the planner counts it as lost, and is never given out.
"""

import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Protocol

from django.conf import settings
from django.db import connection
from django.db.models.functions import Now

from generation.artifacts import storage
from generation.artifacts.errors import (
    REMADE,
    REMEDY,
    ArtifactApart,
    ArtifactDamaged,
    ArtifactEvicted,
    ArtifactMissing,
    StorageAway,
)
from generation.artifacts.storage import name_of
from generation.models import ArtifactRow, TraceRow
from generation.ports.work import OutputFile
from productions.domain.artifact import Artifact, Substitution

__all__ = ["ArtifactDamaged", "ArtifactMissing", "StorageAway", "name_of"]


# Who makes use of bytes and who removes them meet at these rows: a hold excludes a removal, and no other hold.
_ROWS = "SELECT digest FROM generation_artifact WHERE digest = ANY (%s) AND "
_HOLD = f"{_ROWS} NOT missing ORDER BY digest FOR KEY SHARE"
_TAKE_FREE = f"{_ROWS} NOT missing ORDER BY digest FOR UPDATE SKIP LOCKED"
_TAKE_EVICTED = f"{_ROWS} missing AND evicted_at IS NOT NULL FOR UPDATE SKIP LOCKED"
_TAKE_UNKNOWN = """
INSERT INTO generation_artifact (digest, size, media_type, missing, seal, replaced_by, evicted_at)
VALUES (%s, %s, '', true, '', '', clock_timestamp()) ON CONFLICT DO NOTHING
"""


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
    store(path, digest)
    return StoredFile(digest, size, media_type)


def store(path: Path, digest: str) -> None:
    """Store a file under its digest, unless the store holds good bytes of it; ArtifactDamaged where it is another."""
    if is_first() or not _is_sound(digest):
        storage.write(path, digest)


def is_first() -> bool:
    """A storage without its folder is new, unless something was stored: then it is away, and nothing is written."""
    return not ArtifactRow.objects.exists() and storage.is_new()


def keep(output: OutputFile) -> Artifact:
    """Store what a stage made and return it as an artifact."""
    kept = put(output.path, output.media_type)
    return Artifact(output.role, kept.digest, output.content, kept.media_type, kept.size, dict(output.facts))


def _is_sound(digest: str) -> bool:
    try:
        open_sound(digest).close()
    except (ArtifactMissing, ArtifactDamaged):
        return False
    return True


def apart(digests: Collection[str]) -> set[str]:
    """Return which of some bytes never lay here and are made once something reads them."""
    rows = ArtifactRow.objects.filter(apart=True, missing=False, digest__in=list(digests))
    return set(rows.values_list("digest", flat=True))


def ask_for(digests: Collection[str]) -> int:
    """Note as lost those of some bytes that never lay here, so that the next order makes them; return how many."""
    wanted = set(ArtifactRow.objects.filter(apart=True, digest__in=list(digests)).values_list("digest", flat=True))
    note_missing(wanted)
    return len(wanted)


def shelve_apart(told: Iterable[Blob]) -> None:
    """Note bytes that are known by what their trace says of them alone; those that lie here already stay."""
    rows = {
        each.digest: ArtifactRow(digest=each.digest, size=each.size, media_type=each.media_type, apart=True)
        for each in told
    }
    ArtifactRow.objects.bulk_create([rows[digest] for digest in sorted(rows)], ignore_conflicts=True)


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
    row = ArtifactRow.objects.filter(digest=digest).values_list("seal", "evicted_at", "apart").first()
    seal, evicted_at, is_apart = row or ("", None, False)
    if evicted_at:
        raise evicted(digest, evicted_at)
    if is_apart:
        note_missing([digest])
        raise ArtifactApart(f"These bytes came as a trace alone and were never stored here. {REMADE}", digest=digest)
    return _opened(digest, "" if _is_sampled() else seal)


def evicted(digest: str, at: datetime) -> ArtifactEvicted:
    """Return what is told of bytes that were removed to free room: since when, and what making them again took."""
    traces = TraceRow.objects.filter(digests__contains=[digest]).order_by("seconds", "id")
    took = traces.values_list("seconds", "device_class").first()
    price = {"seconds": f"{took[0]:.3f}", "device_class": took[1]} if took else {}
    said = f"These bytes were removed on {at:%Y-%m-%d} to free room. {REMADE}"
    return ArtifactEvicted(said, digest=digest, evicted_at=at.isoformat(), **price, **_replaced(digest))


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
    """Note which bytes were just stored and of which media type, so that they can be served; what was lost is back.

    From here to the end of the transaction nobody removes them. ArtifactMissing where somebody did before.
    """
    rows = {
        each.digest: ArtifactRow(digest=each.digest, size=each.size, media_type=each.media_type, checked_at=Now())
        for each in kept
    }
    ArtifactRow.objects.bulk_create(
        [rows[digest] for digest in sorted(rows)],
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["missing", "seal", "checked_at", "evicted_at", "apart"],
    )
    for digest in sorted(rows):
        ArtifactRow.objects.filter(digest=digest).update(seal=_seal(digest))


def _seal(digest: str) -> str:
    try:
        return storage.seal(digest)
    except StorageAway:
        return ""


def hold(digests: Collection[str]) -> set[str]:
    """Keep bytes from being removed until the transaction ends; return those that are not known to be lost."""
    return _locked(_HOLD, digests)


def take_free(digests: Collection[str]) -> set[str]:
    """Lock the rows of those bytes that nobody holds, to remove them."""
    return _locked(_TAKE_FREE, digests)


def take_evicted(digest: str) -> bool:
    """Lock the row of bytes that are to be removed; False where they were stored again since."""
    return bool(_locked(_TAKE_EVICTED, [digest]))


def take_unknown(digest: str, size: int) -> bool:
    """Lock a digest that no row has, so that whoever notes it waits; False where one has it."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE_UNKNOWN, [digest, size])
        return bool(cursor.rowcount == 1 or take_evicted(digest))


def let_go(digest: str) -> None:
    """Forget the digest that `take_unknown` locked, whose file is gone."""
    ArtifactRow.objects.filter(digest=digest, media_type="").delete()


def known(digests: Collection[str]) -> set[str]:
    """Return the digests of which a file is expected, or known to be lost: all but unheard-of and evicted ones."""
    rows = ArtifactRow.objects.filter(digest__in=list(digests), evicted_at=None)
    return set(rows.values_list("digest", flat=True))


def note_evicted(digests: Collection[str]) -> None:
    """Note that bytes are removed to free room; their traces stay and count as misses."""
    ArtifactRow.objects.filter(digest__in=list(digests)).update(missing=True, seal="", evicted_at=Now())


def forget_evicted(digests: Collection[str]) -> None:
    """Forget bytes that were removed, are not back, and that nothing names any more."""
    ArtifactRow.objects.filter(digest__in=list(digests), missing=True, evicted_at__isnull=False).delete()


def _locked(query: str, digests: Collection[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, [list(digests)])
        return {digest for (digest,) in cursor.fetchall()}


def _note_sound(digest: str, seal: str) -> None:
    ArtifactRow.objects.filter(digest=digest).update(
        missing=False, seal=seal, checked_at=Now(), evicted_at=None, apart=False
    )


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


_GONE = "SELECT digest, evicted_at IS NOT NULL FROM generation_artifact WHERE missing AND digest = ANY (%s)"


def gone(digests: Collection[str]) -> dict[str, bool]:
    """Return which of the digests have no bytes, and whether these were removed to free room."""
    with connection.cursor() as cursor:
        cursor.execute(_GONE, [list(digests)])
        return dict(cursor.fetchall())


def count_lost() -> int:
    """Return how many files are known to be lost without others that stand for them, and not removed on purpose.

    What never lay here was not lost.
    """
    return ArtifactRow.objects.filter(missing=True, replaced_by="", evicted_at=None, apart=False).count()


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
