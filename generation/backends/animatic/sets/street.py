"""Streets: house fronts on both sides in perspective, pavements, lamps and what stands at the far end."""

from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.dice import between, pick, roll
from generation.backends.animatic.ink import Ink, Radial
from generation.backends.animatic.scenery import Scenery, Space, fade, seen, strip
from generation.backends.animatic.view import Viewpoint

_WALLS = ("#c9b18d", "#a8705a", "#8d98a0", "#d6c7ad", "#93765a", "#b5a07d", "#7f8a7c")


def street(scenery: Scenery) -> None:
    _end(scenery, 78.0)
    for side in (-1.0, 1.0):
        for at in range(6):
            _house(scenery, side, 68.0 - at * 11.5, at)
    _paving(scenery)
    for at, (side, z) in enumerate([(-1.0, 26.0), (1.0, 15.0), (-1.0, 6.0)]):
        _lamp(scenery, side * 3.55, z, at)
    scenery.box(4.0, 5.0, 0, 0.5, 3.4, 4.0, "#5f4a38")
    scenery.flat(3.35, lambda ink: _plant(ink, scenery, 4.5))


def _end(scenery: Scenery, z: float) -> None:
    """What closes the view: roofs and a tower against the sky."""
    tone, dark = scenery.lit("#7d8790", z), scenery.dim("#6a6f78", z)

    def draw(ink: Ink) -> None:
        for at in range(12):
            x = -36 + at * 6.2
            tall = between(8, 15, "end", at)
            ink.rect(x, 0, x + 6.4, tall, tone if at % 2 else dark)
            ink.poly([(x - 0.3, tall), (x + 6.7, tall), (x + 3.2, tall + 3)], dark)
        ink.rect(1.0, 0, 5.6, 24, tone)
        ink.rect(4.0, 0, 5.6, 24, dark)
        ink.poly([(0.6, 24), (6.0, 24), (3.3, 34)], dark)
        ink.oval(
            2.8,
            20.5,
            1.1,
            1.1,
            scenery.light.glow(rgb("#f0e2b8")) if scenery.light.dark > 0.4 else scenery.lit("#e6dfcb", z),
        )

    scenery.flat(z, draw)


def _house(scenery: Scenery, side: float, z: float, at: int) -> None:
    wall = scenery.asked("wall_colour", pick(_WALLS, scenery.shot.place.identity, side, at))
    if scenery.shot.place.attributes.get("wall_colour"):
        wall = wall.mix(rgb(pick(_WALLS, side, at)), 0.25)
    tall, long, x = between(7.0, 11.5, "house", side, at), 11.3, side * 5.0
    tone = (
        scenery.lit(wall, z) if side * scenery.light.side < 0 else scenery.dim(wall, z).mix(scenery.lit(wall, z), 0.45)
    )
    roof, trim = scenery.dim("#5a4a48", z), scenery.lit(wall.pale(0.3), z)
    windows = [
        _opening(scenery, side, at, column, row, z, tall) for column in range(3) for row in range(int(tall / 3.1))
    ]

    def draw(ink: Ink, view: Viewpoint, t: float) -> None:
        ink.poly(seen(view, [(x, 0, z), (x, tall, z), (x + side * 9, tall, z), (x + side * 9, 0, z)]), tone.dark(0.12))
        ink.poly(seen(view, _wall(x, 0, tall, z, z + long)), tone)
        ink.poly(
            seen(
                view,
                [
                    (x, tall, z),
                    (x, tall, z + long),
                    (x + side * 3.5, tall + 3, z + long),
                    (x + side * 3.5, tall + 3, z),
                ],
            ),
            roof,
        )
        ink.poly(seen(view, _wall(x - side * 0.02, tall - 0.35, tall, z, z + long)), trim)
        ink.poly(seen(view, _wall(x - side * 0.02, 2.85, 3.05, z, z + long)), trim)
        for corners, fill in windows:
            ink.poly(seen(view, corners), fill)

    scenery.solid(z, draw)


def _wall(x: float, low: float, high: float, near: float, far: float) -> list[Space]:
    return [(x, low, near), (x, high, near), (x, high, far), (x, low, far)]


