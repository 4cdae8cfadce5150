"""Figures of models on this machine's GPU, through a worker as in earnest; `tests/benchmarks/gpu.sh` runs it.

Each model makes shots of one length through a real worker, on a database and a store of their own; the bare call of
its library makes the same in the same run. Without a GPU, toys are made on the processor: that shows that all of this
works, and its figures say nothing.
"""

import json
import logging
import os
import platform
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

import torch
import uuid6
from django.test import override_settings

from config.env import ROOT
from events.execution import Context
from generation import commands as orders
from generation import queries as read
from generation.models import AttemptRow
from generation.register.registering import ModelRequest
from generation.workers.devices import CPU, gpus
from productions import commands
from productions.commands import Target
from productions.domain.graph import Graph, GraphNode
from tests.benchmarks.gpu import shapes, watched
from tests.benchmarks.gpu.shapes import Shape
from tests.benchmarks.measuring import line
from tests.faults.workers import WorkerProcess, working
from tests.support import databases
from tests.support.making import context, production
from tests.support.waiting import eventually

HEAD = ("| model | what | figure | aim |", "| --- | --- | --- | --- |")
SHOTS, BARE = 4, 3
PATIENCE = 400.0
LONG = "500"
"""Steps of the shot that is cancelled."""
LEFT = 2**29
"""Bytes of the GPU's memory that another program leaves."""


@dataclass
class Table:
    """Rows of figures, printed as they come and written down at the end."""

    rows: list[str] = field(default_factory=list)

    def add(self, model: str, what: str, figure: str, aim: str = "") -> None:
        """Print a row."""
        self.rows.append(f"| {model} | {what} | {figure} | {aim} |")
        line(self.rows[-1])


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a model's shots are made: a production of its own with a worker."""

    by: Context
    log: UUID
    shots: tuple[UUID, ...]
    worker: WorkerProcess

    def set(self, name: str, value: object) -> None:
        """Set a parameter of the production."""
        commands.set_parameter(self.by, self.log, Target("production", self.log), name, value)

    def order(self, *shots: UUID) -> UUID:
        """Order the motion of some shots."""
        return orders.place_order(self.by, self.log, shots, stages=("motion",)).value


def main() -> int:
    """Measure, print, and write the table into the folder that OUT names, the current one else."""
    logging.disable(logging.WARNING)  # nobody listens for the bell here
    real = torch.cuda.is_available() and "--toy" not in sys.argv
    table = Table()
    for each in (*_machine(real), "", *HEAD):
        line(each)
    with _place() as (database, store):
        for shape in shapes.REAL if real else shapes.TOY:
            _measure(shape, database, store, table)
    where = Path(os.environ.get("OUT", ".")) / "gpu.md"
    where.write_text("\n".join((*_machine(real), "", *HEAD, *table.rows)) + "\n")
    return 0


def _machine(real: bool) -> list[str]:
    """What was measured, on what and with which versions."""
    names = ("torch", "diffusers", "transformers", "accelerate", "safetensors", "numpy", "av", "Django")
    libraries = ", ".join(f"{name} {version(name)}" for name in names)
    device = torch.cuda.get_device_name() if real else f"the processor, with toys ({os.cpu_count()} cores)"
    return [
        f"Measured on {time.strftime('%Y-%m-%d')} on {device}; Python {platform.python_version()}, {libraries}.",
        "" if real else "Toys show that the script works. Their figures say nothing about models.",
    ]


@contextmanager
def _place() -> Iterator[tuple[str, Path]]:
    """A database server and a store of this run's own."""
    server, end = databases.start()
    with tempfile.TemporaryDirectory(prefix="continuity-gpu-") as folder:
        store = Path(folder) / "store"
        default = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": str(store)}}
        try:
            databases.ensure_template(server)
            databases.clone(server, "home")
            with override_settings(STORAGES={"default": default}), databases.live(server, "home") as url:
                yield url, store
        finally:
            end()


def _measure(shape: Shape, database: str, store: Path, table: Table) -> None:
    begin = time.perf_counter()
    folder = shapes.save(shape, store.parent / "models" / shape.family)
    line(f"({shape.title}: built in {time.perf_counter() - begin:.0f} s)")
    by = context()
    model = _registered(by, folder)
    device = gpus()[0].name if torch.cuda.is_available() and gpus() else CPU
    bare = _bare(shape, folder)
    table.add(shape.title, f"bare call, {shape.frames} frames, {shape.size}, {shape.steps} steps", _seconds(bare))
    with working(database, store, device=device) as worker:
        stage = _stage(shape, by, model, worker)
        _through_a_worker(shape, stage, bare, table)
        rest = watched.memory(worker.child())
        _cancelled(shape, stage, bare, table)
        _memory(shape, stage, rest, "after a cancel", table)
        _estimated(shape, stage, table)
        _starved(shape, stage, rest, table)


def _registered(by: Context, folder: Path) -> dict[str, str]:
    said = ModelRequest(str(folder), licence="Apache-2.0", memory=2**20)
    id_ = orders.add_model(by, said, lambda *_: None, lambda *_: None).value
    return {"id": str(id_), "digest": read.model(id_).state.weights.digest}


