"""Booking: what a commit cost is shared by the jobs that waited for it, and booked to the events that asked for it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from generation.domain.job import Charge
from generation.domain.spent import booked, shares
from generation.jobs.recording import placing_of
from generation.models import CostRow, JobRow
from generation.planning.price_list import price_list


def charges(jobs: Sequence[JobRow], seconds: Decimal, device: str) -> dict[UUID, Charge]:
    """Return what each of the jobs bears of work that took so many seconds on a device class."""
    if not jobs:
        return {}
    prices = price_list()
    amounts = shares(prices.price(device, seconds, datetime.now(UTC)), len(jobs))
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
    parts = shares(seconds, len(charged)) if charged else []
    CostRow.objects.bulk_create(
        CostRow(
            job=job.id,
            order=job.order,
            production=job.production,
            person=job.person,
            shot=job.shot,
            stage=job.stage,
            cause=charged[job.id].cause,
            further=list(charged[job.id].further),
            device_class=charged[job.id].device_class,
            seconds=part,
            amount=Decimal(charged[job.id].amount),
            currency=charged[job.id].currency,
        )
        for job, part in zip((job for job in jobs if job.id in charged), parts, strict=True)
    )
