"""Rooms: a box in perspective with a window on the weather, furniture, and lamps for the dark hours."""

import math

from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.dice import pick, roll
from generation.backends.animatic.ink import Fill, Ink, Linear, polygon
from generation.backends.animatic.scenery import Scenery, Space, fade, seen, strip
from generation.backends.animatic.view import View

_BACK, _SIDE, _CEILING = 3.3, 3.6, 2.75


def room(scenery: Scenery) -> None:
    wall = scenery.asked(
        "wall_colour", pick(("#a9b3a6", "#c2ad8e", "#9fb0ba", "#b89a8c"), scenery.shot.place.identity, "wall")
    )
    _shell(scenery, wall, scenery.asked("floor_colour", "#8a6648"), boards=False)
    _window(scenery, -1.75, 1.05, 1.25, 1.2)
    scenery.flat(_BACK - 0.02, lambda ink: _pictures(ink, scenery))
    scenery.box(1.2, 2.9, 0, 0.85, 2.75, 3.2, "#6d4f39")
    scenery.flat(2.74, lambda ink: _drawers(ink, scenery, 1.2, 2.9))
    scenery.flat(2.9, lambda ink: _books(ink, scenery, 1.3, 0.85))
    _table_lamp(scenery, 2.45, 0.85, 2.85)
    scenery.box(-3.55, -2.7, 0, 0.45, 0.9, 2.5, "#5e6f78")
    scenery.box(-3.55, -3.2, 0.45, 0.95, 0.9, 2.5, "#52636c")


def cabin(scenery: Scenery) -> None:
    _shell(scenery, scenery.asked("wall_colour", "#7e5f45"), scenery.asked("floor_colour", "#6a4d38"), boards=True)
    _window(scenery, -1.55, 1.05, 1.0, 0.9)
    _stove(scenery, 2.3, 2.7)
    scenery.flat(_BACK - 0.02, lambda ink: _shelf(ink, scenery, 0.1, 1.62))
    scenery.box(-3.3, -1.5, 0.68, 0.75, 1.5, 2.5, "#8a6848")
    for x in (-3.2, -1.62):
        scenery.box(x, x + 0.1, 0, 0.68, 1.55, 1.65, "#6a4f38")
    _hanging_lamp(scenery, -0.45, 1.2)
    scenery.flat(_BACK - 0.03, lambda ink: _hooks(ink, scenery, 1.0))


def lamp_room(scenery: Scenery) -> None:
    """The top of a lighthouse: glass all round and the great lens."""
    _shell(scenery, scenery.asked("wall_colour", "#8b9498"), scenery.asked("floor_colour", "#5d6468"), boards=False)
    for x in (-3.0, -1.5, 0.0, 1.5):
        _window(scenery, x + 0.06, 0.8, 1.38, 1.75)
    tone = scenery.light.glow(rgb("#fff0c0"))
    brass, glass = scenery.lit("#b58d45", 2), scenery.lit("#bfe0dc", 2)

    def lens(ink: Ink, t: float) -> None:
        x = 1.55
        ink.poly([(x - 0.62, 0), (x + 0.62, 0), (x + 0.42, 0.72), (x - 0.42, 0.72)], scenery.dim("#3f474c", 2))
        ink.rect(x - 0.55, 0.7, x + 0.55, 0.8, brass)
        ink.blob([(x - 0.44, 0.8), (x - 0.62, 1.45), (x - 0.42, 2.1), (x + 0.42, 2.1), (x + 0.62, 1.45),
                  (x + 0.44, 0.8)],
                 Linear((x - 0.6, 0), (x + 0.6, 0),
                     (glass.alpha(0.9), tone.alpha(0.95), glass.alpha(0.8))), 0.5)  # fmt: skip
        for row in range(8):
            y = 0.92 + row * 0.15
            half = 0.44 + 0.17 * math.sin((y - 0.8) / 1.3 * math.pi)
            ink.curve([(x - half, y), (x, y - 0.04), (x + half, y)], brass.alpha(0.8), 0.022)
        ink.rect(x - 0.48, 2.08, x + 0.48, 2.18, brass)
        pulse = 0.55 + 0.45 * math.sin(t * 1.2)
        if scenery.light.dark > 0.1:
            ink.glow(x, 1.45, 1.5 + 0.5 * pulse, tone, (0.35 + 0.35 * pulse) * (0.4 + 0.6 * scenery.light.dark))

    scenery.moving(2.2, lens)


