"""More things to hold, each about one unit across around its middle or around the hand that holds it."""

import math
from collections.abc import Callable

from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.ink import Ink, Linear, circle
from generation.backends.animatic.light import Light

_STEEL, _WOOD, _BLACK = rgb("#9aa3ab"), rgb("#7a5537"), rgb("#26282e")
Drawing = Callable[[Ink, Light, Colour | None], None]


def _glass(ink: Ink, light: Light, own: Colour | None) -> None:
    pane, drink = light.glow(rgb("#dfeaf0")), light.on(own or rgb("#b5722e"))
    ink.poly([(-0.28, 0.42), (0.28, 0.42), (0.21, -0.42), (-0.21, -0.42)], pane.alpha(0.35))
    ink.poly([(-0.25, 0.12), (0.25, 0.12), (0.20, -0.38), (-0.20, -0.38)], drink.alpha(0.9))
    ink.oval(0, 0.42, 0.28, 0.05, pane.alpha(0.5))
    ink.line([(-0.28, 0.42), (-0.21, -0.42), (0.21, -0.42), (0.28, 0.42)], pane.alpha(0.8), 0.025)
    ink.line([(-0.16, 0.3), (-0.12, -0.3)], pane.alpha(0.7), 0.04)


def _candle(ink: Ink, light: Light, own: Colour | None) -> None:
    wax = own or rgb("#e9dfc6")
    ink.rect(-0.1, -0.5, 0.1, 0.2, Linear((-0.1, 0), (0.1, 0), (light.on(wax), light.shadow(wax))), 0.03)
    ink.line([(0, 0.2), (0, 0.27)], light.on(_BLACK), 0.02)
    ink.blob([(0, 0.54), (0.08, 0.36), (0, 0.25), (-0.08, 0.36)], light.glow(rgb("#ffd77a")))
    ink.glow(0, 0.36, 0.9 + 0.9 * light.dark, light.glow(rgb("#ffb45a")), 0.3 + 0.5 * light.dark)


def _tool(ink: Ink, light: Light, own: Colour | None) -> None:
    ink.line([(0, -0.5), (0, 0.34)], light.on(_WOOD), 0.11)
    ink.rect(-0.30, 0.26, 0.26, 0.48, light.on(own or _STEEL.dark(0.25)), 0.05)
    ink.line([(-0.28, 0.44), (0.24, 0.44)], light.on(_STEEL.pale(0.4)), 0.025)


def _gun(ink: Ink, light: Light, own: Colour | None) -> None:
    steel = own or rgb("#33363c")
    ink.blob([(-0.28, 0.06), (-0.20, 0.06), (-0.08, -0.40), (-0.30, -0.44), (-0.36, -0.06)], light.shadow(_WOOD), 0.3)
    ink.poly(
        [(-0.36, 0.22), (0.56, 0.22), (0.56, 0.06), (-0.04, 0.04), (-0.12, -0.06), (-0.36, -0.02)], light.on(steel)
    )
    ink.line([(-0.34, 0.19), (0.54, 0.19)], light.on(steel.pale(0.4)), 0.025)
    ink.curve([(0.0, 0.04), (0.04, -0.12), (-0.12, -0.12)], light.on(steel), 0.03)


def _umbrella(ink: Ink, light: Light, own: Colour | None) -> None:
    """Held by its handle at (0, 0), open above and leant over whoever holds it."""
    with ink.at(turn=15):
        _open_umbrella(ink, light, own)


