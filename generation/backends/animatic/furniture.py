"""Furniture: what people sit or lie on and what stands before them, in metres, for a body that is turned right."""

import math
from collections.abc import Callable

from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.ink import Ink, Linear, circle
from generation.backends.animatic.light import Light

_WOOD, _CLOTH, _STONE, _IRON, _LEATHER = (
    rgb("#7a5a40"), rgb("#5f7480"), rgb("#86837d"), rgb("#3b4046"), rgb("#59433a")
)  # fmt: skip
Piece = Callable[[Ink, Light], None]
SHARED = frozenset({"bench", "sofa", "bed", "stairs"})
"""Seats that are wide enough for two."""
BED = 0.52
"""Metres from the floor to the top of a bed."""


def seat(ink: Ink, light: Light, kind: str) -> None:
    """What somebody sits on whose hips are at half a metre; nothing for the ground."""
    _SEATS.get(kind, _chair)(ink, light)


def bed(ink: Ink, light: Light) -> None:
    """A bed along x with its pillow on the left, as long as a person."""
    wood, sheet = _WOOD, rgb("#e6e0d2")
    ink.rect(-1.14, 0.0, -1.04, 0.92, light.shadow(wood), 0.03)
    ink.rect(1.0, 0.0, 1.09, 0.62, light.shadow(wood), 0.03)
    ink.rect(-1.08, 0.16, 1.04, 0.36, light.on(wood))
    ink.rect(-1.06, 0.34, 1.02, BED, light.on(sheet), 0.05)
    ink.rect(-1.06, 0.34, 1.02, 0.40, light.shadow(sheet).alpha(0.6), 0.03)
    ink.blob([(-1.04, BED - 0.02), (-1.02, BED + 0.13), (-0.78, BED + 0.15), (-0.5, BED + 0.10), (-0.48, BED - 0.02)],
             Linear((0, BED + 0.14), (0, BED), (light.on(sheet.pale(0.4)), light.shadow(sheet))), 0.5)  # fmt: skip


def blanket(ink: Ink, light: Light, tone: Colour) -> None:
    """What lies over somebody in a bed, from the chest to the feet."""
    lit, dim = light.on(tone), light.shadow(tone.dark(0.1))
    top = BED + 0.43
    ink.blob([(-0.40, BED - 0.10), (-0.45, BED + 0.16), (-0.42, top - 0.03), (-0.2, top), (0.20, top - 0.08),
              (0.52, top - 0.10),
              (0.74, top - 0.03), (0.93, top + 0.01), (1.02, BED + 0.16), (1.03, BED - 0.12)],
             Linear((0, top), (0, BED - 0.1), (lit, dim)), 0.45)  # fmt: skip
    ink.curve([(-0.44, BED + 0.06), (-0.44, top - 0.09), (-0.34, top - 0.01)], light.on(tone.pale(0.4)), 0.05)
    for x, long in ((-0.1, 0.22), (0.28, 0.18), (0.6, 0.2)):
        ink.curve([(x, top - 0.07), (x + 0.06, top - 0.07 - long * 0.5), (x + 0.02, top - 0.08 - long)], dim, 0.012)


def front(ink: Ink, light: Light, place: str, reach: float) -> None:
    """What stands before somebody; a table that is shared with one `reach` metres off ends half way."""
    if place == "table":
        _table(ink, light, reach)
    elif place in _FRONTS:
        _FRONTS[place](ink, light)


def _chair(ink: Ink, light: Light) -> None:
    lit, dim = light.on(_WOOD), light.shadow(_WOOD)
    for x, foot in ((-0.25, -0.29), (0.17, 0.20)):
        ink.line([(x, 0.44), (foot, 0.0)], dim, 0.045)
    ink.line([(-0.27, 0.44), (-0.33, 0.98)], dim, 0.05)
    for y in (0.66, 0.80, 0.94):
        ink.line([(-0.30 - (y - 0.66) * 0.1, y), (-0.18 - (y - 0.66) * 0.1, y + 0.01)], dim, 0.05)
    ink.line([(-0.16, 0.44), (-0.20, 0.97)], lit, 0.045)
    ink.rect(-0.30, 0.42, 0.22, 0.47, lit, 0.015)
    for x, foot in ((-0.17, -0.19), (0.20, 0.24)):
        ink.line([(x, 0.43), (foot, 0.0)], lit, 0.045)


