"""Sounds as people hand them in: decoded block by block within bounds, and brought to the rate that is kept."""

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby

import av
import numpy as np
from av import AudioFrame
from numpy.typing import NDArray

from generation.ports import loudness
from generation.ports.loudness import Mixed
from generation.ports.sound import RATE, Unreadable

LEVEL = -19.0
"""LUFS to which a recorded line is brought: that of the engine, so that the two stand beside each other."""
PEAK = -1.0
_FORMATS = "wav,flac,mp3"
_QUIETEST = -60.0
"""LUFS below which a line counts as silence: bringing it up would bring up its noise alone."""
_MEASURABLE = RATE // 2
_LAYOUTS = {1: "mono", 2: "stereo"}


class TooLong(Unreadable):
    """The sound lasts longer than is taken."""


def decoded(data: bytes, channels: int, longest: int) -> NDArray[np.int16]:
    """Return the samples of a WAV, FLAC or MP3 with its channels as columns.

    Unreadable for anything else, TooLong for what lasts more than so many seconds.
    """
    blocks = [*_blocks(data, channels, longest)]
    if not blocks:
        raise Unreadable("There is no sound in this file.")
    return np.concatenate(blocks)


def levelled(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return a recorded line of one channel at the level of all of them; Unreadable where there is nothing to hear."""
    plain = loudness.mixed(samples)
    before = loudness.measure(_measurable(plain))
    if before.integrated is None or before.integrated < _QUIETEST:
        raise Unreadable("There is nothing to hear in this file: it is silent.")
    return loudness.whole(loudness.brought_to(plain, LEVEL, PEAK, before)[0]).reshape(-1)


def _measurable(samples: Mixed) -> Mixed:
    """A line that is shorter than a block of the measurement, with silence behind it."""
    missing = _MEASURABLE - len(samples)
    return samples if missing <= 0 else np.concatenate([samples, np.zeros((missing, 1), np.float32)])


def _blocks(data: bytes, channels: int, longest: int) -> Iterator[NDArray[np.int16]]:
    count = 0
    try:
        with av.open(BytesIO(data), "r", options={"format_whitelist": _FORMATS}) as file:
            if not file.streams.audio:
                raise Unreadable("There is no sound in this file.")
            for each in _resampled(file, channels):
                block = np.asarray(each.to_ndarray(), np.int16).reshape(-1, channels)
                count += len(block)
                if count > longest * RATE:
                    raise TooLong(f"A sound lasts at most {longest // 60} minutes here.")
                yield block
    except av.FFmpegError as error:
        raise Unreadable("This is no whole WAV, FLAC or MP3 sound.") from error


def _resampled(file: "av.container.InputContainer", channels: int) -> Iterator[AudioFrame]:
    """The sound at the rate that is kept. One that goes on in another form, as MP3 may, gets a resampler for each."""
    for _, frames in groupby(file.decode(file.streams.audio[0]), _form):
        resampler = av.AudioResampler(format="s16", layout=_LAYOUTS[channels], rate=RATE)
        for frame in frames:
            frame.pts = None
            yield from resampler.resample(frame)
        yield from resampler.resample(None)


def _form(frame: AudioFrame) -> tuple[int, str, str]:
    return frame.sample_rate, frame.layout.name, frame.format.name
