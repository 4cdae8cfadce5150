"""Cabins: of logs in the country, of steel on a ship, the wheelhouse above it and the lamp room of a lighthouse."""

import math

from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.dice import roll
from generation.backends.animatic.ink import Ink, Linear, circle, smooth
from generation.backends.animatic.scenery import Scenery
from generation.backends.animatic.sets.shell import hanging_lamp, shell, window
from generation.backends.animatic.walls import BACK, CEILING, SIDE


def cabin(scenery: Scenery) -> None:
    shell(scenery, scenery.asked("wall_colour", "#7e5f45"), scenery.asked("floor_colour", "#6a4d38"), boards=True)
    window(scenery, -1.55, 1.05, 1.0, 0.9)
    _stove(scenery, 2.3, 2.7)
    if "door" not in scenery.wants:
        scenery.flat(BACK - 0.02, lambda ink: _shelf(ink, scenery, 0.1, 1.62))
    scenery.box(-3.3, -1.5, 0.68, 0.75, 1.5, 2.5, "#8a6848")
    for x in (-3.2, -1.62):
        scenery.box(x, x + 0.1, 0, 0.68, 1.55, 1.65, "#6a4f38")
    hanging_lamp(scenery, -0.45, 1.2)
    scenery.flat(BACK - 0.03, lambda ink: _hooks(ink, scenery, 1.35))


def lamp_room(scenery: Scenery) -> None:
    """The top of a lighthouse: glass all round and the great lens."""
    shell(scenery, scenery.asked("wall_colour", "#8b9498"), scenery.asked("floor_colour", "#5d6468"), boards=False)
    for x in (-3.0, -1.5, 0.0, 1.5):
        window(scenery, x + 0.06, 0.8, 1.38, 1.75)
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


def _stove(scenery: Scenery, x: float, z: float) -> None:
    iron = rgb("#34363a")
    scenery.box(x - 0.4, x + 0.4, 0.12, 0.92, z, z + 0.5, iron)
    fire = scenery.light.glow(rgb("#ff9a3d"))

    def draw(ink: Ink, t: float) -> None:
        flicker = 0.75 + 0.25 * math.sin(t * 7.3) * math.sin(t * 4.1)
        ink.rect(x - 0.08, 0.92, x + 0.08, CEILING, scenery.dim(iron, z))
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


def ship(scenery: Scenery) -> None:
    """A cabin below deck: painted steel with rivets, portholes on a sea that rises and falls, a bunk, pipes."""
    wall = scenery.asked("wall_colour", "#c9cdc4")
    shell(scenery, wall, scenery.asked("floor_colour", "#6b5646"), boards=False)
    scenery.flat(BACK - 0.02, lambda ink: _bulkhead(ink, scenery))
    for x in (-2.1, -0.75):
        _porthole(scenery, x, 1.55)
    if all(deed.seat != "bed" for deed in scenery.shot.deeds):
        scenery.box(-3.5, -1.7, 0, 0.55, 2.2, 3.2, "#7c5a3e")
        scenery.box(-3.45, -1.75, 0.55, 0.68, 2.25, 3.15, "#4d6a86")
        scenery.box(-3.4, -2.9, 0.68, 0.8, 2.3, 3.1, "#e4ddcc")
    scenery.box(2.2, 3.2, 0, 0.95, 2.6, 3.2, "#7c5a3e")
    scenery.flat(2.59, lambda ink: _chart_table(ink, scenery))
    hanging_lamp(scenery, 0.3, 1.4)


def _bulkhead(ink: Ink, scenery: Scenery) -> None:
    steel, rivet = scenery.dim("#8f968f", 3), scenery.lit("#e3e6de", 3)
    ink.rect(-SIDE, 0, SIDE, 0.95, Linear((0, 0.95), (0, 0), (scenery.lit("#8a6444", 3), scenery.dim("#6d4d35", 3))))
    for at in range(-7, 8):
        ink.line([(at * 0.5, 0.02), (at * 0.5, 0.95)], scenery.dim("#543a28", 3), 0.018)
    ink.rect(-SIDE, 0.93, SIDE, 1.0, scenery.lit("#a07a52", 3))
    for x in (-2.85, -1.42, 0.15, 1.6, 3.0):
        ink.line([(x, 1.0), (x, CEILING)], steel, 0.03)
        for at in range(9):
            ink.oval(x + 0.06, 1.1 + at * 0.19, 0.016, 0.016, rivet)
            ink.oval(x - 0.06, 1.1 + at * 0.19, 0.016, 0.016, rivet)
    for y, tone in ((2.58, "#a7ada6"), (2.42, "#b5674c")):
        ink.line([(-SIDE, y), (SIDE, y)], scenery.lit(tone, 3), 0.07)
        ink.line([(-SIDE, y - 0.025), (SIDE, y - 0.025)], scenery.dim(tone, 3), 0.02)
    if "door" not in scenery.wants:
        ink.curve([*circle(0.85, 1.7, 0.24, 16), (1.09, 1.7)], scenery.lit("#d8533f", 3), 0.12)
        for turn in (0.4, 1.97, 3.54, 5.11):
            x, y = 0.85 + 0.24 * math.cos(turn), 1.7 + 0.24 * math.sin(turn)
            ink.oval(x, y, 0.075, 0.075, scenery.lit("#f0ece2", 3))


