"""Picture and sound in one file: packets of picture as they are, beside sound as long as the picture to the sample."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av import AudioFrame
from av.audio import AudioStream
from av.packet import Packet
from numpy.typing import NDArray

from generation.ports.sound import RATE

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
        for packet in sorted(packets, key=_when):
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


def encoded(stream: AudioStream, samples: NDArray[np.int16]) -> Iterator[Packet]:
    """Yield the packets of sound in two channels."""
    size = stream.codec_context.frame_size or _BLOCK
    form = stream.codec_context.format.name
    resampler = av.AudioResampler(format=form, layout="stereo", rate=RATE)
    for start in range(0, len(samples), size):
        block = np.ascontiguousarray(samples[start : start + size])
        frame = AudioFrame.from_ndarray(block.reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate, frame.pts = RATE, start
        for each in resampler.resample(frame):
            each.pts = start
            yield from stream.encode(each)
    yield from stream.encode(None)


def _pictures(packets: Iterator[Packet], stream: Any) -> Iterator[Packet]:
    """No picture is shown out of the order in which it is coded, so that one clock is enough."""
    for packet in packets:
        if packet.size:
            packet.dts = packet.pts
            packet.stream = stream
            yield packet


def _when(packet: Packet) -> Fraction:
    assert packet.dts is not None and packet.time_base is not None, "packets have their time"
    return packet.dts * packet.time_base
