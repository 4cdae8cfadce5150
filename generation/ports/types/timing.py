"""Timings: when each line of a shot is spoken, and each word of it, as one JSON document: all of it counts."""

import hashlib
from pathlib import Path
from typing import Literal

import msgspec
import rfc8785

from generation.ports.types import Shown

TAG = b"continuity/timing/1\n"
MEDIA_TYPES: tuple[str, ...] = ("application/json",)
SHOWN: Shown = "text"

By = Literal["engine", "estimate", "recognised"]
"""Who says when words are spoken: the engine that spoke, their lengths, or who listened to the sound."""


class Unreadable(ValueError):
    """The file holds no timing; says in words what is wrong with it."""


class TimedWord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word as it is written, in milliseconds from the first frame of the shot."""

    text: str
    start_ms: int
    end_ms: int


class TimedLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line that is spoken. `line` counts the shot's dialogue from 0; times are as those of words."""

    line: int
    character: str
    text: str
    start_ms: int
    end_ms: int
    by: By
    words: tuple[TimedWord, ...] = ()


class Timing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is spoken in a shot, in the order of its lines, each without its pauses.

    `frames` is the length of the shot, None where nothing sets it; `rate` are frames a second, like 24 or 24000/1001.
    Speech that is longer than the shot has its true times.
    """

    frames: int | None
    rate: str
    lines: tuple[TimedLine, ...] = ()
    version: Literal[1] = 1


def content(path: Path) -> str:
    """Return the digest of the timing of a file; Unreadable for what is none."""
    return content_of(read(path))


def content_of(timing: Timing) -> str:
    """Return the digest of a timing."""
    return "sha256:" + hashlib.sha256(TAG + document(timing)).hexdigest()


def document(timing: Timing) -> bytes:
    """Return a timing as its file has it, in canonical bytes."""
    return rfc8785.dumps(msgspec.to_builtins(timing))


def read(path: Path) -> Timing:
    """Return the timing of a file; Unreadable for what is none."""
    try:
        timing = msgspec.json.decode(path.read_bytes(), type=Timing)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path.name} is no timing: {error}") from error
    for line in timing.lines:
        spans = [(line.start_ms, line.end_ms), *((word.start_ms, word.end_ms) for word in line.words)]
        if any(not 0 <= start <= end for start, end in spans):
            raise Unreadable(f"{path.name} is no timing: line {line.line} ends before it starts")
    return timing