def _porthole(scenery: Scenery, x: float, y: float) -> None:
    """A round window on the sea, whose horizon tilts with the ship."""
    light = scenery.light
    high, low = light.glow(light.sky[0]), light.glow(light.sky[2])
    sea = light.glow(rgb("#3d6f86").times(light.outside).mix(light.sky[1], 0.3))
    brass, dark = scenery.lit("#b58d45", 3), scenery.dim("#6f5a30", 3)
    pane = smooth(circle(x, y, 0.29, 16))

    def draw(ink: Ink, t: float) -> None:
        ink.oval(x, y, 0.38, 0.38, dark)
        ink.oval(x, y + 0.012, 0.36, 0.36, brass)
        with ink.within(pane):
            ink.rect(x - 0.3, y - 0.3, x + 0.3, y + 0.3, Linear((0, y + 0.3), (0, y - 0.2), (high, low)))
            with ink.at(x, y - 0.08 + 0.05 * math.sin(t * 0.8), turn=3.0 * math.sin(t * 0.7)):
                ink.rect(-0.6, -0.7, 0.6, 0.0, sea)
                ink.line([(-0.5, -0.02), (0.5, -0.02)], low.alpha(0.6), 0.02)
            _spray(ink, scenery, x, y, t)
        for at in range(8):
            turn = at * math.tau / 8
            ink.oval(x + 0.33 * math.cos(turn), y + 0.33 * math.sin(turn), 0.02, 0.02, dark)

    scenery.moving(BACK - 0.05, draw)


def _spray(ink: Ink, scenery: Scenery, x: float, y: float, t: float) -> None:
    if scenery.shot.weather not in ("rain", "storm", "snow"):
        return
    marks = []
    for at in range(14):
        px = x - 0.28 + 0.56 * roll("spray", at)
        py = y + 0.3 - 0.6 * ((roll("spray", at, "y") + t * (0.2 + 0.4 * roll("spray", at, "v"))) % 1.0)
        marks += [(px, py), (px - 0.01, py + 0.06)]
    ink.lines(marks, scenery.light.glow(rgb("#e6eef2")).alpha(0.6), 0.012)


def _chart_table(ink: Ink, scenery: Scenery) -> None:
    ink.poly([(2.25, 0.95), (3.15, 0.95), (3.05, 1.0), (2.35, 1.0)], scenery.lit("#efe6cf", 2))
    for y in (0.3, 0.6):
        ink.line([(2.24, y), (3.16, y)], scenery.dim("#4a3526", 2), 0.02)
        ink.oval(2.7, y + 0.14, 0.03, 0.03, scenery.lit("#c9a04e", 2))


def bridge(scenery: Scenery) -> None:
    """A wheelhouse: windows on the sea from wall to wall over a console with its dials."""
    shell(scenery, scenery.asked("wall_colour", "#9aa5a6"), scenery.asked("floor_colour", "#5d6468"), boards=False)
    for at in range(5):
        _sea_window(scenery, -3.3 + at * 1.33, 1.2)
    scenery.box(-3.4, 3.4, 0, 0.98, 2.65, 3.2, "#4a5a60")
    scenery.box(-3.45, 3.45, 0.98, 1.04, 2.55, 3.2, "#7d6048")
    scenery.flat(2.54, lambda ink: _dials(ink, scenery))


def _sea_window(scenery: Scenery, left: float, wide: float) -> None:
    light = scenery.light
    high, middle, low = (light.glow(tone) for tone in light.sky)
    sea = light.glow(rgb("#3d6f86").times(light.outside).mix(light.sky[1], 0.3))
    frame, bottom, top = scenery.lit("#e2e0d6", 3), 1.12, 2.3

    def draw(ink: Ink, t: float) -> None:
        ink.rect(left - 0.05, bottom - 0.06, left + wide + 0.05, top + 0.06, frame)
        ink.rect(left, bottom, left + wide, top, Linear((0, top), (0, bottom), (high, middle, low)))
        line = bottom + 0.36 + 0.03 * math.sin(t * 0.8)
        tilt = 0.02 * math.sin(t * 0.7)
        ink.poly([(left, bottom), (left + wide, bottom), (left + wide, line + tilt), (left, line - tilt)], sea)
        marks = []
        for at in range(10):
            x = left + wide * (0.06 + 0.8 * roll("swell", left, at))
            y = bottom + 0.05 + 0.26 * roll("swell", left, at, "y") + 0.01 * math.sin(t * 1.5 + at)
            marks += [(x, y), (x + 0.11, y)]
        ink.lines(marks, low.alpha(0.4), 0.012)
        if scenery.shot.weather in ("rain", "storm"):
            drops = []
            for at in range(18):
                x = left + wide * roll("pane", left, at)
                y = top - (top - bottom) * (
                    (roll("pane", left, at, "y") + t * (0.2 + 0.4 * roll("pane", at, "v"))) % 1.0
                )
                drops += [(x, y), (x - 0.01, min(top, y + 0.09))]
            ink.lines(drops, light.glow(rgb("#dbe6ee")).alpha(0.5), 0.012)

    scenery.moving(BACK - 0.05, draw)


def _dials(ink: Ink, scenery: Scenery) -> None:
    glow: Colour = scenery.light.glow(rgb("#8fd6b0"))
    for at, x in enumerate((-2.4, -1.5, -0.6, 0.6, 1.5, 2.4)):
        if at % 2:
            ink.rect(x - 0.3, 0.55, x + 0.3, 0.9, scenery.dim("#15191c", 2), 0.03)
            ink.rect(x - 0.26, 0.59, x + 0.26, 0.86, glow.alpha(0.75), 0.02)
            ink.curve(
                [(x - 0.2, 0.68), (x - 0.05, 0.76), (x + 0.1, 0.66), (x + 0.2, 0.78)], scenery.dim("#173a2c", 2), 0.02
            )
        else:
            ink.oval(x, 0.72, 0.17, 0.17, scenery.lit("#b58d45", 2))
            ink.oval(x, 0.72, 0.135, 0.135, scenery.lit("#f1ead6", 2))
            ink.line([(x, 0.72), (x + 0.07, 0.8)], scenery.dim("#2b2a2e", 2), 0.02)
