"""What a stage asks of a model, and what that becomes once it is fitted to what the model can do. Plain data.

What is asked is kept with what plans say. What becomes of it follows from the register, and is looked at anew.
"""

from uuid import UUID

import msgspec

from events.registry import Json


class ModelWork(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One piece of work for a model of a backend: `model` and `digest` name it, both empty where none is chosen.

    `resolution` and `rate` are as the parameters of a film have them, `frames` is the length. `set_` are the parameters
    of the stage that are not at their defaults, `fed` the names of its ports at which something comes in. `loras` are
    id, digest and scale of each that changes anything.
    """

    backend: str
    task: str
    model: str
    digest: str
    resolution: str
    frames: int
    rate: str
    set_: tuple[tuple[str, Json], ...] = ()
    fed: tuple[str, ...] = ()
    loras: tuple[tuple[str, str, str], ...] = ()


class Snap(msgspec.Struct, frozen=True, gc=False):
    """One number of a request as it was asked for and as the model makes it, and why; both are alike where it fits."""

    of: str
    asked: str
    made: str
    why: str


class FittedWork(msgspec.Struct, frozen=True, gc=False):
    """Work as it reaches its model: which version that is, in pixels, frames and steps of denoising.

    `snaps` tell what each of these comes from, `notes` in sentences what else is bent or reaches nothing.
    """

    model: UUID
    name: str
    version: int
    width: int
    height: int
    frames: int
    steps: int
    snaps: tuple[Snap, ...]
    notes: tuple[str, ...] = ()
