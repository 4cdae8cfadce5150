"""What work with models took, kept by what its time depends on, and what that teaches for a second of film."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from events.registry import Json
from generation.backends import request as numbers
from generation.backends.diffusers import fitting
from generation.backends.diffusers.capability import Capability
from generation.backends.diffusers.settings import Settings
from generation.domain.model import UnknownWeights, Weights
from generation.domain.model_costs import Learned, Observed, Shape, learned
from generation.domain.pipeline import Node
from generation.domain.plan import Cost
from generation.domain.recipes import SETTING, own_parameters
from generation.domain.recipes import settings as settings_of
from generation.models import ModelPaceRow
from generation.ports.work import Refusing
from generation.register import usable

_NEWEST = 300
"""Rows of a version that are looked at, of all devices together."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What a second of film, or a picture, takes at the size that the model was made for, as `jobs` teach it.

    `numbers` are the precision and the way in which it lay in memory.
    """

    device: str
    numbers: str
    jobs: int
    cost: Cost


def observe(node: Node, values: Mapping[str, Json], device: str, seconds: Decimal) -> None:
    """Remember what a stage took that a model makes, on the inputs of a shot; others teach nothing of models."""
    inputs = {**values, **dict(settings_of(own_parameters(node), values))}
    chosen = usable.named(node.spec, {"inputs": inputs})
    if chosen is None or seconds <= 0:
        return
    try:
        version = usable.version(*chosen)
        set_ = {name: inputs.get(f"{SETTING}{name}", each.default) for name, each in node.spec.parameters.items()}
        settings, able = Settings.of(set_), Capability.of(version.capability)
        shape = shape_of(able, settings, inputs)
    except (Refusing, UnknownWeights):
        return  # it was made, so somebody changed what is registered since
    ModelPaceRow.objects.create(
        digest=version.digest,
        device_class=device,
        numbers=f"{settings.precision}/{settings.offload}",
        tokens=shape.tokens,
        steps=shape.steps,
        passes=shape.passes,
        pixels=shape.pixels,
        seconds=seconds,
    )


def shape_of(able: Capability, settings: Settings, inputs: Mapping[str, Json]) -> Shape:
    """Return the shape of work as the model does it: in the size and length to which a request is fitted."""
    wanted = numbers.size(inputs)
    if able.task == "image":
        fit = fitting.still(able, wanted, settings.size)
    else:
        count, rate = numbers.frames(inputs), numbers.rate(inputs)
        fit = fitting.clip(able, wanted, settings.size, count, rate, paced=settings.paced, ends=False)
    guided = settings.guidance if settings.guidance is not None else Decimal(able.guidance)
    return _shape(able, fit.size, fit.count, settings.steps or able.steps, guided)


def _shape(able: Capability, size: tuple[int, int], count: int, steps: int, guidance: Decimal) -> Shape:
    tokens = ((count - 1) // able.frame_step + 1) * (size[0] // able.multiple) * (size[1] // able.multiple)
    passes = 2 if able.negative and guidance > 1 else 1
    return Shape(max(1, tokens), steps, passes, size[0] * size[1] * count)


def paces(weights: Weights) -> list[Pace]:
    """Return what is known of a version's pace, by device and way of computing; nothing of those with too few jobs."""
    able = Capability.of(weights.capability)
    width, height, frames, rate = able.native
    shape = _shape(able, (width, height), able.frames(frames), able.steps, Decimal(able.guidance))
    share = Fraction(rate, able.frames(frames)) if able.task == "video" and rate else Fraction(1)
    return [
        Pace(device, how, known.jobs, _times(known.cost(shape), share))
        for (device, how), known in sorted(_learned(weights.digest).items())
    ]


def _times(cost: Cost, share: Fraction) -> Cost:
    by = Decimal(share.numerator) / Decimal(share.denominator)
    return Cost(cost.low * by, cost.high * by, cost.expected * by)


def _learned(digest: str) -> Mapping[tuple[str, str], Learned]:
    seen: dict[tuple[str, str], list[Observed]] = defaultdict(list)
    for row in reversed(ModelPaceRow.objects.filter(digest=digest).order_by("-id")[:_NEWEST]):
        shape = Shape(row.tokens, row.steps, row.passes, row.pixels)
        seen[row.device_class, row.numbers].append(Observed(shape, float(row.seconds)))
    return {key: known for key, observed in seen.items() if (known := learned(observed))}
