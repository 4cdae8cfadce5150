"""Rooms that people live and work in, each with what tells it from the others; the plain one stands for any place."""

from generation.backends.animatic.colour import rgb
from generation.backends.animatic.dice import pick, roll
from generation.backends.animatic.ink import Ink, Linear
from generation.backends.animatic.scenery import Scenery
from generation.backends.animatic.sets.shell import hanging_lamp, shell, table_lamp, window
from generation.backends.animatic.walls import BACK, CEILING


def room(scenery: Scenery) -> None:
    wall = scenery.asked(
        "wall_colour", pick(("#a9b3a6", "#c2ad8e", "#9fb0ba", "#b89a8c"), scenery.shot.place.identity, "wall")
    )
    shell(scenery, wall, scenery.asked("floor_colour", "#8a6648"), boards=False)
    window(scenery, -1.75, 1.05, 1.25, 1.2)
    if "door" not in scenery.wants:
        scenery.flat(BACK - 0.02, lambda ink: _pictures(ink, scenery))
    scenery.box(1.2, 2.9, 0, 0.85, 2.75, 3.2, "#6d4f39")
    scenery.flat(2.74, lambda ink: _drawers(ink, scenery, 1.2, 2.9))
    scenery.flat(2.9, lambda ink: _books(ink, scenery, 1.3, 0.85))
    table_lamp(scenery, 2.45, 0.85, 2.85)
    scenery.box(-3.55, -2.7, 0, 0.45, 0.9, 2.5, "#5e6f78")
    scenery.box(-3.55, -3.2, 0.45, 0.95, 0.9, 2.5, "#52636c")


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


def plain(scenery: Scenery) -> None:
    """A place that could be any: bare walls, a tall window, a radiator below it."""
    wall = pick(("#b9b7af", "#b3b8ba", "#bdb4a8"), scenery.shot.place.identity, "wall")
    shell(scenery, scenery.asked("wall_colour", wall), scenery.asked("floor_colour", "#8d877d"), boards=False)
    window(scenery, -1.75, 0.95, 1.15, 1.45)

    def radiator(ink: Ink) -> None:
        for at in range(9):
            ink.rect(-1.7 + at * 0.12, 0.16, -1.6 + at * 0.12, 0.74, scenery.lit("#d9d6cc", 2), 0.03)
        ink.rect(2.2, 1.15, 2.3, 1.3, scenery.lit("#e4e1d8", 2), 0.01)

    scenery.flat(BACK - 0.03, radiator)
    hanging_lamp(scenery, 1.1, 1.6)


def kitchen(scenery: Scenery) -> None:
    wall = scenery.asked("wall_colour", pick(("#c9bf9f", "#a9bab0", "#c4b09a"), scenery.shot.place.identity, "wall"))
    shell(scenery, wall, scenery.asked("floor_colour", "#9a8a78"), boards=False)
    window(scenery, -1.75, 1.15, 1.25, 1.0)
    cupboard = scenery.asked("cupboard_colour", "#6f8a86")
    if "door" not in scenery.wants:
        scenery.box(-2.4, 2.0, 0, 0.9, 2.75, 3.25, cupboard)
        scenery.box(-2.45, 2.05, 0.9, 0.95, 2.7, 3.25, "#d9cfbb")
        scenery.flat(2.68, lambda ink: _kitchen_fronts(ink, scenery))
        scenery.flat(BACK - 0.06, lambda ink: _kitchen_shelf(ink, scenery))
    scenery.box(2.2, 3.0, 0, 1.85, 2.6, 3.25, "#d7d9d6")
    scenery.flat(2.59, lambda ink: _fridge(ink, scenery))
    hanging_lamp(scenery, 0.5, 1.5)


def _kitchen_fronts(ink: Ink, scenery: Scenery) -> None:
    line, knob = scenery.dim("#40504e", 2), scenery.lit("#c9a04e", 2)
    for at in range(6):
        x = -2.32 + at * 0.73
        ink.line([(x + 0.7, 0.08), (x + 0.7, 0.86)], line, 0.018)
        ink.rect(x + 0.5, 0.62, x + 0.62, 0.65, knob, 0.01)
    ink.rect(0.55, 0.95, 1.15, 0.985, scenery.dim("#2b2d31", 2))
    ink.rect(0.68, 0.985, 1.0, 1.17, scenery.lit("#a8563f", 2), 0.03)
    ink.line([(0.60, 1.1), (0.68, 1.1)], scenery.dim("#2b2d31", 2), 0.03)
    ink.line([(1.0, 1.1), (1.08, 1.1)], scenery.dim("#2b2d31", 2), 0.03)


