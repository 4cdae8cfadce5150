"""Heads: skull, face and expression, in units of half a head's height around its middle, turned up to a profile."""

from dataclasses import dataclass

from generation.backends.animatic import hair
from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.ink import Ink, Linear, Radial, smooth
from generation.backends.animatic.light import Light
from generation.backends.animatic.look import Physique
from generation.backends.animatic.view import Point

_EYE_WHITE = rgb("#f3efe6")
_PUPIL = rgb("#20222c")
_BLUSH = rgb("#c4493f")


@dataclass(frozen=True, slots=True)
class Expression:
    """`mouth` from 0 (shut) to 1 (open), `lids` from 0 (open) to 1 (shut), `gaze` where the pupils look."""

    mouth: float = 0.0
    lids: float = 0.0
    gaze: Point = (0.0, 0.0)
    mood: str | None = None


def outline(turn: float) -> list[Point]:
    """The skull and jaw, seen turned to the right by `turn` from 0 (front) to 1 (profile, nearly)."""
    return [
        (-0.06, 1.0), (0.42, 0.91), (0.70, 0.55), (0.755, 0.12), (0.715 + 0.02 * turn, -0.22),
        (0.60 + 0.10 * turn, -0.58), (0.34 + 0.24 * turn, -0.92), (0.06 + 0.30 * turn, -1.0),
        (-0.22 + 0.22 * turn, -0.93), (-0.54 + 0.14 * turn, -0.58), (-0.70 + 0.04 * turn, -0.2),
        (-0.755, 0.15), (-0.72, 0.58), (-0.48, 0.90),
    ]  # fmt: skip


def face(ink: Ink, look: Physique, light: Light, turn: float, side: float, expression: Expression) -> None:
    """The head with its hair, lit from `side` (-1 left, 1 right); a coat's hood is drawn with the hair."""
    skin, dim = light.on(look.skin), light.shadow(look.skin)
    shape = smooth(outline(turn))
    _far_ear(ink, dim, turn)
    ink.path(shape, skin)
    with ink.within(shape):
        _modelling(ink, look, light, turn, side)
    _near_ear(ink, skin, dim, turn)
    _eyes(ink, look, light, turn, expression)
    _nose(ink, dim, light.on(look.skin.pale(0.35)), turn)
    if "beard" in look.accessories:
        hair.beard(ink, look, light, turn)
    _mouth(ink, look, light, turn, expression)
    if "moustache" in look.accessories:
        hair.moustache(ink, look, light, turn)
    hair.before(ink, look, light, turn)
    if "glasses" in look.accessories:
        _glasses(ink, light, turn)
    if "earrings" in look.accessories:
        _earring(ink, look, light, turn)
    hair.headgear(ink, look, light, turn)


def back(ink: Ink, look: Physique, light: Light) -> None:
    """The head from behind."""
    ink.path(smooth(outline(0.0)), light.shadow(look.skin))
    for x in (-0.76, 0.76):
        ink.oval(x, -0.08, 0.11, 0.2, light.shadow(look.skin))
    hair.from_behind(ink, look, light)
    hair.headgear(ink, look, light, 0.0)


def _modelling(ink: Ink, look: Physique, light: Light, turn: float, side: float) -> None:
    """Shadow on the side away from the light, warmth on the cheeks, a shade under the brow of hair."""
    dim = light.shadow(look.skin)
    edge = 0.36 if side < 0 else -0.36
    x = edge + 0.14 * turn
    away = 1.3 if side < 0 else -1.3
    shadow = [(x, 1.2), (x + 0.05 * away, 0.4), (x - 0.10 * away, 0.0), (x + 0.08 * away, -0.35), (x - 0.02, -1.2)]
    ink.blob([*shadow, (away, -1.3), (away, 1.3)], dim, 0.6)
    blush = light.on(look.skin.mix(_BLUSH, 0.38))
    for cheek in (-0.36 + 0.26 * turn, 0.46 + 0.18 * turn):
        ink.oval(cheek, -0.3, 0.2, 0.17, Radial((cheek, -0.3), 0.2, (blush.alpha(0.55), blush.alpha(0.0))))
    ink.rect(-1.2, 0.35, 1.2, 1.2, Linear((0, 0.35), (0, 0.8), (dim.alpha(0.0), dim.alpha(0.8))))


