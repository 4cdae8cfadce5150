"""Inside what drives: a car seen from before its windscreen, a compartment of a train seen across to its window."""

import math
from functools import partial

from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.dice import between, roll
from generation.backends.animatic.ink import Ink, Linear, circle
from generation.backends.animatic.scenery import Scenery, Space, seen, strip
from generation.backends.animatic.sets.nature import hills
from generation.backends.animatic.sky import sky
from generation.backends.animatic.view import Viewpoint

_DOOR, _BELT, _ROOF, _REAR = 0.92, 0.90, 1.46, 1.5
"""Half the width of a car inside, the height of its belt line and roof, and metres to its rear window."""


def car(scenery: Scenery) -> None:
    sky(scenery)
    hills(scenery, 900, 70, "#71879a", 1)
    _road_behind(scenery)
    lining = scenery.asked("wall_colour", "#6d6a66")
    scenery.solid(_REAR, partial(_cabin, scenery=scenery, lining=lining))
    scenery.flat(1.1, lambda ink: _rear_seat(ink, scenery))
    scenery.flat(-0.62, lambda ink: _dashboard(ink, scenery))


def _outside(scenery: Scenery, tone: Colour, veil: float) -> Colour:
    """A colour as daylight or night has it beyond the windows, whatever the light inside is."""
    light = scenery.light
    return light.glow(tone.times(light.outside).mix(light.haze, veil))


def _road_behind(scenery: Scenery) -> None:
    """The road that falls away behind, with trees that pass."""
    grass, tar = scenery.underfoot(rgb("#76835a")), scenery.underfoot(rgb("#5b5d62"))
    scenery.ground(_outside(scenery, grass, 0.1), _outside(scenery, grass, 0.5), 300)
    road = _outside(scenery, tar, 0.15)
    scenery.solid(250.0, lambda ink, view, t: ink.poly(seen(view, strip(-3.2, 4.4, 2, 240)), road))
    line = _outside(scenery, rgb("#e6dfca"), 0.2)

    def marks(ink: Ink, view: Viewpoint, t: float) -> None:
        start = (t * 13.0) % 8.0
        ink.polys([seen(view, strip(0.5, 0.66, 3 + start + at * 8, 6 + start + at * 8)) for at in range(14)], line)

    scenery.solid(240.0, marks, still=False)
    for at in range(10):
        scenery.solid(100.0 - at, partial(_passing_tree, scenery=scenery, at=at), still=False)


def _passing_tree(ink: Ink, view: Viewpoint, t: float, scenery: Scenery, at: int) -> None:
    z = 4.0 + (t * 13.0 + at * 9.0) % 90.0
    x = (-1 if at % 2 else 1) * between(6.0, 13.0, "passing", at)
    tall = between(4.0, 7.0, "passing", at, "h")
    (left, base), scale = view.point(x, 0.0, z), view.scale(z)
    leaf = _outside(scenery, rgb("#5f7d48" if scenery.shot.weather != "snow" else "#aab8ac"), 0.25)
    ink.rect(
        left - scale * 0.14,
        base,
        left + scale * 0.14,
        base - scale * tall * 0.5,
        _outside(scenery, rgb("#55422f"), 0.25),
    )
    for step in range(4):
        dx, dy = (-0.5, 0.5, 0.0, 0.1)[step], (0.6, 0.62, 0.82, 0.55)[step]
        ink.oval(
            left + dx * scale * tall * 0.3, base - scale * tall * dy, scale * tall * 0.24, scale * tall * 0.22, leaf
        )


