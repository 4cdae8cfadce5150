"""Benching: work goes to another worker than the one that failed at it, and who fails at everything is drained."""

from collections.abc import Iterable
from itertools import takewhile

from django.db.models import Q
from django.db.models.functions import Now

from generation.artifacts.errors import ArtifactDamaged, ArtifactEvicted, ArtifactMissing
from generation.domain.model import ModelNotAllowed, ModelWithdrawn, UnknownWeights
from generation.live import bell, offers
from generation.models import ActionRow, AttemptRow, NeedsRow, WorkerRow
from generation.ports.work import NO_ROOM, OUT_OF_MEMORY, STORAGE

IN_A_ROW = 3
"""So many different actions that a worker fails at, one after the other, are the worker's fault."""
FAILED = ("failed", "lost")
_NOT_ITS_FAULT = (
    "refused",
    OUT_OF_MEMORY,
    NO_ROOM,
    STORAGE,
    ArtifactMissing.code,
    ArtifactEvicted.code,
    ArtifactDamaged.code,
    ModelWithdrawn.code,
    ModelNotAllowed.code,
    UnknownWeights.code,
)
"""What the work asks for, or what all workers share, speaks against none of them."""
RECENT = 30
LONGEST = 2000


def shunned(action: ActionRow) -> list[str]:
    """Return the workers that failed at an action, if there is another one here that can run it."""
    tries = AttemptRow.objects.filter(action=action.id, outcome__in=FAILED)
    tried = set(tries.values_list("worker", flat=True))
    return sorted(tried) if tried and _able(action.needs) - tried else []


def forgive() -> None:
    """Let actions be run by those who failed at them where nobody else is here any more."""
    shunning = ActionRow.objects.filter(Q(state="ready") & ~Q(shuns=[]))
    for needs in NeedsRow.objects.filter(id__in=shunning.values("needs")):
        able = sorted(_able(needs))
        if shunning.filter(needs=needs, shuns__contains=able).update(shuns=[]):
            bell.ring()


def _able(asked: NeedsRow) -> set[str]:
    return offers.workers_able(asked.kind, asked.needs)


def judge(worker: str) -> None:
    """Drain a worker that failed at one thing after another, with the reason, until a person lets it work again."""
    row = WorkerRow.objects.filter(name=worker, drained_at=None).first()
    if row is None:
        return
    ended = AttemptRow.objects.filter(worker=worker, outcome__in=("done", *FAILED))
    since = ended.filter(ended_at__gt=row.trusted_at) if row.trusted_at else ended
    failures = _since_success(since.order_by("-id").values_list("action", "outcome", "detail", "action__kind")[:RECENT])
    if len({action for action, *_ in failures}) >= IN_A_ROW:
        kinds = ", ".join(sorted({kind.partition("/")[0] for *_, kind in failures}))
        last = (failures[0][2].splitlines() or [""])[0]
        told = f"It failed at {IN_A_ROW} different things in a row ({kinds}). The last time: {last}"
        WorkerRow.objects.filter(name=worker, drained_at=None).update(drained_at=Now(), benched=told[:LONGEST])


def _since_success(newest: Iterable[tuple[int, str, str, str]]) -> list[tuple[int, str, str, str]]:
    """The failures since the last success that speak against a worker, the newest first."""
    unbroken = takewhile(lambda attempt: attempt[1] != "done", newest)
    return [attempt for attempt in unbroken if attempt[2].partition(":")[0] not in _NOT_ITS_FAULT]
