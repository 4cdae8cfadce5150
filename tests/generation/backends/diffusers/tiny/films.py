"""Tiny models that make moving pictures and read their words with language models, and some beside them."""

import inspect
import re
from typing import Any

import diffusers
from diffusers.guiders import ClassifierFreeGuidance
from diffusers.pipelines.hunyuan_video import pipeline_hunyuan_video, pipeline_hunyuan_video_image2video
from diffusers.pipelines.ltx2 import LTX2TextConnectors
from diffusers.pipelines.ltx2.vocoder import LTX2Vocoder
from transformers import SiglipImageProcessor, SiglipVisionConfig, SiglipVisionModel

from tests.generation.backends.diffusers.tiny import parts, speakers


def hunyuan() -> Any:
    encoder, tokenizer = speakers.llama(pipeline_hunyuan_video.DEFAULT_PROMPT_TEMPLATE["template"])
    return diffusers.HunyuanVideoPipeline(
        text_encoder=encoder, tokenizer=tokenizer, transformer=_hunyuan_transformer(4, guidance_embeds=True),
        **_hunyuan(),
    )  # fmt: skip


def hunyuan_image() -> Any:
    template = pipeline_hunyuan_video_image2video.DEFAULT_PROMPT_TEMPLATE["template"]
    encoder, tokenizer, processor = speakers.llava(template)
    return diffusers.HunyuanVideoImageToVideoPipeline(
        text_encoder=encoder, tokenizer=tokenizer, image_processor=processor,
        transformer=_hunyuan_transformer(9, image_condition_type="latent_concat"), **_hunyuan(),
    )  # fmt: skip


def hunyuan_15() -> Any:
    return diffusers.HunyuanVideo15Pipeline(**_hunyuan_15("t2v"))


def hunyuan_15_image() -> Any:
    seeing = SiglipVisionModel(
        SiglipVisionConfig(
            hidden_size=speakers.HIDDEN, intermediate_size=16, num_hidden_layers=1, num_attention_heads=2,
            image_size=54, patch_size=2,
        )
    )  # fmt: skip
    return diffusers.HunyuanVideo15ImageToVideoPipeline(
        **_hunyuan_15("i2v"), image_encoder=seeing, feature_extractor=SiglipImageProcessor(size=_square(54))
    )


def stable_video() -> Any:
    encoder, processor = parts.clip_vision(224, 32, projected=True)
    unet = diffusers.UNetSpatioTemporalConditionModel(
        block_out_channels=(32, 32), layers_per_block=1, sample_size=8, in_channels=8, out_channels=4,
        down_block_types=("CrossAttnDownBlockSpatioTemporal", "DownBlockSpatioTemporal"), num_attention_heads=4,
        up_block_types=("UpBlockSpatioTemporal", "CrossAttnUpBlockSpatioTemporal"), cross_attention_dim=parts.WIDTH,
        projection_class_embeddings_input_dim=96, addition_time_embed_dim=32,
    )  # fmt: skip
    vae = diffusers.AutoencoderKLTemporalDecoder(
        block_out_channels=(32, 32, 32, 32), down_block_types=("DownEncoderBlock2D",) * 4, latent_channels=4,
        layers_per_block=1,
    )  # fmt: skip
    scheduler = diffusers.EulerDiscreteScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", prediction_type="v_prediction",
        sigma_max=700.0, sigma_min=0.002, timestep_spacing="leading", timestep_type="continuous",
        use_karras_sigmas=True, steps_offset=1,
    )  # fmt: skip
    return diffusers.StableVideoDiffusionPipeline(
        vae=vae, image_encoder=encoder, unet=unet, scheduler=scheduler, feature_extractor=processor
    )


def ltx_2() -> Any:
    return diffusers.LTX2Pipeline(**_ltx_2())


def ltx_2_image() -> Any:
    return diffusers.LTX2ImageToVideoPipeline(**_ltx_2())


def ltx_2_condition() -> Any:
    return diffusers.LTX2ConditionPipeline(**_ltx_2())


def kandinsky() -> Any:
    return diffusers.Kandinsky5T2VPipeline(**_kandinsky())


def kandinsky_image() -> Any:
    return diffusers.Kandinsky5I2VPipeline(**_kandinsky())


def sana() -> Any:
    scheduler = diffusers.DPMSolverMultistepScheduler(use_flow_sigmas=True, prediction_type="flow_prediction")
    return diffusers.SanaVideoPipeline(**_sana(), scheduler=scheduler)


