"""What is out of date, what an edit would cost, and the board's cells."""

from typing import Annotated, ClassVar
from uuid import UUID

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from generation import queries
from generation.api import shapes
from generation.api.showing.changes import since
from generation.api.showing.plans import of_board, of_plan, of_predictions
from generation.orders.composed import MOST_VARIATIONS
from generation.planning import planner, what_if
from generation.planning.predictions import predictions
from productions.api.http import filters, parsing
from productions.api.http.base import ProductionView
from productions.api.http.errors import Invalid
from productions.api.http.openapi import ref
from productions.api.http.operations import reads
from productions.domain.fields.described import OF_ONE_THING
from productions.domain.fields.edits import Edit

_SHOT = filters.identity("shot", "Only this shot.")
_VARIATIONS = filters.choice(
    "variations",
    "Plan variations 1 to this of each shot; the variation of each take in use unless said.",
    [str(count + 1) for count in range(MOST_VARIATIONS)],
)
_ORDER = filters.identity("order", "Only the work of this order.")
_SINCE = filters.matching(
    "since",
    "The `since` of an earlier reply: only what has changed after it, where that is still known.",
    {"type": "string", "pattern": r"^[0-9]{1,16}\.[0-9a-f]{16}$", "maxLength": 40},
    "the since of an earlier reply",
)


class Suppose(msgspec.Struct, forbid_unknown_fields=True):
    """Edits that nobody has made yet, and the shots to plan; without `shots`, all.

    `variations` n plans 1 … n of each shot, null that of its take in use; `stages` these with all that they stand on,
    null all.
    """

    edits: list[Annotated[Edit, OF_ONE_THING]]
    shots: list[UUID] | None = None
    variations: Annotated[int, msgspec.Meta(ge=1, le=MOST_VARIATIONS)] | None = None
    stages: Annotated[list[shapes.StageName], msgspec.Meta(extra_json_schema={"minItems": 1})] | None = None


class PlanView(ProductionView):
    needs: ClassVar = {"GET": "read", "POST": "generate"}

    @reads(
        "plan_read",
        "What is out of date now, why, and what making it anew would cost",
        shapes.Plan,
        query=[_SHOT, _VARIATIONS],
    )
    def get(self, production: UUID) -> shapes.Plan:
        variations = int(_VARIATIONS.read(self.request) or 0) or None
        return of_plan(self, planner.plan(production, _shots(self.request), variations=variations))

    @extend_schema(
        operation_id="plan_suppose",
        summary="What edits would make run and cost, without making them",
        request={"application/json": ref(Suppose)},
        responses={200: ref(shapes.Plan)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request, production: UUID) -> HttpResponse:
        asked = parsing.convert(parsing.content(request), Suppose)
        planned = what_if.plan(self.context(), production, asked.edits, asked.shots, asked.variations, asked.stages)
        return self.show(of_plan(self, planned))


class PredictionsView(ProductionView):
    needs: ClassVar = {"GET": "read"}

    @reads(
        "predictions_read", "What plans said that work would take, and what it took", shapes.Predictions, query=[_ORDER]
    )
    def get(self, production: UUID) -> shapes.Predictions:
        return of_predictions(self, predictions(production, _ORDER.read(self.request)))


class SinceOfAShot(Invalid):
    """A parameter of the whole board stands beside one of a single shot; each by itself is well formed."""

    code = "since-of-a-shot"


class StagesView(ProductionView):
    @reads("stages_list", "The cells of the board and the state of each shot", shapes.Board, query=[_SHOT, _SINCE])
    def get(self, production: UUID) -> shapes.Board:
        shots, mark = _shots(self.request), _SINCE.read(self.request)
        if shots and mark:
            raise SinceOfAShot("since is of the whole board; leave it out for one shot.", field="since")
        return of_board(queries.board(production, shots)) if shots else since(production, mark)


def _shots(request: Request) -> list[UUID] | None:
    shot = _SHOT.read(request)
    return [shot] if shot else None
