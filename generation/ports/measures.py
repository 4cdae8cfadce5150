"""Measures of a moving picture: flicker that motion does not explain, exposure that pulses, its light and its tint.

All work on small frames as float32 arrays; lightness and tint are those of CIE Lab under D65. A difference of frames,
as in VBench's temporal flickering (Huang et al., 2024), grows with speed. So frames are compared along their optical
flow, which iterated least squares find on a pyramid (Lucas and Kanade, 1981).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Plane: TypeAlias = NDArray[np.float32]
"""Height x width."""

WIDTH = 96
"""Pixels to which frames are made smaller: enough for light and motion, and quick."""
QUANTILES = 9
_LEVELS, _ROUNDS, _REACH, _DAMPING = 4, 3, 3, np.float32(1e-3)
_LEVELLED, _FAINT = 8, np.float32(4.0)
"""Pixels around which flow levels light, and the contrast below which it is left alone: that is grain."""
_LEAST_SEEN = 0.2
"""Of two frames that share less than this by flow nothing is said: one shows something else."""
_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]],
    np.float32,
) / np.array([[0.95047], [1.0], [1.08883]], np.float32)
_LINEAR = np.array(
    [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in np.arange(256) / 255],
    np.float32,
)


@dataclass(frozen=True, slots=True)
class Tones:
    """How lightness (0 to 100) and tint (a: green to red, b: blue to yellow) are spread, as quantiles."""

    light: tuple[float, ...]
    a: tuple[float, ...]
    b: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a shot: `flicker`, how far lightness (0 to 100) comes and goes along the motion.

    `pulse` is the mean second difference of the frames' lightness; the looks are of all frames, the first and the last.
    """

    count: int
    flicker: float
    pulse: float
    whole: Tones
    first: Tones
    last: Tones


def measure(frames: Iterable[NDArray[np.uint8]]) -> Measured:
    """Measure frames of height x width x 3 bytes RGB, at least one, all of one size."""
    labs = [to_lab(_small(frame)) for frame in frames]
    means = [float(lab[..., 0].mean()) for lab in labs]
    flickers = list(_flickers([lab[..., 0] for lab in labs]))
    return Measured(
        count=len(labs),
        flicker=float(np.mean(flickers)) if flickers else 0.0,
        pulse=float(np.abs(np.diff(means, 2)).mean()) if len(means) > 2 else 0.0,
        whole=tones(labs),
        first=tones(labs[:1]),
        last=tones(labs[-1:]),
    )


def _flickers(planes: Sequence[Plane]) -> Iterator[float]:
    """Yield of each frame between two others how far its lightness stands out from theirs along the motion.

    Half the second difference: a change that goes on, as a fade does, is none. Only what the flows there and back agree
    on counts, the rest was covered or came into view; of a frame that hardly shares anything nothing is said.
    """
    before: tuple[Plane, NDArray[np.bool_]] | None = None
    for now, after in pairwise(planes):
        there, back = flow(now, after), flow(after, now)
        came = warp(after, there) - now, _agreed(there, back)
        if before:
            seen = before[1] & came[1]
            if seen.mean() >= _LEAST_SEEN:
                yield float(np.abs(before[0] + came[0])[seen].mean()) / 2
        before = warp(now, back) - after, _agreed(back, there)


