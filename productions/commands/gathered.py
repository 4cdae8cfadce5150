"""The edits of a change set against what is there now: which can be made, and what stands in the way of the others."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from uuid import UUID

from events.decider import Folded
from events.errors import NotFound, Refusal
from events.execution import Batch
from events.registry import Json
from productions.commands.editing import asked_command, follow
from productions.commands.placing import place_of
from productions.commands.reverting.outcome import Require
from productions.domain.change_set import EDIT, ChangeSet, SetEdit
from productions.domain.fields import ABSENT, Around, InvalidEdit, Stays
from productions.domain.fields.values import ADDED, LOCK, PARAMETER, REMOVED
from productions.domain.parameters import UnknownParameter
from productions.domain.production import production
from productions.domain.scene import scene
from productions.domain.settings import frame_rate
from productions.domain.shot import Shot
from productions.projections import KINDS

State = Literal["ready", "done", "conflict", "gone", "refused"]
"""`done`: it is so already. `gone`: the thing or its field is. `refused`: a lock or a rule forbids the value now."""


@dataclass(frozen=True, slots=True)
class EditStanding:
    """How an edit stands. `put` is the event that put it into its set, `by` the one that last changed the field."""

    edit: SetEdit
    state: State
    now: Json
    put: UUID
    reason: str = ""
    by: UUID | None = None


@dataclass(slots=True)
class Gathered:
    """The edits of one set, made on a batch as far as nothing stands in their way."""

    batch: Batch
    folded: Folded[ChangeSet]
    require: Require
    _decided: list[tuple[UUID, Any]] = field(default_factory=list)
    _rate: str = field(init=False)

    def __post_init__(self) -> None:
        self._rate = rate_of(self.batch)

    def make(self) -> tuple[EditStanding, ...]:
        """Make them, in an order in which each is allowed, and return how all of them stand, in order of their keys."""
        edits = self.folded.state.edits
        self._preload()
        first = {key: self._look(edit) for key, edit in edits.items()}
        behind = {edit.thing: after for edit in edits.values() if (after := _behind(edit))}
        made = {key: self._try(first[key]) for key in sorted(edits, key=lambda key: _turn(edits[key], behind))}
        return tuple(made[key] for key in sorted(edits))

    def follow(self) -> None:
        """Do on the batch what follows from all that was made."""
        follow(self.batch, self._decided)

    def made(self) -> tuple[EditStanding, ...]:
        """Return them as made already, beside what is there now."""
        self._preload()
        return tuple(
            EditStanding(edit, "done", shown(self.batch, edit, self._rate), self.folded.cause(f"{EDIT}{key}"))
            for key, edit in sorted(self.folded.state.edits.items())
        )

    def _preload(self) -> None:
        edits = self.folded.state.edits.values()
        for kind, each in KINDS.items():
            of_kind = [edit for edit in edits if edit.kind == kind]
            self.batch.preload(each.decider, {edit.thing for edit in of_kind if edit.field != ADDED})
            self.batch.preload(each.decider, {edit.thing for edit in of_kind if edit.field == ADDED}, begun=False)

    def _look(self, edit: SetEdit) -> EditStanding:
        """Compare an edit with what is there before any of them is made."""
        now = shown(self.batch, edit, self._rate)
        standing = EditStanding(edit, "ready", now, self.folded.cause(f"{EDIT}{edit.key}"))
        if gone := self._gone(edit):
            return replace(standing, state="gone", reason=gone)
        if not _same(edit.field, now, edit.before):
            return replace(standing, state="conflict", reason=_CHANGED, by=self._last(edit))
        return standing

    def _gone(self, edit: SetEdit) -> str:
        """Say that a thing is not there any more; empty while it is."""
        state: Any = self.batch.load(KINDS[edit.kind].decider, edit.thing).state
        if edit.field not in (REMOVED, ADDED) and getattr(state, "removed", False):
            return f"{_called(edit.kind, state)} was removed."
        if edit.kind == "shot" and state.scene and self.batch.load(scene, state.scene).state.removed:
            return f"The scene of {state.code} was removed."
        return ""

    def _last(self, edit: SetEdit) -> UUID | None:
        decider = KINDS[edit.kind].decider
        folded = self.batch.load(decider, edit.thing)
        try:
            key = decider.field(edit.field, told=True).cause(edit.field)
        except Stays:
            key = decider.editable(edit.field).cause(edit.field)
        return folded.causes.get(key)

    def _try(self, standing: EditStanding) -> EditStanding:
        """Make an edit; one that would change nothing stands in nobody's way."""
        edit = standing.edit
        if standing.state == "gone" or (
            standing.state == "conflict" and not _same(edit.field, standing.now, edit.after)
        ):
            return standing
        standing = replace(standing, state="ready", reason="", by=None)
        try:
            self.require(right_of(edit))
            command = asked_command(self.batch, edit.kind, edit.thing, edit.field, edit.after)
            happened = self.batch.decide(KINDS[edit.kind].decider, edit.thing, command, cause=standing.put)
        except (InvalidEdit, UnknownParameter) as refused:
            return replace(standing, state="gone", reason=refused.detail)
        except (Refusal, NotFound) as refused:
            return replace(standing, state="refused", reason=refused.detail)
        if not happened:
            return replace(standing, state="done")
        self._decided.append((edit.thing, command))
        return standing


