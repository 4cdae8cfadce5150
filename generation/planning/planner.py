"""The plan of a production: what is out of date, what making it anew would run, why, and at what cost."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from events import store
from events.errors import NotFound
from generation.domain.plan import Plan, PlannedStage, lines
from generation.planning import costs, plan_cache
from generation.planning.resolved_shots import survey
from generation.planning.subjects import said_of, subjects
from generation.planning.undisturbed import undisturbed
from productions import queries
from productions.queries import Moment


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and the position of the log that it is as of."""

    as_of: int
    plan: Plan
    positions: Mapping[UUID, int | None]


def plan(production: UUID, shots: Collection[UUID] | None = None, *, keep: bool = True) -> Planned:
    """Plan a production, or some of its shots; NotFound for an unknown production, and for a shot that it never had.

    Of a shot that is named alone, the missing stages of what it continues are planned too, as far as it looks at them.
    `keep` lets later plans start from what this one finds out; a plan of what is about to be rolled back need not.
    """
    if shots is not None:
        moment = queries.moment(production, shots=shots)
        if not moment.shots.keys() >= set(shots):
            raise NotFound("There is no such shot.")
        return plan_moment(moment, shots)
    position = store.head(production)
    with undisturbed():
        said = costs.priced(plan_cache.said(production, keep=keep))
        return _planned(position, lines(said, plan_cache.in_film_order(production, said)))


def plan_moment(moment: Moment, shots: Collection[UUID] | None = None) -> Planned:
    """Plan a production as a moment has it, now or in the past, by resolving all of it."""
    with undisturbed():
        surveyed = survey(moment, shots)
        said = costs.priced(said_of(surveyed, list(subjects(surveyed, shots))))
        return _planned(moment.position, lines(said, filter(said.__contains__, queries.ordered_shots(moment))))


def _planned(position: int, planned: tuple[PlannedStage, ...]) -> Planned:
    events = {event for line in planned for event in line.causes}
    return Planned(position, Plan(planned), store.positions(events) if events else {})
