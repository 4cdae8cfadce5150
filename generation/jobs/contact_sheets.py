"""Contact sheets: the cells of a grid that was ordered, each with the take that came of it or how far that is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from events.decider import Folded
from events.registry import Json
from generation.artifacts import traces
from generation.domain.grid import Grid
from generation.domain.job import SUCCEEDED
from generation.domain.order import Order, OrderedShot
from generation.domain.trace import Trace
from generation.jobs.takes import Holding
from generation.live.offers import waiting_for
from generation.models import JobRow
from generation.orders.snapshots import Snapshots
from generation.planning.progress import Progress, progress_of
from generation.stages import pipelines
from productions import queries
from productions.domain.fields.values import PARAMETER
from productions.domain.take import Take
from productions.refusals import NotFound

CellStanding = Literal["made", "running", "queued", "held", "failed", "cancelled"]


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One take that was asked for: `values` by the axes of the grid.

    `take` is None while there is none. Cells of equal content share the take that came first.
    """

    shot: UUID
    variation: int
    values: tuple[Json, ...]
    state: CellStanding
    reason: str
    progress: Progress | None
    take: UUID | None


def contact_sheet(order_id: UUID, order: Order) -> tuple[Grid, tuple[SheetCell, ...]]:
    """Return a grid and its cells, in the order in which they were asked for; NotFound for an order of none."""
    if order.grid is None:
        raise NotFound("This order has no grid.")
    reader = _Reader(order_id, order, order.grid)
    return order.grid, tuple(reader.cell(each) for each in order.shots if each.take is not None)


class _Reader:
    def __init__(self, order_id: UUID, order: Order, grid: Grid) -> None:
        assert order.production is not None, "an order is placed in a production"
        rows = list(JobRow.objects.filter(order=order_id).select_related("action").order_by("place"))
        self.jobs: Mapping[UUID, JobRow] = {row.id: row for row in rows}
        self.reasons = dict(zip(self.jobs, waiting_for(rows), strict=True))
        self.pipeline = pipelines.of_version(order.production, order.pipeline)
        self.order, self.grid = order, grid
        self.traces = traces.named((row.key, row.generation) for row in rows if row.generation)
        self.takes = queries.takes_of({each.shot for each in order.shots})
        self.snapshots = Snapshots()
        self.snapshots.load(each.inputs for each in order.shots)

    def cell(self, asked: OrderedShot) -> SheetCell:
        jobs = [self.jobs[job] for job in asked.jobs.values() if job in self.jobs]
        take = self._take(asked, jobs)
        standing, telling = _standing(jobs, made=take is not None, held=self.order.state == "held")
        values = self.snapshots.of(asked.inputs).values
        return SheetCell(
            asked.shot,
            asked.variation,
            tuple(values[f"{PARAMETER}{axis.parameter}"] for axis in self.grid.axes),
            standing,
            self.reasons[telling.id] if telling else "",
            progress_of(telling.action) if telling and telling.state == "running" else None,
            take,
        )

    def _take(self, asked: OrderedShot, jobs: Sequence[JobRow]) -> UUID | None:
        """The take that means what the cell's stages made: its own before others, since equal ones are one take."""
        making = self.pipeline.upto(self.pipeline.making)
        mine = {row.stage: row for row in jobs if row.stage in making}
        if not mine or any(row.state not in SUCCEEDED for row in mine.values()):
            return None
        made = Holding(self.pipeline, {stage: self._trace(row) for stage, row in mine.items()}).outputs
        alike = [
            (folded.state.settings != asked.settings, folded.state.number, id_)
            for id_, folded in self._takes(asked)
            if folded.state.contents == made
        ]
        return min(alike)[2] if alike else None

    def _trace(self, row: JobRow) -> Trace:
        return self.traces[row.key, row.generation or 1]

    def _takes(self, asked: OrderedShot) -> Iterable[tuple[UUID, Folded[Take]]]:
        sort = asked.shot, asked.language, asked.variation
        for id_, folded in self.takes.items():
            if (folded.state.shot, folded.state.language, folded.state.variation) == sort:
                yield id_, folded


def _standing(jobs: Iterable[JobRow], *, made: bool, held: bool) -> tuple[CellStanding, JobRow | None]:
    """How a cell stands, and the job that says most of it."""
    by_state = {row.state: row for row in jobs}
    if made:
        return "made", None
    if failed := by_state.get("failed"):
        return "failed", failed
    if running := by_state.get("running"):
        return "running", running
    if waiting := by_state.get("ready") or by_state.get("waiting"):
        return ("held" if held else "queued"), waiting
    return "cancelled", next(iter(by_state.values()), None)