def _shell(scenery: Scenery, wall: Colour, floor: Colour, boards: bool) -> None:
    back, left, right = scenery.lit(wall, 1), *_sides(scenery, wall)
    ceiling, ground = scenery.dim(wall.pale(0.25)), scenery.lit(floor)
    dark = scenery.light.glow(rgb("#0c0f1c"))
    joints = _joints(boards)

    def draw(ink: Ink, view: View, t: float) -> None:
        near = view.z + 0.3
        ink.rect(-4, -4, view.width + 4, view.height + 4, back)
        _gradient_wall(ink, view, [(-_SIDE, 0, _BACK), (_SIDE, 0, _BACK), (_SIDE, _CEILING, _BACK),
                                   (-_SIDE, _CEILING, _BACK)],
                       (back.mix(scenery.light.glow(scenery.light.key), 0.05), scenery.dim(wall, 1)),
                        scenery.light.side)  # fmt: skip
        if boards:
            _planks(ink, view, scenery.dim(wall.dark(0.25), 1))
        ink.poly(
            seen(
                view,
                [
                    (-_SIDE, _CEILING, near),
                    (_SIDE, _CEILING, near),
                    (_SIDE, _CEILING, _BACK),
                    (-_SIDE, _CEILING, _BACK),
                ],
            ),
            ceiling,
        )
        floor_top = view.point(0, 0, _BACK)[1]
        ink.poly(
            seen(view, strip(-_SIDE, _SIDE, near, _BACK)), fade(ground, ground.mix(dark, 0.35), floor_top, view.height)
        )
        ink.polys([seen(view, mark) for mark in joints], dark.alpha(0.22))
        for x, tone in ((-_SIDE, left), (_SIDE, right)):
            ink.poly(seen(view, [(x, 0, near), (x, 0, _BACK), (x, _CEILING, _BACK), (x, _CEILING, near)]), tone)
            ink.poly(
                seen(view, [(x, 0, near), (x, 0, _BACK), (x, 0.12, _BACK), (x, 0.12, near)]),
                scenery.lit(wall.pale(0.3)),
            )
        ink.poly(
            seen(view, [(-_SIDE, 0, _BACK), (_SIDE, 0, _BACK), (_SIDE, 0.12, _BACK), (-_SIDE, 0.12, _BACK)]),
            scenery.lit(wall.pale(0.3)),
        )
        if boards:
            for z in (0.4, 1.9):
                ink.poly(seen(view, [(-_SIDE, _CEILING - 0.2, z), (_SIDE, _CEILING - 0.2, z), (_SIDE, _CEILING, z),
                                     (-_SIDE, _CEILING, z)]),
                         scenery.dim(floor.dark(0.2)))  # fmt: skip

    scenery.solid(_BACK, draw)


def _sides(scenery: Scenery, wall: Colour) -> tuple[Colour, Colour]:
    bright, dull = scenery.lit(wall.dark(0.08)), scenery.dim(wall)
    return (dull, bright) if scenery.light.side < 0 else (bright, dull)


def _gradient_wall(ink: Ink, view: View, corners: list[Space], tones: tuple[Colour, Colour], side: float) -> None:
    points = seen(view, corners)
    start, end = (points[0], points[1]) if side < 0 else (points[1], points[0])
    ink.poly(points, Linear(start, end, tones))


def _joints(boards: bool) -> list[list[Space]]:
    step = 0.3 if boards else 0.55
    count = int(_SIDE / step)
    return [strip(at * step, at * step + 0.014, -14, _BACK) for at in range(-count, count + 1)]


def _planks(ink: Ink, view: View, tone: Colour) -> None:
    for row in range(1, 13):
        y = row * 0.215
        ink.line(
            [view.point(-_SIDE, y, _BACK), view.point(_SIDE, y, _BACK)],
            tone.alpha(0.7),
            max(1.0, view.scale(_BACK) * 0.014),
        )


def _window(scenery: Scenery, left: float, low: float, wide: float, tall: float) -> None:
    """A window with the sky, the hills and the weather of the hour behind it."""
    light, z = scenery.light, _BACK - 0.05
    high, middle, pale = (light.glow(tone) for tone in light.sky)
    frame = scenery.lit("#ded6c5", 2)
    right, top = left + wide, low + tall
    hill = light.glow(light.sky[2].mix(rgb("#40566a").times(light.ambient), 0.6))
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


def _pictures(ink: Ink, scenery: Scenery) -> None:
    frame = scenery.dim("#5a4432", 2)
    for at, (x, y, w, h) in enumerate([(0.25, 1.45, 0.62, 0.46), (1.15, 1.55, 0.4, 0.52), (1.85, 1.42, 0.75, 0.55)]):
        ink.rect(x - 0.04, y - 0.04, x + w + 0.04, y + h + 0.04, frame)
        ink.rect(x, y, x + w, y + h, Linear((0, y + h), (0, y), (scenery.lit("#d9d2bd", 2), scenery.lit("#a9b4ae", 2))))
        ink.blob([(x, y), (x + w * 0.3, y + h * 0.45), (x + w * 0.7, y + h * 0.25), (x + w, y + h * 0.5), (x + w, y)],
                 scenery.lit(("#6d8470", "#7c6a5a", "#5f7688")[at], 2), 0.4)  # fmt: skip


