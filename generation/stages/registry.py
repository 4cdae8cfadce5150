"""The kinds of stages that there are, named by import path, and what keys and graphs must know of each."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from generation.backends.base import Backend, held_as
from generation.backends.registry import backend, offering
from generation.domain.needs import Needs
from generation.domain.pipeline import StageSpec
from generation.stages.base import Stage

KINDS: tuple[str, ...] = (
    "generation.stages.prompt:Prompt",
    "generation.stages.keyframe:Keyframe",
    "generation.stages.motion:Motion",
    "generation.stages.finish:Finish",
    "generation.stages.check:Check",
    "generation.stages.narration:Narration",
    "generation.stages.model_keyframe:ModelKeyframe",
    "generation.stages.model_motion:ModelMotion",
    "generation.stages.workflow_keyframe:WorkflowKeyframe",
    "generation.stages.workflow_motion:WorkflowMotion",
    "generation.stages.provider_keyframe:ProviderKeyframe",
    "generation.stages.provider_motion:ProviderMotion",
    "generation.stages.captions:Captions",
    "generation.stages.mix:Mix",
    "generation.stages.mux:Mux",
    "generation.stages.interpolate:Interpolate",
    "generation.stages.upscale:Upscale",
    "generation.stages.grade:Grade",
)

VARIATION = "variation"


@cache
def stages() -> tuple[Stage, ...]:
    """Return every kind."""
    return tuple(_load(path) for path in KINDS)


def stage(name: str) -> Stage:
    """Return the kind of that name; KeyError when there is none."""
    return {each.name: each for each in stages()}[name]


@cache
def kinds() -> Mapping[str, StageSpec]:
    """Return each kind by name, together with the backend that runs it."""
    return {each.name: _spec(each) for each in stages()}


def offered() -> list[str]:
    """Return what a worker of this machine says that it can run: whose backend has here what it needs."""
    return [spec.kind for spec in kinds().values() if spec.backend is None or backend(spec.backend[0]).here()]


def drawing(stage: Stage) -> Backend | None:
    """Return the backend that a kind is run by; None for one that needs none."""
    if not stage.task:
        return None
    return backend(stage.backend) if stage.backend else offering(stage.task)


def _load(path: str) -> Stage:
    module, _, kind = path.partition(":")
    made: Stage = getattr(import_module(module), kind)()
    return made


def _spec(stage: Stage) -> StageSpec:
    chosen = drawing(stage)
    reads = chosen.reads[stage.task] if chosen else stage.reads
    return StageSpec(
        name=stage.name,
        version=stage.version,
        reads=tuple(key for key in reads if key != VARIATION),
        inputs=stage.inputs,
        outputs=stage.outputs,
        backend=(chosen.name, chosen.version) if chosen else None,
        reads_variation=VARIATION in reads,
        needs=_needs(stage, chosen),
        first_guess=stage.first_guess,
        label=stage.label,
        parameters={**stage.parameters, **(chosen.parameters.get(stage.task, {}) if chosen else {})},
    )


def _needs(stage: Stage, backend: Backend | None) -> Needs:
    """A backend knows what it needs itself, and is what a worker keeps in memory between runs."""
    if backend is None:
        return Needs(stage.device)
    able = backend.capabilities
    return Needs(able.device, able.memory, held_as(backend))
