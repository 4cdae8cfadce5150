"""What tiny models of several families share: text encoders with tokenizers of their own, autoencoders, schedulers."""

from typing import Any

import torch
from diffusers import AutoencoderKL, AutoencoderKLWan, ControlNetModel
from diffusers.pipelines.stable_diffusion.safety_checker import StableDiffusionSafetyChecker
from transformers import (
    CLIPConfig,
    CLIPImageProcessor,
    CLIPTextConfig,
    CLIPTextModel,
    CLIPTextModelWithProjection,
    CLIPTokenizer,
    CLIPVisionConfig,
    CLIPVisionModel,
    CLIPVisionModelWithProjection,
    T5Config,
    T5EncoderModel,
    T5Tokenizer,
    UMT5Config,
    UMT5EncoderModel,
)

WIDTH = 32


def t5(words: int = 64, *, multilingual: bool = False, width: int = WIDTH) -> tuple[Any, Any]:
    """Return a text encoder and its tokenizer, which knows printable ASCII letter by letter."""
    letters = [chr(code) for code in range(33, 127)]
    vocabulary = [(each, 0.0) for each in ("<pad>", "</s>", "<unk>", "\u2581")]
    vocabulary += [(each, -2.0) for each in letters]
    tokenizer = T5Tokenizer(vocab=vocabulary, extra_ids=0, model_max_length=words)
    plain: dict[str, Any] = {
        "vocab_size": len(vocabulary), "d_model": width, "d_kv": 8, "d_ff": 37, "num_layers": 2, "num_heads": 4,
    }  # fmt: skip
    if multilingual:
        return UMT5EncoderModel(UMT5Config(**plain)), tokenizer
    return T5EncoderModel(T5Config(**plain)), tokenizer


def clip(words: int = 77, *, projected: bool = False) -> tuple[Any, Any]:
    """Return a text encoder of the CLIP kind with its tokenizer; `projected` adds what larger models read of it."""
    letters = [chr(code) for code in range(33, 127)]
    pieces = [*letters, *(f"{each}</w>" for each in letters), "<|startoftext|>", "<|endoftext|>"]
    vocabulary = {each: place for place, each in enumerate(pieces)}
    tokenizer = CLIPTokenizer(vocab=vocabulary, merges=[], model_max_length=words)
    configuration = CLIPTextConfig(
        vocab_size=len(vocabulary), hidden_size=WIDTH, intermediate_size=37, num_hidden_layers=2,
        num_attention_heads=4, max_position_embeddings=words, projection_dim=WIDTH,
        bos_token_id=len(vocabulary) - 2, eos_token_id=len(vocabulary) - 1, pad_token_id=len(vocabulary) - 1,
    )  # fmt: skip
    return (CLIPTextModelWithProjection if projected else CLIPTextModel)(configuration), tokenizer


def clip_vision(size: int = 32, patch: int = 16, *, projected: bool = False) -> tuple[Any, Any]:
    """Return an encoder of square pictures of the CLIP kind with what prepares them; `projected` as for `clip`."""
    made = (CLIPVisionModelWithProjection if projected else CLIPVisionModel)(_vision(size, patch))
    return made, CLIPImageProcessor(crop_size=size, size=size)


def checker(least: float) -> tuple[Any, Any]:
    """Return a safety checker with what prepares its pictures; likeness goes from -1 to 1."""
    made = StableDiffusionSafetyChecker(CLIPConfig(vision_config=_vision().to_dict(), projection_dim=WIDTH))
    made.concept_embeds_weights.data.fill_(least)
    return made, CLIPImageProcessor(crop_size=32, size=32)


def _vision(size: int = 32, patch: int = 16) -> CLIPVisionConfig:
    return CLIPVisionConfig(
        hidden_size=WIDTH, projection_dim=WIDTH, num_hidden_layers=2, num_attention_heads=4, image_size=size,
        intermediate_size=37, patch_size=patch,
    )  # fmt: skip


def control(unet: Any) -> Any:
    """Return a network that lets one follow a drawing."""
    made = ControlNetModel.from_unet(unet, conditioning_embedding_out_channels=(4, 4, 4, 8))
    heard(made, "controlnet")
    return made


def heard(network: Any, among: str) -> None:
    """Weights that begin with zeros, as before training, let nothing through: give those of some names a value."""
    for name, weights in network.named_parameters():
        if among in name and not weights.any():
            torch.nn.init.normal_(weights, std=0.3)


def wan_vae() -> Any:
    """Return an autoencoder of Wan: 4 frames and 8 pixels to one, 16 channels."""
    return AutoencoderKLWan(
        base_dim=4, z_dim=16, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True]
    )


def still_vae() -> Any:
    """Return an autoencoder of pictures: 8 pixels to one, 4 channels."""
    return AutoencoderKL(
        block_out_channels=(8, 8, 8, 8), in_channels=3, out_channels=3, norm_num_groups=4, layers_per_block=1,
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4, latent_channels=4,
    )  # fmt: skip


def shifted_vae(channels: int) -> Any:
    """Return an autoencoder of pictures as models of flows use it: shifted, and without quantisation."""
    return AutoencoderKL(
        block_out_channels=(8, 8, 8, 8), in_channels=3, out_channels=3, norm_num_groups=4, layers_per_block=1,
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=channels, use_quant_conv=False, use_post_quant_conv=False, shift_factor=0.06,
        scaling_factor=1.5,
    )  # fmt: skip