def _sofa(ink: Ink, light: Light) -> None:
    lit, dim = light.on(_CLOTH), light.shadow(_CLOTH)
    ink.rect(-0.58, 0.10, 1.02, 0.98, dim, 0.12)
    ink.rect(-0.40, 0.12, 0.90, 0.46, lit, 0.06)
    ink.rect(-0.40, 0.10, 0.90, 0.30, light.on(_CLOTH.dark(0.1)), 0.04)
    for x in (-0.62, 0.84):
        ink.rect(x, 0.08, x + 0.24, 0.66, lit, 0.1)


def _stool(ink: Ink, light: Light) -> None:
    iron = light.shadow(_IRON)
    for x, foot in ((-0.14, -0.22), (0.10, 0.18), (-0.02, -0.02)):
        ink.line([(x, 0.72), (foot, 0.0)], iron, 0.035)
    ink.line([(-0.19, 0.28), (0.15, 0.28)], iron, 0.03)
    ink.rect(-0.22, 0.70, 0.18, 0.77, light.on(_LEATHER), 0.03)


def _bench(ink: Ink, light: Light) -> None:
    lit, dim = light.on(_WOOD), light.shadow(_WOOD)
    for x in (-0.82, 0.86):
        ink.line([(x, 0.0), (x, 0.44)], light.shadow(_IRON), 0.06)
        ink.line([(x, 0.44), (x - 0.05, 0.9)], light.shadow(_IRON), 0.05)
    for y in (0.62, 0.74, 0.86):
        ink.rect(-0.98, y, 0.98, y + 0.075, dim, 0.01)
    ink.rect(-1.0, 0.41, 1.0, 0.47, lit, 0.012)


def _bed_edge(ink: Ink, light: Light) -> None:
    sheet, cover = rgb("#e6e0d2"), rgb("#6d7f94")
    ink.rect(-1.22, 0.0, -1.12, 0.86, light.shadow(_WOOD), 0.03)
    ink.rect(-1.14, 0.12, 0.92, 0.30, light.shadow(_WOOD))
    ink.rect(-1.14, 0.26, 0.94, 0.48, light.on(cover), 0.05)
    ink.rect(-1.14, 0.26, 0.94, 0.34, light.shadow(cover).alpha(0.7), 0.04)
    ink.blob([(-1.12, 0.46), (-1.08, 0.6), (-0.84, 0.62), (-0.6, 0.56), (-0.58, 0.46)], light.on(sheet), 0.5)


def _stairs(ink: Ink, light: Light) -> None:
    for step in range(5):
        left, top = -0.34 - step * 0.30, 0.47 + step * 0.19
        ink.rect(left - 0.30, 0.0, left + 0.62 - step * 0.02, top, light.shadow(_STONE))
        ink.rect(left - 0.30, top - 0.05, left + 0.62 - step * 0.02, top, light.on(_STONE))
    ink.rect(-0.64, 0.0, 0.56, 0.24, light.shadow(_STONE.dark(0.1)))
    ink.rect(-0.64, 0.2, 0.58, 0.25, light.on(_STONE))


def _crate(ink: Ink, light: Light) -> None:
    ink.rect(-0.26, 0, 0.22, 0.46, light.shadow(_WOOD))
    ink.rect(-0.29, 0.42, 0.25, 0.48, light.on(_WOOD))
    for y in (0.14, 0.28):
        ink.line([(-0.26, y), (0.22, y)], light.shadow(_WOOD.dark(0.3)), 0.014)


def _rock(ink: Ink, light: Light) -> None:
    ink.blob([(-0.62, -0.02), (-0.5, 0.28), (-0.26, 0.46), (0.16, 0.48), (0.34, 0.34), (0.46, 0.12), (0.5, -0.02)],
             Linear((-0.4, 0.4), (0.4, 0.0), (light.on(_STONE), light.shadow(_STONE))), 0.4)  # fmt: skip
    ink.line([(-0.3, 0.3), (-0.05, 0.22), (0.1, 0.05)], light.shadow(_STONE.dark(0.2)), 0.012)


def _high_back(ink: Ink, light: Light) -> None:
    """A seat of a car or a train, seen from before."""
    lit, dim = light.on(_LEATHER.mix(_CLOTH, 0.4)), light.shadow(_LEATHER.mix(_CLOTH, 0.4))
    ink.rect(-0.33, 0.36, 0.33, 1.16, dim, 0.09)
    ink.rect(-0.27, 0.44, 0.27, 1.12, lit, 0.08)
    ink.rect(-0.16, 1.13, 0.16, 1.38, dim, 0.06)
    ink.rect(-0.34, 0.22, 0.36, 0.47, lit, 0.08)


