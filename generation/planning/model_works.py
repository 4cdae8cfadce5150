"""Work for models in plans: what the register says of it now. What may not or cannot be done is blocked, with the fix.

Plans keep what is asked of models. Models are withdrawn and let in again without any production hearing of it, so what
becomes of it is looked at whenever a plan is read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

import msgspec
from django.conf import settings

from events.errors import Refusal
from generation.domain.model import Model
from generation.domain.model_work import ModelWork
from generation.domain.pipeline import Pipeline
from generation.domain.plan import Cost, PlanLine, SaidOf
from generation.models import ModelRow
from generation.register import usable
from generation.register.asked import Answer, answer, task_of

FIXES: Mapping[str, str] = {
    "model-withdrawn": "Choose another model for this stage, or let it in again on the page Models.",
    "model-not-allowed": "Choose a model that is allowed.",
    "unknown-model": "Choose a registered model for this stage.",
}
BEHIND = "waits for what is blocked before it"
_THERE = ", where it is blocked: "
_WORKING = ("run", "may-run")


@dataclass(slots=True)
class Register:
    """The models as they are now, read once there is work for one, and what they say to each piece of work."""

    _models: Mapping[UUID, Model] | None = None
    _answers: dict[ModelWork, Answer | Refusal] = field(default_factory=dict)

    def answer(self, work: ModelWork) -> Answer | Refusal:
        """Return what becomes of work, or why nothing does."""
        if work not in self._answers:
            if self._models is None:
                self._models = usable.registered()
            try:
                self._answers[work] = answer(work, self._models)
            except Refusal as refused:
                self._answers[work] = refused
        return self._answers[work]

    def judged(self, planned: SaidOf, shots: Iterable[UUID] | None = None) -> dict[UUID, tuple[PlanLine, ...]]:
        """Return what is said of shots, all or some, with what becomes of work for models.

        What is the same for all shots of which the same is said is asked once; where none has such work it stays.
        """
        chosen = planned if shots is None else {shot: planned[shot] for shot in shots if shot in planned}
        shared = {id(told): told for told in planned.values()}
        if not any(one.cost.work for told in shared.values() for one in told):
            return dict(chosen)
        judging = _Judging(self, planned)
        return {shot: judging.of(shot) for shot in chosen}


@dataclass(slots=True)
class _Judging:
    """A stage behind one that is blocked waits for it in vain, in its own shot as in the one that it continues."""

    register: Register
    planned: SaidOf
    _judged: dict[int, tuple[PlanLine, ...]] = field(default_factory=dict)

    def of(self, shot: UUID) -> tuple[PlanLine, ...]:
        """Return what is said of a shot, once what it continues is judged."""
        waiting = [shot]
        while waiting:
            told = self.planned.get(waiting[-1], ())
            before = {lender for one in told for lender, _ in one.lenders if not self._known(lender)}
            if before and not before.intersection(waiting):
                waiting += before
            else:
                self._judged[id(told)] = self._of(told)
                waiting.pop()
        return self._judged[id(self.planned[shot])]

    def _known(self, shot: UUID) -> bool:
        return shot not in self.planned or id(self.planned[shot]) in self._judged

    def _of(self, told: tuple[PlanLine, ...]) -> tuple[PlanLine, ...]:
        blocked: set[str] = set()
        return tuple(self._one(one, blocked) for one in told)

    def _one(self, one: PlanLine, blocked: set[str]) -> PlanLine:
        if one.verdict not in _WORKING:
            return one
        said = self.register.answer(one.cost.work) if one.cost.work else None
        if isinstance(said, Refusal):
            return _blocked(one, _why(said), blocked)
        if not blocked.isdisjoint(one.behind):
            return _blocked(one, BEHIND, blocked)
        if lent := self._blocked_there(one):
            return _blocked(one, f"{one.reason}{_THERE}{lent}", blocked)
        return msgspec.structs.replace(one, made=said.told) if said else one

    def _blocked_there(self, one: PlanLine) -> str:
        """Why what it waits for of another shot is blocked, wherever that began: others only wait behind it."""
        for shot, stage in one.lenders:
            told = self._judged.get(id(self.planned.get(shot)), ())
            blocked = [there for there in told if there.verdict == "blocked"]
            if any(there.stage == stage for there in blocked):
                first = next((there.reason for there in blocked if there.reason != BEHIND), BEHIND)
                return first.rpartition(_THERE)[2]
        return ""


def _blocked(one: PlanLine, why: str, blocked: set[str]) -> PlanLine:
    blocked.add(one.stage)
    return msgspec.structs.replace(one, verdict="blocked", reason=why, cost=Cost(), certain=False)


def _why(refused: Refusal) -> str:
    return " ".join(filter(None, (refused.detail, FIXES.get(refused.code, ""))))


def standing(pipeline: Pipeline) -> object:
    """Return what changes whenever plans of a pipeline may say something else of its work for models."""
    if not any(task_of(node.spec) for node in pipeline.nodes):
        return None
    return settings.MODEL_USE, tuple(ModelRow.objects.order_by("id").values_list("id", "version"))
