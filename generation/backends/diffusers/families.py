"""The families of models that this backend runs: one line for each pipeline class of diffusers, as plain data.

What differs between two models of a family is read from their files (`capability`). Nothing here imports torch.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

Task = Literal["image", "video"]

FIRST, LAST, REFERENCES = "first_frame", "last_frame", "references"
"""Pictures that a model may be given: where its own first and last frame are shown, and who or what is to be in it."""


@dataclass(frozen=True, slots=True)
class Family:
    """A pipeline class: what it makes, what it can be given, and how its arguments are called.

    `arguments` maps words of a request (`frames`, `rate`, `guidance`, `first_frame`, …) to arguments of the class; what
    has none cannot be asked of it. `needs` are pictures without which it makes nothing. `multiple` divides both sides
    of a picture, `step` is that of the number of frames (`step`·k + `first`), where the files say nothing else. `size`,
    `frames`, `rate`, `steps` and `guidance` are those that models of the family were trained or are recommended for.
    `weighs` says whether it can be told how strongly pictures hold.
    `words` is the most that its text encoder reads, in tokens of `tokenizer`, `most` the most pictures of references.
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

    @property
    def negative(self) -> bool:
        """Whether it can be told what not to show."""
        return "negative" in self.arguments


_CLIP: Mapping[str, str] = {"frames": "num_frames", "guidance": "guidance_scale", "negative": "negative_prompt"}
_STILL: Mapping[str, str] = {"guidance": "guidance_scale", "negative": "negative_prompt"}

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
        arguments=_CLIP,
    ),
    Family(
        "CogVideoXImageToVideoPipeline", "CogVideoX from a picture", "video", 50, "6", 226, 16, (720, 480), 49, 8,
        step=8, takes=(FIRST,), needs=(FIRST,), arguments={**_CLIP, FIRST: "image"},
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
        "FluxKontextPipeline", "Flux Kontext", "image", 28, "3.5", 512, 16, (1024, 1024), takes=(REFERENCES,),
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
)  # fmt: skip

FAMILIES: Mapping[str, Family] = MappingProxyType({each.pipeline: each for each in _ALL})
"""The families by the class that `model_index.json` names."""
