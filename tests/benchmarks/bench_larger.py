"""Shots made larger and smoother: what a picture four times as large takes, and a frame between two others."""

import time
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from generation.backends.ncnn import running, weights
from generation.ports import inbetweens
from tests.benchmarks.measuring import line, remeasure, units

if TYPE_CHECKING:
    from generation.ports.clip import Frame

LARGER, TIMES = (320, 180), 4
SMOOTHER, MADE_AT, RATE, COUNT = (640, 360), Fraction(16), Fraction(24), 24


def picture(size: tuple[int, int], moved: int = 0) -> "Frame":
    """A picture with slopes and edges, of which everything stands so many pixels further right."""
    width, height = size
    down, across = np.mgrid[0:height, 0:width]
    across = (across - moved) % width
    squares = (across // 16 + down // 12) % 2 * 160
    return np.stack([across * 255 // width, down * 255 // height, squares], -1).astype(np.uint8)


def took(act: Callable[[], object]) -> float:
    """Seconds of the processor, on all of its cores."""
    before = time.process_time()
    act()
    return time.process_time() - before


def measure() -> None:
    """Print both tables."""
    remeasure()
    line("a picture of {}x{}, {} times as large".format(*LARGER, TIMES), "processor", "in units")
    for chosen in weights.NETWORKS:
        network = weights.network(chosen, TIMES)
        net = running._loaded(network)
        run = partial(running._run, net)
        run(picture((32, 32)))  # what a first picture alone takes
        seconds = took(partial(running.enlarge, picture(LARGER), network, run, lambda _step, _steps: None))
        line(f"{chosen} ({network.name})", f"{seconds:.2f} s", units(seconds))
    line("a frame of {}x{}, made at {} of {}".format(*SMOOTHER, MADE_AT, RATE), "processor", "in units")
    film = [picture(SMOOTHER, 12 * int(inbetweens.place(number, MADE_AT, RATE))) for number in range(COUNT)]
    for way in ("move", "blend"):
        seconds = took(lambda: list(inbetweens.filled(lambda: iter(film), COUNT, MADE_AT, RATE, way)))  # noqa: B023  # at once
        line(way, f"{seconds / COUNT * 1000:.0f} ms", units(seconds / COUNT))
