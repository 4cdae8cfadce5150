"""What can be set of a stage that a model makes: declared as parameters, and read from a request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from generation.backends.diffusers.economies import ATTENTION, COMPUTED, FIRST_BLOCK, FLOAT8, NONE, TAYLOR, TOLERANCE
from generation.backends.parameters import AT_ONCE, GUIDANCE, PACE, SIZE, STEPS, WORDS, digest_of, model, size_of
from generation.ports.work import JSON
from productions.domain.graph import ParameterSchema, Schema

_SHARED: Schema = {
    **WORDS,
    "steps": STEPS,
    "guidance": GUIDANCE,
    "size": SIZE,
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
    "storage": ParameterSchema(
        "Weights in memory",
        "float8 holds those of the network that denoises in eight bits and computes in the precision that is set: "
        "about half the memory, some more time, and a picture that differs a little.",
        "choice",
        COMPUTED,
        (COMPUTED, FLOAT8),
    ),
    "step_cache": ParameterSchema(
        "Step cache",
        "Takes over from the steps before what hardly changes, for less time and a picture that differs: first-block "
        "whole steps, while its first block says that little changed; attention every second time; taylor two of three "
        "times, by where it was going. Which a model takes is on the page of its family.",
        "choice",
        NONE,
        (NONE, FIRST_BLOCK, ATTENTION, TAYLOR),
    ),
    "tolerance": ParameterSchema(
        "Tolerance of the step cache",
        "By how much, in parts of one, what the first block adds may differ for first-block to take a step over: 0.05 "
        "is careful, 0.2 bold.",
        "decimal",
        str(TOLERANCE),
        least="0",
        most="1",
    ),
    "compiled": ParameterSchema(
        "Compile the network",
        "The first shot of each size takes minutes more, the others some time less, and the picture differs in its "
        "last bits. It needs a compiler on the machine, and goes with no LoRAs, step cache or weights in eight bits.",
        "switch",
        False,
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
PARAMETERS: Mapping[str, Schema] = {
    "image": {"model": model("image"), **_SHARED, "loras": _LORAS, "strength": _STRENGTH, "guide_as": _GUIDE_AS},
    "video": {
        "model": model("video"),
        **_SHARED,
        "loras": _LORAS,
        "strength": _STRENGTH,
        "pace": PACE,
        "at_once": AT_ONCE,
    },
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set of one piece of work. `steps` and `guidance` are None for what the model recommends.

    `loras` are the scales of those that change anything, by digest. `storage`, `step_cache` with its `tolerance`, and
    `compiled` are what makes a run cheaper (`economies`).
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
    at_once: int = 0
    loras: Mapping[str, Decimal] = field(default_factory=dict)
    storage: str = COMPUTED
    step_cache: str = NONE
    tolerance: Decimal = TOLERANCE
    compiled: bool = False

    @property
    def edges(self) -> bool:
        """Whether a person wants the edges of a drawing shown."""
        return self.guide_as == "edges"

    @classmethod
    def of(cls, settings: Mapping[str, JSON]) -> "Settings":
        """Read what is set; Refusing where no model is chosen, or a size is none."""
        return cls(
            digest=digest_of(settings.get("model")),
            wording=str(settings["wording"] or "").strip(),
            template=str(settings["template"] or "").strip(),
            negative=str(settings["negative"] or "").strip(),
            steps=int(str(settings["steps"])) or None,
            guidance=Decimal(str(settings["guidance"])) or None,
            size=size_of(str(settings["size"] or "")),
            strength=Decimal(str(settings.get("strength", "1"))),
            precision=str(settings["precision"]),
            offload=str(settings["offload"]),
            tiling=settings["tiling"] is True,
            paced=settings.get("pace") == "model",
            guide_as=str(settings.get("guide_as", "auto")),
            at_once=int(str(settings.get("at_once", "0"))),
            loras={digest: scale for _, digest, scale in loras(settings.get("loras")) if scale},
            storage=str(settings.get("storage", COMPUTED)),
            step_cache=str(settings.get("step_cache", NONE)),
            tolerance=Decimal(str(settings.get("tolerance", TOLERANCE))),
            compiled=settings.get("compiled") is True,
        )


def loras(value: JSON) -> tuple[tuple[str, str, Decimal], ...]:
    """Return id, digest and scale of each LoRA that a value of the parameter names."""
    listed = value if isinstance(value, list) else []
    return tuple(
        (str(each.get("id")), digest_of(each), Decimal(str(each.get("scale"))))
        for each in listed
        if isinstance(each, dict)
    )
