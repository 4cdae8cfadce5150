"""Cancelling: jobs that nobody wants any more, and the work that only they waited for."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from generation.domain.job import OPEN, CancelJob
from generation.jobs.booking import waste
from generation.jobs.locking import end_attempt
from generation.jobs.opening import SHOT_REMOVED, advance, lock_order
from generation.jobs.ranking import rank
from generation.jobs.recording import JobStep, record, subject
from generation.models import ActionRow, JobRow, OrderRow


def cancel_jobs(
    order: OrderRow, reason: str, shots: Mapping[UUID, UUID] | None = None, cause: UUID | None = None
) -> None:
    """Cancel the open jobs of an order. The caller holds the order's row.

    With `shots` only theirs are, each by the event given with its shot; otherwise all are, by the event `cause`. A
    worker whose work nobody waits for any more stops at its next beat.
    """
    open_jobs = JobRow.objects.filter(order=order.id, state__in=OPEN)
    jobs = list(open_jobs if shots is None else open_jobs.filter(shot__in=list(shots)))
    causes = shots or {}
    record([JobStep(job, CancelJob(subject(job), reason), causes.get(job.shot, cause)) for job in jobs])
    abandon({job.action_id for job in jobs if job.action_id}, jobs)


def abandon(actions: Iterable[int], left_by: Sequence[JobRow] = ()) -> None:
    """End those of the actions that nobody waits for; the others are theirs who still do.

    `left_by` are the jobs that no longer wait: what was begun for them is booked to them.
    """
    ids = set(actions)
    held = ActionRow.objects.select_for_update().filter(id__in=ids, state__in=("ready", "running")).order_by("key")
    left = list(held)
    wanted = set(JobRow.objects.filter(action__in=ids, state__in=OPEN).values_list("action", flat=True))
    loose = [action for action in left if action.id not in wanted]
    for action in loose:
        if action.state == "running":
            waste(action, [job for job in left_by if job.action_id == action.id], "cancelled")
            end_attempt(action.id, action.token, "cancelled", "nobody waits for it")
    ActionRow.objects.filter(id__in=[action.id for action in loose]).update(
        state="cancelled", worker="", lease_until=None, ended_at=Now()
    )
    rank(wanted)


def cancel_removed_shots(gone: Mapping[UUID, UUID]) -> None:
    """Cancel whatever is open for shots that were removed, each by the event given with it."""
    orders = set(JobRow.objects.filter(shot__in=list(gone), state__in=OPEN).values_list("order", flat=True))
    for order_id in sorted(orders):
        with transaction.atomic():
            order = lock_order(order_id)
            if order:
                cancel_jobs(order, SHOT_REMOVED, gone)
                advance(order)
