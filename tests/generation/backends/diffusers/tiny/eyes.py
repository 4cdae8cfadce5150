"""Tiny IP-Adapters of random weights, networks as files of GGUF, and what sees pictures, beside models of folders."""

import json
from pathlib import Path

import gguf
import torch
from safetensors.torch import load_file, save_file

from tests.generation.backends.diffusers.tiny import parts

_ENDS = (".attn2.to_k.weight", ".attn2.to_v.weight")


def encoder(folder: Path) -> Path:
    """Write an encoder of pictures."""
    torch.manual_seed(3)
    made, _ = parts.clip_vision(projected=True)
    made.eval().save_pretrained(folder, safe_serialization=True)
    return folder


def adapter(base: Path, sees: Path, path: Path, wider: int = 0, *, plus: bool = False) -> Path:
    """Write an IP-Adapter for the network of a model; `wider` than that reads words where it is not to fit."""
    noise = torch.Generator().manual_seed(1)
    reads = json.loads((base / "unet" / "config.json").read_bytes())["cross_attention_dim"] + wider
    configuration = json.loads((sees / "config.json").read_bytes())
    shapes = _plus(reads, configuration["hidden_size"]) if plus else _plain(reads, configuration["projection_dim"])
    tensors = {f"image_proj.{name}": torch.randn(shape, generator=noise) for name, shape in shapes.items()}
    for key, name, width in _read(base, reads):
        tensors[f"ip_adapter.{key}.{name}_ip.weight"] = torch.randn((width, reads), generator=noise)
    save_file(tensors, path)
    return path


def _plain(reads: int, wide: int) -> dict[str, tuple[int, ...]]:
    return {
        "proj.weight": (4 * reads, wide), "proj.bias": (4 * reads,), "norm.weight": (reads,), "norm.bias": (reads,),
    }  # fmt: skip


def _plus(reads: int, wide: int, within: int = 64, layers: int = 4) -> dict[str, tuple[int, ...]]:
    """What looks at a picture part by part."""
    layer: dict[str, tuple[int, ...]] = {
        "0.to_q.weight": (within, within), "0.to_kv.weight": (2 * within, within), "0.to_out.weight": (within, within),
        "1.1.weight": (4 * within, within), "1.3.weight": (within, 4 * within),
        **{f"{name}.{each}": (within,) for name in ("0.norm1", "0.norm2", "1.0") for each in ("weight", "bias")},
    }  # fmt: skip
    return {
        "latents": (1, 2, within), "proj_in.weight": (within, wide), "proj_in.bias": (within,),
        "proj_out.weight": (reads, within), "proj_out.bias": (reads,), "norm_out.weight": (reads,),
        "norm_out.bias": (reads,),
        **{f"layers.{number}.{name}": shape for number in range(layers) for name, shape in layer.items()},
    }  # fmt: skip


def _read(base: Path, reads: int) -> list[tuple[int, str, int]]:
    """Number, name and width of each layer that reads words, numbered among all that attend as adapters count them."""
    import diffusers  # noqa: PLC0415  # slow to load

    index = json.loads((base / "model_index.json").read_bytes())
    pipe = getattr(diffusers, index["_class_name"]).from_pretrained(base, local_files_only=True)
    found, key = [], 1
    for name in pipe.unet.attn_processors:
        if "attn2" in name and "motion_modules" not in name:
            layer = pipe.unet.get_submodule(name.removesuffix(".processor"))
            found += [(key, "to_k", layer.to_k.out_features), (key, "to_v", layer.to_v.out_features)]
            key += 2
    return found


def as_gguf(folder: Path, path: Path) -> Path:
    """Write the weights of a network as a file of GGUF: large ones in eight bits, the others as they are."""
    writer = gguf.GGUFWriter(path, "flux")
    for name, tensor in load_file(next(folder.glob("*.safetensors"))).items():
        values = tensor.float().numpy()
        few = values.ndim == 2 and values.shape[-1] % 32 == 0
        kind = gguf.GGMLQuantizationType.Q8_0 if few else gguf.GGMLQuantizationType.F32
        writer.add_tensor(name, gguf.quants.quantize(values, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path
