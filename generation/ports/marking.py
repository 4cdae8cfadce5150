"""Pictures with a mark burnt into them: copies for one person, who can be told from them.

The mark lies on the brightness of the picture alone, so that nothing else of it changes, and nothing is converted.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray
from PIL import Image

from generation.ports import media

VERSION = 1
"""Another one where the same file would be marked otherwise."""
_PIXELS = "yuv420p"
_DARK, _BRIGHT = 16, 235
"""Black and white as video counts them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is laid over a picture of its size: height x width values of 0 to 255, how white it is, and how opaque."""

    white: NDArray[np.uint8]
    opaque: NDArray[np.uint8]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        height, width = self.white.shape
        return width, height


class _Marked(media.Proxy):
    """A proxy of pictures that are in its form already."""

    def _prepare(self, picture: VideoFrame) -> VideoFrame:
        return picture


def size_of(source: Path) -> tuple[int, int]:
    """Return width and height of a film; media.Unreadable for what is none."""
    return media.measure(source)[0]


def write_film(source: Path, target: Path, mark: Mark) -> None:
    """Write a proxy with a mark on each of its frames, and no sound; media.Unreadable for what is no film.

    It has the frames, the rate and the key frames of any other, and the same source gives the same bytes.
    """
    size, rate, _ = media.measure(source)
    lay = _laying(mark, _DARK, _BRIGHT)
    with _Marked(target, size, rate) as file:
        for picture in media.read_pictures(source):
            planes: NDArray[Any] = picture.to_ndarray(format=_PIXELS)
            planes[: size[1]] = lay(planes[: size[1]])
            file.add_picture(VideoFrame.from_ndarray(planes, format=_PIXELS))


def still_size(source: Path) -> tuple[int, int]:
    """Return width and height of a still; OSError for what is no PNG or JPEG."""
    with Image.open(source, formats=("PNG", "JPEG")) as image:
        return image.size


def write_still(source: Path, target: Path, mark: Mark) -> None:
    """Write a still with a mark on it as JPEG; OSError for what is no PNG or JPEG."""
    frame = media.read_still(source)
    lay = _laying(mark, 0, 255)
    media.write_jpeg(target, np.stack([lay(frame[..., channel]) for channel in range(3)], axis=-1))


def _laying(mark: Mark, dark: int, bright: int) -> Any:
    """What lays a mark over values between those of black and white; whole numbers alone, so that it is exact."""
    opaque = mark.opaque.astype(np.uint16)
    through = 255 - opaque
    laid = (dark + mark.white.astype(np.uint16) * (bright - dark) // 255) * opaque + 127

    def lay(values: NDArray[np.uint8]) -> NDArray[np.uint8]:
        return ((values * through + laid) // 255).astype(np.uint8)

    return lay
