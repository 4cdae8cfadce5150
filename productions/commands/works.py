"""The work on shots: whose it is, until when, how urgent, how far; and the statuses that a production has for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from events.errors import NotFound, Refusal
from events.execution import Batch, Context, Receipt, execute
from events.registry import Json
from productions.commands.access import hold, refuse_others_work
from productions.commands.reverting.outcome import Require
from productions.domain import statuses
from productions.domain.production import ArrangeStatuses, Production, production
from productions.domain.shot import ShotRemoved, shot
from productions.domain.statuses import Status
from productions.domain.work import InvalidWork, SetWork, Work, WorkField, clean_work, work, work_of, workers
from productions.models import ShotRow, WorkRow


@dataclass(frozen=True, slots=True)
class WorkOn:
    """What shall be said of the work on a shot, by field; `expected` is the version that the asker has seen."""

    shot: UUID
    fields: Mapping[WorkField, Json] = field(default_factory=dict)
    expected: int | None = None


@dataclass(frozen=True, slots=True)
class WantedStatus:
    """A status as somebody wants it: the one of an id, or a new one."""

    name: str
    ends: bool = False
    id: UUID | None = None


class StatusInUse(Refusal):
    """A status that shots have cannot go before somebody says what they shall have instead."""

    code = "status-in-use"


def set_work(context: Context, log: UUID, wanted: Sequence[WorkOn], *, require: Require) -> Receipt[int]:
    """Say of the work on shots what is wanted, all of it or nothing, and return how many fields changed.

    Producers hand out work; whoever works on a shot says how far they are. NotFound for a shot of another production,
    InvalidWork for who does no work here and for a status that the production does not have, NotYourWork.
    """

    def make(batch: Batch) -> int:
        hold(log, alone=False)
        return put_work(batch, wanted, require)

    return execute(context, log, make)


def put_work(batch: Batch, wanted: Sequence[WorkOn], require: Require) -> int:
    """As `set_work`, within a batch that holds the production's row."""
    ids = [each.shot for each in wanted]
    batch.preload(shot, ids)
    batch.preload(work, map(work_of, ids), begun=False)
    home = batch.load(production, batch.log).state
    return sum(_put(batch, home, each, require) for each in wanted)


def _put(batch: Batch, home: Production, wanted: WorkOn, require: Require) -> int:
    state, stream = batch.load(shot, wanted.shot).state, work_of(wanted.shot)
    if state.removed:
        raise ShotRemoved(f"Shot {state.code} is removed; restore it first.", shot=state.code)
    batch.expect(work, stream, wanted.expected)
    now = batch.load(work, stream).state
    if set(wanted.fields) - {"status"}:
        require("assign_work")
    if "status" in wanted.fields:
        require("do_work")
        refuse_others_work(batch, now)
    made = 0
    for name, value in wanted.fields.items():
        _check(home, now, name, value)
        made += len(batch.decide(work, stream, SetWork(wanted.shot, name, value)))
    return made


def _check(home: Production, now: Work, name: WorkField, value: Json) -> None:
    """Refuse people who do no work here, unless they worked on it already, and statuses that cannot be chosen."""
    value = clean_work(name, value)
    if name == "assignees":
        known = {str(person) for person in (*workers(home), *now.assignees)}
        if set(value or ()) - known:
            raise InvalidWork("Only producers, artists and reviewers of the production are given work.", field=name)
    if name == "status" and value not in {None, *(str(each.id) for each in statuses.live(home.statuses))}:
        raise InvalidWork("The production has no such status.", field=name)


def arrange_statuses(
    context: Context,
    log: UUID,
    wanted: Sequence[WantedStatus],
    instead: Mapping[UUID, UUID],
    expected: int | None = None,
) -> Receipt[None]:
    """Have these statuses in this order; one that is named by its id keeps it, whatever it is called now.

    NotFound for an id that the production does not have, InvalidStatuses for a list that cannot be. StatusInUse where
    shots have one that is left out and `instead` does not say what they shall have; with it they get that one, in the
    same act.
    """

    def make(batch: Batch) -> None:
        hold(log, alone=True)
        known = {each.id: each for each in batch.load(production, log).state.statuses}
        asked = {each.id for each in wanted if each.id}
        if asked - known.keys():
            raise NotFound("There is no such status.")
        gone = {id_: each for id_, each in known.items() if id_ not in asked and not each.retired}
        using = _using(log, gone)
        _refuse_in_use(gone, using, {old for old, new in instead.items() if new in asked})
        arranged = tuple(Status(each.id or context.ids(), each.name, each.ends) for each in wanted)
        batch.decide(production, log, ArrangeStatuses(arranged), expected=expected)
        batch.preload(work, (work_of(each) for shots in using.values() for each in shots))
        for old, shots in using.items():
            for each in shots:
                batch.decide(work, work_of(each), SetWork(each, "status", str(instead[old])))

    return execute(context, log, make)


def _using(log: UUID, gone: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """Return the shots of the film by status, of those that have one of these."""
    there = ShotRow.objects.filter(log=log, removed=False).values("id")
    found: dict[UUID, list[UUID]] = {}
    for status, shot_id in WorkRow.objects.filter(log=log, status__in=list(gone), shot__in=there).values_list(
        "status", "shot"
    ):
        if status:
            found.setdefault(status, []).append(shot_id)
    return found


def _refuse_in_use(gone: Mapping[UUID, Status], using: Mapping[UUID, Sequence[UUID]], replaced: set[UUID]) -> None:
    left = {old: len(shots) for old, shots in using.items() if old not in replaced}
    if left:
        said = ", ".join(f"“{gone[old].name}” ({count})" for old, count in left.items())
        raise StatusInUse(
            f"Shots have a status that would go: {said}. Say which one they shall have instead.",
            statuses=[{"id": str(old), "name": gone[old].name, "shots": count} for old, count in left.items()],
        )
