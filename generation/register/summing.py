"""Digests of files of weights: each file is read once, and again only when its size or time of change differ."""

import hashlib
import socket
from pathlib import Path

from generation.models import WeightFileRow
from generation.register.sources import Telling

_PIECE = 1 << 22
HOST = socket.gethostname()


class Summing:
    """Sums the files of a model up, and tells how many bytes of `whole` are done."""

    def __init__(self, tell: Telling, whole: int) -> None:
        self._tell, self._whole, self._done = tell, whole, 0

    def __call__(self, path: Path) -> str:
        """Return the hex SHA-256 of a file."""
        state = path.stat()
        known = {"size": state.st_size, "changed": state.st_mtime_ns}
        where = str(path.resolve())
        if row := WeightFileRow.objects.filter(host=HOST, path=where, **known).first():
            self._add(state.st_size)
            return row.digest
        digest = self._read(path)
        WeightFileRow.objects.update_or_create(host=HOST, path=where, defaults={**known, "digest": digest})
        return digest

    def _read(self, path: Path) -> str:
        sha = hashlib.sha256()
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                sha.update(piece)
                self._add(len(piece))
        return sha.hexdigest()

    def _add(self, size: int) -> None:
        self._done += size
        self._tell(self._done, max(self._whole, self._done))
