"""Retakes: order frames of a take anew, or more of them, with all others kept; and what that would come to."""

from typing import Annotated, ClassVar
from uuid import UUID

import msgspec
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from events.execution import Receipt
from generation import commands, queries
from generation.api import shapes
from generation.api.showing.orders import of_order, of_quote
from generation.api.takes import OneTake, posting
from generation.domain.retake import MOST_SEED
from generation.orders.asked_retakes import AskedRange
from productions.api.http import fields, parsing
from productions.api.http.openapi import ref
from productions.api.http.operations import Body, writes

Seed = Annotated[int, msgspec.Meta(ge=0, le=MOST_SEED)]


class RetakeAsked(Body):
    """Frames `first` to `last` of a take, counted from zero; those behind its end lengthen it.

    `seed` null is one that no take of the shot has had; `wording` is what they are made by, empty for what the shot
    says.
    """

    first: fields.Frame
    last: fields.Frame
    seed: Seed | None = None
    wording: fields.Text = ""

    def of(self, take: UUID) -> AskedRange:
        """Return them as frames of a take, unchecked."""
        return AskedRange(take, self.first, self.last, self.seed, self.wording)


class PlaceRetake(RetakeAsked):
    """Frames to make again. `held` waits for release."""

    held: bool = False
    reason: str = ""


class TakeRetakeView(OneTake):
    needs: ClassVar = posting("generate")

    @writes("takes_retake", "Order frames of a take anew, or more", PlaceRetake, shapes.Order, status=201, at="order")
    def post(self, asked: PlaceRetake, id: UUID) -> tuple[Receipt[UUID], shapes.Order]:
        receipt = commands.place_retake(
            self.context(), self.log, asked.of(id), waits="asked" if asked.held else "", reason=asked.reason
        )
        return receipt, of_order(self, queries.order(receipt.value))


class TakeRetakeQuoteView(OneTake):
    needs: ClassVar = posting("generate")

    @extend_schema(
        operation_id="takes_retake_quote",
        summary="What frames of a take would cost to make anew, without ordering them",
        request={"application/json": ref(RetakeAsked)},
        responses={200: ref(shapes.Quote)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request, id: UUID) -> HttpResponse:
        asked = parsing.convert(parsing.content(request), RetakeAsked)
        asked.check()
        return self.show(of_quote(self, commands.quote_retake(self.context(), self.log, asked.of(id))))
