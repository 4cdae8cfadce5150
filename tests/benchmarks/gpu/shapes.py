"""Models of random weights in the shapes of published ones, as their configurations state them.

The text encoders are as wide as those of the published models and two layers deep: a text is encoded once and kept, and
gigabytes of encoder would measure the disk. A toy is the tiny model of the tests.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import diffusers
import torch

from tests.generation.backends.diffusers.tiny import families, parts

TEXT_WIDTH = 4096


@dataclass(frozen=True, slots=True)
class Shape:
    """A model and the shot that is made with it."""

    title: str
    family: str
    size: str
    frames: int
    steps: int


REAL = (
    Shape("Wan 1.3B", "WanPipeline", "832x480", 81, 10),
    Shape("LTX 2B", "LTXPipeline", "832x480", 97, 20),
)
TOY = (
    Shape("Wan, tiny", "WanPipeline", "128x80", 9, 8),
    Shape("LTX, tiny", "LTXPipeline", "128x96", 9, 8),
)


def _wan() -> Any:
    encoder, tokenizer = parts.t5(512, multilingual=True, width=TEXT_WIDTH)
    transformer = diffusers.WanTransformer3DModel(
        num_attention_heads=12, attention_head_dim=128, ffn_dim=8960, num_layers=30, text_dim=TEXT_WIDTH,
        in_channels=16, out_channels=16, freq_dim=256, cross_attn_norm=True, qk_norm="rms_norm_across_heads",
    )  # fmt: skip
    scheduler = diffusers.UniPCMultistepScheduler(
        prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
    )
    return diffusers.WanPipeline(
        tokenizer=tokenizer, text_encoder=encoder, transformer=transformer, vae=diffusers.AutoencoderKLWan(),
        scheduler=scheduler,
    )  # fmt: skip


def _ltx() -> Any:
    encoder, tokenizer = parts.t5(128, width=TEXT_WIDTH)
    transformer = diffusers.LTXVideoTransformer3DModel(
        num_attention_heads=32, attention_head_dim=64, cross_attention_dim=2048, num_layers=28,
        in_channels=128, out_channels=128, caption_channels=TEXT_WIDTH,
    )  # fmt: skip
    return diffusers.LTXPipeline(
        tokenizer=tokenizer, text_encoder=encoder, transformer=transformer, vae=diffusers.AutoencoderKLLTXVideo(),
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(),
    )  # fmt: skip


BUILDERS: Mapping[str, Callable[[], Any]] = {"WanPipeline": _wan, "LTXPipeline": _ltx}


def save(shape: Shape, folder: Path) -> Path:
    """Build a model of a shape and write it into a folder in bfloat16; a toy as the tests have it."""
    if shape in TOY:
        return families.save(shape.family, folder)
    torch.manual_seed(1)
    with torch.device("cuda"):
        made = BUILDERS[shape.family]()
    made.to(dtype=torch.bfloat16).save_pretrained(folder, safe_serialization=True)
    del made
    torch.cuda.empty_cache()
    return folder
