"""What tests of pictures share: the inputs of one small shot, and the stages run on them in a folder."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generation.backends.registry import backend, offering
from generation.domain.recipes import SETTING
from generation.ports.work import JSON, Done, ModelFolder, Outcome, Work
from generation.stages.base import Stage, reads_key
from generation.stages.registry import stages
from tests.generation.backends.hosted.agreeing import Agreed

MARA, IVO = "018f0000-0000-7000-8000-000000000001", "018f0000-0000-7000-8000-000000000002"


def character(**attributes: str) -> dict[str, JSON]:
    return {
        "kind": "character",
        "role": "",
        "strength": "1.0",
        "look": {"description": "", "attributes": dict(attributes), "images": []},
    }


def inputs(**changes: JSON) -> dict[str, JSON]:
    """The inputs of a shot of two people on a quay, 6 frames of 128x72; keyword `scene__time` sets `scene.time`."""
    values: dict[str, JSON] = {
        "description": "They look out at the water.",
        "dialogue": [{"character": "MARA", "text": "It is late.", "parenthetical": "", "reference": MARA}],
        "size": "medium",
        "camera": "push-in",
        "frames": 6,
        "code": "SC010_0040",
        "scene.setting": "EXT",
        "scene.place": "QUAY",
        "scene.time": "DAY",
        "scene.heading": "EXT. QUAY - DAY",
        "parameter:resolution": "128x72",
        "parameter:frame_rate": "24",
        "parameter:burn_in": False,
        f"cast:{MARA}": character(hair="bun", wardrobe="coat", wardrobe_colour="#d02020", build="tall"),
        f"cast:{IVO}": character(hair="short", wardrobe="sweater", wardrobe_colour="#2040c0", accessory="beard"),
    }
    named = {name.replace("__", "."): value for name, value in changes.items()}
    return values | {re.sub(r"^(parameter|setting)\.", r"\1:", name): value for name, value in named.items()}


def everywhere() -> tuple[Stage, ...]:
    """The kinds that run without any model: those that ask for a backend of their own have tests of their own."""
    return tuple(each for each in stages() if not each.backend)


_FEEDS = {"master": "picture", "proxy": "proxy", "sound": "sound"}
"""Ports of other names than the stages that feed them: what is finished is the picture of whoever measures it."""
Contents = Mapping[str, Mapping[str, str]]


def recipe(
    stage: Stage, values: Mapping[str, JSON], variation: int, contents: Contents, drawn_by: str
) -> dict[str, JSON]:
    """The recipe document of a stage with what it reads of the inputs, and no more; `contents` by stage and role."""
    drawn_by = stage.backend or drawn_by
    if stage.task and stage.task not in backend(drawn_by).capabilities.tasks:
        drawn_by = offering(stage.task).name
    reads = backend(drawn_by).reads[stage.task] if stage.task else stage.reads
    return {
        "stage": stage.name,
        "version": stage.version,
        "backend": {"name": drawn_by, "version": backend(drawn_by).version} if stage.task else None,
        "inputs": {key: value for key, value in values.items() if reads_key((*reads, SETTING), key)},
        "upstream": {port.name: dict(contents[port.name]) for port in stage.inputs if port.name in contents},
        "variation": variation,
    }


@dataclass
class Making:
    """Runs the pipeline stage by stage in a folder; `upstream` fills as stages are done.

    `models` are what work is given of them, by digest, `chosen` the inputs by which a kind of stage names its model.
    """

    folder: Path
    backend: str = "animatic"
    models: Mapping[str, ModelFolder] = field(default_factory=dict)
    chosen: Mapping[str, Mapping[str, JSON]] = field(default_factory=dict)
    upstream: dict[str, dict[str, Path]] = field(default_factory=dict)
    steps: list[tuple[int, int]] = field(default_factory=list)
    contents: dict[str, dict[str, str]] = field(default_factory=dict)

    def stage(
        self,
        stage: Stage,
        values: Mapping[str, JSON],
        cancelled: Callable[[], bool] = lambda: False,
        variation: int = 1,
    ) -> Outcome:
        out = self.folder / stage.name
        out.mkdir(parents=True, exist_ok=True)

        def progress(step: int, steps: int) -> None:
            self.steps.append((step, steps))

        values = {**values, **self.chosen.get(stage.name, {})}
        asked = recipe(stage, values, variation, self.contents, self.backend)
        ended = stage.run(Work(asked, self.upstream, out, progress, cancelled, models=self.models, dealings=Agreed()))
        if isinstance(ended, Done):
            self.upstream[stage.name] = {output.role: output.path for output in ended.outputs}
            self.contents[stage.name] = {output.role: output.content for output in ended.outputs}
            for role, port in _FEEDS.items():
                if role in self.upstream[stage.name]:
                    self.upstream[port], self.contents[port] = self.upstream[stage.name], self.contents[stage.name]
        return ended

    def all(self, values: Mapping[str, JSON], variation: int = 1) -> dict[str, str]:
        """Run the whole pipeline; returns the content of every output by role."""
        contents: dict[str, str] = {}
        for stage in everywhere():
            ended = self.stage(stage, values, variation=variation)
            assert isinstance(ended, Done), ended
            contents |= {output.role: output.content for output in ended.outputs}
        return contents


def made(folder: Path, variation: int = 1, **changes: JSON) -> dict[str, str]:
    """Contents by role of the shot with some inputs changed."""
    return Making(folder / str(len(list(folder.iterdir())))).all(inputs(**changes), variation)
