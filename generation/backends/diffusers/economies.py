"""What makes a run of a model cheaper and its picture a little other: which families it is for, and in which company.

Plain data and words; what puts it to work is `economising`. Nothing here imports torch.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from generation.backends.diffusers.families import Family
from generation.ports.work import Refusing

if TYPE_CHECKING:
    from generation.backends.diffusers.settings import Settings

NONE, FIRST_BLOCK, ATTENTION, TAYLOR = "none", "first-block", "attention", "taylor"
COMPUTED, FLOAT8 = "computed", "float8"

_WAN = ("WanPipeline", "WanImageToVideoPipeline", "WanVACEPipeline")
_LTX = ("LTXPipeline", "LTXImageToVideoPipeline", "LTXConditionPipeline")
_COG = ("CogVideoXPipeline", "CogVideoXImageToVideoPipeline")
_SANA = ("SanaPipeline", "SanaVideoPipeline", "SanaImageToVideoPipeline")
STEP_CACHES: Mapping[str, tuple[str, ...]] = {
    FIRST_BLOCK: (*_WAN, *_LTX, *_COG, "FluxPipeline", "MochiPipeline", "HunyuanVideoPipeline"),
    ATTENTION: (
        *_WAN, *_LTX, *_COG, "FluxPipeline", "FluxKontextPipeline", "MochiPipeline", "HunyuanVideoPipeline",
        "HunyuanVideoImageToVideoPipeline", "HunyuanVideo15Pipeline", "ChromaPipeline", "Flux2Pipeline",
        "Flux2KleinPipeline",
    ),
    TAYLOR: (
        *_WAN, *_LTX, *_COG, "FluxPipeline", "MochiPipeline", "HunyuanVideoPipeline", "HunyuanVideo15Pipeline",
        "LTX2Pipeline", "HeliosPipeline", "Flux2KleinPipeline", "QwenImagePipeline",
    ),
}  # fmt: skip
"""The caches of steps that diffusers has, each with the classes of which a test proved that it acts on them and leaves
nothing behind. MagCache is not among them, which must be measured for each model first; neither is SeaCache, which did
nothing to most."""
UNCOMPILED = (
    *_COG, *_SANA, "AnimateDiffPipeline", "StableDiffusion3Pipeline", "MochiPipeline", "StableVideoDiffusionPipeline",
)  # fmt: skip
"""Classes of which diffusers names no blocks that repeat: all of the network would have to be compiled."""


def require(family: Family, settings: "Settings") -> None:
    """Raise Refusing where a family does not take what is set, or where two things that are set exclude each other."""
    cache = settings.step_cache
    if cache != NONE and family.pipeline not in STEP_CACHES[cache]:
        others = [each for each, families in STEP_CACHES.items() if family.pipeline in families]
        instead = f"one of {', '.join(others)}, or none" if others else "none"
        raise Refusing(f"{family.title} takes no step cache {cache}: set {instead}")
    if settings.storage == FLOAT8 and settings.offload == "sequential":
        raise Refusing(
            "weights in eight bits are not moved layer by layer: set the memory of the device to all or model"
        )
    if settings.storage == FLOAT8 and settings.loras:
        raise Refusing("LoRAs do not go with weights in eight bits: leave them out, or hold the weights as computed")
    if settings.compiled and family.pipeline in UNCOMPILED:
        raise Refusing(f"{family.title} is not compiled: its network has no blocks that repeat")
    if settings.compiled:
        _require_alone(settings)


def _require_alone(settings: "Settings") -> None:
    """What is compiled is one piece: what would reach into it has it compiled anew each time, or is not seen by it."""
    beside = {
        "a step cache": settings.step_cache != NONE,
        "weights in eight bits": settings.storage == FLOAT8,
        "LoRAs": bool(settings.loras),
        "a model that is moved layer by layer": settings.offload == "sequential",
    }
    if found := next((name for name, there in beside.items() if there), ""):
        raise Refusing(f"a compiled model does not go with {found}: leave one of the two out")


def notes(settings: "Settings") -> Iterator[str]:
    """Yield a sentence for what is set and changes nothing."""
    if settings.tolerance != TOLERANCE and settings.step_cache != FIRST_BLOCK:
        yield "the tolerance changes nothing: it is that of the step cache first-block"


TOLERANCE = Decimal("0.1")
"""By how much, in parts of one, what the first block adds may differ from the step before."""


def told(settings: "Settings") -> dict[str, str]:
    """Return what of a run's pixels depends on how its denoiser is run; nothing where it is run as it is."""
    cache = settings.step_cache
    reach = f" {settings.tolerance}" if cache == FIRST_BLOCK else ""
    on = {
        "storage": settings.storage if settings.storage != COMPUTED else "",
        "step_cache": f"{cache}{reach}" if cache != NONE else "",
        "compiled": "on" if settings.compiled else "",
    }
    return {name: said for name, said in on.items() if said}


def numbers(settings: "Settings") -> str:
    """Return how a run computes, as costs are learned apart by it: precision, memory, and what makes it cheaper."""
    reach = f" {settings.tolerance:.2f}" if settings.step_cache == FIRST_BLOCK else ""
    return "/".join(
        (
            settings.precision,
            settings.offload,
            *([settings.storage] if settings.storage != COMPUTED else []),
            *([f"{settings.step_cache}{reach}"] if settings.step_cache != NONE else []),
            *(["compiled"] if settings.compiled else []),
        )
    )
