"""Prompts: one structured JSON document, which means its canonical bytes."""

import hashlib
from pathlib import Path

from generation.ports.types import Shown

TAG = b"continuity/prompt/1\n"
MEDIA_TYPES: tuple[str, ...] = ("application/json",)
SHOWN: Shown = "text"


def content(path: Path) -> str:
    """Return the digest of the document of a file."""
    return content_of(path.read_bytes())


def content_of(data: bytes) -> str:
    """Return the digest of a document."""
    return "sha256:" + hashlib.sha256(TAG + data).hexdigest()
