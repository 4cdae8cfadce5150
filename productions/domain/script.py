"""The screenplay and its revisions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

import msgspec

from events.decider import Decider
from events.registry import Event, event

Format = Literal["fountain"]


@event("script.revised")
class Revised(Event, frozen=True):
    """A saved state of the screenplay; `lines` ties each shot to its first and last line, counted from 1."""

    revision: int
    text: str
    format: Format = "fountain"
    title: str = ""
    lines: dict[UUID, tuple[int, int]] = {}

    def touches(self) -> tuple[str, ...]:
        return ("text",)


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


script: Decider[Script, ReviseScript] = Decider("script", Script(), decide, evolve)