def _kitchen_shelf(ink: Ink, scenery: Scenery) -> None:
    for row in range(4):
        for column in range(11):
            x, y = 0.1 + column * 0.19, 0.97 + row * 0.15
            ink.rect(x, y, x + 0.18, y + 0.14, scenery.lit("#dfe3dc" if (row + column) % 3 else "#cdd8d3", 3))
    ink.rect(0.15, 1.78, 1.95, 1.83, scenery.lit("#8f6b48", 2))
    for at in range(9):
        tall = 0.12 + 0.12 * roll("crock", at)
        tone = ("#d8cfb6", "#6f8f86", "#b5674c", "#d6a94f")[at % 4]
        ink.rect(0.22 + at * 0.19, 1.83, 0.35 + at * 0.19, 1.83 + tall, scenery.lit(tone, 2), 0.03)


def _fridge(ink: Ink, scenery: Scenery) -> None:
    line = scenery.dim("#8d9190", 2)
    ink.line([(2.2, 1.25), (3.0, 1.25)], line, 0.02)
    for low, high in ((0.8, 1.15), (1.35, 1.6)):
        ink.rect(2.27, low, 2.31, high, line, 0.01)


def bedroom(scenery: Scenery) -> None:
    wall = scenery.asked("wall_colour", pick(("#a6a9bf", "#c0ab9f", "#a3b3ad"), scenery.shot.place.identity, "wall"))
    shell(scenery, wall, scenery.asked("floor_colour", "#7d6350"), boards=False)
    window(scenery, -0.95, 0.95, 1.1, 1.3)
    scenery.flat(BACK - 0.1, lambda ink: _curtains(ink, scenery, -0.95, 1.1))
    if all(deed.seat != "bed" for deed in scenery.shot.deeds):
        scenery.box(-3.5, -1.6, 0, 0.42, 1.5, 3.2, "#6f7f97")
        scenery.box(-3.45, -1.65, 0.42, 0.56, 2.7, 3.15, "#e6e0d2")
        scenery.box(-3.5, -1.6, 0, 1.05, 3.2, 3.28, "#6a4d38")
    scenery.box(1.7, 3.1, 0, 2.1, 2.7, 3.25, "#7a5d45")
    scenery.flat(2.69, lambda ink: _wardrobe(ink, scenery))
    scenery.box(0.75, 1.25, 0, 0.5, 2.8, 3.2, "#7a5d45")
    table_lamp(scenery, 1.0, 0.5, 2.85)


def _curtains(ink: Ink, scenery: Scenery, left: float, wide: float) -> None:
    cloth = scenery.asked("curtain_colour", "#8c6a72")
    for x, fold in ((left - 0.34, 1), (left + wide - 0.06, -1)):
        ink.rect(x, 0.45, x + 0.4, 2.42, scenery.lit(cloth, 2), 0.03)
        for at in range(3):
            ink.line(
                [(x + 0.08 + at * 0.12, 0.5), (x + 0.08 + at * 0.12 + 0.02 * fold, 2.38)], scenery.dim(cloth, 2), 0.025
            )
    ink.line([(left - 0.45, 2.44), (left + wide + 0.45, 2.44)], scenery.dim("#4a3a30", 2), 0.04)


def _wardrobe(ink: Ink, scenery: Scenery) -> None:
    line = scenery.dim("#4a3526", 2)
    ink.line([(2.4, 0.1), (2.4, 2.05)], line, 0.02)
    for x in (1.82, 2.5):
        ink.rect(x, 0.25, x + 0.5, 1.95, line.alpha(0.35), 0.02)
    for x in (2.34, 2.46):
        ink.oval(x, 1.05, 0.025, 0.025, scenery.lit("#c9a04e", 2))


def office(scenery: Scenery) -> None:
    wall = scenery.asked("wall_colour", pick(("#a9b4b9", "#b6b8ae", "#a7afbd"), scenery.shot.place.identity, "wall"))
    shell(scenery, wall, scenery.asked("floor_colour", "#6c7378"), boards=False)
    window(scenery, -2.6, 0.9, 2.0, 1.45)
    scenery.flat(BACK - 0.12, lambda ink: _blinds(ink, scenery))
    if "door" not in scenery.wants:
        scenery.flat(BACK - 0.03, lambda ink: _planner(ink, scenery, 0.0, 1.35))
    scenery.box(2.55, 3.2, 0, 1.35, 2.7, 3.25, "#7f878c")
    scenery.flat(2.69, lambda ink: _cabinet(ink, scenery))
    scenery.box(1.25, 2.45, 0.70, 0.75, 2.1, 2.8, "#a98a66")
    for x in (1.28, 2.38):
        scenery.box(x, x + 0.05, 0, 0.70, 2.15, 2.2, "#4b5054")
    scenery.flat(2.3, lambda ink: _screen(ink, scenery, 1.85))
    _strip_lights(scenery)


