"""What a model can do, whichever backend runs it: the pictures that it takes, and its rules of size and length."""

from collections.abc import Mapping
from typing import Any, Literal, Self

import msgspec

Task = Literal["image", "video"]
FIRST, LAST, REFERENCES, GUIDE = "first_frame", "last_frame", "references", "guide"
"""Pictures that a model may be given: where its own first and last frame are shown, who or what is to be in it, and a
drawing that it makes real. Models without an argument for a guide look at it as the first of their references."""

FEEDS: Mapping[str, str] = {"keyframe": FIRST, "last": LAST, "guide": GUIDE}
"""The ports of a stage at which a model is fed pictures, each with what it shows."""


class Ability(msgspec.Struct, frozen=True, kw_only=True):
    """What a model makes and can be given.

    Lengths are `frame_step`·k + `frame_first` frames, at most `longest` (0: no bound is known); both sides of a picture
    are multiples of `multiple` pixels, and exactly `fixed` where that is not empty. `conditions` are the pictures that
    it takes, `needs` those without which it makes nothing. `native` are the width, height, frames and frames a second
    that it was made for, 0 where nobody said so.
    """

    family: str
    title: str
    task: Task
    conditions: tuple[str, ...]
    needs: tuple[str, ...]
    negative: bool
    multiple: int
    frame_step: int
    frame_first: int
    longest: int
    fixed: tuple[int, ...]
    native: tuple[int, int, int, int]
    steps: int
    guidance: str

    def document(self) -> dict[str, Any]:
        """Return it as plain data for JSON."""
        document: dict[str, Any] = msgspec.to_builtins(self)
        return document

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Self:
        """Return what `document` gave; msgspec.ValidationError for anything else."""
        return msgspec.convert(document, cls)

    def frames(self, wanted: int) -> int:
        """Return the least number of frames that it makes and that holds as many as are wanted."""
        over = max(0, wanted - self.frame_first)
        return self.frame_first + -(-over // self.frame_step) * self.frame_step

    def size(self, width: int, height: int) -> tuple[int, int]:
        """Return the least size in pixels that it makes and that covers one."""
        if self.fixed:
            return self.fixed[0], self.fixed[1]
        return -(-width // self.multiple) * self.multiple, -(-height // self.multiple) * self.multiple
