"""Provenance: from each event over what it changed to the stages that run because of it, and what they cost."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal
from uuid import UUID

from generation.domain.plan import Cost, Plan, PlannedStage, total

Why = Literal["event", "lost", "new"]


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A stage that one event makes run: in how many shots, how often surely and perhaps, and at what cost."""

    stage: str
    shots: int
    certain: int
    perhaps: int
    cost: Cost


@dataclass(frozen=True, slots=True)
class Chain:
    """What one event makes run: `inputs` are what it changed of recipes, `steps` the stages in the plan's order.

    All shots that are new are one chain, and so is the work that no event asks for, such as files that were lost.
    """

    why: Why
    event: UUID | None
    inputs: tuple[str, ...]
    steps: tuple[PlanStep, ...]
    shots: int

    @property
    def cost(self) -> Cost:
        """What it costs."""
        return total(step.cost for step in self.steps)


def chains(plan: Plan) -> tuple[Chain, ...]:
    """Return the chains of a plan, the earliest event first. A stage is its earliest cause's, and so is paid once."""
    by_event: dict[tuple[Why, UUID | None], list[PlannedStage]] = defaultdict(list)
    for line in plan.lines:
        if line.works:
            first = min(line.causes, key=attrgetter("int"), default=None)
            by_event[("new", None) if line.new else ("event" if first else "lost", first)].append(line)
    return tuple(_chain(*key, by_event[key]) for key in sorted(by_event, key=lambda key: (key[0], str(key[1]))))


def _chain(why: Why, event: UUID | None, lines: Iterable[PlannedStage]) -> Chain:
    by_stage: dict[str, list[PlannedStage]] = defaultdict(list)
    inputs: dict[str, None] = {}
    shots: set[UUID] = set()
    for line in lines:
        shots.add(line.shot)
        by_stage[line.stage].append(line)
        told = zip(line.inputs, line.because, strict=True)
        inputs.update((key, None) for key, events in told if event in events or (event is None and events))
    steps = tuple(_step(stage, of_stage) for stage, of_stage in by_stage.items())
    return Chain(why, event, tuple(inputs), steps, len(shots))


def _step(stage: str, lines: list[PlannedStage]) -> PlanStep:
    certain = sum(line.certain for line in lines)
    shots = len({line.shot for line in lines})
    return PlanStep(stage, shots, certain, len(lines) - certain, total(line.cost for line in lines))
