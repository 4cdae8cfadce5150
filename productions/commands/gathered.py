"""Edits against what is there now: which can be made, and what stands in the way of the others."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from uuid import UUID

from events.decider import Folded
from events.errors import NotFound, Refusal
from events.execution import Batch
from events.registry import Json
from productions.commands.editing import follow, make
from productions.commands.placing import in_film, place_of
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
    put: UUID | None
    reason: str = ""
    by: UUID | None = None


@dataclass(slots=True)
class Gathered:
    """Edits by key, made on a batch as far as nothing stands in their way; `folded` is the set that holds them."""

    batch: Batch
    edits: Mapping[str, SetEdit]
    require: Require
    folded: Folded[ChangeSet] | None = None
    _decided: list[tuple[UUID, Any]] = field(default_factory=list)
    _rate: str = field(init=False)
    _new: frozenset[UUID] = frozenset()

    def __post_init__(self) -> None:
        self._rate = rate_of(self.batch)

    def make(self) -> tuple[EditStanding, ...]:
        """Make them, in an order in which each is allowed, and return how all of them stand, in order of their keys."""
        edits = self.edits
        self._preload()
        first = {key: self._look(edit) for key, edit in edits.items()}
        made = {key: self._try(first[key]) for key in sorted(edits, key=turns(edits.values()))}
        return tuple(made[key] for key in sorted(edits))

    def follow(self) -> None:
        """Do on the batch what follows from all that was made."""
        follow(self.batch, self._decided)

    def made(self) -> tuple[EditStanding, ...]:
        """Return them as made already, beside what is there now."""
        self._preload()
        return tuple(
            EditStanding(edit, "done", shown(self.batch, edit, self._rate), self._put(edit))
            for _, edit in sorted(self.edits.items())
        )

    def _preload(self) -> None:
        preload(self.batch, self.edits.values())
        self._new = added_by(self.edits.values())

    def _put(self, edit: SetEdit) -> UUID | None:
        return self.folded.cause(f"{EDIT}{edit.key}") if self.folded else None

    def _look(self, edit: SetEdit) -> EditStanding:
        """Compare an edit with what is there before any of them is made."""
        now = shown(self.batch, edit, self._rate)
        standing = EditStanding(edit, "ready", now, self._put(edit))
        if gone := self._gone(edit):
            return replace(standing, state="gone", reason=gone)
        comes = edit.thing in self._new and not in_film(self.batch, edit.thing)
        if not comes and not _same(edit.field, now, edit.before):
            return replace(standing, state="conflict", reason=_CHANGED, by=self._last(edit))
        return standing

    def _gone(self, edit: SetEdit) -> str:
        """Say that a thing is not there any more; empty while it is."""
        state: Any = self.batch.load(KINDS[edit.kind].decider, edit.thing).state
        back = edit.field in (REMOVED, ADDED) or edit.thing in self._new
        if not back and getattr(state, "removed", False):
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
        if edit.field != ADDED and edit.thing in self._new:
            if not in_film(self.batch, edit.thing):
                return replace(standing, state="refused", reason=_NOT_ADDED)
            if _same(edit.field, shown(self.batch, edit, self._rate), edit.after):
                return replace(standing, state="done")  # what came back with it, perhaps with a lock on it
        try:
            self.require(right_of(edit))
            made = make(self.batch, edit.kind, edit.thing, edit.field, edit.after, cause=standing.put)
        except (InvalidEdit, UnknownParameter) as refused:
            return replace(standing, state="gone", reason=refused.detail)
        except (Refusal, NotFound) as refused:
            return replace(standing, state="refused", reason=refused.detail)
        if not made:
            return replace(standing, state="done")
        self._decided += [(edit.thing, command) for command in made]
        return standing


PLACE = "place"
_CHANGED = "It was changed after this edit was gathered."
_NOT_ADDED = "The shot could not be added."


def added_by(edits: Iterable[SetEdit]) -> frozenset[UUID]:
    """Return the shots that edits add: nothing has to be known of them."""
    return frozenset(edit.thing for edit in edits if edit.field == ADDED)


def preload(batch: Batch, edits: Collection[SetEdit]) -> None:
    """Load all that edits are about; NotFound for what neither is there nor is added by them."""
    new = added_by(edits)
    for kind, each in KINDS.items():
        things = {edit.thing for edit in edits if edit.kind == kind}
        batch.preload(each.decider, things - new)
        batch.preload(each.decider, things & new, begun=False)


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


def turns(edits: Collection[SetEdit]) -> Callable[[str], tuple[int, int, str]]:
    """Return what sorts the keys of edits into an order in which each is allowed.

    What comes back first, then locks off, values that end something, shots that are new or moved, other values, locks
    on, and removals. Of shots that shall stand behind each other the first comes first, wherever it stands now, and
    where they would stand in a circle a new one comes before another moves behind it; what else is asked of a new shot
    comes once it is there.
    """
    by_key, new = {edit.key: edit for edit in edits}, added_by(edits)
    behind = {edit.thing: after for edit in edits if (after := _behind(edit))}

    def turn(key: str) -> tuple[int, int, str]:
        edit = by_key[key]
        stage = _stage(edit)
        if stage == _PLACES:
            return stage, 2 * _depth(edit.thing, behind) + (edit.field == PLACE), key
        return max(stage, _VALUES) if edit.thing in new else stage, stage, key

    return turn


def _depth(shot: UUID, behind: Mapping[UUID, UUID]) -> int:
    """Behind how many others of the set a shot shall stand, one behind the other."""
    passed: set[UUID] = set()
    while shot in behind and shot not in passed:
        passed.add(shot)
        shot = behind[shot]
    return len(passed)


_RETURNS, _UNLOCKS, _ENDS, _PLACES, _VALUES, _PARAMETERS, _LOCKS, _REMOVALS = range(8)


def _stage(edit: SetEdit) -> int:
    lock = edit.field.startswith(LOCK) or (edit.kind, edit.field) == ("reference", "lock")
    if edit.field in (ADDED, PLACE):
        return _PLACES
    if edit.field == REMOVED:
        return _REMOVALS if edit.after else _RETURNS
    if lock:
        return _UNLOCKS if edit.after is None else _LOCKS
    if edit.field.startswith(PARAMETER):
        return _PARAMETERS
    return _ENDS if edit.after is None else _VALUES
