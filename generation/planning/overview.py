"""How far a production is: its shots by how they stand with reviewers and with workers, and a take to know it by."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from events import store
from generation.domain.states import InUse, ReviewState, WorkState
from generation.planning import newest_jobs, plan_cache
from generation.planning.board import work_of
from productions import queries
from productions.domain.settings import frame_rate
from productions.queries import listing


@dataclass(frozen=True, slots=True)
class ProductionOverview:
    """How many of its live shots stand how, how long they are in seconds of film, and a take of it, if there is any."""

    as_of: int
    shots: int
    seconds: Fraction
    review: Mapping[ReviewState, int]
    work: Mapping[WorkState, int]
    out_of_date: int
    take: UUID | None


def overview(production: UUID) -> ProductionOverview:
    """Return how far a production is now; NotFound for an unknown one."""
    position = store.head(production)
    standings, _ = plan_cache.standings(production)
    rate = frame_rate(listing.production(production).state.settings)
    shown = [place.shot for place in queries.film_order(production, standings.keys())]
    jobs = newest_jobs.newest_jobs(shown)
    uses = [use for shot in shown if (use := standings[shot].use)]
    return ProductionOverview(
        as_of=position,
        shots=len(shown),
        seconds=sum((standings[shot].frames for shot in shown), 0) / Fraction(rate),
        review=Counter(standings[shot].review for shot in shown),
        work=Counter(work_of(jobs.get(shot, {})) for shot in shown),
        out_of_date=sum(not use.take.current for use in uses),
        take=_shown(uses),
    )


def _shown(uses: Collection[InUse]) -> UUID | None:
    """The first that was approved, else the first of all: a production is known by what it means to keep."""
    best = sorted(uses, key=lambda use: use.take.review != "approved")
    return best[0].take.id if best else None
