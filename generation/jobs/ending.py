"""Ending: what a worker made is committed, or its failure is, and the orders that waited move on."""

import logging
from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

import msgspec

from generation.artifacts import traces
from generation.domain.job import CancelJob, EndJob, FailJob, Wasted
from generation.domain.trace import Trace
from generation.jobs import benching
from generation.jobs.booking import book, charges, unbooked, waste
from generation.jobs.claiming import Claim
from generation.jobs.locking import Held, close, end_attempt, holding, let_go, reopen
from generation.jobs.opening import SHOT_REMOVED, advance
from generation.jobs.outages import is_outage, may_pass
from generation.jobs.recording import JobStep, record, subject
from generation.jobs.replacing import replace
from generation.jobs.takes import make_takes
from generation.models import ActionRow, AttemptRow, RecipeRow
from generation.orders.snapshots import Snapshots
from generation.planning import costs
from generation.register import paces
from generation.register.asked import price_of, task_of
from generation.stages import pipelines
from productions import queries
from productions.domain.artifact import Artifact

log = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
BACKOFF_SECONDS = 2
LONGEST_PAUSE = 3600


def commit(claim: Claim, outputs: Sequence[Artifact], seconds: Decimal, engine: str = "") -> bool:
    """Write trace, events, takes and next jobs in one transaction. The bytes are in the store already.

    A worker that lost its lease is welcome while the action is open: the key is the same. False when it came too late.
    """

    def work(held: Held) -> bool:
        if held.action.state not in ("ready", "running"):
            end_attempt(claim.action, claim.token, "late")
            return False
        recorded = traces.record(
            claim.key, outputs, engine=engine, device_class=claim.device, seconds=seconds, worker=claim.worker
        )
        owed = seconds if _holds(claim, held.action) else _come_late(held, claim, seconds)
        close(held.action, "done")
        end_attempt(claim.action, claim.token, "done")
        told = _end_jobs(held, recorded.trace, seconds, owed, claim)
        causes = {job.production: told[job.id] for job in held.jobs if job.id in told}
        replace(recorded.replaced, causes, claim.worker)
        _move_on(held, claim.worker)
        return True

    return holding(claim.action, work)


def fail(claim: Claim, code: str, reason: str, *, retryable: bool) -> None:
    """End an attempt without a result: try again up to three times if that may help, else fail the jobs.

    What a stage said of its failure may be any text; what no event can hold of it is replaced.
    """
    reason = _recordable(reason)

    def work(held: Held) -> None:
        if not _holds(claim, held.action):
            return
        outcome: Wasted = "refused" if code == "refused" else "failed"
        waste(held.action, held.jobs, outcome, claim.worker)
        end_attempt(claim.action, claim.token, outcome, f"{code}: {reason}")
        give_up_or_retry(held, code, reason, retryable=retryable, worker=claim.worker)
        benching.judge(claim.worker)

    holding(claim.action, work)


def _come_late(held: Held, claim: Claim, seconds: Decimal) -> Decimal:
    """End the attempt of whoever works on it instead, and return what is left to pay of the late one."""
    if held.action.state == "running":
        waste(held.action, held.jobs, "cancelled", claim.worker)
        end_attempt(claim.action, held.action.token, "cancelled", "another came first")
    return unbooked(held.action, claim.attempt, seconds)


def _holds(claim: Claim, action: ActionRow) -> bool:
    return action.state == "running" and action.token == claim.token


def _recordable(text: str) -> str:
    return text.replace("\0", "\ufffd").encode(errors="replace").decode()


def break_off(claim: Claim, code: str, what: str, error: Exception) -> None:
    """End an attempt that met an error which is no outage. What would come again fails at once: it costs one try.

    Where not even the failure can be written the lease ends all the same, and from then on the action is only failed,
    ever more rarely, and never run again.
    """
    code, reason = spent(claim) or (code, _recordable(f"{what}: {type(error).__name__}: {error}"))
    try:
        fail(claim, code, reason, retryable=may_pass(error))
    except Exception as unwritten:
        if is_outage(unwritten):
            raise
        log.exception("the failure of %s cannot be written", claim)
        rest(claim.action, claim.token, claim.attempt, f"{code}: {reason}")


def rest(action: int, token: int, attempts: int, detail: str) -> None:
    """Let go of an action whose failure cannot be written: it rests, and whoever claims it next only fails it."""
    let_go(action, token, detail, max(attempts, MOST_ATTEMPTS), pause(attempts))


def spent(claim: Claim) -> tuple[str, str] | None:
    """Return code and reason of an action that had its attempts and is not to be run, only to be failed."""
    if claim.attempt <= MOST_ATTEMPTS:
        return None
    details = AttemptRow.objects.filter(action=claim.action).exclude(detail="").order_by("-token")
    code, _, reason = (details.values_list("detail", flat=True).first() or "").partition(": ")
    return code, reason


def pause(attempts: int) -> int:
    """Return for how many seconds an action rests after so many attempts."""
    return min(int(BACKOFF_SECONDS ** min(attempts, 16)), LONGEST_PAUSE)


def give_up_or_retry(held: Held, code: str, reason: str, *, retryable: bool, worker: str | None) -> None:
    """Open the action again after a pause, or fail every job that waits on it."""
    if retryable and held.action.attempts < MOST_ATTEMPTS:
        reopen(held.action, pause(held.action.attempts), shuns=benching.shunned(held.action))
        return
    close(held.action, "failed")
    record([JobStep(job, FailJob(subject(job), code, reason)) for job in held.jobs], worker)
    _move_on(held, worker)


def _end_jobs(held: Held, trace: Trace, seconds: Decimal, owed: Decimal, claim: Claim) -> dict[UUID, UUID]:
    """The jobs of shots that were removed meanwhile are cancelled; the work is kept. Return the event of each.

    Of the `seconds` that the work took the others pay those that are `owed`.
    """
    worker = claim.worker
    live = queries.live_shots({job.shot for job in held.jobs})
    paying = [job for job in held.jobs if job.shot in live]
    charged = charges(paying, owed, claim.device, _asked_for(held, claim))
    steps = [
        JobStep(job, EndJob(subject(job), trace.key, trace.generation, trace.named, f"{owed:.3f}", charged[job.id]))
        if job.id in charged
        else JobStep(job, CancelJob(subject(job), SHOT_REMOVED))
        for job in held.jobs
    ]
    told = record(steps, worker)
    book(paying, charged, owed)
    snapshots = Snapshots()
    make_takes(held.jobs, told, snapshots, worker)
    for job in held.jobs[:1]:
        node, values = pipelines.node_of(job), snapshots.of(job.inputs).values
        costs.observe(node.spec, values, seconds, claim.device)
        if task_of(node.spec):
            recipe = msgspec.json.decode(RecipeRow.objects.get(key=claim.key).document)
            paces.observe(node.spec, recipe, claim.device, seconds)
    return told


def _asked_for(held: Held, claim: Claim) -> Decimal | None:
    """What a provider asks for the work; None where the studio's own devices did it."""
    spec = pipelines.node_of(held.jobs[0]).spec if held.jobs else None
    if spec is None or not task_of(spec):
        return None
    return price_of(spec, msgspec.json.decode(RecipeRow.objects.get(key=claim.key).document))


def _move_on(held: Held, worker: str | None) -> None:
    for order in held.orders:
        advance(order, worker, held.jobs)
