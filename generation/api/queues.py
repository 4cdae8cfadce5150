"""Queues: how that of a production stands, pausing and resuming it, trying again what failed; and the workers."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from events.execution import Receipt
from generation import commands, queries
from generation.api import shapes
from generation.api.showing.orders import of_order
from generation.api.showing.queues import of_fix, of_overview, of_workers
from productions import policy
from productions.api.http import fields, parsing
from productions.api.http.base import ProductionView, View
from productions.api.http.openapi import ref
from productions.api.http.operations import Body, acts, reads, writes
from productions.refusals import NotFound


class PauseQueue(Body):
    """Why nothing new is to be begun."""

    reason: str = ""


class ResumeQueue(Body):
    """Nothing more is asked for."""


class RetryFailures(Body):
    """The group of failures to order anew, by its id."""

    group: str


class QueueView(ProductionView):
    @reads("queue_read", "How the queue of a production stands", shapes.Queue)
    def get(self, production: UUID) -> shapes.Queue:
        return of_overview(self, queries.queue_overview(production))


class QueuePauseView(ProductionView):
    needs: ClassVar = {"POST": "steer_queue"}

    @writes("queue_pause", "Let nothing new be begun; what runs is finished", PauseQueue, shapes.Queue)
    def post(self, asked: PauseQueue, production: UUID) -> tuple[Receipt[None], shapes.Queue]:
        receipt = commands.pause_queue(self.context(), production, asked.reason)
        return receipt, of_overview(self, queries.queue_overview(production))


class QueueResumeView(ProductionView):
    needs: ClassVar = {"POST": "steer_queue"}

    @writes("queue_resume", "Let work be begun again", ResumeQueue, shapes.Queue)
    def post(self, asked: ResumeQueue, production: UUID) -> tuple[Receipt[None], shapes.Queue]:
        receipt = commands.resume_queue(self.context(), production)
        return receipt, of_overview(self, queries.queue_overview(production))


class QueueRetryView(ProductionView):
    needs: ClassVar = {"POST": "generate"}

    @writes("queue_retry", "Order anew what failed of one cause", RetryFailures, shapes.Order, status=201, at="order")
    def post(self, asked: RetryFailures, production: UUID) -> tuple[Receipt[UUID], shapes.Order]:
        receipt = commands.retry_failures(self.context(), production, asked.group)
        return receipt, of_order(self, queries.order(receipt.value))


class FixFailures(RetryFailures):
    """The group of failures, and the value of a parameter with which to try again."""

    parameter: fields.Name
    value: fields.ParameterValue

    def fix(self) -> commands.Fix:
        """Return what is asked for."""
        return commands.Fix(self.group, self.parameter, self.value)


class QueueFixView(ProductionView):
    needs: ClassVar = {"POST": "generate"}

    @writes(
        "queue_fix", "Set a parameter for what failed of one cause, and order it anew", FixFailures, shapes.Order,
        status=201, at="order",
    )  # fmt: skip
    def post(self, asked: FixFailures, production: UUID) -> tuple[Receipt[UUID], shapes.Order]:
        self.require("edit_parameters")
        receipt = commands.fix_failures(self.context(), production, asked.fix())
        return receipt, of_order(self, queries.order(receipt.value))


class QueueFixQuoteView(ProductionView):
    needs: ClassVar = {"POST": "generate"}

    @extend_schema(
        operation_id="queue_fix_quote",
        summary="What a fix would change and come to, without changing anything",
        request={"application/json": ref(FixFailures)},
        responses={200: ref(shapes.FixQuote)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request, production: UUID) -> HttpResponse:
        self.require("edit_parameters")
        asked = parsing.convert(parsing.content(request), FixFailures)
        return self.show(of_fix(self, commands.quote_fix(self.context(), production, asked.fix())))


class JobPreviewView(ProductionView):
    """What running work looks like so far; it changes every second, and nobody keeps it."""

    thing = "job"

    def find(self, *, id: UUID, **_: UUID) -> UUID:  # type: ignore[override]  # this address leads to a job
        if production := queries.production_of_job(id):
            return production
        raise NotFound("There is no such job.")

    @extend_schema(
        operation_id="jobs_preview",
        summary="A small picture of what a running job has made so far",
        responses={(200, "image/jpeg"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, id: UUID) -> HttpResponse:
        image = queries.preview(self.log, id)
        if image is None:
            raise NotFound("There is no picture of this job just now.")
        response = HttpResponse(image, content_type="image/jpeg")
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response


class WorkersView(View):
    @reads("workers_list", "The workers that are here, and what each of them runs", shapes.Workers)
    def get(self) -> shapes.Workers:
        return of_workers(self, queries.workers())


class WorkerDrainView(View):
    @acts("workers_drain", "Let a worker finish what it runs and take nothing more", shapes.Workers)
    def post(self, name: str) -> shapes.Workers:
        return _drain(self, name, drained=True)


class WorkerResumeView(View):
    @acts("workers_resume", "Let a drained worker take work again", shapes.Workers)
    def post(self, name: str) -> shapes.Workers:
        return _drain(self, name, drained=False)


def _drain(view: View, name: str, *, drained: bool) -> shapes.Workers:
    policy.require_studio(view.person)
    commands.drain(name, drained=drained)
    return of_workers(view, queries.workers())
