"""Inner actions: encoding text, denoising and decoding as work of its own, each under a key, met again where it was
done.

They are no nodes of a pipeline: a worker keeps what it made of them beside its models, within bounds. Whatever is lost
of it is made again.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import rfc8785
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from generation.ports.work import JSON

Tensors = Mapping[str, Tensor]
MOST = 4 * 2**30
"""Bytes that are kept on a machine."""


def key_of(document: Mapping[str, JSON]) -> str:
    """Return the key of an inner action, of everything that its result depends on."""
    return "sha256:" + hashlib.sha256(b"continuity/inner/1\n" + rfc8785.dumps(dict(document))).hexdigest()


@dataclass(slots=True)
class Inner:
    """What was made of inner actions, in a folder; nothing is kept without one. `told` says what became of each."""

    folder: Path | None = None
    most: int = MOST
    told: list[JSON] = field(default_factory=list)

    def once(self, name: str, document: Mapping[str, JSON], make: Callable[[], Tensors]) -> tuple[str, Tensors]:
        """Return key and result of an inner action, made now unless it is there."""
        started, key = time.perf_counter(), key_of({**document, "action": name})
        kept = self._read(key)
        made = kept if kept is not None else make()
        if kept is None:
            self._write(key, made)
        self.tell(name, key, started, reused=kept is not None)
        return key, made

    def tell(self, name: str, key: str, started: float, *, reused: bool) -> None:
        """Note what became of an inner action that began at `started`."""
        seconds = f"{time.perf_counter() - started:.3f}"
        self.told.append({"action": name, "key": key, "seconds": seconds, "reused": reused})

    def _path(self, key: str) -> Path | None:
        return self.folder / f"{key.removeprefix('sha256:')}.safetensors" if self.folder else None

    def _read(self, key: str) -> Tensors | None:
        path = self._path(key)
        if path is None or not path.is_file():
            return None
        try:
            # Mapped numbers are not aligned as those that were made, and processors round them otherwise.
            read = {name: each.clone() for name, each in load_file(path).items()}
            os.utime(path)
        except (OSError, SafetensorError):
            path.unlink(missing_ok=True)
            return None
        return read

    def _write(self, key: str, made: Tensors) -> None:
        """What does not fit on the disk is not kept."""
        path = self._path(key)
        if path is None:
            return
        aside = path.with_suffix(f".{secrets.token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            save_file({name: each.detach().cpu().contiguous() for name, each in made.items()}, aside)
            aside.replace(path)
        except (OSError, SafetensorError):
            with suppress(OSError):
                aside.unlink()
        self._drop_oldest()

    def _drop_oldest(self) -> None:
        """What a process left half written when it was killed counts too, and goes in its turn."""
        assert self.folder, "something was written"
        kept = []
        for path in self.folder.glob("*"):
            with suppress(OSError):  # another worker of this machine drops too
                kept.append((path.stat().st_mtime_ns, path.stat().st_size, path))
        over = sum(size for _, size, _ in kept) - self.most
        for _, size, path in sorted(kept):
            if over <= 0:
                break
            path.unlink(missing_ok=True)
            over -= size
