"""Tiny models that make pictures, beside Stable Diffusion."""

from typing import Any

import diffusers

from tests.generation.backends.diffusers.tiny import parts

_FLOW: dict[str, Any] = {"shift": 1.0}


def stable_diffusion_xl() -> Any:
    one, tokenizer = parts.clip()
    two, tokenizer_2 = parts.clip(projected=True)
    unet = diffusers.UNet2DConditionModel(
        block_out_channels=(8, 16), layers_per_block=1, sample_size=8, in_channels=4, out_channels=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=(2, 4), use_linear_projection=True, addition_embed_type="text_time", norm_num_groups=2,
        addition_time_embed_dim=8, transformer_layers_per_block=(1, 1), cross_attention_dim=2 * parts.WIDTH,
        projection_class_embeddings_input_dim=6 * 8 + parts.WIDTH,
    )  # fmt: skip
    return diffusers.StableDiffusionXLPipeline(
        vae=parts.still_vae(), text_encoder=one, text_encoder_2=two, tokenizer=tokenizer, tokenizer_2=tokenizer_2,
        unet=unet, scheduler=diffusers.EulerDiscreteScheduler(timestep_spacing="leading"), add_watermarker=False,
    )  # fmt: skip


def stable_diffusion_xl_control() -> Any:
    one = stable_diffusion_xl()
    return diffusers.StableDiffusionXLControlNetPipeline(
        **one.components, controlnet=parts.control(one.unet), add_watermarker=False
    )


def flux_control() -> Any:
    one = _flux()
    control = diffusers.FluxControlNetModel.from_transformer(
        one["transformer"], num_layers=1, num_single_layers=1, attention_head_dim=16, num_attention_heads=2
    )
    parts.heard(control, "controlnet")
    return diffusers.FluxControlNetPipeline(**one, controlnet=control)


def stable_diffusion_3() -> Any:
    (one, tokenizer), (two, tokenizer_2), (three, tokenizer_3) = (
        parts.clip(projected=True), parts.clip(projected=True), parts.t5(256, width=2 * parts.WIDTH),
    )  # fmt: skip
    transformer = diffusers.SD3Transformer2DModel(
        sample_size=8, patch_size=1, in_channels=4, num_layers=1, attention_head_dim=8, num_attention_heads=4,
        caption_projection_dim=32, joint_attention_dim=2 * parts.WIDTH, pooled_projection_dim=2 * parts.WIDTH,
        out_channels=4,
    )  # fmt: skip
    return diffusers.StableDiffusion3Pipeline(
        transformer=transformer, scheduler=diffusers.FlowMatchEulerDiscreteScheduler(**_FLOW), vae=parts.shifted_vae(4),
        text_encoder=one, tokenizer=tokenizer, text_encoder_2=two, tokenizer_2=tokenizer_2, text_encoder_3=three,
        tokenizer_3=tokenizer_3,
    )  # fmt: skip


def flux() -> Any:
    return diffusers.FluxPipeline(**_flux())


def flux_kontext() -> Any:
    return diffusers.FluxKontextPipeline(**_flux())


def chroma() -> Any:
    encoder, tokenizer = parts.t5()
    transformer = diffusers.ChromaTransformer2DModel(
        patch_size=1, in_channels=16, num_layers=1, num_single_layers=1, attention_head_dim=16, num_attention_heads=2,
        joint_attention_dim=parts.WIDTH, axes_dims_rope=(4, 4, 8), approximator_hidden_dim=32, approximator_layers=1,
        approximator_num_channels=16,
    )  # fmt: skip
    return diffusers.ChromaPipeline(
        scheduler=diffusers.FlowMatchEulerDiscreteScheduler(**_FLOW), vae=parts.shifted_vae(4), text_encoder=encoder,
        tokenizer=tokenizer, transformer=transformer,
    )  # fmt: skip


def _flux() -> dict[str, Any]:
    (one, tokenizer), (two, tokenizer_2) = parts.clip(), parts.t5()
    transformer = diffusers.FluxTransformer2DModel(
        patch_size=1, in_channels=16, num_layers=1, num_single_layers=1, attention_head_dim=16, num_attention_heads=2,
        joint_attention_dim=parts.WIDTH, pooled_projection_dim=parts.WIDTH, axes_dims_rope=(4, 4, 8),
        guidance_embeds=True,
    )  # fmt: skip
    return {
        "scheduler": diffusers.FlowMatchEulerDiscreteScheduler(**_FLOW), "vae": parts.shifted_vae(4),
        "text_encoder": one, "tokenizer": tokenizer, "text_encoder_2": two, "tokenizer_2": tokenizer_2,
        "transformer": transformer,
    }  # fmt: skip
