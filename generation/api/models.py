"""Models: those that are registered, adding one, what it is used for, and withdrawing it."""

from typing import Any
from uuid import UUID

import uuid6
from django.http import HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from msgspec import structs
from rest_framework.request import Request

from events.execution import Receipt
from generation import commands, queries
from generation.api.shapes import models as shapes
from generation.api.showing.models import (
    may_register,
    of_additions,
    of_model,
    of_models,
    of_paces,
    of_suggestions,
    of_workflow,
)
from generation.artifacts import artifact_store
from productions import policy
from productions import queries as productions
from productions.api.http import parsing
from productions.api.http.base import View
from productions.api.http.openapi import ref
from productions.api.http.operations import Asked, acts, expected, page_of, reads, writes
from productions.api.http.pages import numbered
from productions.refusals import NotFound


class _Studio(View):
    """Everybody reads models; who answers for the studio writes."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Say who may not before what they sent is looked at."""
        super().initial(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            policy.require_studio(self.person)

    def now(self, id_: UUID) -> shapes.Model:
        """Return a model as it is now."""
        return of_model(self, queries.model(id_))


class ModelsView(_Studio):
    @reads("models_list", "The models of the studio", shapes.Model, page=True)
    def get(self) -> Any:
        ready, following = numbered(self.request, queries.models())
        return page_of(shapes.Model)(of_models(self, ready), following, {"add": may_register(self)})

    @writes(
        "models_add",
        "Begin to add a model from a folder of the server or from the hub",
        shapes.AddModel,
        shapes.Addition,
        status=202,
        at="addition",
    )
    def post(self, asked: shapes.AddModel) -> tuple[Receipt[UUID], shapes.Addition]:
        if asked.version_of:
            queries.model(asked.version_of)
        said = {name: value for name, value in structs.asdict(asked).items() if value is not None}
        return _begun(self, {**said, **({"version_of": str(asked.version_of)} if asked.version_of else {})})


class WorkflowsView(_Studio):
    largest = shapes.LARGEST_WORKFLOW

    @writes(
        "models_add_workflow",
        "Register a workflow of ComfyUI with what is declared of it",
        shapes.AddWorkflow,
        shapes.Model,
        status=201,
        at="model",
    )
    def post(self, asked: shapes.AddWorkflow) -> tuple[Receipt[UUID], shapes.Model]:
        if asked.version_of:
            queries.model(asked.version_of)
        receipt = commands.add_workflow(self.context(), asked.wanted())
        return receipt, self.now(receipt.value)


class WorkflowReadView(_Studio):
    largest = shapes.LARGEST_WORKFLOW

    @extend_schema(
        operation_id="models_read_workflow",
        summary="What a workflow of ComfyUI holds, and where the words of a request probably go; nothing is kept",
        request={"application/json": ref(shapes.WorkflowFile)},
        responses={200: ref(shapes.ReadWorkflow)},
        extensions={"x-body-required": True},
    )
    def post(self, request: Request) -> HttpResponse:
        asked = parsing.convert(parsing.content(request, self.largest), shapes.WorkflowFile)
        return self.show(of_workflow(queries.read_workflow(asked.workflow)))


class AdditionsView(View):
    @reads("additions_list", "The models that were added or tried last", shapes.Addition, page=True)
    def get(self) -> Any:
        policy.require_studio(self.person)
        ready, following = numbered(self.request, queries.additions())
        return page_of(shapes.Addition)(of_additions(ready), following)


class AdditionView(View):
    @reads("additions_read", "How far a model is that is being added or tried", shapes.Addition)
    def get(self, id: UUID) -> shapes.Addition:
        policy.require_studio(self.person)
        return of_additions([queries.addition(id)])[0]


class SuggestionsView(View):
    @reads("models_suggest", "Known open models, and how they fit the server", shapes.FittingModels)
    def get(self) -> shapes.FittingModels:
        policy.require_studio(self.person)
        return of_suggestions()


class ModelView(_Studio):
    @reads("models_read", "A model of the studio", shapes.Model)
    def get(self, id: UUID) -> shapes.Model:
        return self.now(id)

    @writes("models_change", "Rename a model, or say anew what its licence allows", shapes.ChangeModel, shapes.Model)
    def patch(self, asked: shapes.ChangeModel, id: UUID) -> tuple[Receipt[None], shapes.Model]:
        return commands.change_model(self.context(), id, asked.command(), expected(self, asked)), self.now(id)


class ModelUsesView(View):
    @reads("models_uses", "Where a model is used", shapes.ModelUses)
    def get(self, id: UUID) -> shapes.ModelUses:
        paces = of_paces(queries.model_paces(queries.model(id).state.weights))
        used = queries.model_uses(id)
        mine = used.keys() & productions.memberships(self.person.person)
        names = productions.names_of_productions(mine)
        listed = [shapes.ModelUse(log, names[log], used[log].settings, used[log].shots) for log in mine]
        return shapes.ModelUses(sorted(listed, key=lambda each: each.name.casefold()), len(used) - len(mine), paces)


class ModelWithdrawView(_Studio):
    @writes("models_withdraw", "Let nothing new use a model", shapes.WithdrawModel, shapes.Model)
    def post(self, asked: shapes.WithdrawModel, id: UUID) -> tuple[Receipt[None], shapes.Model]:
        return commands.withdraw_model(self.context(), id, asked.reason, expected(self, asked)), self.now(id)


class ModelReinstateView(_Studio):
    @writes("models_reinstate", "Let a withdrawn model be used again", Asked, shapes.Model)
    def post(self, asked: Asked, id: UUID) -> tuple[Receipt[None], shapes.Model]:
        return commands.reinstate_model(self.context(), id, expected(self, asked)), self.now(id)


class ModelTryView(_Studio):
    @acts("models_try", "Make a small first generation with a model", shapes.Addition, status=202)
    def post(self, id: UUID) -> shapes.Addition:
        name = queries.model(id).state.name
        return _begun(self, {"source": name, "try": str(id)})[1]


def _begun(view: View, asked: dict[str, Any]) -> tuple[Receipt[UUID], shapes.Addition]:
    """Begin what is asked for; it has no event before it has come about."""
    id_ = uuid6.uuid7()
    commands.begin_addition(id_, view.person.person, asked)
    return Receipt((), {}, id_), of_additions([queries.addition(id_)])[0]


class ModelPictureView(View):
    @extend_schema(
        operation_id="models_picture",
        summary="A picture that a model made when it was tried",
        responses={(200, "image/webp"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, id: UUID, digest: str) -> HttpResponse:
        trials = queries.model(id).state.trials.values()
        if not any(digest in trial.pictures for devices in trials for trial in devices.values()):
            raise NotFound("The model has no such picture.")
        with artifact_store.open_sound(digest) as file:
            response = HttpResponse(file.read(), content_type="image/webp")
        response["Cache-Control"] = "private, max-age=31536000, immutable"
        response["X-Content-Type-Options"] = "nosniff"
        return response
