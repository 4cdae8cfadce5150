"""Open places: neutral ground for what no set is made for, a beach, the platform of a station, a wall with a door."""

import math
from functools import partial

from generation.backends.animatic.colour import rgb
from generation.backends.animatic.dice import between, roll
from generation.backends.animatic.ink import Ink, Linear
from generation.backends.animatic.scenery import Scenery, Space, fade, seen, strip
from generation.backends.animatic.sets.nature import hills, tufts, water
from generation.backends.animatic.sets.shell import door
from generation.backends.animatic.view import Viewpoint

DOOR = (0.34, 1.24)
"""From where to where the door of a house front is, beside the subject."""


def plain(scenery: Scenery) -> None:
    """Ground, a horizon and air: no tree, no house, nothing that would name the place."""
    hills(scenery, 1600, 80, "#7f8d99", 1)
    earth = scenery.underfoot(scenery.asked("floor_colour", "#9a948a"))
    lines: list[list[Space]] = [strip(-90, 90, z, z + 0.02 + z * 0.004) for z in (-4, -2, 0.2, 3, 7, 13, 22, 36)]
    scenery.ground(
        scenery.dim(earth.dark(0.05)), scenery.light.on(earth, 70), 200, lines, scenery.dim(earth.dark(0.1)).alpha(0.25)
    )


def beach(scenery: Scenery) -> None:
    water(scenery, near=9, level=-0.25)
    hills(scenery, 1500, 110, "#6f8798", 1)
    sand = scenery.underfoot(scenery.asked("floor_colour", "#d3bd93"))
    near, far = scenery.lit(sand), scenery.light.on(sand.dark(0.12), 8)
    foam = scenery.light.glow(scenery.light.sky[2].pale(0.3))

    def shore(ink: Ink, view: Viewpoint, t: float) -> None:
        edge = view.point(0, 0, 9.5)[1]
        ink.rect(-4, edge, view.width + 4, view.height + 4, fade(far, near, edge, view.height))
        for row, depth in enumerate((9.3, 8.2)):
            points = []
            for step in range(25):
                x = (step - 12) * 1.6
                z = depth + 0.5 * math.sin(x * 0.7 + row * 2) + 0.35 * math.sin(t * 0.8 + row)
                points.append(view.point(x, 0.0, z))
            ink.curve(points, foam.alpha(0.75 - 0.3 * row), max(1.0, view.scale(9) * (0.09 - 0.03 * row)))

    scenery.solid(9.6, shore, still=False)
    blades = scenery.lit("#8a9160", 2)
    scenery.moving(3.2, partial(tufts, z=3.2, tone=blades, path=(-2.6, 2.4)))

    def stones(ink: Ink) -> None:
        for at in range(9):
            x, size = (roll("stone", at) - 0.5) * 11, between(0.06, 0.2, "stone", at, "s")
            ink.oval(x, size * 0.4, size, size * 0.6, scenery.lit("#8b8780" if at % 2 else "#6f6d6b", 2))

    scenery.flat(2.6, stones)


def station(scenery: Scenery) -> None:
    """A platform with its canopy and clock, a train standing on the far side."""
    hills(scenery, 900, 60, "#71879a", 1)
    stone = scenery.underfoot(scenery.asked("floor_colour", "#8f8b86"))
    scenery.ground(scenery.lit(stone.dark(0.1)), scenery.light.on(stone.dark(0.15), 30), 60)
    _train(scenery, 6.5)
    top = scenery.lit(stone.pale(0.12), 2)

    def platform(ink: Ink, view: Viewpoint, t: float) -> None:
        ink.poly(seen(view, strip(-60, 60, 3.9, 4.3, -0.02)), scenery.dim("#3a3a3e", 4))
        ink.poly(
            seen(view, strip(-60, 60, -30, 3.9)), fade(top, scenery.lit(stone), view.point(0, 0, 3.9)[1], view.height)
        )
        ink.poly(seen(view, strip(-60, 60, 3.5, 3.62)), scenery.lit("#e2c552", 3))
        ink.polys([seen(view, strip(x, x + 0.03, -9, 3.5)) for x in range(-14, 15, 2)], scenery.dim(stone).alpha(0.5))

    scenery.solid(6.0, platform)
    for x in (-6.5, 0.9, 8.3):
        scenery.flat(3.1, partial(_column, scenery=scenery, x=x + 1.2))
    scenery.flat(3.0, lambda ink: _canopy(ink, scenery))
    if scenery.light.dark > 0.3:
        for x in (-3.4, 3.9):
            scenery.glow(2.9, x, 3.25, 3.0, scenery.light.glow(rgb("#ffd9a0")), 0.6 * scenery.light.dark)


