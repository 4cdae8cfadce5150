"""Images: single pictures, which mean their pixels, whatever file holds them."""

from pathlib import Path

from generation.ports.types import Shown

MEDIA_TYPES: tuple[str, ...] = ("image/png", "image/jpeg")
SHOWN: Shown = "picture"


def content(path: Path) -> str:
    """Return the digest of the pixels of a file; OSError for what is no picture."""
    from generation.ports import media  # noqa: PLC0415  # codecs load where pictures are read

    return media.still_content(media.read_still(path))
