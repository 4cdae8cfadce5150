"""Inner actions: encoding text, denoising and decoding as work of its own, each under a key, met again where it was
done.

They are no nodes of a pipeline: a worker keeps what it made of them beside its models.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from generation.backends import kept
from generation.ports.work import JSON

Tensors = Mapping[str, Tensor]
MOST = 4 * 2**30
"""Bytes that are kept on a machine."""


def key_of(document: Mapping[str, JSON]) -> str:
    """Return the key of an inner action, of everything that its result depends on."""
    return kept.key_of("inner/1", document)


@dataclass(slots=True)
class Inner:
    """What was made of inner actions, in a folder; nothing is kept without one. `told` says what became of each."""

    folder: Path | None = None
    most: int = MOST
    told: list[JSON] = field(default_factory=list)

    def once(self, name: str, document: Mapping[str, JSON], make: Callable[[], Tensors]) -> tuple[str, Tensors]:
        """Return key and result of an inner action, made now unless it is there."""
        started, key = time.perf_counter(), key_of({**document, "action": name})
        files = kept.KeptFiles(self.folder, ".safetensors", self.most, (SafetensorError,))
        there = files.read(key, _load)
        made = there if there is not None else make()
        if there is None:
            files.write(key, lambda path: _save(made, path))
        self.tell(name, key, started, reused=there is not None)
        return key, made

    def tell(self, name: str, key: str, started: float, *, reused: bool) -> None:
        """Note what became of an inner action that began at `started`."""
        seconds = f"{time.perf_counter() - started:.3f}"
        self.told.append({"action": name, "key": key, "seconds": seconds, "reused": reused})


def _load(path: Path) -> Tensors:
    """Copies: mapped numbers are not aligned as those that were made, and processors round them otherwise."""
    return {name: each.clone() for name, each in load_file(path).items()}


def _save(made: Tensors, path: Path) -> None:
    save_file({name: each.detach().cpu().contiguous() for name, each in made.items()}, path)
