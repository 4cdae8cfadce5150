"""Asking: one request in our words becomes the arguments of a pipeline class, each by the name that it has there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from inspect import signature
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from PIL import Image

from generation.backends.diffusers.families import FIRST, LAST, REFERENCES, Family
from generation.backends.diffusers.fitting import Fit, Size
from generation.ports import media

if TYPE_CHECKING:
    from generation.ports.clip import Frame

_GREY, _KEEP, _MAKE = (128, 128, 128), 0, 255


@dataclass(frozen=True, slots=True)
class Asked:
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


def arguments(asked: Asked, pipe: Any) -> dict[str, Any]:
    """Return the arguments for one run of a pipeline; what the class does not know is an error of the table."""
    width, height = asked.fit.size
    named: dict[str, Any] = {
        "prompt": asked.text,
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
        **{each: pictures if each == REFERENCES else pictures[0] for each, pictures in _plain(asked).items()},
    }
    names = asked.family.arguments
    named.update({names[word]: value for word, value in said.items() if word in names and value is not None})
    special = _SPECIAL.get(asked.family.pipeline)
    if special:
        named.update(special(asked))
    unknown = named.keys() - signature(pipe.__call__).parameters.keys()
    assert not unknown, f"{asked.family.pipeline} knows no {', '.join(sorted(unknown))}"
    return named


def to_model(frame: "Frame", fit: Fit) -> Image.Image:
    """A picture in the size of a model: scaled, or with its edges drawn on so that cutting them off gives it back."""
    if fit.scaled or frame.shape[1] > fit.size[0] or frame.shape[0] > fit.size[1]:
        return Image.fromarray(media.resized(frame, fit.size))
    over = fit.size[0] - frame.shape[1], fit.size[1] - frame.shape[0]
    around = ((over[1] // 2, over[1] - over[1] // 2), (over[0] // 2, over[0] - over[0] // 2), (0, 0))
    return Image.fromarray(np.pad(frame, around, mode="edge"))


def from_model(frame: "Frame", fit: Fit, size: Size) -> "Frame":
    """The reverse: a frame that a model made in the size of the shot."""
    if fit.scaled:
        return media.resized(frame, size)
    left, top = (fit.size[0] - size[0]) // 2, (fit.size[1] - size[1]) // 2
    return np.ascontiguousarray(frame[top : top + size[1], left : left + size[0]])


def _plain(asked: Asked) -> Mapping[str, tuple[Image.Image, ...]]:
    return {each: pictures for each, pictures in asked.pictures.items() if pictures}


def _number(rate: Fraction) -> int | float:
    return int(rate) if rate.denominator == 1 else float(rate)


def _vace(asked: Asked) -> dict[str, Any]:
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


def _ltx_condition(asked: Asked) -> dict[str, Any]:
    from diffusers.pipelines.ltx.pipeline_ltx_condition import LTXVideoCondition  # noqa: PLC0415  # no public name

    places = {FIRST: 0, LAST: asked.fit.shown[-1]}
    conditions = [
        LTXVideoCondition(image=asked.pictures[each][0], frame_index=place, strength=float(asked.strength))
        for each, place in places.items()
        if asked.pictures.get(each)
    ]
    return {"conditions": conditions} if conditions else {}


def _kontext(asked: Asked) -> dict[str, Any]:
    """In the size that is asked for, where the class would choose one of its own of about a million pixels."""
    width, height = asked.fit.size
    named: dict[str, Any] = {"max_area": width * height, "_auto_resize": False}
    pictures = asked.pictures.get(REFERENCES)
    return {**named, "image": pictures[0]} if pictures else named


_SPECIAL: Mapping[str, Callable[[Asked], dict[str, Any]]] = {
    "WanVACEPipeline": _vace,
    "LTXConditionPipeline": _ltx_condition,
    "FluxKontextPipeline": _kontext,
}
