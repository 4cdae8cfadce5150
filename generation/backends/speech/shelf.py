"""What was spoken before: lines by everything that their sound depends on, kept on a machine within bounds.

They are inner actions, no nodes of a pipeline: when one line of a shot changes, the others are not spoken again.
Whatever is lost is spoken again.
"""

import hashlib
import os
import secrets
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import rfc8785

from generation.ports.work import JSON

if TYPE_CHECKING:
    from generation.ports.sound import Samples

MOST = 512 * 2**20
"""Bytes that are kept on a machine."""


def key_of(document: Mapping[str, JSON]) -> str:
    """Return the key of a line, of everything that its sound depends on."""
    return "sha256:" + hashlib.sha256(b"continuity/spoken/1\n" + rfc8785.dumps(dict(document))).hexdigest()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line as an engine spoke it; `begins` are the words of which it said so, with the sample of each."""

    samples: "Samples"
    begins: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What was spoken, in a folder; nothing is kept without one."""

    folder: Path | None
    most: int = MOST

    def once(self, key: str, speak: Callable[[], Spoken]) -> tuple[Spoken, bool]:
        """Return a line and whether it was there; it is spoken now unless it was."""
        if (kept := self._read(key)) is not None:
            return kept, True
        spoken = speak()
        self._write(key, spoken)
        return spoken, False

    def _path(self, key: str) -> Path | None:
        return self.folder / f"{key.removeprefix('sha256:')}.npz" if self.folder else None

    def _read(self, key: str) -> Spoken | None:
        import numpy as np  # noqa: PLC0415  # only the process that makes sound may load it

        path = self._path(key)
        if path is None or not path.is_file():
            return None
        try:
            with np.load(path, allow_pickle=False) as kept:
                begins = {int(word): int(sample) for word, sample in kept["begins"].reshape(-1, 2)}
                spoken = Spoken(kept["samples"], begins)
            os.utime(path)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            path.unlink(missing_ok=True)
            return None
        return spoken

    def _write(self, key: str, spoken: Spoken) -> None:
        """What does not fit on the disk is not kept."""
        import numpy as np  # noqa: PLC0415  # only the process that makes sound may load it

        path = self._path(key)
        if path is None:
            return
        aside = path.with_suffix(f".{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with aside.open("wb") as file:
                np.savez_compressed(file, samples=spoken.samples, begins=np.array([*spoken.begins.items()], np.int64))
            aside.replace(path)
        except OSError:
            with suppress(OSError):
                aside.unlink()
        self._drop_oldest()

    def _drop_oldest(self) -> None:
        assert self.folder, "something was written"
        kept = []
        for path in self.folder.glob("*.npz"):
            with suppress(OSError):  # another worker of this machine drops too
                kept.append((path.stat().st_mtime_ns, path.stat().st_size, path))
        over = sum(size for _, size, _ in kept) - self.most
        for _, size, path in sorted(kept):
            if over <= 0:
                break
            path.unlink(missing_ok=True)
            over -= size
