"""LoRAs: what a file of one changes and which models it is for, read from its header alone; no tensor is read.

What a LoRA was made for, no field says for sure. Its layers are named and sized as those of the networks that it
changes, in whichever form it was saved; what its maker noted narrows that further.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generation.backends.diffusers import headers
from generation.backends.diffusers.capability import Capability, Unusable, sha256

BASES: Mapping[str, tuple[str, ...]] = {
    "Stable Diffusion": ("StableDiffusionPipeline", "StableDiffusionControlNetPipeline", "AnimateDiffPipeline"),
    "Stable Diffusion XL": ("StableDiffusionXLPipeline", "StableDiffusionXLControlNetPipeline"),
    "Stable Diffusion 3": ("StableDiffusion3Pipeline",),
    "Flux": ("FluxPipeline", "FluxKontextPipeline", "FluxControlNetPipeline"),
    "Chroma": ("ChromaPipeline",),
    "Flux 2": ("Flux2Pipeline", "Flux2KleinPipeline"),
    "Qwen-Image": ("QwenImagePipeline", "QwenImageEditPipeline", "QwenImageEditPlusPipeline"),
    "Z-Image": ("ZImagePipeline",),
    "Sana": ("SanaPipeline",),
    "Sana-Video": ("SanaVideoPipeline", "SanaImageToVideoPipeline"),
    "Wan": ("WanPipeline", "WanImageToVideoPipeline", "WanVACEPipeline"),
    "SkyReels V2": ("SkyReelsV2Pipeline", "SkyReelsV2ImageToVideoPipeline"),
    "Helios": ("HeliosPipeline",),
    "LTX-Video": ("LTXPipeline", "LTXImageToVideoPipeline", "LTXConditionPipeline"),
    "LTX-2": ("LTX2Pipeline", "LTX2ImageToVideoPipeline", "LTX2ConditionPipeline"),
    "CogVideoX": ("CogVideoXPipeline", "CogVideoXImageToVideoPipeline"),
    "HunyuanVideo": ("HunyuanVideoPipeline", "HunyuanVideoImageToVideoPipeline"),
    "Mochi": ("MochiPipeline",),
    "Kandinsky 5": ("Kandinsky5T2VPipeline", "Kandinsky5I2VPipeline"),
}
"""The models that a LoRA may be for, each with the classes of diffusers that have its network."""

_UNET = r"(?:down|up|mid|input|output|middle)_blocks?_"
_LAYERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (rf"(?:^|_){_UNET}.*attn", ("Stable Diffusion", "Stable Diffusion XL")),
    (r"audio_attn|audio_to_video|video_to_audio", ("LTX-2",)),
    (r"joint_blocks_\d", ("Stable Diffusion 3",)),
    (r"(?:visual|text)_transformer_blocks_\d", ("Kandinsky 5",)),
    (r"to_qkv_mlp_proj|double_stream_modulation|single_stream_modulation", ("Flux 2",)),
    (r"transformer_blocks_\d+_(?:img|txt)_(?:mlp|mod)", ("Qwen-Image",)),
    (r"single_transformer_blocks_\d|double_blocks_\d|single_blocks_\d", ("Flux", "Chroma", "HunyuanVideo", "Flux 2")),
    (r"transformer_blocks_\d+_attn2", ("LTX-Video", "LTX-2", "Sana", "Sana-Video")),
    (r"transformer_blocks_\d+_attn1", ("LTX-Video", "LTX-2", "CogVideoX", "Mochi", "Sana", "Sana-Video")),
    (r"transformer_blocks_\d+_attn_",
     ("Flux", "Flux 2", "Chroma", "Qwen-Image", "Stable Diffusion 3", "HunyuanVideo")),
    (r"(?:^|_)(?:layers|noise_refiner|context_refiner)_\d+_attention", ("Z-Image",)),
    (r"(?:^|_)blocks_\d+_(?:attn1|attn2|self_attn|cross_attn|ffn)", ("Wan", "SkyReels V2", "Helios")),
)  # fmt: skip
"""How layers are called, by which bases, the most telling first; dots are written as kohya's files do, as "_"."""

