"""Places by the water: a harbour with its quay, a lighthouse on its rock, the open sea from a deck."""

import math
from functools import partial

from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.dice import between, roll
from generation.backends.animatic.ink import Ink, Linear
from generation.backends.animatic.scenery import Scenery, Space, fade, seen, strip
from generation.backends.animatic.sets.nature import hills, tufts, water
from generation.backends.animatic.view import Viewpoint


def harbour(scenery: Scenery) -> None:
    water(scenery, near=3.4, level=-1.1)
    hills(scenery, 900, 95, "#5d7286")
    _town(scenery, 150)
    _breakwater(scenery, 110)
    for at, (x, z) in enumerate([(-17, 32), (13, 26), (-7.5, 13.5), (6.5, 10.5)]):
        _boat(scenery, x + 2.5 * (scenery.chance("boat", at) - 0.5), z, at)
    _quay(scenery)


def _quay(scenery: Scenery) -> None:
    stone = scenery.underfoot(scenery.asked("floor_colour", "#8f8b84"))
    near, far = scenery.dim(stone.dark(0.15)), scenery.lit(stone, 3)
    edge: list[list[Space]] = [strip(-60, 60, z, z + 0.035, 0.0) for z in (-7, -5, -3.4, -2.0, -0.8, 0.3, 1.4, 2.4)]
    for row, z in enumerate((-5, -3.4, -2.0, -0.8, 0.3, 1.4)):
        for step in range(-9, 10):
            x = step * 1.5 + (0.75 if row % 2 else 0.0)
            edge.append([(x, 0, z), (x + 0.03, 0, z), (x + 0.03, 0, z + 1.2), (x, 0, z + 1.2)])

    def draw(ink: Ink, view: Viewpoint, t: float) -> None:
        ink.poly(seen(view, strip(-80, 80, -40, 3.4)), fade(far, near, view.point(0, 0, 3.4)[1], view.height))
        ink.polys([seen(view, mark) for mark in edge], near.dark(0.12).alpha(0.55))
        ink.poly(
            seen(view, [(-80, 0, 3.4), (80, 0, 3.4), (80, 0.0, 3.05), (-80, 0.0, 3.05)]),
            scenery.lit(stone.pale(0.25), 3),
        )

    scenery.solid(3.3, draw)
    for x in (-3.6, 2.9):
        scenery.flat(2.9, partial(_bollard, scenery=scenery, x=x))
    _lamp_post(scenery, -2.3 if scenery.chance("lamp") < 0.5 else 2.1, 2.6)
    scenery.box(3.3, 4.25, 0, 0.62, 1.5, 2.2, "#7d5b3c")
    scenery.box(3.45, 4.1, 0.62, 1.12, 1.6, 2.1, "#8a6a48")
    scenery.flat(1.9, lambda ink: _pots(ink, scenery, -5.1))


def _bollard(ink: Ink, scenery: Scenery, x: float) -> None:
    iron = rgb("#3a4048")
    ink.blob([(x - 0.17, 0), (x - 0.12, 0.30), (x - 0.2, 0.42), (x, 0.5), (x + 0.2, 0.42), (x + 0.12, 0.30),
              (x + 0.17, 0)],
             Linear((x - 0.2, 0), (x + 0.2, 0), (scenery.lit(iron.pale(0.15)), scenery.dim(iron))), 0.3)  # fmt: skip
    ink.curve([(x - 0.14, 0.30), (x, 0.26), (x + 0.14, 0.30)], scenery.lit("#b89a66"), 0.05)


def _pots(ink: Ink, scenery: Scenery, x: float) -> None:
    """Stacked lobster pots."""
    for at, (dx, y) in enumerate([(0.0, 0.0), (0.62, 0.0), (0.3, 0.40)]):
        rim = scenery.lit("#6d5a44" if at % 2 else "#5f6d5a")
        left = x + dx
        ink.blob([(left, y), (left, y + 0.22), (left + 0.15, y + 0.38), (left + 0.42, y + 0.38),
                  (left + 0.56, y + 0.22), (left + 0.56, y)],
                 scenery.dim("#3c3a34"), 0.3)  # fmt: skip
        for step in range(5):
            ink.curve(
                [
                    (left + 0.03 + step * 0.12, y),
                    (left + 0.06 + step * 0.11, y + 0.25),
                    (left + 0.15 + step * 0.07, y + 0.37),
                ],
                rim,
                0.025,
            )


