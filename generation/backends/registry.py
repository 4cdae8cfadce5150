"""The backends there are, named by import path so that only the process that draws loads their libraries."""

from functools import cache
from importlib import import_module

from generation.backends.base import Backend

BACKENDS: dict[str, str] = {
    "animatic": "generation.backends.animatic.backend:Animatic",
    "speech": "generation.backends.speech.backend:Speech",
    "diffusers": "generation.backends.diffusers.backend:Diffusers",
    "comfyui": "generation.backends.comfyui.backend:ComfyUI",
    "hosted": "generation.backends.hosted.backend:Hosted",
    "ncnn": "generation.backends.ncnn.backend:Ncnn",
}


@cache
def backend(name: str) -> Backend:
    """The backend of that name; raises KeyError when there is none."""
    module, _, kind = BACKENDS[name].partition(":")
    made: Backend = getattr(import_module(module), kind)()
    return made


@cache
def offering(task: str) -> Backend:
    """The first backend that offers a task; raises LookupError when none does."""
    for name in BACKENDS:
        if task in backend(name).capabilities.tasks:
            return backend(name)
    raise LookupError(f"no backend offers {task}")


def held() -> tuple[str, ...]:
    """Return what this process keeps in memory of all backends."""
    return tuple(model for name in BACKENDS for model in backend(name).holds())