_SAID: tuple[tuple[str, str], ...] = (
    (r"sdxl|stable-diffusion-xl", "Stable Diffusion XL"),
    (r"sd3|stable-diffusion-3", "Stable Diffusion 3"),
    (r"stable-diffusion|sd_?v?[12]", "Stable Diffusion"),
    (r"flux-?2", "Flux 2"),
    (r"chroma", "Chroma"),
    (r"flux", "Flux"),
    (r"qwen", "Qwen-Image"),
    (r"z-?image", "Z-Image"),
    (r"skyreels", "SkyReels V2"),
    (r"helios", "Helios"),
    (r"wan", "Wan"),
    (r"ltx-?(?:v(?:ideo)?-?)?2", "LTX-2"),
    (r"ltx", "LTX-Video"),
    (r"hunyuan", "HunyuanVideo"),
    (r"cogvideo", "CogVideoX"),
    (r"mochi", "Mochi"),
    (r"sana-?video", "Sana-Video"),
    (r"sana", "Sana"),
    (r"kandinsky", "Kandinsky 5"),
)
_SAYING = ("modelspec.architecture", "ss_base_model_version", "base_model", "ss_sd_model_name")
"""What makers note of the base, the most telling first."""

_DOWN = re.compile(r"^(?P<layer>.+?)[._](?:lora_A|lora_down|lora\.down|lora_linear_layer\.down)(?:\.[\w-]+)?\.weight$")
_OF_NETWORK = re.compile(
    r"^(?:base_model\.model\.)?(?:model\.)?(?:(?:transformer(?:_2)?|unet|diffusion_model)\.|lora_unet_|lora_transformer_)"
)
"""What stands before the names of a network's own layers; "transformer_blocks" is one of these."""
_OTHER = re.compile(r"hada_w|lokr_w|oft_|glora|\.diff$|\.diff_b$|boft|ia3")
_DOUBLED = re.compile(r"dora_scale|lora_magnitude_vector")
_OVERWRITES = re.compile(r"norm_(?:q|k|added_q|added_k)\.weight$|(?:query|key)_norm\.scale$")
_READS_WORDS = re.compile(rf"(?:^|_){_UNET}.*attn2_to_[kv]$")
_READS_ITSELF = re.compile(
    r"(?:^|_)(?:visual_)?(?:transformer_)?(?:joint_|double_)?(?:blocks|layers)_\d+_"
    r"(?:attn1|attn|self_attn|img_attn|attention|self_attention|x_block_attn)_(?:to_)?(?:qkv|query|q)(?:_proj)?$"
)
_OF_TEXT = re.compile(r"^(?:lora_te\d?_|text_encoder|te\d?[._]|text_model|cond_stage)")
_OF_SECOND_TEXT = re.compile(r"^(?:lora_te2_|text_encoder_2[._]|te2[._])")
_WIDTHS_OF_WORDS = {768: "Stable Diffusion", 1024: "Stable Diffusion", 2048: "Stable Diffusion XL"}


FILE = "lora.safetensors"
"""What the file of a LoRA is called in its digest: however it is named, it is the same one."""


class Lora(msgspec.Struct, frozen=True):
    """A LoRA: the `bases` that it may be for, and the `width` of the networks that it fits, 0 where that is not told.

    `layers` is how many it changes, `rank` their rank, the largest where they differ; `text` whether some of them are
    of a text encoder. `bytes` is its size, `halved` that at half precision.
    """

    bases: tuple[str, ...]
    width: int
    layers: int
    rank: int
    text: bool
    bytes: int
    halved: int

    @property
    def title(self) -> str:
        """The bases in words."""
        return " or ".join(self.bases)

    def document(self) -> dict[str, Any]:
        """Return it as plain data for JSON."""
        document: dict[str, Any] = msgspec.to_builtins(self)
        return document

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "Lora":
        """Return what `document` gave; msgspec.ValidationError for anything else."""
        return msgspec.convert(document, cls)


def is_lora(header: headers.Header) -> bool:
    """Whether a file holds parts of layers, as LoRAs and their like do, rather than the layers of a network."""
    return any(_DOWN.match(name) or _OTHER.search(name) for name in header.tensors)


