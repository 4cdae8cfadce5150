"""Sounds that people hand in: known by their content, bounded while they are decoded, kept without what came along.

What is stored is written anew from the samples, at the one rate that sound has here, so that no metadata survives and
the same sound has the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import BoundedSemaphore

import av
import numpy as np
from av import AudioFrame
from numpy.typing import NDArray

from events.errors import ContinuityError
from generation.artifacts import artifact_store
from generation.ports import loudness, sound
from generation.ports.sound import RATE

LARGEST = 200 << 20
"""Bytes of a sound as it is handed in."""
LONGEST_LINE = 5 * 60
LONGEST_SOUND = 30 * 60
"""Seconds of a recorded line, and of music or an effect."""
LEVEL = -19.0
"""LUFS to which a recorded line is brought: that of the engine, so that the two stand beside each other."""
PEAK = -1.0
_FORMATS = "wav,flac,mp3"
_DECODING = BoundedSemaphore(2)
_QUIETEST = -60.0
"""LUFS below which a line counts as silence: bringing it up would bring up its noise alone."""


class SoundUnreadable(ContinuityError):
    """The file is no whole sound of a kind that is taken, whatever its name says, or there is nothing to hear in it."""

    code = "sound-unreadable"
    status = 422


class SoundTooLarge(ContinuityError):
    """The sound has more bytes or lasts longer than is taken."""

    code = "sound-too-large"
    status = 413


@dataclass(frozen=True, slots=True)
class KeptSound:
    """A sound as it is kept; `gain` is by how many decibels it was brought to its level."""

    digest: str
    samples: int
    gain: float = 0.0


def keep_line(data: bytes) -> KeptSound:
    """Store a WAV, FLAC or MP3 as a recorded line: one channel, at the level of all recorded lines."""
    with _DECODING:
        samples = np.concatenate([*_decoded(data, "mono", LONGEST_LINE)], axis=0)
        plain = loudness.mixed(samples)
        before = loudness.measure(_measurable(plain))
        if before.integrated is None or before.integrated < _QUIETEST:
            raise SoundUnreadable("There is nothing to hear in this file: it is silent.")
        levelled, _ = loudness.brought_to(plain, LEVEL, PEAK, before)
    made = loudness.whole(levelled).reshape(-1)
    return KeptSound(_stored(made, 1), len(made), LEVEL - before.integrated)


def keep_sound(data: bytes) -> KeptSound:
    """Store a WAV, FLAC or MP3 as music or an effect: two channels, as loud as it is."""
    with _DECODING:
        samples = np.concatenate([*_decoded(data, "stereo", LONGEST_SOUND)], axis=0)
    return KeptSound(_stored(samples, 2), len(samples))


def _measurable(samples: loudness.Mixed) -> loudness.Mixed:
    """A line that is shorter than a block of the measurement, with silence behind it."""
    missing = RATE // 2 - len(samples)
    return samples if missing <= 0 else np.concatenate([samples, np.zeros((missing, 1), np.float32)])


def _stored(samples: NDArray[np.int16], channels: int) -> str:
    with TemporaryDirectory(prefix="sound-") as folder:
        path = Path(folder) / "sound.flac"
        sound.write(path, samples, channels)
        kept = artifact_store.put(path, sound.MEDIA_TYPE)
    artifact_store.shelve([kept])
    return kept.digest


def _decoded(data: bytes, layout: str, longest: int) -> Iterator[NDArray[np.int16]]:
    """The samples of a file block by block, with its channels as columns."""
    if len(data) > LARGEST:
        raise SoundTooLarge(f"A sound has at most {LARGEST >> 20} MB.", largest=LARGEST)
    channels = 1 if layout == "mono" else 2
    resampler = av.AudioResampler(format="s16", layout=layout, rate=RATE)
    count = 0
    try:
        with av.open(BytesIO(data), options={"format_whitelist": _FORMATS}) as file:
            if not file.streams.audio:
                raise SoundUnreadable("There is no sound in this file.")
            for frame in _frames(file):
                for each in resampler.resample(frame):
                    block = each.to_ndarray().reshape(-1, channels)
                    count += len(block)
                    if count > longest * RATE:
                        raise SoundTooLarge(f"A sound lasts at most {longest // 60} minutes here.", seconds=longest)
                    yield block
    except (av.FFmpegError, ValueError) as error:
        raise SoundUnreadable("This is no whole WAV, FLAC or MP3 sound.") from error
    if not count:
        raise SoundUnreadable("There is no sound in this file.")


def _frames(file: "av.container.InputContainer") -> Iterator[AudioFrame | None]:
    for frame in file.decode(file.streams.audio[0]):
        frame.pts = None
        yield frame
    yield None
