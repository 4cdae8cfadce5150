"""Orders: place, list, read, release, cancel, and their jobs."""

from typing import Annotated, ClassVar
from uuid import UUID

import msgspec

from events.execution import Receipt
from generation import commands, queries
from generation.api import shapes
from generation.api.showing.asker import find_log
from generation.api.showing.orders import of_jobs, of_order, of_orders
from generation.orders.composed import MOST_VARIATIONS
from generation.models import OrderRow
from productions.api.http import filters
from productions.api.http.base import ProductionView
from productions.api.http.operations import Asked, Body, expected, page_of, reads, writes
from productions.api.http.pages import LIMIT, numbered
from productions.refusals import NotFound

_BEHIND = filters.identity("cursor", "The order behind which the page begins, as `next` of the page before says.")


class PlaceOrder(Body):
    """Shots to generate. `stages` null: all; `variations` n: 1 to n, null: the one in use. `held` waits for release."""

    shots: Annotated[list[UUID], msgspec.Meta(extra_json_schema={"minItems": 1})]
    stages: Annotated[list[shapes.StageName], msgspec.Meta(extra_json_schema={"minItems": 1})] | None = None
    variations: Annotated[int, msgspec.Meta(extra_json_schema={"minimum": 1, "maximum": MOST_VARIATIONS})] | None = None
    include_approved: bool = False
    held: bool = False
    reason: str = ""


class CancelOrder(Asked):
    """Why the order is no longer wanted."""

    reason: str = ""


class OrdersView(ProductionView):
    needs: ClassVar = {"GET": "read", "POST": "generate"}

    @reads("orders_list", "The orders of a production, newest first", shapes.Order, page=True, place=(_BEHIND, LIMIT))
    def get(self, production: UUID) -> msgspec.Struct:
        limit = LIMIT.read(self.request)
        rows = OrderRow.objects.filter(production=production).order_by("-id")
        if cursor := _BEHIND.read(self.request):
            rows = rows.filter(id__lt=cursor)
        page = list(rows[: limit + 1])
        following = self.following(page[limit - 1].id) if len(page) > limit else None
        return page_of(shapes.Order)(of_orders(self, queries.orders(page[:limit])), following)

    def following(self, last: UUID) -> str:
        """Return the address of the page behind an order."""
        asked = self.request.query_params.copy()
        asked["cursor"] = str(last)
        return self.request.build_absolute_uri(f"{self.request.path}?{asked.urlencode()}")

    @writes("orders_place", "Order shots", PlaceOrder, shapes.Order, status=201, at="order")
    def post(self, asked: PlaceOrder, production: UUID) -> tuple[Receipt[UUID], shapes.Order]:
        receipt = commands.place_order(
            self.context(),
            production,
            asked.shots,
            stages=asked.stages,
            variations=asked.variations,
            include_approved=asked.include_approved,
            held=asked.held,
            reason=asked.reason,
        )
        return receipt, of_order(self, queries.order(receipt.value))


class _OneOrder(ProductionView):
    thing = "order"

    def find(self, *, id: UUID, **_: UUID) -> UUID:  # type: ignore[override]  # this address leads to an order
        if production := find_log(id, "order"):
            return production
        raise NotFound("There is no such order.")

    def now(self) -> shapes.Order:
        """Return the order as it is now."""
        return of_order(self, queries.order(self.kwargs["id"]))


class OrderView(_OneOrder):
    @reads("orders_read", "How far an order is", shapes.Order)
    def get(self, id: UUID) -> shapes.Order:
        return self.now()


class OrderCancelView(_OneOrder):
    needs: ClassVar = {"POST": "generate"}

    @writes("orders_cancel", "Cancel an order and its open jobs", CancelOrder, shapes.Order)
    def post(self, asked: CancelOrder, id: UUID) -> tuple[Receipt[None], shapes.Order]:
        return commands.cancel_order(self.context(), id, asked.reason, expected(self, asked)), self.now()


class OrderReleaseView(_OneOrder):
    needs: ClassVar = {"POST": "generate"}

    @writes("orders_release", "Let a held order run", Asked, shapes.Order)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Order]:
        return commands.release_order(self.context(), id, expected(self, asked)), self.now()


class OrderJobsView(_OneOrder):
    @reads("orders_jobs", "The jobs of an order", shapes.Job, page=True)
    def get(self, id: UUID) -> msgspec.Struct:
        ready, following = numbered(self.request, of_jobs(self, queries.jobs(id)))
        return page_of(shapes.Job)(ready, following)