def _opening(
    scenery: Scenery, side: float, at: int, column: int, row: int, z: float, tall: float
) -> tuple[list[Space], Colour]:
    """A window, or a door or shop front at street level."""
    dark = scenery.light.dark
    near = z + 1.2 + column * 3.4
    x = side * 4.97
    glows = dark > 0.3 and roll("window", scenery.shot.place.identity, side, at, column, row) < 0.5
    glass = scenery.light.glow(rgb("#ffcc7a")).mix(scenery.light.haze, scenery.light.veil(z) * 0.5)
    tone = glass if glows else scenery.dim(rgb("#53687a").mix(scenery.light.sky[1], 0.25), z)
    if row:
        return _wall(x, row * 3.05 + 0.75, min(tall - 0.6, row * 3.05 + 2.4), near, near + 1.35), tone
    if column == 1:
        return _wall(x, 0, 2.3, near, near + 1.2), scenery.dim(pick(("#3d5a52", "#6b3434", "#39465f"), side, at), z)
    return _wall(x, 0.65, 2.5, near - 0.3, near + 1.9), tone


def _paving(scenery: Scenery) -> None:
    stone = scenery.underfoot(scenery.asked("floor_colour", "#77736d"))
    wet = scenery.shot.weather in ("rain", "storm")
    near, far = scenery.lit(stone.dark(0.08)), scenery.light.on(stone, 60)
    kerb, walk = scenery.lit(stone.pale(0.28)), scenery.lit(stone.pale(0.14), 2)
    joint = scenery.dim(stone.dark(0.2)).alpha(0.4)
    joints: list[list[Space]] = [strip(-5, 5, z, z + 0.03 + z * 0.002) for z in [-6 + step * 0.8 for step in range(40)]]

    def draw(ink: Ink, view: Viewpoint, t: float) -> None:
        edge = view.point(0, 0, 79)[1]
        ink.rect(-4, edge, view.width + 4, view.height + 4, fade(far, near, edge, view.height))
        for side in (-1, 1):
            ink.poly(seen(view, strip(side * 3.3, side * 5.0, -30, 79, 0.0)), walk)
            ink.poly(seen(view, strip(side * 3.3, side * 3.42, -30, 79)), kerb)
        ink.polys([seen(view, mark) for mark in joints], joint)
        if wet or scenery.light.dark > 0.8:
            _sheen(ink, view, scenery)

    scenery.solid(77.0, draw)


def _sheen(ink: Ink, view: Viewpoint, scenery: Scenery) -> None:
    """Light lying on the wet ground under the lamps."""
    tone = scenery.light.glow(rgb("#ffc477") if scenery.light.dark > 0.4 else scenery.light.sky[2])
    for x, z in ((-3.0, 26.0), (2.9, 15.0), (-2.8, 6.0), (0.4, 40.0)):
        sx, sy = view.point(x, 0, z)
        half = view.scale(z) * 0.55
        with ink.at(sx, sy, half, view.height * 0.13):
            ink.oval(0, 0.7, 1, 1, Radial((0, 0.7), 1, (tone.alpha(0.34), tone.alpha(0.12), tone.alpha(0.0))))


def _lamp(scenery: Scenery, x: float, z: float, at: int) -> None:
    if scenery.close and z < 20:
        return
    iron = scenery.dim("#2d333b", z)
    lit = scenery.light.dark > 0.3
    glass = scenery.light.glow(rgb("#ffe3a6")) if lit else scenery.lit("#cfd6d2", z)

    def post(ink: Ink) -> None:
        ink.rect(x - 0.055, 0, x + 0.055, 3.9, iron)
        ink.rect(x - 0.12, 0, x + 0.12, 0.5, iron, 0.04)
        ink.poly([(x - 0.15, 3.9), (x + 0.15, 3.9), (x + 0.23, 4.4), (x - 0.23, 4.4)], glass)
        ink.poly([(x - 0.28, 4.4), (x + 0.28, 4.4), (x, 4.65)], iron)

    scenery.flat(z, post)
    if lit:
        warm = scenery.light.glow(rgb("#ffbd66"))
        scenery.glow(z - 0.01, x, 4.15, 3.6, warm, 0.8 * scenery.light.dark)


def _plant(ink: Ink, scenery: Scenery, x: float) -> None:
    leaf, bloom = scenery.lit("#55743f", 3), scenery.lit("#c9605a", 3)
    for at in range(9):
        dx = (at - 4) * 0.11
        ink.curve([(x + dx * 0.6, 0.5), (x + dx, 0.75), (x + dx * 1.3, 0.82 + 0.1 * (at % 3))], leaf, 0.05)
        if at % 2:
            ink.oval(x + dx * 1.3, 0.86 + 0.1 * (at % 3), 0.055, 0.055, bloom)
