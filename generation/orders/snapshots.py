"""Snapshots: the complete effective inputs of ordered shots, written once with the order and never read live again."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

import msgspec
from django.db import connection

from events.registry import Json
from generation.domain.keys import snapshot_document
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
    def fixed(self) -> Contents | None:
        """Return what the shot continues by content, where that is settled."""
        return self.continues.contents if self.continues else None


_KEEP = """
INSERT INTO generation_snapshot (digest, document) SELECT key, value FROM json_each_text(%s::json) ORDER BY 1
ON CONFLICT DO NOTHING
"""


@dataclass(slots=True)
class Snapshots:
    """Snapshots by digest, each written down or read once."""

    _known: dict[str, OrderedInputs] = field(default_factory=dict)
    _new: dict[str, str] = field(default_factory=dict)

    def add(self, inputs: OrderedInputs) -> str:
        """Take a snapshot in and return its digest; `keep` stores it."""
        digest, document = snapshot_document(msgspec.to_builtins(inputs))
        self._known[digest] = inputs
        self._new[digest] = document
        return digest

    def keep(self) -> None:
        """Store what was taken in; equal ones are one row."""
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, [msgspec.json.encode(self._new).decode()])
        self._new.clear()

    def load(self, digests: Iterable[str]) -> None:
        """Read many with one query."""
        missing = set(digests) - set(self._known)
        rows = SnapshotRow.objects.filter(digest__in=missing).values_list("digest", "document") if missing else ()
        self._known.update({digest: msgspec.json.decode(text, type=OrderedInputs) for digest, text in rows})

    def of(self, digest: str) -> OrderedInputs:
        """Return one."""
        if digest not in self._known:
            self.load([digest])
        return self._known[digest]
