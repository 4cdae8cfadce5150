"""Orders: place, list, read, release, cancel, say how urgent they are, and their jobs."""

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from msgspec import UNSET, UnsetType
from rest_framework.request import Request

from events.execution import Receipt
from generation import commands, queries
from generation.api import shapes
from generation.api.showing.asker import find_log
from generation.api.showing.orders import of_jobs, of_order, of_orders, of_quote
from generation.api.showing.sheets import of_sheet
from generation.domain.grid import MOST_AXES, MOST_CELLS, Axis, Grid
from generation.domain.order import Waits
from generation.domain.queue import Priority
from generation.models import OrderRow
from generation.orders.asked_grids import InvalidGrid
from generation.orders.composed import MOST_VARIATIONS
from productions.api.http import fields, filters, parsing
from productions.api.http.base import ProductionView
from productions.api.http.errors import Invalid
from productions.api.http.openapi import ref
from productions.api.http.operations import Asked, Body, expected, page_of, reads, writes
from productions.api.http.pages import LIMIT, numbered
from productions.refusals import NotFound

_BEHIND = filters.identity("cursor", "The order behind which the page begins, as `next` of the page before says.")


class AxisAsked(msgspec.Struct, forbid_unknown_fields=True):
    """A parameter that can be set on shots, by name, and the values to try."""

    parameter: fields.Name
    values: Annotated[list[fields.ParameterValue], msgspec.Meta(extra_json_schema={"minItems": 1})]


class GridAsked(msgspec.Struct, forbid_unknown_fields=True):
    """Takes side by side: for each combination of values, of which at most two parameters have some, so many seeds."""

    seeds: Annotated[int, msgspec.Meta(extra_json_schema={"minimum": 1, "maximum": MOST_CELLS})] = 1
    axes: Annotated[list[AxisAsked], msgspec.Meta(extra_json_schema={"maxItems": MOST_AXES})] = []

    def grid(self) -> Grid:
        """Return the grid, unchecked."""
        return Grid(self.seeds, tuple(Axis(each.parameter, tuple(each.values)) for each in self.axes))


class OrderAsked(Body):
    """What to generate: some shots, those of a scene, or all that are out of date.

    `stages` null: all; `variations` n: 1 to n, null: the one in use; `grid`: its cells instead. With a `language` the
    takes in use are made in that beside the film's own, whole, and approved ones too.
    """

    shots: Annotated[list[UUID], msgspec.Meta(extra_json_schema={"minItems": 1})] | UnsetType = UNSET
    scene: UUID | UnsetType = UNSET
    out_of_date: Literal[True] | UnsetType = UNSET
    stages: Annotated[list[shapes.StageName], msgspec.Meta(extra_json_schema={"minItems": 1})] | None = None
    variations: Annotated[int, msgspec.Meta(extra_json_schema={"minimum": 1, "maximum": MOST_VARIATIONS})] | None = None
    include_approved: bool = False
    grid: GridAsked | UnsetType = UNSET
    language: fields.LanguageTag | UnsetType = UNSET

    def check(self) -> None:
        """Raise Invalid unless it says in one way which shots."""
        if sum(each is not UNSET for each in (self.shots, self.scene, self.out_of_date)) != 1:
            raise Invalid("Name shots, a scene, or out_of_date: one of them.", field="shots")
        if self.language is not UNSET and (self.grid is not UNSET or self.variations or self.stages):
            raise Invalid("In a language whole takes are made of what is in use.", field="language")

    @classmethod
    def together(cls) -> dict[str, Any]:
        """One way of saying which shots, and one of saying what varies."""
        whole = {"properties": {"stages": {"type": "null"}, "variations": {"type": "null"}}}
        plain = {"not": {"anyOf": [{"required": ["grid"]}, {"required": ["language"]}]}}
        return {
            "oneOf": [{"required": [way]} for way in ("shots", "scene", "out_of_date")],
            "anyOf": [{**whole, "not": {"required": ["grid", "language"]}}, plain],
        }

    def varied(self) -> Grid | None:
        """Return the grid that it asks for, unchecked; InvalidGrid where it says in two ways what varies."""
        if self.grid is UNSET:
            return None
        if self.variations is not None or self.stages is not None:
            raise InvalidGrid("A grid says itself how many seeds there are, and makes whole takes.", field="grid")
        return self.grid.grid()

    def chosen(self, production: UUID) -> list[UUID]:
        """Return the shots that it means, as they are now; NotFound for a scene that is not in the film."""
        if self.shots is not UNSET:
            return self.shots
        if self.scene is not UNSET:
            return queries.shots_of_scene(production, self.scene)
        return queries.shots_out_of_date(production)


