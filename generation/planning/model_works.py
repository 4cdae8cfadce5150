"""Work for models in plans: what the register says of it now. What may not or cannot be done is blocked, with the fix.

Plans keep what is asked of models. Models are withdrawn and let in again without any production hearing of it, so what
becomes of it is looked at whenever a plan is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

import msgspec
from django.conf import settings

from events.errors import Refusal
from generation.domain.model import Model
from generation.domain.model_work import ModelWork
from generation.domain.pipeline import Pipeline
from generation.domain.plan import Cost, Said, SaidOf
from generation.models import ModelRow
from generation.register import usable
from generation.register.asked import Answer, answer, task_of

FIXES: Mapping[str, str] = {
    "model-withdrawn": "Choose another model for this stage, or let it in again on the page Models.",
    "model-not-allowed": "Choose a model that is allowed.",
    "unknown-model": "Choose a registered model for this stage.",
}
BEHIND = "waits for what is blocked before it"
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

    def judged(self, told: tuple[Said, ...]) -> tuple[Said, ...]:
        """Return what is said of a shot with what becomes of its work for models; the same where it has none."""
        if not any(one.cost.work for one in told):
            return told
        blocked: set[str] = set()
        return tuple(self._judged(one, blocked) for one in told)

    def _judged(self, one: Said, blocked: set[str]) -> Said:
        """A stage behind one that is blocked waits for it in vain."""
        if one.verdict not in _WORKING:
            return one
        said = self.answer(one.cost.work) if one.cost.work else None
        if isinstance(said, Refusal):
            return _blocked(one, _why(said), blocked)
        if not blocked.isdisjoint(one.behind):
            return _blocked(one, BEHIND, blocked)
        return msgspec.structs.replace(one, made=said.told) if said else one


def _blocked(one: Said, why: str, blocked: set[str]) -> Said:
    blocked.add(one.stage)
    return msgspec.structs.replace(one, verdict="blocked", reason=why, cost=Cost(), certain=False)


def _why(refused: Refusal) -> str:
    return " ".join(filter(None, (refused.detail, FIXES.get(refused.code, ""))))


def judged(planned: SaidOf) -> dict[UUID, tuple[Said, ...]]:
    """Return what is said of shots with what becomes of their work for models."""
    register = Register()
    shared = {id(each): each for each in planned.values()}
    told = {place: register.judged(each) for place, each in shared.items()}
    return {shot: told[id(each)] for shot, each in planned.items()}


def standing(pipeline: Pipeline) -> object:
    """Return what changes whenever plans of a pipeline may say something else of its work for models."""
    if not any(task_of(node.spec) for node in pipeline.nodes):
        return None
    return settings.MODEL_USE, tuple(ModelRow.objects.order_by("id").values_list("id", "version"))