def _open_umbrella(ink: Ink, light: Light, own: Colour | None) -> None:
    cloth = own or rgb("#3c4a5e")
    ink.line([(0, -0.12), (0.0, 1.0)], light.on(_BLACK), 0.022)
    ink.curve([(0, -0.1), (0.02, -0.2), (0.09, -0.2), (0.1, -0.13)], light.on(_WOOD), 0.03)
    tips = [(-0.72, 0.66), (-0.38, 0.71), (0.0, 0.70), (0.38, 0.71), (0.72, 0.66)]
    ink.blob([(-0.72, 0.66), (-0.60, 0.88), (-0.3, 1.04), (0.0, 1.08), (0.3, 1.04), (0.60, 0.88), (0.72, 0.66),
              (0.55, 0.73),
              (0.38, 0.70), (0.2, 0.74), (0.0, 0.70), (-0.2, 0.74), (-0.38, 0.70), (-0.55, 0.73)],
             Linear((-0.7, 0), (0.7, 0), (light.on(cloth), light.shadow(cloth))), 0.45)  # fmt: skip
    for x, y in tips[1:4]:
        ink.curve([(0, 1.07), (x * 0.75, 0.95), (x, y)], light.shadow(cloth.dark(0.25)), 0.014)
    ink.line([(0, 1.06), (0, 1.15)], light.on(_STEEL), 0.025)


def _flowers(ink: Ink, light: Light, own: Colour | None) -> None:
    stem, bloom = light.on(rgb("#55743f")), own or rgb("#c9605a")
    for at in range(7):
        turn = (at - 3) * 0.24
        x, y = 0.62 * math.sin(turn), 0.1 + 0.42 * math.cos(turn * 1.3)
        ink.curve([(0, -0.5), (x * 0.4, -0.1), (x, y)], stem, 0.03)
    for at in range(7):
        turn = (at - 3) * 0.24
        x, y = 0.62 * math.sin(turn), 0.1 + 0.42 * math.cos(turn * 1.3)
        tone = bloom if at % 2 else bloom.pale(0.35)
        for dx, dy in circle(x, y, 0.085, 5):
            ink.oval(dx, dy, 0.075, 0.075, light.on(tone))
        ink.oval(x, y, 0.05, 0.05, light.on(rgb("#e8c13c")))
    ink.blob([(-0.14, -0.12), (0.14, -0.12), (0.06, -0.5), (-0.06, -0.5)], light.on(rgb("#e6e0d2")), 0.3)


def _stick(ink: Ink, light: Light, own: Colour | None) -> None:
    wood = own or _WOOD
    ink.line([(0, -1.0), (0, 0.26)], light.on(wood), 0.05)
    ink.line([(-0.012, -0.98), (-0.012, 0.24)], light.on(wood.pale(0.3)), 0.012)


def _pen(ink: Ink, light: Light, own: Colour | None) -> None:
    with ink.at(turn=-38):
        ink.line([(0, -0.42), (0, 0.46)], light.on(own or rgb("#2b3a57")), 0.11)
        ink.line([(0, -0.56), (0, -0.42)], light.on(_STEEL), 0.06)


def _cigarette(ink: Ink, light: Light, own: Colour | None) -> None:
    ink.line([(-0.3, -0.05), (0.35, 0.1)], light.on(rgb("#f0ebe0")), 0.1)
    ink.line([(0.35, 0.1), (0.42, 0.115)], light.glow(rgb("#ff7a3c")), 0.1)
    smoke = light.on(rgb("#d8dadc")).alpha(0.35)
    ink.curve([(0.44, 0.16), (0.34, 0.6), (0.62, 1.0), (0.46, 1.5), (0.66, 2.0)], smoke, 0.09)


def _camera(ink: Ink, light: Light, own: Colour | None) -> None:
    body = own or _BLACK
    ink.rect(-0.48, -0.3, 0.48, 0.26, light.on(body), 0.07)
    ink.rect(-0.18, 0.24, 0.2, 0.38, light.on(body.pale(0.12)), 0.04)
    ink.oval(0.04, -0.02, 0.23, 0.23, light.on(_STEEL.dark(0.3)))
    ink.oval(0.04, -0.02, 0.16, 0.16, light.on(rgb("#27384d")))
    ink.oval(-0.02, 0.05, 0.045, 0.045, light.glow(rgb("#e8f2fa")))


