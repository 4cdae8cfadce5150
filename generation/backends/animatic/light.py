"""Light: what time of day, weather, style and palette do to every colour of a shot."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from generation.backends.animatic import colour, words
from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.shot import DrawnShot
from generation.backends.animatic.vocabulary import LIGHTS, STYLES

Grade = Callable[[Colour], Colour]
_SHINING = -math.inf
"""The depth under which a colour that shines by itself is known."""

_WHITE = Colour(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Light:
    """`sky` from top to horizon; `ambient` multiplies what is lit; `haze` swallows depth at `thick` per 100 m.

    `key` comes from the side `side` (-1 left, 1 right); `dark` (0 to 1) says how much lamps matter.
    """

    sky: tuple[Colour, Colour, Colour]
    ambient: Colour
    haze: Colour
    thick: float
    key: Colour
    side: float
    shade: float
    dark: float
    sun: Colour
    grade: Grade
    outside: Colour = _WHITE
    """`ambient` as it is under the sky, for what is seen through windows."""
    _known: dict[tuple[Colour, float], Colour] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was asked before: every frame asks for the same few hundred colours."""

    def on(self, base: Colour, depth: float = 0.0) -> Colour:
        """A colour as it looks in this light at a depth in metres behind the subject."""
        known = self._known.get((base, depth))
        if known is None:
            lit = base.times(self.ambient)
            known = self._known[base, depth] = self.grade(lit.mix(self.haze.alpha(base.a), self.veil(depth)))
        return known

    def shadow(self, base: Colour, depth: float = 0.0) -> Colour:
        return self.on(base.mix(_SHADE.alpha(base.a), self.shade), depth)

    def glow(self, base: Colour) -> Colour:
        """A colour that shines by itself."""
        known = self._known.get((base, _SHINING))
        if known is None:
            known = self._known[base, _SHINING] = self.grade(base)
        return known

    def veil(self, depth: float) -> float:
        far = max(0.0, depth) * self.thick / 100
        return far / (1 + far)


_SHADE = rgb("#1c2140")
_TIMES = {
    "day": Light(
        (rgb("#5e9fd0"), rgb("#9cc9e4"), rgb("#e3eff0")), Colour(1, 1, 1), rgb("#cfe2ea"), 0.55,
        rgb("#fff3d6"), -1, 0.30, 0.0, rgb("#fff8e4"), lambda c: c,
    ),
    "dawn": Light(
        (rgb("#5a6fa8"), rgb("#c99bb0"), rgb("#ffd9ae")), Colour(0.93, 0.82, 0.86), rgb("#eec2b2"), 0.8,
        rgb("#ffc79a"), 1, 0.42, 0.35, rgb("#ffeec4"), lambda c: c,
    ),
    "dusk": Light(
        (rgb("#27345f"), rgb("#86587f"), rgb("#f7a05e")), Colour(0.80, 0.64, 0.68), rgb("#c27f78"), 0.7,
        rgb("#ff9d55"), 1, 0.48, 0.65, rgb("#ffd27c"), lambda c: c,
    ),
    "night": Light(
        (rgb("#0b1430"), rgb("#16264a"), rgb("#2c4468")), Colour(0.47, 0.51, 0.68), rgb("#233a5c"), 0.7,
        rgb("#a9c4ef"), -1, 0.55, 1.0, rgb("#e9eed8"), lambda c: c,
    ),
}  # fmt: skip
_INDOORS = {
    "day": (Colour(0.97, 0.95, 0.93), rgb("#fff1d2"), 0.36, 0.15),
    "dawn": (Colour(0.90, 0.80, 0.78), rgb("#ffcfa2"), 0.44, 0.45),
    "dusk": (Colour(0.84, 0.68, 0.62), rgb("#ffb26b"), 0.48, 0.75),
    "night": (Colour(0.66, 0.58, 0.60), rgb("#ffc078"), 0.55, 1.0),
}


def light(shot: DrawnShot) -> Light:
    """The light of a shot."""
    made = _under(_TIMES[shot.time], shot.weather, shot.time)
    made = replace(made, outside=made.ambient)
    if shot.place.indoors:
        ambient, key, shade, dark = _INDOORS[shot.time]
        made = replace(made, ambient=ambient, key=key, shade=shade, dark=dark, thick=0.15)
    for wanted in words.find_all(LIGHTS, shot.light):
        made = _LIGHTING[wanted](made)
    sky = shot.place.attributes.get("sky_colour")
    if sky:
        high, middle, low = made.sky
        made = replace(made, sky=(_tinted(high, sky, 0.5), _tinted(middle, sky, 0.35), _tinted(low, sky, 0.2)))
    return replace(made, grade=grade(shot.style, shot.palette))


def _tinted(band: Colour, sky: str, share: float) -> Colour:
    """A band of sky moved towards a colour but kept as bright as the hour makes it."""
    asked = colour.read(sky, band)
    brighter = band.luma / max(0.05, asked.luma)
    return band.mix(asked.map(lambda part: part * brighter), share)


