"""What every backend is: what it can make and how it bends a request to that."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import rfc8785

from generation.ports.clip import Footage
from generation.ports.work import JSON, Work

if TYPE_CHECKING:
    from generation.ports.clip import Frame


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Tasks such as "image" and "video", sizes in pixels, lengths in frames, memory in bytes."""

    tasks: tuple[str, ...]
    smallest: tuple[int, int]
    largest: tuple[int, int]
    multiple: int
    longest: int
    memory: int
    device: str


@dataclass(frozen=True, slots=True)
class Snapped:
    """Inputs as the backend will really use them, and a sentence for each that was changed."""

    values: Mapping[str, JSON]
    notes: tuple[str, ...]


class Backend(Protocol):
    """Makes pictures. `reads` says per task which inputs of a shot it uses, "variation" among them.

    `image` and `video` raise `Refusing` for what cannot be made and `Stopping` within one step of a cancel.
    """

    name: str
    version: str
    capabilities: Capabilities
    reads: Mapping[str, tuple[str, ...]]

    def snap(self, values: Mapping[str, JSON]) -> Snapped: ...

    def engine(self) -> Mapping[str, str]: ...

    def holds(self) -> tuple[str, ...]:
        """Return what this process keeps in memory of it between runs, by the names that needs call it by."""
        ...

    def image(self, work: Work) -> "Frame": ...

    def video(self, work: Work) -> Footage: ...


def held_as(backend: Backend) -> str:
    """Return under which name workers say that a backend is in their memory."""
    return f"{backend.name}/{backend.version}"


def engine_digest(engine: Mapping[str, str]) -> str:
    """Digest of the library versions that pixels depend on."""
    return "sha256:" + hashlib.sha256(b"continuity/engine/1\n" + rfc8785.dumps(dict(engine))).hexdigest()
