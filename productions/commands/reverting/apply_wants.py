"""Gives fields their values within one batch, in an order in which each is allowed; what is refused is a conflict."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any
from uuid import UUID

from events.errors import Refusal
from events.execution import Batch
from productions.commands.access import LEVEL_OF, Target, live_scene, refuse_others_work
from productions.commands.reverting.outcome import Change, Conflict, Outcome, Require, Want
from productions.commands.settings import within_levels
from productions.commands.takes import others_pinned
from productions.domain import shot as shots
from productions.domain import take as takes
from productions.domain.fields import ABSENT, Fields, Stays
from productions.domain.fields.values import LOCK, PARAMETER, REMOVED
from productions.domain.production import AddMember
from productions.domain.reference import NameTaken, reference
from productions.domain.settings import ClearParameter, LockParameter, SetParameter, UnlockParameter
from productions.domain.work import work
from productions.models import ReferenceRow, ShotRow, User
from productions.projections import KINDS
from productions.refusals import NotFound

_DEPTHS = {"shot": 0, "scene": 1, "production": 2}


@dataclass(slots=True)
class Giving:
    """The wants of one undo or restore, carried out on a batch."""

    batch: Batch
    wants: Sequence[Want]
    require: Require
    conflicts: list[Conflict] = field(default_factory=list)
    kept: list[Conflict] = field(default_factory=list)
    _before: dict[UUID, tuple[str, Fields]] = field(default_factory=dict)

    def run(self) -> Outcome:
        """Carry them out and return what changed, what was refused, and what stays."""
        self._preload()
        for want in sorted(self._steps(), key=_turn):
            self._try(want)
        return Outcome(tuple(self._changes()), tuple(self.conflicts), tuple(self.kept))

    def _preload(self) -> None:
        for kind, made in KINDS.items():
            self.batch.preload(made.decider, [want.id for want in self.wants if want.kind == kind])

    def _steps(self) -> Iterator[Want]:
        """A lock at another value is taken off first and set again at the end."""
        for want in self.wants:
            if _is_lock(want) and want.value is not ABSENT and self._now(want).get(want.field, ABSENT) is not ABSENT:
                yield replace(want, value=ABSENT)
            yield want

    def _now(self, want: Want) -> Fields:
        decider = KINDS[want.kind].decider
        return decider.read(self.batch.load(decider, want.id).state)

    def _try(self, want: Want) -> None:
        if self._now(want).get(want.field, ABSENT) == want.value:
            return
        self.require(KINDS[want.kind].decider.field(want.field).needs(want.value))
        try:
            self._give(want)
        except Stays as stays:
            self.kept.append(_said(want, stays.detail))
        except (Refusal, NotFound) as refused:
            self.conflicts.append(_said(want, _why(refused)))

    def _give(self, want: Want) -> None:
        decider = KINDS[want.kind].decider
        command = decider.command(self.batch.load(decider, want.id).state, want.field, want.value)
        self._decide(want, self._checked(want, command))
        self._follow(want, command)

    def _decide(self, want: Want, command: Any) -> None:
        if want.id not in self._before:
            self._before[want.id] = (want.kind, self._now(want))
        self.batch.decide(KINDS[want.kind].decider, want.id, command, cause=want.undoes)

    def _checked(self, want: Want, command: Any) -> Any:
        """What the commands of ordinary edits look up outside of the stream."""
        match command:
            case SetParameter() | ClearParameter() | LockParameter() | UnlockParameter():
                return within_levels(self.batch, Target(LEVEL_OF[want.kind], want.id), command)
            case shots.RestoreShot():
                live_scene(self.batch, self._home(want.id))
            case shots.MoveShot(scene=scene):
                live_scene(self.batch, scene)
            case AddMember(person=person):
                if not User.objects.filter(person=person, is_active=True).exists():
                    raise NotFound("This person has no account any more.")
            case shots.SetContinues(shot=other):
                return replace(command, cycle=other is not None and self._leads_back(want.id))
        if (want.kind, want.field) == ("work", "status"):
            refuse_others_work(self.batch, self.batch.load(work, want.id).state)
        if want.kind == "reference" and want.field in ("name", REMOVED):
            self._refuse_taken_name(want)
        return command

    def _home(self, shot: UUID) -> UUID:
        """The scene in which a shot will stand."""
        places = (want.value["scene"] for want in self.wants if want.id == shot and want.field == "place")
        scene = self.batch.load(shots.shot, shot).state.scene
        assert scene is not None, "an added shot stands in a scene"
        return next((UUID(place) for place in places), scene)

    def _leads_back(self, start: UUID) -> bool:
        """Whether the edges, as they will be, lead from a shot back to it."""
        edges = dict(ShotRow.objects.filter(log=self.batch.log).values_list("id", "continues"))
        wanted = {want.id: want.value for want in self.wants if want.field == "continues"}
        edges.update({shot: UUID(other) if other else None for shot, other in wanted.items()})
        seen, at = {start}, edges.get(start)
        while at is not None and at not in seen:
            seen.add(at)
            at = edges.get(at)
        return at == start

    def _refuse_taken_name(self, want: Want) -> None:
        state = self.batch.load(reference, want.id).state
        if want.field == REMOVED and want.value is not ABSENT:
            return
        name = want.value if want.field == "name" else state.name
        known = ReferenceRow.objects.filter(log=self.batch.log, kind=state.kind, folded_name=str(name).casefold())
        if known.filter(removed=False).exclude(id=want.id).exists():
            raise NameTaken(f"Another {state.kind} is called {name}.", name=name)

    def _follow(self, want: Want, command: Any) -> None:
        """A scene goes and comes with its shots, and a shot has one pin, as with ordinary edits."""
        if want.kind == "scene" and want.field == REMOVED:
            gone = want.value is not ABSENT
            for shot in self._shots_of(want.id, removed=not gone):
                with_it = shots.RemoveShot(want.id) if gone else shots.RestoreShot()
                self._decide(Want("shot", shot, REMOVED, want.value, self._undone_of(shot)), with_it)
        if isinstance(command, takes.PinTake):
            state = self.batch.load(takes.take, want.id).state
            for other in others_pinned(state, want.id):
                self._decide(Want("take", other, "pinned", False, want.undoes), takes.UnpinTake())

    def _undone_of(self, shot: UUID) -> UUID:
        """What the coming or going of a shot with its scene undoes: what was named, else what happened last."""
        named = (want.undoes for want in self.wants if want.id == shot and want.field == REMOVED)
        return next(filter(None, named), None) or self.batch.load(shots.shot, shot).cause(REMOVED)

    def _shots_of(self, scene: UUID, *, removed: bool) -> list[UUID]:
        """The live shots of a scene, or those that its removal took along."""
        rows = ShotRow.objects.filter(scene=scene).order_by("rank", "code").values_list("id", flat=True)
        moved = [want.id for want in self.wants if want.kind == "shot"]
        candidates = list(dict.fromkeys([*rows, *moved]))
        self.batch.preload(shots.shot, candidates)
        states = {shot: self.batch.load(shots.shot, shot).state for shot in candidates}
        if removed:
            return [shot for shot, state in states.items() if state.removed and state.removed_with == scene]
        return [shot for shot, state in states.items() if state.scene == scene and not state.removed]

    def _changes(self) -> Iterator[Change]:
        undone = {(want.id, want.field): want.undoes for want in self.wants}
        for id_, (kind, before) in self._before.items():
            decider = KINDS[kind].decider
            after = decider.read(self.batch.load(decider, id_).state)
            for name in {**before, **after}:
                old, new = before.get(name, ABSENT), after.get(name, ABSENT)
                if old != new:
                    yield Change(kind, id_, name, old, new, undone.get((id_, name)))


def _why(refused: Refusal | NotFound) -> str:
    """Why a value is not given back; what stood there before may have been allowed then and not be so now."""
    old = refused.status == HTTPStatus.UNPROCESSABLE_ENTITY
    return f"The value from before is not allowed any more. {refused.detail}" if old else refused.detail


def _said(want: Want, reason: str) -> Conflict:
    return Conflict(want.kind, want.id, want.field, want.undoes, reason)


def _is_lock(want: Want) -> bool:
    return want.field.startswith(LOCK) or (want.kind, want.field) == ("reference", "lock")


def _turn(want: Want) -> tuple[int, int]:
    """What comes back does so first, scenes before shots, and what goes does so last; between, locks are off."""
    there = want.value is not ABSENT
    if want.field == REMOVED:
        last = {"shot": 7, "scene": 8}.get(want.kind, 9)
        return (last, 0) if there else ({"scene": 0}.get(want.kind, 1), 0)
    if _is_lock(want):
        return (6, _DEPTHS.get(want.kind, 0)) if there else (2, 0)
    if want.field.startswith(PARAMETER):
        return (4, 0)
    return (5, 0) if want.kind == "script" else (3, 0)


def wanted(wants: Iterable[Want]) -> tuple[Want, ...]:
    """Return wants, of each field the first."""
    first: dict[tuple[UUID, str], Want] = {}
    for want in wants:
        first.setdefault((want.id, want.field), want)
    return tuple(first.values())