def _bare(shape: Shape, folder: Path) -> float:
    width, height = (int(each) for each in shape.size.split("x"))
    call = {
        "prompt": "A ferry leaves the quay in fog.", "width": width, "height": height, "num_frames": shape.frames,
        "num_inference_steps": shape.steps, "guidance_scale": 5.0,
    }  # fmt: skip
    asked = json.dumps({"folder": str(folder), "times": BARE, "call": call})
    command = [sys.executable, "-m", "tests.benchmarks.gpu.bare"]
    said = subprocess.run(command, cwd=ROOT, input=asked, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if said.returncode:
        raise RuntimeError(said.stderr)
    return watched.median(json.loads(said.stdout.splitlines()[-1]))


GRAPH = Graph(
    nodes=(
        GraphNode(id="prompt", kind="prompt"),
        GraphNode(id="motion", kind="model_motion", inputs={"prompt": "prompt.prompt"}),
        GraphNode(id="finish", kind="finish", inputs={"motion": "motion.frames"}),
    ),
    outputs={"master": "finish.master", "proxy": "finish.proxy", "poster": "finish.poster"},
)


def _stage(shape: Shape, by: Context, model: dict[str, str], worker: WorkerProcess) -> Stage:
    log = production(by, script=None)
    orders.change_draft(by, log, GRAPH)
    orders.publish_pipeline(by, log)
    scene = commands.add_scene(by, log, uuid6.uuid7(), "EXT. QUAY - DAWN").value
    shots = tuple(
        commands.add_shot(
            by, log, uuid6.uuid7(), scene, {"description": f"Gull {place} lands.", "frames": shape.frames}
        ).value
        for place in range(SHOTS + 4)
    )
    stage = Stage(by, log, shots, worker)
    values = {"motion.model": model, "resolution": shape.size, "motion.steps": str(shape.steps), "motion.guidance": "5"}
    for name, value in values.items():
        stage.set(name, value)
    return stage


def _through_a_worker(shape: Shape, stage: Stage, bare: float, table: Table) -> None:
    work = watched.made(stage.order(*stage.shots[: SHOTS + 1]), PATIENCE)
    first, rest = work[0], work[1:]
    period = watched.median(watched.periods(work[1:]))
    model = watched.median([each.model for each in rest])
    table.add(shape.title, "through a worker, from one job's beginning to the next", _seconds(period))
    table.add(shape.title, "overhead against the bare call", f"{period / bare - 1:.1%}", "< 2 %")
    table.add(shape.title, "the device idles between jobs of one model", f"{1 - model / period:.1%}", "< 2 %")
    swap = (first.ended - first.begun) - watched.median([each.ended - each.begun for each in rest])
    table.add(shape.title, "loading the model, for the first job", _seconds(swap))


def _cancelled(shape: Shape, stage: Stage, bare: float, table: Table) -> None:
    stage.set("motion.steps", LONG)
    order = stage.order(stage.shots[SHOTS + 1])
    action = eventually(lambda: watched.running(order), PATIENCE)
    begin = time.perf_counter()
    orders.cancel_order(stage.by, order)
    eventually(lambda: AttemptRow.objects.filter(action=action, ended_at__isnull=False).exists(), PATIENCE)
    step = bare / shape.steps
    table.add(shape.title, f"from a cancel to its end (a step takes {step:.2f} s at most)",
              _seconds(time.perf_counter() - begin), f"< {step + 1:.2f} s")  # fmt: skip
    stage.set("motion.steps", str(shape.steps))


def _memory(shape: Shape, stage: Stage, rest: int, when: str, table: Table) -> None:
    more = watched.memory(stage.worker.child()) - rest
    table.add(shape.title, f"memory {when}, against that at rest with the model", f"{more / 2**20:+.0f} MiB", "+0")


def _estimated(shape: Shape, stage: Stage, table: Table) -> None:
    """A shot of half the length, of which nothing was measured."""
    shot = stage.shots[SHOTS + 2]
    commands.change_shot(stage.by, stage.log, shot, {"frames": shape.frames // 2})
    (work,) = watched.made(stage.order(shot), PATIENCE)
    took = work.ended - work.begun
    said = f"{work.expected / took - 1:+.0%}" if work.expected else "nothing was expected"
    table.add(shape.title, f"estimate of a shot half as long, which took {took:.1f} s", said)


def _starved(shape: Shape, stage: Stage, rest: int, table: Table) -> None:
    """Another program takes the GPU's memory, so that the next job runs out of it."""
    if not torch.cuda.is_available():
        table.add(shape.title, "memory after a failure", "not tried without a GPU")
        return
    free = torch.cuda.mem_get_info()[0]
    taken = torch.empty(max(0, free - LEFT), dtype=torch.uint8, device="cuda")
    order = stage.order(stage.shots[SHOTS + 3])
    eventually(lambda: not watched.open_jobs(order), PATIENCE)
    del taken
    torch.cuda.empty_cache()
    outcomes = AttemptRow.objects.filter(action__jobs__order=order).values_list("outcome", flat=True)
    _memory(shape, stage, rest, f"after memory ran out ({', '.join(outcomes)})", table)


def _seconds(seconds: float) -> str:
    return f"{seconds:.2f} s"


if __name__ == "__main__":
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of libraries, about themselves
        sys.exit(main())
