"""Import of a 120-page screenplay: reading alone, the first import, a revision of one line, and its dry run."""

from fractions import Fraction
from uuid import UUID

from productions import commands
from productions.screenplay.breakdown import breakdown
from productions.screenplay.drafts import SceneDraft
from productions.screenplay.reading.fountain import parse
from tests.benchmarks import running
from tests.benchmarks.measuring import heading, sample, show
from tests.benchmarks.running import System
from tests.benchmarks.screenplays import screenplay

SHOTS = 943
"""A screenplay of so many shots has 120 pages of 55 lines."""
TIMES = 3
AIM = "< 1 s"


def read(text: str) -> tuple[SceneDraft, ...]:
    return breakdown(parse(text), Fraction(24)).scenes


def revised(text: str, nth: int) -> str:
    """Return the text with one paragraph of action in its middle worded anew."""
    paragraphs = text.split("\n\n")
    middle = next(at for at in range(len(paragraphs) // 2, len(paragraphs)) if " number " in paragraphs[at])
    paragraphs[middle] = f"Nobody moves, and the light goes out {nth} times."
    return "\n\n".join(paragraphs)


def measure(system: System) -> None:
    """Print the table."""
    text = screenplay(SHOTS)
    heading(f"import: {len(text.splitlines()) / 55:.0f} pages, {SHOTS:,} shots")
    show("read and break down", sample(TIMES, lambda: read(text)))
    logs = iter([system.empty_production() for _ in range(TIMES)])
    show("first import", sample(TIMES, lambda: take_in(system, next(logs), text), warm=0), AIM)
    running.settle()
    log = system.film(SHOTS)
    texts = iter([revised(text, nth) for nth in range(2 * TIMES)])
    show(
        "dry run, one line changed",
        sample(TIMES, lambda: take_in(system, log, next(texts), dry=True), warm=0),
        "< 0.6 s",
    )
    show("revision, one line changed", sample(TIMES, lambda: take_in(system, log, next(texts)), warm=0), AIM)
    show("first import over HTTP", sample(TIMES, lambda: put(system, text), warm=0), AIM)
    running.settle()


def take_in(system: System, log: UUID, text: str, *, dry: bool = False) -> None:
    commands.import_script(system.by, log, text, dry_run=dry)


def put(system: System, text: str) -> None:
    log = system.empty_production()
    system.ask("PUT", f"productions/{log}/script/", {"text": text})


def main() -> None:
    """Measure on a system of its own."""
    with running.system() as system:
        measure(system)


if __name__ == "__main__":
    main()
