"""Loading: a model's folder becomes a pipeline object of diffusers, from local safetensors alone.

No code that comes with a model is ever run, and nothing is fetched. The class is the one of the family; whatever else
the folder says is refused before (`capability`).
"""

import os
from pathlib import Path
from typing import Any

os.environ.setdefault("HF_HUB_OFFLINE", "1")
os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")  # without it cuBLAS does not promise the same sums

import diffusers
import torch
import transformers

from generation.backends.diffusers import economising
from generation.backends.diffusers.capability import SINGLE, Capability, Component
from generation.backends.diffusers.families import FAMILIES
from generation.ports.work import Refusing

PRECISIONS = {"float32": torch.float32, "bfloat16": torch.bfloat16, "float16": torch.float16}


def device() -> str:
    """Return the torch device that this process has: a GPU that it may see, Apple's, or the processor."""
    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def precision(wanted: str) -> str:
    """Return in which numbers a model is held: what is wanted, or the best that the device computes well with."""
    if wanted in PRECISIONS:
        return wanted
    match device():
        case "cuda":
            return "bfloat16" if torch.cuda.is_bf16_supported() else "float16"
        case "mps":
            return "float16"
        case _:
            return "float32"


def prepare() -> None:
    """Make torch compute the same each time, as far as it promises that, and keep libraries quiet."""
    torch.use_deterministic_algorithms(mode=True, warn_only=True)
    torch.backends.cudnn.benchmark = False
    torch.backends.cudnn.deterministic = True
    torch.backends.cudnn.allow_tf32 = False
    torch.backends.cuda.matmul.allow_tf32 = False
    diffusers.utils.logging.set_verbosity_error()
    diffusers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()
    transformers.utils.logging.disable_progress_bar()


def load(
    folder: Path, able: Capability, numbers: str, offload: str, *, small: bool = False, compiled: bool = False
) -> Any:
    """Return the pipeline of a model, on the device of this process or let go from it between its parts.

    `small` holds the weights of what denoises in eight bits. Refusing where it is not what its files say.
    """
    prepare()
    kind = getattr(diffusers, able.family)
    pipe = kind.from_pretrained(
        folder,
        **_processors(folder, able),
        **_singles(folder, able, numbers),
        local_files_only=True,
        use_safetensors=True,
        torch_dtype=PRECISIONS[numbers],
        # Mapped weights are not aligned as those that were built, and processors round them otherwise.
        disable_mmap=device() == "cpu",
    )
    if type(pipe).__name__ != able.family:
        raise Refusing(f"the model is a {type(pipe).__name__}, not the {able.family} that its files say")
    pipe.set_progress_bar_config(disable=True)
    for part in pipe.components.values():
        if isinstance(part, torch.nn.Module):
            part.eval().requires_grad_(requires_grad=False)
    _agree(pipe, able)
    if small:
        economising.shrink(pipe, FAMILIES[able.family], PRECISIONS[numbers], device())
    if compiled:
        economising.compile_blocks(pipe, FAMILIES[able.family], device())
    _place(pipe, offload)
    return pipe


def _processors(folder: Path, able: Capability) -> dict[str, Any]:
    """Parts that transformers would load with torchvision alone."""
    from generation.backends.diffusers.processing import PicturesProcessor  # noqa: PLC0415  # slow to load

    named = [each.name for each in able.components if each.kind == PicturesProcessor.__base__.__name__]
    return {name: PicturesProcessor.from_pretrained(folder / name, local_files_only=True) for name in named}


def _singles(folder: Path, able: Capability, numbers: str) -> dict[str, Any]:
    """Networks whose weights are one file in whichever form; few bits stay few, and are made more in each layer."""
    singles = {each.name: each for each in able.components if each.weights and Path(each.weights[0]).stem == SINGLE}
    return {name: _single(folder, each, PRECISIONS[numbers]) for name, each in singles.items()}


def _single(folder: Path, part: Component, compute: torch.dtype) -> Any:
    path = folder / part.weights[0]
    quantised = {"quantization_config": diffusers.GGUFQuantizationConfig(compute_dtype=compute)}
    return getattr(diffusers, part.kind).from_single_file(
        str(path),
        config=str(folder / part.name),
        torch_dtype=compute,
        local_files_only=True,
        disable_mmap=device() == "cpu",
        **(quantised if path.suffix == ".gguf" else {}),
    )


def _agree(pipe: Any, able: Capability) -> None:
    """The numbers that were read from files against those of the object: nothing may be rounded in silence."""
    step = next((n for name in _TEMPORAL if isinstance(n := getattr(pipe, name, None), int)), 1)
    if able.task == "video" and able.frame_step % step:
        raise Refusing(f"the model makes frames in steps of {step}, and its files say {able.frame_step}")


_TEMPORAL = ("vae_scale_factor_temporal", "vae_temporal_compression_ratio", "vae_temporal_scale_factor")


def _place(pipe: Any, offload: str) -> None:
    where = device()
    if where == "cpu":
        return
    match offload:
        case "model":
            pipe.enable_model_cpu_offload(device=where)
        case "sequential":
            pipe.enable_sequential_cpu_offload(device=where)
        case _:
            pipe.to(where)


def tile(pipe: Any, *, tiled: bool) -> None:
    """Let the autoencoder work in tiles, which takes a fraction of the memory and changes the picture a little."""
    vae = pipe.components.get("vae")
    if vae is not None and hasattr(vae, "enable_tiling"):
        (vae.enable_tiling if tiled else vae.disable_tiling)()
