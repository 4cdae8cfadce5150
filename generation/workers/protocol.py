"""What a worker and its child say to each other: one message a line, in JSON, over the child's pipes."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec

from events.registry import Json
from generation.ports.work import ModelFolder, Outcome


class Run(msgspec.Struct, frozen=True, tag="run"):
    """Run a kind of stage. `upstream` holds files by port and role, `references` by digest; `out` is empty.

    `models` are those of the recipe by digest; `inner` is where backends keep what they made on the way, `dealings`
    what was agreed with others about it so far, None where nothing can be.
    """

    run: str
    kind: str
    recipe: Mapping[str, Json]
    upstream: Mapping[str, Mapping[str, Path]]
    out: Path
    references: Mapping[str, Path] = {}
    models: Mapping[str, ModelFolder] = {}
    inner: Path | None = None
    dealings: Mapping[str, Json] | None = None


class Cancel(msgspec.Struct, frozen=True, tag="cancel"):
    """Stop a run at its next step."""

    run: str


class Kept(msgspec.Struct, frozen=True, tag="kept"):
    """What was agreed about a run is written down."""

    run: str


class Agreed(msgspec.Struct, frozen=True, tag="agreed"):
    """What a run agreed with others, to be written down before it goes on."""

    run: str
    document: Mapping[str, Json]


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """The child listens."""

    pid: int


class StepDone(msgspec.Struct, frozen=True, tag="progress"):
    """A step of a run is done."""

    run: str
    step: int
    steps: int


class Preview(msgspec.Struct, frozen=True, tag="preview"):
    """What a run has drawn so far looks like: a small JPEG."""

    run: str
    image: bytes


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """A run is over, after so many seconds. `holds` are the models that the child has in memory now."""

    run: str
    seconds: Decimal
    outcome: Outcome
    holds: tuple[str, ...] = ()


ParentMessage = Run | Cancel | Kept
ChildMessage = Ready | StepDone | Preview | Agreed | Ended

UnreadableMessage = msgspec.DecodeError
"""A line that is none of these messages: its writer died over it, or another program wrote it."""


def _as_text(value: Any) -> str:
    assert isinstance(value, Path), f"a {type(value).__name__} is no part of a message"
    return str(value)


def _from_text(kind: type, value: Any) -> Any:
    return kind(value)


_encoder = msgspec.json.Encoder(enc_hook=_as_text)
_asked = msgspec.json.Decoder(ParentMessage, dec_hook=_from_text)
_said = msgspec.json.Decoder(ChildMessage, dec_hook=_from_text)


def line(message: ParentMessage | ChildMessage) -> bytes:
    """Return a message as a line; UnicodeEncodeError for half a surrogate pair, OverflowError for huge numbers."""
    return _encoder.encode(message) + b"\n"


def asked(text: bytes) -> ParentMessage:
    """Return what the worker asks; `Unreadable` for anything else."""
    message: ParentMessage = _asked.decode(text)
    return message


def said(text: bytes) -> ChildMessage:
    """Return what the child says; `Unreadable` for anything else."""
    message: ChildMessage = _said.decode(text)
    return message
