"""Hair, beards and headgear, in the units of a head."""

from generation.backends.animatic.colour import Colour
from generation.backends.animatic.ink import Ink, Linear, circle
from generation.backends.animatic.light import Light
from generation.backends.animatic.look import Physique
from generation.backends.animatic.view import Point


def _tones(look: Physique, light: Light) -> tuple[Colour, Colour, Colour]:
    base = look.hair_colour
    return light.on(base), light.shadow(base.dark(0.15)), light.on(base.pale(0.22))


def behind(ink: Ink, look: Physique, light: Light, turn: float) -> None:
    """What lies behind the head: falling hair, a bun, a hood."""
    _, dim, _ = _tones(look, light)
    back = -0.16 * turn
    match look.hair:
        case "long":
            ink.blob(
                [(-0.7, 0.75), (0.0, 1.12), (0.72, 0.7), (0.86 + back, -0.2), (0.82 + back, -1.25), (0.5 + back, -1.7),
                 (-0.4, -1.85), (-1.0 + back, -1.6), (-1.04 + back, -0.2)], dim,
            )  # fmt: skip
        case "curly":
            for at, (x, y) in enumerate(circle(-0.05 + back, 0.2, 0.82, 14)):
                if y > -0.55:
                    ink.oval(x, y, 0.34 + 0.05 * (at % 3), 0.34 + 0.05 * (at % 2), dim)
        case "bun":
            x, y = -0.62 - 0.25 * turn, 0.78
            if turn < 0.25:
                x, y = -0.05, 1.22
            ink.oval(x, y, 0.36, 0.34, light.on(look.hair_colour))
            ink.curve([(x - 0.2, y + 0.1), (x, y + 0.2), (x + 0.2, y + 0.02)], dim, 0.06)
        case "hood":
            cloth = look.wardrobe_colour
            ink.blob(
                [(-0.3, 1.36), (0.45, 1.24), (0.93, 0.6), (0.95, -0.35), (0.8, -1.2), (-0.8, -1.35), (-1.12, -0.5),
                 (-1.08, 0.7)], Linear((-1, 0.6), (1, -0.6), (light.on(cloth), light.shadow(cloth.dark(0.25)))),
            )  # fmt: skip
            ink.blob([(0.0, 1.08), (0.76, 0.6), (0.8, -0.5), (0.4, -1.1), (-0.7, -1.1), (-0.84, 0.4)],
                     light.shadow(cloth.dark(0.55)))  # fmt: skip


