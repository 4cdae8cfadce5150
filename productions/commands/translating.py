"""Translations of lines: one written by hand, or a file of them, in one batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from events.execution import Batch, Context, Receipt, execute, preview
from productions import queries
from productions.commands.access import hold
from productions.domain import shot as shots
from productions.domain.parameters import language_tag
from productions.domain.shot import Line, Shot, shot
from productions.domain.sounds import slots
from productions.domain.translations import InvalidTranslation, Translation
from productions.refusals import NotFound
from productions.tables.translations import Unit

LeftOut = Literal["unknown", "line_changed", "twice", "too_long"]
"""Why a unit of a file is not taken over: no such line, one of other words now, named before, or too long a text."""


@dataclass(frozen=True, slots=True)
class LineText:
    """What a line of a shot, counted from 0, is in a language; empty takes its translation away."""

    shot: UUID
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A line that a file translates anew; `before` is empty where it had no translation."""

    shot: UUID
    code: str
    line: int
    character: str
    source: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A unit of a file that is left out, with its text, so that nothing is lost unsaid."""

    unit: Unit
    why: LeftOut


@dataclass(slots=True)
class FileEffect:
    """What a file of translations does. `empty` counts its units that nobody translated, which change nothing."""

    changes: list[Change] = field(default_factory=list)
    left_out: list[NotTaken] = field(default_factory=list)
    unchanged: int = 0
    empty: int = 0


def translate(
    context: Context, log: UUID, language: str, texts: Sequence[LineText], expected: int | None = None
) -> Receipt[None]:
    """Say what lines are in a language; `expected` is the version of the shot, where all are of one.

    NotFound where a shot has no such line, InvalidTranslation for a language or text that is none.
    """

    def work(batch: Batch) -> None:
        hold(log, alone=False)
        for each in texts:
            lines = shots.effective(batch.load(shot, each.shot).state).dialogue
            if not 0 <= each.line < len(lines):
                raise NotFound(f"The shot has no line {each.line + 1}.")
            batch.decide(shot, each.shot, _command(lines, each.line, _tag(language), each.text), expected=expected)

    return execute(context, log, work)


def import_translations(
    context: Context, log: UUID, language: str, units: Sequence[Unit], *, dry_run: bool = False
) -> Receipt[FileEffect]:
    """Take over the units of a file, each by the line that it names; with `dry_run` they are told and nothing is kept.

    A line that says other words by now is left out and told, and so is what names no line of the film.
    """

    def work(batch: Batch) -> FileEffect:
        hold(log, alone=False)
        tag, out, seen = _tag(language), FileEffect(), set[str]()
        live = queries.moment(log, takes=False).shots
        named = {str(id_): id_ for id_, folded in live.items() if not folded.state.removed}
        for unit in units:
            _take(batch, unit, tag, named, seen, out)
        return out

    return (preview if dry_run else execute)(context, log, work)


def _take(batch: Batch, unit: Unit, language: str, named: Mapping[str, UUID], seen: set[str], out: FileEffect) -> None:
    text = unit.text.strip()
    if not text:
        out.empty += 1
        return
    shot_id, _, slot = unit.id.partition("/")
    id_ = named.get(shot_id)
    if id_ is None:
        out.left_out.append(NotTaken(unit, "unknown"))
        return
    state: Shot = batch.load(shot, id_).state
    lines = shots.effective(state).dialogue
    own = list(slots(lines, language))
    if unit.id in seen:
        out.left_out.append(NotTaken(unit, "twice"))
    elif slot not in own:
        of_language = slot.startswith(f"{language}-")
        out.left_out.append(NotTaken(unit, "line_changed" if of_language else "unknown"))
    elif unit.state == "out_of_date" and _is_as_it_was(state, language, text):
        out.empty += 1
    else:
        seen.add(unit.id)
        _write(batch, unit, id_, own.index(slot), language, out)


def _is_as_it_was(state: Shot, language: str, text: str) -> bool:
    """Whether nobody has worked on a translation that was out of date already when its file was written."""
    return any(each.text.strip() == text for each in state.translations.values() if each.language == language)


def _write(batch: Batch, unit: Unit, id_: UUID, number: int, language: str, out: FileEffect) -> None:
    state: Shot = batch.load(shot, id_).state
    lines = shots.effective(state).dialogue
    command = _command(lines, number, language, unit.text)
    known = state.translations.get(command.slot)
    try:
        batch.decide(shot, id_, command)
    except InvalidTranslation:
        out.left_out.append(NotTaken(unit, "too_long"))
        return
    now = batch.load(shot, id_).state.translations.get(command.slot)
    if now == known:
        out.unchanged += 1
        return
    line, before = lines[number], known.text if known else ""
    out.changes.append(Change(id_, state.code, number, line.character, line.text, before, now.text if now else ""))


def _command(lines: Sequence[Line], number: int, language: str, text: str) -> shots.SetTranslation:
    line, slot = lines[number], list(slots(lines, language))[number]
    said = Translation(language, line.character, line.text, text) if text.strip() else None
    return shots.SetTranslation(slot, said)


def _tag(language: str) -> str:
    try:
        return language_tag(language)
    except ValueError as error:
        raise InvalidTranslation(f"language {error}.", field="language") from error
