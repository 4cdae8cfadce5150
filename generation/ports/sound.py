"""Reading and writing sound: one rate, no loss, and digests that speak of samples."""

import base64
import hashlib
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import av
import numpy as np
from av import AudioFrame
from av.audio import AudioStream
from numpy.typing import NDArray

Samples: TypeAlias = NDArray[np.int16]
"""Sound of one channel, as whole numbers of 16 bits."""

RATE = 48_000
"""Samples a second of all sound that is kept."""
MEDIA_TYPE = "audio/flac"
TAG = b"continuity/samples/1\n"
BINS = 256
"""Peaks by which a sound is drawn."""

_READ_ONLY = {"protocol_whitelist": "file", "format_whitelist": "flac,wav"}
_LAYOUTS = {1: "mono", 2: "stereo"}
_BLOCK = 4096
_EXACT = "bitexact"


class Unreadable(ValueError):
    """The file holds no sound of a kind that is kept; says in words why."""


class SamplesDigest:
    """The digest of sound while it is read: its rate, its channels and every sample, whatever file holds them."""

    def __init__(self, rate: int, channels: int) -> None:
        self.count = 0
        self._channels = channels
        self._digest = hashlib.sha256(TAG + f"{rate} {channels}\n".encode())

    def update(self, block: NDArray[np.int32]) -> None:
        """Take in samples with the channels of one after another, in the 32 bits that all widths have room in."""
        self.count += block.size // self._channels
        self._digest.update(block.astype("<i4").tobytes())

    def digest(self) -> str:
        """Return `sha256:<hex>` of what was taken in."""
        return "sha256:" + self._digest.hexdigest()


def content_of(samples: Samples, channels: int = 1) -> str:
    """Return the digest of sound at the rate that is kept, several channels as columns."""
    digest = SamplesDigest(RATE, channels)
    digest.update(np.ascontiguousarray(samples).reshape(-1).astype(np.int32) << 16)
    return digest.digest()


def content(path: Path) -> str:
    """Return the digest of the samples of a file; Unreadable for what is no such sound."""
    try:
        with av.open(str(path), options=_READ_ONLY) as file:
            stream = _stream(file, path)
            digest = SamplesDigest(stream.rate, stream.channels)
            for block in _blocks(file, stream):
                digest.update(block)
    except av.FFmpegError as error:
        raise Unreadable(f"{path.name} is no whole sound of a known format") from error
    if not digest.count:
        raise Unreadable(f"{path.name} holds no sound")
    return digest.digest()


def read(path: Path) -> Samples:
    """Return the samples of a file of one channel, in 16 bits; Unreadable for what is no such sound."""
    columns = read_columns(path)
    if columns.shape[1] != 1:
        raise Unreadable(f"{path.name} has {columns.shape[1]} channels")
    return columns.reshape(-1)


def read_columns(path: Path) -> Samples:
    """Return the samples of a file with its channels as columns, in 16 bits; Unreadable for what is no such sound."""
    try:
        with av.open(str(path), options=_READ_ONLY) as file:
            stream = _stream(file, path)
            channels = stream.channels
            blocks = [(block >> 16).astype(np.int16) for block in _blocks(file, stream)]
    except av.FFmpegError as error:
        raise Unreadable(f"{path.name} is no whole sound of a known format") from error
    return (np.concatenate(blocks) if blocks else silence(0)).reshape(-1, channels)


def unpacked(path: Path, into: Path) -> Samples:
    """Decode a file block by block into another, and return what `read_columns` does, lying there instead of in memory.

    Unreadable for what is no such sound.
    """
    try:
        with av.open(str(path), options=_READ_ONLY) as file, into.open("wb") as target:
            stream = _stream(file, path)
            channels = stream.channels
            for block in _blocks(file, stream):
                target.write((block >> 16).astype(np.int16).tobytes())
    except av.FFmpegError as error:
        raise Unreadable(f"{path.name} is no whole sound of a known format") from error
    if not into.stat().st_size:
        return silence(0).reshape(-1, channels)
    return np.memmap(into, np.int16, "r").reshape(-1, channels)


def write(path: Path, samples: Samples, channels: int = 1) -> None:
    """Write sound as FLAC, several channels as columns: it decodes to the very samples that went in."""
    with av.open(str(path), "w", format="flac", options={"fflags": _EXACT}) as file:
        stream = file.add_stream("flac", rate=RATE, layout=_LAYOUTS[channels], options={"flags": _EXACT})
        stream.codec_context.format = "s16"
        for start in range(0, len(samples), _BLOCK):
            frame = _frame(samples[start : start + _BLOCK], RATE, channels)
            frame.pts = start
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))


def resampled(samples: Samples, rate: int) -> Samples:
    """Return sound of one channel at the rate that is kept."""
    if rate == RATE or not len(samples):
        return samples
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    frames = [*resampler.resample(_frame(samples, rate)), *resampler.resample(None)]
    return np.concatenate([each.to_ndarray().reshape(-1) for each in frames])


def silence(count: int) -> Samples:
    """Return so many samples of silence."""
    return np.zeros(count, np.int16)


def samples_of(frames: int, rate: Fraction) -> int:
    """Return how many samples last as long as so many frames, to the nearest one."""
    return round(frames * RATE / rate)


def sample_at(time_ms: int) -> int:
    """Return the sample at a time."""
    return time_ms * RATE // 1000


def time_of(sample: int) -> int:
    """Return the time of a sample, in whole milliseconds."""
    return sample * 1000 // RATE


def peaks(samples: Samples, bins: int = BINS) -> str:
    """Return by which a sound is drawn: the loudest sample of each part of it, 0 to 255, as bytes in base64."""
    if not len(samples):
        return ""
    loud = np.abs(samples.astype(np.int32))
    starts = np.arange(min(bins, len(loud))) * len(loud) // min(bins, len(loud))
    drawn = np.maximum.reduceat(loud, starts) * 255 // 32768
    return base64.b64encode(drawn.astype(np.uint8).tobytes()).decode()


def _frame(samples: Samples, rate: int, channels: int = 1) -> AudioFrame:
    frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout=_LAYOUTS[channels])
    frame.sample_rate = rate
    return frame


def _stream(file: "av.container.InputContainer", path: Path) -> AudioStream:
    if not file.streams.audio:
        raise Unreadable(f"{path.name} holds no sound")
    stream = file.streams.audio[0]
    if stream.rate != RATE or stream.channels not in _LAYOUTS:
        raise Unreadable(f"{path.name} is no sound of {RATE} samples a second in one channel or two")
    return stream


def _blocks(file: "av.container.InputContainer", stream: AudioStream) -> Iterator[NDArray[np.int32]]:
    """Samples as they are decoded, with the channels of one after another; narrow ones stand at the upper end."""
    for frame in file.decode(stream):
        block = frame.to_ndarray()
        flat = np.ascontiguousarray(block.T if frame.format.is_planar else block).reshape(-1)
        if flat.dtype not in (np.int16, np.int32):
            raise Unreadable(f"sound in {frame.format.name} is not kept: only whole numbers are without loss")
        whole = flat.astype(np.int32)
        yield whole << 16 if flat.dtype == np.int16 else whole
