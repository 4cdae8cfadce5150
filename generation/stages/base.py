"""What every kind of stage is: its ports, the inputs of a shot that it reads, what it needs, and how it runs."""

from typing import Protocol

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Outcome, Work
from productions.domain.graph import Schema


class Stage(Protocol):
    """A kind of step. `reads` are exact input keys, or prefixes ending in ":" or ".".

    `task` is what it asks of a backend, such as "image", empty where it needs none; `backend` the name of the one that
    runs it, empty for the first that offers the task; `device` the class of device that
    it runs on; `first_guess` the seconds per unit of size, least and most, before anything was observed; `parameters`
    are its own, by name. What it reads from `work` comes by the names and roles of its inputs, and it makes one file
    for each of its outputs.
    """

    name: str
    version: int
    label: str
    reads: tuple[str, ...]
    inputs: tuple[InputPort, ...]
    outputs: tuple[OutputPort, ...]
    task: str
    backend: str
    device: str
    first_guess: tuple[str, str]
    parameters: Schema

    def run(self, work: Work) -> Outcome: ...


def reads_key(reads: tuple[str, ...], key: str) -> bool:
    """Whether a declaration of reads covers an input key."""
    return any(key == item or (item.endswith((":", ".")) and key.startswith(item)) for item in reads)
