"""Frames: a picture in motion, which means its size, its rate and the pixels of every frame."""

from pathlib import Path

from generation.ports.types import Shown

MEDIA_TYPES: tuple[str, ...] = ("video/x-matroska", "video/mp4")
SHOWN: Shown = "film"


def content(path: Path) -> str:
    """Return the digest of the frames of a file; Unreadable for what is no film. The rate is the file's own."""
    from generation.ports import media  # noqa: PLC0415  # codecs load where pictures are read

    size, rate, count = media.measure(path)
    digest = media.FramesDigest(*size, rate, count)
    for picture in media.read_pictures(path):
        digest.update(media.frame_of(picture))
    return digest.digest()
