"""The built-in pipeline: the stages of a shot in the order in which they run."""

from functools import cache
from importlib import import_module

from generation.stages.base import Stage

PIPELINE: tuple[str, ...] = (
    "generation.stages.prompt:Prompt",
    "generation.stages.keyframe:Keyframe",
    "generation.stages.motion:Motion",
    "generation.stages.finish:Finish",
)


@cache
def stages() -> tuple[Stage, ...]:
    return tuple(_load(path) for path in PIPELINE)


def stage(name: str) -> Stage:
    """The stage of that name; raises KeyError when there is none."""
    for candidate in stages():
        if candidate.name == name:
            return candidate
    raise KeyError(name)


def _load(path: str) -> Stage:
    module, _, kind = path.partition(":")
    made: Stage = getattr(import_module(module), kind)()
    return made
