"""Rooms as boxes in perspective: walls, windows on the weather, doors, and lamps for the dark hours."""

import math

from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.dice import roll
from generation.backends.animatic.ink import Fill, Ink, Linear, polygon
from generation.backends.animatic.scenery import Scenery, Space, fade, seen, strip
from generation.backends.animatic.view import Viewpoint
from generation.backends.animatic.walls import BACK, CEILING, DOOR, SIDE, SIDE_WINDOW


def shell(scenery: Scenery, wall: Colour, floor: Colour, boards: bool) -> None:
    back, left, right = scenery.lit(wall, 1), *_sides(scenery, wall)
    ceiling, ground = scenery.dim(wall.pale(0.25)), scenery.lit(floor)
    dark = scenery.light.glow(rgb("#0c0f1c"))
    joints = _joints(boards)

    def draw(ink: Ink, view: Viewpoint, t: float) -> None:
        near = view.z + 0.3
        ink.rect(-4, -4, view.width + 4, view.height + 4, back)
        _gradient_wall(ink, view, [(-SIDE, 0, BACK), (SIDE, 0, BACK), (SIDE, CEILING, BACK),
                                   (-SIDE, CEILING, BACK)],
                       (back.mix(scenery.light.glow(scenery.light.key), 0.05), scenery.dim(wall, 1)),
                        scenery.light.side)  # fmt: skip
        if boards:
            _planks(ink, view, scenery.dim(wall.dark(0.25), 1))
        ink.poly(
            seen(
                view,
                [
                    (-SIDE, CEILING, near),
                    (SIDE, CEILING, near),
                    (SIDE, CEILING, BACK),
                    (-SIDE, CEILING, BACK),
                ],
            ),
            ceiling,
        )
        floor_top = view.point(0, 0, BACK)[1]
        ink.poly(
            seen(view, strip(-SIDE, SIDE, near, BACK)), fade(ground, ground.mix(dark, 0.35), floor_top, view.height)
        )
        ink.polys([seen(view, mark) for mark in joints], dark.alpha(0.22))
        for x, tone in ((-SIDE, left), (SIDE, right)):
            ink.poly(seen(view, [(x, 0, near), (x, 0, BACK), (x, CEILING, BACK), (x, CEILING, near)]), tone)
            ink.poly(
                seen(view, [(x, 0, near), (x, 0, BACK), (x, 0.12, BACK), (x, 0.12, near)]),
                scenery.lit(wall.pale(0.3)),
            )
        ink.poly(
            seen(view, [(-SIDE, 0, BACK), (SIDE, 0, BACK), (SIDE, 0.12, BACK), (-SIDE, 0.12, BACK)]),
            scenery.lit(wall.pale(0.3)),
        )
        if boards:
            for z in (0.4, 1.9):
                ink.poly(seen(view, [(-SIDE, CEILING - 0.2, z), (SIDE, CEILING - 0.2, z), (SIDE, CEILING, z),
                                     (-SIDE, CEILING, z)]),
                         scenery.dim(floor.dark(0.2)))  # fmt: skip

    scenery.solid(BACK, draw)
    if "door" in scenery.wants:
        door(scenery, *DOOR, BACK - 0.13)
    if "window" in scenery.wants:
        _side_window(scenery)


def _sides(scenery: Scenery, wall: Colour) -> tuple[Colour, Colour]:
    bright, dull = scenery.lit(wall.dark(0.08)), scenery.dim(wall)
    return (dull, bright) if scenery.light.side < 0 else (bright, dull)


def _gradient_wall(ink: Ink, view: Viewpoint, corners: list[Space], tones: tuple[Colour, Colour], side: float) -> None:
    points = seen(view, corners)
    start, end = (points[0], points[1]) if side < 0 else (points[1], points[0])
    ink.poly(points, Linear(start, end, tones))


def _joints(boards: bool) -> list[list[Space]]:
    step = 0.3 if boards else 0.55
    count = int(SIDE / step)
    return [strip(at * step, at * step + 0.014, -14, BACK) for at in range(-count, count + 1)]


def _planks(ink: Ink, view: Viewpoint, tone: Colour) -> None:
    for row in range(1, 13):
        y = row * 0.215
        ink.line(
            [view.point(-SIDE, y, BACK), view.point(SIDE, y, BACK)],
            tone.alpha(0.7),
            max(1.0, view.scale(BACK) * 0.014),
        )


