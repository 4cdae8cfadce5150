"""The screenplay and its revisions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

import msgspec

from events.registry import Event, event
from productions.domain.fields import ABSENT, Aggregate, Field, Value

Format = Literal["fountain"]


@event("script.revised")
class Revised(Event, frozen=True):
    """A saved state of the screenplay; `lines` ties each shot to its first and last line, counted from 1."""

    revision: int
    text: str
    format: Format = "fountain"
    title: str = ""
    lines: dict[UUID, tuple[int, int]] = {}


class Script(msgspec.Struct, frozen=True):
    """The newest revision; revision 0 is no script yet."""

    revision: int = 0
    text: str = ""
    format: Format = "fountain"
    title: str = ""
    lines: dict[UUID, tuple[int, int]] = {}


@dataclass(frozen=True, slots=True)
class ReviseScript:
    text: str
    title: str = ""
    lines: dict[UUID, tuple[int, int]] = field(default_factory=dict)


def decide(state: Script, command: ReviseScript) -> Sequence[Revised]:
    if state.revision and command.text == state.text:
        return []
    return [Revised(revision=state.revision + 1, text=command.text, title=command.title, lines=command.lines)]


def evolve(state: Script, happened: Revised) -> Script:
    return msgspec.structs.replace(
        state,
        revision=happened.revision,
        text=happened.text,
        format=happened.format,
        title=happened.title,
        lines=happened.lines,
    )


def _text(state: Script) -> Value:
    if not state.revision:
        return ABSENT
    return {"text": state.text, "title": state.title, "lines": msgspec.to_builtins(state.lines)}


FIELDS: tuple[Field[Script], ...] = (
    Field(
        "text",
        ("text", "title", "lines"),
        _text,
        command=lambda state, _, value: ReviseScript("") if value is ABSENT else msgspec.convert(value, ReviseScript),
        label="screenplay",
        right="edit_script",
    ),
)

script: Aggregate[Script, ReviseScript] = Aggregate(
    "script", Script(), decide, evolve, FIELDS, fixed=("format",), unheld=("revision",)
)
