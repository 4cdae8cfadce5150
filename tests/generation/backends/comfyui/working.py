"""What tests of workflows share: a workflow as it is registered, and one piece of work for it."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from generation.backends.base import Outputs, Request, asked
from generation.backends.comfyui import graphs, suggesting, workflow
from generation.backends.comfyui.workflow import Workflow
from generation.backends.registry import backend
from generation.ports.work import JSON, ModelFolder, Work


def registered(nodes: Mapping[str, Any], title: str = "Noise") -> Workflow:
    """A workflow with what is suggested of it."""
    graph = graphs.read(json.dumps(nodes))
    return workflow.declared(graph, suggesting.suggested(graph), title)


def lent(known: Workflow) -> dict[str, ModelFolder]:
    """A workflow as work is given it."""
    return {known.digest: ModelFolder(document=known.document())}


@dataclass
class Asking:
    """One piece of work for a workflow, in a folder. What it heard on the way is in `steps` and `shown`."""

    known: Workflow
    folder: Path
    size: str = "128x72"
    frames: int = 3
    seed: str = "7"
    set_: Mapping[str, JSON] = field(default_factory=dict)
    fed: Mapping[str, Mapping[str, Path]] = field(default_factory=dict)
    references: Mapping[str, Path] = field(default_factory=dict)
    inner: Path | None = None
    cancelled: Callable[[], bool] = lambda: False
    steps: list[tuple[int, int]] = field(default_factory=list)
    shown: list[Any] = field(default_factory=list)
    request: Request | None = None

    def run(self) -> Outputs:
        """What the workflow makes of it."""
        prompt = self.folder / "prompt.json"
        prompt.write_text(json.dumps({"description": "A lighthouse at dusk."}))
        inputs: dict[str, JSON] = {
            "parameter:resolution": self.size, "parameter:frame_rate": "24", "parameter:seed": self.seed,
            "frames": self.frames, "setting:model": {"id": "", "digest": self.known.digest},
            **{f"setting:{name}": value for name, value in self.set_.items()},
        }  # fmt: skip
        work = Work(
            {"inputs": inputs, "upstream": {}}, {"prompt": {"prompt": prompt}, **self.fed}, self.folder,
            lambda step, steps: self.steps.append((step, steps)), self.cancelled,
            references=self.references, show=self.shown.append, models=lent(self.known), inner=self.inner,
        )  # fmt: skip
        made = backend("comfyui")
        self.request = asked(made, self.known.task, work)
        return made.run(self.known.task, self.request)

    def still(self) -> Any:
        """The picture that it makes."""
        return self.run()["image"]

    def clip(self) -> Any:
        """The frames that it makes."""
        return np.stack(list(self.run()["frames"].frames))

    def told(self) -> Mapping[str, Any]:
        """What the take will say of it."""
        assert self.request
        return self.request.told

    def notes(self) -> str:
        """What was bent, all in one text."""
        assert self.request
        return " | ".join(self.request.made_so)


def picture(path: Path, size: tuple[int, int] = (128, 72), colour: str = "#a04020") -> Path:
    """A picture of one colour."""
    Image.new("RGB", size, colour).save(path)
    return path
