"""What people call frames: numbers and timecodes, from the first ones that a production gives its frames.

Frames are kept, sent and asked for counted from zero; this is about what is read and printed.
"""

from fractions import Fraction

import msgspec

from productions.domain.parameters import PARAMETERS
from productions.domain.settings import Settings, effective

_DAY = 24 * 3600
_MIDNIGHT = "00:00:00:00"


class Numbering(msgspec.Struct, frozen=True):
    """The number and the timecode of the first frame; the timecode is empty where none is said."""

    first_frame: int = 0
    first_timecode: str = ""

    def frame(self, frame: int) -> int:
        """Return the number of a frame counted from zero."""
        return self.first_frame + frame

    def timecode(self, frame: int, rate: str) -> str:
        """Return the timecode of a frame counted from zero, without dropped frames; behind a day it starts again."""
        nominal = round(Fraction(rate))
        hours, minutes, seconds, frames = map(int, (self.first_timecode or _MIDNIGHT).split(":"))
        first = ((hours * 60 + minutes) * 60 + seconds) * nominal + frames
        return timecode((first + frame) % (_DAY * nominal), rate)


def numbering(production: Settings) -> Numbering:
    """Return how the frames of a production are called."""
    first, at = (_in_force(name, production) for name in ("first_frame", "first_timecode"))
    return Numbering(int(first), at)


def _in_force(name: str, production: Settings) -> str:
    return str(effective(PARAMETERS[name], [("production", production)]).value)


def timecode(frames: int, rate: str) -> str:
    """Return frames as hh:mm:ss:ff without dropped frames: 23.976 counts as 24."""
    whole = round(Fraction(rate))
    left, rest = divmod(frames, whole)
    return f"{left // 3600:02d}:{left // 60 % 60:02d}:{left % 60:02d}:{rest:02d}"
