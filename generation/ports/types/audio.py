"""Audio: sound, which means its rate, its channels and every sample, whatever file holds them."""

from pathlib import Path

from generation.ports.types import Shown

MEDIA_TYPES: tuple[str, ...] = ("audio/flac",)
SHOWN: Shown = "sound"


def content(path: Path) -> str:
    """Return the digest of the samples of a file; Unreadable for what is no sound."""
    from generation.ports import sound  # noqa: PLC0415  # codecs load where sound is read

    return sound.content(path)
