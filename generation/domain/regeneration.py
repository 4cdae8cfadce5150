"""What an edit starts by itself: which stages of which shots run at once, and which ask first."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from generation.domain.pipeline import Pipeline
from generation.domain.plan import Plan, PlannedStage
from productions.domain.spending import Spending


@dataclass(frozen=True, slots=True)
class Regeneration:
    """`at_once` are shots by the stages to order, None for all; `asking` those of which something asks first."""

    at_once: Mapping[frozenset[str] | None, Sequence[UUID]]
    asking: Sequence[UUID]


def regeneration(lines: Sequence[PlannedStage], rules: Spending, pipeline: Pipeline) -> Regeneration:
    """Judge the lines that an edit adds to the plan, all with verdicts of work.

    A stage runs at once where neither it nor what it stands on, as far as that is to be made, is dear.
    """
    shots = list(dict.fromkeys(line.shot for line in lines))
    if rules.regenerate == "by order" or not shots:
        return Regeneration({}, ())
    if rules.regenerate == "ask" or _beyond(lines, rules):
        return Regeneration({}, shots)
    dear: dict[UUID, set[str]] = defaultdict(set)
    for line in lines:
        if _dear(line, rules):
            dear[line.shot].add(line.stage)
    wanted: dict[UUID, set[str]] = defaultdict(set)
    for line in lines:
        if not pipeline.upto([line.stage]) & dear[line.shot]:
            wanted[line.shot].add(line.stage)
    at_once: dict[frozenset[str] | None, list[UUID]] = defaultdict(list)
    for shot in shots:
        if not dear[shot]:
            at_once[None].append(shot)
        elif wanted[shot]:
            at_once[frozenset(wanted[shot])].append(shot)
    return Regeneration(dict(at_once), [shot for shot in shots if dear[shot]])


def _dear(line: PlannedStage, rules: Spending) -> bool:
    return _above(line.cost.high, rules.cheap_seconds) or _above(line.cost.most, rules.cheap_amount)


def _beyond(lines: Sequence[PlannedStage], rules: Spending) -> bool:
    added = Plan(tuple(lines))
    return _above(added.cost.high, rules.most_seconds) or _above(added.most, rules.most_amount)


def _above(value: Decimal, bound: Decimal | None) -> bool:
    return bound is not None and value > bound
