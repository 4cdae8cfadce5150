"""What differs between models of one family: ratios, channels and limits, from the configurations of their parts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generation.backends.ability import LAST
from generation.backends.diffusers.families import Family

Configuration = Mapping[str, Any]
Configurations = Mapping[str, Configuration]
"""The configurations of a model's parts, by the names of the parts."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What the files say. `lacks` are pictures that the family takes and this model does not; `wrong` says in words why
    the files do not belong to the class that the index names, empty where they do. `steps` and `guidance` are those
    that it recommends where they differ from its family's: 0, and empty, for those."""

    multiple: int
    step: int
    longest: int
    channels: int = 0
    fixed: tuple[int, ...] = ()
    lacks: tuple[str, ...] = ()
    wrong: str = ""
    steps: int = 0
    guidance: str = ""


def read(family: Family, index: Configuration, parts: Configurations) -> Traits:
    """Return the traits of a model of a family."""
    network = _denoiser(family, parts)
    channels = _whole(network.get("in_channels"), _whole(network.get("in_visual_dim"), 0))
    plain = Traits(family.multiple, family.step, family.longest, channels)
    special = SPECIAL.get(family.pipeline)
    return special(plain, index, parts) if special else plain


def width(family: Family, parts: Configurations) -> int:
    """Return how wide the network of a model is: what a UNet reads of words, or what a transformer's blocks hand on.

    0 where its configuration does not say.
    """
    network = _denoiser(family, parts)
    if "unet" in family.denoisers:
        return _whole(network.get("cross_attention_dim"), 0)
    across = _whole(network.get("num_attention_heads"), 0) * _whole(network.get("attention_head_dim"), 0)
    return across or _whole(network.get("dim"), _whole(network.get("model_dim"), 0))


def _denoiser(family: Family, parts: Configurations) -> Configuration:
    return next((parts[name] for name in family.denoisers if name in parts), {})


