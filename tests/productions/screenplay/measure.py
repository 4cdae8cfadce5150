"""Measures what a breakdown finds against the truths; `python -m tests.productions.screenplay.measure` prints a table.

Other truths are measured with `… measure FOLDER`, and `… measure --misses` names every miss.
"""

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from productions.screenplay.breakdown import breakdown
from productions.screenplay.decisions import Decision, Split
from productions.screenplay.drafts import Breakdown, ShotDraft
from productions.screenplay.people import characters
from productions.screenplay.reading.elements import Screenplay
from productions.screenplay.reading.fountain import parse
from productions.screenplay.words import wording
from productions.screenplay.words.lexicon import lexicon
from tests.productions.screenplay.truths import FOLDER, Truth, read

RATE = Fraction(24)
LINES_A_PAGE = 55


@dataclass(slots=True)
class Measure:
    """What was found of one script. `cast` counts pairs of paragraph and person, `misses` are told in words."""

    name: str
    people: int = 0
    people_missed: set[str] = field(default_factory=set)
    people_false: set[str] = field(default_factory=set)
    cast: int = 0
    cast_missed: int = 0
    cast_false: int = 0
    unnamed: int = 0
    unnamed_found: int = 0
    places: int = 0
    places_right: int = 0
    shots: int = 0
    pages: float = 0
    described: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return (self.cast - self.cast_missed) / self.cast if self.cast else 1.0

    @property
    def precision(self) -> float:
        right = self.cast - self.cast_missed
        return right / (right + self.cast_false) if right + self.cast_false else 1.0


def by_sentence(screenplay: Screenplay) -> Breakdown:
    """Return a breakdown in which every sentence is a shot, so that each tells who is in it."""
    whole = breakdown(screenplay, RATE)
    anchors = [anchor for shot in whole.shots() for anchor in (shot.anchor, *(start.anchor for start in shot.starts))]
    splits: Sequence[Decision] = [Split(anchor) for anchor in anchors]
    return breakdown(screenplay, RATE, decisions=splits)


def seen(shot: ShotDraft, kind: str = "character", lines: range | None = None) -> set[str]:
    """Return the names of those who are seen in a shot, or in some lines of the script alone."""
    return {
        entry.name
        for entry in shot.cast
        if entry.kind == kind and entry.role in ("speaks", "seen") and (lines is None or entry.line in lines)
    }


def of_truth(truth: Truth) -> Measure:
    """Compare the breakdown of a script with what a reader saw; a group that speaks is named as people are."""
    screenplay = parse(truth.script)
    result = of_script(truth.name, screenplay)
    sentences = list(by_sentence(screenplay).shots())
    wanted = {characters.key(name): name for name in truth.people}
    everybody = {characters.key(name) for shot in sentences for name in seen(shot) | seen(shot, "group")}
    same = aligned(everybody, wanted, lexicon(screenplay.language).titles)

    def who(name: str) -> str:
        return same.get(characters.key(name), characters.key(name))

    for paragraph in truth.paragraphs:
        here = [shot for shot in sentences if shot.first <= paragraph.last and paragraph.first <= shot.last]
        lines = range(paragraph.first, paragraph.last + 1)
        told = {characters.key(name) for name in paragraph.cast}
        cast = {who(name) for shot in here for name in seen(shot, lines=lines)}
        groups = {who(name) for shot in here for name in seen(shot, "group", lines)}
        cast |= groups & wanted.keys()
        result.cast += len(told)
        result.cast_missed += len(told - cast)
        result.cast_false += len(cast - told)
        for name in sorted(told - cast):
            result.misses.append(f"{truth.name}:{paragraph.first}: {name} is not found in {paragraph.text!r}")
        for name in sorted(cast - told):
            result.misses.append(f"{truth.name}:{paragraph.first}: {name} is not there in {paragraph.text!r}")
        if "unnamed" in paragraph.facts:
            result.unnamed += 1
            result.unnamed_found += any(seen(shot, "group", lines) for shot in here)
    people = {who(name) for shot in sentences for name in seen(shot)}
    people |= {who(name) for shot in sentences for name in seen(shot, "group")} & wanted.keys()
    result.people = len(wanted)
    result.people_missed = {wanted[name] for name in wanted if name not in people}
    result.people_false = people - wanted.keys()
    _places(truth, screenplay, result)
    return result


