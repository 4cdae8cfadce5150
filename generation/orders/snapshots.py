"""Snapshots: the complete effective inputs of ordered shots, written once with the order and never read live again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec

from events.codec import canonical
from events.registry import Json
from generation.domain.keys import snapshot_digest
from generation.domain.recipes import Contents
from generation.models import SnapshotRow


class Continued(msgspec.Struct, frozen=True):
    """The shot that is continued. `contents` and `digests` by `node.port` are set where it need not be made first."""

    shot: UUID
    contents: dict[str, str] | None = None
    digests: dict[str, str] | None = None


class OrderedInputs(msgspec.Struct, frozen=True):
    """What every recipe of one ordered shot is computed from."""

    shot: UUID
    values: dict[str, Json]
    continues: Continued | None = None

    @property
    def digest(self) -> str:
        """Return its identity."""
        return snapshot_digest(msgspec.to_builtins(self))

    @property
    def fixed(self) -> Contents | None:
        """Return what the shot continues by content, where that is settled."""
        return self.continues.contents if self.continues else None


def keep(snapshots: Iterable[OrderedInputs]) -> None:
    """Store snapshots; equal ones are one row."""
    rows: Mapping[str, Any] = {each.digest: canonical(msgspec.to_builtins(each)).decode() for each in snapshots}
    SnapshotRow.objects.bulk_create(
        [SnapshotRow(digest=digest, document=rows[digest]) for digest in sorted(rows)], ignore_conflicts=True
    )


@dataclass(slots=True)
class Snapshots:
    """Snapshots by digest, each read once."""

    _read: dict[str, OrderedInputs] = field(default_factory=dict)

    def load(self, digests: Iterable[str]) -> None:
        """Read many with one query."""
        missing = set(digests) - set(self._read)
        rows = SnapshotRow.objects.filter(digest__in=missing).values_list("digest", "document") if missing else ()
        self._read.update({digest: msgspec.json.decode(text, type=OrderedInputs) for digest, text in rows})

    def of(self, digest: str) -> OrderedInputs:
        """Return one."""
        self.load([digest])
        return self._read[digest]
