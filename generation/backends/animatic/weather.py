"""Weather in the air between the planes: rain, snow, drifting fog, and a far flash in a storm."""

import math

from generation.backends.animatic.colour import rgb
from generation.backends.animatic.dice import between, roll
from generation.backends.animatic.ink import Ink, Linear, Radial
from generation.backends.animatic.light import Light
from generation.backends.animatic.view import Viewpoint


def behind(ink: Ink, view: Viewpoint, t: float, light: Light, weather: str, variation: int) -> None:
    """What falls or drifts behind the figures."""
    match weather:
        case "rain" | "storm":
            _rain(ink, view, t, light, variation, 0, weather == "storm")
            _splashes(ink, view, t, light, variation)
        case "snow":
            _snow(ink, view, t, light, variation, 0)
        case "fog":
            _fog(ink, view, t, light, variation, 0)


def before(ink: Ink, view: Viewpoint, t: float, light: Light, weather: str, variation: int) -> None:
    """What falls or drifts between the figures and the lens."""
    match weather:
        case "rain" | "storm":
            _rain(ink, view, t, light, variation, 1, weather == "storm")
            if weather == "storm":
                _flash(ink, view, t, light, variation)
        case "snow":
            _snow(ink, view, t, light, variation, 1)
        case "fog":
            _fog(ink, view, t, light, variation, 1)


def _rain(ink: Ink, view: Viewpoint, t: float, light: Light, variation: int, layer: int, hard: bool) -> None:
    tone = light.glow(rgb("#dfe8ef").mix(light.haze, 0.3))
    unit, aspect = view.height, view.width / view.height
    count, speed, long = ((90, 1.5, 0.075), (44, 2.3, 0.15))[layer]
    slant = 0.34 if hard else 0.12
    marks = []
    for at in range(int(count * (1.5 if hard else 1.0))):
        fall = (
            roll("drop", variation, layer, at, "y") + t * speed * between(0.85, 1.15, "drop", layer, at)
        ) % 1.25 - 0.15
        x = (roll("drop", variation, layer, at, "x") * (aspect + 0.6) - slant * fall) * unit
        length = long * between(0.6, 1.2, "drop", layer, at, "l") * unit
        marks += [(x, fall * unit), (x - slant * length, fall * unit + length)]
    ink.lines(marks, tone.alpha((0.32, 0.42)[layer]), unit * (0.0014, 0.0022)[layer])


def _splashes(ink: Ink, view: Viewpoint, t: float, light: Light, variation: int) -> None:
    """Drops that break on the ground, each for a fifth of a second in a place of its own."""
    tone = light.glow(rgb("#dfe8ef").mix(light.haze, 0.3)).alpha(0.4)
    rings = []
    for at in range(40):
        turn = math.floor(t * 5 + at / 40)
        seed = ("splash", variation, at, turn)
        z = max(view.z + 0.8, between(-1.5, 7.0, *seed, "z"))
        x = view.x + (roll(*seed, "x") - 0.5) * view.width / view.scale(z) * 1.1
        sx, sy = view.point(x, 0.0, z)
        reach = view.scale(z) * (0.012 + 0.05 * (t * 5 + at / 40 - turn))
        rings += [(sx - reach, sy), (sx - reach * 0.6, sy - reach * 0.5), (sx + reach * 0.6, sy - reach * 0.5),
                  (sx + reach, sy)]  # fmt: skip
    ink.lines(rings, tone, view.height * 0.0017)


def _snow(ink: Ink, view: Viewpoint, t: float, light: Light, variation: int, layer: int) -> None:
    tone = light.glow(rgb("#f5f8fb").mix(light.haze, 0.15))
    unit, aspect = view.height, view.width / view.height
    for size in range(3):
        flakes = []
        for at in range((46, 20)[layer]):
            seed = ("flake", variation, layer, size, at)
            y = (roll(*seed, "y") + t * (0.05 + 0.035 * size + 0.06 * layer)) % 1.08 - 0.04
            x = (roll(*seed, "x") * (aspect + 0.2) - 0.1 + 0.02 * math.sin(t * 0.9 + at) - 0.03 * t) % (aspect + 0.1)
            flakes.append((x * unit, y * unit))
        ink.dots(flakes, tone.alpha(0.85 - 0.1 * size), unit * (0.0035 + 0.0025 * size + 0.004 * layer))


def _fog(ink: Ink, view: Viewpoint, t: float, light: Light, variation: int, layer: int) -> None:
    """Wide soft banks that slide sideways at different speeds."""
    tone = light.glow(light.haze.pale(0.15))
    unit = view.height
    for at in range(5 - 2 * layer):
        seed = ("bank", variation, layer, at)
        wide = unit * between(0.8, 1.5, *seed, "w")
        reach = view.width + 2 * wide
        x = (roll(*seed) * reach + t * unit * (0.016 + 0.014 * at + 0.02 * layer)) % reach - wide
        y = view.horizon + unit * (between(-0.12, 0.22, *seed, "y") + 0.22 * layer)
        with ink.at(x, y, 1.0, 0.2):
            ink.oval(
                0,
                0,
                wide,
                wide,
                Radial((0, 0), wide, (tone.alpha(0.30 - 0.10 * layer), tone.alpha(0.16), tone.alpha(0.0))),
            )
    if not layer:
        veil = (tone.alpha(0.0), tone.alpha(0.26), tone.alpha(0.0))
        low, high = view.horizon + unit * 0.3, view.horizon - unit * 0.35
        ink.rect(-4, high, view.width + 4, low, Linear((0, high), (0, low), veil))


def _flash(ink: Ink, view: Viewpoint, t: float, light: Light, variation: int) -> None:
    """One soft rise and fall of light every few seconds: never a flicker that could hurt a viewer."""
    period = 5.5
    strike = between(1.4, 4.0, "strike", variation, int(t / period))
    after = t % period - strike
    strength = math.exp(-after * 5.0) * (1 - math.exp(-after * 24.0)) * 0.42 if after > 0 else 0.0
    if strength > 0.01:
        tone = light.glow(rgb("#dfe9ff"))
        ink.rect(-4, -4, view.width + 4, view.height + 4,
                 Linear((0, 0), (0, view.height), (tone.alpha(strength), tone.alpha(strength * 0.3))))  # fmt: skip
