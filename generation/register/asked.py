"""What stages ask of models: read from their inputs, and answered from the register before anything is run."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from uuid import UUID

from events.errors import Refusal
from events.registry import Json
from events.shelf import Shelf
from generation.backends import registry, remote
from generation.backends import request as numbers
from generation.backends.ability import FEEDS, REFERENCES, Ability
from generation.backends.base import Snapped
from generation.backends.diffusers import economies, judging
from generation.backends.diffusers.capability import Capability
from generation.backends.diffusers.loras import Lora, unfit
from generation.backends.diffusers.settings import Settings, loras
from generation.backends.hosted.preset import Offering
from generation.domain.conditions import CONTINUES
from generation.domain.model import Model, ModelUnfit, UnknownWeights, Weights
from generation.domain.model_costs import WorkSize
from generation.domain.model_work import FittedWork, ModelWork, Snap
from generation.domain.needs import Needs
from generation.domain.pipeline import StageSpec
from generation.domain.recipes import SETTING
from generation.domain.retake import frames_made
from generation.ports.work import JSON, Refusing
from generation.register import usable
from generation.register.elsewhere import REMOTE
from generation.register.examining import LORA

HOSTED = "hosted"
RESOLUTION, RATE = "parameter:resolution", "parameter:frame_rate"
_APART = ("model", "loras", "wording", "template")
"""Parameters that are asked for by themselves, or that nothing of size, time and memory follows from; of the negative
prompt it is only whether there is one."""
_HALF_AND_SINGLE = ("bfloat16", "float32")
ELSEWHERE = "as it computes there"
"""What is said of how a model computes that another machine runs."""
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Fitted:
    """Work as a model does it, in one run or in `segments` of so many frames, each of a size in `shapes`.

    `numbers` are the precision, the way in which it lies in memory, and what makes it cheaper.
    """

    size: tuple[int, int]
    frames: int
    shapes: tuple[WorkSize, ...]
    numbers: str
    snaps: tuple[Snap, ...]
    notes: tuple[str, ...]
    segments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What becomes of work, and the bytes of a device's memory that it needs, where that is a processor `processor`."""

    told: FittedWork
    fitted: Fitted
    memory: int
    processor: int
    price: Decimal | None = None
    """What a provider asks for it, None where what computes it is the studio's own."""

    def needed(self, needs: Needs) -> Needs:
        """Return needs with the memory that this asks for."""
        return replace(needs, memory=self.memory, processor=self.processor)


def work_of(spec: StageSpec, inputs: Mapping[str, Json], fed: Collection[str]) -> ModelWork | None:
    """Return what a stage asks of a model, by the inputs of its recipe and the ports at which something comes in.

    None of a stage that no model makes, and where a shot begins with the last frame of the one that it continues.
    """
    task = task_of(spec)
    if not task or spec.backend is None or (task == "image" and CONTINUES in fed):
        return None
    chosen = inputs.get(f"{SETTING}model") or {}
    return ModelWork(
        backend=spec.backend[0],
        task=task,
        model=str(chosen.get("id", "")),
        digest=str(chosen.get("digest", "")),
        resolution=str(inputs.get(RESOLUTION) or ""),
        frames=frames_made(inputs),
        rate=str(inputs.get(RATE) or ""),
        set_=_set(spec, inputs),
        fed=tuple(sorted(fed)),
        loras=tuple((id_, digest, str(by)) for id_, digest, by in loras(inputs.get(f"{SETTING}loras")) if by),
    )


def task_of(spec: StageSpec) -> str:
    """Return the task of the models that a kind of stage chooses among; empty where no model makes it."""
    parameter = spec.parameters.get("model")
    return parameter.options[0] if parameter and parameter.kind == "model" else ""


def _set(spec: StageSpec, inputs: Mapping[str, Json]) -> tuple[tuple[str, Json], ...]:
    named = (
        (name, inputs.get(f"{SETTING}{name}", each.default), each.default) for name, each in spec.parameters.items()
    )
    return tuple(
        (name, "said" if name == "negative" else value)
        for name, value, default in named
        if value != default and name not in _APART
    )


def named(spec: StageSpec, recipe: Mapping[str, Json]) -> list[tuple[UUID, str]]:
    """Return id and digest of the model that work by a recipe needs, then of its LoRAs; nothing where it names none."""
    work = work_of(spec, recipe["inputs"], recipe["upstream"])
    if not work or not work.model:
        return []
    return [(UUID(work.model), work.digest), *((UUID(id_), digest) for id_, digest, _ in work.loras)]


