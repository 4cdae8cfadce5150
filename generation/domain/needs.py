"""Needs and offers: what work asks of whoever runs it, what a worker has to give, and in words what is missing.

A worker has one device. Its `classes` go from the general to the exact, such as `gpu` and `nvidia-h100-80gb-hbm3`, so
that work can ask for either, or for any.
"""

from collections.abc import Iterable
from dataclasses import dataclass

GIB = 2**30
ANY = "any"
"""The class of every device."""
PROCESSOR = "cpu"
REMOTE = "remote"
"""The class of a worker that waits for other machines: it asks for no memory of its own."""


@dataclass(frozen=True, slots=True)
class Needs:
    """A class of device, bytes of its memory, and what is best in that memory already; empty where nothing is.

    `processor` is the memory where that device is a processor, which holds some weights in larger numbers; 0 where it
    is the same.
    """

    device: str = "cpu"
    memory: int = 0
    model: str = ""
    processor: int = 0

    def on(self, *, processor: bool) -> int:
        """Return the bytes of memory that it asks for on a processor, or on another device."""
        return self.processor or self.memory if processor else self.memory


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

    @property
    def processor(self) -> bool:
        """Whether its device is a processor."""
        return PROCESSOR in self.classes

    def runs(self, kind: str, needs: Needs) -> bool:
        """Whether it can run a kind that needs this, drained or not."""
        return kind in self.kinds and self.fits(needs)

    def fits(self, needs: Needs) -> bool:
        """Whether its device is of the class that is needed, with as much memory."""
        return self.has(needs.device) and needs.on(processor=self.processor) <= self.memory

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
    if needs.device == REMOTE and not fitting:
        return "no worker that waits for other machines is here: start `manage.py work --device remote`"
    if not any(offer.fits(needs) for offer in fitting):
        return f"no worker with {_device(needs, processor=all(offer.processor for offer in fitting))} is here"
    name, version, *backend = kind.split("/")
    using = f" with {' '.join(backend)}" if backend else ""
    return f"no worker that can run {name} {version}{using} is here"


def _device(needs: Needs, *, processor: bool) -> str:
    """Name the device that is lacking; of one of any class, as the processors that are there would have to be."""
    memory = spoken(needs.on(processor=processor))
    if needs.device == PROCESSOR or (processor and needs.device == ANY and needs.processor):
        return f"a processor and {memory} of memory"
    named = {"gpu": "a GPU", ANY: "a device"}.get(needs.device, f"a device of class {needs.device}")
    return f"{named} of {memory}"


def spoken(memory: int) -> str:
    """Return bytes as people say them, rounded up: 24 GiB, 600 MiB."""
    if memory >= GIB:
        return f"{-(-memory * 10 // GIB) / 10:g} GiB"
    return f"{-(-memory // 2**20)} MiB"
