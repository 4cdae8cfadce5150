"""The plan after one edit, with every other shot up to date, for 100 and for 1,000 shots."""

from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from generation import planner
from productions import commands, queries
from tests.benchmarks import running
from tests.benchmarks.made import make_all
from tests.benchmarks.measuring import Samples, heading, line, sample, show
from tests.benchmarks.running import System

SIZES = (100, 1000)
TIMES = 7
AIM = "< 5 ms"
STAGES = 4


@dataclass(frozen=True, slots=True)
class Edited:
    """A production of `size` shots with one of them edited since all were made."""

    system: System
    size: int
    log: UUID
    shot: UUID

    def plan(self) -> None:
        planner.plan(self.log)

    def ask(self) -> None:
        self.system.ask("GET", f"productions/{self.log}/plan/")

    def ask_for_shot(self) -> None:
        self.system.ask("GET", f"productions/{self.log}/plan/?shot={self.shot}")

    def queries(self) -> int:
        """Return how many queries one plan costs."""
        with CaptureQueriesContext(connection) as captured:
            self.plan()
        return len(captured)


def edited(system: System, size: int) -> Edited:
    """Make all shots of a film, then change the description of the one in the middle."""
    log = system.film(size)
    make_all(system.by, log)
    shot = queries.ordered_shots(queries.moment(log))[size // 2]
    assert not planner.plan(log).plan.lines, "all is up to date"
    commands.change_shot(system.by, log, shot, {"description": "The light is out."})
    assert len(planner.plan(log).plan.lines) == STAGES
    running.settle()
    return Edited(system, size, log, shot)


def compare(what: str, of: dict[int, Samples]) -> None:
    """Print the samples of each size and how much more the larger one costs."""
    for size, samples in of.items():
        show(f"{what}, {size:,} shots", samples, AIM)
    small, large = of.values()
    line(
        f"{what}, 1,000 against 100 shots", f"x {large.median / small.median:.1f}", f"x {large.least / small.least:.1f}"
    )


def measure(system: System) -> None:
    """Print the table."""
    films = [edited(system, size) for size in SIZES]
    heading(f"plan after one edit: {STAGES} stages of one shot")
    compare("in the process", {film.size: sample(TIMES, film.plan) for film in films})
    compare("over HTTP", {film.size: sample(TIMES, film.ask) for film in films})
    compare("of the shot alone, over HTTP", {film.size: sample(TIMES, film.ask_for_shot) for film in films})
    line("queries of one plan (100, 1,000 shots)", *(str(film.queries()) for film in films))


def main() -> None:
    """Measure on a system of its own."""
    with running.system() as system:
        measure(system)


if __name__ == "__main__":
    main()
