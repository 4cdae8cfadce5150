"""What is said of takes and of which ports, and how one compares that was made again."""

from collections.abc import Collection
from typing import Literal, get_args
from uuid import UUID

import msgspec

Review = Literal["made", "submitted", "approved", "changes_requested"]
Ports = dict[str, str]
"""Contents by the port of the take that holds them."""
NOBODY = UUID(int=0)
MASTER = "master"
"""The port that every take has: the picture."""
VERDICT = "verdict:"
"""How the keys of the events begin that said something of a content."""
NOTE, RESOLVED = "note:", "resolved:"
"""How the keys of the events begin that left a note, or resolved one or opened it again; its number follows."""
ENDORSED, ENDED = "endorsed:", "ended:"
"""How the keys of the events begin with which somebody last endorsed a content, or no longer, and with which all that
was endorsed of a content ended."""
ChangeReason = Literal["identity", "light", "action", "timing", "sound", "other"]
"""Why changes are requested, in words that can be counted."""
CHANGE_REASONS: tuple[ChangeReason, ...] = get_args(ChangeReason)
Likeness = Literal["exact", "equivalent", "differs"]
"""How what was made again compares: the same to the bit, another that people see no difference in, or another."""


class Repeated(msgspec.Struct, frozen=True):
    """One thing that was made again by the same recipe: `role` of the files of a stage.

    `difference` is the mean of all differences of pixels and `greatest` the largest, of 1; `similarity` the least
    structural similarity of all frames, at most 1. They are empty of what is no picture. `changed` of `frames` differ.
    """

    stage: str
    role: str
    likeness: Likeness
    frames: int = 0
    changed: int = 0
    difference: str = ""
    greatest: str = ""
    similarity: str = ""


class Repetition(msgspec.Struct, frozen=True):
    """A take made again and compared. `engine` and `device`: whether libraries and class of device were the same."""

    likeness: Likeness
    device: str
    engine: bool
    same_device: bool
    parts: tuple[Repeated, ...]


def listed(ports: Collection[str]) -> str:
    """Return ports as people call them: "picture, sound and captions"."""
    names = ["picture" if port == MASTER else port.replace("_", " ") for port in ports]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def endorsing(ports: Ports, by: UUID) -> list[str]:
    """Return by what a state knows who endorsed these contents, or does so no longer: content and person."""
    return [f"{content} {by}" for content in ports.values()]
