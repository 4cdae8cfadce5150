"""Techniques: the hand in which a style is drawn: its line, its wash and paper, hatching, dots, steps and grain.

Colours and contrast of a style are in `light.py`; what is here is laid over a finished frame, one byte at a time, so
that no machine rounds otherwise. A film without a style has no technique and pays nothing for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from PIL import Image

from generation.backends.animatic import words
from generation.backends.animatic.vocabulary import STYLES

Channels = list[Any]


@dataclass(frozen=True, slots=True)
class Technique:
    """Strengths from 0 to 1; `thick` in points of a picture 720 high; `tint` of line and screen as red, green, blue."""

    line: float = 0.0
    thick: float = 1.0
    wobble: float = 0.0
    """Points by which edges run, as wet colour or a brush lets them."""
    paper: float = 0.0
    hatch: float = 0.0
    dots: float = 0.0
    grain: float = 0.0
    steps: int = 0
    """Number of steps to which each colour is reduced, 0 for all."""
    ground: tuple[int, int, int] = (255, 255, 255)
    """Colour of the paper."""
    tint: tuple[int, int, int] = (24, 22, 28)


_NONE = Technique()
_TECHNIQUES: dict[str, Technique] = {
    "noir": Technique(line=0.6, thick=1.6, grain=0.5, tint=(8, 8, 12)),
    "sepia": Technique(line=0.45, thick=1.0, paper=0.7, grain=0.5, tint=(70, 44, 24)),
    "pencil": Technique(line=1.0, thick=1.2, wobble=1.0, paper=0.5, hatch=0.5, tint=(62, 62, 72)),
    "charcoal": Technique(line=1.0, thick=3.4, wobble=2.4, paper=1.0, grain=1.0, tint=(30, 28, 30)),
    "ink": Technique(line=1.0, thick=2.2, wobble=0.8, hatch=0.75, tint=(10, 10, 14)),
    "woodcut": Technique(line=1.0, thick=2.6, hatch=1.0, steps=4, ground=(250, 238, 212), tint=(26, 18, 14)),
    "watercolour": Technique(line=0.35, thick=1.4, wobble=3.4, paper=1.0, tint=(70, 72, 96)),
    "pastel": Technique(line=0.25, thick=2.6, wobble=1.4, paper=0.7, grain=0.6, tint=(140, 112, 130)),
    "painted": Technique(wobble=4.2, paper=0.5, steps=12),
    "comic": Technique(line=1.0, thick=2.6, dots=0.8, steps=9, tint=(6, 6, 10)),
    "flat": Technique(steps=10),
    "grain": Technique(grain=1.4),
    "vivid": Technique(line=0.4, thick=1.2, tint=(20, 14, 40)),
    "dark": Technique(grain=0.4),
}
_TILE = 64
"""Points by which grain is shifted at most from frame to frame."""


def technique(style: str) -> Technique:
    """What the words of a style ask for together; words that are not known change nothing."""
    asked = [_TECHNIQUES[name] for name in words.find_all(STYLES, style) if name in _TECHNIQUES]
    if not asked:
        return _NONE
    steps = [each.steps for each in asked if each.steps]
    most = {name.name: max(getattr(each, name.name) for each in asked) for name in fields(Technique)}
    return Technique(**{**most, "steps": min(steps, default=0), "tint": asked[0].tint, "ground": asked[0].ground})


class Print:
    """Lays a technique over frames of one size."""

    def __init__(self, made: Technique, size: tuple[int, int]) -> None:
        unit = size[1] / 720
        self._made = made
        self._thick = max(1, round(made.thick * unit))
        self._source = _run(size, made.wobble * unit, unit) if made.wobble else None
        self._table = _steps(made.steps) if made.steps else None
        self._sheets = _sheets(size, made, unit) if made.paper or made.ground != _NONE.ground else None
        self._hatching = _hatching(size, made.hatch, unit) if made.hatch else None
        self._dots = _dotted(size, made.dots, unit) if made.dots else None
        self._lines = _lines(made.line) if made.line else None
        self._grain = _Grain(size, made.grain, unit) if made.grain else None

    def __bool__(self) -> bool:
        return self._made != _NONE

    def __call__(self, channels: Channels, number: int) -> Channels:
        """Red, green and blue of frame `number`, each height x width bytes, as the technique shows them."""
        if self._source is not None:
            channels = [np.take(channel.reshape(-1), self._source, mode="clip") for channel in channels]
        edges = _edges(channels, self._thick) if self._lines else None
        if self._table:
            channels = [_looked_up(channel, self._table) for channel in channels]
        if self._sheets:
            channels = [
                ((each * sheet) >> 8).astype(np.uint8) for each, sheet in zip(channels, self._sheets, strict=True)
            ]
        if self._hatching is not None:
            channels = _stroked(channels, _below(channels[1], self._hatching), self._made.tint)
        if self._dots is not None:
            channels = _stroked(channels, _below(channels[1], self._dots), [tone // 2 + 30 for tone in self._made.tint])
        if self._lines:
            channels = _stroked(channels, _looked_up(edges, self._lines), self._made.tint)
        return self._grain(channels, number) if self._grain else channels


def _looked_up(channel: Any, table: bytes) -> Any:
    """Each byte replaced by the table's; several times as fast as indexing."""
    return np.frombuffer(channel.tobytes().translate(table), np.uint8).reshape(channel.shape)


def _below(channel: Any, limit: Any) -> Any:
    """0 where a point is darker than its limit, else 255."""
    return (channel < limit).view(np.uint8) - np.uint8(1)