def before(ink: Ink, look: Physique, light: Light, turn: float) -> None:
    """What lies over the forehead and temples."""
    lit, dim, shine = _tones(look, light)
    ear = -0.755 + 0.38 * turn
    crown: list[Point] = [(ear - 0.06, 0.1), (-0.84, 0.45), (-0.62, 0.98), (-0.1, 1.13), (0.46, 1.02), (0.78, 0.62)]
    match look.hair:
        case "short":
            ink.blob([*crown, (0.77, 0.38), (0.52 + 0.1 * turn, 0.56), (0.05 + 0.2 * turn, 0.5),
                (-0.36 + 0.3 * turn, 0.62),
                      (ear + 0.16, 0.32), (ear + 0.12, 0.02)], lit, 0.42)  # fmt: skip
            ink.curve([(-0.5, 0.84), (-0.05, 1.0), (0.38, 0.88)], shine, 0.07)
            ink.curve([(ear, 0.3), (-0.42 + 0.2 * turn, 0.74), (0.1, 0.8)], dim, 0.05)
        case "long":
            ink.blob([(ear - 0.1, -0.9), (-0.98, -0.1), (-0.84, 0.7), (-0.2, 1.15), (0.45, 1.04), (0.8, 0.5),
                      (0.82, 0.0),
                      (0.68, 0.36), (0.3 + 0.1 * turn, 0.74), (-0.2 + 0.2 * turn, 0.66), (ear + 0.18, 0.25),
                      (ear + 0.16, -0.4)], lit, 0.44)  # fmt: skip
            ink.curve([(-0.72, 0.5), (-0.3, 0.95), (0.25, 0.98)], shine, 0.07)
            ink.curve([(ear, -0.7), (ear - 0.05, 0.0), (-0.4, 0.72)], dim, 0.05)
        case "bun":
            ink.blob([*crown, (0.76, 0.32), (0.56 + 0.08 * turn, 0.66), (0.05 + 0.16 * turn, 0.74),
                (-0.4 + 0.24 * turn, 0.58),
                      (ear + 0.1, 0.2)], lit, 0.44)  # fmt: skip
            for at in range(3):
                ink.curve([(0.4 - 0.3 * at, 0.78 + 0.04 * at), (-0.1 - 0.2 * at, 0.98 - 0.04 * at),
                           (-0.66, 0.7 - 0.1 * at)],
                          shine if at == 1 else dim, 0.04)  # fmt: skip
        case "curly":
            for at, (x, y) in enumerate([(ear, 0.3), (-0.64, 0.72), (-0.3, 0.98), (0.12, 1.04), (0.5, 0.9),
                                         (0.72, 0.58),
                                         (-0.2 + 0.2 * turn, 0.74), (0.26 + 0.16 * turn, 0.76)]):  # fmt: skip
                ink.oval(x, y, 0.27, 0.25, lit if at % 3 else shine.mix(lit, 0.5))
        case "bald":
            ink.oval(-0.18, 0.78, 0.26, 0.1, light.on(look.skin.pale(0.4)).alpha(0.5))
            ink.curve([(ear - 0.06, 0.12), (ear - 0.14, -0.1), (ear - 0.08, -0.28)], dim.alpha(0.8), 0.09)
        case "cap":
            _knit_cap(ink, look, light, turn)
        case "hood":
            ink.curve([(-0.74, -0.95), (-0.88, 0.2), (-0.55, 0.95), (0.05, 1.12), (0.6, 0.9), (0.86, 0.2),
                       (0.74, -0.7)],
                      light.on(look.wardrobe_colour), 0.2)  # fmt: skip
            ink.blob([(-0.7, 0.5), (-0.1, 0.95), (0.66, 0.55), (0.2 + 0.1 * turn, 0.64), (-0.3, 0.6)], lit)


def _knit_cap(ink: Ink, look: Physique, light: Light, turn: float) -> None:
    lit, dim = light.on(look.accent), light.shadow(look.accent)
    ear = -0.755 + 0.38 * turn
    ink.blob([(ear - 0.12, 0.3), (ear - 0.16, -0.15), (ear + 0.1, -0.1), (ear + 0.12, 0.3)], light.on(look.hair_colour))
    ink.blob([(-0.84, 0.42), (-0.76, 0.95), (-0.3, 1.26), (0.25, 1.24), (0.7, 0.9), (0.82, 0.42), (0.0, 0.3)],
             Linear((-0.8, 0.8), (0.9, 0.6), (lit, dim)))  # fmt: skip
    ink.blob([(-0.9, 0.28), (-0.86, 0.56), (0.0, 0.62), (0.84, 0.56), (0.88, 0.3), (0.1 + 0.1 * turn, 0.36)], lit, 0.3)
    for at in range(9):
        x = -0.76 + at * 0.19
        ink.line([(x, 0.36), (x + 0.01, 0.54)], dim.alpha(0.6), 0.03)