def needed(spec: StageSpec, recipe: Mapping[str, Json]) -> tuple[Needs, Refusal | None]:
    """Return what work by a recipe asks of a worker, and why its model may not or cannot do it, None where it can.

    It asks for the memory of the model that it names, best held there already.
    """
    work = work_of(spec, recipe["inputs"], recipe["upstream"])
    if work is None:
        return spec.needs, None
    try:
        answered = answer(work, usable.registered())
    except Refusal as refused:
        return spec.needs, refused
    return replace(answered.needed(spec.needs), model=f"{work.backend}/{work.digest}"), None


def answer(work: ModelWork, known: Mapping[UUID, Model]) -> Answer:
    """Return what becomes of work with the models that are registered.

    ModelWithdrawn, UnknownWeights or ModelNotAllowed where its model may not be used, ModelUnfit where it cannot do it
    or none is chosen.
    """
    if not work.model:
        raise ModelUnfit("No model is chosen: set the parameter “model” of this stage.")
    id_ = UUID(work.model)
    model, weights = _allowed(work.model, work.digest, known)
    if model.task == LORA:
        raise ModelUnfit(f"{model.name} is a LoRA: choose a model, and put it beside that.", model=work.model)
    if model.backend != work.backend:
        raise ModelUnfit(f"{model.name} is run by {model.backend}, and this stage by {work.backend}.", model=work.model)
    fitted = _remembered(work, weights.capability)
    if isinstance(fitted, str):
        raise ModelUnfit(fitted, model=work.model)
    beside = _beside(work, weights, known)
    number = model.version_of(work.digest) or 0
    width, height = fitted.size
    told = FittedWork(
        id_, model.name, number, width, height, fitted.frames, fitted.shapes[0].steps, fitted.snaps, fitted.notes
    )
    gpu, processor = _memory(work, weights)
    return Answer(told, fitted, gpu + beside, processor + beside, price(work, weights.capability))


def price(work: ModelWork, capability: Mapping[str, Json]) -> Decimal | None:
    """Return what a provider asks for work, in the currency of the studio; None where no provider does it."""
    if work.backend != HOSTED:
        return None
    return Offering.of(capability).price(work.frames if work.task == "video" else 1, Fraction(work.rate or "24"))


def price_of(spec: StageSpec, recipe: Mapping[str, Json]) -> Decimal | None:
    """Return what a provider asked for work by a recipe; None where no provider did it."""
    work = work_of(spec, recipe["inputs"], recipe["upstream"])
    if work is None or work.backend != HOSTED:
        return None
    return price(work, usable.version(UUID(work.model), work.digest).capability)


def _allowed(id_: str, digest: str, known: Mapping[UUID, Model]) -> tuple[Model, Weights]:
    if UUID(id_) not in known:
        raise UnknownWeights("There is no such model: it was never registered in this studio.", model=id_)
    model = known[UUID(id_)]
    usable.require_allowed(UUID(id_), model, digest)
    return model, usable.version_in(model, digest)


def _beside(work: ModelWork, base: Weights, known: Mapping[UUID, Model]) -> int:
    """Bytes of memory of the LoRAs beside the model; ModelUnfit where one is none, or is for another model."""
    size = 0
    for id_, digest, _ in work.loras:
        model, weights = _allowed(id_, digest, known)
        if model.task != LORA:
            raise ModelUnfit(f"{model.name} is no LoRA: choose it as the model of a stage.", model=id_)
        if why := unfit(Capability.of(base.capability), Lora.of(weights.capability), model.name):
            raise ModelUnfit(f"{why}.", model=id_)
        size += weights.memory
    return size


