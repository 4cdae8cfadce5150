"""Needs and offers: what work asks of whoever runs it, what a worker has to give, and in words what is missing.

A worker has one device. Its `classes` go from the general to the exact, such as `gpu` and `nvidia-h100-80gb-hbm3`, so
that work can ask for either, or for any.
"""

from collections.abc import Iterable
from dataclasses import dataclass

GIB = 2**30
ANY = "any"
"""The class of every device."""


@dataclass(frozen=True, slots=True)
class Needs:
    """A class of device, bytes of its memory, and what is best in that memory already; empty where nothing is."""

    device: str = "cpu"
    memory: int = 0
    model: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a worker can do: `kinds` as `StageSpec.kind` has them, on a device with so many bytes of memory to give.

    `resident` are the models that its memory holds just now. `drained`: it was told to take nothing.
    """

    kinds: tuple[str, ...]
    classes: tuple[str, ...] = ("cpu",)
    memory: int = 2**62
    resident: tuple[str, ...] = ()
    drained: bool = False

    @property
    def device(self) -> str:
        """The exact class, under which costs are observed and booked."""
        return self.classes[-1]

    def runs(self, kind: str, needs: Needs) -> bool:
        """Whether it can run a kind that needs this, drained or not."""
        return kind in self.kinds and self.has(needs.device) and needs.memory <= self.memory

    def has(self, device: str) -> bool:
        """Whether its device is of a class."""
        return device in (ANY, *self.classes)


def missing(kind: str, needs: Needs, offers: Iterable[Offer]) -> str:
    """Say what keeps work from ever being begun by those who are there; empty where one of them can."""
    there = tuple(offers)
    able = [offer for offer in there if offer.runs(kind, needs)]
    if any(not offer.drained for offer in able):
        return ""
    if able:
        return "every worker that can run this is drained"
    if not there:
        return "no worker is here"
    fitting = [offer for offer in there if offer.has(needs.device)]
    if not any(needs.memory <= offer.memory for offer in fitting):
        return f"no worker with {_device(needs)} is here"
    name, version, *backend = kind.split("/")
    using = f" with {' '.join(backend)}" if backend else ""
    return f"no worker that can run {name} {version}{using} is here"


def _device(needs: Needs) -> str:
    named = {"cpu": "a processor", "gpu": "a GPU", ANY: "a device"}.get(
        needs.device, f"a device of class {needs.device}"
    )
    return (
        f"{named} and {spoken(needs.memory)} of memory"
        if needs.device == "cpu"
        else f"{named} of {spoken(needs.memory)}"
    )


def spoken(memory: int) -> str:
    """Return bytes as people say them, rounded up: 24 GiB, 600 MiB."""
    if memory >= GIB:
        return f"{-(-memory * 10 // GIB) / 10:g} GiB"
    return f"{-(-memory // 2**20)} MiB"
