"""Clothes: torso, sleeves, trousers or skirt, collar and scarf for each kind of wardrobe, in metres."""

import math
from contextlib import AbstractContextManager
from dataclasses import dataclass

from generation.backends.animatic import props
from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.ink import Ink, Linear, smooth
from generation.backends.animatic.light import Light
from generation.backends.animatic.look import Physique
from generation.backends.animatic.pose import Pose
from generation.backends.animatic.view import Point


@dataclass(frozen=True, slots=True)
class GarmentCut:
    """How a garment falls: its hem below the hip and half its width there, half its waist, sleeve width."""

    hem: float
    flare: float
    waist: float
    sleeve: float
    collar: str


_CUTS = {
    "coat": GarmentCut(0.42, 0.225, 0.175, 0.118, "lapel"),
    "oilskin": GarmentCut(0.34, 0.245, 0.20, 0.128, "hood"),
    "jacket": GarmentCut(0.06, 0.19, 0.175, 0.112, "lapel"),
    "sweater": GarmentCut(0.03, 0.18, 0.18, 0.114, "roll"),
    "dress": GarmentCut(0.50, 0.26, 0.13, 0.090, "round"),
    "uniform": GarmentCut(0.08, 0.185, 0.165, 0.108, "stand"),
    "overalls": GarmentCut(0.02, 0.175, 0.17, 0.104, "shirt"),
    "shirt": GarmentCut(0.02, 0.172, 0.165, 0.100, "shirt"),
}


def cut(look: Physique) -> GarmentCut:
    return _CUTS.get(look.wardrobe, _CUTS["jacket"])


def _cloth(look: Physique) -> Colour:
    """The colour of what covers chest and sleeves."""
    return look.accent if look.wardrobe == "overalls" else look.wardrobe_colour


def _trousers(look: Physique) -> Colour:
    if look.wardrobe in ("overalls", "uniform"):
        return look.wardrobe_colour.dark(0.18 if look.wardrobe == "uniform" else 0.0)
    return look.wardrobe_colour.grey(0.75).dark(0.62)


def torso(ink: Ink, look: Physique, light: Light, body: Pose, rise: float, side: float, back: bool = False) -> None:
    shape = cut(look)
    cloth, wide, hip, lean = _cloth(look), look.width, body.hip, body.lean
    hem = hip - (min(shape.hem, 0.06) if body.seated else shape.hem)
    lit, dim = light.on(cloth), light.shadow(cloth)
    shoulder = hip + 0.515 + rise
    outline = smooth(
        [(-0.06 + lean, shoulder + 0.055), (-0.17 * wide + lean, shoulder + 0.012),
         (-0.232 * wide + lean, shoulder - 0.075),
         (-0.205 * wide + lean * 0.6, hip + 0.30), (-shape.waist * wide + lean * 0.3, hip + 0.12),
         (-shape.flare * wide * 0.97, hip - 0.06 if shape.hem > 0.1 else hip), (-shape.flare * wide, hem),
         (0.0, hem - 0.012), (shape.flare * wide, hem),
          (shape.flare * wide * 0.95, hip - 0.06 if shape.hem > 0.1 else hip),
         (shape.waist * wide + lean * 0.3, hip + 0.12), (0.195 * wide + lean * 0.6, hip + 0.30),
         (0.212 * wide + lean, shoulder - 0.07), (0.155 * wide + lean, shoulder + 0.015),
          (0.07 + lean, shoulder + 0.055)],
        True, 0.36,
    )  # fmt: skip
    ink.path(outline, lit)
    with ink.within(outline):
        _modelling(ink, look, light, (hem, shoulder), side)
    _trim(ink, look, light, (hem, hip, shoulder, lean), back)
    if look.wardrobe != "overalls":
        ink.line([(-shape.flare * wide * 0.96, hem + 0.012), (shape.flare * wide * 0.96, hem + 0.012)], dim, 0.016)


