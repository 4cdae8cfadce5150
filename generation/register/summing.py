"""Digests of files of weights: each file is read once, and again only when its size or time of change differ.

Weights are gigabytes. Whoever reads them goes on piece by piece, and may do something else between two pieces.
"""

import hashlib
import socket
from collections.abc import Generator
from pathlib import Path
from typing import TypeAlias, TypeVar

from generation.models import WeightFileRow
from generation.register.sources import Telling

_PIECE = 1 << 22
HOST = socket.gethostname()

T = TypeVar("T")
Pieces: TypeAlias = Generator[None, None, T]
"""Work that stops after each piece, and returns what came of it in the end."""


def at_once(pieces: Pieces[T]) -> T:
    """Return what comes of work, all pieces one after the other."""
    while True:
        try:
            next(pieces)
        except StopIteration as ended:
            result: T = ended.value
            return result


class Summing:
    """Sums the files of a model up, and tells how many bytes of `whole` are done."""

    def __init__(self, tell: Telling, whole: int) -> None:
        self._tell, self._whole, self._done = tell, whole, 0

    def __call__(self, path: Path) -> Pieces[str]:
        """Return the hex SHA-256 of a file, piece by piece."""
        state = path.stat()
        known = {"size": state.st_size, "changed": state.st_mtime_ns}
        where = str(path.resolve())
        if row := WeightFileRow.objects.filter(host=HOST, path=where, **known).first():
            self._add(state.st_size)
            return row.digest
        digest = yield from self._read(path)
        WeightFileRow.objects.update_or_create(host=HOST, path=where, defaults={**known, "digest": digest})
        return digest

    def _read(self, path: Path) -> Pieces[str]:
        sha = hashlib.sha256()
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                sha.update(piece)
                self._add(len(piece))
                yield
        return sha.hexdigest()

    def _add(self, size: int) -> None:
        self._done += size
        self._tell(self._done, max(self._whole, self._done))
