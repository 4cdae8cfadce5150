"""A log's Merkle tree as the database holds it: roots and proofs of any size from a few reads of 256 hashes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection

from events import merkle

WIDTH = 256
"""Hashes of a tile."""
HEIGHT = 8
"""Levels of the tree in a tile."""
AT_ONCE = 400
"""Tiles that one call adds: some 100,000 events, a moment of work."""

_LEAVES = """SELECT position - 1, leaf FROM eventlog.log
             WHERE log = %s AND position > %s AND position <= %s ORDER BY position"""
_ROOTS = "SELECT index, root FROM eventlog.tile WHERE log = %s AND level = %s AND index >= %s AND index < %s"


class Incomplete(Exception):
    """The log lacks positions that its tree would need."""


@dataclass(slots=True)
class Tree:
    """Reads hashes of one log, each tile once. Sizes asked for must not exceed the log's."""

    log: UUID
    _tiles: dict[tuple[int, int], dict[int, bytes]] = field(default_factory=dict)

    def root(self, size: int) -> bytes:
        """Return the root of the first `size` events."""
        return merkle.hash_of((0, size), self.subtree)

    def inclusion(self, position: int, size: int) -> list[bytes]:
        """Return the proof that the tree of `size` events holds the one at `position`, counted from one."""
        return self._hashes(merkle.inclusion_path(position - 1, size))

    def consistency(self, old: int, new: int) -> list[bytes]:
        """Return the proof that the tree of `new` events begins with that of `old` events."""
        return self._hashes(merkle.consistency_path(old, new))

    def subtree(self, height: int, index: int) -> bytes:
        """Return the hash of the `index`-th complete group of 2**height leaves."""
        level, within = divmod(height, HEIGHT)
        return self._joined(level, index << within, 1 << within)

    def _joined(self, level: int, first: int, count: int) -> bytes:
        frontier = merkle.Frontier()
        frontier.extend(self._hash(level, number) for number in range(first, first + count))
        return frontier.root()

    def _hash(self, level: int, number: int) -> bytes:
        """A hash of a level; one whose tile is not stored yet is made from what is below it."""
        tile = self._tile(level, number // WIDTH)
        if number not in tile:
            if level == 0:
                raise Incomplete(f"The log {self.log} has no position {number + 1}.")
            tile[number] = self._joined(level - 1, number * WIDTH, WIDTH)
        return tile[number]

    def _tile(self, level: int, tile: int) -> dict[int, bytes]:
        if (level, tile) not in self._tiles:
            first = tile * WIDTH
            self._tiles[level, tile] = (
                _pairs(_ROOTS, [self.log, level - 1, first, first + WIDTH])
                if level
                else _pairs(_LEAVES, [self.log, first, first + WIDTH])
            )
        return self._tiles[level, tile]

    def _hashes(self, path: Sequence[merkle.Range]) -> list[bytes]:
        return [merkle.hash_of(part, self.subtree) for part in path]


def leaves(log: UUID, after: int, upto: int) -> dict[int, bytes]:
    """Return the leaves of a log's tree by position, above `after` and not above `upto`."""
    return {number + 1: leaf for number, leaf in _pairs(_LEAVES, [log, after, upto]).items()}


def grow(log: UUID) -> int:
    """Store the tiles that became complete; return how many. Safe to call again, and by several at once."""
    total = 0
    while added := _grow(log):
        total += added
    return total


def _grow(log: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT eventlog.tile(%s, %s)", [log, AT_ONCE])
        return int(cursor.fetchone()[0])


def _pairs(query: str, values: Sequence[Any]) -> dict[int, bytes]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return {number: bytes(hash_) for number, hash_ in cursor.fetchall()}