def examine(path: Path) -> Lora:
    """Return what the LoRA of a file changes; Unusable in plain words for a file that cannot be used as one."""
    header = headers.read(path)
    if header is None:
        raise Unusable(f"{path.name} is no file of safetensors.")
    _require_plain(path, header)
    down = {match["layer"]: tensor for name, tensor in header.tensors.items() if (match := _DOWN.match(name))}
    if not down:
        raise Unusable(f"{path.name} is no LoRA: it holds no layer of one.")
    ranks = [tensor.shape[0] for tensor in down.values() if len(tensor.shape) > 1]
    flat = {_OF_NETWORK.sub("", layer).replace(".", "_"): tensor for layer, tensor in down.items()}
    of_network = {layer: tensor for layer, tensor in flat.items() if not _OF_TEXT.match(layer)}
    if not of_network:
        raise Unusable(f"{path.name} changes text encoders alone: of which model, they do not say.")
    width = _width(of_network)
    bases = _bases(header, flat, of_network, width)
    if not bases:
        raise Unusable(
            f"{path.name} changes layers that no model has which takes LoRAs here, such as “{next(iter(down))}”."
        )
    return Lora(
        bases=bases,
        width=width,
        layers=len(down),
        rank=max(ranks, default=0),
        text=len(of_network) < len(down),
        bytes=path.stat().st_size,
        halved=sum(tensor.halved for tensor in header.tensors.values()),
    )


def digests(path: Path) -> dict[str, str]:
    """Return the SHA-256 of the file of a LoRA, by what it is called in its digest."""
    return {FILE: sha256(path)}


def unfit(able: Capability, lora: Lora, name: str) -> str:
    """Return in words why a LoRA cannot be used with a model; empty where nothing speaks against it."""
    base = base_of(able.family)
    if not base:
        return f"{able.title} takes no LoRAs: leave {name} out, or choose a model that takes them"
    if base not in lora.bases:
        return f"{name} is a LoRA for {lora.title}, and the model is {able.title}: leave it out, or choose one for that"
    if able.width and lora.width and able.width != lora.width:
        return (
            f"{name} is a LoRA for a {base} whose layers are {lora.width} wide, and those of the model are "
            f"{able.width} wide: it is for another size of {base}"
        )
    return ""


def base_of(family: str) -> str:
    """Return which base a pipeline class belongs to; empty for one that takes no LoRAs."""
    return next((base for base, families in BASES.items() if family in families), "")


def _require_plain(path: Path, header: headers.Header) -> None:
    for name in header.tensors:
        if _OTHER.search(name):
            raise Unusable(f"{path.name} is no plain LoRA but one of its relatives, which are not applied: “{name}”.")
        if _DOUBLED.search(name):
            raise Unusable(f"{path.name} is a DoRA: its magnitudes would be left out, and it would not look as meant.")
        if _OVERWRITES.search(name):
            raise Unusable(f"{path.name} is no plain LoRA: it overwrites layers of the model for good: “{name}”.")


def _bases(
    header: headers.Header, flat: Mapping[str, headers.Tensor], network: Mapping[str, headers.Tensor], width: int
) -> tuple[str, ...]:
    perhaps = _by_layers(tuple(network))
    if "Stable Diffusion XL" in perhaps and any(map(_OF_SECOND_TEXT.match, flat)):
        return ("Stable Diffusion XL",)
    if "Stable Diffusion XL" in perhaps and width in _WIDTHS_OF_WORDS:
        return (_WIDTHS_OF_WORDS[width],)
    return next(((said,) for said in _said(header) if said in perhaps), perhaps)


def _by_layers(layers: Sequence[str]) -> tuple[str, ...]:
    for pattern, bases in _LAYERS:
        if any(re.search(pattern, layer) for layer in layers):
            return bases
    return ()


def _said(header: headers.Header) -> Iterator[str]:
    for field in _SAYING:
        text = header.said.get(field, "").casefold()
        yield from (base for pattern, base in _SAID if re.search(pattern, text))


def _width(network: Mapping[str, headers.Tensor]) -> int:
    """How wide its networks are: of a UNet what it reads of words, of a transformer what its blocks hand on."""
    for pattern in (_READS_WORDS, _READS_ITSELF):
        for layer, tensor in network.items():
            if pattern.search(layer) and len(tensor.shape) > 1:
                return tensor.shape[1]
    return 0
