"""A piece of work: what a stage is given to run, the files that it makes and how its run can end."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

import msgspec

from events import room
from events.registry import Json
from generation.domain.recipes import SETTING
from productions.domain.graph import Schema

if TYPE_CHECKING:
    from generation.ports.clip import Frame

JSON: TypeAlias = str | int | bool | list["JSON"] | dict[str, "JSON"] | None


class OutputFile(msgspec.Struct, frozen=True):
    """One file that a stage made, lying under `work.out`; `content` is `sha256:<hex>` of what it means."""

    role: str
    path: Path
    media_type: str
    content: str
    facts: Mapping[str, Json]


class Done(msgspec.Struct, frozen=True, tag="done"):
    outputs: tuple[OutputFile, ...]
    facts: Mapping[str, Json] = {}


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The inputs cannot be made into a picture; trying again gives the same answer."""

    reason: str


NO_ROOM = "no-room"
"""The code of work that found no room for its files: no fault of its own, so no attempt."""

STORAGE = "storage"
"""The code of work whose files could not be read, written or kept."""

OUT_OF_MEMORY = "out-of-memory"


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    code: str
    reason: str
    retryable: bool


class Cancelled(msgspec.Struct, frozen=True, tag="cancelled"):
    pass


Outcome: TypeAlias = Done | Refused | Failed | Cancelled


class Refusing(Exception):
    """Raised inside a run for inputs that no retry can make good; the run ends `Refused` with its text."""


class OutOfMemory(Exception):
    """Raised inside a run that found too little memory, also in the way that needs least; says what can be done."""


class Broken(Exception):
    """Raised inside a run for what broke and may go well another time: a process that died. `code` says what."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


class Stopping(Exception):
    """Raised inside a run once `work.cancelled()` says so; the run ends `Cancelled`."""


class ModelFolder(msgspec.Struct, frozen=True):
    """Where a model lies on this machine: its folder, or the file of a LoRA.

    `files`: SHA-256 by path in it where they are known, empty to be read.

    One that another machine runs has no files here: `document` is what was registered of it.
    """

    folder: Path = Path()
    files: Mapping[str, str] = {}
    document: Mapping[str, Json] = {}


class Dealings(Protocol):
    """What was agreed with others about one piece of work, which outlives whoever does it."""

    def known(self) -> Mapping[str, JSON]:
        """Return what was kept last, also by an earlier attempt; empty where nothing was."""
        ...

    def keep(self, document: Mapping[str, JSON]) -> None:
        """Keep it before anything depends on it: returns once it is written down."""
        ...


@dataclass(frozen=True, slots=True)
class Work:
    """One stage to run: the recipe, the files it stands on, an empty folder for what it makes.

    `upstream` maps port to role to file; `progress(step, steps)` may be called for every frame.
    `references` holds the pictures that the cast's looks name, by digest. `show` may be called with any frame on the
    way, as height x width x 3 bytes RGB: now and then people see one. `models` are models by digest, `inner` a folder
    where a backend may keep what it made on the way, None for nowhere. `dealings`: what was agreed with others about
    it, None where nothing can be.
    """

    recipe: Mapping[str, JSON]
    upstream: Mapping[str, Mapping[str, Path]]
    out: Path
    progress: Callable[[int, int], None]
    cancelled: Callable[[], bool]
    references: Mapping[str, Path] = field(default_factory=dict)
    show: Callable[["Frame"], None] = lambda _: None
    models: Mapping[str, ModelFolder] = field(default_factory=dict)
    inner: Path | None = None
    dealings: Dealings | None = None

    @property
    def inputs(self) -> Mapping[str, JSON]:
        inputs = self.recipe.get("inputs")
        return inputs if isinstance(inputs, dict) else {}

    def settings(self, parameters: Schema) -> Mapping[str, JSON]:
        """Return a value for each of a stage's own parameters: what is set, else its default."""
        return {name: self.inputs.get(f"{SETTING}{name}", each.default) for name, each in parameters.items()}

    @property
    def variation(self) -> int:
        variation = self.recipe.get("variation", 1)
        return variation if isinstance(variation, int) else 1

    @property
    def backend(self) -> str:
        """Name of the backend that the recipe asks for, empty when it asks for none."""
        backend = self.recipe.get("backend")
        return str(backend.get("name", "")) if isinstance(backend, dict) else ""

    def content(self, port: str, role: str) -> str | None:
        """What comes in at a port means, as the recipe says it; None where the recipe is silent."""
        upstream = self.recipe.get("upstream")
        roles = upstream.get(port) if isinstance(upstream, dict) else None
        content = roles.get(role) if isinstance(roles, dict) else None
        return content if isinstance(content, str) else None

    def file(self, port: str, role: str) -> Path:
        """Path of what comes in at a port; refuses work that comes without it."""
        try:
            return self.upstream[port][role]
        except KeyError:
            raise Refusing(f"nothing comes in at {port}: the {role} is missing") from None

    def model(self, digest: str) -> ModelFolder:
        """Where a model lies; refuses work whose model is not on this machine."""
        try:
            return self.models[digest]
        except KeyError:
            raise Refusing("the model that is chosen is not on this machine") from None

    def files(self, port: str, role: str) -> tuple[Path, ...]:
        """Paths of all that comes in at a port that takes many, in the order of the recipe."""
        roles = self.upstream.get(port, {})
        return tuple(roles[name] for index in range(len(roles)) if (name := numbered(role, index)) in roles)


def numbered(role: str, index: int) -> str:
    """Return under which name a file comes in at a port that takes many."""
    return f"{role}.{index}"


def ending(run: Callable[[Work], Done], work: Work) -> Outcome:
    """Run the body of a stage and turn the ways it may stop into an outcome; a full disk may be retried."""
    try:
        return run(work)
    except Refusing as refusal:
        return Refused(str(refusal))
    except Stopping:
        return Cancelled()
    except OutOfMemory as error:
        return Failed(OUT_OF_MEMORY, str(error), retryable=False)
    except Broken as error:
        return Failed(error.code, str(error), retryable=True)
    except OSError as error:
        if room.is_full(error):
            return Failed(NO_ROOM, error.strerror or str(error), retryable=True)
        return Failed(STORAGE, f"The files could not be written: {error.strerror or error}", retryable=True)