def _lamp_post(scenery: Scenery, x: float, z: float) -> None:
    if scenery.close:
        return
    iron = scenery.lit("#2f353c", z)

    def post(ink: Ink) -> None:
        ink.rect(x - 0.05, 0, x + 0.05, 3.5, iron)
        ink.rect(x - 0.10, 0, x + 0.10, 0.35, iron, 0.03)
        ink.poly([(x - 0.16, 3.5), (x + 0.16, 3.5), (x + 0.22, 3.92), (x - 0.22, 3.92)], _lamp_glass(scenery))
        ink.poly([(x - 0.27, 3.92), (x + 0.27, 3.92), (x, 4.14)], iron)

    scenery.flat(z, post)
    if scenery.light.dark > 0.3:
        warm = scenery.light.glow(rgb("#ffbf6b"))
        scenery.glow(z - 0.01, x, 3.7, 3.4, warm, 0.75 * scenery.light.dark)


def _lamp_glass(scenery: Scenery) -> Colour:
    return scenery.light.glow(rgb("#ffe2a0")) if scenery.light.dark > 0.3 else scenery.lit("#cfd8d6")


def _boat(scenery: Scenery, x: float, z: float, at: int) -> None:
    hull = (rgb("#2f5871"), rgb("#8c3b32"), rgb("#36614f"), rgb("#c9bfa8"))[at % 4]
    face = -1.0 if at % 2 else 1.0
    lit, dim = scenery.lit(hull, z), scenery.dim(hull, z)
    white, wood, glass = scenery.lit("#e4ded0", z), scenery.lit("#6a5442", z), _window(scenery, z)

    def draw(ink: Ink, t: float) -> None:
        bob = 0.05 * math.sin(t * 1.3 + at * 2.1)
        with ink.at(x, -1.1 + bob, face, 1.0, turn=0.8 * math.sin(t * 1.05 + at)):
            ink.blob([(-2.5, 0.7), (-2.35, -0.1), (1.9, -0.1), (2.9, 1.15), (1.2, 0.72)], lit, 0.22)
            ink.poly([(-2.42, 0.16), (2.2, 0.16), (1.95, -0.12), (-2.36, -0.12)], dim)
            ink.curve([(-2.5, 0.7), (1.2, 0.74), (2.9, 1.17)], white, 0.09, 0.3)
            ink.rect(-1.7, 0.65, -0.2, 1.95, white, 0.08)
            ink.rect(-1.8, 1.9, -0.1, 2.05, wood)
            ink.rect(-1.5, 1.25, -0.95, 1.7, glass, 0.04)
            ink.rect(-0.8, 1.25, -0.35, 1.7, glass, 0.04)
            ink.line([(0.5, 0.7), (0.55, 5.2)], wood, 0.1)
            ink.line([(0.55, 4.6), (2.4, 1.1)], wood, 0.03)
            ink.line([(0.55, 5.1), (-2.3, 0.9)], wood, 0.03)
            ink.line([(0.52, 2.2), (-0.9, 3.2)], wood, 0.06)

    scenery.moving(z, draw)


def _window(scenery: Scenery, z: float) -> Colour:
    if scenery.light.dark > 0.55:
        return scenery.light.glow(rgb("#ffcf7d")).mix(scenery.light.haze, scenery.light.veil(z) * 0.6)
    return scenery.lit("#4d6472", z)


def _town(scenery: Scenery, z: float) -> None:
    """A row of gabled houses along the far shore."""
    tones = ("#d8cbb4", "#a9614e", "#7f95a3", "#cfae75", "#8c8f86", "#b7806a")

    def draw(ink: Ink) -> None:
        x = -120.0
        at = 0
        while x < 120:
            wide, tall = between(6, 11, "town", at, "w"), between(6, 13, "town", at, "h")
            wall = rgb(tones[int(roll("town", at) * len(tones))])
            ink.rect(x, -2, x + wide, tall, scenery.lit(wall, z))
            ink.rect(x + wide * 0.7, -2, x + wide, tall, scenery.dim(wall, z))
            ink.poly(
                [(x - 0.4, tall), (x + wide + 0.4, tall), (x + wide / 2, tall + wide * 0.42)], scenery.dim("#5b4a4a", z)
            )
            for row in range(int(tall / 3)):
                for column in range(2):
                    lamp = roll("town", at, row, column) < 0.62
                    tone = _window(scenery, z) if lamp else scenery.dim("#46525c", z)
                    left = x + wide * (0.2 + 0.4 * column)
                    ink.rect(left, 1.2 + row * 3, left + 1.1, 2.8 + row * 3, tone)
            x += wide + (0 if roll("town", at, "gap") < 0.8 else 4)
            at += 1

    scenery.flat(z, draw)