def from_behind(ink: Ink, look: Physique, light: Light) -> None:
    lit, dim, shine = _tones(look, light)
    if look.hair == "bald":
        return
    if look.hair in ("cap", "hood"):
        cloth = look.accent if look.hair == "cap" else look.wardrobe_colour
        low = 0.0 if look.hair == "cap" else -1.2
        ink.blob([(-0.84, low), (-0.86, 0.5), (-0.4, 1.2), (0.4, 1.2), (0.86, 0.5), (0.84, low), (0, low - 0.1)],
                 Linear((-0.9, 0), (0.9, 0), (light.on(cloth), light.shadow(cloth))))  # fmt: skip
        return
    low = {"long": -1.6, "curly": -0.8}.get(look.hair, -0.72)
    wide = 0.84 if look.hair == "long" else 0.56
    ink.blob([(-0.79, 0.15), (-0.70, 0.78), (-0.36, 1.06), (0.05, 1.13), (0.42, 1.03), (0.72, 0.75), (0.79, 0.15),
              (0.72, -0.25),
              (wide, low * 0.82), (0.2, low), (0.0, low + 0.05), (-0.2, low), (-wide, low * 0.82), (-0.72, -0.25)],
             Linear((-0.9, 0), (0.9, 0), (lit, dim)))  # fmt: skip
    for x in (-0.34, 0.0, 0.34):
        ink.curve([(x * 0.5, 0.95), (x * 1.2, 0.4), (x * 1.1, low * 0.6)], dim.alpha(0.5), 0.035)
    if look.hair == "curly":
        for x, y in circle(0, 0.2, 0.72, 12):
            ink.oval(x, y, 0.3, 0.3, lit if x < 0 else dim)
    if look.hair == "bun":
        ink.oval(0, 0.75, 0.4, 0.36, shine.mix(lit, 0.7))


def beard(ink: Ink, look: Physique, light: Light, turn: float) -> None:
    lit, dim, _ = _tones(look, light)
    ear = -0.755 + 0.38 * turn
    ink.blob(
        [(ear + 0.06, -0.05), (ear + 0.02, -0.5), (-0.38 + 0.16 * turn, -0.95), (0.08 + 0.3 * turn, -1.2),
         (0.46 + 0.22 * turn, -0.98), (0.68 + 0.06 * turn, -0.45), (0.66, -0.2), (0.52 + 0.1 * turn, -0.42),
         (0.04 + 0.34 * turn, -0.42), (-0.28 + 0.26 * turn, -0.44), (ear + 0.2, -0.2)],
        Linear((0, -0.2), (0, -1.2), (lit, dim)), 0.42,
    )  # fmt: skip


def moustache(ink: Ink, look: Physique, light: Light, turn: float) -> None:
    x = 0.03 + 0.33 * turn
    ink.blob([(x - 0.3, -0.56), (x - 0.1, -0.42), (x, -0.45), (x + 0.1, -0.42), (x + 0.27, -0.56), (x, -0.5)],
             light.on(look.hair_colour))  # fmt: skip


def headgear(ink: Ink, look: Physique, light: Light, turn: float) -> None:
    """A hat or cap worn over the hair."""
    if "hat" in look.accessories:
        lit, dim = light.on(look.accent.dark(0.1)), light.shadow(look.accent.dark(0.2))
        ink.blob([(-0.7, 0.62), (-0.66, 1.2), (-0.4, 1.52), (0.05, 1.44), (0.42, 1.52), (0.68, 1.15), (0.72, 0.62)],
                 Linear((-0.7, 1), (0.75, 1), (lit, dim)), 0.36)  # fmt: skip
        ink.blob([(-0.71, 0.6), (-0.69, 0.8), (0.0, 0.86), (0.71, 0.8), (0.73, 0.6), (0.0, 0.62)], dim.dark(0.4), 0.3)
        ink.blob([(-1.25, 0.52), (-0.7, 0.74), (0.0, 0.68), (0.74, 0.72), (1.32, 0.5), (0.7, 0.5), (0.0, 0.46),
                  (-0.7, 0.5)],
                 lit, 0.5)  # fmt: skip
    elif "cap" in look.accessories and look.hair not in ("cap", "hood"):
        _knit_cap(ink, look, light, turn)
