"""Things: held in a hand or shown large in an insert, each about one unit across around its middle."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generation.backends.animatic import colour
from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.ink import Ink, Linear, Radial, circle
from generation.backends.animatic.light import Light
from generation.backends.animatic.look import Physique
from generation.backends.animatic.picture import Picture, tint
from generation.backends.animatic.things import THINGS

_PAPER, _METAL, _WOOD, _BRASS = rgb("#efe6cf"), rgb("#9aa3ab"), rgb("#7a5537"), rgb("#c9a04e")
_SIZES = {
    "letter": 0.24, "book": 0.26, "lantern": 0.3, "rope": 0.28, "box": 0.32, "radio": 0.22, "glass": 0.13,
    "candle": 0.2,
    "tool": 0.3, "gun": 0.24, "umbrella": 0.78, "flowers": 0.3, "stick": 0.8, "pen": 0.13, "spoon": 0.17,
    "ball": 0.13, "cigarette": 0.09,
    "camera": 0.18, "baby": 0.42, "globe": 0.2, "bag": 0.46, "phone": 0.15,
}  # fmt: skip
"""Metres of a unit, for a thing in a hand."""
_PLACES = {
    "lantern": (0.02, -0.17), "box": (0.02, 0.06), "rope": (0.02, -0.10), "umbrella": (0.0, 0.0), "bag": (0.0, -0.16),
    "gun": (0.05, 0.03), "stick": (0.03, 0.0), "baby": (-0.06, 0.06), "flowers": (0.02, 0.10), "candle": (0.02, 0.07),
    "tool": (0.02, 0.05), "cigarette": (0.03, 0.035), "pen": (0.045, 0.02), "spoon": (0.05, 0.04),
    "ball": (0.05, 0.04), "globe": (0.03, 0.08),
    "glass": (0.035, 0.02),
    "cup": (0.035, 0.02),
}  # fmt: skip
"""Where its middle is, from the hand."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing by name, with the colour or the picture that its reference asks for."""

    name: str
    colour: Colour | None = None
    picture: Picture | None = None


def in_hand(ink: Ink, held: Thing, light: Light) -> None:
    """The thing at the size it has in a hand at (0, 0), in metres."""
    with ink.at(*_PLACES.get(held.name, (0.02, 0.03)), _SIZES.get(held.name, 0.15)):
        show(ink, held, light)


def show(ink: Ink, shown: Thing, light: Light) -> None:
    """A thing about one unit across: its picture where it has one, else its drawing."""
    if shown.picture:
        with ink.at(0.0, 0.0, 1.0, -1.0):
            shown.picture.whole(ink, 0.0, 0.0, 1.1, tint(light))
        return
    thing(ink, shown.name, light, shown.colour)


def own_colour(attributes: Mapping[str, str], shown: Picture | None) -> Colour | None:
    """The colour that a prop reference asks for, else that of its picture."""
    nothing = Colour(0, 0, 0, 0)
    said = colour.read(attributes.get("colour") or attributes.get("color"), nothing)
    if said is nothing:
        return shown.sample.wardrobe if shown else None
    return said


def thing(ink: Ink, name: str, light: Light, own: Colour | None) -> None:
    """One thing by name; what is not known is a box."""
    _THINGS.get(name, _box)(ink, light, own)


def _letter(ink: Ink, light: Light, own: Colour | None) -> None:
    paper = own or _PAPER
    ink.poly([(-0.40, -0.48), (0.38, -0.52), (0.42, 0.50), (-0.38, 0.53)],
             Linear((-0.4, 0.5), (0.4, -0.5), (light.on(paper.pale(0.2)), light.on(paper.dark(0.08)))))  # fmt: skip
    line = light.on(paper.dark(0.62)).alpha(0.75)
    for row in range(9):
        y = 0.34 - row * 0.085
        ink.curve([(-0.29, y), (-0.1, y + 0.008), (0.1, y - 0.006), (0.29 - (row * 37 % 19) * 0.012, y)], line, 0.014)
    ink.line([(-0.39, 0.02), (0.40, -0.01)], light.shadow(paper).alpha(0.5), 0.012)