PLACE = "place"
_CHANGED = "It was changed after this edit was gathered."


def right_of(edit: SetEdit) -> Any:
    """Return the right that making an edit needs."""
    return KINDS[edit.kind].decider.editable(edit.field).needs(ABSENT if edit.after is None else edit.after)


def rate_of(batch: Batch) -> str:
    """Return the frame rate of the production of a batch."""
    return frame_rate(batch.load(production, batch.log).state.settings)


def shown(batch: Batch, edit: SetEdit, rate: str) -> Json:
    """Return what stands in the field of an edit, as people see it; None where nothing does."""
    decider = KINDS[edit.kind].decider
    state = batch.load(decider, edit.thing).state
    if edit.kind == "shot" and edit.field in _OF_THE_FILM:
        return _in_the_film(batch, edit, state)
    values = decider.shown(state, Around(rate=rate))
    value = values.get(edit.field, ABSENT)
    return None if value is ABSENT else value


_OF_THE_FILM = (ADDED, PLACE, REMOVED)


def _in_the_film(batch: Batch, edit: SetEdit, state: Shot) -> Json:
    """Whether a shot is in the film, and where."""
    here = bool(state.code) and not state.removed
    if edit.field == PLACE:
        return place_of(batch, edit.thing) if state.code else None
    if edit.field == REMOVED:
        return True if state.removed else None
    return edit.after if here else None


def _same(field_: str, one: Json, other: Json) -> bool:
    """Whether two values say the same; of two places with ranks their neighbours do not count, who come and go."""
    if field_ == REMOVED:
        return (one or None) == (other or None)
    if field_ == PLACE and isinstance(one, dict) and isinstance(other, dict):
        counts = "rank" if "rank" in one and "rank" in other else "after"
        return [one.get(each) for each in ("scene", counts)] == [other.get(each) for each in ("scene", counts)]
    return bool(_plain(one) == _plain(other))


def _plain(value: Json) -> Json:
    """A value without what it tells of its own origin: why the script casts somebody moves with every revision."""
    if not isinstance(value, dict):
        return value
    return {name: each for name, each in value.items() if name not in ("why", "derived")}


def _called(kind: str, state: Any) -> str:
    return f"Scene {state.code}" if kind == "scene" else state.code if kind == "shot" else state.name


def _behind(edit: SetEdit) -> UUID | None:
    """The shot that one shall stand behind, where an edit says so."""
    if edit.field in (ADDED, PLACE) and isinstance(edit.after, dict) and edit.after.get("after"):
        return UUID(str(edit.after["after"]))
    return None


def _turn(edit: SetEdit, behind: Mapping[UUID, UUID]) -> tuple[int, int, str]:
    """What comes back first, then locks off, values (those that end something first), locks on, and removals.

    Of shots that shall stand behind each other the first comes first, wherever it stands now.
    """
    if edit.field in (ADDED, PLACE):
        return 3, _depth(edit.thing, behind), edit.key
    stage, key = _stage(edit)
    return stage, 0, key


def _depth(shot: UUID, behind: Mapping[UUID, UUID]) -> int:
    """Behind how many others of the set a shot shall stand, one behind the other."""
    passed: list[UUID] = []
    while shot in behind and shot not in passed:
        passed.append(shot)
        shot = behind[shot]
    return len(passed)


def _stage(edit: SetEdit) -> tuple[int, str]:
    lock = edit.field.startswith(LOCK) or (edit.kind, edit.field) == ("reference", "lock")
    if edit.field == REMOVED:
        return (6 if edit.after else 0, edit.key)
    if lock:
        return (1 if edit.after is None else 5, edit.key)
    if edit.field.startswith(PARAMETER):
        return (4, edit.key)
    return (2 if edit.after is None else 3, edit.key)