def _blinds(ink: Ink, scenery: Scenery) -> None:
    slat = scenery.lit("#e2e2dc", 3)
    for at in range(9):
        y = 1.62 + at * 0.085
        ink.line([(-2.58, y), (-0.62, y)], slat.alpha(0.9), 0.045)


def _planner(ink: Ink, scenery: Scenery, x: float, y: float) -> None:
    ink.rect(x, y, x + 1.5, y + 0.95, scenery.lit("#f0efe9", 3), 0.02)
    for row in range(4):
        for column in range(6):
            if roll("note", row, column) < 0.55:
                tone = ("#e8c13c", "#8fb0c4", "#d98fa3", "#a7c48b")[(row * 7 + column) % 4]
                left, low = x + 0.1 + column * 0.23, y + 0.1 + row * 0.21
                ink.rect(left, low, left + 0.16, low + 0.14, scenery.lit(tone, 3))


def _cabinet(ink: Ink, scenery: Scenery) -> None:
    for at in range(3):
        ink.line([(2.57, 0.45 * at + 0.44), (3.18, 0.45 * at + 0.44)], scenery.dim("#555c61", 2), 0.02)
        ink.rect(2.78, 0.45 * at + 0.27, 2.98, 0.45 * at + 0.31, scenery.lit("#c9cdd0", 2), 0.01)
    for at in range(6):
        tone = ("#8a3f3a", "#3f5b6b", "#4f6450")[at % 3]
        ink.rect(2.6 + at * 0.09, 1.35, 2.68 + at * 0.09, 1.67, scenery.lit(tone, 2))


def _screen(ink: Ink, scenery: Scenery, x: float) -> None:
    glow = scenery.light.glow(rgb("#9cc4e4"))
    ink.rect(x - 0.03, 0.75, x + 0.03, 0.9, scenery.dim("#3a3f44", 2))
    ink.rect(x - 0.34, 0.86, x + 0.34, 1.28, scenery.dim("#2a2d31", 2), 0.02)
    ink.rect(x - 0.31, 0.89, x + 0.31, 1.25, Linear((0, 1.25), (0, 0.89), (glow.pale(0.3), glow)))
    for at in range(5):
        ink.line(
            [(x - 0.26, 1.2 - at * 0.06), (x + 0.02 + 0.1 * (at % 3), 1.2 - at * 0.06)],
            scenery.lit("#3d5a78", 2),
            0.015,
        )


def _strip_lights(scenery: Scenery) -> None:
    on = scenery.light.dark > 0.3
    tone = scenery.light.glow(rgb("#eef6ff")) if on else scenery.lit("#eceeec", 1)
    for z in (0.4, 1.9):
        scenery.box(-0.9, 0.9, CEILING - 0.05, CEILING - 0.01, z, z + 0.25, tone)
        if on:
            scenery.glow(
                z + 0.2, 0.0, CEILING - 0.1, 2.6, scenery.light.glow(rgb("#cfe2f4")), 0.35 * scenery.light.dark
            )


def bar(scenery: Scenery) -> None:
    wall = scenery.asked("wall_colour", pick(("#9a6252", "#7d7a62", "#6d808c"), scenery.shot.place.identity, "wall"))
    shell(scenery, wall, scenery.asked("floor_colour", "#5a4030"), boards=True)
    scenery.flat(BACK - 0.05, lambda ink: _bottles(ink, scenery))
    warm = scenery.light.glow(rgb("#ffb45c"))
    scenery.glow(BACK - 0.06, 0.9, 1.7, 2.4, warm, 0.35 + 0.3 * scenery.light.dark)
    scenery.box(-0.9, 3.5, 0, 1.04, 2.3, 2.75, "#5d3a28")
    scenery.box(-1.0, 3.55, 1.04, 1.1, 2.2, 2.8, "#8a5d3c")
    scenery.flat(2.25, lambda ink: _taps(ink, scenery))
    for x in (-0.2, 1.0, 2.2):
        scenery.flat(1.95, lambda ink, x=x: _bar_stool(ink, scenery, x))  # type: ignore[misc]  # mypy gives a lambda's default no type
    window(scenery, -3.1, 1.1, 1.2, 1.2)
    for x in (-0.2, 1.4, 3.0):
        hanging_lamp(scenery, x, 2.1)