def _book(ink: Ink, light: Light, own: Colour | None) -> None:
    cover = own or rgb("#6e2f34")
    ink.rect(-0.46, -0.36, 0.46, 0.38, light.shadow(cover), 0.04)
    for side in (-1, 1):
        ink.blob([(0, -0.30), (side * 0.2, -0.26), (side * 0.43, -0.31), (side * 0.43, 0.33), (side * 0.2, 0.38),
                  (0, 0.34)],
                 light.on(_PAPER if side < 0 else _PAPER.dark(0.08)), 0.25)  # fmt: skip
        for row in range(8):
            y = 0.26 - row * 0.07
            ink.line(
                [(side * 0.06, y), (side * (0.38 - row % 3 * 0.04), y - 0.005)],
                light.on(_PAPER.dark(0.5)).alpha(0.6),
                0.01,
            )


def _lantern(ink: Ink, light: Light, own: Colour | None) -> None:
    metal = own or rgb("#4d5a52")
    ink.curve([(-0.24, 0.22), (-0.2, 0.58), (0.2, 0.58), (0.24, 0.22)], light.on(metal), 0.035, 0.9)
    ink.rect(-0.22, -0.34, 0.22, 0.24, light.glow(rgb("#ffdf94")).alpha(0.55), 0.08)
    ink.blob([(0, 0.14), (0.07, -0.06), (0, -0.2), (-0.07, -0.06)], light.glow(rgb("#fff3c4")))
    ink.rect(-0.29, -0.5, 0.29, -0.32, light.on(metal), 0.04)
    ink.poly([(-0.27, 0.22), (0.27, 0.22), (0.13, 0.38), (-0.13, 0.38)], light.on(metal))
    for x in (-0.21, 0.0, 0.21):
        ink.line([(x, -0.32), (x, 0.22)], light.shadow(metal), 0.022)
    ink.glow(0, -0.05, 1.1 + 0.5 * light.dark, light.glow(rgb("#ffb45a")), 0.35 + 0.4 * light.dark)


def _key(ink: Ink, light: Light, own: Colour | None) -> None:
    metal = light.on(own or _BRASS)
    ink.curve([*circle(-0.3, 0.0, 0.17, 10), (-0.13, 0.0)], metal, 0.075)
    ink.line([(-0.13, 0), (0.48, 0)], metal, 0.085)
    for x, low in ((0.3, -0.16), (0.4, -0.21), (0.47, -0.13)):
        ink.line([(x, 0), (x, low)], metal, 0.065)
    ink.line([(-0.1, 0.02), (0.44, 0.02)], light.on((own or _BRASS).pale(0.6)), 0.018)


def _radio(ink: Ink, light: Light, own: Colour | None) -> None:
    body = own or rgb("#5d4a3a")
    ink.line([(0.38, 0.3), (0.5, 0.72)], light.on(_METAL), 0.022)
    ink.rect(
        -0.5, -0.34, 0.5, 0.34, Linear((0, 0.34), (0, -0.34), (light.on(body.pale(0.1)), light.shadow(body))), 0.07
    )
    for row in range(7):
        ink.line([(-0.42, 0.22 - row * 0.07), (-0.02, 0.22 - row * 0.07)], light.shadow(body.dark(0.4)), 0.025)
    ink.rect(0.06, 0.08, 0.42, 0.24, light.glow(rgb("#f2d9a0")).mix(light.on(rgb("#e8d9b0")), 0.4), 0.03)
    ink.line([(0.24, 0.10), (0.26, 0.22)], rgb("#b0342c"), 0.016)
    for x in (0.14, 0.34):
        ink.oval(x, -0.12, 0.085, 0.085, light.on(rgb("#d8c6a0")))
        ink.line([(x, -0.12), (x + 0.03, -0.06)], light.on(rgb("#4d4036")), 0.02)


