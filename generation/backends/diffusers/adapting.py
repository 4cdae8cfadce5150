"""Putting LoRAs into a model that is in memory, and taking them out again: the model itself is not loaded anew.

They are kept beside its layers and never summed into them, so that the layers are to the bit what they were.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

import torch
from diffusers.utils import logging as telling

from generation.backends.diffusers.residents import is_of_memory
from generation.ports.work import Refusing

Held = Mapping[str, Decimal]
"""LoRAs by digest, each with its scale, in order."""


_LAYER = re.compile(
    r"^(.+?)\.(?:processor\.)?(?:\w+_)?lora(?:_A|_B|_up|_down|_linear_layer|_embedding_A|\.up|\.down)?\b"
)
"""Of the name of a tensor, the layer that it changes."""
_SECOND = "transformer_2"


_FOR_GOOD = ("_overwritten_params", "_transformer_norm_layers")
"""Where diffusers keeps what it replaced of a network, as it does for control LoRAs."""


class _NotApplied(Exception):
    """A LoRA did not find all its layers in a model, or changes others for good; says so in words."""


def adapt(pipe: Any, held: Held, files: Mapping[str, Path]) -> None:
    """Let a pipeline work with exactly these LoRAs; `files` says where each lies.

    What it has already stays, and only scales are set. Refusing in words where one does not find all its layers, or
    would change the model for good. Whatever is raised, the pipeline is not to be used again.
    """
    wanted = {_named(digest): scale for digest, scale in held.items()}
    if _names(pipe) != set(wanted):
        release(pipe)
        for digest in held:
            _put_in(pipe, _named(digest), files[digest])
    if wanted:
        pipe.set_adapters(list(wanted), [float(scale) for scale in wanted.values()])


def release(pipe: Any) -> None:
    """Take all LoRAs out of a pipeline."""
    if _names(pipe):
        pipe.unload_lora_weights()


def changes_text(pipe: Any) -> bool:
    """Whether a LoRA that a pipeline works with changes how it reads words."""
    return any(name.startswith("text_encoder") for name, _ in _adapted(pipe))


def _named(digest: str) -> str:
    """Names of modules hold no dots and colons."""
    return digest.replace(":", "_")


def _names(pipe: Any) -> set[str]:
    return {name for _, network in _adapted(pipe) for name in network.peft_config}


def _adapted(pipe: Any) -> Iterator[tuple[str, Any]]:
    for name, part in pipe.components.items():
        if isinstance(part, torch.nn.Module) and getattr(part, "peft_config", None):
            yield name, part


def _put_in(pipe: Any, name: str, path: Path) -> None:
    """The class reads it as it reads all forms of LoRAs, and would leave out in silence what it finds no layer for."""
    seconds: list[dict[str, bool]] = [{}]
    if pipe.components.get(_SECOND) is not None:
        seconds.append({f"load_into_{_SECOND}": True})
    try:
        for second in seconds:
            with _reading(pipe) as read:
                before = _layers(pipe, name)
                pipe.load_lora_weights(str(path.parent), weight_name=path.name, adapter_name=name, **second)
            _require_all(read, _layers(pipe, name) - before)
            _require_beside(pipe)
    except (ValueError, RuntimeError, KeyError, AttributeError, NotImplementedError, _NotApplied) as error:
        if is_of_memory(error):
            raise
        said = str(error) if isinstance(error, _NotApplied) else "its layers are not sized as those of the model"
        raise Refusing(f"the LoRA {path.name} does not fit this model: {said}") from error


@contextmanager
def _reading(pipe: Any) -> Iterator[set[str]]:
    """Give the names of the tensors that a pipeline reads of a LoRA meanwhile, as it calls them; nothing is logged."""
    names: set[str] = set()
    quiet, read = telling.get_verbosity(), pipe.lora_state_dict

    def reading(*given: Any, **named: Any) -> Any:
        state = read(*given, **named)
        names.update(state[0] if isinstance(state, tuple) else state)
        return state

    pipe.lora_state_dict = reading
    telling.set_verbosity(telling.CRITICAL)
    try:
        yield names
    finally:
        telling.set_verbosity(quiet)
        del pipe.lora_state_dict


def _layers(pipe: Any, name: str) -> int:
    """How many layers of a pipeline a LoRA changes."""
    return sum(
        name in getattr(layer, "lora_A", ()) or name in getattr(layer, "lora_embedding_A", ())
        for _, network in _adapted(pipe)
        for layer in network.modules()
    )


def _require_all(read: set[str], applied: int) -> None:
    """Some classes add layers that change nothing, so that more may be applied than were read."""
    layers = {match[1] for name in read if (match := _LAYER.match(name))}
    if applied < max(1, len(layers)):
        raise _NotApplied(f"of its {len(layers)} layers the model has {applied}")


def _require_beside(pipe: Any) -> None:
    if any(getattr(part, name, None) for part in pipe.components.values() for name in _FOR_GOOD):
        raise _NotApplied("it widens or overwrites layers of the model for good")
