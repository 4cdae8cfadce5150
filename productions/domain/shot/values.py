"""What stands in a shot's events, commands and state: its text and framing, its cast, its place."""

from typing import Literal, get_args
from uuid import UUID

import msgspec

Size = Literal[
    "extreme-wide",
    "wide",
    "full",
    "medium",
    "medium-close",
    "close-up",
    "extreme-close-up",
    "insert",
    "over-shoulder",
    "two-shot",
    "pov",
]
Camera = Literal[
    "static",
    "push-in",
    "pull-out",
    "pan-left",
    "pan-right",
    "tilt-up",
    "tilt-down",
    "truck-left",
    "truck-right",
    "crane-up",
    "crane-down",
    "handheld",
]
SIZES: tuple[Size, ...] = get_args(Size)
CAMERAS: tuple[Camera, ...] = get_args(Camera)
OwnField = Literal["description", "size", "camera", "frames"]
OWN: tuple[OwnField, ...] = ("description", "size", "camera", "frames")
"""The fields that a person may write over what the script says."""

LONGEST_FRAMES = 60 * 60 * 10
LONGEST_TEXT = 10_000


class Line(msgspec.Struct, frozen=True):
    """A line of dialogue."""

    character: str
    text: str
    parenthetical: str = ""


class Source(msgspec.Struct, frozen=True):
    """What the script says of a shot. `digest` covers the normalised text only; `milliseconds` is the estimate."""

    text: str
    digest: str
    description: str
    dialogue: tuple[Line, ...] = ()
    size: Size = "medium"
    camera: Camera = "static"
    milliseconds: int = 3000


class Why(msgspec.Struct, frozen=True):
    """Why the script casts somebody: `reason` is speaks, named, pronoun …, `name` what the script calls them there.

    `line` counts from the shot's first line, which is 0, so that it holds wherever the shot comes to stand.
    """

    reason: str
    line: int = 0
    name: str = ""


class CastEntry(msgspec.Struct, frozen=True):
    """A reference in a shot. `version` None follows the newest; `derived` comes from the script, which says `why`."""

    role: str = ""
    strength: str = "1"
    version: int | None = None
    derived: bool = False
    why: Why | None = None


class Place(msgspec.Struct, frozen=True):
    """Where a shot stands in the film."""

    scene: UUID
    rank: str