def _baby(ink: Ink, light: Light, own: Colour | None) -> None:
    cloth, skin = own or rgb("#e3ddd0"), rgb("#e2b391")
    ink.blob([(-0.62, 0.10), (-0.5, 0.34), (-0.1, 0.36), (0.5, 0.2), (0.72, -0.05), (0.5, -0.26), (-0.2, -0.3),
              (-0.58, -0.14)],
             Linear((0, 0.35), (0, -0.3), (light.on(cloth), light.shadow(cloth))), 0.5)  # fmt: skip
    ink.oval(-0.42, 0.12, 0.2, 0.19, light.on(skin))
    ink.curve([(-0.62, 0.2), (-0.44, 0.36), (-0.22, 0.28), (-0.2, 0.05)], light.on(cloth.pale(0.3)), 0.07)
    for x in (-0.49, -0.37):
        ink.line([(x - 0.03, 0.1), (x + 0.03, 0.1)], light.shadow(skin.dark(0.4)), 0.02)
    ink.curve([(0.0, 0.3), (0.15, 0.0), (0.05, -0.26)], light.shadow(cloth.dark(0.1)), 0.03)


def _globe(ink: Ink, light: Light, own: Colour | None) -> None:
    """A ball of glass on a foot, with a small house and its snow."""
    glass = own or rgb("#a9c6d8")
    ink.poly([(-0.3, -0.5), (0.3, -0.5), (0.22, -0.28), (-0.22, -0.28)], light.on(_WOOD))
    ink.oval(
        0, 0.1, 0.42, 0.42, Linear((-0.4, 0.4), (0.4, -0.3), (light.on(glass.pale(0.5)), light.on(glass.dark(0.15))))
    )
    ink.blob([(-0.36, -0.08), (0.0, -0.02), (0.36, -0.08), (0.2, -0.29), (-0.2, -0.29)], light.on(rgb("#f3f6f8")), 0.4)
    ink.rect(-0.1, -0.04, 0.12, 0.14, light.on(rgb("#a85a45")))
    ink.poly([(-0.16, 0.13), (0.18, 0.13), (0.01, 0.28)], light.on(rgb("#5a4a48")))
    for x, y in ((-0.25, 0.2), (0.2, 0.32), (-0.05, 0.4), (0.28, 0.12), (-0.2, 0.05)):
        ink.oval(x, y, 0.022, 0.022, light.glow(rgb("#ffffff")))


def _ball(ink: Ink, light: Light, own: Colour | None) -> None:
    """Whatever is round: a ball, an apple, an orange."""
    skin = own or rgb("#b5473b")
    ink.oval(0, 0, 0.42, 0.42, Linear((-0.35, 0.35), (0.35, -0.35), (light.on(skin.pale(0.2)), light.shadow(skin))))
    ink.oval(-0.14, 0.16, 0.1, 0.08, light.on(skin.pale(0.6)).alpha(0.7))


def _spoon(ink: Ink, light: Light, own: Colour | None) -> None:
    metal = own or _STEEL
    with ink.at(turn=-28):
        ink.line([(0, -0.5), (0, 0.2)], light.on(metal), 0.06)
        ink.oval(0, 0.36, 0.14, 0.2, Linear((-0.14, 0), (0.14, 0), (light.on(metal.pale(0.5)), light.shadow(metal))))


def _bag(ink: Ink, light: Light, own: Colour | None) -> None:
    """Hangs from a handle at (0, 0.34)."""
    hide = own or rgb("#6a4a35")
    ink.curve([(-0.16, 0.22), (-0.13, 0.37), (0.13, 0.37), (0.16, 0.22)], light.shadow(hide), 0.05, 0.8)
    ink.rect(-0.5, -0.44, 0.5, 0.24, Linear((0, 0.24), (0, -0.44), (light.on(hide), light.shadow(hide))), 0.07)
    ink.line([(-0.5, 0.02), (0.5, 0.02)], light.shadow(hide.dark(0.2)), 0.025)
    for x in (-0.26, 0.26):
        ink.rect(x - 0.05, -0.04, x + 0.05, 0.08, light.on(rgb("#c9a04e")), 0.01)


THINGS: dict[str, Drawing] = {
    "glass": _glass, "candle": _candle, "tool": _tool, "gun": _gun, "umbrella": _umbrella, "flowers": _flowers,
    "stick": _stick, "pen": _pen, "cigarette": _cigarette, "camera": _camera, "baby": _baby, "globe": _globe,
    "ball": _ball, "spoon": _spoon,
    "bag": _bag,
}  # fmt: skip
