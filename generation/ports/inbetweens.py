"""Frames between frames: at which rate a picture in motion was really made, and what stands in between.

Of a film at R frames a second that was made at r, frame k shows the made frame floor(k·r/R), as models and providers
hold theirs. Between them the filter `minterpolate` of FFmpeg estimates where each block of a picture went, there and
back, and moves it on its way (overlapped block motion compensation, as in Orchard and Sullivan, 1994), or blends.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING

import av
import numpy as np
from av.filter import Graph
from av.video.format import VideoFormat
from av.video.frame import VideoFrame

from generation.ports import media

if TYPE_CHECKING:
    from generation.ports.clip import Frame

RATES = tuple(map(Fraction, ["6", "8", "10", "12", "25/2", "15", "16", "18", "20", "24", "25", "30", "48", "50"]))
"""At which models, providers and people who draw are known to make pictures in motion, slowest first."""
LEAST_SIDE = 32
"""Pixels of the shorter side below which blocks find no place to search: such a picture is blended."""
_WAYS = {
    "move": "mi_mode=mci:mc_mode=aobmc:me_mode=bidir:vsbmc=1:scd=none:search_param={reach}",
    "blend": "mi_mode=blend:scd=none",
}
_REACH = 10
"""What moves further between two frames than this part of the width, or 32 pixels, is not found."""
_BEYOND = 4
"""Frames that the filter looks ahead."""


def place(frame: int, made_at: Fraction, rate: Fraction) -> Fraction:
    """Return where among the frames that were made a frame of the film stands."""
    return frame * made_at / rate


def held(frames: Iterable["Frame"]) -> list[bool]:
    """Return for each frame whether it is the one before it again; the first is not."""
    return [False, *(np.array_equal(before, frame) for before, frame in pairwise(frames))]


def made_at(same: Sequence[bool], rate: Fraction) -> Fraction | None:
    """Return the lowest of the usual rates at which a film may have been made in which these frames repeat the one
    before; None where it was made at its own, or nothing in it moves.
    """
    if all(same[1:]):
        return None
    return next((each for each in RATES if each < rate and _explains(each, same, rate)), None)


def _explains(at: Fraction, same: Sequence[bool], rate: Fraction) -> bool:
    places = [floor(place(frame, at, rate)) for frame in range(len(same))]
    return all(same[frame] for frame in range(1, len(same)) if places[frame] == places[frame - 1])


def filled(
    read: Callable[[], Iterator["Frame"]], count: int, made_at: Fraction, rate: Fraction, way: str
) -> Iterator["Frame"]:
    """Yield the `count` frames of a film, of which those between two that were made are filled in: "move" or "blend".

    `read` reads the film from its beginning. What was made comes out to the bit, and is held behind the last of it.
    """
    last = floor(place(count - 1, made_at, rate))
    made = (frame for number, frame in enumerate(read()) if number == _first(number, made_at, rate))
    between = _filtered(made, made_at, rate, way)
    for number, (known, moved) in enumerate(zip(read(), between, strict=False)):
        at = place(number, made_at, rate)
        yield known if at.denominator == 1 or at >= last else moved


def _first(frame: int, made_at: Fraction, rate: Fraction) -> int:
    """The first frame of the film that shows what this one shows."""
    return ceil(floor(place(frame, made_at, rate)) * rate / made_at)


def _filtered(made: Iterator["Frame"], made_at: Fraction, rate: Fraction, way: str) -> Iterator["Frame"]:
    """What the filter makes of frames, the last of which it is given some times more: it looks ahead."""
    graph, newest, pushed = None, None, 0
    for frame in made:
        graph = graph or _graph(frame, made_at, rate, way)
        newest, pushed = frame, pushed + 1
        yield from _through(graph, frame, pushed - 1, made_at)
    if graph is None or newest is None:
        return
    for more in range(_BEYOND):
        yield from _through(graph, newest, pushed + more, made_at)


def _graph(frame: "Frame", made_at: Fraction, rate: Fraction, way: str) -> Graph:
    height, width, _ = frame.shape
    graph = Graph()
    way = way if min(width, height) >= LEAST_SIDE else "blend"
    how = _WAYS[way].format(reach=max(32, width // _REACH))
    steps = (
        graph.add_buffer(width=width, height=height, format=VideoFormat("rgb24", width, height), time_base=1 / made_at),
        graph.add("format", "yuv444p"),
        graph.add("minterpolate", f"fps={rate.numerator}/{rate.denominator}:{how}"),
        graph.add("format", "rgb24"),
        graph.add("buffersink"),
    )
    for before, after in pairwise(steps):
        before.link_to(after)
    graph.configure()
    return graph


def _through(graph: Graph, frame: "Frame", number: int, made_at: Fraction) -> Iterator["Frame"]:
    picture = media.picture_of(frame)
    picture.pts, picture.time_base = number, 1 / made_at
    graph.push(picture)
    while True:
        try:
            made = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        assert isinstance(made, VideoFrame), "pictures went in"
        yield media.frame_of(made)
