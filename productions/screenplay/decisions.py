"""What people decided about a breakdown, tied to the script's own words so that every later import applies it again."""

from typing import Literal

import msgspec

DecidedKind = Literal["character", "group", "location", "prop"]


class Anchor(msgspec.Struct, frozen=True):
    """A line or sentence of the script: the digest of its normalised text, and which of equal ones, counted from 1."""

    digest: str
    occurrence: int = 1


class Split(msgspec.Struct, frozen=True, tag=True):
    """A shot starts here."""

    anchor: Anchor


class Merge(msgspec.Struct, frozen=True, tag=True):
    """The shot that starts here goes on from the one before it."""

    anchor: Anchor


class Drop(msgspec.Struct, frozen=True, tag=True):
    """The shot that starts here makes no picture."""

    anchor: Anchor


class Length(msgspec.Struct, frozen=True, tag=True):
    """The shot that starts here lasts so many milliseconds."""

    anchor: Anchor
    milliseconds: int


class Alias(msgspec.Struct, frozen=True, tag=True):
    """`name` is another name of `of`."""

    name: str
    of: str
    kind: DecidedKind = "character"


class Refuse(msgspec.Struct, frozen=True, tag=True):
    """Nobody and nothing of this kind has that name."""

    name: str
    kind: DecidedKind = "character"


Decision = Split | Merge | Drop | Length | Alias | Refuse
