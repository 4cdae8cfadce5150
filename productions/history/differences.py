"""What differs between two moments of a production: by entity, then by field, each with the event behind it."""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from events.decider import BEGAN, Folded, start
from events.registry import Json
from productions import queries
from productions.domain.decision import kind_of, name_of
from productions.domain.fields import Around
from productions.domain.fields.values import DECISION
from productions.domain.script import Script, script
from productions.domain.settings import frame_rate
from productions.domain.words import Words
from productions.history.decided import in_words
from productions.people.sealing import opener
from productions.projections import KINDS
from productions.queries import Moment

ChangeKind = Literal["added", "changed", "removed", "restored"]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field before and after. The script's text has a unified `diff` instead."""

    field: str
    before: Json
    after: Json
    event: UUID | None
    diff: str | None = None


@dataclass(frozen=True, slots=True)
class EntityChange:
    """What happened to one entity between two moments; `event` is what brought, took or last changed it."""

    kind: str
    id: UUID
    change: ChangeKind
    event: UUID | None
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A line of the screenplay with its numbers before and after, from 1; None on the side that does not have it."""

    op: Literal["same", "added", "removed"]
    text: str
    before: int | None
    after: int | None


def differences(before: Moment, after: Moment) -> list[EntityChange]:
    """Return what differs, the production first, then script, references, scenes, shots and takes."""
    telling = _Telling(before, after)
    return [change for category in KINDS for change in telling.of(category)]


@dataclass(slots=True)
class _Telling:
    """Two moments, and what telling of a thing needs that its own state does not know."""

    before: Moment
    after: Moment
    rate: str = field(init=False)
    places: tuple[Mapping[UUID, int], Mapping[UUID, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.rate = frame_rate(self.after.production.state.settings)
        self.places = (_places(self.before), _places(self.after))

    def of(self, category: str) -> list[EntityChange]:
        """Return what differs in things of one kind."""
        old, new = self.before.streams[category], self.after.streams[category]
        return [change for id_, folded in new.items() for change in self._entity(category, id_, old.get(id_), folded)]

    def _entity(self, kind: str, id_: UUID, old: Folded[Any] | None, new: Folded[Any]) -> list[EntityChange]:
        gone = bool(getattr(new.state, "removed", False))
        if kind == "script":
            return _script(id_, old, new)
        if old is None:
            return [] if gone else [EntityChange(kind, id_, "added", new.causes[BEGAN], ())]
        if old.version == new.version:
            return []
        was_gone = bool(getattr(old.state, "removed", False))
        if gone and was_gone:
            return []
        fields = () if gone else self._fields(kind, id_, old, new)
        if gone != was_gone:
            return [EntityChange(kind, id_, "removed" if gone else "restored", new.cause("removed"), fields)]
        return [EntityChange(kind, id_, "changed", _newest(fields), fields)] if fields else []

    def _fields(self, kind: str, id_: UUID, old: Folded[Any], new: Folded[Any]) -> tuple[FieldChange, ...]:
        """A place moves whenever something before it does; only a thing that was moved itself has changed."""
        decider, remark = KINDS[kind].decider, _remarks(old, new)
        was, is_ = (
            decider.told(folded.state, Around(places.get(id_), self.rate, remark))
            for folded, places in zip((old, new), self.places, strict=True)
        )
        changes = []
        for name in sorted(was.keys() | is_.keys()):
            key = decider.field(name, told=True).cause(name)
            cause, before = new.cause(key), old.cause(key)
            if was.get(name) != is_.get(name) and not (name == "place" and cause == before):
                changes.append(FieldChange(name, was.get(name), is_.get(name), cause))
        return tuple(changes)


def _places(at: Moment) -> dict[UUID, int]:
    """The numbers of scenes and of shots in film order."""
    rows = (queries.ordered_scenes(at), queries.ordered_shots(at))
    return {id_: number for row in rows for number, id_ in enumerate(row, start=1)}


def _remarks(*things: Folded[Any]) -> Callable[[Words], dict[str, Json]]:
    """Return how remarks on things are told; their keys are read once."""
    notes = [note.text for folded in things for note in getattr(folded.state, "notes", ())]
    read = opener([*notes, *(getattr(folded.state, "note", None) for folded in things)])

    def told(words: Words) -> dict[str, Json]:
        said = read(words)
        return {"text": said.text, **({"text_erased": True} if said.erased else {})}

    return told


def _newest(fields: tuple[FieldChange, ...]) -> UUID | None:
    return max((field.event for field in fields if field.event), default=None)


def _script(id_: UUID, before: Folded[Script] | None, new: Folded[Script]) -> list[EntityChange]:
    old = before or start(script)
    if old.version == new.version:
        return []
    cause = new.cause("text")
    fields = [*_text(old.state, new.state, cause)]
    if old.state.title != new.state.title:
        fields.append(FieldChange("title", old.state.title, new.state.title, cause))
    if differing := {*old.state.decisions} ^ {*new.state.decisions}:
        last = max(new.cause(f"{DECISION}{name_of(each)}") for each in differing)
        fields.append(FieldChange("decisions", _decided(old.state), _decided(new.state), last))
    change: ChangeKind = "changed" if old.version else "added"
    return [EntityChange("script", id_, change, _newest(tuple(fields)) or cause, tuple(fields))]


def _decided(state: Script) -> str | None:
    return in_words(map(kind_of, state.decisions)) or None


def _text(old: Script, new: Script, cause: UUID) -> Iterator[FieldChange]:
    if old.text == new.text:
        return
    lines = difflib.unified_diff(
        old.text.splitlines(),
        new.text.splitlines(),
        f"revision {old.revision}",
        f"revision {new.revision}",
        lineterm="",
    )
    yield FieldChange("text", None, None, cause, "\n".join(lines))


def script_lines(before: Moment, after: Moment, context: int = 3) -> list[ComparedLine]:
    """Return the lines of the screenplay that came and went, among some that stayed; a gap in numbers is a gap."""
    if before.script.state.text == after.script.state.text:
        return []
    old, new = (at.script.state.text.splitlines() for at in (before, after))
    groups = difflib.SequenceMatcher(None, old, new).get_grouped_opcodes(context)
    return [line for group in groups for code in group for line in _lines(code, old, new)]


def _lines(code: tuple[str, int, int, int, int], old: Sequence[str], new: Sequence[str]) -> Iterator[ComparedLine]:
    tag, old_start, old_end, new_start, new_end = code
    if tag == "equal":
        for at in range(old_end - old_start):
            yield ComparedLine("same", old[old_start + at], old_start + at + 1, new_start + at + 1)
        return
    for at in range(old_start, old_end):
        yield ComparedLine("removed", old[at], at + 1, None)
    for at in range(new_start, new_end):
        yield ComparedLine("added", new[at], None, at + 1)