def _bench_of_train(ink: Ink, light: Light) -> None:
    """A seat of a train from the side, its back to the left."""
    cloth = rgb("#5d4a6b")
    lit, dim = light.on(cloth), light.shadow(cloth)
    ink.rect(-0.52, 0.0, -0.30, 1.34, dim, 0.06)
    ink.rect(-0.40, 0.44, -0.24, 1.30, lit, 0.06)
    ink.rect(-0.44, 1.08, -0.22, 1.36, light.on(rgb("#d9d2c2")), 0.05)
    ink.rect(-0.50, 0.30, 0.26, 0.48, lit, 0.06)
    ink.rect(-0.46, 0.0, 0.20, 0.30, light.shadow(_IRON))


def _nothing(ink: Ink, light: Light) -> None:
    pass


_SEATS: dict[str, Piece] = {
    "chair": _chair, "sofa": _sofa, "stool": _stool, "bench": _bench, "bed": _bed_edge, "stairs": _stairs,
    "crate": _crate, "rock": _rock, "high back": _high_back, "train": _bench_of_train, "floor": _nothing,
}  # fmt: skip


def _table(ink: Ink, light: Light, reach: float) -> None:
    lit, dim = light.on(_WOOD.pale(0.12)), light.shadow(_WOOD)
    end = reach / 2 + 0.01 if reach else 1.30
    for x in (0.2,) if reach else (0.2, 1.12):
        ink.rect(x, 0.0, x + 0.06, 0.72, dim)
    ink.rect(0.14, 0.64, end if reach else end - 0.06, 0.73, dim)
    ink.rect(0.08, 0.72, end, 0.775, lit)


def _counter(ink: Ink, light: Light) -> None:
    wood = rgb("#6a4632")
    ink.rect(0.20, 0.0, 2.6, 1.02, Linear((0, 1.0), (0, 0.0), (light.on(wood), light.shadow(wood.dark(0.2)))))
    for x in (0.5, 1.1, 1.7, 2.3):
        ink.rect(x - 0.22, 0.16, x + 0.22, 0.84, light.shadow(wood.dark(0.12)), 0.02)
    ink.rect(0.10, 1.01, 2.7, 1.075, light.on(wood.pale(0.22)), 0.012)


def _wheel(ink: Ink, light: Light) -> None:
    """A ship's wheel on its stand, nearly edge on."""
    brass, wood = light.on(rgb("#b58d45")), light.on(_WOOD)
    ink.poly([(0.46, 0.0), (0.86, 0.0), (0.74, 0.9), (0.58, 0.9)], light.shadow(_WOOD))
    ink.rect(0.50, 0.86, 0.82, 1.0, light.on(_WOOD), 0.02)
    with ink.at(0.46, 1.16, 0.40, 1.0):
        for at in range(8):
            turn = at * math.tau / 8
            ink.line([(0, 0), (0.40 * math.cos(turn), 0.40 * math.sin(turn))], wood, 0.04)
        ink.curve([*circle(0, 0, 0.30, 16), (0.30, 0.0)], wood, 0.055)
        ink.oval(0, 0, 0.07, 0.07, brass)


def _rail(ink: Ink, light: Light) -> None:
    lit, dim = light.on(rgb("#8c7a64")), light.shadow(rgb("#6f6152"))
    for x in (-1.9, -0.9, 0.5, 1.5):
        ink.rect(x - 0.025, 0.0, x + 0.025, 0.98, dim)
    for y in (0.34, 0.66):
        ink.line([(-3.0, y), (3.0, y)], dim, 0.025)
    ink.rect(-3.0, 0.96, 3.0, 1.03, lit, 0.02)


def _ladder(ink: Ink, light: Light) -> None:
    lit, dim = light.on(_WOOD.pale(0.15)), light.shadow(_WOOD)
    for step in range(12):
        y = 0.12 + step * 0.3
        ink.line([(0.22 + y * 0.02, y), (0.60 + y * 0.02, y)], dim, 0.035)
    for x in (0.22, 0.60):
        ink.line([(x, 0.0), (x + 0.07, 3.6)], lit, 0.05)


_FRONTS: dict[str, Piece] = {"counter": _counter, "wheel": _wheel, "rail": _rail, "ladder": _ladder}
