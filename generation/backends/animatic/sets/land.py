"""Places on land: open country, a wood, a road, a cabin among trees."""

import math
from collections.abc import Sequence
from functools import partial

from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.dice import between, roll
from generation.backends.animatic.ink import Ink, Linear, record
from generation.backends.animatic.scenery import Scenery, fade, seen, strip
from generation.backends.animatic.sets.nature import hills, tufts
from generation.backends.animatic.view import Viewpoint


def _meadow(scenery: Scenery, tone: str, depth: float = 160.0, path: tuple[float, float] = (0.0, 0.0)) -> None:
    """Grass to a depth, with none on a path from left to right."""
    grass = scenery.underfoot(scenery.asked("floor_colour", tone))
    far = scenery.light.on(grass, 60)
    scenery.ground(scenery.dim(grass.dark(0.08)), far, depth)
    blades = scenery.lit(grass.pale(0.1), 1)
    for z in (9.0, 4.0, 1.2, -1.0):
        scenery.moving(z, partial(tufts, z=z, tone=blades, path=path))


def open_land(scenery: Scenery) -> None:
    hills(scenery, 1500, 190, "#71879a", 2)
    _meadow(scenery, "#7f8c56")
    for at in range(9):
        z = between(34, 90, "copse", at, "z")
        x = (scenery.chance("copse", at) - 0.5) * z * 2.4
        _leafy(scenery, x, z, between(5, 9, "copse", at, "h"), at)
    _fence(scenery, 6.5)
    _leafy(scenery, -5.4 if scenery.chance("tree") < 0.5 else 5.6, 8.5, 6.2, 77)


def wood(scenery: Scenery) -> None:
    light = scenery.light
    far = light.glow(light.sky[2].mix(rgb("#5a7a62").times(light.ambient), 0.55))
    scenery.solid(900.0, lambda ink, view, t: ink.rect(-4, view.horizon - view.height * 0.75, view.width + 4,
        view.horizon + 20,
                                                       fade(far.alpha(0.0), far, view.horizon - view.height * 0.75,
                                                           view.horizon)))  # fmt: skip
    for row, z in enumerate((60.0, 36.0, 22.0) if scenery.close else (60.0, 36.0, 22.0, 13.5, 8.0, 5.0)):
        _trunks(scenery, z, row)
    _meadow(scenery, "#5d6842", 110, (-1.2, 1.3))
    path = scenery.lit(scenery.underfoot(rgb("#8a7757")), 2)
    scenery.solid(100.0, lambda ink, view, t: ink.poly(
        seen(view, [(-1.1, 0, -9), (1.2, 0, -9), (0.5, 0, 8), (2.6, 0, 30), (1.6, 0, 30),
                    (-0.9, 0, 8)]), path.alpha(0.85)))  # fmt: skip
    for at in range(7):
        x = (scenery.chance("fern", at) - 0.5) * 11
        scenery.moving(2.4 + at * 0.4, partial(_fern, scenery=scenery, x=x, phase=at))
    _canopy(scenery, -1.15)


def _trunks(scenery: Scenery, z: float, row: int) -> None:
    bark = rgb("#4f4034").mix(rgb("#3f5547"), 0.2 + 0.08 * row)
    depth = z * 2.2
    lit, dim = scenery.lit(bark, depth), scenery.dim(bark, depth)
    leaf = scenery.lit(rgb("#41613f" if scenery.shot.weather != "snow" else "#93a69c"), depth)
    count = 11 if z > 10 else 6

    def draw(ink: Ink) -> None:
        for at in range(count):
            x = (at - (count - 1) / 2 + (scenery.chance("trunk", row, at) - 0.5) * 0.7) * z * 0.30
            if abs(x) < 1.7 and z < 9:
                x += 2.6 if x >= 0 else -2.6
            half = between(0.16, 0.36, "trunk", row, at, "w")
            lean = (roll("trunk", row, at, "l") - 0.5) * 1.2
            ink.poly([(x - half * 1.5, 0), (x - half, 0.7), (x - half * 0.6 + lean, 14),
                      (x + half * 0.6 + lean, 14), (x + half, 0.7), (x + half * 1.5, 0)],
                     Linear((x - half, 0), (x + half, 0),
                         (lit, dim) if scenery.light.side < 0 else (dim, lit)))  # fmt: skip
            for side in (-1, 1):
                y = between(3.2, 7.0, "trunk", row, at, side)
                ink.curve(
                    [(x + lean * y / 14, y), (x + side * 0.8, y + 0.7), (x + side * 1.7, y + 1.0)], dim, half * 0.4
                )
                ink.blob(
                    [
                        (x + side * 1.4 + dx * 1.5, y + 1.1 + dy)
                        for dx, dy in ((-1, 0), (-0.4, 0.7), (0.5, 0.6), (1, 0), (0.2, -0.5))
                    ],
                    leaf,
                    0.9,
                )

    scenery.flat(z, draw)


