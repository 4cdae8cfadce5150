"""What it looks like that takes are made again."""

import msgspec

from generation.register.additions import Step
from productions.domain.take import Likeness


class RepeatedPart(msgspec.Struct):
    """One thing that was made again, of a stage. `changed` of `frames` differ, 0 where it is no picture.

    `difference` is the mean difference of pixels and `greatest` the largest, of 1; `similarity` the least structural
    similarity of its frames.
    """

    stage: str
    role: str
    likeness: Likeness
    frames: int
    changed: int
    difference: str
    greatest: str
    similarity: str


class Repetition(msgspec.Struct):
    """How a take compared when it was made again last. `engine` and `same_device`: whether libraries, and the class of
    the device, were those of then."""

    likeness: Likeness
    device: str
    engine: bool
    same_device: bool
    parts: list[RepeatedPart]


class Repeating(msgspec.Struct):
    """How far it is that a take is made again: `done` of `whole` parts of its stages.

    `reason` says why it could not be.
    """

    step: Step
    reason: str
    done: int
    whole: int