def _modelling(ink: Ink, look: Physique, light: Light, span: tuple[float, float], side: float) -> None:
    """Shadow on the side away from the light, its colour on the edge towards it."""
    low, high = span
    dim, wide = light.shadow(_cloth(look).dark(0.06)), look.width
    edge = -0.07 * side * wide
    away = -0.5 * side
    ink.blob([(edge + 0.02, high + 0.1), (edge - 0.05 * side, high - 0.12), (edge + 0.025, high - 0.3),
              (edge - 0.03 * side, low + 0.1),
              (edge, low - 0.1), (away, low - 0.1), (away, high + 0.1)], dim, 0.5)  # fmt: skip
    if light.dark > 0.2:
        rim = light.glow(light.key).alpha(0.22 + 0.25 * light.dark)
        ink.curve([(0.17 * side * wide, high + 0.02), (0.235 * side * wide, high - 0.09),
                   (0.2 * side * wide, high - 0.24),
                   (0.19 * side * wide, high - 0.42), (0.24 * side * wide, low)], rim, 0.035)  # fmt: skip


def _trim(ink: Ink, look: Physique, light: Light, span: tuple[float, float, float, float], back: bool) -> None:
    """The details that tell one garment from another."""
    hem, hip, shoulder, lean = span
    cloth = _cloth(look)
    dim, accent = light.shadow(cloth.dark(0.15)), light.on(look.accent)
    middle = 0.045
    if back:
        ink.line([(0, hem + 0.02), (0.0, shoulder - 0.1)], dim, 0.01)
        return
    match look.wardrobe:
        case "coat" | "jacket" | "oilskin" | "uniform":
            ink.curve([(middle + lean, shoulder - 0.16), (middle + 0.012, hip), (middle, hem + 0.01)], dim, 0.014)
            metal = light.on(rgb("#d8b765")) if look.wardrobe == "uniform" else accent
            for at in range(4 if hip - hem > 0.2 else 3):
                ink.oval(middle + 0.032 + lean * 0.5, shoulder - 0.2 - at * 0.125, 0.0125, 0.0125, metal)
            for x in (-0.115, 0.125):
                ink.line([(x - 0.045, hip - 0.005), (x + 0.045, hip + 0.004)], dim, 0.013)
        case "sweater":
            for at in range(7):
                x = (-0.15 + at * 0.05) * look.width
                ink.line([(x, hem + 0.015), (x, hem + 0.055)], dim, 0.009)
            ink.line(
                [(-0.165 * look.width + lean * 0.6, hip + 0.28), (0.16 * look.width + lean * 0.6, hip + 0.28)],
                accent,
                0.03,
            )
        case "dress":
            ink.line([(-0.125 * look.width, hip + 0.125), (0.125 * look.width, hip + 0.125)], accent, 0.028)
            for x, low in ((-0.1, -0.16), (0.02, 0.03), (0.1, 0.17)):
                ink.curve([(x * 0.5, hip + 0.08), (x, hip - 0.1), (low, hem + 0.02)], dim, 0.01)
        case "overalls":
            bib = light.on(look.wardrobe_colour)
            ink.poly(
                [
                    (-0.11, hip + 0.3),
                    (0.12, hip + 0.3),
                    (0.17, hip + 0.05),
                    (0.18, hem),
                    (-0.18, hem),
                    (-0.17, hip + 0.05),
                ],
                bib,
            )
            for x in (-0.1, 0.11):
                ink.line([(x, hip + 0.3), (x * 1.15 + lean, shoulder)], bib, 0.035)
                ink.oval(x, hip + 0.285, 0.014, 0.014, light.on(rgb("#d8b765")))
        case _:
            ink.curve([(middle + lean, shoulder - 0.05), (middle, hip + 0.1), (middle, hem)], dim, 0.01)
            ink.line(
                [(-0.165 * look.width, hem + 0.014), (0.165 * look.width, hem + 0.014)], light.on(rgb("#3b2c22")), 0.034
            )


