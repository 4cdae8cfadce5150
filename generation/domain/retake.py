"""Retakes: frames of a take made again, the others kept as they are; and frames that lengthen it.

Which frames of which take, and by what they are made, is set for the new take alone and is an input of its shot under
`RETAKE`. So keys, plans and prices take it as any other input, and it names the frames that are kept by what they mean.
"""

import hashlib
from collections.abc import Mapping
from typing import Any, Self
from uuid import UUID

import msgspec

from events.codec import canonical_again
from events.registry import Json

RETAKE = "retake"
FRAMES = "frames"
UNCHANGED = "unchanged"
"""The fact of a file of frames that says which of them were compared with those of the take that was to keep them."""
MOST_SEED = 2**31 - 1
MOST_ADDED = 24 * 60 * 10
"""Frames by which one take may be lengthened at once."""

Values = Mapping[str, Json]
"""The inputs of a shot by key."""


class Retake(msgspec.Struct, frozen=True, omit_defaults=True):
    """Frames `first` to `last`, counted from zero, of a take that is to have so many `frames`; the others are kept.

    `base` is the content of the frames that are kept, of which there are `kept` in all: what lies behind them lengthens
    the take. `words`, unless empty, are what the frames are made by instead of what the shot says.
    """

    base: str
    kept: int
    first: int
    last: int
    frames: int
    seed: int
    words: str = ""

    @classmethod
    def of(cls, document: Json) -> Self:
        """Return what `document` gave; msgspec.ValidationError for anything else."""
        return msgspec.convert(document, cls)

    @property
    def document(self) -> dict[str, Json]:
        """It as plain data, the same for the same retake."""
        document: dict[str, Json] = msgspec.to_builtins(self)
        return document

    @property
    def count(self) -> int:
        """How many frames are made."""
        return self.last - self.first + 1

    @property
    def outside(self) -> tuple[tuple[int, int], ...]:
        """The ranges of frames that are kept, first and last of each."""
        before, after = (0, self.first - 1), (self.last + 1, self.kept - 1)
        return tuple((first, last) for first, last in (before, after) if first <= last)

    @property
    def lead(self) -> int:
        """1 where a frame that is kept stands before those that are made."""
        return int(self.first > 0)

    @property
    def tail(self) -> int:
        """1 where a frame that is kept stands behind those that are made."""
        return int(self.last < self.kept - 1)

    def holds(self, number: int) -> bool:
        """Whether a frame is made, rather than kept."""
        return self.first <= number <= self.last


class Kept(msgspec.Struct, frozen=True):
    """The take whose frames are kept, and the file that has them."""

    take: UUID
    number: int
    file: str


class Rest(msgspec.Struct, frozen=True):
    """What the frames rest on: keys of inputs, or prefixes that end in ":" or ".", and the digest of their values."""

    reads: tuple[str, ...]
    values: str


def resting_on(reads: tuple[str, ...], values: Values) -> Rest:
    """Return what frames rest on that are made by what is read so of the inputs of a shot."""
    prefixes = tuple(name for name in reads if name.endswith((":", ".")))
    read = {name: value for name, value in values.items() if name in reads or (prefixes and name.startswith(prefixes))}
    read.pop(RETAKE, None)
    return Rest(reads, hashlib.sha256(b"continuity/retake/1\n" + canonical_again(read)).hexdigest())


def setting(retake: Retake, kept: Kept, rest: Rest) -> dict[str, Json]:
    """Return it as it is set for a take alone: as what else is, with `value` and `instead`."""
    return {"value": retake.document, "instead": msgspec.to_builtins(rest), "of": msgspec.to_builtins(kept)}


def still_holds(own: Mapping[str, Any], values: Values) -> bool:
    """Whether what is set so for a take still holds for its shot: all that the frames rest on is as it was.

    Once it is not, the shot is made whole: new frames amid old ones would show two states of it.
    """
    rest = msgspec.convert(own["instead"], Rest)
    return resting_on(rest.reads, values) == rest


def laid(own: Mapping[str, Any]) -> dict[str, Json]:
    """Return the inputs that stand in the place of those of the shot: a take that is lengthened has more frames."""
    return {RETAKE: own["value"], FRAMES: own["value"][FRAMES]}


def kept_of(settings: Mapping[str, Any]) -> Kept | None:
    """Return whose frames are kept by what is set for a take alone; None where it is made whole."""
    return msgspec.convert(settings[RETAKE]["of"], Kept) if RETAKE in settings else None


def asked_of(inputs: Mapping[str, Any]) -> Retake | None:
    """Return what the inputs of a shot ask to be made of it; None where that is all of it."""
    return Retake.of(inputs[RETAKE]) if inputs.get(RETAKE) else None


def frames_made(inputs: Mapping[str, Any]) -> int:
    """Return how many frames a model makes of a shot: those that it meets on both sides are made with a retake's."""
    retake = asked_of(inputs)
    return int(inputs.get(FRAMES) or 1) if retake is None else retake.lead + retake.count + retake.tail