class PlaceOrder(OrderAsked):
    """What to generate. `held` waits for release."""

    held: bool = False
    reason: str = ""


class PrioritiseOrder(Asked):
    """How urgent the order is among those of its production."""

    priority: Priority


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
        grid = asked.varied()
        receipt = self._grid(asked, grid) if grid else self._order(asked)
        return receipt, of_order(self, queries.order(receipt.value))

    def _order(self, asked: PlaceOrder) -> Receipt[UUID]:
        waits: Waits = "asked" if asked.held else ""
        if asked.language is not UNSET:
            shots = asked.chosen(self.log)
            return commands.place_in_language(
                self.context(), self.log, shots, asked.language, waits=waits, reason=asked.reason
            )
        return commands.place_order(
            self.context(),
            self.log,
            asked.chosen(self.log),
            stages=asked.stages,
            variations=asked.variations,
            include_approved=asked.include_approved,
            waits=waits,
            reason=asked.reason,
        )

    def _grid(self, asked: PlaceOrder, grid: Grid) -> Receipt[UUID]:
        return commands.place_grid(
            self.context(),
            self.log,
            asked.chosen(self.log),
            grid,
            include_approved=asked.include_approved,
            waits="asked" if asked.held else "",
            reason=asked.reason,
        )


class OrderQuoteView(ProductionView):
    needs: ClassVar = {"POST": "generate"}

    @extend_schema(
        operation_id="orders_quote",
        summary="What an order would come to, and whether it may be placed, without placing it",
        request={"application/json": ref(OrderAsked)},
        responses={200: ref(shapes.Quote)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request, production: UUID) -> HttpResponse:
        asked = parsing.convert(parsing.content(request), OrderAsked)
        asked.check()
        quote = commands.quote_order(
            self.context(),
            production,
            asked.chosen(production),
            stages=asked.stages,
            variations=asked.variations,
            include_approved=asked.include_approved,
            grid=asked.varied(),
            language="" if asked.language is UNSET else asked.language,
        )
        return self.show(of_quote(self, quote))


class OneOrder(ProductionView):
    thing = "order"

    def find(self, *, id: UUID, **_: UUID) -> UUID:  # type: ignore[override]  # this address leads to an order
        if production := find_log(id, "order"):
            return production
        raise NotFound("There is no such order.")

    def now(self) -> shapes.Order:
        """Return the order as it is now."""
        return of_order(self, queries.order(self.kwargs["id"]))


class OrderView(OneOrder):
    @reads("orders_read", "How far an order is", shapes.Order)
    def get(self, id: UUID) -> shapes.Order:
        return self.now()


class OrderCancelView(OneOrder):
    needs: ClassVar = {"POST": "generate"}

    @writes("orders_cancel", "Cancel an order and its open jobs", CancelOrder, shapes.Order)
    def post(self, asked: CancelOrder, id: UUID) -> tuple[Receipt[None], shapes.Order]:
        return commands.cancel_order(self.context(), id, asked.reason, expected(self, asked)), self.now()


class OrderReleaseView(OneOrder):
    needs: ClassVar = {"POST": "generate"}

    @writes("orders_release", "Let a held order run", Asked, shapes.Order)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Order]:
        return commands.release_order(self.context(), id, expected(self, asked)), self.now()


class OrderPriorityView(OneOrder):
    needs: ClassVar = {"POST": "steer_queue"}

    @writes("orders_prioritise", "Say how urgent an order is", PrioritiseOrder, shapes.Order)
    def post(self, asked: PrioritiseOrder, id: UUID) -> tuple[Receipt[None], shapes.Order]:
        return commands.prioritise_order(self.context(), id, asked.priority, expected(self, asked)), self.now()


class OrderSheetView(OneOrder):
    @reads("orders_sheet", "The takes of a grid, and how far those are that are not there yet", shapes.ContactSheet)
    def get(self, id: UUID) -> shapes.ContactSheet:
        return of_sheet(self, queries.contact_sheet(id))


class OrderJobsView(OneOrder):
    @reads("orders_jobs", "The jobs of an order", shapes.Job, page=True)
    def get(self, id: UUID) -> msgspec.Struct:
        ready, following = numbered(self.request, of_jobs(self, queries.jobs(id)))
        return page_of(shapes.Job)(ready, following)
