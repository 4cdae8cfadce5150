"""Running a network at less cost: its weights in eight bits, its blocks compiled, caches of steps put on for one run.

Caches keep what they saw. They are put on for a run alone and taken off after it, however it ends, so that the next one
finds the network as it was loaded.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from shutil import which
from typing import Any

import torch
from diffusers import hooks
from torch import nn

from generation.backends.diffusers import economies
from generation.backends.diffusers.families import Family
from generation.backends.diffusers.settings import Settings
from generation.ports.work import Refusing

_MOST_GRAPHS = 256
"""Sizes times kinds of blocks that a process compiles for; beyond, a run fails rather than go on uncompiled."""
_EVERY_OTHER = 2
_BETWEEN = (100, 800)
"""The times of noise between which attention is taken over: at both ends it changes most."""
_OF_THREE, _AFTER = 3, 3
_TAYLOR = (r"(?:.*\.)?(?:blocks|transformer_blocks|single_transformer_blocks)\.\d+\.attn\d?",)
"""Attention by its name in full; the patterns that diffusers has find none that is numbered, and then do nothing."""


def shrink(pipe: Any, family: Family, compute: torch.dtype, device: str) -> None:
    """Hold the weights of the networks that denoise in eight bits; they are computed with in the numbers of `compute`.

    What is in eight bits cannot be put back: the pipeline is kept apart from one that is not.
    """
    if device == "mps":
        raise Refusing("Apple's GPUs know no numbers of eight bits: hold the weights as computed")
    for part in _denoisers(pipe, family):
        part.enable_layerwise_casting(storage_dtype=torch.float8_e4m3fn, compute_dtype=compute)


def compile_blocks(pipe: Any, family: Family, device: str) -> None:
    """Have the blocks compiled that a network repeats, each size of picture for itself.

    A graph for any size would round otherwise than one for a single size, and which of the two runs would depend on the
    jobs before. Refusing where the machine has nothing to compile with.
    """
    _require_compiler(device)
    torch._dynamo.config.recompile_limit = _MOST_GRAPHS
    torch._dynamo.config.fail_on_recompile_limit_hit = True
    for part in _denoisers(pipe, family):
        for block in part.modules():
            if type(block).__name__ in (part._repeated_blocks or ()):
                block.forward = torch.compile(block.forward, dynamic=False)


def is_compiled(module: nn.Module) -> bool:
    """Whether a module is compiled, with all that is in it: hooks on its parts would have it compiled anew."""
    return hasattr(module.forward, "_torchdynamo_orig_callable")


def _require_compiler(device: str) -> None:
    if not any(map(which, (os.environ.get("CXX", "g++"), "clang++"))):
        raise Refusing("this machine has no compiler of C++: install one, or leave the network uncompiled")
    if device == "cuda" and find_spec("triton") is None:
        raise Refusing("this machine has no triton, by which networks are compiled: leave the network uncompiled")


@dataclass(slots=True)
class Passes:
    """How often a network ran, and how often what its cache watches was computed in that."""

    runs: int = 0
    calls: int = 0
    each: int = 0

    @property
    def taken_over(self) -> int:
        """Runs in which something was taken over instead of computed."""
        return self.runs - round(self.calls / self.each) if self.each else 0

    def run(self, *_: Any) -> None:
        """A network begins to run: the first time computes all that there is."""
        if self.runs == 1:
            self.each = self.calls
        self.runs += 1

    def call(self, *_: Any) -> None:
        """A layer below a cache is computed."""
        self.calls += 1


@contextmanager
def cached(pipe: Any, family: Family, settings: Settings, passes: Passes) -> Iterator[None]:
    """Put the cache of steps that is set on a pipeline for one run; `passes` hear what it takes over."""
    if settings.step_cache == economies.NONE:
        yield
        return
    parts, watching = list(_denoisers(pipe, family)), []
    try:
        for part in parts:
            part.enable_cache(_configured(pipe, settings))
            watching += [part.register_forward_pre_hook(passes.run)]
            watching += [each.register_forward_pre_hook(passes.call) for each in _below(part)]
        yield
    finally:
        for each in watching:
            each.remove()
        for part in parts:
            if part.is_cache_enabled:
                part.disable_cache()


def _configured(pipe: Any, settings: Settings) -> Any:
    match settings.step_cache:
        case economies.FIRST_BLOCK:
            return hooks.FirstBlockCacheConfig(threshold=float(settings.tolerance))
        case economies.ATTENTION:
            return hooks.PyramidAttentionBroadcastConfig(
                spatial_attention_block_skip_range=_EVERY_OTHER,
                spatial_attention_timestep_skip_range=_BETWEEN,
                current_timestep_callback=partial(_time, pipe),
            )
        case _:
            return hooks.TaylorSeerCacheConfig(
                cache_interval=_OF_THREE,
                disable_cache_before_step=_AFTER,
                taylor_factors_dtype=torch.float32,
                cache_identifiers=list(_TAYLOR),
            )


def _time(pipe: Any) -> Any:
    return pipe.current_timestep


def _denoisers(pipe: Any, family: Family) -> Iterator[Any]:
    yield from (part for name in family.denoisers if (part := pipe.components.get(name)) is not None)


def _below(part: Any) -> Iterator[nn.Module]:
    """The layers of the last module that a cache is on."""
    on = [module for module in part.modules() if module is not part and _has_cache(module)]
    yield from (each for each in (on[-1].modules() if on else ()) if isinstance(each, nn.Linear))


def _has_cache(module: nn.Module) -> bool:
    registry = getattr(module, "_diffusers_hook", None)
    return any(hook._is_stateful or "block" in name for name, hook in registry.hooks.items()) if registry else False
