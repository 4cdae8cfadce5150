"""The families of models that this backend runs: one line for each pipeline class of diffusers, as plain data.

What differs between two models of a family is read from their files (`capability`). Nothing here imports torch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from generation.backends.ability import FIRST, GUIDE, LAST, REFERENCES, Task


@dataclass(frozen=True, slots=True)
class Family:
    """A pipeline class: what it makes, what it can be given, and how its arguments are called.

    `arguments` maps words of a request (`frames`, `rate`, `guidance`, `first_frame`, …) to arguments of the class; what
    has none cannot be asked of it. `needs` are pictures without which it makes nothing. `multiple` divides both sides
    of a picture, `step` is that of the number of frames (`step`·k + `first`), where the files say nothing else. `size`,
    `frames`, `rate`, `steps` and `guidance` are those that models of the family were trained or are recommended for.
    `weighs` says whether it can be told how strongly pictures hold, `sounds` whether it makes sound, which is not kept.
    `words` is the most that its text encoder reads, in tokens of `tokenizer`, 0 for a model that takes none; `most` the
    most pictures of references. `latents` is the order of the axes of its latents, `rounds` the frames that it makes at
    once where it makes a clip in rounds of its own.
    `split` names how text, denoising and decoding run apart, which was proved to give the same; empty for not at all.
    """

    pipeline: str
    title: str
    task: Task
    steps: int
    guidance: str
    words: int
    multiple: int
    size: tuple[int, int]
    frames: int = 1
    rate: int = 0
    step: int = 1
    first: int = 1
    longest: int = 0
    takes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    arguments: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    denoisers: tuple[str, ...] = ("transformer",)
    split: str = ""
    tokenizer: str = "tokenizer"
    most: int = 16
    weighs: bool = False
    sounds: bool = False
    latents: str = "cfhw"
    rounds: int = 0

    @property
    def negative(self) -> bool:
        """Whether it can be told what not to show."""
        return "negative" in self.arguments


_CLIP: Mapping[str, str] = {"frames": "num_frames", "guidance": "guidance_scale", "negative": "negative_prompt"}
_STILL: Mapping[str, str] = {"guidance": "guidance_scale", "negative": "negative_prompt"}
_UNDENIED: Mapping[str, str] = {"frames": "num_frames", "guidance": "guidance_scale"}
_GUIDED: Mapping[str, str] = {"frames": "num_frames", "negative": "negative_prompt"}
_TRUE: Mapping[str, str] = {"guidance": "true_cfg_scale", "negative": "negative_prompt"}
_SEES = (REFERENCES, GUIDE)

_ALL = (
    Family(
        "WanPipeline", "Wan", "video", 50, "5", 512, 16, (832, 480), 81, 16, step=4,
        arguments=_CLIP, denoisers=("transformer", "transformer_2"), split="wan",
    ),
    Family(
        "WanImageToVideoPipeline", "Wan from pictures", "video", 50, "5", 512, 16, (832, 480), 81, 16, step=4,
        takes=(FIRST, LAST), needs=(FIRST,), arguments={**_CLIP, FIRST: "image", LAST: "last_image"},
        denoisers=("transformer", "transformer_2"),
    ),
    Family(
        "WanVACEPipeline", "Wan VACE", "video", 50, "5", 512, 16, (832, 480), 81, 16, step=4,
        takes=(FIRST, LAST, REFERENCES), arguments={**_CLIP, REFERENCES: "reference_images"},
        denoisers=("transformer", "transformer_2"), weighs=True,
    ),
    Family(
        "LTXPipeline", "LTX-Video", "video", 50, "3", 128, 32, (704, 512), 161, 25, step=8,
        arguments={**_CLIP, "rate": "frame_rate"}, split="ltx",
    ),
    Family(
        "LTXImageToVideoPipeline", "LTX-Video from a picture", "video", 50, "3", 128, 32, (704, 512), 161, 25, step=8,
        takes=(FIRST,), needs=(FIRST,), arguments={**_CLIP, "rate": "frame_rate", FIRST: "image"},
    ),
    Family(
        "LTXConditionPipeline", "LTX-Video with keyframes", "video", 50, "3", 256, 32, (704, 512), 161, 25, step=8,
        takes=(FIRST, LAST), arguments={**_CLIP, "rate": "frame_rate"}, weighs=True,
    ),
    Family(
        "CogVideoXPipeline", "CogVideoX", "video", 50, "6", 226, 16, (720, 480), 49, 8, step=8,
        arguments=_CLIP, latents="fchw",
    ),
    Family(
        "CogVideoXImageToVideoPipeline", "CogVideoX from a picture", "video", 50, "6", 226, 16, (720, 480), 49, 8,
        step=8, takes=(FIRST,), needs=(FIRST,), arguments={**_CLIP, FIRST: "image"}, latents="fchw",
    ),
    Family(
        "AnimateDiffPipeline", "AnimateDiff", "video", 25, "7.5", 77, 8, (512, 512), 16, 8, longest=32,
        arguments=_CLIP, denoisers=("unet",),
    ),
    Family(
        "StableDiffusionPipeline", "Stable Diffusion", "image", 50, "7.5", 77, 8, (512, 512),
        arguments=_STILL, denoisers=("unet",), split="stable diffusion",
    ),
    Family(
        "StableDiffusionXLPipeline", "Stable Diffusion XL", "image", 50, "5", 77, 8, (1024, 1024),
        arguments=_STILL, denoisers=("unet",),
    ),
    Family(
        "StableDiffusion3Pipeline", "Stable Diffusion 3", "image", 28, "7", 256, 16, (1024, 1024),
        arguments=_STILL, tokenizer="tokenizer_3",
    ),
    Family(
        "FluxPipeline", "Flux", "image", 28, "3.5", 512, 16, (1024, 1024),
        arguments={"guidance": "guidance_scale"}, tokenizer="tokenizer_2",
    ),
    Family(
        "FluxKontextPipeline", "Flux Kontext", "image", 28, "3.5", 512, 16, (1024, 1024), takes=_SEES,
        arguments={"guidance": "guidance_scale"}, tokenizer="tokenizer_2", most=1,
    ),
    Family("ChromaPipeline", "Chroma", "image", 35, "5", 512, 16, (1024, 1024), arguments=_STILL),
    Family(
        "SkyReelsV2Pipeline", "SkyReels V2", "video", 50, "6", 512, 16, (960, 544), 97, 24, step=4, arguments=_CLIP,
    ),
    Family(
        "SkyReelsV2ImageToVideoPipeline", "SkyReels V2 from pictures", "video", 50, "5", 512, 16, (960, 544), 97, 24,
        step=4, takes=(FIRST, LAST), needs=(FIRST,), arguments={**_CLIP, FIRST: "image", LAST: "last_image"},
    ),
    Family("MochiPipeline", "Mochi", "video", 64, "4.5", 256, 16, (848, 480), 19, 30, step=6, arguments=_CLIP),
    Family(
        "HunyuanVideoPipeline", "HunyuanVideo", "video", 50, "6", 256, 16, (1280, 720), 129, 24, step=4,
        arguments=_UNDENIED,
    ),
    Family(
        "HunyuanVideoImageToVideoPipeline", "HunyuanVideo from a picture", "video", 50, "1", 256, 16, (1280, 720), 129,
        24, step=4, takes=(FIRST,), needs=(FIRST,), arguments={**_UNDENIED, FIRST: "image"},
    ),
    Family(
        "HunyuanVideo15Pipeline", "HunyuanVideo 1.5", "video", 50, "6", 1000, 16, (832, 480), 121, 24, step=4,
        arguments=_GUIDED,
    ),
    Family(
        "HunyuanVideo15ImageToVideoPipeline", "HunyuanVideo 1.5 from a picture", "video", 50, "6", 1000, 16, (832, 480),
        121, 24, step=4, takes=(FIRST,), needs=(FIRST,), arguments={**_GUIDED, FIRST: "image"},
    ),
    Family(
        "StableVideoDiffusionPipeline", "Stable Video Diffusion", "video", 25, "3", 0, 64, (1024, 576), 25, 7,
        takes=(FIRST,), needs=(FIRST,), denoisers=("unet",), latents="fchw",
        arguments={"frames": "num_frames", "guidance": "max_guidance_scale", "rate": "fps", FIRST: "image"},
    ),
    Family(
        "LTX2Pipeline", "LTX-2", "video", 30, "3", 1024, 32, (768, 512), 121, 24, step=8,
        arguments={**_CLIP, "rate": "frame_rate"}, sounds=True,
    ),
    Family(
        "LTX2ImageToVideoPipeline", "LTX-2 from a picture", "video", 30, "3", 1024, 32, (768, 512), 121, 24, step=8,
        takes=(FIRST,), needs=(FIRST,), arguments={**_CLIP, "rate": "frame_rate", FIRST: "image"}, sounds=True,
    ),
    Family(
        "LTX2ConditionPipeline", "LTX-2 with keyframes", "video", 30, "3", 1024, 32, (768, 512), 121, 24, step=8,
        takes=(FIRST, LAST), arguments={**_CLIP, "rate": "frame_rate"}, weighs=True, sounds=True,
    ),
    Family(
        "Kandinsky5T2VPipeline", "Kandinsky 5", "video", 50, "5", 512, 16, (768, 512), 121, 24, step=4,
        arguments=_CLIP, latents="fhwc",
    ),
    Family(  # it evens its first four latent frames out against those that follow, and there must be some
        "Kandinsky5I2VPipeline", "Kandinsky 5 from a picture", "video", 50, "5", 512, 16, (768, 512), 121, 24, step=4,
        first=17, takes=(FIRST,), needs=(FIRST,), arguments={**_CLIP, FIRST: "image"}, latents="fhwc",
    ),
    Family(
        "SanaVideoPipeline", "Sana-Video", "video", 50, "6", 300, 32, (832, 480), 81, 16, step=4,
        arguments={**_CLIP, "frames": "frames"},
    ),
    Family(
        "SanaImageToVideoPipeline", "Sana-Video from a picture", "video", 50, "6", 300, 32, (832, 480), 81, 16, step=4,
        takes=(FIRST,), needs=(FIRST,), arguments={**_CLIP, "frames": "frames", FIRST: "image"},
    ),
    Family(
        "HeliosPipeline", "Helios", "video", 50, "5", 512, 16, (640, 384), 132, 24, step=32, first=33,
        longest=1025, rounds=33, takes=(FIRST,), arguments={**_CLIP, FIRST: "image"},
    ),
    Family(
        "Flux2Pipeline", "Flux 2", "image", 50, "4", 512, 16, (1024, 1024), takes=_SEES,
        arguments={"guidance": "guidance_scale", REFERENCES: "image"}, most=10,
    ),
    Family(
        "Flux2KleinPipeline", "Flux 2 Klein", "image", 50, "4", 512, 16, (1024, 1024), takes=_SEES,
        arguments={"guidance": "guidance_scale", REFERENCES: "image"}, most=10,
    ),
    Family(
        "QwenImagePipeline", "Qwen-Image", "image", 50, "4", 512, 16, (1328, 1328), arguments=_TRUE,
    ),
    Family(
        "QwenImageEditPipeline", "Qwen-Image-Edit", "image", 50, "4", 512, 16, (1024, 1024), takes=_SEES,
        needs=(REFERENCES,), arguments=_TRUE, most=1,
    ),
    Family(
        "QwenImageEditPlusPipeline", "Qwen-Image-Edit of several pictures", "image", 40, "4", 512, 16, (1024, 1024),
        takes=_SEES, needs=(REFERENCES,), arguments={**_TRUE, REFERENCES: "image"}, most=3,
    ),
    Family("ZImagePipeline", "Z-Image", "image", 50, "5", 512, 16, (1024, 1024), arguments=_STILL),
    Family(
        "StableDiffusionControlNetPipeline", "Stable Diffusion by a drawing", "image", 50, "7.5", 77, 8, (512, 512),
        takes=(GUIDE,), needs=(GUIDE,), arguments={**_STILL, GUIDE: "image"}, denoisers=("unet",), weighs=True,
    ),
    Family(
        "StableDiffusionXLControlNetPipeline", "Stable Diffusion XL by a drawing", "image", 50, "5", 77, 8,
        (1024, 1024), takes=(GUIDE,), needs=(GUIDE,), arguments={**_STILL, GUIDE: "image"}, denoisers=("unet",),
        weighs=True,
    ),
    Family(
        "FluxControlNetPipeline", "Flux by a drawing", "image", 28, "3.5", 512, 16, (1024, 1024), takes=(GUIDE,),
        needs=(GUIDE,), arguments={"guidance": "guidance_scale", GUIDE: "control_image"}, tokenizer="tokenizer_2",
        weighs=True,
    ),
    Family("SanaPipeline", "Sana", "image", 20, "4.5", 300, 32, (1024, 1024), arguments=_STILL),
)  # fmt: skip

FAMILIES: Mapping[str, Family] = MappingProxyType({each.pipeline: each for each in _ALL})
"""The families by the class that `model_index.json` names."""
