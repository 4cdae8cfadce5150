"""Holds: the files that a production needs, each with why. They stay whatever they cost."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from events.models import Audit
from generation.artifacts import traces
from generation.domain.keeping import Policy, Reason
from generation.models import JobRow, OrderRow
from generation.planning.resolved_shots import Survey, survey
from productions import queries
from productions.domain.take import Take
from productions.domain.verdicts import last_words, reviewed

_REVIEWED: dict[str, Reason] = {
    "approved": "approved",
    "submitted": "under review",
    "changes_requested": "under review",
}


def of_production(production: UUID, policy: Policy, shots: Collection[UUID] | None = None) -> dict[str, Reason]:
    """Return the digests that a production needs, with why; of some shots alone where these are named."""
    moment = queries.moment(production, shots=shots)
    live = None if shots is None else [shot for shot in shots if moment.live_shot(shot)]
    surveyed = survey(moment, live)
    held: dict[str, Reason] = {}
    for reason, digests in (
        *_takes(surveyed, policy),
        *_planned(surveyed),
        *_ordered(production),
        *_pictures(surveyed),
    ):
        for digest in digests:
            held.setdefault(digest, reason)
    return held


def is_exported(production: UUID, since: datetime) -> bool:
    """Whether an export that lists the files of a production was asked for, and stands, since a time."""
    fresh = Q(state__in=("queued", "running")) | Q(state="done", finished_at__gte=since)
    return Audit.objects.filter(fresh, kind="export", log=production).exists()


def _takes(surveyed: Survey, policy: Policy) -> Iterator[tuple[Reason, Iterable[str]]]:
    for shot in surveyed.in_use:
        if take := surveyed.take(shot):
            yield "in use", _digests(take)
    for takes in surveyed.takes.values():
        words = last_words(takes)
        stand = ((folded.state, reviewed(folded, words).review) for folded in takes.values())
        yield from ((_REVIEWED[review], _digests(state)) for state, review in stand if review in _REVIEWED)
    states = [folded.state for takes in surveyed.takes.values() for folded in takes.values()]
    yield from (("pinned", _digests(state)) for state in states if state.pinned)
    for takes in surveyed.takes.values():
        newest = sorted((folded.state for folded in takes.values()), key=lambda state: -state.number)[: policy.takes]
        yield from (("latest takes", _digests(state)) for state in newest)


def _digests(take: Take) -> Iterable[str]:
    return (each.digest for each in take.artifacts)


def _planned(surveyed: Survey) -> Iterator[tuple[Reason, Iterable[str]]]:
    """What plans find made: of all variations that takes have."""
    for resolution in surveyed.resolutions.values():
        for cell in resolution.cells.values():
            if cell.trace:
                yield "planned", (each.digest for each in cell.trace.artifacts)


def _ordered(production: UUID) -> Iterator[tuple[Reason, Iterable[str]]]:
    """What open orders made or found so far: their later jobs stand on it."""
    orders = OrderRow.objects.filter(production=production, status__in=("held", "running"))
    jobs = JobRow.objects.filter(order__in=orders.values("id"), generation__isnull=False)
    made = jobs.values_list("key", "generation")
    for trace in traces.named((key, generation) for key, generation in made if generation).values():
        yield "ordered", (each.digest for each in trace.artifacts)


def _pictures(surveyed: Survey) -> Iterator[tuple[Reason, Iterable[str]]]:
    for folded in surveyed.moment.references.values():
        yield "references", folded.state.pictures
