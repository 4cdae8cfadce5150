"""Booking: what work cost is shared by the jobs that waited for it, and booked to the events that asked for it.

What was used in vain is booked to the same events, as waste.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from generation.domain.job import Charge, Wasted, WasteWork
from generation.domain.spent import booked, shares
from generation.jobs.recording import JobStep, placing_of, record, subject
from generation.live import clock
from generation.models import ActionRow, CostRow, JobRow, WasteRow
from generation.planning.price_list import price_list

MILLISECOND = Decimal("0.001")
"""The unit in which seconds are booked."""


def charges(jobs: Sequence[JobRow], seconds: Decimal, device: str, asked: Decimal | None = None) -> dict[UUID, Charge]:
    """Return what each of the jobs bears of work that took so many seconds on a device class.

    `asked` is what a provider asks for it instead.
    """
    if not jobs:
        return {}
    prices = price_list()
    whole = prices.price(device, seconds, clock.now()) if asked is None else asked
    amounts = shares(whole, len(jobs))
    paid = _paid({job.shot for job in jobs})
    made: dict[UUID, Charge] = {}
    for job, amount in zip(jobs, amounts, strict=True):
        cause, further = booked(job.causes, paid[job.shot, job.stage], placing_of(job.order))
        made[job.id] = Charge(device, f"{amount:f}", prices.currency, cause, further)
        paid[job.shot, job.stage].add(cause)
    return made


def _paid(shots: set[UUID]) -> dict[tuple[UUID, str], set[UUID]]:
    paid: dict[tuple[UUID, str], set[UUID]] = defaultdict(set)
    for shot, stage, cause in CostRow.objects.filter(shot__in=shots).values_list("shot", "stage", "cause"):
        paid[shot, stage].add(cause)
    return paid


def book(jobs: Sequence[JobRow], charged: dict[UUID, Charge], seconds: Decimal) -> None:
    """Write the costs of jobs down; each has its share of the seconds."""
    CostRow.objects.bulk_create(CostRow(**about) for about in _booked(jobs, charged, seconds))


def unbooked(action: ActionRow, attempt: int, seconds: Decimal) -> Decimal:
    """Return what of the seconds of an attempt was not booked as waste when its worker was taken for lost."""
    waited = JobRow.objects.filter(action=action.id).values("id")
    wasted = WasteRow.objects.filter(job__in=waited, attempt=attempt).aggregate(all=Sum("seconds"))["all"]
    return max(seconds - (wasted or Decimal(0)), Decimal(0))


def waste(action: ActionRow, jobs: Sequence[JobRow], outcome: Wasted, worker: str | None = None) -> None:
    """Book what the running attempt of an action used in vain to the jobs that wait for it, where it used anything.

    It is booked to the events that the work itself will be booked to, and pays for none of them. The caller holds the
    orders of the jobs.
    """
    seconds, device = _used(action)
    if not jobs or not seconds:
        return
    charged = charges(jobs, seconds, device)
    rows = [WasteRow(**about, attempt=action.attempts, outcome=outcome) for about in _booked(jobs, charged, seconds)]
    steps = [
        JobStep(job, WasteWork(subject(job), action.key, action.attempts, outcome, f"{row.seconds:f}", charged[job.id]))
        for job, row in zip(jobs, rows, strict=True)
    ]
    record(steps, worker)
    WasteRow.objects.bulk_create(rows, ignore_conflicts=True)


def _booked(jobs: Sequence[JobRow], charged: dict[UUID, Charge], seconds: Decimal) -> Iterator[dict[str, Any]]:
    """What rows say of each job that bears a share."""
    bearing = [job for job in jobs if job.id in charged]
    parts = shares(round(seconds, 3), len(bearing), MILLISECOND) if bearing else ()
    for job, part in zip(bearing, parts, strict=True):
        charge = charged[job.id]
        yield {
            "job": job.id,
            "order": job.order,
            "production": job.production,
            "person": job.person,
            "shot": job.shot,
            "stage": job.stage,
            "cause": charge.cause,
            "further": list(charge.further),
            "device_class": charge.device_class,
            "seconds": part,
            "amount": Decimal(charge.amount),
            "currency": charge.currency,
        }


# Of a worker that was lost, what it used ends with its lease: afterwards nobody worked.
_USED = """
SELECT extract(epoch FROM least(clock_timestamp(), a.lease_until) - t.started_at), coalesce(w.device_class, 'cpu')
FROM generation_attempt t JOIN generation_action a ON a.id = t.action_id
LEFT JOIN generation_worker w ON w.name = t.worker
WHERE t.action_id = %s AND t.token = %s AND t.ended_at IS NULL
"""


def _used(action: ActionRow) -> tuple[Decimal, str]:
    """The device-seconds of the running attempt so far, and the device class that it runs on."""
    with connection.cursor() as cursor:
        cursor.execute(_USED, [action.id, action.token])
        row = cursor.fetchone()
    return (max(round(Decimal(row[0]), 3), Decimal(0)), row[1]) if row else (Decimal(0), "")