def legs(ink: Ink, look: Physique, light: Light, body: Pose) -> None:
    bare = look.wardrobe == "dress"
    cloth = look.skin if bare else _trousers(look)
    shoe = light.on(rgb("#2a2528") if look.wardrobe != "oilskin" else rgb("#39423a"))
    for leg, x, tone in ((body.far_leg, 0.075, light.shadow(cloth)), (body.near_leg, -0.075, light.on(cloth))):
        knee, foot = leg
        width = (0.10 if bare else 0.135) * look.width
        ink.line([(x * look.width, body.hip), knee, foot], tone, width)
        ink.blob([(foot[0] - 0.07, 0.0 + foot[1] - 0.04), (foot[0] - 0.065, foot[1] + 0.05),
                  (foot[0] + 0.05, foot[1] + 0.045),
                  (foot[0] + 0.155, foot[1] - 0.005), (foot[0] + 0.16, foot[1] - 0.04)], shoe, 0.4)  # fmt: skip


def arm(
    ink: Ink,
    look: Physique,
    light: Light,
    shoulder: Point,
    joints: tuple[Point, Point],
    far: bool,
    holds: props.Thing | None = None,
) -> None:
    """One sleeve with its hand, and what the hand holds."""
    elbow, hand = ((x * look.width if abs(x) > 0.15 else x, y) for x, y in joints)
    cloth, width = _cloth(look), cut(look).sleeve
    tone, edge = light.on(cloth.dark(0.16 if far else 0.05)), light.shadow(cloth.dark(0.2))
    below = _toward(elbow, hand, 0.45)
    if holds and not far:
        with ink.at(hand[0] + 0.03, hand[1] + 0.01):
            props.in_hand(ink, holds, light)
    with _along(ink, elbow, hand):
        _hand(ink, light.shadow(look.skin) if far else light.on(look.skin), light.shadow(look.skin.dark(0.2)))
    if not far:
        ink.line([(shoulder[0] + 0.008, shoulder[1] - 0.03), elbow, below], edge.alpha(0.55), width + 0.016)
    ink.line([shoulder, elbow, below], tone, width)
    with _along(ink, elbow, hand):
        band = light.on(look.accent) if look.wardrobe in ("uniform", "oilskin") else edge
        _forearm(ink, math.dist(elbow, hand), width / 2, tone, band)


def _along(ink: Ink, elbow: Point, hand: Point) -> AbstractContextManager[None]:
    """A place at the hand whose x runs on from the forearm."""
    return ink.at(*hand, turn=math.degrees(math.atan2(hand[1] - elbow[1], hand[0] - elbow[0])))


def _forearm(ink: Ink, long: float, half: float, tone: Colour, band: Colour) -> None:
    """The sleeve from below the elbow to the wrist, growing slimmer, with its cuff."""
    start, wrist, slim = -0.55 * long, -0.035, half * 0.74
    ink.poly([(start, -half), (wrist, -slim), (wrist, slim), (start, half)], tone)
    ink.rect(wrist - 0.028, -slim - 0.004, wrist, slim + 0.004, band)


def _hand(ink: Ink, skin: Colour, dim: Colour) -> None:
    """A hand at rest with its fingers along x and its thumb above them."""
    ink.line([(0.005, 0.022), (0.038, 0.046), (0.062, 0.044)], skin, 0.024)
    ink.blob(
        [(-0.05, -0.028), (0.0, -0.04), (0.045, -0.044), (0.082, -0.034), (0.098, -0.012), (0.094, 0.012),
         (0.072, 0.028), (0.03, 0.036), (-0.05, 0.028)], skin, 0.45,
    )  # fmt: skip
    for y in (-0.018, 0.0, 0.016):
        ink.line([(0.045, y * 1.1), (0.088, y)], dim.alpha(0.55), 0.005)