def _breakwater(scenery: Scenery, z: float) -> None:
    stone = scenery.lit("#6a6a6b", z)

    def draw(ink: Ink) -> None:
        ink.poly([(26, -2), (95, -2), (95, 3.2), (30, 3.0)], stone)
        ink.poly([(34, 3), (38, 3), (37.4, 12), (34.6, 12)], scenery.lit("#e9e3d6", z))
        ink.rect(34.4, 7, 37.6, 9, scenery.lit("#b5473b", z))
        ink.rect(34.9, 12, 37.1, 14, _window(scenery, z))
        ink.poly([(34.4, 14), (37.6, 14), (36, 15.6)], scenery.lit("#b5473b", z))

    scenery.flat(z, draw)
    if scenery.light.dark > 0.4:
        tone = scenery.light.glow(rgb("#ffdf9c"))
        scenery.moving(z - 0.1, lambda ink, t: ink.glow(36, 13, 13, tone, 0.35 + 0.3 * max(0.0, math.sin(t * 1.4))))


def lighthouse(scenery: Scenery) -> None:
    water(scenery, near=14, level=-3.0)
    hills(scenery, 1200, 70, "#6a7f91", 1)
    rock = scenery.underfoot(scenery.asked("floor_colour", "#6f6d68"))
    z = 36.0
    fill = fade(scenery.lit(rock, z), scenery.dim(rock.dark(0.2), z), 1.5, -4)
    scenery.flat(z + 1, lambda ink: ink.blob(
        [(-18, -4), (-14, -1.4), (-8, 0.1), (-3, 1.1), (3, 1.5), (10, 0.9), (16, -0.4), (22, -1.9),
         (27, -4)], fill, 0.4))  # fmt: skip
    _tower(scenery, 4.6, z)
    scenery.box(-2.2, 2.0, 0.3, 3.0, z - 0.5, z + 3, "#e2dccd")
    scenery.flat(z - 0.55, lambda ink: _keepers_roof(ink, scenery, z))
    _grass(scenery, rock)


def _tower(scenery: Scenery, x: float, z: float) -> None:
    white, red = scenery.asked("wall_colour", "#efe9dc"), rgb("#b8473a")
    light = scenery.light

    def draw(ink: Ink) -> None:
        def band(low: float, high: float, tone: Colour) -> None:
            left, right = (1.55 - low * 0.048, 1.55 - high * 0.048)
            ink.poly([(x - left, low), (x + left, low), (x + right, high), (x - right, high)],
                     Linear((x - 1.6, 0), (x + 1.6, 0), (scenery.lit(tone, z), scenery.dim(tone, z)) if light.side < 0
                            else (scenery.dim(tone, z), scenery.lit(tone, z))))  # fmt: skip

        for step in range(5):
            band(0.8 + step * 2.6, 0.8 + step * 2.6 + 2.6, red if step % 2 else white)
        for y in (3.2, 7.4, 11.4):
            ink.rect(x - 0.22, y, x + 0.22, y + 0.75, _window(scenery, z), 0.2)
        ink.rect(x - 1.45, 13.7, x + 1.45, 14.0, scenery.dim("#3b3f47", z))
        for step in range(9):
            ink.line([(x - 1.4 + step * 0.35, 14.0), (x - 1.4 + step * 0.35, 14.75)], scenery.dim("#3b3f47", z), 0.05)
        ink.line([(x - 1.42, 14.75), (x + 1.42, 14.75)], scenery.dim("#3b3f47", z), 0.07)
        ink.rect(
            x - 0.8, 14.0, x + 0.8, 15.8, light.glow(rgb("#fff0bd")) if light.dark > 0.3 else scenery.lit("#bcd0d6", z)
        )
        for dx in (-0.8, -0.27, 0.27, 0.8):
            ink.line([(x + dx, 14.0), (x + dx, 15.8)], scenery.dim("#3b3f47", z), 0.06)
        ink.blob(
            [(x - 1.0, 15.8), (x - 0.55, 16.5), (x, 16.85), (x + 0.55, 16.5), (x + 1.0, 15.8)], scenery.lit(red, z), 0.5
        )

    scenery.flat(z, draw)
    if light.dark > 0.3:
        _beam(scenery, x, 14.9, z - 0.05)


