"""Tiny models that make moving pictures, beside those that have files of their own."""

from typing import Any

import diffusers

from tests.generation.backends.diffusers.tiny import parts


def skyreels() -> Any:
    return diffusers.SkyReelsV2Pipeline(**_skyreels(16))


def skyreels_image() -> Any:
    encoder, processor = parts.clip_vision()
    return diffusers.SkyReelsV2ImageToVideoPipeline(
        **_skyreels(36, image_dim=parts.WIDTH), image_encoder=encoder, image_processor=processor
    )


def mochi() -> Any:
    encoder, tokenizer = parts.t5(256)
    transformer = diffusers.MochiTransformer3DModel(
        patch_size=2, num_attention_heads=2, attention_head_dim=8, num_layers=2, pooled_projection_dim=16,
        in_channels=12, qk_norm="rms_norm", text_embed_dim=parts.WIDTH, time_embed_dim=4, max_sequence_length=256,
    )  # fmt: skip
    vae = diffusers.AutoencoderKLMochi(
        latent_channels=12, out_channels=3, encoder_block_out_channels=(32, 32, 32, 32),
        decoder_block_out_channels=(32, 32, 32, 32), layers_per_block=(1, 1, 1, 1, 1),
    )  # fmt: skip
    return diffusers.MochiPipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(), vae=vae, text_encoder=encoder, tokenizer=tokenizer,
        transformer=transformer,
    )  # fmt: skip


def _skyreels(channels: int, image_dim: int | None = None) -> dict[str, Any]:
    encoder, tokenizer = parts.t5(multilingual=True)
    transformer = diffusers.SkyReelsV2Transformer3DModel(
        patch_size=(1, 2, 2), num_attention_heads=2, attention_head_dim=12, in_channels=channels, out_channels=16,
        text_dim=parts.WIDTH, freq_dim=256, ffn_dim=32, num_layers=2, cross_attn_norm=True, rope_max_seq_len=32,
        image_dim=image_dim,
    )  # fmt: skip
    return {
        "tokenizer": tokenizer, "text_encoder": encoder, "transformer": transformer, "vae": parts.wan_vae(),
        "scheduler": diffusers.UniPCMultistepScheduler(flow_shift=8.0, use_flow_sigmas=True),
    }  # fmt: skip
