"""What every backend is: what it can make, how it bends a request to that, and the one way in which it runs."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import rfc8785

from generation.domain.retake import RETAKE, Retake
from generation.ports.work import JSON, Refusing, Work
from productions.domain.graph import Schema

WORDING = "wording"
"""The parameter that says word for word what a model is told."""

TASKS: Mapping[str, tuple[str, ...]] = {
    "image": ("image",),
    "video": ("frames",),
    "speech": ("audio",),
    "upscale": ("frames",),
}
"""The kinds of task, each with the outputs that it comes to, by the types of their ports."""


@dataclass(frozen=True, slots=True)
class Capabilities:
    """Kinds of task, sizes in pixels, lengths in frames, memory in bytes."""

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
class Around:
    """Frames of a take that are to be made again, and pictures of the frames beside them; None where there are none."""

    retake: Retake
    before: Path | None = None
    after: Path | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One thing to make: the inputs as they were snapped, all parameters of its own, and the files it stands on.

    `settings` hold a value for each parameter that the backend declares for the task, its default where none is set.
    `notes` say what was snapped. With `around` only those frames of the shot are wanted. The backend adds to `made_so`
    what it bent while it made it, and to `told` what else whoever looks at the take should know; what it says there of
    its `engine` stands beside the versions of libraries.
    """

    inputs: Mapping[str, JSON]
    settings: Mapping[str, JSON]
    notes: tuple[str, ...]
    work: Work
    made_so: list[str] = field(default_factory=list)
    told: dict[str, JSON] = field(default_factory=dict)
    around: Around | None = None

    def file(self, port: str, role: str) -> Path:
        """Path of what comes in at a port; refuses a request that comes without it."""
        return self.work.file(port, role)

    def given(self, port: str, role: str) -> Path | None:
        """Path of what comes in at a port that may be empty; None where nothing does."""
        return self.work.upstream.get(port, {}).get(role)


Outputs = Mapping[str, Any]
"""What was made, by the types of ports: a Frame for an image, Footage for frames, SpokenLines one by one for audio."""


class Backend(Protocol):
    """Makes pictures or sound. `reads` says per kind of task which inputs of a shot it uses, "variation" among them.

    `parameters` are its own per kind of task, by name: what it honours beyond those inputs.
    """

    name: str
    version: str
    capabilities: Capabilities
    reads: Mapping[str, tuple[str, ...]]
    parameters: Mapping[str, Schema]

    def snap(self, values: Mapping[str, JSON]) -> Snapped: ...

    def here(self) -> bool:
        """Whether this machine has what it needs to run; asked without loading any of it."""
        ...

    def engine(self) -> Mapping[str, str]: ...

    def holds(self) -> tuple[str, ...]:
        """Return what this process keeps in memory of it between runs, by the names that needs call it by."""
        ...

    def run(self, kind: str, request: Request) -> Outputs:
        """Do one of its kinds of task. Frames may come as they are drawn.

        Raises `Refusing` for what cannot be made and `Stopping` within one step of a cancel.
        """
        ...


def asked(backend: Backend, kind: str, work: Work, around: Around | None = None) -> Request:
    """Return what a piece of work asks of a backend; refuses a kind of task that it does not offer.

    Frames made again have a seed of their own, and words where some are said for them.
    """
    if kind not in backend.capabilities.tasks:
        raise Refusing(f"{backend.name} makes no {kind}")
    snapped = backend.snap(work.inputs)
    values, set_ = snapped.values, work.settings(backend.parameters.get(kind, {}))
    if around is not None:
        if RETAKE not in backend.reads[kind]:
            raise Refusing(f"{backend.name} makes no single frames of a take again")
        values = {**values, "parameter:seed": str(around.retake.seed)}
        if around.retake.words and WORDING in set_:
            set_ = {**set_, WORDING: around.retake.words}
    return Request(values, set_, snapped.notes, work, around=around)


def held_as(backend: Backend) -> str:
    """Return under which name workers say that a backend is in their memory."""
    return f"{backend.name}/{backend.version}"


def engine_digest(engine: Mapping[str, JSON]) -> str:
    """Digest of the library versions that pixels depend on, and of how they were told to compute."""
    return "sha256:" + hashlib.sha256(b"continuity/engine/1\n" + rfc8785.dumps(dict(engine))).hexdigest()
