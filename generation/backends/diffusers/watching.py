"""Watching a run from within: steps as they are done, a glance at what becomes of it, and an end within one step.

Setting the pipeline's own flag to interrupt only skips steps and still gives a picture, so that a run is ended by an
exception instead. What it leaves behind in the object is put back before the next run.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from inspect import signature
from typing import Any

import torch

from generation.backends.diffusers.economising import is_compiled
from generation.ports.work import Stopping

CALLBACK = "callback_on_step_end"


@contextmanager
def watched(
    pipe: Any, stepped: Callable[[int, int, Any], None], cancelled: Callable[[], bool]
) -> Iterator[Mapping[str, Any]]:
    """Give the arguments with which to call a pipeline; `stepped(step, steps, latents)` is called after each step.

    `latents` are None where the pipeline does not show them. Stopping is raised within a step of a cancel.
    """
    reset(pipe)
    with ExitStack() as undo:
        undo.callback(reset, pipe)
        _end_in_blocks(pipe, cancelled, undo)
        if CALLBACK in signature(pipe.__call__).parameters:
            yield {CALLBACK: _callback(stepped, cancelled)}
        else:
            _count_in_scheduler(pipe, stepped, cancelled, undo)
            yield {}


def reset(pipe: Any) -> None:
    """Free what offloading holds and forget what caches of steps kept, also of a run that was cut off."""
    pipe.maybe_free_model_hooks()
    for part in pipe.components.values():
        forget = getattr(part, "_reset_stateful_cache", None)
        if forget is not None:
            forget()


def _callback(stepped: Callable[[int, int, Any], None], cancelled: Callable[[], bool]) -> Callable[..., Any]:
    def callback(pipe: Any, step: int, _time: Any, kept: dict[str, Any]) -> dict[str, Any]:
        stepped(step + 1, _steps(pipe), kept.get("latents"))
        _end_if(cancelled)
        return kept

    return callback


def _count_in_scheduler(
    pipe: Any, stepped: Callable[[int, int, Any], None], cancelled: Callable[[], bool], undo: ExitStack
) -> None:
    scheduler, done = pipe.scheduler, 0
    step = scheduler.step

    def counted(*given: Any, **named: Any) -> Any:
        nonlocal done
        made = step(*given, **named)
        done += 1
        stepped(done, _steps(pipe), made[0] if isinstance(made, tuple) else None)
        _end_if(cancelled)
        return made

    scheduler.step = counted
    undo.callback(delattr, scheduler, "step")


def _end_in_blocks(pipe: Any, cancelled: Callable[[], bool], undo: ExitStack) -> None:
    """Steps of large models take minutes: look before each block of every network."""
    for part in pipe.components.values():
        if isinstance(part, torch.nn.Module):
            for block in _blocks(part):
                undo.callback(block.register_forward_pre_hook(lambda *_: _end_if(cancelled)).remove)


def _blocks(network: torch.nn.Module) -> Iterator[torch.nn.Module]:
    """A network, and all that stands in its lists; nothing within what is compiled as a whole."""
    yield network
    inside: set[torch.nn.Module] = set()
    for each in network.modules():
        if each not in inside and is_compiled(each):
            inside.update(each.modules())
        elif isinstance(each, torch.nn.ModuleList) and each not in inside:
            yield from filter(None, each)  # some keep empty places


def _end_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Stopping


def _steps(pipe: Any) -> int:
    """As the scheduler has them: those of second order take two for each that was asked for."""
    return len(pipe.scheduler.timesteps)
