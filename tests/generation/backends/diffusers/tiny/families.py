"""One builder for each family: a pipeline object of random weights, as its `save_pretrained` will write it."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import diffusers
import torch

from generation.backends.diffusers.processing import PicturesProcessor
from tests.generation.backends.diffusers.tiny import clips, edits, films, parts, stills


def wan() -> Any:
    encoder, tokenizer = parts.t5(multilingual=True)
    return diffusers.WanPipeline(
        tokenizer=tokenizer, text_encoder=encoder, vae=parts.wan_vae(), transformer=_wan_transformer(),
        scheduler=diffusers.UniPCMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, flow_shift=3.0
        ),
    )  # fmt: skip


def wan_two_experts() -> Any:
    """As Wan 2.2: one network for the noisy steps, another for the rest."""
    one = wan()
    return diffusers.WanPipeline(**{**one.components, "transformer_2": _wan_transformer()}, boundary_ratio=0.875)


def wan_image() -> Any:
    """As Wan 2.2: no image encoder, first and last frame in the channels."""
    one = wan()
    return diffusers.WanImageToVideoPipeline(
        tokenizer=one.tokenizer, text_encoder=one.text_encoder, vae=one.vae, scheduler=one.scheduler,
        transformer=_wan_transformer(in_channels=36),
    )  # fmt: skip


def wan_vace() -> Any:
    one = wan()
    transformer = diffusers.WanVACETransformer3DModel(
        **_WAN, in_channels=16, out_channels=16, num_layers=3, vace_layers=[0, 2], vace_in_channels=96
    )
    return diffusers.WanVACEPipeline(
        tokenizer=one.tokenizer, text_encoder=one.text_encoder, vae=one.vae, scheduler=one.scheduler,
        transformer=transformer,
    )  # fmt: skip


def ltx() -> Any:
    return diffusers.LTXPipeline(**_ltx())


def ltx_image() -> Any:
    return diffusers.LTXImageToVideoPipeline(**_ltx())


def ltx_condition() -> Any:
    return diffusers.LTXConditionPipeline(**_ltx())


def cogvideox() -> Any:
    return diffusers.CogVideoXPipeline(**_cogvideox(4))


def cogvideox_image() -> Any:
    return diffusers.CogVideoXImageToVideoPipeline(**_cogvideox(8))


def animatediff() -> Any:
    unet = _unet()
    adapter = diffusers.MotionAdapter(
        block_out_channels=(8, 16), motion_layers_per_block=1, motion_norm_num_groups=2, motion_num_attention_heads=2,
    )  # fmt: skip
    encoder, tokenizer = parts.clip()
    return diffusers.AnimateDiffPipeline(
        vae=parts.still_vae(), text_encoder=encoder, tokenizer=tokenizer, unet=unet, motion_adapter=adapter,
        scheduler=diffusers.DDIMScheduler(beta_schedule="linear", clip_sample=False),
    )  # fmt: skip


def stable_diffusion() -> Any:
    encoder, tokenizer = parts.clip()
    return diffusers.StableDiffusionPipeline(
        vae=parts.still_vae(), text_encoder=encoder, tokenizer=tokenizer, unet=_unet(), safety_checker=None,
        feature_extractor=None, scheduler=diffusers.DDIMScheduler(clip_sample=False), requires_safety_checker=False,
    )  # fmt: skip


def stable_diffusion_control() -> Any:
    one = stable_diffusion()
    return diffusers.StableDiffusionControlNetPipeline(
        **{**one.components, "image_encoder": None}, controlnet=parts.control(one.unet), requires_safety_checker=False
    )


def stable_diffusion_checked(least: float) -> Any:
    """As Stable Diffusion 1.5: with a safety checker, which refuses pictures more than `least` like what it knows."""
    one, (checker, extractor) = stable_diffusion(), parts.checker(least)
    return diffusers.StableDiffusionPipeline(
        **{**one.components, "safety_checker": checker, "feature_extractor": extractor, "image_encoder": None}
    )


_WAN: Mapping[str, Any] = {
    "patch_size": (1, 2, 2), "num_attention_heads": 2, "attention_head_dim": 12, "text_dim": parts.WIDTH,
    "freq_dim": 256, "ffn_dim": 32, "cross_attn_norm": True, "qk_norm": "rms_norm_across_heads", "rope_max_seq_len": 32,
}  # fmt: skip


def _wan_transformer(in_channels: int = 16) -> Any:
    return diffusers.WanTransformer3DModel(**_WAN, in_channels=in_channels, out_channels=16, num_layers=2)


def _ltx() -> dict[str, Any]:
    encoder, tokenizer = parts.t5()
    transformer = diffusers.LTXVideoTransformer3DModel(
        in_channels=8, out_channels=8, patch_size=1, patch_size_t=1, num_attention_heads=4, attention_head_dim=8,
        cross_attention_dim=32, num_layers=2, caption_channels=parts.WIDTH,
    )  # fmt: skip
    vae = diffusers.AutoencoderKLLTXVideo(
        latent_channels=8, block_out_channels=(8, 8, 8, 8), decoder_block_out_channels=(8, 8, 8, 8),
        layers_per_block=(1, 1, 1, 1, 1), decoder_layers_per_block=(1, 1, 1, 1, 1),
        spatio_temporal_scaling=(True, True, True, False), decoder_spatio_temporal_scaling=(True, True, True, False),
        decoder_inject_noise=(False, False, False, False, False), upsample_residual=(False, False, False, False),
        upsample_factor=(1, 1, 1, 1), timestep_conditioning=False, patch_size=4, patch_size_t=1,
        encoder_causal=True, decoder_causal=False,
    )  # fmt: skip
    vae.use_framewise_encoding = vae.use_framewise_decoding = False
    return {
        "scheduler": diffusers.FlowMatchEulerDiscreteScheduler(), "vae": vae, "text_encoder": encoder,
        "tokenizer": tokenizer, "transformer": transformer,
    }  # fmt: skip


def _cogvideox(channels: int) -> dict[str, Any]:
    encoder, tokenizer = parts.t5(words=226)
    transformer = diffusers.CogVideoXTransformer3DModel(
        num_attention_heads=2, attention_head_dim=16, in_channels=channels, out_channels=4, time_embed_dim=2,
        text_embed_dim=parts.WIDTH, num_layers=2, sample_width=8, sample_height=8, sample_frames=9, patch_size=2,
        temporal_compression_ratio=4, max_text_seq_length=226, use_rotary_positional_embeddings=True,
    )  # fmt: skip
    vae = diffusers.AutoencoderKLCogVideoX(
        in_channels=3, out_channels=3, latent_channels=4, block_out_channels=(8, 8, 8, 8), layers_per_block=1,
        down_block_types=("CogVideoXDownBlock3D",) * 4, up_block_types=("CogVideoXUpBlock3D",) * 4,
        norm_num_groups=2, temporal_compression_ratio=4,
    )  # fmt: skip
    return {
        "tokenizer": tokenizer, "text_encoder": encoder, "vae": vae, "transformer": transformer,
        "scheduler": diffusers.CogVideoXDDIMScheduler(),
    }  # fmt: skip


def _unet() -> Any:
    return diffusers.UNet2DConditionModel(
        block_out_channels=(8, 16), layers_per_block=1, sample_size=8, in_channels=4, out_channels=4,
        down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=parts.WIDTH, norm_num_groups=2, attention_head_dim=4,
    )  # fmt: skip


BUILDERS: Mapping[str, Callable[[], Any]] = {
    "WanPipeline": wan,
    "WanImageToVideoPipeline": wan_image,
    "WanVACEPipeline": wan_vace,
    "LTXPipeline": ltx,
    "LTXImageToVideoPipeline": ltx_image,
    "LTXConditionPipeline": ltx_condition,
    "CogVideoXPipeline": cogvideox,
    "CogVideoXImageToVideoPipeline": cogvideox_image,
    "AnimateDiffPipeline": animatediff,
    "StableDiffusionPipeline": stable_diffusion,
    "StableDiffusionXLPipeline": stills.stable_diffusion_xl,
    "StableDiffusion3Pipeline": stills.stable_diffusion_3,
    "StableDiffusionControlNetPipeline": stable_diffusion_control,
    "StableDiffusionXLControlNetPipeline": stills.stable_diffusion_xl_control,
    "FluxControlNetPipeline": stills.flux_control,
    "FluxPipeline": stills.flux,
    "FluxKontextPipeline": stills.flux_kontext,
    "ChromaPipeline": stills.chroma,
    "SkyReelsV2Pipeline": clips.skyreels,
    "SkyReelsV2ImageToVideoPipeline": clips.skyreels_image,
    "MochiPipeline": clips.mochi,
    "HunyuanVideoPipeline": films.hunyuan,
    "HunyuanVideoImageToVideoPipeline": films.hunyuan_image,
    "HunyuanVideo15Pipeline": films.hunyuan_15,
    "HunyuanVideo15ImageToVideoPipeline": films.hunyuan_15_image,
    "StableVideoDiffusionPipeline": films.stable_video,
    "LTX2Pipeline": films.ltx_2,
    "LTX2ImageToVideoPipeline": films.ltx_2_image,
    "LTX2ConditionPipeline": films.ltx_2_condition,
    "Kandinsky5T2VPipeline": films.kandinsky,
    "Kandinsky5I2VPipeline": films.kandinsky_image,
    "SanaVideoPipeline": films.sana,
    "SanaImageToVideoPipeline": films.sana_image,
    "HeliosPipeline": films.helios,
    "Flux2Pipeline": edits.flux_2,
    "Flux2KleinPipeline": edits.flux_2_klein,
    "QwenImagePipeline": edits.qwen_image,
    "QwenImageEditPipeline": edits.qwen_image_edit,
    "QwenImageEditPlusPipeline": edits.qwen_image_edit_plus,
    "ZImagePipeline": edits.z_image,
    "SanaPipeline": edits.sana,
}


def save(name: str, folder: Path, seed: int = 1) -> Path:
    """Build the tiny model of a family and write it into a folder; the same weights for the same seed."""
    torch.manual_seed(seed)
    made = BUILDERS[name]()
    for part in made.components.values():
        if isinstance(part, torch.nn.Module):
            part.eval()
    made.save_pretrained(folder, safe_serialization=True)
    _named_as_published(folder / "model_index.json")
    return folder


def _named_as_published(index: Path) -> None:
    """Processors are named by the class of transformers that ours stands in for."""
    named = json.loads(index.read_bytes())
    for name, value in named.items():
        if isinstance(value, list) and value[1] == PicturesProcessor.__name__:
            named[name] = ["transformers", "Qwen2VLProcessor"]
    index.write_text(json.dumps(named))
