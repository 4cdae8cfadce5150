"""What a worker keeps of its inner actions: a file for each key, within bounds. What is lost of it is made again."""

import hashlib
import os
import secrets
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import rfc8785

from generation.ports.work import JSON

T = TypeVar("T")


def key_of(made: str, document: Mapping[str, JSON]) -> str:
    """Return the key of what is made, such as `inner/1`, by everything that it depends on."""
    return "sha256:" + hashlib.sha256(f"continuity/{made}\n".encode() + rfc8785.dumps(dict(document))).hexdigest()


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """Files in a folder of their own, of `most` bytes together; nothing is kept without one.

    `damaged` is what is raised, beside OSError, where a file does not hold what it should, or cannot.
    """

    folder: Path | None
    suffix: str
    most: int
    damaged: tuple[type[Exception], ...]

    def read(self, key: str, load: Callable[[Path], T]) -> T | None:
        """Return what was kept under a key, which counts as a use; None where nothing was, or nothing whole."""
        path = self._path(key)
        if path is None or not path.is_file():
            return None
        try:
            kept = load(path)
            os.utime(path)
        except self._unreadable:
            path.unlink(missing_ok=True)
            return None
        return kept

    def touch(self, keys: Collection[str]) -> None:
        """Count as used now what is kept under these keys."""
        for path in filter(None, map(self._path, keys)):
            with suppress(OSError):
                os.utime(path)

    def write(self, key: str, save: Callable[[Path], object], beside: Collection[str] = ()) -> None:
        """Keep something under a key; what does not fit on the disk is not kept.

        Nothing that is kept under the keys `beside` goes to make room.
        """
        path = self._path(key)
        if path is None:
            return
        aside = path.with_suffix(f".{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            save(aside)
            aside.replace(path)
        except self._unreadable:
            with suppress(OSError):
                aside.unlink()
        self._drop_oldest(path.parent, {self._path(each) for each in beside})

    @property
    def _unreadable(self) -> tuple[type[Exception], ...]:
        return OSError, *self.damaged

    def _path(self, key: str) -> Path | None:
        return self.folder / f"{key.removeprefix('sha256:')}{self.suffix}" if self.folder else None

    def _drop_oldest(self, folder: Path, spared: Collection[Path | None]) -> None:
        """What a process left half written when it was killed counts too, and goes in its turn."""
        kept = []
        for path in folder.glob("*"):
            with suppress(OSError):  # another worker of this machine drops too
                if path.is_file():
                    kept.append((path.stat().st_mtime_ns, path.stat().st_size, path))
        over = sum(size for _, size, _ in kept) - self.most
        for _, size, path in sorted(kept):
            if over <= 0:
                break
            if path in spared:
                continue
            path.unlink(missing_ok=True)
            over -= size