def window(scenery: Scenery, left: float, low: float, wide: float, tall: float) -> None:
    """A window with the sky, the hills and the weather of the hour behind it."""
    light, z = scenery.light, BACK - 0.05
    high, middle, pale = (light.glow(tone) for tone in light.sky)
    frame = scenery.lit("#ded6c5", 2)
    right, top = left + wide, low + tall
    hill = light.glow(light.sky[2].mix(rgb("#40566a").times(light.outside), 0.6))
    opening = polygon([(left, low), (right, low), (right, top), (left, top)])
    wet = scenery.shot.weather in ("rain", "storm")

    def draw(ink: Ink, t: float) -> None:
        ink.rect(left - 0.08, low - 0.08, right + 0.08, top + 0.08, frame)
        ink.rect(left, low, right, top, Linear((0, top), (0, low), (high, middle, pale)))
        with ink.within(opening):
            ink.blob([(left - 0.2, low - 0.3), (left, low + tall * 0.22), (left + wide * 0.4, low + tall * 0.36),
                      (left + wide * 0.75, low + tall * 0.2), (right + 0.2, low + tall * 0.3),
                       (right, low - 0.3)], hill)  # fmt: skip
            if wet:
                _panes_rain(ink, (left, low, wide, tall), t, light.glow(rgb("#dbe6ee")))
            if scenery.shot.weather == "snow":
                _panes_snow(ink, (left, low, wide, tall), t)
        for x in (left + wide / 2,) if wide < 1.5 else (left + wide / 3, left + wide * 2 / 3):
            ink.line([(x, low), (x, top)], frame, 0.045)
        ink.line([(left, low + tall * 0.5), (right, low + tall * 0.5)], frame, 0.045)
        ink.rect(left - 0.16, low - 0.15, right + 0.16, low - 0.07, scenery.lit("#cbbfa8", 2))

    scenery.moving(z, draw)
    if light.dark < 0.8:
        shaft: Fill = Linear((left, top), (left + 2.4, -0.6), (pale.alpha(0.26), pale.alpha(0.0)))
        scenery.flat(
            z - 0.4, lambda ink: ink.poly([(left, low), (right, top), (right + 2.7, 0.1), (left + 1.5, -0.2)], shaft)
        )


def _panes_rain(ink: Ink, window: tuple[float, float, float, float], t: float, tone: Colour) -> None:
    left, low, wide, tall = window
    marks = []
    for at in range(26):
        x = left + roll("pane", at) * wide
        y = low + tall * (1 - (roll("pane", at, "y") + t * (0.16 + 0.5 * roll("pane", at, "v"))) % 1.0)
        marks += [(x, y), (x - 0.01, y + 0.05 + 0.12 * roll("pane", at, "l"))]
    ink.lines(marks, tone.alpha(0.5), 0.012)


def _panes_snow(ink: Ink, window: tuple[float, float, float, float], t: float) -> None:
    left, low, wide, tall = window
    flakes = [
        (
            left + (roll("flake", at) + 0.06 * math.sin(t + at)) * wide,
            low + tall * (1 - (roll("flake", at, "y") + t * 0.12) % 1.0),
        )
        for at in range(30)
    ]
    ink.dots(flakes, rgb("#f4f6f8").alpha(0.85), 0.03)


def table_lamp(scenery: Scenery, x: float, y: float, z: float) -> None:
    on = scenery.light.dark > 0.3
    shade = scenery.light.glow(rgb("#ffdf9e")) if on else scenery.lit("#d8c9a8", z)

    def draw(ink: Ink) -> None:
        ink.blob([(x - 0.09, y), (x - 0.06, y + 0.16), (x - 0.015, y + 0.26), (x + 0.015, y + 0.26),
                  (x + 0.06, y + 0.16), (x + 0.09, y)],
                 scenery.lit("#8a6a4e", z))  # fmt: skip
        ink.poly([(x - 0.19, y + 0.24), (x + 0.19, y + 0.24), (x + 0.11, y + 0.5), (x - 0.11, y + 0.5)], shade)

    scenery.flat(z, draw)
    if on:
        warm = scenery.light.glow(rgb("#ffb45c"))
        scenery.glow(z - 0.01, x, y + 0.34, 2.3, warm, 0.7 * scenery.light.dark)


