"""How much of a real script a small edit touches: counted over every script that is kept here."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from productions.screenplay.drafts import SceneDraft
from productions.screenplay.reading.elements import Kind
from productions.screenplay.reading.fountain import parse
from productions.screenplay.revisions.matching import Verdict, match
from tests.productions.screenplay import truths
from tests.productions.screenplay.revising import draft, ids, production, revise

DEMO = Path(__file__).parents[3] / "demo" / "the-last-light.fountain"
SCRIPTS = {truth.name: truth.script for truth in map(truths.read, truths.FILES)} | {"demo": DEMO.read_text("utf-8")}
"""The scripts by name."""

Counts = dict[str, dict[str, int]]
Edit = Callable[[str], str]


_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2}|\b[^\W\d_]{3,}\b")


def blocks(script: str) -> tuple[str, list[str]]:
    """What stands before the first scene, and the text of each scene."""
    lines = script.splitlines(keepends=True)
    firsts = [scene.first - 1 for scene in draft(script) if scene.heading.text]
    ends = [*firsts[1:], len(lines)]
    return "".join(lines[: firsts[0]]), ["".join(lines[a:b]) for a, b in zip(firsts, ends, strict=True)]


def joined(head: str, scenes: Sequence[str]) -> str:
    return head + "\n\n".join(scene.rstrip("\n") for scene in scenes) + "\n"


def plain(script: str) -> str:
    """The script as the edits below lay it out."""
    return joined(*blocks(script))


def counted(old: str, new: str) -> Counts:
    """What changes, by kind and verdict."""
    found = match(production(old), draft(new)).counts()
    return {kind: {name: n for name, n in each.items() if n and name != "unchanged"} for kind, each in found.items()}


def biggest(script: str) -> tuple[int, SceneDraft]:
    scenes = [scene for scene in draft(script) if scene.heading.text]
    return max(enumerate(scenes), key=lambda each: len(each[1].shots))


def one_word(script: str) -> str:
    """A word of a paragraph of action in the middle of the script becomes one as long, so that no shot outgrows."""
    return other_word(script, lambda word: "wonderfully"[: len(word)].ljust(len(word), "y"))


def longer_word(script: str) -> str:
    """The same word becomes a longer one, so that its shot takes longer, too."""
    return other_word(script, lambda word: f"{word}wonderfully")


def other_word(script: str, other: Callable[[str], str]) -> str:
    """The middle word of a paragraph of action in the middle of the script becomes another one."""
    lines = script.splitlines(keepends=True)
    actions = [part.first - 1 for part in parse(script).elements if part.kind is Kind.ACTION]
    line = next(at for at in actions[len(actions) // 2 :] if plain_words(lines[at]))
    words = plain_words(lines[line])
    word = words[len(words) // 2]
    lines[line] = f"{lines[line][: word.start()]}{other(word[0])}{lines[line][word.end() :]}"
    return "".join(lines)


def plain_words(line: str) -> list[re.Match[str]]:
    """The words that are no names: in small letters, or of a script that has none."""
    return [word for word in _WORD.finditer(line) if word[0] == word[0].lower()]


def swap(script: str) -> str:
    """Two scenes that follow each other."""
    head, scenes = blocks(script)
    at = len(scenes) // 2 - 1
    scenes[at : at + 2] = reversed(scenes[at : at + 2])
    return joined(head, scenes)


def move(script: str) -> str:
    """The first scene to the end."""
    head, (first, *others) = blocks(script)
    return joined(head, [*others, first])


def remove(script: str) -> str:
    """A scene in the middle."""
    head, scenes = blocks(script)
    return joined(head, [*scenes[: len(scenes) // 2], *scenes[len(scenes) // 2 + 1 :]])


def split(script: str) -> str:
    """A scene, by a heading before its middle shot."""
    _, scene = biggest(script)
    at = scene.shots[len(scene.shots) // 2].first - 1
    lines = script.splitlines(keepends=True)
    return "".join([*lines[:at], "INT. UNDER THE STAIRS - NIGHT\n\n", *lines[at:]])


def merge(script: str) -> str:
    """Two scenes, by taking away the heading between them."""
    head, scenes = blocks(script)
    at = len(scenes) // 2
    scenes[at] = "\n".join(scenes[at].split("\n")[1:]).strip("\n")
    return joined(head, scenes)


def renumber(script: str) -> str:
    """A number for every scene, each higher by one than in the numbered script."""
    return numbered(script, 2)


def numbered(script: str, first: int = 1) -> str:
    """Every scene with a number of its own, whatever number it has in the script."""
    head, scenes = blocks(script)
    headings = [scene.heading.text for scene in draft(script) if scene.heading.text]
    bodies = ["".join(scene.splitlines(keepends=True)[1:]) for scene in scenes]
    found = enumerate(zip(headings, bodies, strict=True), start=first)
    return joined(head, [f".{heading} #{number}#\n{body}" for number, (heading, body) in found])


def typeset(script: str) -> str:
    """The script with other signs for the same text."""
    other = script.replace("'", "\u2019").replace("--", "\u2014").replace("...", "\u2026").replace(", ", ",  ")
    return unicodedata.normalize("NFD", other)


def shots_of(script: str) -> int:
    return sum(len(scene.shots) for scene in draft(script))


EDITS: tuple[Edit, ...] = (one_word, longer_word, swap, move, remove, split, merge)
OF_OTHER_PEOPLE = {
    "der-zweite-gang": {"changed": 1, "created": 1},
    "salvage-rights": {"changed": 2},
    "studniarz": {"changed": 1, "created": 2},
}
"""Scripts in whose middle a flashback loses its heading, with what that does to shots: its people come to stand among
others of the scene before, so that "she" or "his father" may mean two there, and shots fall apart elsewhere."""
OUTGROWING = {"cafe-da-tarde", "de-brug-van-sint-anna", "dry-fork"}
"""Scripts in whose middle stands a shot that one longer word makes longer than a shot may be."""
each_script = pytest.mark.parametrize("name", SCRIPTS)


@each_script
@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (one_word, {"scenes": {}, "shots": {"changed": 1}}),
        (swap, {"scenes": {"moved": 1}, "shots": {}}),
        (move, {"scenes": {"moved": 1}, "shots": {}}),
        (typeset, {"scenes": {}, "shots": {}}),
    ],
)
def test_an_edit_changes_only_what_reads_differently(name: str, edit: Edit, expected: Counts) -> None:
    script = plain(SCRIPTS[name])
    assert counted(script, edit(script)) == expected


@each_script
def test_a_longer_word_changes_its_shot_and_parts_one_that_outgrows(name: str) -> None:
    script = plain(SCRIPTS[name])
    created = {"created": 1} if name in OUTGROWING else {}
    assert counted(script, longer_word(script)) == {"scenes": {}, "shots": {"changed": 1, **created}}


@each_script
def test_a_scene_that_goes_takes_along_its_shots_alone(name: str) -> None:
    script = plain(SCRIPTS[name])
    gone = shots_of(script) - shots_of(remove(script))
    assert counted(script, remove(script)) == {"scenes": {"removed": 1}, "shots": {"removed": gone}}


@each_script
def test_a_heading_more_moves_shots_into_a_new_scene(name: str) -> None:
    """The greater part of a scene goes on as that scene."""
    script = plain(SCRIPTS[name])
    found = counted(script, split(script))
    assert found["scenes"] in ({"created": 1}, {"created": 1, "changed": 1})
    assert found["shots"].keys() <= {"moved"}


@each_script
def test_a_heading_less_moves_shots_into_the_scene_before(name: str) -> None:
    """Two shots that meet may be one now: one of them changes, and the other one goes.

    One that falls apart goes on in a part of it.
    """
    script = plain(SCRIPTS[name])
    found = counted(script, merge(script))
    assert found["scenes"] in ({"removed": 1}, {"removed": 1, "changed": 1})
    if expected := OF_OTHER_PEOPLE.get(name):
        found["shots"].pop("moved", None)
        assert found["shots"] == expected
        return
    assert found["shots"].keys() <= {"moved", "changed", "removed"}
    assert found["shots"].get("changed", 0) == found["shots"].get("removed", 0) <= 1


@each_script
def test_a_renumbered_script_keeps_every_scene_and_shot(name: str) -> None:
    before = production(numbered(SCRIPTS[name]))
    matching, after = revise(before, renumber(SCRIPTS[name]))
    assert ids(after) == ids(before)
    assert not list(matching.shots(Verdict.CHANGED))


@each_script
@pytest.mark.parametrize("edit", EDITS)
def test_a_script_that_returns_brings_back_every_scene_and_shot(name: str, edit: Edit) -> None:
    script = plain(SCRIPTS[name])
    before = production(script)
    _, between = revise(before, edit(script))
    matching, after = revise(between, script)
    assert ids(after) == ids(before)
    assert not list(matching.shots(Verdict.CREATED))