def _agreed(there: NDArray[np.float32], back: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Where one leads to and back from what the other plane shows."""
    returned = there + np.stack([warp(back[..., axis], there) for axis in range(2)], axis=-1)
    agreed: NDArray[np.bool_] = (np.hypot(returned[..., 0], returned[..., 1]) < 0.7) & _inside(there)
    return agreed


def tones(labs: Sequence[NDArray[np.float32]]) -> Tones:
    """Return how light and tint are spread over frames of height x width x 3 Lab."""
    pixels = np.concatenate([lab.reshape(-1, 3) for lab in labs])
    spread = np.quantile(pixels, np.linspace(0.02, 0.98, QUANTILES), axis=0)
    light, a, b = (tuple(float(value) for value in spread[:, channel]) for channel in range(3))
    return Tones(light, a, b)


def tones_of(frame: NDArray[np.uint8]) -> Tones:
    """Return the look of one frame."""
    return tones([to_lab(_small(frame))])


def to_lab(rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return sRGB bytes as CIE Lab under D65."""
    xyz = _LINEAR[rgb] @ _TO_XYZ.T
    root = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    return np.stack((116 * y - 16, 500 * (x - y), 200 * (y - z)), axis=-1).astype(np.float32)


def flow(before: Plane, after: Plane) -> NDArray[np.float32]:
    """Return where each pixel of one plane went in the other, as height x width x (x, y).

    Both are levelled around each pixel first, so that a change of light is not taken for motion.
    """
    planes = [(_levelled(before), _levelled(after))]
    while len(planes) < _LEVELS and min(planes[-1][0].shape) >= 24:
        planes.append((_halved(planes[-1][0]), _halved(planes[-1][1])))
    moved = np.zeros((*planes[-1][0].shape, 2), np.float32)
    for one, two in reversed(planes):
        moved = _enlarged(moved, one.shape)
        slopes = _Slopes(one)
        for _ in range(_ROUNDS):
            moved = _smoothed(moved + slopes.step(one - warp(two, moved)))
    return moved


def warp(plane: Plane, moved: NDArray[np.float32]) -> Plane:
    """Return a plane read at each pixel's place plus its motion, between pixels by their distance."""
    height, width = plane.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    x = np.clip(columns + moved[..., 0], 0, width - 1)
    y = np.clip(rows + moved[..., 1], 0, height - 1)
    left, top = np.minimum(x.astype(np.intp), width - 2), np.minimum(y.astype(np.intp), height - 2)
    dx, dy = (x - left).astype(np.float32), (y - top).astype(np.float32)
    upper = plane[top, left] * (1 - dx) + plane[top, left + 1] * dx
    lower = plane[top + 1, left] * (1 - dx) + plane[top + 1, left + 1] * dx
    result: Plane = upper * (1 - dy) + lower * dy
    return result


class _Slopes:
    """How a plane rises around each pixel, and so which motion explains a difference best."""

    def __init__(self, plane: Plane) -> None:
        self._y: Plane = np.gradient(plane, axis=0)
        self._x: Plane = np.gradient(plane, axis=1)
        xx, yy = _mean(self._x**2) + _DAMPING, _mean(self._y**2) + _DAMPING
        xy = _mean(self._x * self._y)
        scale = xx * yy - xy**2
        self._xx, self._yy, self._xy = xx / scale, yy / scale, xy / scale

    def step(self, left: Plane) -> NDArray[np.float32]:
        """Return the motion that explains what is left between the plane and another, a pixel at most."""
        xt, yt = _mean(self._x * left), _mean(self._y * left)
        step: NDArray[np.float32] = np.stack((self._yy * xt - self._xy * yt, self._xx * yt - self._xy * xt), axis=-1)
        return np.clip(step, -1, 1)


def _levelled(plane: Plane) -> Plane:
    apart = plane - _mean(plane, _LEVELLED)
    levelled: Plane = apart / np.sqrt(_mean(apart * apart, _LEVELLED) + _FAINT)
    return levelled


def _mean(plane: Plane, reach: int = _REACH) -> Plane:
    """The mean around each pixel, over a square."""
    span = 2 * reach + 1
    sums = np.cumsum(np.pad(plane, ((reach + 1, reach), (0, 0)), mode="edge"), axis=0)
    rows = np.pad(sums[span:] - sums[:-span], ((0, 0), (reach + 1, reach)), mode="edge")
    sums = np.cumsum(rows, axis=1)
    return ((sums[:, span:] - sums[:, :-span]) / span**2).astype(np.float32)


def _smoothed(moved: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.stack([_mean(moved[..., axis]) for axis in range(2)], axis=-1)


def _halved(plane: Plane) -> Plane:
    height, width = plane.shape[0] // 2 * 2, plane.shape[1] // 2 * 2
    even = plane[:height, :width]
    return (even[::2, ::2] + even[1::2, ::2] + even[::2, 1::2] + even[1::2, 1::2]) / np.float32(4)


def _enlarged(moved: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    if moved.shape[:2] == shape:
        return moved
    doubled = moved.repeat(2, axis=0).repeat(2, axis=1) * np.float32(2)
    more = [(0, max(0, shape[axis] - doubled.shape[axis])) for axis in range(2)]
    return np.pad(doubled, [*more, (0, 0)], mode="edge")[: shape[0], : shape[1]]


def _inside(moved: NDArray[np.float32]) -> NDArray[np.bool_]:
    height, width = moved.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width]
    x, y = columns + moved[..., 0], rows + moved[..., 1]
    inside: NDArray[np.bool_] = (x >= 0) & (x <= width - 1) & (y >= 0) & (y <= height - 1)
    return inside


def _small(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width, _ = frame.shape
    size = (min(width, WIDTH), max(2, round(height * min(width, WIDTH) / width)))
    return np.asarray(Image.fromarray(frame).resize(size, Image.Resampling.BOX))
