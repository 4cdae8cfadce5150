"""Plans, their costs and the board in replies."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from generation.api import shapes
from generation.api.showing.asker import seen
from generation.api.showing.orders import of_progress
from generation.domain.plan import Cost, Plan, PlannedStage
from generation.domain.states import InUse
from generation.planning import costs
from generation.planning.board import Board, BoardCell, BoardShot
from generation.planning.planner import Planned
from generation.planning.what_if import Effect
from productions.api.http.base import ProductionView
from productions.api.shapes import Cause

Positions = Mapping[UUID, int | None]


def of_plan(view: ProductionView, planned: Planned) -> shapes.Plan:
    """Return a plan, with costs where the asker may see them."""
    lines = [_line(line, planned.positions) for line in planned.plan.lines]
    return seen(view, shapes.Plan(planned.as_of, lines, total(planned.plan)))


def total(plan: Plan) -> shapes.PlanTotal:
    """Return what a plan comes to, with its cost."""
    return shapes.PlanTotal(plan.stages, len(plan.shots), len(plan.approved), _cost(plan.cost))


def plan_after(effect: Effect[Any]) -> shapes.PlanAfter:
    """Return what the film would need made after an act, and what of that the act adds."""
    then = total(effect.then)
    return shapes.PlanAfter(
        then.stages, then.shots, then.approved, then.cost, added=total(effect.added), spared=total(effect.spared)
    )


def _line(line: PlannedStage, positions: Positions) -> shapes.PlanLine:
    causes = _causes(line.causes, positions)
    return shapes.PlanLine(line.shot, line.stage, line.verdict, line.reason, causes, _cost(line.cost))


def _cost(cost: Cost) -> shapes.Cost:
    """There is no price list yet."""
    return shapes.Cost(shapes.Seconds(_rounded(cost.low), _rounded(cost.high)), costs.DEVICE_CLASS, None)


def _rounded(seconds: Decimal) -> float:
    return float(round(seconds, 2))


def _causes(events: Iterable[UUID], positions: Positions) -> list[Cause]:
    return [Cause(event, positions.get(event)) for event in events]


def of_board(board: Board) -> shapes.Board:
    """Return the board."""
    return shapes.Board(
        board.as_of,
        [shapes.Column(node.id, node.title, node.spec.name) for node in board.columns],
        [_cell(cell, board.positions) for cell in board.cells],
        [_standing(shot, board.positions) for shot in board.shots],
    )


def _cell(cell: BoardCell, positions: Positions) -> shapes.Cell:
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
        causes=_causes(cell.causes, positions),
    )


def of_use(in_use: InUse | None, positions: Positions) -> shapes.Use | None:
    """Return why a take is in use."""
    return shapes.Use(in_use.rule, Cause(in_use.event, positions.get(in_use.event))) if in_use else None


def _standing(shot: BoardShot, positions: Positions) -> shapes.ShotStanding:
    return shapes.ShotStanding(
        shot=shot.id,
        review=shot.review,
        work=shot.work,
        out_of_date=shot.out_of_date,
        causes=_causes(shot.causes, positions),
        take=shapes.TakeName(shot.in_use.take.id, shot.in_use.take.number) if shot.in_use else None,
        use=of_use(shot.in_use, positions),
        kept=shot.kept or None,
    )
