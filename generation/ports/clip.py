"""A picture in motion on its way from a backend into files."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Frame: TypeAlias = NDArray[uint8]


@dataclass(frozen=True, slots=True)
class Footage:
    """A picture in motion: `frames` yields `count` arrays of height x width x 3 bytes (RGB) as they are drawn."""

    width: int
    height: int
    rate: Fraction
    count: int
    frames: "Iterator[Frame]"