def _drawers(ink: Ink, scenery: Scenery, left: float, right: float) -> None:
    line, knob = scenery.dim("#4a3526", 2), scenery.lit("#c9a04e", 2)
    for y in (0.28, 0.56):
        ink.line([(left + 0.04, y), (right - 0.04, y)], line, 0.02)
    for y in (0.14, 0.42, 0.7):
        for x in (left + 0.45, right - 0.45):
            ink.oval(x, y, 0.025, 0.025, knob)


def _books(ink: Ink, scenery: Scenery, x: float, y: float) -> None:
    for at in range(9):
        tall = 0.19 + 0.09 * roll("book", at)
        tone = ("#7a3b3f", "#3f5b6b", "#b08d4e", "#4f6450", "#8b7b68")[at % 5]
        ink.rect(x + at * 0.062, y, x + at * 0.062 + 0.055, y + tall, scenery.lit(tone, 2))


def _table_lamp(scenery: Scenery, x: float, y: float, z: float) -> None:
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


def _hanging_lamp(scenery: Scenery, x: float, z: float) -> None:
    on = scenery.light.dark > 0.3
    metal = scenery.dim("#3a3f3c", z)
    glass = scenery.light.glow(rgb("#ffe2a4")) if on else scenery.lit("#c8cbc0", z)
    warm = scenery.light.glow(rgb("#ffb257"))

    def draw(ink: Ink, t: float) -> None:
        swing = 0.012 * math.sin(t * 1.1)
        if on:
            ink.glow(x + swing, _CEILING - 0.61, 2.5, warm, 0.75 * scenery.light.dark + 0.02 * math.sin(t * 9))
        with ink.at(x, _CEILING - 0.05, turn=1.2 * math.sin(t * 1.1)):
            ink.line([(0, 0), (0, -0.36)], metal, 0.014)
            ink.poly([(-0.2, -0.46), (0.2, -0.46), (0.06, -0.34), (-0.06, -0.34)], metal)
            ink.blob([(-0.08, -0.46), (-0.1, -0.56), (0, -0.66), (0.1, -0.56), (0.08, -0.46)], glass)

    scenery.moving(z, draw)


def _stove(scenery: Scenery, x: float, z: float) -> None:
    iron = rgb("#34363a")
    scenery.box(x - 0.4, x + 0.4, 0.12, 0.92, z, z + 0.5, iron)
    fire = scenery.light.glow(rgb("#ff9a3d"))

    def draw(ink: Ink, t: float) -> None:
        flicker = 0.75 + 0.25 * math.sin(t * 7.3) * math.sin(t * 4.1)
        ink.rect(x - 0.08, 0.92, x + 0.08, _CEILING, scenery.dim(iron, z))
        ink.rect(x - 0.24, 0.34, x + 0.24, 0.70, scenery.dim("#15151a", z), 0.03)
        ink.rect(x - 0.2, 0.38, x + 0.2, 0.66, fire.alpha(0.55 + 0.4 * flicker), 0.03)
        for at in range(3):
            ink.line([(x - 0.1 + at * 0.1, 0.38), (x - 0.1 + at * 0.1, 0.66)], scenery.dim("#15151a", z), 0.02)
        ink.blob(
            [(x + 0.05, 0.92), (x + 0.08, 1.12), (x + 0.2, 1.18), (x + 0.32, 1.12), (x + 0.35, 0.92)],
            scenery.lit("#6f7d80", z),
        )
        ink.curve([(x + 0.1, 1.12), (x + 0.2, 1.34), (x + 0.3, 1.12)], scenery.dim("#3f4548", z), 0.025)
        ink.glow(x, 0.5, 1.6, fire, (0.25 + 0.35 * scenery.light.dark) * flicker)

    scenery.moving(z - 0.01, draw)


def _shelf(ink: Ink, scenery: Scenery, x: float, y: float) -> None:
    ink.rect(x, y, x + 1.5, y + 0.05, scenery.lit("#8f6b48", 2))
    for at in range(8):
        tone = ("#c8bda2", "#6f8f86", "#9c4f3f", "#d6a94f")[at % 4]
        left = x + 0.08 + at * 0.175
        tall = 0.13 + 0.12 * roll("jar", at)
        ink.rect(left, y + 0.05, left + 0.12, y + 0.05 + tall, scenery.lit(tone, 2), 0.025)


def _hooks(ink: Ink, scenery: Scenery, x: float) -> None:
    """Coats and a coil of rope on the wall."""
    ink.rect(x - 0.1, 1.42, x + 0.62, 1.48, scenery.dim("#4e3a2a", 2))
    ink.blob([(x, 1.4), (x - 0.12, 0.85), (x + 0.18, 0.82), (x + 0.1, 1.4)], scenery.lit("#7b7446", 2))
    for size in (0.17, 0.13):
        ink.curve([(x + 0.45, 1.4), (x + 0.45 - size, 1.15), (x + 0.45, 0.96), (x + 0.45 + size, 1.15),
                   (x + 0.45, 1.4)],
                  scenery.lit("#b99a63", 2), 0.04)  # fmt: skip