def sana_image() -> Any:
    return diffusers.SanaImageToVideoPipeline(**_sana(), scheduler=_flow(8.0))


def helios() -> Any:
    encoder, tokenizer = parts.t5(multilingual=True)
    transformer = diffusers.HeliosTransformer3DModel(
        patch_size=(1, 2, 2), num_attention_heads=2, attention_head_dim=12, in_channels=16, out_channels=16,
        text_dim=parts.WIDTH, freq_dim=256, ffn_dim=32, num_layers=1, cross_attn_norm=True,
        qk_norm="rms_norm_across_heads", rope_dim=(4, 4, 4), has_multi_term_memory_patch=True, guidance_cross_attn=True,
        zero_history_timestep=True, is_amplify_history=False,
    )  # fmt: skip
    return diffusers.HeliosPipeline(
        transformer=transformer, text_encoder=encoder, tokenizer=tokenizer, vae=parts.wan_vae(),
        scheduler=diffusers.HeliosScheduler(stage_range=[0, 1], stages=1, use_dynamic_shifting=True),
    )  # fmt: skip


def _flow(shift: float) -> Any:
    return diffusers.FlowMatchEulerDiscreteScheduler(shift=shift)


def _square(size: int) -> dict[str, int]:
    return {"height": size, "width": size}


def _hunyuan() -> dict[str, Any]:
    encoder, tokenizer = parts.clip()
    return {"vae": _hunyuan_vae(), "scheduler": _flow(7.0), "text_encoder_2": encoder, "tokenizer_2": tokenizer}


def _hunyuan_vae() -> Any:
    return diffusers.AutoencoderKLHunyuanVideo(
        latent_channels=4, block_out_channels=(8, 8, 8, 8), layers_per_block=1, norm_num_groups=4,
        spatial_compression_ratio=8, temporal_compression_ratio=4,
    )  # fmt: skip


def _hunyuan_transformer(channels: int, **more: Any) -> Any:
    return diffusers.HunyuanVideoTransformer3DModel(
        **{"guidance_embeds": False, **more}, in_channels=channels, out_channels=4, num_attention_heads=2,
        attention_head_dim=10, num_layers=1, num_single_layers=1, num_refiner_layers=1, patch_size=2, patch_size_t=1,
        text_embed_dim=speakers.HIDDEN, pooled_projection_dim=parts.WIDTH, rope_axes_dim=(2, 4, 4),
    )  # fmt: skip


def _hunyuan_15(task: str) -> dict[str, Any]:
    (encoder, tokenizer), (two, tokenizer_2) = speakers.qwen_text("You are a helpful assistant."), parts.t5(256)
    transformer = diffusers.HunyuanVideo15Transformer3DModel(
        in_channels=9, out_channels=4, num_attention_heads=2, attention_head_dim=8, num_layers=1, num_refiner_layers=1,
        mlp_ratio=2.0, patch_size=1, patch_size_t=1, text_embed_dim=speakers.HIDDEN, text_embed_2_dim=parts.WIDTH,
        image_embed_dim=speakers.HIDDEN, rope_axes_dim=(2, 2, 4), target_size=64, task_type=task,
    )  # fmt: skip
    vae = diffusers.AutoencoderKLHunyuanVideo15(
        latent_channels=4, block_out_channels=(8, 8, 8, 8, 8), layers_per_block=1, spatial_compression_ratio=16,
        temporal_compression_ratio=4, downsample_match_channel=False, upsample_match_channel=False,
    )  # fmt: skip
    return {
        "text_encoder": encoder, "tokenizer": tokenizer, "transformer": transformer, "vae": vae,
        "scheduler": _flow(7.0), "text_encoder_2": two, "tokenizer_2": tokenizer_2,
        "guider": ClassifierFreeGuidance(guidance_scale=6.0),
    }  # fmt: skip


