"""Picture and sound in one file: packets of picture as they are, beside sound as long as the picture to the sample."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import numpy as np
from av import AudioFrame
from av.audio import AudioStream
from av.packet import Packet
from numpy.typing import NDArray

from generation.ports.sound import RATE

if TYPE_CHECKING:
    AnyPacket = Packet[Any]
else:
    AnyPacket = Packet

_EXACT = "bitexact"
_BIT_RATES = {"aac": 192_000, "libopus": 128_000}
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Form:
    """A container with the codec that its sound has."""

    container: str
    codec: str

    def options(self, rate: Fraction) -> dict[str, str]:
        """Return how it is written: the same packets give the same bytes, and clocks that hold every frame and sample.

        The edit list says where encoded sound really begins and ends.
        """
        exact = {"fflags": f"+{_EXACT}"}
        if self.container == "matroska":
            return exact
        track = rate.numerator * (1 if rate.numerator >= 1000 else 512)
        clock = {"video_track_timescale": str(track), "movie_timescale": str(math.lcm(RATE, rate.numerator))}
        return {**exact, **clock, "movflags": "+faststart", "use_editlist": "1"}


MASTER = Form("matroska", "flac")
PROXY = Form("mp4", "aac")


def fitted(samples: NDArray[np.int16], count: int) -> NDArray[np.int16]:
    """Return sound that lasts so many samples: its end cut off, or silence behind it."""
    if len(samples) >= count:
        return samples[:count]
    return np.concatenate([samples, np.zeros((count - len(samples), samples.shape[1]), np.int16)])


def join(picture: Path, samples: NDArray[np.int16], target: Path, form: Form, rate: Fraction) -> None:
    """Write the picture of a file beside sound in two channels."""
    with (
        av.open(str(picture)) as source,
        av.open(str(target), "w", format=form.container, options=form.options(rate)) as file,
    ):
        seen = source.streams.video[0]
        shown = file.add_stream_from_template(seen)
        heard = sound_stream(file, form.codec)
        file.start_encoding()
        packets = [*_pictures(source.demux(seen), shown), *encoded(heard, samples)]
        for packet in sorted(packets, key=when):
            file.mux(packet)


def sound_stream(file: Any, codec: str) -> AudioStream:
    """Return a stream of sound in two channels that a file gets."""
    stream = file.add_stream(codec, rate=RATE, layout="stereo", options={"flags": _EXACT})
    assert isinstance(stream, AudioStream), "it was asked for one"
    if codec in ("flac", "pcm_s16le"):
        stream.codec_context.format = "s16"
    stream.codec_context.thread_count = 1
    if codec in _BIT_RATES:
        stream.codec_context.bit_rate = _BIT_RATES[codec]
    return stream


def encoded(stream: AudioStream, samples: NDArray[np.int16]) -> Iterator[AnyPacket]:
    """Yield the packets of sound in two channels."""
    return encoded_blocks(stream, [samples])


def encoded_blocks(stream: AudioStream, blocks: Iterable[NDArray[np.int16]]) -> Iterator[AnyPacket]:
    """Yield the packets of sound in two channels that comes block by block."""
    size = stream.codec_context.frame_size or _BLOCK
    resampler = av.AudioResampler(format=stream.codec_context.format.name, layout="stereo", rate=RATE)
    at = 0
    for block in _of_size(blocks, size):
        frame = AudioFrame.from_ndarray(block.reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate, frame.pts = RATE, at
        for each in resampler.resample(frame):
            each.pts = at
            yield from stream.encode(each)
        at += len(block)
    yield from stream.encode(None)


def _of_size(blocks: Iterable[NDArray[np.int16]], size: int) -> Iterator[NDArray[np.int16]]:
    """The same samples in blocks of one size; the last may be shorter."""
    left = np.zeros((0, 2), np.int16)
    for block in blocks:
        left = np.concatenate([left, block]) if len(left) else block
        whole = len(left) // size * size
        for start in range(0, whole, size):
            yield np.ascontiguousarray(left[start : start + size])
        left = left[whole:]
    if len(left):
        yield np.ascontiguousarray(left)


def _pictures(packets: Iterator[AnyPacket], stream: Any) -> Iterator[AnyPacket]:
    """No picture is shown out of the order in which it is coded, so that one clock is enough."""
    for packet in packets:
        if packet.size:
            packet.dts = packet.pts
            packet.stream = stream
            yield packet


def when(packet: AnyPacket) -> Fraction:
    """Return the time of a packet in seconds."""
    assert packet.dts is not None and packet.time_base is not None, "packets have their time"
    return packet.dts * packet.time_base
