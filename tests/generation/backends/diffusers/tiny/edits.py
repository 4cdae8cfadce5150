"""Tiny models that make pictures and read their words with language models, some of which are shown pictures too."""

from typing import Any

import diffusers
import torch

from tests.generation.backends.diffusers.tiny import parts, speakers


def flux_2() -> Any:
    encoder, tokenizer = speakers.mistral("", 31)
    return diffusers.Flux2Pipeline(text_encoder=encoder, tokenizer=tokenizer, **_flux_2(guidance_embeds=True))


def flux_2_klein() -> Any:
    encoder, tokenizer = speakers.qwen_3(28, speaks=True)
    return diffusers.Flux2KleinPipeline(text_encoder=encoder, tokenizer=tokenizer, **_flux_2(guidance_embeds=False))


def qwen_image() -> Any:
    return diffusers.QwenImagePipeline(**_qwen()[0])


def qwen_image_edit() -> Any:
    shared, processor = _qwen()
    return diffusers.QwenImageEditPipeline(**shared, processor=processor)


def qwen_image_edit_plus() -> Any:
    shared, processor = _qwen()
    return diffusers.QwenImageEditPlusPipeline(**shared, processor=processor)


def z_image() -> Any:
    encoder, tokenizer = speakers.qwen_3(3)
    transformer = diffusers.ZImageTransformer2DModel(
        all_patch_size=(2,), all_f_patch_size=(1,), in_channels=16, dim=32, n_layers=1, n_refiner_layers=1, n_heads=2,
        n_kv_heads=2, cap_feat_dim=speakers.HIDDEN, axes_dims=[8, 4, 4], axes_lens=[1024, 32, 32],
    )  # fmt: skip
    with torch.no_grad():  # the class leaves them as memory happens to be
        transformer.x_pad_token.fill_(1)
        transformer.cap_pad_token.fill_(1)
    return diffusers.ZImagePipeline(
        scheduler=_flow(3.0), vae=parts.shifted_vae(16), text_encoder=encoder, tokenizer=tokenizer,
        transformer=transformer,
    )  # fmt: skip


def sana() -> Any:
    encoder, tokenizer = speakers.gemma()
    transformer = diffusers.SanaTransformer2DModel(
        patch_size=1, in_channels=4, out_channels=4, num_layers=1, num_attention_heads=2, attention_head_dim=4,
        num_cross_attention_heads=2, cross_attention_head_dim=4, cross_attention_dim=8, sample_size=32,
        caption_channels=speakers.HIDDEN,
    )  # fmt: skip
    blocks, scales = ("ResBlock", *("EfficientViTBlock",) * 5), ((), *((5,),) * 5)
    vae = diffusers.AutoencoderDC(
        in_channels=3, latent_channels=4, attention_head_dim=2, encoder_block_types=blocks, decoder_block_types=blocks,
        encoder_block_out_channels=(8,) * 6, decoder_block_out_channels=(8,) * 6, encoder_qkv_multiscales=scales,
        decoder_qkv_multiscales=scales, encoder_layers_per_block=(1,) * 6, decoder_layers_per_block=(1,) * 6,
        downsample_block_type="conv", upsample_block_type="interpolate", decoder_norm_types="rms_norm",
        decoder_act_fns="silu", scaling_factor=0.41407,
    )  # fmt: skip
    return diffusers.SanaPipeline(
        transformer=transformer, text_encoder=encoder, tokenizer=tokenizer, vae=vae, scheduler=_flow(1.0)
    )


def _flow(shift: float) -> Any:
    return diffusers.FlowMatchEulerDiscreteScheduler(shift=shift)


def _flux_2(*, guidance_embeds: bool) -> dict[str, Any]:
    transformer = diffusers.Flux2Transformer2DModel(
        patch_size=1, in_channels=16, num_layers=1, num_single_layers=1, attention_head_dim=16, num_attention_heads=2,
        joint_attention_dim=3 * speakers.HIDDEN, axes_dims_rope=(4, 4, 4, 4), guidance_embeds=guidance_embeds,
    )  # fmt: skip
    vae = diffusers.AutoencoderKLFlux2(
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4, norm_num_groups=1,
        block_out_channels=(4, 4, 4, 4), layers_per_block=1, latent_channels=4, use_quant_conv=False,
        use_post_quant_conv=False,
    )  # fmt: skip
    return {"scheduler": _flow(1.0), "vae": vae, "transformer": transformer}


def _qwen() -> tuple[dict[str, Any], Any]:
    encoder, tokenizer, processor = speakers.qwen("Describe the image by detailing")
    transformer = diffusers.QwenImageTransformer2DModel(
        patch_size=2, in_channels=16, out_channels=4, num_layers=1, attention_head_dim=16, num_attention_heads=2,
        joint_attention_dim=speakers.HIDDEN, axes_dims_rope=(8, 4, 4),
    )  # fmt: skip
    vae = diffusers.AutoencoderKLQwenImage(
        base_dim=8, z_dim=4, dim_mult=[1, 1, 1, 1], num_res_blocks=1, temperal_downsample=[False, True, True],
        latents_mean=[0.0] * 4, latents_std=[1.0] * 4,
    )  # fmt: skip
    shared = {
        "scheduler": _flow(1.0), "vae": vae, "text_encoder": encoder, "tokenizer": tokenizer,
        "transformer": transformer,
    }  # fmt: skip
    return shared, processor
