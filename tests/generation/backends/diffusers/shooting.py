"""A small shot on a tiny model: what a worker's child would be given, run in this process."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from generation.backends.ability import FIRST, GUIDE, LAST, REFERENCES
from generation.backends.diffusers.capability import Capability, digest, examine
from generation.ports.work import JSON, Done, ModelFolder, Outcome, Work
from generation.stages.registry import stage
from tests.generation.pictures import Making, inputs, recipe

KINDS = {"image": "model_keyframe", "video": "model_motion"}
SEED, STEPS, SIZE, FRAMES = "7", "3", "64x36", 4


@dataclass
class Shooting:
    """One shot on the model of a folder. `inner` is where inner actions are kept, nowhere without it.

    `beside` are the files of LoRAs that are on the machine, by digest.
    """

    model: Path
    folder: Path
    inner: Path | None = None
    references: Mapping[str, Path] = field(default_factory=dict)
    beside: Mapping[str, Path] = field(default_factory=dict)
    steps: list[tuple[int, int]] = field(default_factory=list)
    shown: list[Any] = field(default_factory=list)
    beside_the_prompt: dict[str, dict[str, Path]] = field(default_factory=dict)

    @cached_property
    def able(self) -> Capability:
        return examine(self.model)

    @cached_property
    def digest(self) -> str:
        return digest(self.model)

    @cached_property
    def making(self) -> Making:
        return drawn(self.model.parent)

    def run(
        self,
        cancelled: Callable[[], bool] = lambda: False,
        fed: tuple[str, ...] | None = None,
        variation: int = 1,
        **changes: JSON,
    ) -> Outcome:
        """Run the kind of stage that the model is for; `fed` are the frames that it gets, those that it takes else."""
        kind = stage(KINDS[self.able.task])
        set_: dict[str, JSON] = {
            "setting__model": {"id": "018f0000-0000-7000-8000-00000000000a", "digest": self.digest},
            "setting__steps": STEPS,
            "parameter__seed": SEED,
            "parameter__resolution": SIZE,
            "frames": FRAMES,
        }
        fed = self.able.conditions if fed is None else fed
        contents, files = self.given(fed)
        asking = recipe(kind, inputs(**{**set_, **changes}), variation, contents, "diffusers")
        self.steps.clear()
        shown = REFERENCES in self.able.needs and GUIDE not in fed
        references = self.references or (self.cast() if shown else {})
        out = self.folder / "out"
        out.mkdir(exist_ok=True)
        return kind.run(
            Work(
                asking,
                {**files, **self.beside_the_prompt},
                out,
                lambda step, steps: self.steps.append((step, steps)),
                cancelled,
                references,
                self.shown.append,
                {each: ModelFolder(path) for each, path in {self.digest: self.model, **self.beside}.items()},
                self.inner,
            )
        )

    def given(self, fed: tuple[str, ...]) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, Path]]]:
        """Contents and files that come in: the prompt, and the animatic's keyframe as first or last frame."""
        drawn, content = self.making.upstream["keyframe"]["keyframe"], self.making.contents["keyframe"]["keyframe"]
        files = {"prompt": self.making.upstream["prompt"]}
        contents = {"prompt": self.making.contents["prompt"]}
        for name, port in ((FIRST, "keyframe"), (LAST, "last"), (GUIDE, "guide")):
            if name in fed:
                files[port], contents[port] = {port: drawn}, {port: content}
        return contents, files

    def cast(self) -> dict[str, Path]:
        """A picture of a reference, by its content."""
        return {self.making.contents["keyframe"]["keyframe"]: self.making.upstream["keyframe"]["keyframe"]}

    def content(self, **changes: Any) -> str:
        """Return what comes of a run means."""
        return done(self.run(**changes)).outputs[0].content


@cache
def drawn(folder: Path) -> Making:
    """Return a prompt and a keyframe of the animatic, drawn once beside the models."""
    making = Making(folder / "drawn")
    for each in ("prompt", "keyframe"):
        making.stage(stage(each), inputs(parameter__resolution=SIZE))
    return making


def asked_of(ended: Done) -> dict[str, Any]:
    """Return what a run says that it asked its model for."""
    document: dict[str, Any] = json.loads(ended.outputs[-1].path.read_bytes())
    return document


def done(ended: Outcome) -> Done:
    """Return an ending that is one of success."""
    assert isinstance(ended, Done), ended
    return ended
