"""Outlines of a drawing, as models that follow edges expect them: white lines on black."""

from PIL import Image, ImageFilter, ImageOps

_SOFT = 1.0
_LEAST = 24
"""Of 255: what differs less from what lies beside it is no line."""


def edges(picture: Image.Image) -> Image.Image:
    """Return the outlines of a picture in its size; the same for the same picture."""
    grey = ImageOps.autocontrast(picture.convert("L")).filter(ImageFilter.GaussianBlur(_SOFT))
    # The operator knows no neighbours beyond the border and keeps what was there.
    lines = ImageOps.expand(grey, 1).filter(ImageFilter.FIND_EDGES) if min(grey.size) < 3 else _inside(grey)
    return lines.point(lambda value: 255 if value >= _LEAST else 0).convert("RGB")


def _inside(grey: Image.Image) -> Image.Image:
    lines = grey.filter(ImageFilter.FIND_EDGES)
    width, height = lines.size
    return ImageOps.expand(lines.crop((1, 1, width - 1, height - 1)), 1)
