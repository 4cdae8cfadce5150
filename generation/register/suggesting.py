"""Known open models, which of them fit a device, and an estimate of how long they take there.

The estimate counts what a transformer computes for each step: twice its parameters for each latent token, and the
attention between all tokens. It leaves out loading, reading the text and decoding.
"""

import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from generation.domain.model import Task

BILLION = 10**9
_SIDE = 1024
SHARE = 0.4
"""The part of a device's stated speed that such work is thought to reach."""
ASSUMES = (
    "Estimates: weights at 2 bytes a parameter, 4 on a processor, and a fifth more for what runs beside them; seconds "
    "of denoising alone, at 40 % of the speed that the maker of a GPU states, or that a processor was measured at."
)
_SPEEDS = {
    "h200": 989,
    "h100-pcie": 756,
    "h100": 989,
    "a100": 312,
    "l40s": 362,
    "rtx-4090": 165,
    "rtx-3090": 71,
    "t4": 65,
}
"""Teraflops at half precision, without sparsity, as makers state them, by whole words of the class of a device."""


class KnownModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A model by its id on the hub. `family` is its pipeline class, one that a backend runs.

    `denoiser` and `others` are billions of parameters. It was made for `frames` of `width` x `height` pixels at `rate`;
    `time` and `space` are how many frames and pixels of a side one latent token covers. `layers` is 0 where its network
    is no plain transformer, of which nothing is estimated. `passes` runs of the network make a step.
    """

    id: str
    name: str
    task: Task
    family: str
    licence: str
    denoiser: float
    others: float
    width: int
    height: int
    layers: int = 0
    hidden: int = 0
    steps: int = 0
    passes: int = 1
    frames: int = 1
    rate: int = 1
    time: int = 1
    space: int = 1

    def memory(self, parameter: int) -> int:
        """Bytes of device memory that it needs with all its parts there at once, at so many bytes a parameter."""
        return _bytes(self.denoiser + self.others, parameter)

    def least_memory(self, parameter: int) -> int:
        """Bytes that it needs where its parts take turns in the device's memory."""
        return _bytes(max(self.denoiser, self.others), parameter)

    def seconds(self, teraflops: float) -> float | None:
        """Return the estimated seconds for one second of film, or for one picture; None where nothing is known."""
        if not self.layers or not teraflops:
            return None
        tokens = ((self.frames - 1) // self.time + 1) * (self.height // self.space) * (self.width // self.space)
        linear = 2 * self.denoiser * BILLION * tokens
        attention = 4 * self.layers * self.hidden * tokens**2
        made = self.steps * self.passes * (linear + attention) / (teraflops * 1e12 * SHARE)
        return made / (self.frames / self.rate) if self.task == "video" else made


@dataclass(frozen=True, slots=True)
class Fitting:
    """A known model on a device: the bytes that it needs, whether all of it fits, or its parts in turn, and seconds."""

    model: KnownModel
    memory: int
    whole: bool
    in_turn: bool
    seconds: float | None


@cache
def known() -> tuple[KnownModel, ...]:
    """Return the open models that are known."""
    return msgspec.json.decode(Path(__file__).with_name("known.json").read_bytes(), type=tuple[KnownModel, ...])


def fitting(memory: int, device: str) -> list[Fitting]:
    """Return the known models for a class of device with so many bytes of memory, those that fit first."""
    speed, parameter = teraflops(device), 4 if device == "cpu" else 2  # bytes, as they are loaded there
    listed = [
        Fitting(
            each,
            needed := each.memory(parameter),
            needed <= memory,
            each.least_memory(parameter) <= memory,
            each.seconds(speed),
        )
        for each in known()
    ]
    return sorted(listed, key=lambda each: (not each.whole, not each.in_turn, each.memory))


def teraflops(device: str) -> float:
    """Return the stated speed of a class of GPU, or what a processor reaches; 0 where nothing is known."""
    if device == "cpu":
        return _measured()
    return next((speed for name, speed in _SPEEDS.items() if f"-{name}-" in f"-{device}-"), 0)


@cache
def _measured() -> float:
    """Teraflops of this processor, by one multiplication of matrices in single precision."""
    one: NDArray[np.float32] = np.ones((_SIDE, _SIDE), np.float32)
    one @ one  # the first one wakes its threads
    began = time.perf_counter()
    one @ one
    return 2 * _SIDE**3 / (time.perf_counter() - began) / 1e12


def _bytes(billions: float, parameter: int) -> int:
    return int(billions * BILLION * parameter * 6 / 5)
