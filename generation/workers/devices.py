"""The devices of this machine: the processor and its memory, and the GPUs that `nvidia-smi` tells of.

A worker has one of them. What it can give of a device's memory is what others leave free: what its own child holds it
can let go.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from generation.domain.needs import REMOTE
from generation.ports.memory import MainMemory

CPU = "cpu"
_ASKING = ("--query-gpu=index,uuid,name,memory.free", "--format=csv,noheader,nounits")
_HOLDING = ("--query-compute-apps=pid,gpu_uuid,used_memory", "--format=csv,noheader,nounits")
MIB = 2**20


class NoDevice(Exception):
    """This machine does not have the device that was asked for."""


class Device(Protocol):
    """`name` is how this machine calls it, `classes` go from the general to the exact."""

    @property
    def name(self) -> str: ...

    @property
    def classes(self) -> tuple[str, ...]: ...

    def memory(self, child: int | None) -> int:
        """Return how many bytes it has for a worker whose child is this process."""
        ...

    def environment(self) -> Mapping[str, str]:
        """Return what the child must be told so that it uses this device alone."""
        ...


@dataclass(frozen=True, slots=True)
class Processor:
    """All cores of this machine, with as much of its main memory as we may have."""

    name: str = CPU
    classes: tuple[str, ...] = (CPU,)

    def memory(self, child: int | None) -> int:
        return MainMemory().available() + (_resident(child) if child else 0)

    def environment(self) -> Mapping[str, str]:
        return {"CUDA_VISIBLE_DEVICES": ""}


@dataclass(frozen=True, slots=True)
class Remote:
    """Other machines, which the work is done by: what is here only waits for them."""

    name: str = REMOTE
    classes: tuple[str, ...] = (REMOTE,)

    def memory(self, child: int | None) -> int:
        return MainMemory().available()

    def environment(self) -> Mapping[str, str]:
        return {"CUDA_VISIBLE_DEVICES": ""}


@dataclass(frozen=True, slots=True)
class Gpu:
    """A GPU by the index and the id that its driver gives it."""

    index: int
    id: str
    model: str

    @property
    def name(self) -> str:
        return f"gpu:{self.index}"

    @property
    def classes(self) -> tuple[str, ...]:
        return "gpu", re.sub(r"[^a-z0-9]+", "-", self.model.lower())[:40].strip("-")

    def memory(self, child: int | None) -> int:
        free = next((int(free) for _, id_, _, free in _smi(_ASKING) if id_ == self.id), 0)
        return (free + (self._held(child) if child else 0)) * MIB

    def environment(self) -> Mapping[str, str]:
        return {"CUDA_VISIBLE_DEVICES": self.id}

    def _held(self, child: int) -> int:
        used = (used for pid, id_, used in _smi(_HOLDING) if (pid, id_) == (str(child), self.id))
        return sum(int(each) for each in used if each.isdigit())


def gpus() -> list[Gpu]:
    """Return the GPUs of this machine; none where there is no driver."""
    return [Gpu(int(index), id_, model) for index, id_, model, _ in _smi(_ASKING)]


def largest() -> tuple[Device, int]:
    """Return the device on which the largest models run, a GPU where there is one, and its free memory in bytes."""
    known: list[Device] = [*gpus()] or [Processor()]
    free = [(each, each.memory(None)) for each in known]
    return max(free, key=lambda each: each[1])


def device(name: str) -> Device:
    """Return the device that is called `cpu`, `gpu:<index>` or `remote`; NoDevice that says what there is."""
    known: dict[str, Device] = {CPU: Processor(), **{gpu.name: gpu for gpu in gpus()}, REMOTE: Remote()}
    if name not in known:
        raise NoDevice(f"There is no device {name!r} here, only {', '.join(known)}.")
    return known[name]


def _smi(asked: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Ask the driver's own tool; torch would have to be loaded, and stays in the child."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return []
    try:
        said = subprocess.run([program, *asked], capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return []
    return [tuple(part.strip() for part in line.split(",")) for line in said.splitlines() if line.strip()]


def _resident(child: int) -> int:
    try:
        return int(Path(f"/proc/{child}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