def _phone(ink: Ink, light: Light, own: Colour | None) -> None:
    ink.rect(-0.25, -0.5, 0.25, 0.5, light.on(own or rgb("#23252c")), 0.07)
    ink.rect(
        -0.215,
        -0.43,
        0.215,
        0.43,
        Linear((0, 0.43), (0, -0.43), (light.glow(rgb("#bcd8ea")), light.glow(rgb("#6f9bc0")))),
        0.03,
    )
    for row in range(3):
        ink.rect(
            -0.16,
            0.16 - row * 0.18,
            0.08 + row % 2 * 0.08,
            0.27 - row * 0.18,
            light.glow(rgb("#eef5f8")).alpha(0.8),
            0.04,
        )
    ink.glow(0, 0, 0.9, light.glow(rgb("#9cc4e4")), 0.25 * light.dark)


def _cup(ink: Ink, light: Light, own: Colour | None) -> None:
    clay = own or rgb("#d9d4c6")
    ink.curve([(0.28, 0.2), (0.52, 0.14), (0.46, -0.2), (0.24, -0.22)], light.on(clay), 0.075, 0.8)
    ink.blob([(-0.33, 0.32), (-0.31, -0.25), (-0.22, -0.42), (0.22, -0.42), (0.31, -0.25), (0.33, 0.32)],
             Linear((-0.33, 0), (0.33, 0), (light.on(clay.pale(0.2)), light.shadow(clay))), 0.25)  # fmt: skip
    ink.oval(0, 0.32, 0.33, 0.09, light.on(clay.pale(0.3)))
    ink.oval(0, 0.31, 0.28, 0.065, light.on(rgb("#5a3824")))


def _rope(ink: Ink, light: Light, own: Colour | None) -> None:
    hemp = own or rgb("#c2a066")
    for at in range(4):
        size = 0.46 - at * 0.09
        for dark, width in ((True, 0.115), (False, 0.08)):
            tone = light.shadow(hemp.dark(0.25)) if dark else light.on(hemp)
            ink.curve(
                [(-size, -0.1), (0, -0.1 - size * 0.5), (size, -0.1), (0, -0.1 + size * 0.55), (-size, -0.08)],
                tone,
                width,
                1.0,
            )
    ink.curve([(0.3, -0.1), (0.5, 0.15), (0.35, 0.4), (0.55, 0.6)], light.on(hemp), 0.08)


def _watch(ink: Ink, light: Light, own: Colour | None) -> None:
    ring = own or _BRASS
    ink.oval(0, 0, 0.5, 0.5, Linear((-0.4, 0.4), (0.4, -0.4), (light.on(ring.pale(0.35)), light.shadow(ring))))
    ink.oval(0, 0, 0.41, 0.41, light.on(rgb("#f1ead6")))
    for x, y in circle(0, 0, 0.34, 12):
        ink.oval(x, y, 0.02, 0.02, light.on(rgb("#2b2a2e")))
    ink.line([(0, 0), (0.05, 0.26)], light.on(rgb("#2b2a2e")), 0.03)
    ink.line([(0, 0), (-0.17, 0.05)], light.on(rgb("#2b2a2e")), 0.04)
    ink.oval(0, 0, 0.035, 0.035, light.on(rgb("#b0342c")))


def _knife(ink: Ink, light: Light, own: Colour | None) -> None:
    steel = own or _METAL
    ink.blob([(-0.08, 0.06), (0.4, 0.07), (0.54, -0.02), (0.3, -0.08), (-0.08, -0.08)],
             Linear((0, 0.08), (0, -0.08), (light.on(steel.pale(0.5)), light.on(steel.dark(0.15)))), 0.3)  # fmt: skip
    ink.rect(-0.5, -0.075, -0.06, 0.065, light.on(_WOOD), 0.06)
    for x in (-0.4, -0.28, -0.16):
        ink.oval(x, -0.005, 0.02, 0.02, light.on(_BRASS))


