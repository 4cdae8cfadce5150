"""What a careful reader sees in a script, written down by hand before any program read it.

A `.truth` file is a Fountain script in which a line that begins with "%" tells of the paragraph above it: of a heading
its setting, place, sub-place, time and modifiers; of any other who is visible and speaks, is named, or is meant by a
pronoun that can mean nobody else (`cast`), and who is there without a name (`unnamed`). A paragraph without one shows
nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("truth")
FILES = tuple(sorted(FOLDER.glob("*.truth")))
UNSEEN = tuple(sorted((FOLDER / "unseen").glob("*.truth")))
"""Scripts that were measured before any rule was widened by them, and of which the rules know less than of FILES."""
LATER = tuple(sorted((FOLDER / "later").glob("*.truth")))
"""Scripts that taught rules how names belong together, and no words."""
_FACT = re.compile(r"(setting|place|sub|time|modifiers|cast|unnamed): ([^;]+)")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some lines of the script, counted from 1 in its text without annotations, and what is true of them."""

    first: int
    last: int
    text: str
    facts: dict[str, str]

    @property
    def cast(self) -> tuple[str, ...]:
        """Who is seen, by full name."""
        return tuple(name.strip() for name in self.facts.get("cast", "").split(",") if name.strip())


@dataclass(frozen=True, slots=True)
class Truth:
    """A script and what a reader sees in each of its paragraphs."""

    name: str
    script: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def people(self) -> frozenset[str]:
        """Everybody who is ever seen."""
        return frozenset(name for paragraph in self.paragraphs for name in paragraph.cast)


def read(path: Path) -> Truth:
    """Read a file; ValueError for a line of facts that says nothing or that stands under no paragraph."""
    lines: list[str] = []
    facts: dict[int, dict[str, str]] = {}
    for line in path.read_text().splitlines():
        if not line.startswith("%"):
            lines.append(line)
            continue
        said = dict(_FACT.findall(line))
        if not said or not lines or not lines[-1].strip():
            raise ValueError(f"{path.name}: {line!r} tells of nothing")
        facts.setdefault(len(lines), {}).update(said)
    return Truth(path.stem, "\n".join(lines) + "\n", tuple(_paragraphs(lines, facts)))


def _paragraphs(lines: list[str], facts: dict[int, dict[str, str]]) -> Iterator[Paragraph]:
    first = None
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            first = first or number
        elif first:
            yield Paragraph(first, number - 1, "\n".join(lines[first - 1 : number - 1]), facts.get(number - 1, {}))
            first = None
