"""Reads files of sound back, as a program that did not write them."""

from pathlib import Path

import av
import numpy as np

from generation.ports.sound import Samples


def measure(path: Path) -> tuple[int, int, int]:
    """Return rate, channels and number of samples of a file."""
    with av.open(str(path)) as file:
        stream = file.streams.audio[0]
        return stream.rate, stream.channels, sum(frame.samples for frame in file.decode(stream))


def read(path: Path) -> Samples:
    """Return the samples of a file of one channel in 16 bits."""
    with av.open(str(path)) as file:
        blocks = [frame.to_ndarray().reshape(-1) for frame in file.decode(file.streams.audio[0])]
    return np.concatenate(blocks)
