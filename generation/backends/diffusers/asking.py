"""Asking: one request in our words becomes the arguments of a pipeline class, each by the name that it has there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from inspect import signature
from typing import TYPE_CHECKING, Any

import torch
from PIL import Image

from generation.backends.ability import FIRST, GUIDE, LAST, REFERENCES
from generation.backends.diffusers.capability import ADAPTED
from generation.backends.diffusers.families import Family
from generation.backends.fitting import Fit

if TYPE_CHECKING:
    pass

_GREY, _KEEP, _MAKE = (128, 128, 128), 0, 255
_SHAPED_BY_PICTURE = ("HunyuanVideo15ImageToVideoPipeline",)
"""Classes that take no size but that of their first picture."""
_DECODED_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class PipelineCall:
    """What a model is asked for. `pictures` are those that it takes, by what they are for, in the size of the fit.

    `strength` says how strongly they hold, from 0 to 1.
    """

    family: Family
    text: str
    negative: str
    fit: Fit
    rate: Fraction
    steps: int
    guidance: Decimal
    seed: int
    pictures: Mapping[str, tuple[Image.Image, ...]] = field(default_factory=dict)
    strength: Decimal = Decimal(1)

    @property
    def generator(self) -> torch.Generator:
        """A new source of noise, always of the processor, so that devices begin alike."""
        return torch.Generator("cpu").manual_seed(self.seed)


def arguments(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    """Return the arguments for one run of a pipeline; what the class does not know is an error of the table."""
    width, height = asked.fit.size
    named: dict[str, Any] = {
        **({"prompt": asked.text} if asked.family.words else {}),
        "height": height,
        "width": width,
        "num_inference_steps": asked.steps,
        "generator": asked.generator,
        "output_type": "np",
    }
    said = {
        "frames": asked.fit.count,
        "guidance": float(asked.guidance),
        "negative": asked.negative or None,
        "rate": _number(asked.rate),
        **_pictures(asked),
    }
    names = asked.family.arguments
    named.update({names[word]: value for word, value in said.items() if word in names and value is not None})
    special = _SPECIAL.get(asked.family.pipeline)
    if special:
        named.update(special(asked, pipe))
    if asked.family.pipeline in _SHAPED_BY_PICTURE:
        named = {name: value for name, value in named.items() if name not in ("height", "width")}
    unknown = named.keys() - signature(pipe.__call__).parameters.keys()
    assert not unknown, f"{asked.family.pipeline} knows no {', '.join(sorted(unknown))}"
    return named


def _pictures(asked: PipelineCall) -> dict[str, Any]:
    single = {each: pictures[0] for each, pictures in asked.pictures.items() if pictures and each != REFERENCES}
    seen = _seen(asked)
    return {**single, REFERENCES: seen} if seen else single


def _seen(asked: PipelineCall) -> list[Image.Image]:
    """What a model looks at: the drawing that it makes real, and then who and what is to be in it."""
    guide = () if GUIDE in asked.family.arguments else asked.pictures.get(GUIDE, ())
    return [*guide, *asked.pictures.get(REFERENCES, ())]


def _number(rate: Fraction) -> int | float:
    return int(rate) if rate.denominator == 1 else float(rate)


def _vace(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    """What is to be kept is shown among grey frames, and masked black; what is to be made is masked white."""
    pictures, size = asked.pictures, asked.fit.size
    shown: dict[int, Image.Image] = {}
    if pictures.get(FIRST):
        shown[0] = pictures[FIRST][0]
    if pictures.get(LAST):
        shown[asked.fit.shown[-1]] = pictures[LAST][0]
    named: dict[str, Any] = {"conditioning_scale": float(asked.strength)}
    if pictures.get(REFERENCES):
        named["reference_images"] = list(pictures[REFERENCES])
    if shown:
        grey, places = Image.new("RGB", size, _GREY), range(asked.fit.count)
        named["video"] = [shown.get(place, grey) for place in places]
        named["mask"] = [Image.new("L", size, _KEEP if place in shown else _MAKE) for place in places]
    return named


def _ltx_condition(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    from diffusers.pipelines.ltx.pipeline_ltx_condition import LTXVideoCondition  # noqa: PLC0415  # no public name

    places = {FIRST: 0, LAST: asked.fit.shown[-1]}
    conditions = [
        LTXVideoCondition(image=asked.pictures[each][0], frame_index=place, strength=float(asked.strength))
        for each, place in places.items()
        if asked.pictures.get(each)
    ]
    return {"conditions": conditions} if conditions else {}


def _kontext(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    """In the size that is asked for, where the class would choose one of its own of about a million pixels."""
    width, height = asked.fit.size
    named: dict[str, Any] = {"max_area": width * height, "_auto_resize": False}
    pictures = _seen(asked)
    return {**named, "image": pictures[0]} if pictures else named


def _ltx_2_condition(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    """It counts places in latent frames, of which all but the first hold several."""
    from diffusers.pipelines.ltx2.pipeline_ltx2_condition import LTX2VideoCondition  # noqa: PLC0415  # no public name

    last = asked.fit.shown[-1]
    places = {FIRST: 0, LAST: (last - 1) // pipe.vae_temporal_compression_ratio + 1 if last else 0}
    conditions = [
        LTX2VideoCondition(frames=asked.pictures[each][0], index=place, strength=float(asked.strength))
        for each, place in places.items()
        if asked.pictures.get(each)
    ]
    return {"conditions": conditions} if conditions else {}


def _hunyuan_image(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    """Where the picture lies beside the latents, the class drops the first of them again."""
    concatenated = pipe.transformer.config.image_condition_type == "latent_concat"
    return {"num_frames": asked.fit.count + pipe.vae_scale_factor_temporal} if concatenated else {}


def _hunyuan_15(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    """Its guidance is a part of the pipeline, not an argument."""
    pipe.guider.guidance_scale = float(asked.guidance)
    return {}


def _hunyuan_15_image(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    """In the size that is asked for, which its picture has, where the class would choose the nearest of its own."""
    width, height = asked.fit.size
    pipe.video_processor.calculate_default_height_width = lambda **_: (height, width)
    return _hunyuan_15(asked, pipe)


def _stable_video(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    return {"decode_chunk_size": _DECODED_AT_ONCE}


def _sana(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    """In the size that is asked for, where the class would choose the nearest of its own."""
    return {"use_resolution_binning": False}


def _helios(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    """It draws noise for its picture on the device, which a source of the processor cannot give."""
    if FIRST not in asked.pictures:
        return {}
    return {"generator": torch.Generator(pipe._execution_device).manual_seed(asked.seed)}


def _qwen(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    """It is guided only where it is told what not to show, be it nothing."""
    return {"negative_prompt": asked.negative or " "} if asked.guidance > 1 else {}


def _control(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    return {"controlnet_conditioning_scale": float(asked.strength)}


def _looking(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    """Pictures of references, all to the one adapter, whose strength is set on the network."""
    pictures = asked.pictures.get(REFERENCES)
    return {"ip_adapter_image": [list(pictures)]} if pictures else {}


def _qwen_edit(asked: PipelineCall, pipe: Any) -> dict[str, Any]:
    return {**_qwen(asked, pipe), "image": _seen(asked)[0]}


_SPECIAL: Mapping[str, Callable[[PipelineCall, Any], dict[str, Any]]] = {
    **dict.fromkeys(ADAPTED, _looking),
    "WanVACEPipeline": _vace,
    "LTXConditionPipeline": _ltx_condition,
    "FluxKontextPipeline": _kontext,
    "LTX2ConditionPipeline": _ltx_2_condition,
    "HunyuanVideoImageToVideoPipeline": _hunyuan_image,
    "HunyuanVideo15Pipeline": _hunyuan_15,
    "HunyuanVideo15ImageToVideoPipeline": _hunyuan_15_image,
    "StableVideoDiffusionPipeline": _stable_video,
    "SanaPipeline": _sana,
    "SanaVideoPipeline": _sana,
    "SanaImageToVideoPipeline": _sana,
    "HeliosPipeline": _helios,
    "StableDiffusionControlNetPipeline": _control,
    "StableDiffusionXLControlNetPipeline": _control,
    "FluxControlNetPipeline": _control,
    "QwenImagePipeline": _qwen,
    "QwenImageEditPipeline": _qwen_edit,
    "QwenImageEditPlusPipeline": _qwen,
}