def _cabin(ink: Ink, view: Viewpoint, t: float, scenery: Scenery, lining: Colour) -> None:
    """The shell around the seats, with holes for the rear and the side windows."""
    near = view.z + 0.35
    lit, dim, dark = scenery.lit(lining, 0), scenery.dim(lining, 0), scenery.dim(rgb("#2e2d30"), 0)

    def quad(*corners: Space) -> None:
        ink.poly(seen(view, corners), tone)

    for side in (-1.0, 1.0):
        x = side * _DOOR
        tone = dim if side * scenery.light.side > 0 else lit.mix(dim, 0.4)
        quad((x, -0.4, near), (x, -0.4, _REAR), (x, _BELT, _REAR), (x, _BELT, near))
        quad((x, _ROOF - 0.06, near), (x, _ROOF - 0.06, _REAR), (x, _ROOF + 0.6, _REAR), (x, _ROOF + 0.6, near))
        tone = dark
        for start, end in ((0.30, 0.46), (_REAR - 0.18, _REAR)):
            quad((x, _BELT, start), (x, _BELT, end), (x, _ROOF, end), (x, _ROOF, start))
        quad((x, _BELT - 0.05, near), (x, _BELT - 0.05, _REAR), (x, _BELT, _REAR), (x, _BELT, near))
        tone = lit
        quad((side * 0.66, _BELT, _REAR), (x, _BELT, _REAR), (x, _ROOF, _REAR), (side * 0.60, _ROOF, _REAR))
    tone = dim
    quad((-_DOOR, -0.4, _REAR), (_DOOR, -0.4, _REAR), (_DOOR, _BELT + 0.06, _REAR), (-_DOOR, _BELT + 0.06, _REAR))
    tone = lit.mix(dim, 0.35)
    quad((-_DOOR, _ROOF, near), (_DOOR, _ROOF, near), (_DOOR, _ROOF - 0.04, _REAR), (-_DOOR, _ROOF - 0.04, _REAR))
    edge = view.point(0.0, _ROOF, near)[1]
    ink.rect(-4, -4, view.width + 4, edge, tone)


def _rear_seat(ink: Ink, scenery: Scenery) -> None:
    cloth = rgb("#4f4a4c")
    ink.rect(-0.88, -0.3, 0.88, 0.98, scenery.dim(cloth, 1), 0.1)
    for x in (-0.45, 0.45):
        ink.rect(x - 0.36, 0.1, x + 0.36, 0.95, scenery.lit(cloth, 1), 0.08)
        ink.rect(x - 0.15, 0.95, x + 0.15, 1.12, scenery.dim(cloth, 1), 0.05)


def _dashboard(ink: Ink, scenery: Scenery) -> None:
    """The top of the dashboard before the lens, with the wheel on the driver's side."""
    dark = rgb("#2a2a2e")
    top = 0.56
    ink.blob([(-2.2, -0.6), (-2.2, top - 0.06), (-0.9, top), (0.0, top - 0.02), (0.9, top), (2.2, top - 0.06),
              (2.2, -0.6)],
             Linear((0, top), (0, 0.2), (scenery.lit(dark.pale(0.15)), scenery.dim(dark))), 0.3)  # fmt: skip
    x, y = 0.42, top + 0.02
    with ink.at(x, y, 1.0, 0.78):
        ink.curve([*circle(0, 0, 0.2, 20), (0.2, 0.0)], scenery.lit("#1b1b1f"), 0.036)
        for turn in (0.1, math.pi - 0.1, -math.pi / 2):
            ink.line([(0, 0), (0.19 * math.cos(turn), 0.19 * math.sin(turn))], scenery.lit("#1b1b1f"), 0.03)
        ink.oval(0, 0, 0.055, 0.055, scenery.lit("#2c2c31"))


_WINDOW = (-0.95, 0.95, 0.86, 1.78)
"""Left, right, bottom and top of a train's window."""


def train(scenery: Scenery) -> None:
    wall, light, z = scenery.asked("wall_colour", "#8a9a8c"), scenery.light, 1.15
    scenery.moving(z + 0.05, lambda ink, t: _country(ink, scenery, t))
    scenery.flat(z, lambda ink: _compartment(ink, scenery, wall))
    if light.dark > 0.3:
        scenery.glow(z - 0.02, 0.0, 2.25, 2.0, light.glow(rgb("#ffd9a0")), 0.55 * light.dark)