def hanging_lamp(scenery: Scenery, x: float, z: float) -> None:
    on = scenery.light.dark > 0.3
    metal = scenery.dim("#3a3f3c", z)
    glass = scenery.light.glow(rgb("#ffe2a4")) if on else scenery.lit("#c8cbc0", z)
    warm = scenery.light.glow(rgb("#ffb257"))

    def draw(ink: Ink, t: float) -> None:
        swing = 0.012 * math.sin(t * 1.1)
        if on:
            ink.glow(x + swing, CEILING - 0.61, 2.5, warm, 0.75 * scenery.light.dark + 0.02 * math.sin(t * 9))
        with ink.at(x, CEILING - 0.05, turn=1.2 * math.sin(t * 1.1)):
            ink.line([(0, 0), (0, -0.36)], metal, 0.014)
            ink.poly([(-0.2, -0.46), (0.2, -0.46), (0.06, -0.34), (-0.06, -0.34)], metal)
            ink.blob([(-0.08, -0.46), (-0.1, -0.56), (0, -0.66), (0.1, -0.56), (0.08, -0.46)], glass)

    scenery.moving(z, draw)


def door(scenery: Scenery, left: float, right: float, z: float) -> None:
    """A door that stands ajar, its handle on the left, light or dark behind it."""
    light, tall = scenery.light, 2.06
    wood = rgb("#7b5a43")
    lit, dim = scenery.lit(wood, z), scenery.dim(wood.dark(0.15), z)
    gap = (
        light.glow(rgb("#ffd99a")).mix(light.on(rgb("#ffd99a")), 0.4) if light.dark > 0.3 else light.glow(light.sky[2])
    )
    wide = right - left

    def draw(ink: Ink) -> None:
        ink.rect(left - 0.1, 0, right + 0.1, tall + 0.1, scenery.lit("#d8cfbd", z))
        ink.rect(left, 0, right, tall, Linear((left, 0), (right, 0), (gap, scenery.dim("#2a2a30", z))))
        edge = left + wide * 0.16
        ink.poly(
            [(edge, -0.035), (right, 0), (right, tall), (edge, tall + 0.035)], Linear((edge, 0), (right, 0), (lit, dim))
        )
        ink.poly([(edge - 0.03, -0.03), (edge, -0.035), (edge, tall + 0.035), (edge - 0.03, tall + 0.03)], dim)
        for low, high in ((0.2, 0.9), (1.08, 1.86)):
            ink.rect(edge + 0.14, low, right - 0.14, high, dim.alpha(0.55), 0.02)
        ink.oval(edge + 0.09, 1.03, 0.045, 0.045, scenery.lit("#d9b34a", z))

    scenery.flat(z, draw)


def _side_window(scenery: Scenery) -> None:
    """A tall window in the right wall, for somebody who looks out; its light falls on the floor."""
    light = scenery.light
    near, far, low, high = SIDE_WINDOW
    x = SIDE - 0.02
    frame = scenery.lit("#ded6c5", 1)
    top, middle, pale = (light.glow(tone) for tone in light.sky)
    hill = light.glow(light.sky[2].mix(rgb("#40566a").times(light.outside), 0.6))

    def pane(a: float, b: float, c: float, d: float) -> list[Space]:
        return [(x, c, a), (x, c, b), (x, d, b), (x, d, a)]

    def draw(ink: Ink, view: Viewpoint, t: float) -> None:
        rim = 0.09
        ink.poly(seen(view, pane(near - rim, far + rim, low - rim, high + rim)), frame)
        glass = seen(view, pane(near, far, low, high))
        highest, lowest = min(y for _, y in glass), max(y for _, y in glass)
        ink.poly(glass, Linear((0, highest), (0, lowest), (top, middle, pale)))
        ink.poly(seen(view, pane(near, far, low, low + (high - low) * 0.26)), hill)
        for z in (near + (far - near) * 0.5,):
            ink.poly(seen(view, pane(z - 0.025, z + 0.025, low, high)), frame)
        ink.poly(seen(view, pane(near, far, low + 0.62, low + 0.67)), frame)

    scenery.solid(2.5, draw)
    if light.dark < 0.8:
        shaft = pale.alpha(0.22)
        scenery.solid(2.4, lambda ink, view, t: ink.poly(
            seen(view, [(SIDE - 0.3, 0.0, near), (SIDE - 0.3, 0.0, far), (SIDE - 2.2, 0.0, far - 0.2),
                        (SIDE - 2.0, 0.0, near - 0.3)]),
            shaft))  # fmt: skip
