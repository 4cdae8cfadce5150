"""Pictures on their way to a model and back: in the size in which it works, and in that of the shot."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from generation.backends.fitting import Fit, Size
from generation.ports import media
from generation.ports.work import Refusing

if TYPE_CHECKING:
    from generation.ports.clip import Frame

_MOST_OF_REFERENCE = 1024 * 1024
_LEAST_OF_REFERENCE = 64
"""Pixels of a picture of a reference, and of its shorter side."""


def still(path: Path) -> "Frame":
    """The picture of a file; Refusing where it is none."""
    try:
        return media.read_still(path)
    except (OSError, ValueError) as error:
        raise Refusing(f"{path.name} is no picture") from error


def to_model(frame: "Frame", fit: Fit) -> Image.Image:
    """A picture in the size of a model: scaled, or with its edges drawn on so that cutting them off gives it back."""
    if fit.scaled or frame.shape[1] > fit.size[0] or frame.shape[0] > fit.size[1]:
        return Image.fromarray(media.resized(frame, fit.size))
    over = fit.size[0] - frame.shape[1], fit.size[1] - frame.shape[0]
    around = ((over[1] // 2, over[1] - over[1] // 2), (over[0] // 2, over[0] - over[0] // 2), (0, 0))
    return Image.fromarray(np.pad(frame, around, mode="edge"))


def reference(frame: "Frame") -> Image.Image:
    """A picture of a reference for a model: in its own shape, as large as models look at it."""
    picture = Image.fromarray(frame)
    less = (_MOST_OF_REFERENCE / (picture.width * picture.height)) ** 0.5
    scale = min(less, max(1, _LEAST_OF_REFERENCE / min(picture.size)))
    if scale == 1:
        return picture
    size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    return picture.resize(size, Image.Resampling.LANCZOS)


def from_model(frame: "Frame", fit: Fit, size: Size) -> "Frame":
    """The reverse: a frame that a model made in the size of the shot."""
    if fit.scaled:
        return media.resized(frame, size)
    left, top = (fit.size[0] - size[0]) // 2, (fit.size[1] - size[1]) // 2
    return np.ascontiguousarray(frame[top : top + size[1], left : left + size[0]])


def come_back(frame: "Frame", fit: Fit, size: Size, *, sized: bool) -> "Frame":
    """A frame that came from elsewhere in the size of the shot; `sized` says that its own size was asked for there."""
    fits = sized and (frame.shape[1], frame.shape[0]) == fit.size
    return np.ascontiguousarray(from_model(frame, fit, size) if fits else media.resized(frame, size))
