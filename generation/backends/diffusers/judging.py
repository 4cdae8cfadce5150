"""Judging a request before anything is loaded: whether a model can do it at all, and what it becomes there.

Plans and runs ask the same, so that whatever a run would refuse or bend is told before it is paid for.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from fractions import Fraction

from generation.backends import fitting
from generation.backends.ability import FEEDS, GUIDE, LAST, REFERENCES
from generation.backends.diffusers import economies
from generation.backends.diffusers.capability import Capability
from generation.backends.diffusers.families import FAMILIES
from generation.backends.diffusers.settings import Settings
from generation.backends.fitting import Fit, Size
from generation.domain.model_work import Snap
from generation.ports.work import Refusing

_MADE = {"image": "pictures", "video": "moving pictures"}


def require(able: Capability, task: str, settings: Settings, fed: Collection[str]) -> None:
    """Raise Refusing where a model cannot do what is asked; `fed` are the pictures that it is given, references too."""
    if able.task != task:
        raise Refusing(f"{able.title} makes {_MADE[able.task]}, and this stage needs {_MADE.get(task, task)}")
    for name in FEEDS.values():
        said = name.replace("_", " ")
        if name not in fed and name in able.needs:
            raise Refusing(f"{able.title} makes nothing without a {said}: feed one, or choose a model that needs none")
        if name in fed and name not in able.conditions:
            raise Refusing(f"{able.title} takes no {said}: feed none, or choose a model that takes one")
    if REFERENCES in able.needs and not {REFERENCES, GUIDE} & set(fed):
        raise Refusing(
            f"{able.title} makes nothing without a picture of a reference: cast one that has a picture, "
            "or choose a model that needs none"
        )
    if not FAMILIES[able.family].words and (settings.wording or settings.template):
        raise Refusing(f"{able.title} takes no words: leave its wording and template empty")
    if settings.negative and not able.negative:
        raise Refusing(f"{able.title} cannot be told what not to show: leave the negative prompt empty")
    economies.require(FAMILIES[able.family], settings)
    _require_plain(able, settings)


def _require_plain(able: Capability, settings: Settings) -> None:
    """Raise Refusing for what does not go with a network in few bits, or with one that looks by an adapter."""
    small = settings.storage == economies.FLOAT8
    if able.quantised and (small or settings.compiled or settings.loras):
        what = "weights in eight bits" if small else "a compiled network" if settings.compiled else "LoRAs"
        raise Refusing(f"a model of GGUF holds its weights in few bits already: {what} does not go with it, set none")
    if able.adapted and (small or settings.compiled):
        what = "weights in eight bits" if small else "a compiled network"
        raise Refusing(f"{what} does not go with a model that looks at pictures by an IP-Adapter: set none")


def weighs(able: Capability) -> bool:
    """Whether a model can be told how strongly pictures hold."""
    return able.adapted or FAMILIES[able.family].weighs


def fit(able: Capability, settings: Settings, size: Size, count: int, rate: Fraction, fed: Collection[str]) -> Fit:
    """Return how a request is made; Refusing where it is longer than the model can make it."""
    if able.task == "image":
        return fitting.still(able, size, settings.size)
    ends = LAST in fed and FAMILIES[able.family].arguments.get(LAST) is not None
    return fitting.clip(
        able,
        size,
        settings.size,
        count,
        rate,
        paced=settings.paced,
        ends=ends,
        at_once=settings.at_once,
    )


def notes(able: Capability, settings: Settings, rate: Fraction, given: Collection[str]) -> Iterator[str]:
    """Yield what else is bent, or changes nothing; `given` are all pictures that reach the model."""
    native, family = able.native[3], FAMILIES[able.family]
    if native and rate != native and not settings.paced and "rate" not in family.arguments:
        times = round(float(rate / native), 2)
        yield f"the model was made for {native} frames a second: at {rate} what moves is {times:g} times as fast"
    if settings.edges and GUIDE in given and GUIDE not in family.arguments:
        yield f"{able.title} looks at the drawing itself: its edges are not drawn out"
    if family.sounds:
        yield f"{able.title} makes sound too, which is not kept"
    if settings.strength != 1 and not given:
        yield "the strength of pictures changes nothing: the model is given none"
    elif settings.strength != 1 and not weighs(able):
        yield f"{able.title} cannot weigh pictures: their strength changes nothing"
    yield from economies.notes(settings)


def snaps(able: Capability, settings: Settings, size: Size, count: int, made: Fit) -> Iterator[Snap]:
    """Yield the size, the frames and the steps that are asked for, as the model makes them, and why."""
    yield Snap("size", _by(size), _by(made.size), _why_size(able, settings))
    if able.task == "video":
        yield Snap("frames", str(count), str(made.count), _why_frames(able, settings))
    steps = str(settings.steps or able.steps)
    asked = str(settings.steps) if settings.steps else ""
    yield Snap("steps", asked, steps, "as set" if asked else "as the model recommends")


def guidance(able: Capability, settings: Settings) -> Decimal:
    """Return how strictly the model follows its prompt: as set, or as it recommends."""
    return settings.guidance or Decimal(able.guidance)


def _why_size(able: Capability, settings: Settings) -> str:
    if able.fixed:
        return "the only size that it makes"
    own = "the size of work that is set, in " if settings.size else ""
    return f"{own}multiples of {able.multiple}"


def _why_frames(able: Capability, settings: Settings) -> str:
    rule = "any number" if able.frame_step == 1 else f"{able.frame_step}n + {able.frame_first}"
    at = f", at the {able.native[3]} a second of the model" if settings.paced and able.native[3] else ""
    most = min(filter(None, (able.longest, settings.at_once)), default=0)
    return f"{rule}, at most {most} at once{at}" if most else f"{rule}{at}"


def _by(size: Size) -> str:
    return f"{size[0]}x{size[1]}"
