"""What work with models took, kept by what its time depends on, and what that teaches for a second of film."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db.models import Max

from events.registry import Json
from generation.backends.ability import Ability
from generation.domain.model import UnknownWeights, Weights
from generation.domain.model_costs import ENOUGH, Learned, Observed, WorkSize, learned
from generation.domain.pipeline import StageSpec
from generation.domain.plan import Cost
from generation.models import ModelPaceRow
from generation.ports.work import Refusing
from generation.register import asked, usable

_NEWEST = 300
"""Rows of a version that are looked at, of all devices together."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What a second of film, or a picture, takes at the size that the model was made for, as `jobs` teach it.

    `numbers` are the precision, the way in which it lay in memory, and what made it cheaper.
    """

    device: str
    numbers: str
    jobs: int
    cost: Cost


def observe(spec: StageSpec, recipe: Mapping[str, Json], device: str, seconds: Decimal) -> None:
    """Remember what work by a recipe took that a model made, each segment its share; others teach nothing."""
    work = asked.work_of(spec, recipe["inputs"], recipe["upstream"])
    if work is None or round(seconds, 3) <= 0:  # as it is kept
        return
    try:
        version = usable.version(UUID(work.model), work.digest)
        told = asked.fitted(work, version.capability)
    except (Refusing, UnknownWeights, ValueError):
        return  # it was made, so somebody changed what is registered since
    whole = sum(shape.pixels for shape in told.shapes)
    # Rows of one shape say the same, and many of them would crowd out what other work taught.
    shapes = dict.fromkeys(told.shapes)
    ModelPaceRow.objects.bulk_create(
        ModelPaceRow(
            digest=version.digest,
            device_class=device,
            numbers=told.numbers,
            tokens=shape.tokens,
            steps=shape.steps,
            passes=shape.passes,
            pixels=shape.pixels,
            seconds=share,
        )
        for shape in shapes
        if round(share := seconds * shape.pixels / whole, 3) > 0
    )


def paces(weights: Weights) -> list[Pace]:
    """Return what is known of a version's pace, by device and way of computing; nothing of those with too few jobs."""
    if "family" not in weights.capability:
        return []  # a LoRA makes nothing by itself
    able = Ability.of(weights.capability)
    width, height, frames, rate = able.native
    if not width or (able.task == "video" and not rate):
        return []  # nobody said what it was made for
    shape = asked.shape(able, (width, height), able.frames(frames), able.steps, Decimal(able.guidance))
    share = Fraction(rate, able.frames(frames)) if able.task == "video" and rate else Fraction(1)
    return [
        Pace(device, how, taught.jobs, _times(taught.cost(shape), share))
        for (device, how), taught in sorted(_learned(weights.digest).items())
        if taught.jobs >= ENOUGH
    ]


def _times(cost: Cost, share: Fraction) -> Cost:
    by = Decimal(share.numerator) / Decimal(share.denominator)
    return Cost(cost.low * by, cost.high * by, cost.expected * by)


_fitted: dict[str, tuple[int, Mapping[tuple[str, str], Learned]]] = {}
"""What was learned of versions, with the newest job that it was learned from."""


def known(digests: Collection[str]) -> dict[str, Mapping[tuple[str, str], Learned]]:
    """Return what was learned of versions by device class and way of computing, anew where there were jobs since."""
    newest = dict(
        ModelPaceRow.objects.filter(digest__in=digests)
        .values("digest")
        .annotate(id=Max("id"))
        .values_list("digest", "id")
    )
    for digest, id_ in newest.items():
        if _fitted.get(digest, (0,))[0] != id_:
            _fitted[digest] = id_, _learned(digest)
    return {digest: _fitted[digest][1] for digest in newest}


def _learned(digest: str) -> Mapping[tuple[str, str], Learned]:
    seen: dict[tuple[str, str], list[Observed]] = defaultdict(list)
    for row in reversed(ModelPaceRow.objects.filter(digest=digest, seconds__gt=0).order_by("-id")[:_NEWEST]):
        shape = WorkSize(row.tokens, row.steps, row.passes, row.pixels)
        seen[row.device_class, row.numbers].append(Observed(shape, float(row.seconds)))
    return {key: taught for key, observed in seen.items() if (taught := learned(observed))}