def _stroked(channels: Channels, strokes: Any, tint: Sequence[int]) -> Channels:
    """Strokes, from 0 (full) to 255 (none), laid over a picture in their tint."""
    return [
        np.minimum(channel, np.maximum(strokes, np.uint8(tone))) for channel, tone in zip(channels, tint, strict=True)
    ]


def _chance(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def _noise(size: tuple[int, int], grain: int, seed: int) -> Any:
    """Smooth noise from -1 to 1 whose blotches are `grain` points wide."""
    width, height = size
    small = _chance(seed).integers(0, 256, (height // grain + 3, width // grain + 3), dtype=np.uint8)
    large = Image.fromarray(small).resize((small.shape[1] * grain, small.shape[0] * grain), Image.Resampling.BICUBIC)
    return np.asarray(large)[:height, :width].astype(np.float32) / 127.5 - 1.0


def _run(size: tuple[int, int], reach: float, unit: float) -> Any:
    """From which point each takes its colour, one nearby, so that edges waver."""
    width, height = size
    across, down = (np.rint(_noise(size, max(3, round(11 * unit)), seed) * reach).astype(np.int16) for seed in (1, 2))
    source = np.clip(np.arange(height)[:, None] + down, 0, height - 1) * width
    source += np.clip(np.arange(width) + across, 0, width - 1)
    return source


def _steps(count: int) -> bytes:
    return bytes(round(round(value / 255 * (count - 1)) * 255 / (count - 1)) for value in range(256))


class _Grain:
    """Grain that dances from frame to frame."""

    def __init__(self, size: tuple[int, int], strength: float, unit: float) -> None:
        self._size = size
        high = round(26 * strength)
        self._table = bytes(round(value * (255 - high) / 255) for value in range(256))
        wide, tall = (side + _TILE for side in size)
        noise = Image.fromarray(_chance(5).integers(0, 256, (tall, wide), dtype=np.uint8))
        coarse = max(1, round(1.4 * unit))
        small = noise.resize((wide // coarse + 1, tall // coarse + 1), Image.Resampling.NEAREST)
        large = small.resize((wide, tall), Image.Resampling.BILINEAR)
        self._noise = (np.asarray(large).astype(np.uint16) * high >> 8).astype(np.uint8)

    def __call__(self, channels: Channels, number: int) -> Channels:
        width, height = self._size
        top, left = (number * 29) % _TILE, (number * 47) % _TILE
        noise = self._noise[top : top + height, left : left + width]
        return [_looked_up(channel, self._table) + noise for channel in channels]


def _sheets(size: tuple[int, int], made: Technique, unit: float) -> list[Any]:
    """How much red, green and blue each point of the paper gives back, of 256: a fine tooth, and clouds of pigment."""
    tooth = _noise(size, max(2, round(2.2 * unit)), 11) * 0.06
    pools = _noise(size, max(8, round(90 * unit)), 12) * 0.08 + _noise(size, max(5, round(30 * unit)), 13) * 0.045
    gives = 256 * (1 - made.paper * np.clip(0.06 - tooth - pools, 0.0, 0.5))
    toned = {tone: (gives * (tone / 255)).astype(np.uint16) for tone in set(made.ground)}
    return [toned[tone] for tone in made.ground]


def _hatching(size: tuple[int, int], strength: float, unit: float) -> Any:
    """The brightness under which each point belongs to a stroke: one way in half shadow, both ways in the dark."""
    width, height = size
    rows, columns = np.arange(height, dtype=np.float32)[:, None], np.arange(width, dtype=np.float32)
    apart = max(3.0, 6.5 * unit)
    sway = _noise(size, max(6, round(40 * unit)), 21) * apart * 0.3

    def strokes(slope: float) -> Any:
        phase = ((columns + rows * slope + sway) / apart) % 1.0
        return 1.0 - np.abs(phase * 2 - 1)

    one, other = strokes(1.0), strokes(-0.8)
    limit = np.maximum(one * 118, np.where(other > 0.5, other * 74, 0))
    return np.clip(limit * (0.35 + 0.65 * strength), 0, 255).astype(np.uint8)


def _dotted(size: tuple[int, int], strength: float, unit: float) -> Any:
    """As `_hatching`, of dots that grow in the shadows."""
    width, height = size
    rows, columns = np.arange(height, dtype=np.float32)[:, None], np.arange(width, dtype=np.float32)
    apart = max(4.0, 8.0 * unit)
    u, v = (columns + rows) / apart, (columns - rows) / apart
    near = np.cos(u * np.pi) ** 2 * np.cos(v * np.pi) ** 2
    return np.clip(near * 135 * strength, 0, 255).astype(np.uint8)


def _lines(strength: float) -> bytes:
    """How bright a point may stay where the picture changes by as much as the table's index."""
    faint, full = 14 + 10 * (1 - strength), 44 + 60 * (1 - strength)
    shares = (min(1.0, max(0.0, (change - faint) / (full - faint))) for change in range(256))
    return bytes(round(255 - 255 * share * (0.35 + 0.65 * strength)) for share in shares)


def _edges(channels: Channels, thick: int) -> Any:
    """How much red or green changes across `thick` points, sideways or downwards."""
    edges, middle = np.zeros_like(channels[1]), thick // 2
    for channel in channels[:2]:
        for along, before, spot in (
            (channel[:, thick:], channel[:, :-thick], edges[:, middle : middle + edges.shape[1] - thick]),
            (channel[thick:, :], channel[:-thick, :], edges[middle : middle + edges.shape[0] - thick, :]),
        ):
            np.maximum(spot, np.maximum(along, before) - np.minimum(along, before), out=spot)
    return edges