def _under(clear: Light, weather: str, time: str) -> Light:
    """The same hour under a sky that is not clear."""
    if weather == "clear":
        return clear
    cover, thick, dim = {
        "clouds": (rgb("#b3bdc6"), 1.5, 0.94),
        "rain": (rgb("#8b98a5"), 2.2, 0.88),
        "storm": (rgb("#59626f"), 2.6, 0.86),
        "fog": (rgb("#c3cccf"), 11.0, 0.94),
        "snow": (rgb("#ccd5de"), 2.6, 0.97),
    }[weather]
    cover = cover.times(clear.ambient).mix(clear.sky[1], 0.25 + 0.2 * clear.dark)
    sky = tuple(band.grey(0.3).mix(cover, share) for band, share in zip(clear.sky, (0.62, 0.74, 0.66), strict=True))
    ambient = clear.ambient.times(Colour(dim, dim, dim)).mix(cover, 0.12 if time != "night" else 0.0)
    return replace(
        clear,
        sky=(sky[0], sky[1], sky[2]),
        ambient=ambient,
        haze=sky[2].mix(cover, 0.5),
        thick=clear.thick * thick,
        key=clear.key.grey(0.5),
        shade=clear.shade * 0.8,
        dark=min(1.0, clear.dark + (0.35 if weather in ("storm", "fog") else 0.2)),
        sun=clear.sun.alpha(0.25 if weather == "fog" else 0.0),
    )


_LIGHTING: dict[str, Callable[[Light], Light]] = {
    "low": lambda made: replace(
        made, ambient=made.ambient.times(Colour(0.72, 0.72, 0.76)), shade=made.shade + 0.16, dark=max(made.dark, 0.8)
    ),
    "high": lambda made: replace(made, ambient=made.ambient.mix(Colour(1.05, 1.05, 1.05), 0.6), shade=made.shade * 0.6),
    "warm": lambda made: replace(made, ambient=made.ambient.times(Colour(1.06, 0.97, 0.84)), key=rgb("#ffb768")),
    "cold": lambda made: replace(made, ambient=made.ambient.times(Colour(0.86, 0.97, 1.10)), key=rgb("#a8cdf2")),
    "moon": lambda made: replace(
        made,
        ambient=made.ambient.times(Colour(1.02, 1.16, 1.30)),
        key=rgb("#cfe0ff"),
        shade=made.shade + 0.14,
        sun=rgb("#f6f8ff"),
        sky=(made.sky[0], made.sky[1].pale(0.06), made.sky[2].pale(0.12)),
    ),
    "lamp": lambda made: replace(
        made, ambient=made.ambient.times(Colour(0.92, 0.76, 0.56)), key=rgb("#ffb055"), shade=made.shade + 0.1, dark=1.0
    ),
    "back": lambda made: replace(made, ambient=made.ambient.times(Colour(0.62, 0.62, 0.68)), shade=made.shade + 0.2),
    "soft": lambda made: replace(
        made, ambient=made.ambient.mix(Colour(0.92, 0.94, 0.96), 0.35), shade=made.shade * 0.4, thick=made.thick * 2.0
    ),
}


def grade(style: str, palette: str) -> Grade:
    """What a style and a palette make of a colour; words that are not known change nothing."""
    steps = [_GRADES[name] for name in words.find_all(STYLES, style)]
    steps += [_GRADES[name] for name in words.find_all(STYLES, palette)]
    tones = _tones(palette)
    if tones:
        steps.append(lambda c: _split(c, tones))

    def graded(c: Colour) -> Colour:
        for step in steps:
            c = step(c)
        return c

    return graded


def _tones(palette: str) -> tuple[Colour, ...]:
    nothing = Colour(0, 0, 0, 0)
    parts = re.split(r"[;,]| and |\s+(?=#)", palette)
    return tuple(tone for part in parts[:8] if (tone := colour.read(part, nothing)) is not nothing)


def _split(c: Colour, tones: tuple[Colour, ...]) -> Colour:
    """Pulls dark colours to the first tone and light ones to the last, as a split toning does."""
    ordered = sorted(tones, key=lambda tone: tone.luma)
    at = c.luma * (len(ordered) - 1)
    low = min(int(at), len(ordered) - 1)
    tone = ordered[low].mix(ordered[min(low + 1, len(ordered) - 1)], at - low)
    bright = c.luma / max(0.08, tone.luma)
    toned = tone.map(lambda part: part * min(bright, 2.2)).alpha(c.a)
    return c.mix(toned, 0.34)


def _contrast(c: Colour, by: float) -> Colour:
    return c.map(lambda part: 0.42 + (part - 0.42) * by)


def _saturate(c: Colour, by: float) -> Colour:
    return c.map(lambda part: c.luma + (part - c.luma) * by)


_GRADES: dict[str, Grade] = {
    "noir": lambda c: _contrast(c.grey(0.97), 1.45),
    "sepia": lambda c: _contrast(c.grey(0.88).pale(0.14), 1.12).times(Colour(1.12, 0.96, 0.74)),
    "pencil": lambda c: _contrast(c.grey(0.85).pale(0.34), 1.15),
    "charcoal": lambda c: _contrast(c.grey(0.93).pale(0.18), 1.1),
    "ink": lambda c: _contrast(c.grey(0.62).pale(0.16), 1.5),
    "woodcut": lambda c: _contrast(c.grey(1.0).pale(0.1), 1.6).grey(1.0),
    "watercolour": lambda c: _saturate(c, 1.3).pale(0.34),
    "pastel": lambda c: c.grey(0.12).pale(0.36),
    "painted": lambda c: _contrast(_saturate(c, 1.18), 1.08),
    "comic": lambda c: _contrast(_saturate(c, 1.45), 1.2),
    "flat": lambda c: _contrast(_saturate(c, 1.08), 1.05),
    "grain": lambda c: _contrast(c.grey(0.22), 0.92),
    "vivid": lambda c: _contrast(_saturate(c, 1.5), 1.12),
    "cold": lambda c: c.grey(0.26).times(Colour(0.82, 0.99, 1.14)),
    "warm": lambda c: c.times(Colour(1.10, 0.98, 0.76)),
    "muted": lambda c: _contrast(c.grey(0.48), 0.86),
    "dark": lambda c: _contrast(c.grey(0.15).dark(0.34), 1.2),
}
