"""How the pipelines that can be split run in parts: their text, their denoising, their decoding.

Each part does what the class does between its first and last line, so that the whole is the same to the bit.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import torch
from torch import Tensor

from generation.backends.diffusers.asking import PipelineCall
from generation.backends.diffusers.inner import Tensors
from generation.ports.work import Refusing


class Splitter(Protocol):
    """Encodes words, and decodes latents to values from 0 to 1 as the class gives them for `output_type="np"`."""

    encoders: tuple[str, ...]

    def text(self, pipe: Any, asked: PipelineCall) -> Tensors: ...

    def decode(self, pipe: Any, asked: PipelineCall, latents: Tensor, noise: torch.Generator) -> Any: ...


def denoised(pipe: Any, arguments: Mapping[str, Any], text: Tensors) -> Tensors:
    """Return the latents of a run, and where its source of noise stands afterwards."""
    named = {name: value for name, value in arguments.items() if name not in ("prompt", "negative_prompt")}
    out = pipe(**{**named, **_on_device(pipe, text), "output_type": "latent"})
    latents = out.frames if hasattr(out, "frames") else out.images
    return {"latents": latents, "noise": named["generator"].get_state()}


def require_wanted(unwanted: Sequence[bool] | None) -> None:
    """Refuse a picture that the model's own checker blackened."""
    if unwanted and unwanted[0]:
        raise Refusing(
            "the model's own safety checker refused the picture: word the shot otherwise, or take another seed"
        )


def source(noise: Tensor) -> torch.Generator:
    """Return a source of noise that goes on where another one stood."""
    generator = torch.Generator("cpu")
    generator.set_state(noise)
    return generator


def _on_device(pipe: Any, tensors: Tensors) -> dict[str, Tensor]:
    return {name: each.to(pipe._execution_device) for name, each in tensors.items()}


def _there(**tensors: Tensor | None) -> Tensors:
    return {name: each for name, each in tensors.items() if each is not None}


class _Wan:
    encoders: tuple[str, ...] = ("text_encoder", "tokenizer")

    def text(self, pipe: Any, asked: PipelineCall) -> Tensors:
        prompt, negative = pipe.encode_prompt(
            prompt=asked.text,
            negative_prompt=asked.negative or None,
            do_classifier_free_guidance=asked.guidance > 1,
            max_sequence_length=asked.family.words,
            device=pipe._execution_device,
        )
        return _there(prompt_embeds=prompt, negative_prompt_embeds=negative)

    def decode(self, pipe: Any, asked: PipelineCall, latents: Tensor, noise: torch.Generator) -> Any:
        vae = pipe.vae
        latents = latents.to(pipe._execution_device, vae.dtype)
        mean = torch.tensor(vae.config.latents_mean).view(1, vae.config.z_dim, 1, 1, 1).to(latents)
        std = 1.0 / torch.tensor(vae.config.latents_std).view(1, vae.config.z_dim, 1, 1, 1).to(latents)
        film = vae.decode(latents / std + mean, return_dict=False)[0]
        return pipe.video_processor.postprocess_video(film, output_type="np")[0]


class _Ltx:
    encoders: tuple[str, ...] = ("text_encoder", "tokenizer")

    def text(self, pipe: Any, asked: PipelineCall) -> Tensors:
        prompt, mask, negative, negative_mask = pipe.encode_prompt(
            prompt=asked.text,
            negative_prompt=asked.negative or None,
            do_classifier_free_guidance=asked.guidance > 1,
            max_sequence_length=asked.family.words,
            device=pipe._execution_device,
        )
        return _there(
            prompt_embeds=prompt,
            prompt_attention_mask=mask,
            negative_prompt_embeds=negative,
            negative_prompt_attention_mask=negative_mask,
        )

    def decode(self, pipe: Any, asked: PipelineCall, latents: Tensor, noise: torch.Generator) -> Any:
        vae, (width, height) = pipe.vae, asked.fit.size
        spatial, temporal = pipe.vae_spatial_compression_ratio, pipe.vae_temporal_compression_ratio
        latents = pipe._unpack_latents(
            latents.to(pipe._execution_device),
            (asked.fit.count - 1) // temporal + 1,
            height // spatial,
            width // spatial,
            pipe.transformer_spatial_patch_size,
            pipe.transformer_temporal_patch_size,
        )
        latents = pipe._denormalize_latents(latents, vae.latents_mean, vae.latents_std, vae.config.scaling_factor)
        latents = latents.to(pipe.text_encoder.dtype)
        time = None
        if vae.config.timestep_conditioning:  # at time 0, where the class puts all of its noise for it
            latents = _noisy(latents, noise, 0.0)
            time = torch.tensor([0.0], device=latents.device, dtype=latents.dtype)
        film = vae.decode(latents.to(vae.dtype), time, return_dict=False)[0]
        return pipe.video_processor.postprocess_video(film, output_type="np")[0]


def _noisy(latents: Tensor, noise: torch.Generator, scale: float) -> Tensor:
    drawn = torch.randn(latents.shape, generator=noise, dtype=latents.dtype).to(latents.device)
    at = torch.tensor([scale], device=latents.device, dtype=latents.dtype)[:, None, None, None, None]
    return (1 - at) * latents + at * drawn


class _StableDiffusion:
    encoders: tuple[str, ...] = ("text_encoder", "tokenizer")

    def text(self, pipe: Any, asked: PipelineCall) -> Tensors:
        prompt, negative = pipe.encode_prompt(
            asked.text, pipe._execution_device, 1, asked.guidance > 1, asked.negative or None
        )
        return _there(prompt_embeds=prompt, negative_prompt_embeds=negative)

    def decode(self, pipe: Any, asked: PipelineCall, latents: Tensor, noise: torch.Generator) -> Any:
        latents = latents.to(pipe._execution_device)
        scaled = latents / pipe.vae.config.scaling_factor
        image = pipe.vae.decode(scaled, return_dict=False, generator=noise)[0]
        image, unwanted = pipe.run_safety_checker(image, pipe._execution_device, latents.dtype)
        require_wanted(unwanted)
        return pipe.image_processor.postprocess(image, output_type="np", do_denormalize=[True])[0]


SPLITS: Mapping[str, Splitter] = {
    "wan": _Wan(),
    "ltx": _Ltx(),
    "stable diffusion": _StableDiffusion(),
}
"""Each way by the name that families call it by."""