def aligned(found: Collection[str], wanted: Collection[str], titles: Collection[str]) -> dict[str, str]:
    """Return whom found names mean that a reader wrote otherwise: with fewer words, without a rank, or by another
    first name: SERGEANT BOYD KRAUSE for BOYD KRAUSE, ADA for ADA BLENKIN, BUNNY for FREDERICK MALLORY.

    Nobody is meant by two of them: who goes under two names is found once, and once too often.
    """
    means: dict[str, list[str]] = {}
    for name in found:
        words = {word for word in name.split() if word.rstrip(".") not in titles} or set(name.split())
        likely = [
            other
            for other in wanted
            if words <= set(other.split()) or set(other.split()) <= words or name.split()[-1] == other.split()[-1]
        ]
        if name not in wanted and len(likely) == 1 and likely[0] not in found:
            means.setdefault(likely[0], []).append(name)
    return {names[0]: other for other, names in means.items() if len(names) == 1}


def _places(truth: Truth, screenplay: Screenplay, result: Measure) -> None:
    headings = {scene.first: scene.heading for scene in breakdown(screenplay, RATE).scenes}
    for paragraph in truth.paragraphs:
        if "place" not in paragraph.facts:
            continue
        result.places += 1
        found = headings.get(paragraph.first)
        # Names of places are kept in their normal form, in which all quotation marks are one.
        wanted = (paragraph.facts["place"], paragraph.facts.get("sub", ""), paragraph.facts["time"])
        right = found is not None and (found.place, found.sub_place, found.time) == tuple(
            map(wording.normalised, wanted)
        )
        result.places_right += right
        if not right:
            told = (found.place, found.sub_place, found.time) if found else None
            result.misses.append(f"{truth.name}:{paragraph.first}: {paragraph.text!r} was read as {told}")


def of_script(name: str, screenplay: Screenplay) -> Measure:
    """Count the shots of a script, and how many descriptions tell of its own action."""
    whole = breakdown(screenplay, RATE)
    result = Measure(name)
    action = " ".join(element.text for element in screenplay.elements if element.kind == "action").casefold()
    for shot in whole.shots():
        result.shots += 1
        words = shot.description.casefold().split(". ")[-1].strip(" .")
        result.described += words[-60:].strip() in " ".join(action.split()) or words[-20:] in action
    result.pages = max(element.last for element in screenplay.elements) / LINES_A_PAGE
    return result


HEAD = (
    "script",
    "people",
    "missed",
    "false",
    "cast",
    "recall",
    "precision",
    "groups",
    "places",
    "shots/page",
    "action",
)


def row(measure: Measure) -> tuple[str, ...]:
    """A line of the table."""
    return (
        measure.name,
        str(measure.people or "–"),
        str(len(measure.people_missed)) if measure.people else "–",
        str(len(measure.people_false)) if measure.people else "–",
        str(measure.cast or "–"),
        f"{measure.recall:.2f}" if measure.cast else "–",
        f"{measure.precision:.2f}" if measure.cast else "–",
        f"{measure.unnamed_found}/{measure.unnamed}" if measure.unnamed else "–",
        f"{measure.places_right}/{measure.places}" if measure.places else "–",
        f"{measure.shots / measure.pages:.1f}",
        f"{measure.described / max(1, measure.shots):.0%}",
    )


def measured(folder: Path) -> list[Measure]:
    """Measure every truth of a folder, in the order of their names."""
    return [of_truth(read(path)) for path in sorted(folder.glob("*.truth"))]


def table(measures: Sequence[Measure]) -> str:
    """The measures as a table of Markdown."""
    rows = [HEAD, *map(row, measures)]
    widths = [max(len(cells[column]) for cells in rows) for column in range(len(HEAD))]
    lines = ["| " + " | ".join(map(str.ljust, cells, widths)) + " |" for cells in rows]
    lines.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> None:
    """Print the table, and with --misses what is behind it."""
    folders = [Path(argument) for argument in arguments if not argument.startswith("-")] or [FOLDER]
    measures = [measure for folder in folders for measure in measured(folder)]
    misses = [miss for measure in measures for miss in measure.misses] if "--misses" in arguments else []
    sys.stdout.write("\n".join([table(measures), *misses, ""]))


if __name__ == "__main__":
    main(sys.argv[1:])