def collar(ink: Ink, look: Physique, light: Light, body: Pose, rise: float) -> None:
    """What sits around the neck: the garment's collar, then a scarf or tie."""
    y, x = body.hip + 0.545 + rise, body.lean + 0.012
    cloth = _cloth(look)
    lit, dim = light.on(cloth.pale(0.08)), light.shadow(cloth.dark(0.1))
    match cut(look).collar:
        case "lapel":
            ink.poly([(x - 0.085, y + 0.03), (x + 0.02, y - 0.20), (x - 0.12, y - 0.10)], lit)
            ink.poly([(x + 0.085, y + 0.03), (x + 0.045, y - 0.20), (x + 0.13, y - 0.09)], dim)
            ink.poly(
                [(x - 0.07, y + 0.03), (x + 0.075, y + 0.03), (x + 0.033, y - 0.16)], light.on(look.accent.pale(0.3))
            )
        case "hood" if look.hair != "hood":
            ink.blob([(x - 0.16, y - 0.01), (x - 0.12, y + 0.05), (x, y + 0.025), (x + 0.12, y + 0.05),
                      (x + 0.15, y - 0.01),
                      (x + 0.05, y - 0.07), (x - 0.06, y - 0.07)], lit)  # fmt: skip
            ink.curve([(x - 0.1, y), (x, y - 0.035), (x + 0.1, y)], dim, 0.012)
        case "roll":
            ink.blob(
                [(x - 0.085, y - 0.02), (x - 0.08, y + 0.055), (x + 0.07, y + 0.055), (x + 0.085, y - 0.02)], lit, 0.4
            )
            ink.curve([(x - 0.075, y + 0.015), (x, y), (x + 0.075, y + 0.015)], dim, 0.009)
        case "stand":
            ink.poly([(x - 0.08, y - 0.03), (x - 0.075, y + 0.045), (x + 0.075, y + 0.045), (x + 0.08, y - 0.03)], lit)
            for at in (-0.185, 0.175):
                ink.line([(at - 0.03, y - 0.025), (at + 0.035, y - 0.03)], light.on(rgb("#d8b765")), 0.022)
        case "shirt":
            ink.poly([(x - 0.08, y + 0.035), (x + 0.01, y - 0.01), (x - 0.03, y - 0.075), (x - 0.1, y - 0.01)], lit)
            ink.poly([(x + 0.075, y + 0.035), (x + 0.01, y - 0.01), (x + 0.05, y - 0.075), (x + 0.1, y - 0.01)], lit)
        case "round":
            ink.curve([(x - 0.085, y + 0.01), (x, y - 0.04), (x + 0.085, y + 0.01)], lit, 0.014)
    _neckwear(ink, look, light, x, y)


def back_collar(ink: Ink, look: Physique, light: Light, head: float) -> None:
    """The collar, or the scarf over it, from behind; `head` is the height of the head's middle."""
    cloth = look.accent if "scarf" in look.accessories else _cloth(look)
    y = head - 0.14
    ink.blob(
        [(-0.10, y - 0.045), (-0.095, y + 0.04), (0, y + 0.03), (0.095, y + 0.04), (0.10, y - 0.045), (0, y - 0.065)],
        Linear((-0.1, y), (0.1, y), (light.on(cloth.pale(0.06)), light.shadow(cloth))),
    )


def _neckwear(ink: Ink, look: Physique, light: Light, x: float, y: float) -> None:
    lit, dim = light.on(look.accent), light.shadow(look.accent)
    if "scarf" in look.accessories:
        ink.blob([(x - 0.06, y - 0.03), (x - 0.065, y - 0.27), (x + 0.03, y - 0.28), (x + 0.03, y - 0.03)], dim, 0.25)
        ink.blob([(x - 0.115, y - 0.035), (x - 0.105, y + 0.055), (x, y + 0.035), (x + 0.1, y + 0.055),
                  (x + 0.115, y - 0.03),
                  (x, y - 0.065)], Linear((x - 0.1, y), (x + 0.12, y - 0.02), (lit, dim)), 0.5)  # fmt: skip
        ink.curve([(x - 0.1, y + 0.01), (x, y - 0.02), (x + 0.1, y + 0.01)], dim, 0.012)
    elif "tie" in look.accessories:
        ink.poly(
            [
                (x - 0.015, y - 0.02),
                (x + 0.035, y - 0.02),
                (x + 0.045, y - 0.24),
                (x + 0.01, y - 0.28),
                (x - 0.02, y - 0.24),
            ],
            lit,
        )
    if "bag" in look.accessories:
        ink.line([(x - 0.15, y - 0.02), (x + 0.16, y - 0.42)], light.on(rgb("#5a4230")), 0.034)


def _toward(a: Point, b: Point, share: float) -> Point:
    return a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
