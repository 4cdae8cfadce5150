"""The animatic: seconds of one core for a second of film, for each stage and for the drawing alone."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from generation.backends.animatic import shot as shots
from generation.backends.animatic.film import ShotDrawing
from generation.ports.work import JSON, Done
from generation.stages import pipelines
from generation.stages.base import Stage
from generation.stages.prompt import document
from generation.stages.registry import stage as kind
from productions import queries
from productions.models import ProductionRow
from tests.benchmarks import running
from tests.benchmarks.measuring import line, remeasure, units
from tests.benchmarks.running import System
from tests.generation.pictures import Making

SHAPE, RATE = (1280, 720), 24
SECONDS = 2
SHOTS = 5
ROUNDS = 1
ALONE, STYLED, ALL = "drawing alone", "drawing in ink", "all stages"
COLUMNS = ("processor", "most", "clock", "most", "speed")
LEAST_THAT_COUNTS = 0.001
Values = Mapping[str, JSON]


class Took(NamedTuple):
    """Seconds of the clock and of the processor."""

    wall: float
    processor: float


def chosen() -> list[dict[str, JSON]]:
    """Return the inputs of shots of the demonstration that differ in place and framing, each of SECONDS."""
    by_look: dict[tuple[str, str], dict[str, JSON]] = {}
    log = ProductionRow.objects.order_by("id").values_list("id", flat=True)[0]
    for inputs in queries.inputs(queries.moment(log)).values():
        values = {**inputs.values, "frames": SECONDS * RATE}
        assert values["parameter:resolution"] == "{}x{}".format(*SHAPE)
        assert values["parameter:frame_rate"] == str(RATE)
        place, size = str(values["scene.place"]), str(values["size"])
        if all(place != other and size != framing for other, framing in by_look):
            by_look[place, size] = values
    return list(by_look.values())[:SHOTS]


def make(values: Values) -> dict[str, Took]:
    """Make a shot and return what each stage took for a second of film."""
    took: dict[str, Took] = {}
    with tempfile.TemporaryDirectory() as folder:
        making = Making(Path(folder))
        for node in pipelines.default().nodes:
            stage = kind(node.spec.name)
            took[stage.name] = took_by(lambda stage=stage: run(making, stage, values))  # type: ignore[misc]  # mypy gives a lambda's default no type
    total = Took(*map(sum, zip(*took.values(), strict=True)))
    styled = {**values, "parameter:style": "ink"}
    return {**took, ALL: total, ALONE: took_by(lambda: draw(values)), STYLED: took_by(lambda: draw(styled))}


def run(making: Making, stage: Stage, values: Values) -> None:
    assert isinstance(making.stage(stage, values), Done)


def draw(values: Values) -> None:
    """Draw all frames and keep none."""
    for _ in ShotDrawing(shots.read(document(values)), SHAPE, Fraction(RATE), SECONDS * RATE, 1).frames():
        pass


def took_by(act: Callable[[], None]) -> Took:
    wall, processor = time.perf_counter(), time.process_time()
    act()
    return Took((time.perf_counter() - wall) / SECONDS, (time.process_time() - processor) / SECONDS)


@contextmanager
def one_core() -> Iterator[None]:
    """Keep this thread, and threads that it starts, on one core."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def measure(system: System) -> None:
    """Print the table; the demonstration is in the system's database."""
    assert system.url
    shots = chosen()
    with one_core():
        make({**shots[0], "frames": RATE})  # loads the libraries
        made = [[make(values) for _ in range(ROUNDS)] for values in shots]
    remeasure()
    line(f"animatic 1280x720, 24 fps, s for 1 s of {len(shots)} shots", *COLUMNS, "in units", "aim")
    for name in made[0][0]:
        tell(name, [[each[name] for each in rounds] for rounds in made], "processor < 1" if name == ALL else "")


def tell(name: str, made: Sequence[Sequence[Took]], aim: str) -> None:
    """Print a stage over all shots, each by its best round, and how many seconds of film one of the processor makes."""
    processor, wall = ([min(getattr(took, of) for took in rounds) for rounds in made] for of in ("processor", "wall"))
    middle = statistics.median(processor)
    figures = (middle, max(processor), statistics.median(wall), max(wall))
    ratio = f"x {1 / middle:.1f}" if middle > LEAST_THAT_COUNTS else ""
    line(name, *(f"{figure:.3f}" for figure in figures), ratio, units(middle), aim)


def main() -> None:
    """Measure on a system of its own."""
    with running.system() as system:
        measure(system)


if __name__ == "__main__":
    main()
