"""What several sets share of nature: hills, water and grass."""

import math
from collections.abc import Sequence
from functools import cache, partial
from typing import NamedTuple

from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.dice import between, roll
from generation.backends.animatic.ink import Ink, Linear
from generation.backends.animatic.scenery import Scenery, ridge
from generation.backends.animatic.view import Viewpoint

_WATER = rgb("#3d6f86")


def hills(scenery: Scenery, z: float, tall: float, tone: str, layers: int = 2) -> None:
    """Rolling hills along the horizon, each nearer row lower and darker."""
    for layer in range(layers):
        depth = z * (1 - 0.42 * layer)
        reach = depth * 1.6
        heights = [tall * (1 - 0.4 * layer) * (0.25 + 0.75 * scenery.chance("hill", layer, at)) for at in range(15)]
        fill = scenery.lit(rgb(tone).mix(rgb("#3f5a4a"), 0.35 * layer), depth * 0.35)
        scenery.flat(depth, partial(_ridge, reach=reach, heights=heights, fill=fill))


def _ridge(ink: Ink, reach: float, heights: Sequence[float], fill: Colour) -> None:
    ink.blob(ridge(-reach, reach, 0, heights), fill)


def water(scenery: Scenery, near: float, level: float, tone: Colour = _WATER) -> None:
    """Water from a near edge to the horizon: its colour takes the sky, with glints that travel."""
    light = scenery.light
    base = tone.times(light.ambient).mix(light.sky[1], 0.30)
    far, front = light.glow(base.mix(light.sky[2], 0.62)), light.glow(base.dark(0.22))
    glint, trough = light.glow(light.sky[2].mix(light.key, 0.45)), light.glow(base.dark(0.42))
    rows = [_waves(row, near + 2.2 * 1.22**row) for row in range(26)]

    def draw(ink: Ink, view: Viewpoint, t: float) -> None:
        edge = view.point(0, level, max(near, view.z + 0.4))[1]
        ink.rect(-4, view.horizon, view.width + 4, max(edge, view.horizon) + 4,
                 Linear((0, view.horizon), (0, max(edge, view.horizon + 1)), (far, front)))  # fmt: skip
        for row, waves in enumerate(rows):
            _ripples(ink, view, level, row, waves, t, (glint if row % 2 else trough).alpha(0.42))
        _glitter(ink, view, scenery, (near, level), t)

    scenery.solid(3000.0, draw, still=False)


class _Waves(NamedTuple):
    """One row of ripples at a depth: the place and the length of each, as shares of what is seen across."""

    depth: float
    marks: tuple[tuple[float, float], ...]


def _waves(row: int, depth: float) -> _Waves:
    marks = ((roll("wave", row, at) * 2.4 - 1.2, between(0.02, 0.075, "wave", row, at, "l")) for at in range(16))
    return _Waves(depth, tuple(marks))


def _ripples(ink: Ink, view: Viewpoint, level: float, row: int, waves: _Waves, t: float, tone: Colour) -> None:
    middle, y = view.point(0, level, waves.depth)
    scale, wide = view.scale(waves.depth), view.width
    marks = []
    for at, (place, share) in enumerate(waves.marks):
        x = middle + (place + 0.02 * math.sin(t * 0.9 + at)) * wide
        half = share * wide * (0.75 + 0.25 * math.sin(t * 1.7 + at * 2 + row)) / 2
        wave = y + math.sin(t * 1.1 + at + row) * scale * 0.035
        marks += [(x - half, wave), (x + half, wave)]
    ink.lines(marks, tone, max(0.7, min(3.2, scale * 0.05)))


def _glitter(ink: Ink, view: Viewpoint, scenery: Scenery, edge: tuple[float, float], t: float) -> None:
    """The road of light under sun or moon."""
    light = scenery.light
    if scenery.shot.weather not in ("clear",) or scenery.shot.time == "day":
        return
    tone = light.glow(light.sun)
    centre = view.width / 2 + view.shift_x + light.side * view.height * 0.52
    bottom = view.point(0, edge[1], max(edge[0], view.z + 0.4))[1]
    for row in range(26):
        share = (row / 26) ** 1.6
        y = view.horizon + 2 + (bottom - view.horizon) * share
        wide = view.height * (0.02 + 0.12 * share)
        marks = []
        for step in range(3):
            x = centre + (roll("glitter", row, step) - 0.5) * wide * 2 + math.sin(t * 1.5 + row + step) * wide * 0.2
            half = (
                wide * between(0.1, 0.4, "glitter", row, step, "l") * (0.6 + 0.4 * math.sin(t * 2.1 + row * 1.7 + step))
            )
            marks += [(x - half, y), (x + half, y)]
        ink.lines(marks, tone.alpha(0.55 * (1 - 0.6 * share)), max(1.0, view.height * (0.0016 + 0.0035 * share)))


def tufts(ink: Ink, t: float, z: float, tone: Colour, path: tuple[float, float]) -> None:
    """Tufts of grass that lean in the wind, in metres, but for those on a path from left to right."""
    marks = []
    for x, blades in _tufts(z):
        if path[0] < x < path[1]:
            continue
        wind = 0.03 * math.sin(t * 1.6 + x)
        for at, tall in enumerate(blades):
            root = x + at * 0.018
            marks += [(root, 0.0), (root + wind + (at - 1.5) * 0.035, tall)]
    ink.lines(marks, tone, 0.011)


@cache
def _tufts(z: float) -> tuple[tuple[float, tuple[float, ...]], ...]:
    """Where each tuft of a row stands, and how tall its blades are."""
    blades = [tuple(0.06 + 0.09 * roll("tuft", z, at, blade) for blade in range(4)) for at in range(56)]
    return tuple(((roll("tuft", z, at) - 0.5) * (9 + z * 2.4), tall) for at, tall in enumerate(blades))
