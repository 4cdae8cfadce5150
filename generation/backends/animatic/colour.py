"""Colours as linear-enough red, green, blue, alpha, read from whatever people write."""

import re
from collections.abc import Callable
from typing import NamedTuple

_NAMES = {
    "black": "#1c1c20", "white": "#f4f2ec", "grey": "#84878d", "gray": "#84878d", "silver": "#b9bec6",
    "red": "#c23b34", "crimson": "#a3213a", "maroon": "#6e2430", "scarlet": "#d6382b", "burgundy": "#64202f",
    "orange": "#e08a35", "rust": "#a8522b", "amber": "#e3a33c", "gold": "#d9b34a", "golden": "#d9b34a",
    "yellow": "#e8c13c", "mustard": "#cf9f2e", "cream": "#efe4cb", "beige": "#d8c6a6", "ivory": "#f0ead8",
    "green": "#4f8a55", "olive": "#727a3c", "lime": "#9dbf4c", "mint": "#a7d3b5", "emerald": "#2f8a66",
    "teal": "#2f7f82", "turquoise": "#4db3b0", "cyan": "#55b7c9", "aqua": "#6fc3c7", "navy": "#24324f",
    "blue": "#3a63a8", "skyblue": "#86b4d8", "indigo": "#3d3f7c", "purple": "#6c4a8c", "violet": "#7f62a8",
    "lavender": "#b3a6d1", "pink": "#d98fa3", "magenta": "#b1447f", "rose": "#c9697c", "coral": "#df7a5e",
    "brown": "#6f4b33", "tan": "#c19a6b", "chestnut": "#6d3f26", "auburn": "#7c3a22", "blond": "#d9b872",
    "blonde": "#d9b872", "ginger": "#b9622d", "charcoal": "#3a3d43", "slate": "#55606c", "khaki": "#a79a6c",
    "peach": "#f0b995", "copper": "#b06a3f", "bronze": "#9a6a43",
}  # fmt: skip


_SKINS = {
    "pale": "#f1d3bb", "porcelain": "#f1d3bb", "fair": "#efc8a8", "white": "#efc8a8", "light": "#eac3a2",
    "freckled": "#e8bb98", "tanned": "#cf9a72", "tan": "#cf9a72", "medium": "#cf9a72", "olive": "#c2946a",
    "golden": "#cd9a66", "weathered": "#bd8863", "copper": "#a8704a", "bronze": "#9a6a43", "brown": "#8a5a3e",
    "dark": "#6b4431", "deep": "#583727", "black": "#4d3125", "ebony": "#432a20",
}  # fmt: skip


class Colour(NamedTuple):
    """Red, green, blue and alpha, each from 0 to 1."""

    r: float
    g: float
    b: float
    a: float = 1.0

    def mix(self, other: "Colour", share: float) -> "Colour":
        """This colour moved towards another by `share` (0 keeps it, 1 is the other)."""
        k = min(1.0, max(0.0, share))
        r, g, b, a = self
        return Colour(r + (other.r - r) * k, g + (other.g - g) * k, b + (other.b - b) * k, a + (other.a - a) * k)

    def map(self, change: Callable[[float], float]) -> "Colour":
        """Red, green and blue changed alike and kept between 0 and 1."""
        r, g, b = (min(1.0, max(0.0, change(part))) for part in self[:3])
        return Colour(r, g, b, self.a)

    def times(self, other: "Colour") -> "Colour":
        return Colour(self.r * other.r, self.g * other.g, self.b * other.b, self.a)

    def dark(self, share: float) -> "Colour":
        return self.mix(Colour(0.04, 0.05, 0.10, self.a), share)

    def pale(self, share: float) -> "Colour":
        return self.mix(Colour(1.0, 0.98, 0.94, self.a), share)

    def alpha(self, a: float) -> "Colour":
        return self._replace(a=a)

    @property
    def luma(self) -> float:
        return 0.2126 * self.r + 0.7152 * self.g + 0.0722 * self.b

    def grey(self, share: float) -> "Colour":
        return self.mix(Colour(self.luma, self.luma, self.luma, self.a), share)


def rgb(text: str) -> Colour:
    """The colour of a `#rrggbb` that this package wrote itself."""
    return Colour(*(int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)))


def written(tone: Colour) -> str:
    """A colour as people write it, `#rrggbb`."""
    return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in tone[:3])


def read(text: object, fallback: Colour) -> Colour:
    """The colour of `#rgb`, `#rrggbb` or a name, alone or inside words ("dark red coat"); else the fallback."""
    if not isinstance(text, str):
        return fallback
    cleaned = text.strip().lower()[:200]
    if re.fullmatch(r"#[0-9a-f]{6}([0-9a-f]{2})?", cleaned):
        return rgb(cleaned)
    if re.fullmatch(r"#[0-9a-f]{3}", cleaned):
        return rgb("#" + "".join(digit * 2 for digit in cleaned[1:]))
    words = re.findall(r"[a-z]+", cleaned)
    if "".join(words) in _NAMES:
        return rgb(_NAMES["".join(words)])
    named = [word for word in words if word in _NAMES]
    if not named:
        return fallback
    colour = rgb(_NAMES[named[-1]])
    if "dark" in words:
        return colour.dark(0.4)
    return colour.pale(0.35) if {"light", "pale"} & set(words) else colour


def read_skin(text: object, fallback: Colour) -> Colour:
    """The colour of a skin as people describe it, where "olive" or "white" mean other colours than of cloth."""
    said = re.findall(r"[a-z]+", text.lower()[:200]) if isinstance(text, str) and "#" not in text else []
    tones = [rgb(_SKINS[word]) for word in said if word in _SKINS]
    if not tones:
        return read(text, fallback)
    return tones[0].mix(tones[-1], 0.5)
