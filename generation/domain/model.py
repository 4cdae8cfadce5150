"""Models: weights or providers that stages can use, each a stream of the studio's log. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never, get_args

import msgspec
from msgspec.structs import asdict, replace

from events.decider import Decider
from events.errors import Refusal
from events.registry import Event, Json, event, upcaster
from productions.domain.names import clean_name

Task = Literal["image", "video", "speech", "upscale", "embedding", "hosted", "lora"]
Use = Literal["commercial", "non-commercial", "research"]
USES: tuple[Use, ...] = get_args(Use)
Place = Literal["folder", "hub", "file", "workflow", "provider"]

LONGEST_LICENCE = 100
LONGEST_TERMS = 1000
LONGEST_REASON = 200
MOST_MEMORY = 2**50


class WeightsSource(msgspec.Struct, frozen=True):
    """Where weights come from: a folder or a file of a server, or an id of the hub at the commit `revision`.

    An id of the hub may be followed by the path of a single file there. A workflow and what a provider offers stand in
    the log themselves: `at` is what they are called.
    """

    kind: Place
    at: str
    revision: str = ""

    def __str__(self) -> str:
        return f"{self.at}@{self.revision}" if self.revision else self.at


class Weights(msgspec.Struct, frozen=True):
    """What one version of a model really is. `size` and `memory` in bytes; `capability` is what its files say it can.

    `digest` is over the weights and configs that are used, never over their names or places.
    """

    source: WeightsSource
    digest: str
    size: int
    capability: dict[str, Json]
    memory: int


class Trial(msgspec.Struct, frozen=True):
    """A first small generation on a class of device: whether it worked, and the digests of what came of it."""

    worked: bool
    reason: str = ""
    pictures: tuple[str, ...] = ()
    seconds: str = "0"
    engine: str = ""


class Model(msgspec.Struct, frozen=True):
    """A model: its versions from the oldest on, and its trials by digest and class of device.

    `withdrawn` is the reason why nothing new may use it; null while it may be used.
    """

    name: str = ""
    task: Task = "image"
    backend: str = ""
    licence: str = ""
    uses: tuple[Use, ...] = ()
    terms: str = ""
    versions: tuple[Weights, ...] = ()
    trials: dict[str, dict[str, Trial]] = {}
    withdrawn: str | None = None

    @property
    def weights(self) -> Weights:
        """The newest version, which is offered; what named an older one stays with that."""
        return self.versions[-1]

    def version_of(self, digest: str) -> int | None:
        """Return the number of the version with this digest, from 1; None where no version has it."""
        numbers = (number for number, each in enumerate(self.versions, start=1) if each.digest == digest)
        return next(numbers, None)

    def tried(self, digest: str) -> Mapping[str, Trial]:
        """Return the trials of a version by class of device."""
        return self.trials.get(digest, {})


@upcaster("model.registered", 1)
@upcaster("model.version_added", 1)
def _weights_of_a_folder(payload: dict[str, Json]) -> dict[str, Json]:
    """All weights were those of a folder or of an id of the hub, and none was a LoRA."""
    return payload


@event("model.registered", version=2)
class Registered(Event, frozen=True):
    name: str
    task: Task
    backend: str
    licence: str
    uses: tuple[Use, ...]
    terms: str
    weights: Weights


@event("model.version_added", version=2)
class VersionAdded(Event, frozen=True):
    """Other weights of the same model. They are offered; nothing that names older ones follows."""

    weights: Weights


@event("model.changed")
class Changed(Event, frozen=True):
    """`field` is name, licence, uses, terms, or memory: that of the newest version."""

    field: str
    before: Json
    after: Json


@event("model.tried")
class Tried(Event, frozen=True):
    """What came of a `Trial` of the version with this digest on a class of device."""

    digest: str
    device: str
    worked: bool
    reason: str = ""
    pictures: tuple[str, ...] = ()
    seconds: str = "0"
    engine: str = ""


@event("model.withdrawn")
class Withdrawn(Event, frozen=True):
    """Nothing new may use it; what was made with it is marked."""

    reason: str


@event("model.reinstated")
class Reinstated(Event, frozen=True):
    """It may be used again."""


ModelEvent = Registered | VersionAdded | Changed | Tried | Withdrawn | Reinstated


@dataclass(frozen=True, slots=True)
class RegisterModel:
    name: str
    task: Task
    backend: str
    licence: str
    uses: tuple[Use, ...]
    terms: str
    weights: Weights


@dataclass(frozen=True, slots=True)
class AddVersion:
    """`task` and `backend` are what the weights are for: those of the model, or it is another one."""

    task: Task
    backend: str
    weights: Weights


@dataclass(frozen=True, slots=True)
class ChangeModel:
    """What is None stays."""

    name: str | None = None
    licence: str | None = None
    uses: tuple[Use, ...] | None = None
    terms: str | None = None
    memory: int | None = None


@dataclass(frozen=True, slots=True)
class NoteTrial:
    digest: str
    device: str
    trial: Trial


@dataclass(frozen=True, slots=True)
class WithdrawModel:
    reason: str


@dataclass(frozen=True, slots=True)
class ReinstateModel:
    pass


ModelCommand = RegisterModel | AddVersion | ChangeModel | NoteTrial | WithdrawModel | ReinstateModel


class ModelNameTaken(Refusal):
    """Another model has this name."""

    code = "model-name-taken"


class WeightsKnown(Refusal):
    """These weights are registered already."""

    code = "weights-known"


class ModelWithdrawn(Refusal):
    """The model was withdrawn, for the reason that is given."""

    code = "model-withdrawn"


class UnknownWeights(Refusal):
    """Nothing that is registered has this id, or this digest."""

    code = "unknown-model"
    status = 422


class ModelNotAllowed(Refusal):
    """The studio does not allow these weights, or their licence not what the studio makes."""

    code = "model-not-allowed"


class ModelUnfit(Refusal):
    """The model cannot do what is asked of it; says why."""

    code = "refused"
    status = 422


class WeightsChanged(Refusal):
    """Other files lie where those of a version were."""

    code = "weights-changed"


class InvalidModel(Refusal):
    """What is said of the model cannot be, or says too little."""

    code = "invalid-model"
    status = 422


def decide(state: Model, command: ModelCommand) -> Sequence[ModelEvent]:
    """Decide a command on a model; a change to what is already so yields no event."""
    match command:
        case RegisterModel(name, task, backend, licence, uses, terms, weights):
            return [
                Registered(
                    name=clean_name(name),
                    task=task,
                    backend=backend,
                    licence=_licence(licence),
                    uses=_uses(uses),
                    terms=_terms(terms),
                    weights=_needing(weights),
                )
            ]
        case AddVersion(task, backend, weights):
            return _added(state, task, backend, weights)
        case ChangeModel():
            before, after = _changeable(state), _wanted(state, command)
            return [
                Changed(field=field, before=before[field], after=value)
                for field, value in after.items()
                if before[field] != value
            ]
        case NoteTrial(digest, device, trial):
            known = state.tried(digest).get(device) == trial
            return [] if known else [Tried(digest=digest, device=device, **asdict(trial))]
        case WithdrawModel(reason):
            said = _reason(reason)
            return [] if state.withdrawn == said else [Withdrawn(reason=said)]
        case ReinstateModel():
            return [] if state.withdrawn is None else [Reinstated()]
        case _:
            assert_never(command)


def _added(state: Model, task: Task, backend: str, weights: Weights) -> Sequence[ModelEvent]:
    if state.withdrawn is not None:
        raise ModelWithdrawn(f"{state.name} was withdrawn: {state.withdrawn}", reason=state.withdrawn)
    if (task, backend) != (state.task, state.backend):
        raise InvalidModel(
            f"{state.name} is a model for {state.task} on {state.backend}, these weights are for {task} on {backend}: "
            "register them as a model of their own."
        )
    if number := state.version_of(weights.digest):
        raise WeightsKnown(f"These weights are version {number} of {state.name} already.", digest=weights.digest)
    return [VersionAdded(weights=_needing(weights))]


def _changeable(state: Model) -> dict[str, Json]:
    """What may be changed of a model, as events say it."""
    return {
        "name": state.name,
        "licence": state.licence,
        "uses": list(state.uses),
        "terms": state.terms,
        "memory": state.weights.memory,
    }


def _wanted(state: Model, command: ChangeModel) -> dict[str, Json]:
    asked: dict[str, Json] = {
        "name": None if command.name is None else clean_name(command.name),
        "licence": None if command.licence is None else _licence(command.licence),
        "uses": None if command.uses is None else list(_uses(command.uses)),
        "terms": None if command.terms is None else _terms(command.terms),
        "memory": None if command.memory is None else _memory(command.memory),
    }
    return {field: value for field, value in asked.items() if value is not None}


def _licence(said: str) -> str:
    if not said.strip():
        raise InvalidModel(
            "Say under which licence the model is: its SPDX identifier such as Apache-2.0, or its name.",
            field="licence",
        )
    return clean_name(said, LONGEST_LICENCE)


def _uses(said: Iterable[Use]) -> tuple[Use, ...]:
    """The uses in one order, each once."""
    wanted = set(said)
    return tuple(use for use in USES if use in wanted)


def _terms(said: str) -> str:
    if len(said) > LONGEST_TERMS:
        raise InvalidModel(f"The terms of a licence are told in at most {LONGEST_TERMS} characters.", field="terms")
    return said.strip()


def _needing(weights: Weights) -> Weights:
    _memory(weights.memory)
    return weights


def _memory(said: int) -> int:
    if not 0 <= said <= MOST_MEMORY:
        raise InvalidModel(f"The memory that a model needs is 0 to {MOST_MEMORY} bytes.", field="memory")
    return said


def _reason(said: str) -> str:
    if not said.strip():
        raise InvalidModel(
            "Say why the model is withdrawn: everybody whose work it stops will read it.", field="reason"
        )
    return clean_name(said, LONGEST_REASON)


def evolve(state: Model, happened: ModelEvent) -> Model:
    """Apply an event of a model."""
    match happened:
        case Registered(name, task, backend, licence, uses, terms, weights):
            return Model(name, task, backend, licence, uses, terms, (weights,))
        case VersionAdded(weights=weights):
            return replace(state, versions=(*state.versions, weights))
        case Changed(field="memory", after=after):
            newest = replace(state.weights, memory=int(after))
            return replace(state, versions=(*state.versions[:-1], newest))
        case Changed(field="uses", after=after):
            return replace(state, uses=tuple(after))
        case Changed(field=field, after=after):
            return replace(state, **{field: after})
        case Tried(digest, device, worked, reason, pictures, seconds, engine):
            tried = {**state.tried(digest), device: Trial(worked, reason, pictures, seconds, engine)}
            return replace(state, trials={**state.trials, digest: tried})
        case Withdrawn(reason=reason):
            return replace(state, withdrawn=reason)
        case Reinstated():
            return replace(state, withdrawn=None)
        case _:
            assert_never(happened)


MODEL: Decider[Model, ModelCommand] = Decider("model", Model(), decide, evolve)