def _wan(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    """Its multiple grows with its autoencoder: 16 pixels for most, 32 for that of 5B."""
    vae, transformer = parts.get("vae", {}), parts.get("transformer") or parts.get("transformer_2", {})
    patch = transformer.get("patch_size")
    across = _whole(patch[-1], 2) if isinstance(patch, list) and patch else 2
    spatial, temporal = _whole(vae.get("scale_factor_spatial"), 8), _whole(vae.get("scale_factor_temporal"), 4)
    return replace(plain, multiple=max(plain.multiple, spatial * across), step=temporal)


def _wan_text(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    made, latent = _wan(plain, index, parts), _latent(parts)
    if made.channels and latent and made.channels != latent:
        return replace(made, wrong=_belongs("WanPipeline", made.channels, latent, "WanImageToVideoPipeline"))
    return made


def _wan_image(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    made, latent = _wan(plain, index, parts), _latent(parts)
    transformer = parts.get("transformer") or parts.get("transformer_2", {})
    if index.get("expand_timesteps"):
        return replace(made, lacks=(LAST,))
    if made.channels and latent and made.channels == latent:
        return replace(made, wrong=_belongs("WanImageToVideoPipeline", made.channels, 2 * latent + 4, "WanPipeline"))
    learned_one = transformer.get("image_dim") is not None and transformer.get("pos_embed_seq_len") is None
    return replace(made, lacks=(LAST,)) if learned_one else made


def _wan_vace(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    made = _wan(plain, index, parts)
    transformer = parts.get("transformer") or parts.get("transformer_2", {})
    if transformer and not transformer.get("vace_in_channels"):
        return replace(made, wrong="WanVACEPipeline needs a transformer with VACE layers, and this one has none.")
    return made


def _skyreels_text(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    made, latent = _wan(plain, index, parts), _latent(parts)
    if made.channels and made.channels != latent:
        return replace(
            made, wrong=_belongs("SkyReelsV2Pipeline", made.channels, latent, "SkyReelsV2ImageToVideoPipeline")
        )
    return made


def _skyreels_image(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    made, latent = _wan(plain, index, parts), _latent(parts)
    if made.channels == latent:
        other = _belongs("SkyReelsV2ImageToVideoPipeline", made.channels, 2 * latent + 4, "SkyReelsV2Pipeline")
        return replace(made, wrong=other)
    learned_one = parts.get("transformer", {}).get("pos_embed_seq_len") is None
    return replace(made, lacks=(LAST,)) if learned_one else made


def _ltx(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    """What its autoencoder leaves unsaid follows from how often it halves the time."""
    vae, transformer = parts.get("vae", {}), parts.get("transformer", {})
    halved = vae.get("spatio_temporal_scaling")
    patch = _whole(vae.get("patch_size_t"), 1)
    computed = patch * 2 ** sum(map(bool, halved)) if isinstance(halved, list) else plain.step
    ratio = _whole(vae.get("temporal_compression_ratio"), computed)
    return replace(plain, step=ratio * _whole(transformer.get("patch_size_t"), 1))


def _cogvideox(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    """Twice the ratio of its autoencoder: with an odd number of latent frames it gives back fewer than were asked."""
    vae, transformer = parts.get("vae", {}), parts.get("transformer", {})
    blocks, patch = vae.get("block_out_channels"), _whole(transformer.get("patch_size"), 2)
    spatial = 2 ** (len(blocks) - 1) if isinstance(blocks, list) and blocks else 8
    step = 2 * _whole(vae.get("temporal_compression_ratio"), 4)
    made = replace(plain, multiple=spatial * patch, step=step)
    if transformer.get("use_learned_positional_embeddings"):
        sides = (_whole(transformer.get("sample_width"), 90), _whole(transformer.get("sample_height"), 60))
        most = _whole(transformer.get("sample_frames"), 49)
        made = replace(made, fixed=(sides[0] * spatial, sides[1] * spatial), longest=most)
    return made


def _cogvideox_text(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    made, latent = _cogvideox(plain, index, parts), _whole(parts.get("vae", {}).get("latent_channels"), 0)
    if latent and made.channels and made.channels != latent:
        other = "CogVideoXImageToVideoPipeline"
        return replace(made, wrong=_belongs("CogVideoXPipeline", made.channels, latent, other))
    return made


def _cogvideox_image(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    made, latent = _cogvideox(plain, index, parts), _whole(parts.get("vae", {}).get("latent_channels"), 0)
    if latent and made.channels == latent:
        other = "CogVideoXPipeline"
        return replace(made, wrong=_belongs("CogVideoXImageToVideoPipeline", made.channels, 2 * latent, other))
    return made


def _animatediff(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    adapter = parts.get("motion_adapter", {})
    if not adapter and "motion_max_seq_length" not in parts.get("unet", {}):
        return replace(plain, wrong="AnimateDiffPipeline needs a motion adapter, and the model has none.")
    most = adapter.get("motion_max_seq_length") or parts.get("unet", {}).get("motion_max_seq_length")
    return replace(_unet(plain, index, parts), longest=_whole(most, plain.longest))


def _unet(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    blocks = parts.get("vae", {}).get("block_out_channels")
    spatial = 2 ** (len(blocks) - 1) if isinstance(blocks, list) and blocks else 8
    return replace(plain, multiple=max(plain.multiple, spatial))


def _still_unet(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    latent = _whole(parts.get("vae", {}).get("latent_channels"), 4)
    if plain.channels and plain.channels != latent:
        text = f"Its network takes {plain.channels} channels where {latent} belong to making pictures from text"
        return replace(plain, wrong=f"{text}: it is made for filling in parts of pictures, or for depth.")
    return _unet(plain, index, parts)


def _hunyuan_text(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    made = _hunyuan(plain, index, parts)
    if parts.get("transformer", {}).get("image_condition_type"):
        return replace(made, wrong=_made_for("HunyuanVideoPipeline", "HunyuanVideoImageToVideoPipeline"))
    return made


def _hunyuan_image(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    made, transformer = _hunyuan(plain, index, parts), parts.get("transformer", {})
    if transformer and not transformer.get("image_condition_type"):
        return replace(made, wrong=_made_for("HunyuanVideoImageToVideoPipeline", "HunyuanVideoPipeline"))
    return made


def _hunyuan(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    vae, transformer = parts.get("vae", {}), parts.get("transformer", {})
    across = _whole(vae.get("spatial_compression_ratio"), 8) * _whole(transformer.get("patch_size"), 2)
    return replace(plain, multiple=across, step=_whole(vae.get("temporal_compression_ratio"), plain.step))


def _hunyuan_15_text(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    made = _hunyuan_15(plain, index, parts)
    if parts.get("transformer", {}).get("task_type") == "i2v":
        return replace(made, wrong=_made_for("HunyuanVideo15Pipeline", "HunyuanVideo15ImageToVideoPipeline"))
    return made


def _hunyuan_15_image(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    made = _hunyuan_15(plain, index, parts)
    if parts.get("transformer", {}).get("task_type") == "t2v":
        return replace(made, wrong=_made_for("HunyuanVideo15ImageToVideoPipeline", "HunyuanVideo15Pipeline"))
    return made


def _hunyuan_15(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    vae, transformer = parts.get("vae", {}), parts.get("transformer", {})
    across = _whole(vae.get("spatial_compression_ratio"), 16) * _whole(transformer.get("patch_size"), 1)
    return replace(plain, multiple=across, step=_whole(vae.get("temporal_compression_ratio"), plain.step))


def _stable_video(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    """Each level of its network halves the latents, and what cannot be halved cannot be put together again."""
    unet, vae = parts.get("unet", {}), parts.get("vae", {})
    levels, blocks = unet.get("block_out_channels"), vae.get("block_out_channels")
    spatial = 2 ** (len(blocks) - 1) if isinstance(blocks, list) and blocks else 8
    halved = 2 ** (len(levels) - 1) if isinstance(levels, list) and levels else 8
    return replace(plain, multiple=spatial * halved, longest=_whole(unet.get("num_frames"), 25))


def _ltx_2(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    vae = parts.get("vae", {})
    spatial = _whole(vae.get("spatial_compression_ratio"), plain.multiple)
    return replace(plain, multiple=spatial, step=_whole(vae.get("temporal_compression_ratio"), plain.step))


def _sana_video(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    """Its autoencoder is that of Wan, or a deep one of ratios of its own."""
    vae = parts.get("vae", {})
    temporal = _whole(vae.get("scale_factor_temporal"), _whole(vae.get("temporal_compression_ratio"), plain.step))
    return replace(plain, step=temporal)


def _klein(plain: Traits, index: Configuration, parts: Configurations) -> Traits:
    """What was distilled needs few steps, and no guidance."""
    return replace(plain, steps=4, guidance="1") if index.get("is_distilled") else plain


def _made_for(named: str, other: str) -> str:
    return f"The index names {named}, and its network is made for {other}."


def _latent(parts: Configurations) -> int:
    return _whole(parts.get("vae", {}).get("z_dim"), 16)


def _belongs(named: str, channels: int, wanted: int, other: str) -> str:
    return (
        f"The index names {named}, whose network takes {wanted} channels; this one takes {channels}, "
        f"as those of {other} do."
    )


def _whole(value: object, otherwise: int) -> int:
    """A number of a configuration that is to be positive; what is none counts as not said."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else otherwise


SPECIAL: Mapping[str, Callable[[Traits, Configuration, Configurations], Traits]] = {
    "WanPipeline": _wan_text,
    "WanImageToVideoPipeline": _wan_image,
    "WanVACEPipeline": _wan_vace,
    "SkyReelsV2Pipeline": _skyreels_text,
    "SkyReelsV2ImageToVideoPipeline": _skyreels_image,
    "StableDiffusionXLPipeline": _still_unet,
    "LTXPipeline": _ltx,
    "LTXImageToVideoPipeline": _ltx,
    "LTXConditionPipeline": _ltx,
    "CogVideoXPipeline": _cogvideox_text,
    "CogVideoXImageToVideoPipeline": _cogvideox_image,
    "AnimateDiffPipeline": _animatediff,
    "StableDiffusionPipeline": _still_unet,
    "HunyuanVideoPipeline": _hunyuan_text,
    "HunyuanVideoImageToVideoPipeline": _hunyuan_image,
    "HunyuanVideo15Pipeline": _hunyuan_15_text,
    "HunyuanVideo15ImageToVideoPipeline": _hunyuan_15_image,
    "StableVideoDiffusionPipeline": _stable_video,
    "LTX2Pipeline": _ltx_2,
    "LTX2ImageToVideoPipeline": _ltx_2,
    "LTX2ConditionPipeline": _ltx_2,
    "SanaVideoPipeline": _sana_video,
    "SanaImageToVideoPipeline": _sana_video,
    "Flux2KleinPipeline": _klein,
    "StableDiffusionControlNetPipeline": _still_unet,
    "StableDiffusionXLControlNetPipeline": _still_unet,
}