def _train(scenery: Scenery, z: float) -> None:
    body = scenery.asked("wall_colour", "#7a3b3f")
    lamp = scenery.light.glow(rgb("#ffd99a")) if scenery.light.dark > 0.3 else scenery.lit("#5c7486", z)

    def draw(ink: Ink) -> None:
        for car in (-1, 0, 1):
            left = car * 15.6 - 6.0
            ink.rect(
                left,
                0.0,
                left + 15.2,
                3.1,
                Linear((0, 3.1), (0, 0), (scenery.lit(body, z), scenery.dim(body, z))),
                0.25,
            )
            ink.rect(left, 1.3, left + 15.2, 2.55, scenery.lit("#e2d8c0", z))
            for at in range(8):
                ink.rect(left + 0.9 + at * 1.75, 1.45, left + 2.1 + at * 1.75, 2.4, lamp, 0.08)
            ink.rect(left, 0.0, left + 15.2, 0.3, scenery.dim("#2b2b30", z))

    scenery.flat(z, draw)


def _column(ink: Ink, scenery: Scenery, x: float) -> None:
    if scenery.close:
        return
    iron = scenery.dim("#3b5550", 3)
    ink.rect(x - 0.07, 0, x + 0.07, 3.5, iron)
    ink.rect(x - 0.14, 0, x + 0.14, 0.4, iron, 0.03)
    for side in (-1, 1):
        ink.curve([(x, 2.9), (x + side * 0.25, 3.2), (x + side * 0.8, 3.45)], iron, 0.06)


def _canopy(ink: Ink, scenery: Scenery) -> None:
    ink.rect(-30, 3.45, 30, 3.75, scenery.dim("#4d6a63", 3))
    for at in range(-50, 50):
        ink.poly([(at * 0.6, 3.46), (at * 0.6 + 0.6, 3.46), (at * 0.6 + 0.3, 3.18)], scenery.lit("#e0dccf", 3))
    x = -1.3
    ink.line([(x, 3.5), (x, 3.05)], scenery.dim("#2b2b30", 3), 0.05)
    ink.oval(x, 2.8, 0.32, 0.32, scenery.dim("#2b2b30", 3))
    ink.oval(x, 2.8, 0.27, 0.27, scenery.lit("#f1ead6", 3))
    ink.line([(x, 2.8), (x, 3.0)], scenery.dim("#2b2b30", 3), 0.03)
    ink.line([(x, 2.8), (x + 0.12, 2.74)], scenery.dim("#2b2b30", 3), 0.04)


def front(scenery: Scenery) -> None:
    """The corner of a house with a door in it, for somebody who opens one outside."""
    wall = scenery.asked("wall_colour", "#b5a07d")
    z = 0.72
    lit, dim = scenery.lit(wall, 1), scenery.dim(wall, 1)

    def bricks(ink: Ink) -> None:
        ink.rect(0.14, 0, 9.0, 5.2, Linear((0.14, 0), (5.0, 0), (lit, dim)))
        for row in range(26):
            ink.line([(0.14, row * 0.2), (9.0, row * 0.2)], dim.alpha(0.35), 0.014)
        ink.rect(0.08, 0, 0.22, 5.2, scenery.lit(wall.pale(0.3), 1))
        ink.rect(1.9, 1.0, 3.0, 2.3, scenery.lit("#ded6c5", 1))
        ink.rect(1.98, 1.08, 2.92, 2.22, scenery.dim(rgb("#53687a").mix(scenery.light.sky[1], 0.25), 1))
        ink.rect(0.1, 0, 1.6, 0.05, scenery.dim("#6f6a62", 1))

    scenery.flat(z + 0.02, bricks)
    door(scenery, *DOOR, z)


def parked_car(scenery: Scenery) -> None:
    """A car at the side of a road."""
    paint = scenery.asked("car_colour", "#3f5f78")
    x, z = 2.6, 3.4
    lit, dim = scenery.lit(paint, z), scenery.dim(paint, z)
    glass = scenery.dim(rgb("#53687a").mix(scenery.light.sky[1], 0.35), z)

    def draw(ink: Ink) -> None:
        ink.oval(x, 0.06, 2.3, 0.12, rgb("#0a0d18").alpha(0.35))
        ink.blob([(x - 2.1, 0.35), (x - 2.12, 0.72), (x - 1.3, 0.86), (x - 0.75, 1.38), (x + 0.7, 1.40),
                  (x + 1.3, 0.92),
                  (x + 2.05, 0.82), (x + 2.15, 0.35)],
                 Linear((0, 1.4), (0, 0.3), (lit, dim)), 0.35)  # fmt: skip
        ink.poly([(x - 1.08, 0.88), (x - 0.66, 1.28), (x - 0.06, 1.29), (x - 0.06, 0.89)], glass)
        ink.poly([(x + 0.02, 0.89), (x + 0.02, 1.29), (x + 0.62, 1.29), (x + 1.05, 0.92)], glass)
        ink.line([(x - 0.02, 0.42), (x - 0.02, 0.9)], dim, 0.02)
        ink.rect(x - 0.3, 0.74, x - 0.12, 0.78, scenery.lit("#c9cdd0", z), 0.01)
        for wheel in (x - 1.3, x + 1.32):
            ink.oval(wheel, 0.34, 0.34, 0.34, scenery.dim("#1f2024", z))
            ink.oval(wheel, 0.34, 0.17, 0.17, scenery.lit("#a8adb2", z))

    scenery.flat(z, draw)
