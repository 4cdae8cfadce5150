"""What can be set of a stage that a model makes: declared as parameters, and read from a request."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from generation.backends.base import Request
from generation.ports.work import JSON, Refusing
from productions.domain.graph import ParameterSchema, Schema


def _model(task: str) -> ParameterSchema:
    return ParameterSchema("Model", "Which of the registered models makes it.", "model", None, (task,))


_SHARED: Schema = {
    "wording": ParameterSchema(
        "Wording",
        "What the model is told, word for word; empty for the prompt of the shot by the template.",
        "text",
        "",
    ),
    "template": ParameterSchema(
        "Template of the prompt",
        "How the prompt becomes text: names in braces such as {description}, {cast}, {light}; "
        "empty for that of the model.",
        "text",
        "",
    ),
    "negative": ParameterSchema("Negative prompt", "What the model is told not to show.", "text", ""),
    "steps": ParameterSchema(
        "Steps", "Steps of denoising; 0 for as many as the model recommends.", "integer", "0", least="0", most="500"
    ),
    "guidance": ParameterSchema(
        "Guidance",
        "How strictly the model follows its prompt; 0 for what it recommends.",
        "decimal",
        "0",
        least="0",
        most="50",
    ),
    "size": ParameterSchema(
        "Size of work",
        "The size in which the model works, such as 832x480, before it is scaled to that of the film; empty for the "
        "size of the film.",
        "text",
        "",
    ),
    "precision": ParameterSchema(
        "Precision",
        "In which numbers the model is computed; auto is the best that the device does well.",
        "choice",
        "auto",
        ("auto", "float32", "bfloat16", "float16"),
    ),
    "offload": ParameterSchema(
        "Memory of the device",
        "all holds the whole model on the device, model one of its networks at a time, sequential one layer at a time: "
        "each takes less memory and more time.",
        "choice",
        "all",
        ("all", "model", "sequential"),
    ),
    "tiling": ParameterSchema(
        "Decode in tiles", "Takes a fraction of the memory; edges of tiles may show.", "switch", False
    ),
}
_LORAS = ParameterSchema(
    "LoRAs",
    "What is put into the model beside its own weights, each at a scale: 1 as its maker meant it, 0 for not at all.",
    "loras",
    None,
    ("lora",),
    least="-4",
    most="4",
)
_STRENGTH = ParameterSchema(
    "Strength of pictures",
    "How strongly pictures hold that the model is given, from 0 to 1. Models that cannot weigh them say so.",
    "decimal",
    "1",
    least="0",
    most="1",
)
_GUIDE_AS = ParameterSchema(
    "Drawing as",
    "What a model that follows a drawing is shown of it: edges draws its outlines white on black, as models for edges "
    "and scribbles expect; picture shows it as it is; auto is edges for those, and the picture for models that look at "
    "pictures.",
    "choice",
    "auto",
    ("auto", "edges", "picture"),
)
_PACE = ParameterSchema(
    "Pace",
    "film makes every frame of the film anew; model makes as many a second as the model was made for, and holds them.",
    "choice",
    "film",
    ("film", "model"),
)

PARAMETERS: Mapping[str, Schema] = {
    "image": {"model": _model("image"), **_SHARED, "loras": _LORAS, "strength": _STRENGTH, "guide_as": _GUIDE_AS},
    "video": {"model": _model("video"), **_SHARED, "loras": _LORAS, "strength": _STRENGTH, "pace": _PACE},
}

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set of one piece of work. `steps` and `guidance` are None for what the model recommends.

    `loras` are the scales of those that change anything, by digest.
    """

    digest: str
    wording: str
    template: str
    negative: str
    steps: int | None
    guidance: Decimal | None
    size: tuple[int, int] | None
    strength: Decimal
    precision: str
    offload: str
    tiling: bool
    paced: bool
    guide_as: str = "auto"
    loras: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def edges(self) -> bool:
        """Whether a person wants the edges of a drawing shown."""
        return self.guide_as == "edges"

    @classmethod
    def of(cls, settings: Mapping[str, JSON]) -> "Settings":
        """Read what is set; Refusing where no model is chosen, or a size is none."""
        return cls(
            digest=_digest(settings.get("model")),
            wording=str(settings["wording"] or "").strip(),
            template=str(settings["template"] or "").strip(),
            negative=str(settings["negative"] or "").strip(),
            steps=int(str(settings["steps"])) or None,
            guidance=Decimal(str(settings["guidance"])) or None,
            size=_size(str(settings["size"] or "")),
            strength=Decimal(str(settings.get("strength", "1"))),
            precision=str(settings["precision"]),
            offload=str(settings["offload"]),
            tiling=settings["tiling"] is True,
            paced=settings.get("pace") == "model",
            guide_as=str(settings.get("guide_as", "auto")),
            loras={digest: scale for _, digest, scale in loras(settings.get("loras")) if scale},
        )

    @staticmethod
    def seed(request: Request) -> int:
        """The seed of a variation: that of the recipe for the first, and one of its own for each further."""
        seed, variation = int(str(request.inputs.get("parameter:seed") or 0)), request.work.variation
        if variation == 1:
            return seed
        return int.from_bytes(hashlib.sha256(f"{seed}:{variation}".encode()).digest()[:4], "big") & 0x7FFFFFFF


def loras(value: JSON) -> tuple[tuple[str, str, Decimal], ...]:
    """Return id, digest and scale of each LoRA that a value of the parameter names."""
    listed = value if isinstance(value, list) else []
    return tuple(
        (str(each.get("id")), _digest(each), Decimal(str(each.get("scale"))))
        for each in listed
        if isinstance(each, dict)
    )


def chosen(settings: Mapping[str, JSON]) -> tuple[str, str] | None:
    """Return id and digest of the model that is chosen; None where none is."""
    model = settings.get("model")
    if not isinstance(model, dict):
        return None
    return str(model.get("id") or ""), str(model.get("digest") or "")


def _digest(model: JSON) -> str:
    digest = model.get("digest") if isinstance(model, dict) else None
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
        raise Refusing("no model is chosen: set the parameter “model” of this stage")
    return digest


def _size(text: str) -> tuple[int, int] | None:
    if not text.strip():
        return None
    match = re.fullmatch(r"([1-9]\d{1,3})x([1-9]\d{1,3})", text.strip().lower())
    if not match:
        raise Refusing(f"“{text[:40]}” is no size of work: write it like 832x480")
    return int(match[1]), int(match[2])