def _ltx_2() -> dict[str, Any]:
    encoder, tokenizer = speakers.gemma_seeing()
    transformer = diffusers.LTX2VideoTransformer3DModel(
        in_channels=4, out_channels=4, patch_size=1, patch_size_t=1, num_attention_heads=2, attention_head_dim=8,
        cross_attention_dim=16, audio_in_channels=4, audio_out_channels=4, audio_num_attention_heads=2,
        audio_attention_head_dim=4, audio_cross_attention_dim=8, num_layers=2, qk_norm="rms_norm_across_heads",
        caption_channels=speakers.HIDDEN, rope_double_precision=False, rope_type="split",
    )  # fmt: skip
    connected = {
        f"{each}_connector_{name}": value
        for each in ("video", "audio")
        for name, value in (
            ("num_attention_heads", 2), ("attention_head_dim", 8), ("num_layers", 1), ("num_learnable_registers", None),
        )
    }  # fmt: skip
    connectors = LTX2TextConnectors(
        caption_channels=speakers.HIDDEN, text_proj_in_factor=3, connector_rope_base_seq_len=32, rope_theta=10000.0,
        rope_double_precision=False, causal_temporal_positioning=False, rope_type="split", **connected,
    )  # fmt: skip
    vae = diffusers.AutoencoderKLLTX2Video(
        latent_channels=4, block_out_channels=(8, 8, 8, 8), decoder_block_out_channels=(8, 8, 8),
        layers_per_block=(1, 1, 1, 1, 1), decoder_layers_per_block=(1, 1, 1, 1),
        spatio_temporal_scaling=(True, True, True, True), decoder_spatio_temporal_scaling=(True, True, True),
        decoder_inject_noise=(False,) * 4, downsample_type=("spatial", "temporal", "spatiotemporal", "spatiotemporal"),
        upsample_residual=(False,) * 3, upsample_factor=(1, 1, 1), timestep_conditioning=False, patch_size=4,
        patch_size_t=1, encoder_causal=True, decoder_causal=False, spatial_compression_ratio=32,
        temporal_compression_ratio=8,
    )  # fmt: skip
    audio_vae = diffusers.AutoencoderKLLTX2Audio(
        base_channels=4, output_channels=2, ch_mult=(1,), num_res_blocks=1, attn_resolutions=None, in_channels=2,
        resolution=32, latent_channels=2, norm_type="pixel", causality_axis="height", dropout=0.0,
        mid_block_add_attention=False, sample_rate=16000, mel_hop_length=160, is_causal=True, mel_bins=8,
    )  # fmt: skip
    vocoder = LTX2Vocoder(
        in_channels=16, hidden_channels=32, out_channels=2, upsample_kernel_sizes=[4, 4], upsample_factors=[2, 2],
        resnet_kernel_sizes=[3], resnet_dilations=[[1, 3, 5]], leaky_relu_negative_slope=0.1,
        output_sampling_rate=16000,
    )  # fmt: skip
    return {
        "transformer": transformer, "vae": vae, "audio_vae": audio_vae, "scheduler": _flow(1.0),
        "text_encoder": encoder, "tokenizer": tokenizer, "connectors": connectors, "vocoder": vocoder,
    }  # fmt: skip


def _kandinsky() -> dict[str, Any]:
    said = re.findall(r'"([^"]*)"', inspect.getsource(diffusers.Kandinsky5T2VPipeline.__init__))
    (encoder, _, processor), (two, tokenizer_2) = speakers.qwen(" ".join(said)), parts.clip()
    transformer = diffusers.Kandinsky5Transformer3DModel(
        in_visual_dim=4, in_text_dim=speakers.HIDDEN, in_text_dim2=parts.WIDTH, time_dim=32, out_visual_dim=4,
        patch_size=(1, 2, 2), model_dim=48, ff_dim=64, num_text_blocks=1, num_visual_blocks=1, axes_dims=(8, 8, 8),
        visual_cond=True,
    )  # fmt: skip
    parts.heard(transformer, "modulation")
    return {
        "transformer": transformer, "text_encoder": encoder, "tokenizer": processor, "text_encoder_2": two,
        "tokenizer_2": tokenizer_2, "scheduler": _flow(7.0), "vae": _hunyuan_vae(),
    }  # fmt: skip


def _sana() -> dict[str, Any]:
    encoder, tokenizer = speakers.gemma()
    transformer = diffusers.SanaVideoTransformer3DModel(
        in_channels=16, out_channels=16, num_attention_heads=2, attention_head_dim=12, num_layers=1,
        num_cross_attention_heads=2, cross_attention_head_dim=12, cross_attention_dim=24, mlp_ratio=2.5, sample_size=8,
        caption_channels=speakers.HIDDEN, patch_size=(1, 2, 2), qk_norm="rms_norm_across_heads", rope_max_seq_len=64,
    )  # fmt: skip
    return {"transformer": transformer, "text_encoder": encoder, "tokenizer": tokenizer, "vae": parts.wan_vae()}
