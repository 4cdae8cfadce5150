"""Timecode: names of frames as hh:mm:ss:ff. Drop frame leaves names out, no frames, to keep up with the clock.

At 29.97 the first two names of every minute are left out, but for each tenth minute; at 59.94 the first four.
"""

import re
from fractions import Fraction

DROPPING = (Fraction(30000, 1001), Fraction(60000, 1001))
"""The rates at which names can be dropped."""


class NoTimecode(ValueError):
    """A text names no frame at a rate; says why."""


class DroppedTimecode(NoTimecode):
    """A text is one of the names that drop frame leaves out."""


class NothingDropped(ValueError):
    """At a rate no names of frames are dropped; says which rate."""


_WRITTEN = re.compile(r"(\d\d):(\d\d):(\d\d)[:;.,](\d\d)")
_TEN_MINUTES, _DROPS = 10, 9
"""Minutes after which the pattern repeats, and those among them that drop names."""


def written(frames: int, rate: Fraction, *, drop_frame: bool = False) -> str:
    """Return the timecode of the frame that so many others precede; behind a day it starts again.

    With `drop_frame` the rate is one of DROPPING, and a semicolon stands before the frames.
    """
    nominal = round(rate)
    frames %= day(rate, drop_frame=drop_frame)
    if drop_frame:
        dropped = _dropped(nominal)
        tens, rest = divmod(frames, nominal * 60 * _TEN_MINUTES - _DROPS * dropped)
        minutes = max(0, rest - dropped) // (nominal * 60 - dropped)
        frames += dropped * (_DROPS * tens + minutes)
    seconds, frame = divmod(frames, nominal)
    sign = ";" if drop_frame else ":"
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{sign}{frame:02d}"


def read(text: str, rate: Fraction, *, drop_frame: bool = False) -> int:
    """Return how many frames precede the one of a timecode; NoTimecode for what names none."""
    written = _WRITTEN.fullmatch(text)
    if not written:
        raise NoTimecode(f"{text[:20]!r} is no timecode")
    hours, minutes, seconds, frame = map(int, written.groups())
    nominal = round(rate)
    if hours > 23 or minutes > 59 or seconds > 59 or frame >= nominal:
        raise NoTimecode(f"there is no {text} at {nominal} frames per second")
    whole = ((hours * 60 + minutes) * 60 + seconds) * nominal + frame
    if not drop_frame:
        return whole
    dropped, passed = _dropped(nominal), hours * 60 + minutes
    if minutes % _TEN_MINUTES and not seconds and frame < dropped:
        raise DroppedTimecode(f"{text} is dropped")
    return whole - dropped * (passed - passed // _TEN_MINUTES)


def begun(text: str, rate: Fraction, *, drop_frame: bool = False) -> int:
    """As `read`, but a name that drop frame leaves out means the next one that there is."""
    try:
        return read(text, rate, drop_frame=drop_frame)
    except DroppedTimecode:
        return read(f"{text[:-2]}{_dropped(round(rate)):02d}", rate, drop_frame=drop_frame)


def day(rate: Fraction, *, drop_frame: bool = False) -> int:
    """Return how many frames have a name of their own."""
    minutes = 24 * 60
    return minutes * 60 * round(rate) - (_dropped(round(rate)) * minutes * _DROPS // _TEN_MINUTES if drop_frame else 0)


def _dropped(nominal: int) -> int:
    return nominal // 15
