"""The models that a process holds in memory: what was used least, and costs least to load again, goes first."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Held = TypeVar("Held")
# A thread's stack that finds no room (loaders read weights in threads) and oneDNN tell of memory in words of their own.
_OF_MEMORY = re.compile(
    r"out of memory|can't allocate memory|not enough memory|can't start new thread"
    r"|could not create a primitive(?! descriptor)"
)


def is_of_memory(error: BaseException) -> bool:
    """Whether an error says that memory ran out, whichever library says it."""
    return isinstance(error, MemoryError) or _OF_MEMORY.search(str(error).lower()) is not None


@dataclass(slots=True)
class _Resident(Generic[Held]):
    held: Held
    bytes: int
    seconds: float
    rank: float = 0.0


@dataclass(slots=True)
class Residents(Generic[Held]):
    """Models by name, ranked as GreedyDual-Size does: seconds to load a byte again, on top of what went last.

    `free` says how many bytes the device has to give; `let_go` is called with what goes.
    """

    free: Callable[[], int]
    let_go: Callable[[Held], None]
    _held: dict[str, _Resident[Held]] = field(default_factory=dict)
    _floor: float = 0.0

    def names(self) -> tuple[str, ...]:
        """Return what is held, what goes first in front."""
        return tuple(sorted(self._held, key=lambda name: self._held[name].rank))

    def get(self, name: str) -> Held | None:
        """Return a model that is held, which counts as a use; None for one that is not."""
        resident = self._held.get(name)
        if resident is None:
            return None
        self._rank(resident)
        return resident.held

    def make_room(self, size: int) -> None:
        """Let models go until so many bytes are free, or none is left."""
        for name in self.names():
            if self.free() >= size:
                return
            self.drop(name)

    def keep(self, name: str, held: Held, size: int, seconds: float) -> None:
        """Hold a model of so many bytes that took so many seconds to load."""
        resident = self._held[name] = _Resident(held, size, seconds)
        self._rank(resident)

    def drop(self, name: str) -> None:
        """Let a model go, where it is held."""
        resident = self._held.pop(name, None)
        if resident is not None:
            self._floor = max(self._floor, resident.rank)
            self.let_go(resident.held)

    def drop_all(self) -> None:
        """Let all models go."""
        for name in self.names():
            self.drop(name)

    def _rank(self, resident: _Resident[Held]) -> None:
        resident.rank = self._floor + resident.seconds / max(1, resident.bytes)
