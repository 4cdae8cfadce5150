"""Tiny LoRAs of random weights, in the forms in which people have them."""

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from generation.backends.diffusers.families import FAMILIES

_READS = ("to_q", "to_k", "to_v", "to_query", "to_key", "to_value", "q_proj", "k_proj", "v_proj")
RANK = 2
LORA_KEYS = ("lora_A.weight", "lora_B.weight")
_KOHYA = {"unet": "lora_unet", "text_encoder": "lora_te"}


def lora(folder: Path, family: str, path: Path, part: str = "", seed: int = 1, said: Mapping[str, str] = {}) -> Path:
    """Write a LoRA for the attention of a part of a model, its denoiser unless said, as diffusers does."""
    part = part or FAMILIES[family].denoisers[0]
    noise = torch.Generator().manual_seed(seed)
    tensors = {}
    for name, weight in _weights(folder / part).items():
        layer, _, kind = name.rpartition(".")
        if kind == "weight" and layer.rpartition(".")[2] in _READS:
            out, into = weight.shape
            for key, shape in zip(LORA_KEYS, ((RANK, into), (out, RANK)), strict=True):
                tensors[f"{part}.{layer}.{key}"] = torch.randn(shape, generator=noise) * 0.5
    save_file(tensors, path, {"format": "pt", **said})
    return path


def as_kohya(path: Path, alpha: float = RANK) -> Path:
    """Write a LoRA of Stable Diffusion beside itself, in the form of kohya's scripts."""
    tensors = {}
    for name, tensor in load_file(path).items():
        part, _, rest = name.partition(".")
        layer, key = rest.rsplit(".lora_", 1)
        flat = f"{_KOHYA[part]}_{layer.replace('.', '_')}"
        tensors[f"{flat}.{'lora_down' if key.startswith('A') else 'lora_up'}.weight"] = tensor
        tensors[f"{flat}.alpha"] = torch.tensor(alpha)
    other = path.with_name(f"{path.stem}-kohya.safetensors")
    save_file(tensors, other)
    return other


def _weights(folder: Path) -> dict[str, torch.Tensor]:
    return {name: each for path in sorted(folder.glob("*.safetensors")) for name, each in load_file(path).items()}