def _country(ink: Ink, scenery: Scenery, t: float) -> None:
    """The country that passes behind the window, the nearer the faster."""
    light, (left, right, low, high) = scenery.light, _WINDOW
    top, middle, pale = (light.glow(tone) for tone in light.sky)
    ink.rect(left, low, right, high, Linear((0, high), (0, low), (top, middle, pale)))
    for row, (speed, tall, tone) in enumerate(((0.10, 0.34, "#71879a"), (0.32, 0.22, "#5f7a62"))):
        points = [(left - 0.2, low)]
        for step in range(17):
            x = left - 0.1 + step * 0.14
            place = x + t * speed
            hill = 0.75 + 0.2 * math.sin(place * 3.1 + row) + 0.12 * math.sin(place * 7.3)
            points.append((x, low + tall * hill))
        ink.blob([*points, (right + 0.2, low)], _outside(scenery, rgb(tone), 0.45 - 0.3 * row), 0.5)
    ink.rect(left, low, right, low + 0.1, _outside(scenery, scenery.underfoot(rgb("#7f8c56")), 0.0))
    for at in range(0 if scenery.close else 3):
        x = right - (t * 2.6 + at * 1.3) % 3.9 + 1.0
        if left < x < right:
            ink.rect(x - 0.02, low, x + 0.02, high, _outside(scenery, rgb("#3b3630"), 0.0))
    _streaks(ink, scenery, t)


def _compartment(ink: Ink, scenery: Scenery, wall: Colour) -> None:
    """The wall around the window, with its curtains, its rack and a small table."""
    left, right, low, high = _WINDOW
    lit, dim, frame = scenery.lit(wall, 1), scenery.dim(wall, 1), scenery.lit("#d8d2c4", 1)
    frame = frame.mix(lit, 0.4) if scenery.close else frame
    panel = Linear((-1.6, 0), (1.6, 0), (lit, dim) if scenery.light.side < 0 else (dim, lit))
    sides = ((-4.0, -4.0, left, 5.0), (right, -4.0, 4.0, 5.0), (left, -4.0, right, low), (left, high, right, 5.0))
    for x0, y0, x1, y1 in sides:
        ink.rect(x0, y0, x1, y1, panel)
    for x in (left, right):
        ink.rect(x - 0.05, low - 0.05, x + 0.05, high + 0.05, frame)
    for y in (low, high):
        ink.rect(left - 0.05, y - 0.05, right + 0.05, y + 0.05, frame)
    ink.line([(left, 1.5), (right, 1.5)], frame, 0.03)
    ink.rect(-4, -4, 4, 0.34, scenery.dim(wall.dark(0.2), 1))
    for x in () if scenery.close else (left - 0.16, right + 0.16):
        ink.rect(x - 0.13, low - 0.1, x + 0.13, high + 0.08, scenery.lit("#8a4a45", 1), 0.03)
        for fold in (x - 0.045, x + 0.045):
            ink.line([(fold, low - 0.06), (fold, high + 0.04)], scenery.dim("#6d3a38", 1), 0.02)
    _rack(ink, scenery)
    ink.rect(-0.34, 0.70, 0.34, 0.745, scenery.lit("#a98a66", 1), 0.012)
    ink.rect(-0.03, 0.3, 0.03, 0.7, scenery.dim("#4b5054", 1))


def _streaks(ink: Ink, scenery: Scenery, t: float) -> None:
    """Drops that the wind drags along the pane, or flakes that fly by."""
    left, right, low, high = _WINDOW
    weather, marks = scenery.shot.weather, []
    if weather not in ("rain", "storm", "snow"):
        return
    for at in range(34):
        x = right - (right - left) * ((roll("streak", at) + t * (0.5 + 0.6 * roll("streak", at, "v"))) % 1.0)
        y = low + (high - low) * roll("streak", at, "y")
        marks += [(x, y), (min(right, x + 0.07), y + 0.035)]
    if weather == "snow":
        ink.dots(marks[::2], rgb("#f4f6f8").alpha(0.85), 0.03)
    else:
        ink.lines(marks, scenery.light.glow(rgb("#dbe6ee")).alpha(0.5), 0.012)


def _rack(ink: Ink, scenery: Scenery) -> None:
    """The luggage rack over the window, with a case and a bag."""
    ink.rect(-1.5, 2.02, 1.5, 2.06, scenery.lit("#b5a078", 1))
    for at in range(13):
        ink.line([(-1.45 + at * 0.24, 2.06), (-1.5 + at * 0.24, 2.18)], scenery.lit("#b5a078", 1), 0.018)
    ink.rect(-1.1, 2.06, -0.35, 2.36, scenery.lit("#7a4a35", 1), 0.04)
    ink.rect(0.3, 2.06, 0.95, 2.3, scenery.lit("#40566a", 1), 0.08)
