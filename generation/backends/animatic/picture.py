"""Reference pictures: read once; people are coloured after them, places and things are shown as they are.

A picture of somebody is never laid over a head. Who asks for it sees it as an inset in a corner of the frame.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import skia
from PIL import Image

from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.ink import Ink
from generation.backends.animatic.light import Light
from generation.backends.animatic.sample import Sample, sample
from generation.ports.work import JSON, Refusing

Box = tuple[float, float, float, float]
_READ = ("character", "group", "location", "prop", "style")
_LARGEST = 2048
_SAMPLING = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture in memory and what it says of colours; boxes are left, top, right and bottom with y down."""

    image: Any
    sample: Sample

    @property
    def shape(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.image.width(), self.image.height()

    def cover(self, ink: Ink, box: Box, tint: Colour) -> None:
        """Fill a box, cutting off what is too wide or too tall."""
        width, height = self.shape
        scale = max((box[2] - box[0]) / width, (box[3] - box[1]) / height)
        wide, tall = (box[2] - box[0]) / scale, (box[3] - box[1]) / scale
        left, top = (width - wide) / 2, (height - tall) / 2
        self._draw(ink, (left, top, left + wide, top + tall), box, tint)

    def plain(self, ink: Ink, box: Box) -> None:
        """Draw all of it into a box in its own colours."""
        self._draw(ink, (0, 0, *self.shape), box, rgb("#ffffff"))

    def whole(self, ink: Ink, x: float, y: float, side: float, tint: Colour) -> None:
        """Draw all of it around a middle, its longer side as given."""
        width, height = self.shape
        scale = side / max(width, height) / 2
        box = (x - width * scale, y - height * scale, x + width * scale, y + height * scale)
        self._draw(ink, (0, 0, width, height), box, tint)

    def _draw(self, ink: Ink, part: Box, box: Box, tint: Colour) -> None:
        colour = skia.Color4f(tint.r, tint.g, tint.b, 1.0).toColor()
        paint = skia.Paint(AntiAlias=True, ColorFilter=skia.ColorFilters.Blend(colour, skia.BlendMode.kModulate))
        source, target = skia.Rect.MakeLTRB(*part), skia.Rect.MakeLTRB(*box)
        ink.canvas.drawImageRect(self.image, source, target, _SAMPLING, paint)


def pictures(prompt: Mapping[str, JSON], files: Mapping[str, Path]) -> dict[str, Picture]:
    """Read the first picture of each person, place, thing and style that a prompt names, by digest.

    Refuses when one did not come along: a drawing without it would mean something else.
    """
    cast = prompt.get("cast")
    wanted = {first(entry) for entry in cast.values()} if isinstance(cast, dict) else set()
    return {digest: _read(digest, files) for digest in sorted(wanted - {""})}


def first(entry: JSON) -> str:
    """Return the digest of the picture that is read for a cast entry, empty where it has none."""
    look = entry.get("look") if isinstance(entry, dict) and entry.get("kind") in _READ else None
    images = look.get("images") if isinstance(look, dict) else None
    return str(images[0]) if isinstance(images, list) and images else ""


def tint(light: Light, depth: float = 0.0) -> Colour:
    """What the light of a shot makes of white."""
    return light.on(rgb("#ffffff"), depth)


def _read(digest: str, files: Mapping[str, Path]) -> Picture:
    if digest not in files:
        raise Refusing(f"the reference picture {digest[:19]} is missing")
    try:
        with Image.open(files[digest], formats=("WEBP", "PNG", "JPEG")) as image:
            plain = image.convert("RGBA")
    except (OSError, ValueError) as error:
        raise Refusing(f"the reference picture {digest[:19]} cannot be read") from error
    plain.thumbnail((_LARGEST, _LARGEST))
    made = skia.Image.fromarray(np.ascontiguousarray(np.asarray(plain)), skia.kRGBA_8888_ColorType)
    return Picture(made.withDefaultMipmaps(), sample(plain))
