"""Translations of lines: one written by hand, or a file of them, in one batch."""

from collections.abc import Iterable, Sequence
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
from productions.domain.translations import InvalidTranslation, Translation, translated
from productions.queries import Moment
from productions.queries.translations import LineOfFilm, line_of
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
) -> Receipt[list[LineOfFilm]]:
    """Say what lines are in a language, and return them; `expected` is the version of the shot, where all are of one.

    An empty text takes away what is shown for the line, also where that is out of date. NotFound where a shot has no
    such line, InvalidTranslation for a language or text that is none.
    """

    def work(batch: Batch) -> list[LineOfFilm]:
        hold(log, alone=False)
        tag = _tag(language)
        for each in texts:
            batch.decide(shot, each.shot, _translating(batch.load(shot, each.shot).state, each, tag), expected=expected)
        return [line_of(each.shot, batch.load(shot, each.shot), each.line, tag) for each in texts]

    return execute(context, log, work)


def import_translations(
    context: Context, log: UUID, language: str, units: Sequence[Unit], *, dry_run: bool = False
) -> Receipt[FileEffect]:
    """Take over the units of a file, each by the line that it names; with `dry_run` they are told and nothing is kept.

    A line that says other words by now is left out and told, and so is what names no line of the film.
    """

    def work(batch: Batch) -> FileEffect:
        hold(log, alone=False)
        taking = _Taking(batch, _tag(language), queries.moment(log, takes=False))
        taking.load(units)
        for unit in units:
            taking.take(unit)
        return taking.out

    return (preview if dry_run else execute)(context, log, work)


class _Taking:
    """Takes over the units of a file, one after another; `out` is what became of them."""

    def __init__(self, batch: Batch, language: str, at: Moment) -> None:
        self.out = FileEffect()
        self._batch, self._language = batch, language
        self._named = {str(id_): id_ for id_, folded in at.shots.items() if not folded.state.removed}
        self._own: dict[UUID, dict[str, int]] = {}
        self._seen = set[str]()

    def load(self, units: Iterable[Unit]) -> None:
        """Read the shots that units with a text name, all at once, and which lines these have."""
        named = {_shot_of(unit) for unit in units if unit.text.strip()}
        ids = [id_ for name, id_ in self._named.items() if name in named]
        self._batch.preload(shot, ids)
        for id_ in ids:
            own = slots(_lines(self._state(id_)), self._language)
            self._own[id_] = {slot: number for number, slot in enumerate(own)}

    def take(self, unit: Unit) -> None:
        text, slot, id_ = unit.text.strip(), unit.id.partition("/")[2], self._named.get(_shot_of(unit))
        if not text:
            self.out.empty += 1
        elif id_ is None:
            self._leave_out(unit, "unknown")
        elif unit.id in self._seen:
            self._leave_out(unit, "twice")
        elif slot not in self._own[id_]:
            self._leave_out(unit, "line_changed" if slot.startswith(f"{self._language}-") else "unknown")
        elif unit.state == "out_of_date" and _is_as_it_was(self._state(id_), self._language, text):
            self.out.empty += 1
        else:
            self._seen.add(unit.id)
            self._write(unit, id_, slot)

    def _write(self, unit: Unit, id_: UUID, slot: str) -> None:
        number, before = self._own[id_][slot], self._state(id_)
        line, known = _lines(before)[number], before.translations.get(slot)
        try:
            self._batch.decide(shot, id_, _set(slot, self._language, line, unit.text))
        except InvalidTranslation:
            self._leave_out(unit, "too_long")
            return
        now = self._state(id_).translations[slot]
        if now == known:
            self.out.unchanged += 1
            return
        told = Change(id_, before.code, number, line.character, line.text, known.text if known else "", now.text)
        self.out.changes.append(told)

    def _state(self, id_: UUID) -> Shot:
        return self._batch.load(shot, id_).state

    def _leave_out(self, unit: Unit, why: LeftOut) -> None:
        self.out.left_out.append(NotTaken(unit, why))


def _shot_of(unit: Unit) -> str:
    return unit.id.partition("/")[0]


def _lines(state: Shot) -> Sequence[Line]:
    return shots.effective(state).dialogue


def _is_as_it_was(state: Shot, language: str, text: str) -> bool:
    """Whether nobody has worked on a translation that was out of date already when its file was written."""
    return any(each.text.strip() == text for each in state.translations.values() if each.language == language)


def _translating(state: Shot, said: LineText, language: str) -> shots.SetTranslation:
    lines = _lines(state)
    if not 0 <= said.line < len(lines):
        raise NotFound(f"The shot has no line {said.line + 1}.")
    told = list(translated(lines, state.translations, language))[said.line]
    if said.text.strip():
        return _set(told.slot, language, lines[said.line], said.text)
    return shots.SetTranslation(told.under, None)


def _set(slot: str, language: str, line: Line, text: str) -> shots.SetTranslation:
    return shots.SetTranslation(slot, Translation(language, line.character, line.text, text))


def _tag(language: str) -> str:
    try:
        return language_tag(language)
    except ValueError as error:
        raise InvalidTranslation(f"language {error}.", field="language") from error
