"""The screenplay: its revisions, and what people decided about how it breaks down into shots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, assert_never
from uuid import UUID

import msgspec

from events.registry import Event, Json, event, upcaster
from productions.domain.decision import Decision, name_of
from productions.domain.fields import ABSENT, Aggregate, Field, Value
from productions.domain.fields.values import DECISION

Format = Literal["fountain"]
Lines = dict[UUID, tuple[int, int]]
"""The first and last line of each shot, counted from 1."""


@event("script.revised", version=2)
class Revised(Event, frozen=True):
    """A saved state of the screenplay; `lines` ties each shot to its first and last line, counted from 1.

    `original` is the packed file that the text was read from, for what the text has no place for: empty where there is
    none, None where the one before still holds.
    """

    revision: int
    text: str
    format: Format = "fountain"
    title: str = ""
    lines: Lines = {}
    original: str | None = None


@upcaster("script.revised", 1)
def without_original(payload: dict[str, Json]) -> dict[str, Json]:
    """Scripts came as text alone."""
    return {**payload, "original": None}


@upcaster("script.broken_down", 1)
def _everybody(payload: dict[str, Json]) -> dict[str, Json]:
    """Nobody could be said not to be in a shot."""
    return payload


@event("script.broken_down", version=2)
class BrokenDown(Event, frozen=True):
    """Decisions that were given and withdrawn. `lines` are those that differ from then on; null is a shot without."""

    given: tuple[Decision, ...] = ()
    withdrawn: tuple[Decision, ...] = ()
    lines: dict[UUID, tuple[int, int] | None] = {}


ScriptEvent = Revised | BrokenDown


class Script(msgspec.Struct, frozen=True):
    """The newest revision, and the decisions in force; revision 0 is no script yet.

    `original` is the packed file that it came in, or empty.
    """

    revision: int = 0
    text: str = ""
    format: Format = "fountain"
    title: str = ""
    lines: Lines = {}
    decisions: tuple[Decision, ...] = ()
    original: str = ""


@dataclass(frozen=True, slots=True)
class ReviseScript:
    """A text with all decisions in force, and the lines of the shots that it breaks down into.

    `decisions` None leaves them as they are, `original` None keeps the file that the script came in before.
    """

    text: str
    title: str = ""
    lines: Lines = field(default_factory=dict)
    decisions: tuple[Decision, ...] | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class DecideBreakdown:
    """All decisions in force, of a text that stays as it is, and the shots with their lines too."""

    decisions: tuple[Decision, ...]


Command = ReviseScript | DecideBreakdown


def decide(state: Script, command: Command) -> Sequence[ScriptEvent]:
    """The text is kept once for each revision, however often people decide about it."""
    match command:
        case ReviseScript():
            return _revise(state, command)
        case DecideBreakdown(decisions):
            return _broken_down(state, decisions, {})
        case _:
            assert_never(command)


def _revise(state: Script, command: ReviseScript) -> Sequence[ScriptEvent]:
    revised: list[ScriptEvent] = []
    lines = state.lines
    original = None if command.original == state.original else command.original
    if not state.revision or original is not None or (command.text, command.title) != (state.text, state.title):
        lines = command.lines
        revised = [Revised(state.revision + 1, command.text, "fountain", command.title, lines, original)]
    decisions = state.decisions if command.decisions is None else command.decisions
    return [*revised, *_broken_down(state, decisions, _differing(lines, command.lines))]


def _broken_down(
    state: Script, decisions: Sequence[Decision], lines: dict[UUID, tuple[int, int] | None]
) -> Sequence[ScriptEvent]:
    broken_down = BrokenDown(
        given=tuple(each for each in decisions if each not in state.decisions),
        withdrawn=tuple(each for each in state.decisions if each not in decisions),
        lines=lines,
    )
    return [broken_down] if broken_down != BrokenDown() else []


def _differing(before: Lines, after: Lines) -> dict[UUID, tuple[int, int] | None]:
    return {shot: after.get(shot) for shot in {**before, **after} if before.get(shot) != after.get(shot)}


def evolve(state: Script, happened: ScriptEvent) -> Script:
    match happened:
        case Revised():
            return msgspec.structs.replace(
                state,
                revision=happened.revision,
                text=happened.text,
                format=happened.format,
                title=happened.title,
                lines=happened.lines,
                original=state.original if happened.original is None else happened.original,
            )
        case BrokenDown():
            decisions = [each for each in state.decisions if each not in happened.withdrawn]
            return msgspec.structs.replace(
                state, decisions=(*decisions, *happened.given), lines=_with(state.lines, happened.lines)
            )
        case _:
            assert_never(happened)


def _with(lines: Lines, differing: Mapping[UUID, tuple[int, int] | None]) -> Lines:
    return {shot: place for shot, place in {**lines, **differing}.items() if place}


def _text(state: Script) -> Value:
    """Lines belong to the text: what undoes it gives back where the shots stood then."""
    if not state.revision:
        return ABSENT
    value = {"text": state.text, "title": state.title, "original": state.original}
    return {**value, "lines": msgspec.to_builtins(state.lines)}


def _decisions(state: Script) -> dict[str, Value]:
    return {name_of(decision): msgspec.to_builtins(decision) for decision in state.decisions}


def _decision(state: Script, name: str, value: Value) -> DecideBreakdown:
    """Each decision is undone by itself, whatever was decided about other sentences since."""
    others = tuple(each for each in state.decisions if name_of(each) != name)
    return DecideBreakdown(others if value is ABSENT else (*others, msgspec.convert(value, Decision)))


FIELDS: tuple[Field[Script], ...] = (
    Field(
        "text",
        ("text", "title", "lines", "original"),
        _text,
        command=lambda state, _, value: (
            ReviseScript("", original="") if value is ABSENT else msgspec.convert(value, ReviseScript)
        ),
        label="screenplay",
        right="edit_script",
    ),
    Field(
        DECISION,
        ("decisions",),
        _decisions,
        command=_decision,
        label="breakdown",
        right="edit_shots",
    ),
)

script: Aggregate[Script, Command] = Aggregate(
    "script", Script(), decide, evolve, FIELDS, fixed=("format",), unheld=("revision",)
)
