"""Plans, their costs and the board in replies."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from generation.api import shapes
from generation.api.showing.asker import seen
from generation.api.showing.costs import Currency, prices_now, rounded
from generation.api.showing.orders import of_progress
from generation.api.showing.ports import Approvals, approvals_of, of_ports
from generation.domain.differing import ports_of
from generation.domain.model_work import FittedWork
from generation.domain.pipeline import Node
from generation.domain.plan import Plan, PlannedStage, said_of_input
from generation.domain.provenance import chains
from generation.domain.states import InUse
from generation.planning.board import Board, BoardCell, BoardShot
from generation.planning.checks import Checked
from generation.planning.planner import Planned
from generation.planning.predictions import StagePrediction
from generation.planning.subjects import REFERENCES
from generation.planning.what_if import Effect
from generation.stages import pipelines
from productions import queries
from productions.api.http.base import ProductionView
from productions.api.shapes import Cause

Positions = Mapping[UUID, int | None]


def of_plan(view: ProductionView, planned: Planned) -> shapes.Plan:
    """Return a plan, with costs where the asker may see them."""
    shown = _Showing(planned, prices_now(), _mine(view, planned))
    plan = planned.plan
    return seen(
        view,
        shapes.Plan(
            planned.as_of,
            [shown.line(line) for line in plan.lines],
            shown.chains(),
            [shapes.PlanPort(*each) for each in ports_of(plan.lines, pipelines.of_production(view.log))],
            total(plan),
            total(planned.added) if planned.before else None,
        ),
    )


def total(plan: Plan) -> shapes.PlanTotal:
    """Return what a plan comes to, with its cost."""
    prices = prices_now()
    return shapes.PlanTotal(plan.stages, plan.certain, len(plan.shots), len(plan.approved), prices.cost(plan.cost))


def plan_after(effect: Effect[Any]) -> shapes.PlanAfter:
    """Return what the film would need made after an act, and what of that the act adds."""
    then = msgspec.structs.asdict(total(effect.then))
    return shapes.PlanAfter(**then, added=total(effect.added), spared=total(effect.spared))


@dataclass(frozen=True, slots=True)
class _Showing:
    """A plan being shown; `names` are those of productions that the asker is in. Lines of many shots share parts."""

    planned: Planned
    prices: Currency
    names: Mapping[UUID, str]
    added: frozenset[tuple[UUID, str, int]] = field(init=False)
    _costs: dict[int, shapes.Cost] = field(default_factory=dict)
    _causes: dict[int, list[Cause]] = field(default_factory=dict)
    _works: dict[int, shapes.PlanWork] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "added", frozenset(line.place for line in self.planned.added.lines))

    def line(self, line: PlannedStage) -> shapes.PlanLine:
        """Return a line."""
        positions = self.planned.positions
        if id(line.cost) not in self._costs:
            self._costs[id(line.cost)] = self.prices.cost(line.cost)
        if id(line.causes) not in self._causes:
            self._causes[id(line.causes)] = _causes(line.causes, positions)
        return shapes.PlanLine(
            line.shot,
            line.stage,
            line.verdict,
            line.reason,
            self._causes[id(line.causes)],
            self._costs[id(line.cost)],
            line.variation,
            line.certain,
            line.new,
            line.place in self.added,
            list(line.inputs),
            list(line.behind),
            Cause(line.since, positions.get(line.since)) if line.since else None,
            self._origin(line.key) if line.key else None,
            self._work(line.made) if line.made else None,
            [shapes.PlanSegment(each.frames, self.prices.cost(each.cost)) for each in line.segments],
        )

    def _work(self, made: FittedWork) -> shapes.PlanWork:
        if id(made) not in self._works:
            snaps = [shapes.PlanSnap(*msgspec.structs.astuple(snap)) for snap in made.snaps]
            told = {**msgspec.structs.asdict(made), "snaps": snaps, "notes": list(made.notes)}
            self._works[id(made)] = shapes.PlanWork(**told)
        return self._works[id(made)]

    def _origin(self, key: str) -> shapes.Origin | None:
        if origin := self.planned.origins.get(key):
            known = origin.production if origin.production in self.names else None
            return shapes.Origin(known, self.names[known] if known else "", origin.made_at)
        return None

    def chains(self) -> list[shapes.PlanChain]:
        """Return from each event what it makes run."""
        told = chains(self.planned.plan)
        words = _words({key for chain in told for key in chain.inputs})
        return [
            shapes.PlanChain(
                chain.why,
                Cause(chain.event, self.planned.positions.get(chain.event)) if chain.event else None,
                list(dict.fromkeys(words[key] for key in chain.inputs)),
                chain.shots,
                [
                    shapes.PlanStep(step.stage, step.shots, step.certain, step.perhaps, self.prices.cost(step.cost))
                    for step in chain.steps
                ],
                self.prices.cost(chain.cost),
            )
            for chain in told
        ]


def _mine(view: ProductionView, planned: Planned) -> dict[UUID, str]:
    """The names of the productions of the asker from which something is reused."""
    wanted = {origin.production for origin in planned.origins.values() if origin.production}
    mine = wanted & queries.memberships(view.context().actor).keys() if wanted else set()
    return queries.names_of_productions(mine) if mine else {}


def _words(inputs: Collection[str]) -> dict[str, str]:
    """What people call inputs of recipes: a reference by its name."""
    named = {UUID(key.partition(":")[2]) for key in inputs if key.startswith(REFERENCES)}
    names = queries.reference_names(named) if named else {}
    return {key: said_of_input(key, names.get) for key in inputs}


def of_predictions(view: ProductionView, told: Sequence[StagePrediction]) -> shapes.Predictions:
    """Return predicted against actual, where the asker may see costs."""
    return seen(view, shapes.Predictions([_prediction(each) for each in told]))


def _prediction(told: StagePrediction) -> shapes.Prediction:
    ratio = float(round(told.actual / told.expected, 3)) if told.expected else None
    within = float(round(Decimal(told.within) / told.jobs, 3))
    expected, high, actual = map(rounded, (told.expected, told.high, told.actual))
    return shapes.Prediction(told.stage, told.label, told.jobs, expected, high, actual, ratio, within)


def _causes(events: Iterable[UUID], positions: Positions) -> list[Cause]:
    return [Cause(event, positions.get(event)) for event in events]


def of_board(board: Board) -> shapes.Board:
    """Return the board."""
    approvals = approvals_of(shot.ports for shot in board.shots)
    named = [*(cell.causes for cell in board.cells), *(shot.causes for shot in board.shots)]
    causes = {id(each): _causes(each, board.positions) for each in {id(each): each for each in named}.values()}
    return shapes.Board(
        board.as_of,
        columns_of(board.columns, board.ports_on),
        [_cell(cell, causes[id(cell.causes)]) for cell in board.cells],
        [_standing(shot, board.positions, approvals, causes[id(shot.causes)]) for shot in board.shots],
    )


def _cell(cell: BoardCell, causes: list[Cause]) -> shapes.Cell:
    return shapes.Cell(
        shot=cell.shot,
        stage=cell.stage,
        state=cell.state,
        job=cell.job,
        order=cell.order,
        progress=of_progress(cell.progress),
        take=cell.take,
        verdict=cell.verdict,
        reason=cell.reason,
        causes=causes,
        check=_check(cell.checked) if cell.checked else None,
    )


def _check(told: Checked) -> shapes.Check:
    measures = told.measures
    return shapes.Check(
        flicker=measures.flicker,
        pulse=measures.pulse,
        light=f"{measures.whole.lightness:.1f}",
        warmth=f"{measures.whole.warmth:.1f}",
        findings=[
            shapes.CheckFinding(
                each.matter,
                each.against,
                each.measured,
                each.limit,
                told.before if each.against == "the shot before" else None,
            )
            for each in told.findings
        ],
    )


def of_use(in_use: InUse | None, positions: Positions) -> shapes.Use | None:
    """Return why a take is in use."""
    return shapes.Use(in_use.rule, Cause(in_use.event, positions.get(in_use.event))) if in_use else None


def columns_of(nodes: Iterable[Node], ports_on: Mapping[str, Sequence[str]]) -> list[shapes.Column]:
    """Return the columns of a board, with the ports of a take that stand on each."""
    return [shapes.Column(node.id, node.title, node.spec.name, list(ports_on[node.id])) for node in nodes]


def _standing(shot: BoardShot, positions: Positions, approvals: Approvals, causes: list[Cause]) -> shapes.ShotStanding:
    return shapes.ShotStanding(
        shot=shot.id,
        review=shot.review,
        work=shot.work,
        out_of_date=shot.out_of_date,
        causes=causes,
        take=shapes.TakeName(shot.in_use.take.id, shot.in_use.take.number) if shot.in_use else None,
        use=of_use(shot.in_use, positions),
        kept=shot.kept or None,
        ports=of_ports(shot.ports, shot.changes, approvals),
    )
