"""Reference pictures: read once, then drawn as a face, a place or a thing in the light of the shot."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import skia
from PIL import Image

from generation.backends.animatic.colour import Colour, rgb
from generation.backends.animatic.ink import Ink
from generation.backends.animatic.light import Light
from generation.ports.work import JSON, Refusing

Box = tuple[float, float, float, float]
_DRAWN = ("character", "location", "prop")
_FACE_HIGH, _FACE_NEAR = 0.22, 1.45
"""Portraits show shoulders and some wall: the head is cut out of their upper middle."""
_HEAD = (420, 555)
"""Width and height of a head in points of its own."""
_LARGEST = 2048
_SAMPLING = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture in memory; boxes are left, top, right and bottom with y down."""

    image: Any

    @property
    def shape(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.image.width(), self.image.height()

    @cached_property
    def head(self) -> "Picture":
        """The head of a portrait as an oval whose rim is soft, so that the wall behind it does not stand out."""
        width, height = _HEAD
        surface = skia.Surface(width, height)
        ink = Ink(surface.getCanvas())
        self.cover(ink, (0, 0, width, height), rgb("#ffffff"), _FACE_HIGH, _FACE_NEAR)
        rim = skia.GradientShader.MakeRadial((0, 0), 1.0, [0xFF000000, 0xFF000000, 0x00000000], [0.0, 0.84, 1.0])
        with ink.at(width / 2, height / 2, width / 2, height / 2):
            ink.canvas.drawRect(
                skia.Rect.MakeLTRB(-1, -1, 1, 1), skia.Paint(Shader=rim, BlendMode=skia.BlendMode.kDstIn)
            )
        return Picture(surface.makeImageSnapshot().withDefaultMipmaps())

    def cover(self, ink: Ink, box: Box, tint: Colour, high: float = 0.5, near: float = 1.0) -> None:
        """Fill a box `near` times as large as it must be; `high` says how much of what is cut is cut at the top."""
        width, height = self.shape
        scale = near * max((box[2] - box[0]) / width, (box[3] - box[1]) / height)
        wide, tall = (box[2] - box[0]) / scale, (box[3] - box[1]) / scale
        left, top = (width - wide) / 2, (height - tall) * high
        self._draw(ink, (left, top, left + wide, top + tall), box, tint)

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
    """Read the first picture of each person, place and thing that a prompt names, by digest.

    Refuses when one did not come along: a drawing without it would mean something else.
    """
    cast = prompt.get("cast")
    wanted = {first(entry) for entry in cast.values()} if isinstance(cast, dict) else set()
    return {digest: _read(digest, files) for digest in sorted(wanted - {""})}


def first(entry: JSON) -> str:
    """Return the digest of the picture that is drawn for a cast entry, empty where it has none."""
    look = entry.get("look") if isinstance(entry, dict) and entry.get("kind") in _DRAWN else None
    images = look.get("images") if isinstance(look, dict) else None
    return str(images[0]) if isinstance(images, list) and images else ""


def tint(light: Light, depth: float = 0.0) -> Colour:
    """What the light of a shot makes of white."""
    return light.on(rgb("#ffffff"), depth)


def face(ink: Ink, picture: Picture, light: Light, turn: float, mirrored: bool) -> None:
    """A head with the picture for a face, in units of half a head's height around its middle, y up."""
    with ink.at(0.1 * turn, 0.0, -1.0 if mirrored else 1.0, -1.0):
        picture.head.cover(ink, (-0.84, -1.16, 0.84, 1.06), tint(light))


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
    return Picture(made.withDefaultMipmaps())
