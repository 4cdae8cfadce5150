"""Captions: the words of a shot as they stand on its picture, as one JSON document: all of it counts."""

import hashlib
from pathlib import Path

import msgspec
import rfc8785

from generation.domain.captioning.document import Captions
from generation.ports.types import Shown

TAG = b"continuity/captions/1\n"
NAME = "captions"
MEDIA_TYPES: tuple[str, ...] = ("application/json",)
SHOWN: Shown = "text"


class Unreadable(ValueError):
    """The file holds no captions; says in words what is wrong with it."""


def content(path: Path) -> str:
    """Return the digest of the captions of a file; Unreadable for what is none."""
    return content_of(read(path))


def content_of(captions: Captions) -> str:
    """Return the digest of captions."""
    return "sha256:" + hashlib.sha256(TAG + document(captions)).hexdigest()


def document(captions: Captions) -> bytes:
    """Return captions as their file has them, in canonical bytes."""
    return rfc8785.dumps(msgspec.to_builtins(captions))


def read(path: Path) -> Captions:
    """Return the captions of a file; Unreadable for what is none, or whose cues overlap or run backwards."""
    try:
        captions = msgspec.json.decode(path.read_bytes(), type=Captions)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path.name} holds no captions: {error}") from error
    ended = 0
    for number, cue in enumerate(captions.cues):
        if not ended <= cue.start_ms < cue.end_ms:
            raise Unreadable(f"{path.name} holds no captions: cue {number} begins before the one before it ended")
        ended = cue.end_ms
    return captions
