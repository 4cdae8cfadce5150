"""The bill of an order: the most that each of its jobs is expected to cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from generation.domain.grid import written
from generation.domain.order import OrderedShot
from generation.domain.plan import Cost, PlanLine, total
from generation.domain.prices import MILLIONTH
from generation.planning import costs
from generation.planning.price_list import price_list
from generation.planning.resolved_shots import Survey


@dataclass(frozen=True, slots=True)
class Bill:
    """The most money by job, and device-seconds by job as a range; what exists already costs neither.

    Work that several jobs wait for is counted once, at the first of them.
    """

    amounts: dict[UUID, Decimal]
    ranges: dict[UUID, Cost]
    currency: str

    @property
    def seconds(self) -> dict[UUID, Decimal]:
        """The most device-seconds by job."""
        return {job: cost.high for job, cost in self.ranges.items()}

    @property
    def cost(self) -> Cost:
        """What all of it takes and costs, as a plan of it would say."""
        return total(self.ranges.values())

    @property
    def total(self) -> Decimal:
        """What is reserved for all of it."""
        return sum(self.amounts.values(), Decimal(0))


def bill(surveyed: Survey, ordered: Sequence[OrderedShot]) -> Bill:
    """Price the jobs of shots that are about to be ordered, with the studio's prices of now."""
    said: dict[UUID, tuple[PlanLine, ...]] = {}
    jobs: dict[UUID, list[UUID]] = {}
    counted: set[str] = set()
    elsewhere: set[UUID] = set()
    for each in ordered:
        want = each.shot, each.variation, written(each.settings)
        values, cells = surveyed.values(want), surveyed.resolutions[want].cells
        continuing = surveyed.predecessor(each.shot) is not None
        billed: dict[UUID, PlanLine] = {}
        for stage, job in each.jobs.items():
            key = cells[stage].key
            if not cells[stage].trace:
                node = surveyed.pipeline.by_id[stage]
                units = costs.units(node, values, node.fed(cells, continuing=continuing))
                billed[job] = PlanLine(stage, "run", "", (), units, node.spec.kind, behind=cells[stage].behind)
                elsewhere |= {job} if key in counted else set()
                counted |= {key} if key else set()
        if billed:  # of one shot together, since what stands on a blocked stage is blocked too, whoever pays for that
            first = next(iter(billed))
            said[first], jobs[first] = tuple(billed.values()), list(billed)
    priced = costs.priced(said)
    pairs = (pair for first in said for pair in zip(jobs[first], priced[first], strict=True))
    ranges = {job: one.cost for job, one in pairs if job not in elsewhere}
    amounts = {job: each.most.quantize(MILLIONTH) for job, each in ranges.items()}
    return Bill(amounts, ranges, price_list().currency)
