"""What the workers that are here offer, and which of the work that waits none of them can run."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from django.db.models.functions import Now

from generation.domain.needs import Needs, Offer, missing
from generation.models import ActionRow, JobRow, NeedsRow, WorkerRow

SILENCE = timedelta(seconds=20)
"""A worker that gave no sign of life for so long is not here."""


def present() -> list[WorkerRow]:
    """Return the workers that are here, drained ones among them."""
    return list(WorkerRow.objects.filter(stopped_at=None, seen_at__gte=Now() - SILENCE).order_by("name"))


def offer_of(row: WorkerRow) -> Offer:
    """Return what a worker said that it offers."""
    return Offer(
        tuple(row.kinds),
        tuple(row.classes) or (row.device_class,),
        row.memory,
        tuple(row.resident),
        row.drained_at is not None,
    )


def workers_able(kind: str, needs: Needs) -> set[str]:
    """Return the names of the workers that are here, are not drained, and can run a kind that needs this."""
    offered = ((row.name, offer_of(row)) for row in present())
    return {name for name, offer in offered if not offer.drained and offer.runs(kind, needs)}


def able(offers: Collection[Offer], needs: Mapping[str, Needs]) -> dict[str, tuple[str, ...]]:
    """Return the exact classes of devices on which some of the offers can run each kind; drained ones cannot."""
    here = [offer for offer in offers if not offer.drained]
    return {
        kind: tuple(sorted({offer.device for offer in here if offer.runs(kind, asked)}))
        for kind, asked in needs.items()
    }


def unmet(rows: Iterable[NeedsRow]) -> dict[int, str]:
    """Return what is missing, by the id of needs that nobody here can meet."""
    asked = list(rows)
    offers = [offer_of(row) for row in present()] if asked else []
    said = {row.id: missing(row.kind, row.needs, offers) for row in asked}
    return {id_: why for id_, why in said.items() if why}


def waiting_for(jobs: Sequence[JobRow]) -> list[str]:
    """Return the reasons of jobs: what their rows say, or of those that are ready what nobody here has to give."""
    ready = {job.action_id for job in jobs if job.state == "ready" and job.action_id}
    asked = dict(ActionRow.objects.filter(id__in=ready, state="ready").values_list("id", "needs")) if ready else {}
    lacking = unmet(NeedsRow.objects.filter(id__in=set(asked.values()))) if asked else {}
    return [job.reason or lacking.get(asked.get(job.action_id or 0, 0), "") for job in jobs]
