"""What it looks like that frames of a take were made again."""

from typing import Annotated
from uuid import UUID

import msgspec

from productions.domain.reading import PROMPTS


class FrameRange(msgspec.Struct):
    """Frames from one to another, both counted from zero."""

    first: int
    last: int


class Retake(msgspec.Struct):
    """Which frames of a take were made again, counted from zero: those of `take`, by its `number`, are all others.

    `unchanged` are the frames of which it is proven that they are that take's: each was compared in the files before
    anything is laid over them. What is behind its end lengthened it by `added` frames. `wording` is what they were made
    by, empty for what the shot says.
    """

    take: UUID
    number: int
    first: int
    last: int
    added: int
    unchanged: list[FrameRange]
    seed: Annotated[int | None, PROMPTS]
    wording: Annotated[str | None, PROMPTS]