def _door(ink: Ink, light: Light, own: Colour | None) -> None:
    wood = own or rgb("#6b4a36")
    ink.rect(-1.6, -1.2, 1.6, 1.2, light.on(wood))
    for x in (-1.1, -0.55, 0.42, 0.98):
        ink.line([(x, -1.2), (x, 1.2)], light.shadow(wood.dark(0.3)), 0.03)
    ink.rect(-0.24, -0.42, 0.16, 0.46, light.on(_BRASS.dark(0.35)), 0.06)
    ink.oval(-0.04, -0.22, 0.05, 0.06, light.on(rgb("#1d1a1c")))
    ink.line([(-0.04, 0.14), (0.44, 0.10)], light.shadow(_BRASS.dark(0.2)), 0.13)
    ink.line([(-0.04, 0.16), (0.44, 0.12)], light.on(_BRASS), 0.10)


def _box(ink: Ink, light: Light, own: Colour | None) -> None:
    wood = own or _WOOD
    ink.rect(-0.46, -0.4, 0.46, 0.2, Linear((0, 0.2), (0, -0.4), (light.on(wood), light.shadow(wood))), 0.03)
    ink.poly([(-0.46, 0.2), (0.46, 0.2), (0.36, 0.4), (-0.36, 0.4)], light.on(wood.pale(0.16)))
    ink.rect(-0.09, 0.02, 0.09, 0.2, light.on(_BRASS), 0.02)
    ink.line([(-0.46, -0.1), (0.46, -0.1)], light.shadow(wood.dark(0.2)), 0.02)


_THINGS: dict[str, Callable[[Ink, Light, Colour | None], None]] = {
    "letter": _letter, "book": _book, "lantern": _lantern, "key": _key, "radio": _radio, "phone": _phone, "cup": _cup,
    "rope": _rope, "watch": _watch, "knife": _knife, "door": _door, "box": _box, **THINGS,
}  # fmt: skip


def hand(ink: Ink, look: Physique, light: Light, mirror: float = 1.0) -> None:
    """A large hand reaching in from the lower left (lower right when mirrored), with its sleeve, one unit wide."""
    skin, dim = light.on(look.skin), light.shadow(look.skin)
    sleeve = look.accent if look.wardrobe == "overalls" else look.wardrobe_colour
    with ink.at(0, 0, mirror, 1.0):
        ink.poly([(-1.9, -1.35), (-0.62, -0.52), (-0.42, -0.86), (-1.25, -1.9)],
                 Linear((-0.8, -0.5), (-0.8, -1.4), (light.on(sleeve), light.shadow(sleeve))))  # fmt: skip
        ink.line([(-0.64, -0.50), (-0.42, -0.86)], light.shadow(sleeve.dark(0.2)), 0.12)
        ink.blob(
            [(-0.58, -0.56), (-0.36, -0.30), (-0.12, -0.24), (0.02, -0.38), (-0.08, -0.58), (-0.42, -0.76)], skin, 0.5
        )
        for at, (x, y) in enumerate([(0.10, -0.10), (0.18, -0.22), (0.19, -0.35), (0.13, -0.47)]):
            knuckle = (-0.13 + 0.02 * at, -0.28 - 0.085 * at)
            ink.line([knuckle, (x * 0.8, y + 0.02), (x, y - 0.04)], dim, 0.112)
            ink.line([knuckle, (x * 0.8, y + 0.025), (x, y - 0.03)], skin, 0.094)
        ink.line([(-0.34, -0.36), (-0.20, -0.12), (-0.06, -0.06)], dim, 0.125)
        ink.line([(-0.35, -0.35), (-0.21, -0.11), (-0.07, -0.05)], skin, 0.11)


def pool(ink: Ink, light: Light, radius: float) -> None:
    """Lamplight on a table top."""
    warm = light.glow(light.key)
    ink.oval(0, 0, radius, radius, Radial((0, 0), radius, (warm.alpha(0.30), warm.alpha(0.10), warm.alpha(0.0))))
