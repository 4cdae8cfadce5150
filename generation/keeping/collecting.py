"""Collecting: files that may go are removed, a few at a time, while others work, edit and order.

A batch holds the productions that name its files, so that nothing is ordered, approved or selected meanwhile, and then
the rows of its files, which whoever makes use of them holds too (`artifact_store.hold`); what is held is left alone.
Then it looks again whether the files may go. The fact is recorded first; bytes go afterwards, each under its row.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import msgspec
import uuid6
from django.db import transaction

from events.execution import Batch, Context, execute
from generation.artifacts import artifact_store, storage
from generation.domain.collection import COLLECTION, Collect
from generation.domain.keeping import Policy
from generation.keeping import inventory
from generation.models import TraceRow
from productions.commands.access import hold
from productions.domain.artifact import Artifact, NamedArtifact

AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Collected:
    """What went; `size` in bytes."""

    files: int = 0
    size: int = 0


def collect(actor: UUID, rules: Policy, going: Sequence[str]) -> Collected:
    """Remove those of some files that may still go; StorageAway where the storage cannot be reached."""
    gone: list[Artifact] = []
    for start in range(0, len(going), AT_ONCE):
        gone += _batch(actor, rules, going[start : start + AT_ONCE])
    return Collected(len(gone), sum(each.size for each in gone))


def _batch(actor: UUID, rules: Policy, digests: Sequence[str]) -> list[Artifact]:
    with transaction.atomic():
        for production in sorted(inventory.naming(digests)):
            hold(production, alone=False)
        free = artifact_store.take_free(digests)
        held = inventory.held_of(rules, free)
        gone = _artifacts([digest for digest in free if digest not in held])
        _record(actor, gone)
        artifact_store.note_evicted([each.digest for each in gone])
    for each in gone:
        remove(each.digest)
    return gone


def _artifacts(digests: Collection[str]) -> list[Artifact]:
    """The files as some trace names them."""
    named: dict[str, Artifact] = {}
    wanted = set(digests)
    for column in TraceRow.objects.filter(digests__overlap=list(wanted)).values_list("artifacts", flat=True):
        for each in msgspec.convert(column, tuple[Artifact, ...]):
            if each.digest in wanted:
                named.setdefault(each.digest, each)
    return [named[digest] for digest in sorted(named)]


def _record(actor: UUID, gone: Sequence[Artifact]) -> None:
    """Tell it in the log of every production that names the files."""
    by_production: dict[UUID, list[Artifact]] = {}
    for each in gone:
        for production in inventory.naming([each.digest]):
            by_production.setdefault(production, []).append(each)
    for production, some in sorted(by_production.items()):
        _append(actor, production, [each.named for each in some], sum(each.size for each in some))


def _append(actor: UUID, production: UUID, named: Iterable[NamedArtifact], size: int) -> None:
    def work(batch: Batch) -> None:
        id_ = uuid6.uuid7()
        batch.begin(COLLECTION, id_)
        batch.decide(COLLECTION, id_, Collect(tuple(named), size))

    execute(Context(actor=actor, ids=uuid6.uuid7), production, work)


def remove(digest: str) -> None:
    """Remove bytes that were noted as evicted, unless somebody has stored them again since."""
    with transaction.atomic():
        if artifact_store.take_evicted(digest):
            storage.remove(storage.name_of(digest))


def strays(rules: Policy) -> list[storage.Stored]:
    """Return the files in the storage that nothing names: of work that was not committed, or of a removal cut short."""
    since = inventory.long_ago(replace(rules, days=max(1, rules.days)))  # what is being written is no stray
    old = [each for each in storage.each() if each.written < since]
    known = artifact_store.known({each.digest for each in old if each.digest})
    return [each for each in old if each.digest not in known]


def remove_strays(unwanted: Iterable[storage.Stored]) -> int:
    """Remove strays and return how many went; whoever stores one meanwhile finds it gone and stores it again."""
    return sum(_remove_stray(each) for each in unwanted)


def _remove_stray(stray: storage.Stored) -> bool:
    with transaction.atomic():
        if stray.digest and not artifact_store.take_unknown(stray.digest, stray.size):
            return False
        storage.remove(stray.name)
        artifact_store.let_go(stray.digest)
    return True
