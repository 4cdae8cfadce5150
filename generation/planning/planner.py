"""The plan of a production: what is out of date, what making it anew would run, why, and at what cost."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from events import store
from events.errors import NotFound
from events.shelf import Shelf
from generation.artifacts import traces
from generation.artifacts.traces import Origin
from generation.domain.plan import Plan, PlannedStage, SaidOf, lines
from generation.domain.resolve import ShotVariation
from generation.planning import costs, plan_cache
from generation.planning.plan_cache import Kept
from generation.planning.resolved_shots import survey
from generation.planning.subjects import said_of, subjects, subjects_of_variation
from generation.planning.undisturbed import undisturbed
from productions import queries
from productions.queries import Moment


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and the position of the log that it is as of; `origins` say where what is reused was made.

    `before` is the plan of what is so already, where this one is of something supposed.
    """

    as_of: int
    plan: Plan
    positions: Mapping[UUID, int | None]
    origins: Mapping[str, Origin]
    before: Plan | None = None

    @property
    def added(self) -> Plan:
        """What would need making only because of what is supposed."""
        return self.plan.beyond(self.before) if self.before else Plan(())


def plan(
    production: UUID,
    shots: Collection[UUID] | None = None,
    *,
    keep: bool = True,
    variations: int | None = None,
    stages: Collection[str] | None = None,
) -> Planned:
    """Plan a production, or some of its shots; NotFound for an unknown production, and for a shot that it never had.

    Of a shot that is named alone, the missing stages of what it continues are planned too, as far as it looks at them.
    `variations` n plans 1 … n of each shot, as an order for them would make them; else it is the variation of the take
    in use, with what is set for it alone. `stages` these alone with all that they stand on. `keep` lets later plans
    start from what this one finds out; a plan of what is about to be rolled back need not.
    """
    if shots is not None or variations or stages is not None:
        moment = queries.moment(production, shots=shots)
        if shots is not None and not moment.shots.keys() >= set(shots):
            raise NotFound("There is no such shot.")
        return plan_moment(moment, shots, variations, stages)
    with undisturbed():
        return _shown(production, plan_cache.planned(production, keep=keep))


MOST_SHOWN = 4
_shown_before = Shelf[UUID, tuple[UUID, costs.Ground | None, Planned]](MOST_SHOWN)
"""What was said last of productions whose plans name nothing that may change by itself, with what it rests on."""


def _shown(production: UUID, kept: Kept) -> Planned:
    now = costs.ground() if kept.said else None
    before = _shown_before.get(production)
    if before and before[:2] == (kept.stamp, now):
        return replace(before[2], as_of=kept.position)
    planned = _planned(kept.position, lines(costs.priced(kept.said, now), kept.order))
    if kept.stamp and _holds(planned, kept.said):
        _shown_before.put(production, (kept.stamp, now, planned))
    return planned


def _holds(planned: Planned, said: SaidOf) -> bool:
    """Whether a plan says the same as long as what is kept of it does: models are judged each time that it is read."""
    shared = {id(told): told for told in said.values()}
    by_models = any(one.cost.work for told in shared.values() for one in told)
    return not by_models and not planned.origins and None not in planned.positions.values()


def plan_moment(
    moment: Moment,
    shots: Collection[UUID] | None = None,
    variations: int | None = None,
    stages: Collection[str] | None = None,
) -> Planned:
    """Plan a production as a moment has it, now or in the past, by resolving all of it.

    UnknownStages for `stages` that its pipeline does not have.
    """
    with undisturbed():
        surveyed = survey(moment, shots, range(1, (variations or 1) + 1))
        if stages is not None:
            surveyed.pipeline.require(stages)
        said = costs.priced(said_of(surveyed, list(subjects(surveyed, shots, stages))))
        order = queries.ordered_shots(moment)
        wanted = None if shots is None else set(shots)
        named = [shot for shot in order if shot in surveyed.inputs and (wanted is None or shot in wanted)]
        asked = [*range(1, variations + 1)] if variations else []
        # Their take in use is of no variation that is asked for.
        aside = {shot for shot in named if asked and not _is_of(surveyed.wanted(shot), asked)}
        planned = list(lines(said, [shot for shot in order if shot in said and shot not in aside]))
        for variation in asked:
            others = [shot for shot in named if not _is_of(surveyed.wanted(shot), [variation])]
            whole = {shot: variation == 1 and shot in aside for shot in others}
            told = costs.priced(said_of(surveyed, list(subjects_of_variation(surveyed, whole, variation, stages))))
            planned += lines(told, told)
        return _planned(moment.position, tuple(planned))


def _is_of(want: ShotVariation, variations: Collection[int]) -> bool:
    """Whether a variation is one of those, with nothing that is set for it alone."""
    return want[1] in variations and not want[2]


def _planned(position: int, planned: tuple[PlannedStage, ...]) -> Planned:
    events = {event for causes in {id(line.causes): line.causes for line in planned}.values() for event in causes}
    events |= {line.since for line in planned if line.since}
    reused = {line.key for line in planned if line.key is not None}
    return Planned(
        position,
        Plan(planned),
        _positions(events),
        traces.origins(reused) if reused else {},
    )


MOST_NUMBERED = 100_000
_numbered = Shelf[UUID, int](MOST_NUMBERED)
"""Positions of events: once an event has one it never changes."""


def _positions(events: Collection[UUID]) -> dict[UUID, int | None]:
    positions: dict[UUID, int | None] = {event: _numbered.get(event) for event in events}
    unknown = [event for event, position in positions.items() if position is None]
    fresh = store.positions(unknown) if unknown else {}
    for event, position in fresh.items():
        if position is not None:
            _numbered.put(event, position)
    return positions | fresh
