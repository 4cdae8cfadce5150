"""The plan of a production: what is out of date, what making it anew would run, why, and at what cost."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from events import store
from events.decider import BEGAN
from events.registry import Json
from generation import costs, pipeline
from generation.domain import plan as domain
from generation.domain.plan import Line, Plan, Subject
from generation.models import Job, Recipe
from generation.survey import Survey, survey
from productions import queries
from productions.queries import Moment


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and the position of the log that it is as of."""

    as_of: int
    plan: Plan
    positions: Mapping[UUID, int | None]

    def shown(self) -> dict[str, Json]:
        """Return the plan as the API shows it."""
        return {
            "as_of": self.as_of,
            "stages": [self._line(line) for line in self.plan.lines],
            "total": {
                "stages": self.plan.stages,
                "shots": len(self.plan.shots),
                "approved": len(self.plan.approved),
                "cost": costs.shown(self.plan.cost),
            },
        }

    def _line(self, line: Line) -> dict[str, Json]:
        causes = [{"event": str(event), "position": self.positions.get(event)} for event in line.causes]
        return {
            "shot": str(line.shot),
            "stage": line.stage,
            "verdict": line.verdict,
            "reason": line.reason,
            "causes": causes,
            "cost": costs.shown(line.cost),
        }


def plan(production: UUID, shots: Collection[UUID] | None = None) -> Planned:
    """Plan a production, or some of its shots; NotFound for an unknown production.

    Of a shot that is named alone, the missing stages up to `motion` of what it continues are planned too.
    """
    return plan_moment(queries.moment(production, shots=shots), shots)


def plan_moment(moment: Moment, shots: Collection[UUID] | None = None) -> Planned:
    """Plan a production as a moment has it: now, in the past, or after edits that nobody made yet."""
    made = plan_survey(survey(moment, shots), shots)
    events = {event for line in made.lines for event in line.causes}
    return Planned(moment.position, made, store.positions(events))


def plan_survey(found: Survey, shots: Collection[UUID] | None) -> Plan:
    """Plan what was surveyed."""
    return domain.plan(
        subjects(found, shots),
        pipeline.specs(),
        costs.estimates(),
        {str(ref): folded.state.name for ref, folded in found.moment.references.items()},
        {shot: inputs.code for shot, inputs in found.inputs.items()},
    )


def subjects(found: Survey, shots: Collection[UUID] | None) -> Iterator[Subject]:
    """Yield every surveyed shot as the plan wants it; predecessors that nobody named only up to `motion`."""
    recipes = _recipes(_moved(found))
    made = _made(found)
    lending = pipeline.upto(frozenset({"motion"}))
    named = None if shots is None else set(shots)
    for shot, inputs in found.inputs.items():
        take, folded = found.take(shot), found.moment.shots[shot]
        keys = dict(take.recipes) if take else {}
        yield Subject(
            shot=shot,
            code=inputs.code,
            resolution=found.resolution(shot),
            values=inputs.values,
            causes={**folded.causes, **inputs.causes},
            began=folded.causes[BEGAN],
            before={stage: recipes[key] for stage, key in keys.items() if key in recipes},
            keys_before=keys,
            content=take.content if take else None,
            kept=found.kept(shot),
            continues=found.predecessor(shot),
            stages=None if named is None or shot in named else lending,
            made=made.get(shot, frozenset()),
        )


def _made(found: Survey) -> Mapping[UUID, frozenset[str]]:
    """The stages ever made for those shots of which something may run: by takes, and by orders that made no take."""
    open_ = [shot for shot in found.inputs if not found.resolution(shot).complete]
    stages: dict[UUID, set[str]] = {shot: found.stages_of_takes(shot) for shot in open_}
    for shot, stage in Job.objects.filter(shot__in=open_, generation__isnull=False).values_list("shot", "stage"):
        stages[shot].add(stage)
    return {shot: frozenset(names) for shot, names in stages.items()}


def _moved(found: Survey) -> Iterator[str]:
    """The keys of takes in use that are no longer those of their shots: only their recipes are compared."""
    for shot in found.inputs:
        if take := found.take(shot):
            now = found.resolution(shot).keys
            yield from (key for stage, key in take.recipes.items() if now.get(stage) != key)


def _recipes(keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    rows = Recipe.objects.filter(key__in=set(keys)).values_list("key", "document")
    return {key: msgspec.json.decode(document) for key, document in rows}
