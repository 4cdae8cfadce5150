"""Speech on its way from a backend into files: a line that was spoken, and when each of its words was."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from generation.ports.types.timing import By

if TYPE_CHECKING:
    from generation.ports.sound import Samples


class SpokenWord(NamedTuple):
    """A word as it is written; times are samples from the beginning of its line."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class LineSound:
    """A line of a shot's dialogue, counted from 0, without silence around it; empty where nothing in it is spoken."""

    line: int
    character: str
    text: str
    samples: "Samples"
    words: tuple[SpokenWord, ...]
    by: By
