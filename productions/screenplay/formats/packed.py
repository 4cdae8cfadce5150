"""The file that a screenplay came in, as text that an event can hold, and back."""

import zlib
from base64 import b64decode, b64encode

from productions.screenplay.formats import Opened
from productions.screenplay.formats.fdx.document import MAX_BYTES


def pack(file: bytes | None) -> str | None:
    """Return a file as text; None for none."""
    return b64encode(zlib.compress(file, 9)).decode() if file is not None else None


def kept(opened: Opened | None) -> str | None:
    """Return what is kept beside a text: the packed file that it came in, empty where that holds nothing more.

    None keeps what was kept before: the text was written here, or brought as Fountain.
    """
    return None if opened is None or opened.format == "fountain" else pack(opened.original) or ""


def unpack(text: str) -> bytes | None:
    """Return the file in a packed text; None for an empty one."""
    if not text:
        return None
    return zlib.decompressobj().decompress(b64decode(text), MAX_BYTES)