def _beam(scenery: Scenery, x: float, y: float, z: float) -> None:
    """Two beams that sweep round; seen from the side they lengthen and shorten."""
    tone = scenery.light.glow(rgb("#ffedb5"))

    def draw(ink: Ink, t: float) -> None:
        reach = math.cos(t * 0.8 + 0.5)
        for way in (1.0, -1.0):
            long = way * reach * 46
            strength = 0.34 * scenery.light.dark * abs(reach) ** 0.5
            ink.poly([(x, y + 0.35), (x + long, y + 3.4), (x + long, y - 2.2), (x, y - 0.35)],
                     Linear((x, y), (x + long, y), (tone.alpha(strength), tone.alpha(0.0))))  # fmt: skip
        ink.glow(x, y, 5.0 + 2.5 * (1 - abs(reach)), tone, 0.8 * scenery.light.dark)

    scenery.moving(z, draw)


def _keepers_roof(ink: Ink, scenery: Scenery, z: float) -> None:
    ink.poly([(-2.6, 2.95), (2.4, 2.95), (1.5, 4.4), (-1.7, 4.4)], scenery.lit("#6b4f49", z))
    ink.rect(0.9, 4.0, 1.4, 5.1, scenery.dim("#8a5a4a", z))
    ink.rect(-0.4, 0.3, 0.5, 2.2, scenery.dim("#3d5a66", z), 0.05)
    for x in (-1.7, 1.0):
        ink.rect(x, 1.3, x + 0.75, 2.25, _window(scenery, z), 0.04)


def _grass(scenery: Scenery, rock: Colour) -> None:
    """The headland on which the subject stands, running down to the rock."""
    turf = scenery.underfoot(rgb("#6f7d4b"))
    near, far = scenery.dim(turf.dark(0.1)), scenery.lit(turf.mix(rock, 0.25), 8)

    def draw(ink: Ink, view: Viewpoint, t: float) -> None:
        top = view.point(0, 0, 13)[1]
        ink.rect(-4, top, view.width + 4, view.height + 4, fade(far, near, top, view.height))
        ink.poly(
            seen(view, [(-0.7, 0, -8), (0.9, 0, -8), (2.2, 0, 13), (1.2, 0, 13)]),
            scenery.lit(rock.pale(0.25), 4).alpha(0.8),
        )

    scenery.solid(13.0, draw)
    blades = scenery.lit(turf.pale(0.12), 1)
    for z in (7.0, 3.0, 1.0):
        scenery.moving(z, partial(tufts, z=z, tone=blades, path=(-0.8, 2.3)))


def sea(scenery: Scenery) -> None:
    water(scenery, near=2.6, level=-1.7, tone=scenery.asked("floor_colour", "#336078"))
    hills(scenery, 2600, 90, "#7288a0", 1)
    for at, (x, z) in enumerate([(-46, 120), (30, 190)]):
        _boat(scenery, x, z, at)
    wood, white = scenery.underfoot(rgb("#8a6b4c")), rgb("#e6e1d4")
    planks: list[list[Space]] = [strip(x, x + 0.022, -9, 2.3) for x in [step * 0.22 for step in range(-30, 31)]]
    near, far = scenery.dim(wood), scenery.lit(wood, 2)

    def deck(ink: Ink, view: Viewpoint, t: float) -> None:
        ink.poly(seen(view, strip(-40, 40, -30, 2.3)), fade(far, near, view.point(0, 0, 2.3)[1], view.height))
        ink.polys([seen(view, plank) for plank in planks], near.dark(0.25).alpha(0.6))

    scenery.solid(2.35, deck)

    def rail(ink: Ink) -> None:
        ink.rect(-40, -0.1, 40, 0.28, scenery.lit(white, 2))
        ink.rect(-40, 0.24, 40, 0.3, scenery.dim(wood, 2))
        for step in range(-34, 35):
            ink.rect(step * 1.1 - 0.03, 0.28, step * 1.1 + 0.03, 0.98, scenery.lit(white, 2))
        ink.line([(-40, 0.64), (40, 0.64)], scenery.lit(white, 2), 0.025)
        ink.rect(-40, 0.95, 40, 1.03, scenery.lit(wood.pale(0.1), 2), 0.03)

    scenery.flat(2.3, rail)
    scenery.flat(2.2, lambda ink: _lifebuoy(ink, scenery, 2.5 if scenery.chance("buoy") < 0.5 else -2.6))


def _lifebuoy(ink: Ink, scenery: Scenery, x: float) -> None:
    y, red, white = 0.62, scenery.lit("#cf4a38", 2), scenery.lit("#f0ebde", 2)
    for at in range(8):
        turn = at * math.tau / 8
        arc = [
            (x + 0.27 * math.cos(turn + step * math.tau / 16), y + 0.27 * math.sin(turn + step * math.tau / 16))
            for step in range(3)
        ]
        ink.curve(arc, red if at % 2 else white, 0.13)