def _canopy(scenery: Scenery, z: float) -> None:
    """Boughs near the lens that frame the picture at its upper corners, each swaying as one."""
    if scenery.shot.size not in ("wide", "extreme-wide", "full"):
        return
    tones = [scenery.dim(rgb("#2a3d2c").mix(rgb("#4c6a3c"), share)) for share in (0.0, 0.35, 0.6)]
    boughs = [(side, at, record(partial(_bough, seed=(side, at), tones=tones))) for side in (-1, 1) for at in range(4)]

    def draw(ink: Ink, view: Viewpoint, t: float) -> None:
        for side, at, bough in boughs:
            x = view.width / 2 + side * (view.width * 0.55 - at * 0.085 * view.height) + view.shift_x * 0.15
            with ink.at(x, -0.02 * view.height, side * -view.height, view.height, 1.6 * math.sin(t * 0.9 + at * 1.7)):
                ink.canvas.drawPicture(bough)

    scenery.solid(z, draw, still=False)


def _bough(ink: Ink, seed: tuple[int, int], tones: Sequence[Colour]) -> None:
    """A twig that hangs from (0, 0) with leaves on both sides, in picture heights, y down."""
    long, bend = between(0.13, 0.25, "bough", *seed), between(-0.03, 0.08, "bough", *seed, "bend")
    ink.curve([(0, 0), (bend * 0.4, long * 0.5), (bend, long)], tones[0], 0.006)
    for at in range(26):
        share = (at // 2 + 1) / 13
        x, y = bend * share**1.5, long * share
        size = between(0.022, 0.038, "bough", *seed, at) * (1.15 - 0.4 * share)
        turn = (38 if at % 2 else 142) + between(-25, 25, "bough", *seed, at, "turn")
        with ink.at(x, y, size, turn=turn):
            ink.blob([(0, 0), (0.7, -0.36), (1.6, 0), (0.7, 0.36)], tones[at * 7 % 3], 0.8)


def _fern(ink: Ink, t: float, scenery: Scenery, x: float, phase: int) -> None:
    tone = scenery.lit("#5c7a47", 3)
    for at in range(7):
        lean = (at - 3) * 0.16 + 0.02 * math.sin((t + phase) * 1.3 + at)
        ink.curve([(x, 0), (x + lean * 0.6, 0.34), (x + lean * 1.5, 0.40 - abs(at - 3) * 0.05)], tone, 0.045)


def _leafy(scenery: Scenery, x: float, z: float, tall: float, seed: int) -> None:
    crown = rgb(("#5f7d48", "#6f8648", "#4f7050", "#86803f")[seed % 4])
    if scenery.shot.weather == "snow":
        crown = crown.pale(0.5)
    depth = z * 1.2
    lit, dim, bark = scenery.lit(crown, depth), scenery.dim(crown, depth), scenery.dim("#55422f", depth)

    def draw(ink: Ink, t: float) -> None:
        ink.poly(
            [
                (x - tall * 0.035, 0),
                (x + tall * 0.035, 0),
                (x + tall * 0.02, tall * 0.5),
                (x - tall * 0.02, tall * 0.5),
            ],
            bark,
        )
        for at in range(7):
            turn = at * 0.9 + seed
            r = tall * (0.2 + 0.05 * math.sin(turn * 3))
            dx, dy = tall * 0.2 * math.cos(turn), tall * (0.66 + 0.17 * math.sin(turn))
            sway = 0.006 * tall * math.sin(t * 1.1 + at)
            ink.oval(x + dx + sway, dy, r, r * 0.9, dim if at < 3 else lit)

    scenery.moving(z, draw)


def _fence(scenery: Scenery, z: float) -> None:
    timber = scenery.lit("#8b7658", z)

    def draw(ink: Ink) -> None:
        for step in range(-12, 13):
            ink.rect(step * 1.8 - 0.06, 0, step * 1.8 + 0.06, 1.05, timber)
        for y in (0.45, 0.85):
            ink.line([(-22, y), (22, y + 0.03)], timber, 0.07)

    scenery.flat(z, draw)


def road(scenery: Scenery) -> None:
    hills(scenery, 1500, 170, "#71879a", 2)
    _meadow(scenery, "#8a8a58", path=(-3.6, 4.0))
    tar = scenery.underfoot(scenery.asked("floor_colour", "#5b5d62"))
    near, far = scenery.lit(tar.dark(0.08)), scenery.light.on(tar, 70)
    line = scenery.lit("#e6dfca", 4)

    def draw(ink: Ink, view: Viewpoint, t: float) -> None:
        ink.poly(seen(view, strip(-3.4, 3.8, -30, 155)), fade(far, near, view.point(0, 0, 155)[1], view.height))
        ink.polys([seen(view, strip(0.13, 0.27, at * 5.0, at * 5.0 + 2.4)) for at in range(-4, 30)], line)
        for x in (-3.1, 3.45):
            ink.poly(seen(view, strip(x, x + 0.1, -30, 155)), line.alpha(0.8))

    scenery.solid(120.0, draw)
    for at in range(9):
        z = 110 - at * 13.0
        if scenery.close and z < 70:
            continue
        scenery.flat(z, partial(_pole, tone=scenery.dim("#4a4038", z), x=-6.2))
        if at % 2:
            _leafy(scenery, 9.0 + 6 * scenery.chance("road", at), z, between(4, 7, "road", at), at)
    scenery.flat(5.5, lambda ink: _signpost(ink, scenery, 4.7))


def _pole(ink: Ink, tone: Colour, x: float) -> None:
    ink.rect(x - 0.11, 0, x + 0.11, 7.4, tone)
    for y in (6.5, 7.0):
        ink.line([(x - 0.9, y), (x + 0.9, y)], tone, 0.11)


def _signpost(ink: Ink, scenery: Scenery, x: float) -> None:
    ink.rect(x - 0.06, 0, x + 0.06, 2.6, scenery.dim("#5a4a3a", 5))
    ink.poly(
        [(x - 1.3, 2.05), (x + 0.2, 2.05), (x + 0.2, 2.42), (x - 1.3, 2.42), (x - 1.5, 2.235)],
        scenery.lit("#e0d7c2", 5),
    )
    for at in range(4):
        ink.rect(x - 1.15 + at * 0.3, 2.19, x - 0.93 + at * 0.3, 2.27, scenery.dim("#4a4a4a", 5))


def cabin(scenery: Scenery) -> None:
    hills(scenery, 1200, 210, "#71879a", 2)
    for row, z in enumerate((70.0, 44.0, 26.0)):
        _firs(scenery, z, row)
    _meadow(scenery, "#6f7a4c")
    _hut(scenery, 2.2, 9.5)
    _firs(scenery, 7.0, 9, span=9.0)
    _fence(scenery, 6.0)


def _firs(scenery: Scenery, z: float, row: int, span: float = 0.0) -> None:
    tone = rgb("#3f5d4c") if scenery.shot.weather != "snow" else rgb("#8aa0a0")
    depth = z * 1.6
    lit, dim = scenery.lit(tone, depth), scenery.dim(tone, depth)

    def draw(ink: Ink) -> None:
        count = 4 if span else 17
        for at in range(count):
            x = (at / (count - 1) - 0.5) * (z * 2.6 if not span else 0) + (scenery.chance("fir", row, at) - 0.5) * 4
            if span:
                x = (-1 if at % 2 else 1) * (span * 0.6 + at * 1.1)
            tall = between(7, 13, "fir", row, at) * (0.62 if span else 1.0)
            for tier in range(5):
                y, half = tall * (0.12 + tier * 0.17), tall * 0.2 * (1 - tier * 0.17)
                ink.poly(
                    [(x - half, y), (x + half, y), (x, y + tall * 0.3)],
                    Linear((x - half, 0), (x + half, 0), (lit, dim)),
                )
            ink.rect(x - 0.14, 0, x + 0.14, tall * 0.13, dim)

    scenery.flat(z, draw)


def _hut(scenery: Scenery, x: float, z: float) -> None:
    log = scenery.asked("wall_colour", "#7d5c41")
    lamp = scenery.light.glow(rgb("#ffcf7d")) if scenery.light.dark > 0.3 else scenery.lit("#4d6472", z)
    scenery.box(x - 2.6, x + 2.6, 0, 2.7, z, z + 4, log)

    def front(ink: Ink) -> None:
        for row in range(9):
            ink.line([(x - 2.6, row * 0.3), (x + 2.6, row * 0.3)], scenery.dim(log.dark(0.2), z), 0.05)
        ink.poly([(x - 3.1, 2.6), (x + 3.1, 2.6), (x + 2.2, 4.6), (x - 2.2, 4.6)], scenery.lit("#574541", z))
        ink.rect(x + 1.2, 4.1, x + 1.8, 5.5, scenery.dim("#7b6a60", z))
        ink.rect(x - 0.5, 0, x + 0.5, 2.05, scenery.dim("#4d3829", z))
        for side in (-1.9, 1.0):
            ink.rect(x + side, 0.95, x + side + 0.9, 1.85, lamp)
            ink.line([(x + side + 0.45, 0.95), (x + side + 0.45, 1.85)], scenery.dim(log, z), 0.05)
            ink.line([(x + side, 1.4), (x + side + 0.9, 1.4)], scenery.dim(log, z), 0.05)

    scenery.flat(z - 0.02, front)

    def smoke(ink: Ink, t: float) -> None:
        for at in range(7):
            age = (t * 0.22 + at / 7) % 1.0
            tone = scenery.lit("#d5d5d2", z).alpha(0.34 * (1 - age))
            ink.oval(
                x + 1.5 + age * 1.6 + 0.2 * math.sin(t + at), 5.5 + age * 3.2, 0.2 + age * 0.75, 0.18 + age * 0.6, tone
            )

    scenery.moving(z - 0.03, smoke)
    if scenery.light.dark > 0.3:
        for side in (-1.45, 1.45):
            scenery.glow(z - 0.04, x + side, 1.4, 2.2, scenery.light.glow(rgb("#ffb65c")), 0.5 * scenery.light.dark)
