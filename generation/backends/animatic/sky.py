"""Skies: the gradient of the hour, sun or moon with its glow, stars, and clouds that drift."""

from functools import partial

from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.dice import between, roll
from generation.backends.animatic.ink import Ink, Linear, record
from generation.backends.animatic.scenery import Scenery
from generation.backends.animatic.view import Viewpoint

_FAR = 4000.0


def sky(scenery: Scenery) -> None:
    """Hang the sky behind everything."""
    light, shot = scenery.light, scenery.shot
    high, middle, low = (light.glow(tone) for tone in light.sky)
    clear = shot.weather == "clear"

    def paint(ink: Ink, view: Viewpoint, t: float) -> None:
        horizon = view.horizon
        top = horizon - view.height * 0.95
        fill = Linear((0, top), (0, horizon), (high, middle, low), (0.0, 0.58, 1.0))
        ink.rect(-4, -4, view.width + 4, view.height + 4, fill)

    scenery.solid(_FAR, paint)
    if clear and shot.time == "night":
        _stars(scenery)
    if clear or shot.weather == "fog":
        _sun(scenery)
    _clouds(scenery)


def _sun(scenery: Scenery) -> None:
    light, time = scenery.light, scenery.shot.time
    height, size, reach, strength = {
        "day": (0.74, 0.035, 0.5, 0.45), "dawn": (0.10, 0.055, 0.62, 0.75), "dusk": (0.075, 0.060, 0.7, 0.85),
        "night": (0.36, 0.036, 0.30, 0.32),
    }[time]  # fmt: skip
    tone, key = light.glow(light.sun), light.glow(light.key)

    def shine(ink: Ink, view: Viewpoint, t: float) -> None:
        unit = view.height
        x = view.width / 2 + view.shift_x + light.side * unit * 0.52 - view.x * unit * 0.002
        y = view.horizon - height * unit
        ink.glow(x, y, reach * unit, key, strength * (0.5 + 0.5 * tone.a))
        if tone.a > 0.3:
            ink.oval(x, y, size * unit, size * unit, tone.alpha(1.0))
            if time == "night":
                crater = light.glow(light.sun.dark(0.14))
                for dx, dy, r in ((-0.3, 0.2, 0.28), (0.3, -0.1, 0.2), (-0.1, -0.45, 0.16)):
                    ink.oval(x + dx * size * unit, y + dy * size * unit, r * size * unit, r * size * unit, crater)

    scenery.solid(_FAR - 1, shine)


def _stars(scenery: Scenery) -> None:
    tone = scenery.light.glow(rgb("#dfe8ff"))
    places = [(roll("star", at, "x"), roll("star", at, "y") ** 1.3, roll("star", at, "s")) for at in range(90)]

    def twinkle(ink: Ink, view: Viewpoint, t: float) -> None:
        unit = view.height
        for bright in (0, 1, 2):
            marks = [
                ((x * 2.2 - 1.1) * unit + view.width / 2 + view.shift_x, view.horizon - (0.16 + 0.8 * y) * unit)
                for x, y, size in places
                if int(size * 3) == bright
            ]
            ink.dots(marks, tone.alpha(0.35 + 0.25 * bright), unit * (0.0022 + 0.0011 * bright))

    scenery.solid(_FAR - 0.5, twinkle)


def _clouds(scenery: Scenery) -> None:
    """Long soft banks in two depths; more and darker ones under rain."""
    light, weather = scenery.light, scenery.shot.weather
    heavy = weather in ("rain", "storm", "snow")
    body = light.sky[1].mix(light.sky[2], 0.45).pale(0.30 * (1 - light.dark)).mix(light.key, 0.10)
    if heavy:
        body = light.sky[0].mix(light.sky[1], 0.35).dark(0.10 if weather != "storm" else 0.3)
    count = {"fog": 0, "clear": 7}.get(weather, 13)
    lit, under = light.glow(body.mix(light.key, 0.22)), light.glow(body.mix(light.sky[1], 0.5))
    pictures = [
        (_cloud_place(at, heavy), record(partial(_cloud, at=at, lit=lit, under=under, heavy=heavy)))
        for at in range(count)
    ]

    def drift(ink: Ink, view: Viewpoint, t: float) -> None:
        unit = view.height
        for (x, y, size, speed), picture in pictures:
            across = (x + (t + 7) * speed) % 3.2 - 1.6
            with ink.at(view.width / 2 + view.shift_x + across * unit, view.horizon - y * unit, size * unit):
                ink.canvas.drawPicture(picture)

    scenery.solid(_FAR - 2, drift, still=False)


def _cloud_place(at: int, heavy: bool) -> tuple[float, float, float, float]:
    y = between(0.14, 0.66, "cloud", at, "y") if not heavy else between(0.24, 0.82, "cloud", at, "y")
    size = (0.16 + 0.42 * y) * between(0.8, 1.3, "cloud", at, "s") * (1.7 if heavy else 1.0)
    return between(0, 3.2, "cloud", at, "x"), y, size, 0.004 + 0.008 * y


def _cloud(ink: Ink, at: int, lit: Colour, under: Colour, heavy: bool) -> None:
    tall = 0.26 if heavy else 0.17
    tops = [(-1.0, 0.02)]
    for step in range(1, 8):
        x = -1.0 + step * 0.25
        tops.append((x, -tall * (1 - x * x) * between(0.45, 1.25, "cloud", at, step) - 0.015))
    outline = [*tops, (1.0, 0.02), (0.5, 0.05), (-0.5, 0.045)]
    strength = 0.62 if heavy else 0.72
    ink.blob(outline, Linear((0, -tall), (0, 0.05), (lit.alpha(strength), under.alpha(strength * 0.25))), 0.9)
