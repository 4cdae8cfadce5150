"""Models in replies."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from generation.api.shapes import models as shapes
from generation.backends.ability import Ability
from generation.backends.comfyui.suggesting import Read
from generation.backends.comfyui.workflow import Place
from generation.backends.diffusers.capability import Capability
from generation.backends.diffusers.loras import Lora
from generation.domain.model import Model, Weights
from generation.register import suggesting
from generation.register.additions import Addition
from generation.register.listing import ModelShown
from generation.register.paces import Pace
from generation.workers import devices
from productions import policy, queries
from productions.api.http.base import View
from productions.api.http.operations import Permission
from productions.history.feed import Actor


def of_models(view: View, shown: Iterable[ModelShown]) -> list[shapes.Model]:
    """Return models, with what the asker can do with them."""
    shown = list(shown)
    names = queries.names_of({each.by for each in shown if each.by})
    return [_model(view, each, names) for each in shown]


def of_model(view: View, shown: ModelShown) -> shapes.Model:
    """Return a model, with what the asker can do with it."""
    return of_models(view, [shown])[0]


def _model(view: View, shown: ModelShown, names: Mapping[UUID, str]) -> shapes.Model:
    model = shown.state
    versions = [_version(view, model, number, each) for number, each in enumerate(model.versions, start=1)]
    return shapes.Model(
        id=shown.id,
        version=shown.folded.version,
        name=model.name,
        task=model.task,
        backend=model.backend,
        licence=model.licence,
        uses=list(model.uses),
        terms=model.terms,
        withdrawn=model.withdrawn,
        registered_by=Actor(shown.by, names.get(shown.by, "")) if shown.by else None,
        registered_at=shown.since,
        versions=versions[::-1],
        can=dict.fromkeys(shapes.MODEL, may_register(view)),
    )


def _version(view: View, model: Model, number: int, weights: Weights) -> shapes.ModelVersion:
    source = weights.source
    return shapes.ModelVersion(
        number=number,
        digest=weights.digest,
        size=weights.size,
        memory=weights.memory,
        source=shapes.ModelSource(source.kind, source.at, source.revision) if view.person.is_superuser else None,
        ability=_ability(weights),
        lora=_lora(weights),
        trials=[
            shapes.ModelTrial(device, trial.worked, trial.reason, list(trial.pictures), trial.seconds)
            for device, trial in sorted(model.tried(weights.digest).items())
        ],
    )


def _ability(weights: Weights) -> shapes.ModelAbility | None:
    """What a version can do; None for a document that this program does not read."""
    try:
        able = Ability.of(weights.capability)
    except msgspec.ValidationError:
        return None
    parts = Capability.of(weights.capability).components if weights.source.kind in ("folder", "hub") else ()
    return shapes.ModelAbility(
        family=able.family,
        title=able.title,
        conditions=list(able.conditions),
        needs=list(able.needs),
        negative=able.negative,
        multiple=able.multiple,
        frame_step=able.frame_step,
        frame_first=able.frame_first,
        longest=able.longest,
        fixed=list(able.fixed),
        native=list(able.native),
        steps=able.steps,
        guidance=able.guidance,
        parts=[shapes.ModelPart(each.name, each.kind, each.bytes) for each in parts],
    )


def _lora(weights: Weights) -> shapes.ModelLora | None:
    """What a version of a LoRA changes; None for one of a model."""
    try:
        lora = Lora.of(weights.capability)
    except msgspec.ValidationError:
        return None
    return shapes.ModelLora(list(lora.bases), lora.width, lora.layers, lora.rank, lora.text)


def may_register(view: View) -> Permission:
    """Whether the asker may add, change and withdraw models: who answers for the studio may."""
    why = None if view.person.is_superuser else policy.STUDIO_ALONE
    return Permission(why is None, why)


def of_additions(shown: Iterable[Addition]) -> list[shapes.Addition]:
    """Return additions with the names of who began them."""
    shown = list(shown)
    names = queries.names_of({each.person for each in shown})
    return [
        shapes.Addition(
            id=each.id,
            source=str(each.asked.get("source", "")),
            by=Actor(each.person, names.get(each.person, "")),
            step=each.step,
            done=each.done,
            whole=each.whole,
            model=each.model,
            reason=each.reason,
        )
        for each in shown
    ]


def of_workflow(read: Read) -> shapes.ReadWorkflow:
    """Return a workflow as a form shows it."""
    said = read.suggested
    return shapes.ReadWorkflow(
        task=said.task,
        inputs=[shapes.WorkflowInput(word, _place(place)) for word, places in said.inputs.items() for place in places],
        output=said.output,
        choices=[shapes.WorkflowChoice(_place(each.place), each.kind, each.holds) for each in read.choices],
        nodes=list(read.nodes),
        kinds=list(read.kinds),
        weights=list(read.weights),
    )


def _place(place: Place) -> shapes.WorkflowPlace:
    return shapes.WorkflowPlace(place.node, place.input)


def of_suggestions() -> shapes.FittingModels:
    """Return the known open models, as they fit the device of this machine that has the most memory."""
    device, memory = devices.largest()
    return shapes.FittingModels(
        device=device.classes[-1],
        memory=memory,
        models=[
            shapes.FittingModel(
                id=each.model.id,
                name=each.model.name,
                task=each.model.task,
                licence=each.model.licence,
                memory=each.memory,
                fits=each.whole,
                in_turn=each.in_turn,
                seconds=each.seconds,
            )
            for each in suggesting.fitting(memory, device.classes[-1])
        ],
        assumes=suggesting.ASSUMES,
    )


def of_paces(shown: Iterable[Pace]) -> list[shapes.ModelPace]:
    """Return what a model takes, in seconds."""
    return [
        shapes.ModelPace(
            device=each.device,
            numbers=each.numbers,
            jobs=each.jobs,
            low=float(each.cost.low),
            expected=float(each.cost.expected),
            high=float(each.cost.high),
        )
        for each in shown
    ]
