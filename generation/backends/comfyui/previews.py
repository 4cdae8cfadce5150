"""Pictures on the way, as a server sends them: a number that says what follows, then the picture."""

import io
import struct
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from generation.ports.clip import Frame

_PICTURE, _PICTURE_WITH_WORDS = 1, 4
_WORD = struct.Struct(">I")
_LARGEST_SIDE = 4096


def read(message: bytes) -> "Frame | None":
    """Return the picture of a message; None for one that holds none."""
    if len(message) < 2 * _WORD.size:
        return None
    kind, second = _WORD.unpack_from(message)[0], _WORD.unpack_from(message, _WORD.size)[0]
    if kind == _PICTURE:
        return _picture(message[2 * _WORD.size :])
    if kind == _PICTURE_WITH_WORDS:  # the second number is the length of the words
        return _picture(message[2 * _WORD.size + second :])
    return None


def _picture(data: bytes) -> "Frame | None":
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as image:
            if max(image.size) > _LARGEST_SIDE:
                return None
            return np.asarray(image.convert("RGB"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
