"""The lineage of the takes of a shot."""

from uuid import UUID

from generation.api import shapes
from generation.api.showing.lineage import of_lineage
from generation.api.takes import production_of
from generation.orders.lineage import take_lineage
from productions.api.http.base import ProductionView
from productions.api.http.operations import reads


class LineageView(ProductionView):
    thing = "shot"

    def find(self, *, id: UUID, **_: UUID) -> UUID:  # type: ignore[override]  # this address leads to a shot
        return production_of(id, "shot")

    @reads(
        "takes_lineage",
        "The takes of a shot as they came after each other, and what had changed in between",
        shapes.Lineage,
    )
    def get(self, id: UUID) -> shapes.Lineage:
        return of_lineage(self, id, take_lineage(self.log, id))