def _near_ear(ink: Ink, skin: Colour, dim: Colour, turn: float) -> None:
    x = -0.755 + 0.38 * turn
    ink.oval(x, -0.08, 0.12, 0.2, skin)
    ink.curve([(x + 0.03, 0.04), (x - 0.05, 0.0), (x - 0.03, -0.14)], dim, 0.035)


def _earring(ink: Ink, look: Physique, light: Light, turn: float) -> None:
    x = -0.755 + 0.38 * turn
    ink.curve([(x - 0.06, -0.3), (x, -0.26), (x + 0.06, -0.3), (x + 0.05, -0.4), (x, -0.44), (x - 0.05, -0.4)],
              light.on(rgb("#d9b34a")), 0.045)  # fmt: skip


def _far_ear(ink: Ink, dim: Colour, turn: float) -> None:
    if turn < 0.3:
        ink.oval(0.76, -0.08, 0.1, 0.19, dim)


def eye_places(turn: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Middle (x) and half width of the near and the far eye."""
    return (-0.30 + 0.30 * turn, 0.17), (0.33 + 0.19 * turn, 0.17 - 0.055 * turn)


def _eyes(ink: Ink, look: Physique, light: Light, turn: float, expression: Expression) -> None:
    line = light.on(look.hair_colour.dark(0.35) if look.hair_colour.luma < 0.5 else rgb("#4b3a30"))
    wide = {"surprised": 1.28, "afraid": 1.2, "angry": 0.78, "happy": 0.9, "sad": 0.9}.get(expression.mood or "", 1.0)
    for at, (x, half) in enumerate(eye_places(turn)):
        _eye(ink, look, light, (x, 0.0), half, wide * (1.12 if look.child else 1.0), expression, line)
        _brow(ink, line, x, half, expression.mood, inner=1.0 if at == 0 else -1.0)


def _eye(
    ink: Ink, look: Physique, light: Light, at: Point, half: float, wide: float, expression: Expression, line: Colour
) -> None:
    x, y = at
    tall = 0.115 * wide * (1 - expression.lids)
    if tall < 0.03:
        ink.curve([(x - half, y - 0.01), (x, y - 0.055), (x + half, y - 0.01)], line, 0.05)
        return
    lower = tall * (0.5 if expression.mood == "happy" else 0.72)
    almond = smooth(
        [(x - half, y - 0.01), (x - half * 0.1, y + tall), (x + half, y + 0.005), (x, y - lower)], True, 0.62
    )
    ink.path(almond, light.on(_EYE_WHITE))
    with ink.within(almond):
        px, py = x + expression.gaze[0] * half * 0.45, y + 0.01 + expression.gaze[1] * 0.07
        iris = rgb("#5b7a86") if look.hair_colour.luma > 0.3 else rgb("#5a3f2c")
        ink.oval(px, py, 0.098, 0.105, light.on(iris))
        ink.oval(px, py, 0.052, 0.056, light.on(_PUPIL))
        ink.rect(x - half, y + tall * 0.55, x + half, y + tall * 1.3, light.on(_PUPIL).alpha(0.28))
        ink.oval(px - 0.035, py + 0.04, 0.024, 0.026, light.glow(_EYE_WHITE))
    ink.curve([(x - half * 1.04, y), (x - half * 0.1, y + tall), (x + half * 1.04, y + 0.01)], line, 0.046, 0.62)
    ink.curve([(x - half * 0.7, y - lower * 0.8), (x, y - lower * 1.08), (x + half * 0.7, y - lower * 0.75)],
              light.shadow(look.skin), 0.022)  # fmt: skip


_BROWS = {"angry": (-0.10, 0.04), "sad": (0.08, -0.05), "afraid": (0.10, 0.02), "surprised": (0.06, 0.08)}


def _brow(ink: Ink, line: Colour, x: float, half: float, mood: str | None, inner: float) -> None:
    """`inner` says on which side (1 right, -1 left) the nose is."""
    tip, lift = _BROWS.get(mood or "", (0.0, 0.01))
    y = 0.245 + lift
    ends = [(x - inner * half * 1.15, y - 0.03), (x, y + 0.035), (x + inner * half * 1.0, y - 0.005 + tip)]
    ink.curve(sorted(ends), line, 0.06)


def _nose(ink: Ink, dim: Colour, lit: Colour, turn: float) -> None:
    x = 0.03 + 0.34 * turn
    tip = x + 0.05 + 0.13 * turn
    ink.curve([(x + 0.03, 0.06), (tip - 0.01, -0.2), (tip + 0.015, -0.285), (tip - 0.06, -0.335), (x - 0.05, -0.31)],
              dim, 0.042, 0.4)  # fmt: skip
    ink.oval(tip - 0.02, -0.24, 0.03, 0.035, lit.alpha(0.55))


_SMILES = {"happy": 0.075, "sad": -0.06, "angry": -0.045, "afraid": -0.03}


def _mouth(ink: Ink, look: Physique, light: Light, turn: float, expression: Expression) -> None:
    x, y = 0.03 + 0.33 * turn, -0.575
    half = 0.225 - 0.04 * turn
    bend = _SMILES.get(expression.mood or "", 0.012)
    lip = light.on(look.skin.mix(_BLUSH, 0.42).dark(0.12))
    inside = light.on(rgb("#4a1c20"))
    open_ = max(expression.mouth, 0.3 if expression.mood == "surprised" else 0.0)
    if open_ > 0.06:
        tall = 0.03 + 0.15 * open_
        narrow = half * (0.98 - 0.25 * open_)
        shape = smooth([(x - narrow, y + bend), (x, y + 0.045), (x + narrow, y + bend), (x, y - tall)], True, 0.7)
        ink.path(shape, inside)
        with ink.within(shape):
            ink.rect(x - narrow * 0.75, y + 0.0, x + narrow * 0.75, y + 0.08, light.on(_EYE_WHITE))
            ink.oval(x, y - tall, narrow * 0.6, tall * 0.5, light.on(rgb("#a04a4a")))
        ink.curve([(x - narrow, y + bend), (x, y + 0.045), (x + narrow, y + bend)], lip, 0.04, 0.7)
        ink.curve(
            [(x - narrow * 0.8, y - tall * 0.4), (x, y - tall), (x + narrow * 0.8, y - tall * 0.4)], lip, 0.045, 0.7
        )
        return
    ink.curve([(x - half, y + bend), (x, y - bend * 0.4), (x + half, y + bend)], lip.dark(0.3), 0.045, 0.7)
    ink.curve([(x - half * 0.45, y - 0.085), (x, y - 0.1), (x + half * 0.45, y - 0.085)], lip.alpha(0.55), 0.05, 0.7)


def _glasses(ink: Ink, light: Light, turn: float) -> None:
    frame = light.on(rgb("#26242a"))
    (near, near_half), (far, far_half) = eye_places(turn)
    for x, half in ((near, near_half), (far, far_half)):
        lens = smooth([(x - half * 1.4, 0.0), (x, 0.19), (x + half * 1.4, 0.0), (x, -0.21)], True, 1.0)
        ink.path(lens, light.glow(rgb("#dfeaf0")).alpha(0.16))
        points = [(x - half * 1.4, 0.0), (x, 0.19), (x + half * 1.4, 0.0), (x, -0.21), (x - half * 1.4, 0.0)]
        ink.curve(points, frame, 0.04, 1.0)
    ink.curve([(near + near_half * 1.4, 0.03), ((near + far) / 2, 0.07), (far - far_half * 1.4, 0.03)], frame, 0.04)
    ink.line([(near - near_half * 1.4, 0.03), (-0.755 + 0.38 * turn, 0.03)], frame, 0.04)
