"""What every backend is: what it can make, how it bends a request to that, and how it hands over frames."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol, TypeAlias

import rfc8785

from generation.stages.base import JSON, Work

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Frame: TypeAlias = NDArray[uint8]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Tasks by stage name, sizes in pixels, lengths in frames, memory in bytes."""

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


@dataclass(frozen=True, slots=True)
class Clip:
    """A picture in motion: `frames` yields `count` arrays of height x width x 3 bytes (RGB) as they are drawn."""

    width: int
    height: int
    rate: Fraction
    count: int
    frames: "Iterator[Frame]"


class Backend(Protocol):
    """Makes pictures. `reads` says per stage which of the stage's inputs it uses, "variation" among them.

    `keyframe` and `motion` raise `Refusing` for what cannot be made and `Stopping` within one step of a cancel.
    """

    name: str
    version: str
    capabilities: Capabilities
    reads: Mapping[str, tuple[str, ...]]

    def snap(self, values: Mapping[str, JSON]) -> Snapped: ...

    def engine(self) -> Mapping[str, str]: ...

    def keyframe(self, work: Work) -> "Frame": ...

    def motion(self, work: Work) -> Clip: ...


def engine_digest(engine: Mapping[str, str]) -> str:
    """Digest of the library versions that pixels depend on."""
    return "sha256:" + hashlib.sha256(b"continuity/engine/1\n" + rfc8785.dumps(dict(engine))).hexdigest()
