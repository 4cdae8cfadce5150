"""Search over 20,000 things of one production, over HTTP, as somebody types it: codes, names, texts, mistyped ones."""

from collections.abc import Callable
from urllib.parse import quote
from uuid import UUID

import uuid6

from productions import commands, finding, queries
from productions.finding.rows import rebuild
from productions.models import FindingRow
from tests.benchmarks import made, processor, running
from tests.benchmarks.measuring import heading, once, sample, show, timed
from tests.benchmarks.running import System

SHOTS, TIMES_AS_LONG, NOTES, PEOPLE, TIMES = 1000, 9, 1000, 240, 10
AIM = "< 50 ms"
GIVEN = ("Adalbert", "Beatrix", "Cornelius", "Dorothea", "Eleonora", "Ferdinand", "Genevieve", "Hieronymus")
FAMILY = (
    "Ashcombe",
    "Brandt",
    "Čapek",
    "Delacroix",
    "Eszterházy",
    "Fitzgerald",
    "González",
    "Håkansson",
    "Ibsen",
    "东野",
)
TYPED = {
    "a code": "SC010_0040",
    "a code as it is said": "sc 12 sh 3",
    "a letter": "m",
    "the beginning of a name": "esz",
    "a word of every sixth shot": "mara",
    "words of many shots": "broken lamp number",
    "a word of one note": "umbrella",
    "a mistyped name": "Eszterhzay",
    "a mistyped word of texts": "lighthosue",
    "two mistyped words": "brokne lapm",
    "a name in Chinese": "东野",
    "what is nowhere": "xylophone",
}


def measure(system: System) -> None:
    """Print the table."""
    log = _film(system)
    seconds, _ = timed(rebuild)
    things = FindingRow.objects.filter(log=log).count() + NOTES
    heading(f"search over {things:,} things of a production, {NOTES:,} of them sealed notes, {TIMES} requests each")
    for what, text in TYPED.items():
        show(f"{what}: {text}", sample(TIMES, _looking(system, log, text), warm=3), AIM)
        once("... of the processor, here and in Postgres, without HTTP", _of_processor(log, text))
    once(f"the words of all {FindingRow.objects.count():,} things made anew", seconds)


def _film(system: System) -> UUID:
    """A long film, all of it made, with people of many names and notes on its takes."""
    log = system.another_film(SHOTS)
    for nth in range(PEOPLE):
        name = f"{GIVEN[nth % len(GIVEN)]} {FAMILY[nth % len(FAMILY)]} {nth}"
        commands.add_reference(system.by, log, uuid6.uuid7(), "character", name)
    made.make_all(system.by, log)
    takes = list(queries.all_takes(log))
    for nth in range(NOTES):
        said = "Her umbrella flickers." if nth == NOTES // 2 else f"The light on her face jumps here, {nth}."
        commands.note_take(system.by, log, takes[nth % len(takes)], said, None)
    running.settle()
    made.multiply(log, TIMES_AS_LONG)
    return log


def _looking(system: System, log: UUID, text: str) -> Callable[[], None]:
    path = f"productions/{log}/search/?q={quote(text)}"

    def look() -> None:
        system.http.get(path).raise_for_status()

    return look


def _of_processor(log: UUID, text: str) -> float:
    """The mean of some searches in the process."""
    before = processor.used()
    for _ in range(TIMES):
        finding.search(log, text, finding.KINDS, 1)
    return (processor.used() - before) / TIMES


def main() -> None:
    """Measure on a system of its own."""
    with running.system() as system:
        measure(system)


if __name__ == "__main__":
    main()
