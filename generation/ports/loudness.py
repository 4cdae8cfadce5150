"""Loudness by EBU R 128 and ITU-R BS.1770: measured by libavfilter, brought to a target by one gain and a limiter."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import log10
from pathlib import Path
from typing import TypeAlias

import av
import numpy as np
from av import AudioFrame
from av.filter import Graph
from numpy.typing import NDArray

from generation.ports.sound import RATE

Mixed: TypeAlias = NDArray[np.float32]
"""Sound with its channels as columns, 1 as full scale."""

SILENT = -70.0
"""What is quieter counts as silence: nothing of it is measured."""
STANDARDS: dict[str, str] = {"-23": "EBU R 128", "-16": "podcasts", "-14": "streaming"}
"""The targets in LUFS, and what each is used for."""
TRUE_PEAK = "-1"
"""The limit in dBTP below which nothing is let: EBU R 128 and services agree on it."""
AAC_PEAK = "-1.5"
"""The limit for sound that AAC encodes afterwards, which raises peaks by some tenths."""
_LAYOUTS = {1: "mono", 2: "stereo"}
_BLOCK = RATE
_PASSES, _NEAR = 6, 0.1
"""How often is tried, and within how many LU of the target is near enough."""
_OVER = 4
"""By how much is oversampled for true peaks."""
_BELOW = 0.2
"""Decibels that the limiter stays below its limit, since coming back to the plain rate may reach over it."""


@dataclass(frozen=True, slots=True)
class Loudness:
    """Integrated loudness in LUFS, range in LU, true peak in dBTP; None of what is silent or too short for it."""

    integrated: float | None
    range: float
    true_peak: float | None

    def facts(self) -> dict[str, str | None]:
        """Return it as texts, to a tenth of a unit and peaks to a hundredth."""
        return {
            "integrated": None if self.integrated is None else f"{self.integrated:.1f}",
            "range": f"{self.range:.1f}",
            "true_peak": None if self.true_peak is None else f"{self.true_peak:.2f}",
        }


def measure(samples: Mixed) -> Loudness:
    """Measure sound of one channel or two at the rate that is kept."""
    return _measured(_frames(samples), samples.shape[1])


def measure_file(path: Path) -> Loudness:
    """Measure the sound of a file in two channels as a player hears it, whatever its codec made of it."""
    with av.open(str(path)) as file:
        return _measured(_played(file), 2)


def _played(file: "av.container.InputContainer") -> Iterator[AudioFrame]:
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
    at = 0
    for frame in file.decode(file.streams.audio[0]):
        for each in resampler.resample(frame):
            each.pts = at
            at += each.samples
            yield each


def _measured(frames: Iterable[AudioFrame], channels: int) -> Loudness:
    told: dict[str, str] = {}
    for frame in _filtered([("ebur128", "peak=true:metadata=1:framelog=quiet")], frames, channels):
        told = frame.metadata or told
    integrated = float(told.get("lavfi.r128.I", SILENT))
    peak = max((float(told.get(f"lavfi.r128.true_peaks_ch{ch}", 0)) for ch in range(channels)), default=0.0)
    return Loudness(
        integrated if integrated > SILENT else None,
        float(told.get("lavfi.r128.LRA", 0)),
        20 * log10(peak) if peak > 0 else None,
    )


def brought_to(
    samples: Mixed, target: float, limit: float, before: Loudness | None = None, into: Mixed | None = None
) -> tuple[Mixed, Loudness]:
    """Return sound at a loudness, with no true peak above a limit, and what was measured of it.

    The first pass measures, the second applies one gain to all of it; a limiter takes only peaks that would then reach
    over the limit. Silence stays silent. `into` is where it is written, as long as the sound; new memory without.
    """
    made = np.empty_like(samples) if into is None else into
    measured = before or measure(samples)
    if measured.integrated is None:
        made[:] = samples
        return made, measured
    gain, reached = target - measured.integrated, measured
    for _ in range(_PASSES):
        over = measured.true_peak is not None and measured.true_peak + gain > limit
        _fill(made, _limited(_louder(samples, gain), samples.shape[1], limit) if over else _louder(samples, gain))
        reached = measure(made)
        if reached.integrated is None or abs(reached.integrated - target) <= _NEAR:
            break
        gain += 1.5 * (target - reached.integrated)  # what the limiter took, and takes of what is added
    return made, reached


def limited(samples: Mixed, limit: float) -> Mixed:
    """Return sound without true peaks above a limit in dBTP, as long as it was."""
    made = np.empty_like(samples)
    _fill(made, _limited(_louder(samples, 0), samples.shape[1], limit))
    return made


def _louder(samples: Mixed, gain: float) -> Iterator[Mixed]:
    factor = np.float32(10 ** (gain / 20))
    for start in range(0, len(samples), _BLOCK):
        yield samples[start : start + _BLOCK] * factor


def _limited(blocks: Iterable[Mixed], channels: int, limit: float) -> Iterator[Mixed]:
    ceiling = 10 ** ((limit - _BELOW) / 20)
    chain = [
        ("aresample", f"{RATE * _OVER}"),
        ("alimiter", f"limit={ceiling:.6f}:level=disabled:attack=5:release=80:latency=1"),
        ("aresample", f"{RATE}"),
    ]
    for frame in _filtered(chain, _framed(blocks, channels), channels):
        yield np.asarray(frame.to_ndarray(), np.float32).reshape(-1, channels)


def _fill(made: Mixed, blocks: Iterable[Mixed]) -> None:
    """Write blocks one behind the other; what they lack at the end is silence."""
    at = 0
    for block in blocks:
        part = block[: len(made) - at]
        made[at : at + len(part)] = part
        at += len(part)
    made[at:] = 0


def whole(samples: Mixed) -> NDArray[np.int16]:
    """Return sound in 16 bits, clipped."""
    return np.clip(np.rint(samples.astype(np.float64) * 32768), -32768, 32767).astype(np.int16)


def clipped(samples: Mixed) -> int:
    """Return how many samples are too loud for 16 bits."""
    scaled = np.rint(samples.astype(np.float64) * 32768)
    return int(np.count_nonzero((scaled > 32767) | (scaled < -32768)))


def mixed(samples: NDArray[np.int16]) -> Mixed:
    """The reverse of `whole`; one channel becomes one column."""
    columns = samples.reshape(-1, 1) if samples.ndim == 1 else samples
    return columns.astype(np.float32) / np.float32(32768)


def _filtered(chain: list[tuple[str, str]], frames: Iterable[AudioFrame], channels: int) -> Iterator[AudioFrame]:
    graph = Graph()
    source = graph.add_abuffer(format="flt", sample_rate=RATE, layout=_LAYOUTS[channels], time_base=Fraction(1, RATE))
    sink = graph.add("abuffersink")
    form = graph.add("aformat", f"sample_fmts=flt:channel_layouts={_LAYOUTS[channels]}")
    last = source
    for each in (*(graph.add(name, options) for name, options in chain), form, sink):
        last.link_to(each)
        last = each
    graph.configure()
    for frame in frames:
        graph.push(frame)
        yield from _pulled(graph)
    graph.push(None)
    yield from _pulled(graph)


def _pulled(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        assert isinstance(frame, AudioFrame), "a graph of sound gives sound"
        yield frame


def _frames(samples: Mixed) -> Iterator[AudioFrame]:
    return _framed((samples[at : at + _BLOCK] for at in range(0, len(samples), _BLOCK)), samples.shape[1])


def _framed(blocks: Iterable[Mixed], channels: int) -> Iterator[AudioFrame]:
    at = 0
    for block in blocks:
        flat = np.ascontiguousarray(block, np.float32).reshape(1, -1)
        frame = AudioFrame.from_ndarray(flat, format="flt", layout=_LAYOUTS[channels])
        frame.sample_rate, frame.pts = RATE, at
        at += len(block)
        yield frame
