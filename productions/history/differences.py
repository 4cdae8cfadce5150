"""What differs between two moments of a production: by entity, then by field, each with the event behind it."""

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import msgspec

from events.decider import BEGAN, Folded
from events.registry import Json
from productions import queries
from productions.domain import parameters
from productions.domain.production import POLICIES, Production
from productions.domain.reference import Reference
from productions.domain.scene import Scene
from productions.domain.settings import Settings, effective
from productions.domain.shot import Shot, Source
from productions.domain.take import Note, Take
from productions.people.sealing import Remark, opener
from productions.queries import Moment

Change = Literal["added", "changed", "removed", "restored"]


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
    change: Change
    event: UUID | None
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the screenplay with its numbers before and after, from 1; None on the side that does not have it."""

    op: Literal["same", "added", "removed"]
    text: str
    before: int | None
    after: int | None


Fields = dict[str, tuple[Json, UUID | None]]
"""Value and cause by field."""


def differences(before: Moment, after: Moment) -> list[EntityChange]:
    """Return what differs, the production first, then script, references, scenes, shots and takes."""
    found = [*_production(before, after), *_script(before, after)]
    for kind, at, read in _kinds(before, after):
        for id_, folded in at(after).items():
            found += _entity(kind, id_, at(before).get(id_), folded, read)
    return found


Reader = Callable[[UUID, Folded[Any], bool], Fields]
Streams = Callable[[Moment], Mapping[UUID, Folded[Any]]]


def _kinds(before: Moment, after: Moment) -> Iterator[tuple[str, Streams, Reader]]:
    rate = str(effective("frame_rate", [("production", after.production.state.settings)]).value)
    yield "reference", lambda at: at.references, lambda _id, folded, _late: _of_reference(folded)
    scenes = [_places(queries.ordered_scenes(at)) for at in (before, after)]
    yield "scene", lambda at: at.scenes, lambda id_, folded, late: _of_scene(folded, scenes[late].get(id_))
    shots = [_places(queries.ordered_shots(at)) for at in (before, after)]
    yield "shot", lambda at: at.shots, lambda id_, folded, late: _of_shot(folded, shots[late].get(id_), rate)
    yield "take", lambda at: at.takes, lambda _id, folded, _late: _of_take(folded)


def _places(ordered: list[UUID]) -> dict[UUID, int]:
    return {id_: number for number, id_ in enumerate(ordered, start=1)}


def _entity(kind: str, id_: UUID, old: Folded[Any] | None, new: Folded[Any], read: Reader) -> list[EntityChange]:
    gone = bool(getattr(new.state, "removed", False))
    if old is None:
        return [] if gone else [EntityChange(kind, id_, "added", new.causes[BEGAN], ())]
    if old.version == new.version:
        return []
    was_gone = bool(getattr(old.state, "removed", False))
    if gone and was_gone:
        return []
    fields = () if gone else _fields(read(id_, old, False), read(id_, new, True))
    if gone != was_gone:
        return [EntityChange(kind, id_, "removed" if gone else "restored", new.cause("removed"), fields)]
    return [EntityChange(kind, id_, "changed", _newest(fields), fields)] if fields else []


def _fields(old: Fields, new: Fields) -> tuple[FieldChange, ...]:
    """A place moves whenever something before it does; only a thing that was moved itself has changed."""
    found = []
    for name in sorted(old.keys() | new.keys()):
        (before, cause_before), (after, cause) = old.get(name, (None, None)), new.get(name, (None, None))
        if before != after and not (name == "place" and cause == cause_before):
            found.append(FieldChange(name, before, after, cause))
    return tuple(found)


def _newest(fields: tuple[FieldChange, ...]) -> UUID | None:
    return max((field.event for field in fields if field.event), default=None)


def _production(before: Moment, after: Moment) -> list[EntityChange]:
    old, new = before.production, after.production
    if not old.version:
        return [EntityChange("production", after.id, "added", new.causes[BEGAN], ())]
    fields = _fields(_of_production(old), _of_production(new))
    return [EntityChange("production", after.id, "changed", _newest(fields), fields)] if fields else []


def _script(before: Moment, after: Moment) -> list[EntityChange]:
    old, new = before.script, after.script
    if after.script_id is None or old.version == new.version:
        return []
    cause = new.cause("text")
    lines = difflib.unified_diff(
        old.state.text.splitlines(),
        new.state.text.splitlines(),
        f"revision {old.state.revision}",
        f"revision {new.state.revision}",
        lineterm="",
    )
    fields = [FieldChange("text", None, None, cause, "\n".join(lines))]
    if old.state.title != new.state.title:
        fields.append(FieldChange("title", old.state.title, new.state.title, cause))
    change: Change = "changed" if old.version else "added"
    return [EntityChange("script", after.script_id, change, cause, tuple(fields))]


def script_lines(before: Moment, after: Moment, context: int = 3) -> list[Line]:
    """Return the lines of the screenplay that came and went, among some that stayed; a gap in numbers is a gap."""
    if before.script.version == after.script.version:
        return []
    old, new = (at.script.state.text.splitlines() for at in (before, after))
    groups = difflib.SequenceMatcher(None, old, new).get_grouped_opcodes(context)
    return [line for group in groups for code in group for line in _lines(code, old, new)]


def _lines(code: tuple[str, int, int, int, int], old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    tag, old_start, old_end, new_start, new_end = code
    if tag == "equal":
        for at in range(old_end - old_start):
            yield Line("same", old[old_start + at], old_start + at + 1, new_start + at + 1)
        return
    for at in range(old_start, old_end):
        yield Line("removed", old[at], at + 1, None)
    for at in range(new_start, new_end):
        yield Line("added", new[at], None, at + 1)


def _of_production(folded: Folded[Production]) -> Fields:
    state = folded.state
    values: dict[str, Json] = {"name": state.name, "archived": state.archived, **_settings(state.settings)}
    values |= {f"policy:{name}": state.policy(name) for name in POLICIES}
    values |= {f"member:{person}": role for person, role in state.members.items()}
    values |= {f"marker:{name}": position for name, position in state.markers.items()}
    return _caused(values, folded)


def _of_reference(folded: Folded[Reference]) -> Fields:
    state, look = folded.state, folded.state.look(folded.state.version)
    values: dict[str, Json] = {"name": state.name, "rights": state.rights, "description": look.description}
    values |= {f"attribute:{name}": value for name, value in look.attributes.items()}
    found = _caused(values, folded)
    found["images"] = list(look.images), folded.cause("look")
    found["lock"] = state.locked_version, folded.cause("lock")
    return found


def _of_scene(folded: Folded[Scene], place: int | None) -> Fields:
    state = folded.state
    values: dict[str, Json] = {"heading": state.heading.text, "number": state.number, **_settings(state.settings)}
    return {**_caused(values, folded), "place": (place, folded.cause("rank"))}


def _of_shot(folded: Folded[Shot], place: int | None, rate: str) -> Fields:
    state = folded.state
    source = state.source or _NO_SOURCE
    values: dict[str, Json] = {
        "scene": str(state.scene),
        "text": source.text,
        "description": source.description if state.description is None else state.description,
        "dialogue": msgspec.to_builtins(source.dialogue),
        "size": state.size or source.size,
        "camera": state.camera or source.camera,
        "frames": state.frames or parameters.frames_of(source.milliseconds, rate),
        "continues": str(state.continues) if state.continues else None,
        "take": str(state.take) if state.take else None,
        **_settings(state.settings),
    }
    values |= {f"cast:{ref}": msgspec.to_builtins(entry) for ref, entry in state.cast.items()}
    found = {**_caused(values, folded), "place": (place, folded.cause("rank"))}
    return {**found, "text": (source.text, folded.cause("source"))}


_NO_SOURCE = Source(text="", digest="", description="")


def _of_take(folded: Folded[Take]) -> Fields:
    state = folded.state
    values: dict[str, Json] = {"review": state.review, "pinned": state.pinned}
    read = opener(note.text for note in state.notes)
    notes = [_note(note, read(note.text)) for note in state.notes]
    return {**_caused(values, folded), "notes": (notes, folded.cause("notes"))}


def _note(note: Note, said: Remark) -> dict[str, Json]:
    return {"text": said.text, "frame": note.frame, **({"text_erased": True} if said.erased else {})}


def _settings(settings: Settings) -> dict[str, Json]:
    values = {f"parameter:{name}": value for name, value in settings.values.items()}
    return {**values, **{f"lock:{name}": msgspec.to_builtins(lock) for name, lock in settings.locks.items()}}


def _caused(values: Mapping[str, Json], folded: Folded[Any]) -> Fields:
    """Keys that only causes know were taken away: their value is null now."""
    gone = dict.fromkeys(key for key in folded.causes if key.startswith(_TAKEN_AWAY))
    return {key: (value, folded.cause(key)) for key, value in {**gone, **values}.items()}


_TAKEN_AWAY = ("parameter:", "lock:", "member:", "cast:", "attribute:")
