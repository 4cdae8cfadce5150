"""What is asked of a model that another machine runs: whether it can do it, and what becomes of it there.

Plans and runs ask the same, so that whatever a run would refuse or bend is told before anything is sent.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generation.backends import fitting, prompting
from generation.backends import request as numbers
from generation.backends.ability import FEEDS, REFERENCES, Ability
from generation.backends.base import Capabilities, Outputs, Request, Snapped
from generation.backends.fitting import Fit, Size
from generation.backends.parameters import GUIDANCE, PACE, SIZE, STEPS, WORDS, digest_of, model, size_of
from generation.domain.model_work import Snap
from generation.domain.needs import REMOTE
from generation.ports.work import JSON, Refusing
from productions.domain.graph import Schema

_MADE = {"image": "pictures", "video": "moving pictures"}
_READS = 100_000
"""Words that a model reads: how many it does is known over there alone."""


def parameters(backend: str) -> Mapping[str, Schema]:
    """Return what can be set of a stage whose model a backend has run elsewhere, by kind of task."""
    shared: Schema = {**WORDS, "steps": STEPS, "guidance": GUIDANCE, "size": SIZE}
    return {
        "image": {"model": model("image", backend), **shared},
        "video": {"model": model("video", backend), **shared, "pace": PACE},
    }


@dataclass(frozen=True, slots=True)
class Settings:
    """What is set of one piece of work. `steps` and `guidance` are None for what the model recommends."""

    digest: str
    wording: str
    template: str
    negative: str
    steps: int | None
    guidance: Decimal | None
    size: Size | None
    paced: bool

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
            paced=settings.get("pace") == "model",
        )


class RemoteBackend(ABC):
    """A backend whose models another machine runs: each request names its own by digest, which comes with it."""

    name: str
    version = "1"
    capabilities = Capabilities(
        tasks=("image", "video"),
        smallest=(16, 16),
        largest=(8192, 8192),
        multiple=2,
        longest=24 * 60 * 10,
        memory=0,
        device=REMOTE,
    )
    reads: Mapping[str, tuple[str, ...]] = {
        "image": ("parameter:resolution", "parameter:seed", "variation"),
        "video": ("frames", "parameter:resolution", "parameter:frame_rate", "parameter:seed", "variation"),
    }
    parameters: Mapping[str, Schema]

    @abstractmethod
    def here(self) -> bool:
        """Whether this machine can reach what computes."""

    def snap(self, values: Mapping[str, JSON]) -> Snapped:
        return numbers.snap(values, self.capabilities)

    def engine(self) -> Mapping[str, str]:
        """Nothing of its own: what computes is said by the other machine, beside each take."""
        return {}

    def holds(self) -> tuple[str, ...]:
        return ()

    @abstractmethod
    def run(self, kind: str, request: Request) -> Outputs:
        """Have it made over there."""


class Elsewhere(Ability, frozen=True, kw_only=True):
    """What a model can do that another machine runs."""

    @property
    def digest(self) -> str:
        """Digest of all that is registered of it."""
        raise NotImplementedError

    def unheard(self, settings: Settings) -> list[str]:
        """Return what does not reach it, a sentence for each; Refusing for what was set on purpose."""
        raise NotImplementedError


def require(able: Ability, task: str, settings: Settings, fed: Collection[str]) -> None:
    """Raise Refusing where a model cannot do what is asked; `fed` are the pictures that it is given, references too."""
    if able.task != task:
        raise Refusing(f"{able.title} makes {_MADE[able.task]}, and this stage needs {_MADE.get(task, task)}")
    for name in FEEDS.values():
        said = name.replace("_", " ")
        if name not in fed and name in able.needs:
            raise Refusing(f"{able.title} makes nothing without a {said}: feed one, or choose a model that needs none")
        if name in fed and name not in able.conditions:
            raise Refusing(f"{able.title} takes no {said}: feed none, or choose a model that takes one")
    if REFERENCES in able.needs and REFERENCES not in fed:
        raise Refusing(
            f"{able.title} makes nothing without a picture of a reference: cast one that has a picture, "
            "or choose a model that needs none"
        )
    if settings.negative and not able.negative:
        raise Refusing(f"{able.title} cannot be told what not to show: leave the negative prompt empty")


def fit(able: Ability, settings: Settings, size: Size, count: int, rate: Fraction, fed: Collection[str]) -> Fit:
    """Return how a request is made; Refusing where it is longer than the model can make it."""
    if able.task == "image":
        return fitting.still(able, size, settings.size)
    return fitting.clip(able, size, settings.size, count, rate, paced=settings.paced, ends=False)


def snaps(able: Ability, settings: Settings, size: Size, count: int, made: Fit) -> Iterator[Snap]:
    """Yield the size, the frames and the steps that are asked for, as the model makes them, and why."""
    own = "the size of work that is set, in " if settings.size else ""
    why = "the only size that it makes" if able.fixed else f"{own}multiples of {able.multiple}"
    yield Snap("size", _by(size), _by(made.size), why)
    if able.task == "video":
        rule = "any number" if able.frame_step == 1 else f"{able.frame_step}n + {able.frame_first}"
        yield Snap("frames", str(count), str(made.count), f"{rule}, at most {able.longest}" if able.longest else rule)
    if settings.steps or able.steps:
        asked = str(settings.steps) if settings.steps else ""
        yield Snap("steps", asked, asked or str(able.steps), "as set" if asked else "as the model recommends")


def words(request: Request, settings: Settings, task: str) -> str:
    """Return the text for a model: what a person wrote, else the prompt of the shot by the template."""
    if settings.wording:
        return settings.wording
    template = settings.template or (prompting.STILL if task == "image" else prompting.MOVING)
    try:
        document = numbers.prompt(request.file("prompt", "prompt"))
        return prompting.wording(document, template, _READS, lambda text: len(text.split())).text
    except prompting.UnknownName as error:
        raise Refusing(str(error)) from error


def _by(size: Size) -> str:
    return f"{size[0]}x{size[1]}"