def _memory(work: ModelWork, weights: Weights) -> tuple[int, int]:
    """The bytes on a GPU and on a processor: known is half precision, and full takes as much more as of the weights.

    A processor computes in full precision unless another is set, as `loading.precision` has it.
    """
    if work.backend in REMOTE:
        return weights.memory, weights.memory
    able, set_ = Capability.of(weights.capability), dict(work.set_)
    storage = str(set_.get("storage", economies.COMPUTED))
    half, single = (weights.memory * able.held(each, storage) // able.held("bfloat16") for each in _HALF_AND_SINGLE)
    match set_.get("precision", "auto"):
        case "float32":
            return single, single
        case "auto":
            return half, single
        case _:
            return half, half


_answers = Shelf[ModelWork, Fitted | str](_MOST)
"""What becomes of work, or why nothing does. What a version can do never changes, so this does not."""


def _remembered(work: ModelWork, capability: Mapping[str, Json]) -> Fitted | str:
    known = _answers.get(work)
    if known is None:
        try:
            known = fitted(work, capability)
        except Refusing as why:
            known = f"{str(why)[:1].upper()}{str(why)[1:]}."
        _answers.put(work, known)
    return known


def fitted(work: ModelWork, capability: Mapping[str, Json]) -> Fitted:
    """Return work as a model does it; Refusing where that cannot be."""
    if work.backend in REMOTE:
        return _elsewhere(work, REMOTE[work.backend](capability))
    able, settings = Capability.of(capability), Settings.of(_set_of(work))
    fed, shown = _fed(work, able)
    judging.require(able, work.task, settings, [*fed, *shown])
    snapped, size, rate, count = _snapped(work, able)
    fit = judging.fit(able, settings, size, count, rate, fed)
    steps, guidance = settings.steps or able.steps, judging.guidance(able, settings)
    return Fitted(
        fit.size,
        fit.count,
        tuple(shape(able, fit.size, count, steps, guidance) for count in fit.runs),
        economies.numbers(settings),
        tuple(judging.snaps(able, settings, size, count, fit)),
        (*snapped.notes, *fit.notes, *judging.notes(able, settings, rate, [*fed, *shown])),
        fit.segments,
    )


def _elsewhere(work: ModelWork, able: remote.Elsewhere) -> Fitted:
    """Work as a model does it that another machine runs."""
    settings = remote.Settings.of(_set_of(work))
    fed, shown = _fed(work, able)
    remote.require(able, work.task, settings, [*fed, *shown])
    snapped, size, rate, count = _snapped(work, able)
    fit = remote.fit(able, settings, size, count, rate, fed)
    guidance = settings.guidance or Decimal(able.guidance)
    return Fitted(
        fit.size,
        fit.count,
        (shape(able, fit.size, fit.count, settings.steps or able.steps or 1, guidance),),
        ELSEWHERE,
        tuple(remote.snaps(able, settings, size, count, fit)),
        (*snapped.notes, *fit.notes, *able.unheard(settings)),
    )


def _fed(work: ModelWork, able: Ability) -> tuple[list[str], list[str]]:
    """What the pictures show that a stage is fed, and of references where the model takes them.

    Whether somebody who is cast has a picture is known when the work is claimed: a run without any says so.
    """
    fed = [shown for port, shown in FEEDS.items() if port in work.fed]
    return fed, [each for each in able.conditions if each == REFERENCES]


def _snapped(work: ModelWork, able: Ability) -> tuple[Snapped, tuple[int, int], Fraction, int]:
    """What the backend makes of a request, with its size, its rate and its frames."""
    asked: dict[str, JSON] = {RESOLUTION: work.resolution, RATE: work.rate, "frames": work.frames}
    snapped = registry.backend(work.backend).snap({name: value for name, value in asked.items() if value})
    count = numbers.frames(snapped.values) if able.task == "video" else 1
    return snapped, numbers.size(snapped.values), numbers.rate(snapped.values), count


def _set_of(work: ModelWork) -> dict[str, Json]:
    """A value for each parameter of a stage: what is set, else its default."""
    chosen = {"id": work.model, "digest": work.digest}
    return {**_defaults(work.backend, work.task), **dict(work.set_), "model": chosen}


@cache
def _defaults(backend: str, task: str) -> dict[str, Json]:
    return {name: each.default for name, each in registry.backend(backend).parameters[task].items()}


def shape(able: Ability, size: tuple[int, int], count: int, steps: int, guidance: Decimal) -> WorkSize:
    """Return how large work is for a model that makes so many frames of a size in pixels."""
    tokens = ((count - 1) // able.frame_step + 1) * (size[0] // able.multiple) * (size[1] // able.multiple)
    passes = 2 if able.negative and guidance > 1 else 1
    return WorkSize(max(1, tokens), steps, passes, size[0] * size[1] * count)
