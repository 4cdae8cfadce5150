"""Folders of models as far as their files can be read without any library: configurations, and weights of no sense."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

WAN: Mapping[str, Any] = {
    "text_encoder": ("transformers", "UMT5EncoderModel", {"d_model": 32}),
    "tokenizer": ("transformers", "T5Tokenizer", None),
    "vae": ("diffusers", "AutoencoderKLWan", {"z_dim": 16, "scale_factor_spatial": 8, "scale_factor_temporal": 4}),
    "transformer": ("diffusers", "WanTransformer3DModel", {"in_channels": 16, "patch_size": [1, 2, 2]}),
    "scheduler": ("diffusers", "UniPCMultistepScheduler", None),
}


def model(folder: Path, pipeline: Any = "WanPipeline", parts: Mapping[str, Any] = WAN, **index: Any) -> Path:
    """Write a model of a pipeline class; `parts` hold library, class and configuration of each, None for no network."""
    folder.mkdir(parents=True)
    named = {name: [library, kind] for name, (library, kind, _) in parts.items()}
    write(folder / "model_index.json", {"_class_name": pipeline, "_diffusers_version": "0.42.1", **named, **index})
    for name, (library, _, configuration) in parts.items():
        (folder / name).mkdir()
        if configuration is None:
            write(folder / name / f"{name}_config.json", {})
        else:
            stem = "model" if library == "transformers" else "diffusion_pytorch_model"
            write(folder / name / "config.json", configuration)
            (folder / name / f"{stem}.safetensors").write_bytes(name.encode())
    return folder


def write(path: Path, document: Any) -> None:
    """Write a document of JSON."""
    path.write_text(json.dumps(document))


def changed(part: str, **configuration: Any) -> dict[str, Any]:
    """Return the parts of a Wan model with another configuration of one."""
    library, kind, before = WAN[part]
    return {**WAN, part: (library, kind, {**before, **configuration})}
