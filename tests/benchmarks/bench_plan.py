"""The plan after edits, with every other shot up to date, for 100, 1,000 and 10,000 shots."""

import gc
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count
from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext

from generation import commands as generating
from generation import queries as read
from generation.planning import cut, plan_cache, planner
from productions import commands, queries
from productions.commands import Target
from tests.benchmarks import running
from tests.benchmarks.made import make_all, multiply
from tests.benchmarks.measuring import Samples, heading, judged, line, once, show, timed
from tests.benchmarks.nine_stages import NINE
from tests.benchmarks.processor import show_once
from tests.benchmarks.running import System

SMALL, MIDDLE, LARGE = 100, 1000, 10_000
TIMES = 15
AIM = "< 5 ms"
AGAINST = "< 1.5"
"""How much more it may cost in a film a hundred times as long."""
STAGES = len(NINE.nodes)
_words = count()


@dataclass(frozen=True, slots=True)
class Made:
    """A production of `size` shots that are all up to date; `shot` is one in its middle."""

    system: System
    size: int
    log: UUID
    shot: UUID

    def plan(self) -> planner.Planned:
        return planner.plan(self.log)

    def ask(self) -> None:
        self.system.ask("GET", f"productions/{self.log}/plan/")

    def ask_for_shot(self) -> None:
        self.system.ask("GET", f"productions/{self.log}/plan/?shot={self.shot}")

    def edit(self) -> None:
        commands.change_shot(self.system.by, self.log, self.shot, {"description": f"The light is out, {next(_words)}."})

    def style(self) -> None:
        target = Target("production", self.log)
        commands.set_parameter(self.system.by, self.log, target, "style", f"ink {next(_words)}")

    def queries(self) -> int:
        """Return how many queries one plan after an edit costs, in a process that made the one before."""
        self.edit()
        self.plan()
        self.edit()
        with CaptureQueriesContext(connection) as captured:
            self.plan()
        return len(captured)


def made(system: System, size: int) -> Made:
    """Make all shots of a film; what is longer than a screenplay is a film copied into itself."""
    log = system.another_film(min(size, MIDDLE))
    generating.change_draft(system.by, log, NINE)
    generating.publish_pipeline(system.by, log)
    make_all(system.by, log)
    shot = queries.ordered_shots(queries.moment(log))[min(size, MIDDLE) // 2]
    if size > MIDDLE:
        multiply(log, size // MIDDLE)
    running.settle()
    return Made(system, size, log, shot)


def after(act: Callable[[], object], before: Callable[[], object], times: int = TIMES) -> tuple[Samples, Samples]:
    """Measure an action each time after another one: in time, and in the processor's time of this process."""
    wall, processor = [], []
    gc.collect()
    gc.freeze()  # else each collection goes through all there is, and leaves the caches of the processor cold
    for _ in range(times + 1):
        before()
        gc.collect()
        used, begin = time.process_time(), time.perf_counter()
        act()
        wall.append(time.perf_counter() - begin)
        processor.append(time.process_time() - used)
    return Samples(wall[1:]), Samples(processor[1:])


def compare(what: str, of: Mapping[int, Samples], aim: str = "", against: str = "") -> None:
    """Print the samples of each size, and how much more the largest costs than the smallest, with their aims."""
    for size, samples in of.items():
        show(f"{what}, {size:,} shots", samples, aim)
    small, *_, large = of.values()
    ratios = (f"x {large.median / small.median:.1f}", f"x {large.least / small.least:.1f}")
    told = judged(against, large.least / small.least)
    line(f"{what}, {max(of):,} against {min(of):,} shots", *ratios, "", "", "", told)


def first(film: Made) -> None:
    """Print what the first plan costs, from nothing and by resolving everything, and check that both say the same."""
    plan_cache.forget(film.log)
    kept = show_once(f"first plan, {film.size:,} shots", film.plan, "< 1.5 s")
    plain, resolved = timed(lambda: planner.plan_moment(queries.moment(film.log)))
    assert kept.plan.lines == resolved.plan.lines == ()
    once(f"resolving everything, {film.size:,} shots", plain)


def screens(film: Made) -> None:
    """Print what board, cut and review queue cost of a film that is up to date."""
    once(f"board, {film.size:,} shots", timed(lambda: read.board(film.log))[0])
    once(f"cut, {film.size:,} shots", timed(lambda: cut.cut(film.log))[0])
    once(f"review queue, {film.size:,} shots", timed(lambda: read.takes_in(film.log, "submitted"))[0])
    once(
        f"board over HTTP, {film.size:,} shots",
        timed(lambda: film.system.ask("GET", f"productions/{film.log}/stages/"))[0],
    )


def everywhere(film: Made) -> None:
    """Print what a plan costs after the style of the whole production changed, and after it was changed back."""
    film.style()
    planned = show_once(f"style of the production, {film.size:,} shots", film.plan, "< 1 s")
    assert planned.plan.stages == STAGES * film.size
    commands.clear_parameter(film.system.by, film.log, Target("production", film.log), "style")
    show_once("... and back", film.plan)


def measure(system: System) -> None:
    """Print the table."""
    films = [made(system, size) for size in (SMALL, MIDDLE, LARGE)]
    heading(f"plan: {STAGES} stages of one shot are out of date")
    for film in films:
        first(film)
    idle = {film.size: after(film.plan, lambda: None)[0] for film in films}
    compare("nothing changed, all is up to date", idle, "< 1 ms")
    edited = {film.size: after(film.plan, film.edit) for film in films}
    compare("after one edit, in the process", {size: wall for size, (wall, _) in edited.items()}, AIM, AGAINST)
    compare("its processor time alone", {size: processor for size, (_, processor) in edited.items()})
    compare(
        "nothing changed, one shot is not", {film.size: after(film.plan, lambda: None)[0] for film in films}, "< 1 ms"
    )
    compare("after one edit, over HTTP", {film.size: after(film.ask, film.edit)[0] for film in films})
    compare("of the shot alone, over HTTP", {film.size: after(film.ask_for_shot, film.edit)[0] for film in films})
    line("queries of one plan (100, 1,000, 10,000 shots)", *(str(film.queries()) for film in films))
    for film in films:
        screens(film)
    everywhere(films[1])
    everywhere(films[2])


def main() -> None:
    """Measure on a system of its own."""
    with running.system() as system:
        measure(system)


if __name__ == "__main__":
    main()