def _bottles(ink: Ink, scenery: Scenery) -> None:
    ink.rect(-0.75, 1.0, 2.95, 2.5, scenery.dim("#2c1d18", 3))
    ink.rect(
        -0.68, 1.06, 2.88, 2.44, Linear((0, 2.44), (0, 1.06), (scenery.lit("#7a5a3c", 3), scenery.lit("#a9845a", 3)))
    )
    for row in range(3):
        y = 1.14 + row * 0.44
        ink.rect(-0.72, y - 0.05, 2.92, y, scenery.lit("#5d3a28", 3))
        for at in range(26):
            tone = ("#4f7a4a", "#8a5a2c", "#c9a04e", "#7a2f33", "#cfd8d6", "#35506b")[int(roll("bottle", row, at) * 6)]
            x, tall = -0.62 + at * 0.135, 0.18 + 0.1 * roll("bottle", row, at, "h")
            ink.rect(x, y, x + 0.075, y + tall, scenery.lit(tone, 3), 0.02)
            ink.rect(x + 0.025, y + tall - 0.01, x + 0.05, y + tall + 0.08, scenery.lit(tone, 3))


def _taps(ink: Ink, scenery: Scenery) -> None:
    for x in (0.3, 0.48, 0.66):
        ink.line([(x, 1.1), (x, 1.36), (x + 0.07, 1.36), (x + 0.07, 1.28)], scenery.lit("#c9a04e", 2), 0.035)
        ink.line([(x, 1.36), (x - 0.02, 1.5)], scenery.lit("#2a2d31", 2), 0.035)
    for at in range(4):
        x = 1.5 + at * 0.17
        ink.poly([(x, 1.1), (x + 0.1, 1.1), (x + 0.12, 1.28), (x - 0.02, 1.28)], scenery.lit("#dfe8ea", 2).alpha(0.5))


def _bar_stool(ink: Ink, scenery: Scenery, x: float) -> None:
    iron = scenery.dim("#2f3338", 2)
    for foot in (-0.2, 0.2):
        ink.line([(x + foot * 0.5, 0.74), (x + foot, 0.0)], iron, 0.035)
    ink.line([(x - 0.16, 0.28), (x + 0.16, 0.28)], iron, 0.03)
    ink.rect(x - 0.2, 0.72, x + 0.2, 0.79, scenery.lit("#7a3b33", 2), 0.03)


def hall(scenery: Scenery) -> None:
    """A long passage with doors on both sides and light at its end."""
    wall = scenery.asked("wall_colour", pick(("#a8b0aa", "#b8ae9d", "#a3aab4"), scenery.shot.place.identity, "wall"))
    shell(scenery, wall, scenery.asked("floor_colour", "#77746d"), boards=False)
    light = scenery.light
    scenery.flat(BACK - 0.02, lambda ink: _passage(ink, scenery))
    if light.dark > 0.3:
        scenery.glow(BACK - 0.04, 0.1, 2.0, 2.2, light.glow(rgb("#ffd9a0")), 0.5 * light.dark)
    window(scenery, -3.0, 1.0, 1.0, 1.3)
    for z in (0.5, 2.0):
        scenery.box(-0.35, 0.55, CEILING - 0.06, CEILING - 0.01, z, z + 0.3, light.glow(rgb("#f4f1e4")))


def _passage(ink: Ink, scenery: Scenery) -> None:
    """An opening in the back wall behind which the passage goes on to a far window."""
    light, tone = scenery.light, scenery.asked("wall_colour", "#a8b0aa")
    left, right, top, vanish = -1.3, 1.5, 2.45, (0.1, 1.45)

    def toward(x: float, y: float, share: float) -> tuple[float, float]:
        return x + (vanish[0] - x) * share, y + (vanish[1] - y) * share

    ink.rect(left - 0.1, 0, right + 0.1, top + 0.1, scenery.lit("#d8d2c4", 3))
    ink.rect(left, 0, right, top, scenery.dim(tone.dark(0.1), 4))
    deep = 0.74
    for x, shade in ((left, scenery.lit(tone.dark(0.1), 4)), (right, scenery.dim(tone, 4))):
        ink.poly([(x, 0), (x, top), toward(x, top, deep), toward(x, 0, deep)], shade)
        for start in (0.18, 0.46):
            a, b = start, start + 0.14
            ink.poly(
                [toward(x, 0, a), toward(x, 2.0, a), toward(x, 2.0, b), toward(x, 0, b)], scenery.dim("#6b5140", 4)
            )
    ink.poly([(left, 0), (right, 0), toward(right, 0, deep), toward(left, 0, deep)], scenery.lit("#8a867d", 4))
    ink.poly([toward(left, 0.5, deep), toward(right, 0.5, deep), toward(right, top, deep), toward(left, top, deep)],
             light.glow(light.sky[2]))  # fmt: skip
