"""How much of a real script a small edit touches: counted over every script that is kept here."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from productions.screenplay.drafts import SceneDraft
from productions.screenplay.matching import match
from tests.productions.screenplay import truths
from tests.productions.screenplay.revising import draft, ids, production, revise

DEMO = Path(__file__).parents[3] / "demo" / "the-last-light.fountain"
SCRIPTS = {truth.name: truth.script for truth in map(truths.read, truths.FILES)} | {"demo": DEMO.read_text("utf-8")}
"""The scripts by name."""

Counts = dict[str, dict[str, int]]
Edit = Callable[[str], str]


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
    """A word in the middle of a paragraph of action in the middle of the script."""
    lines = script.splitlines(keepends=True)
    actions = [shot.first for scene in draft(script) for shot in scene.shots if not shot.dialogue]
    line = actions[len(actions) // 2] - 1
    words = re.findall(r"\b[a-zà-ÿ]{4,}\b", lines[line])
    lines[line] = re.sub(rf"\b{words[len(words) // 2]}\b", "wonderful", lines[line], count=1)
    return "".join(lines)


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
    head, scenes = blocks(script)
    bare = [re.sub(r"\s*#[^#\n]+#", "", scene, count=1) for scene in scenes]
    return joined(
        head, [scene.replace("\n", f" #{number}#\n", 1) for number, scene in enumerate(bare, start=first)]
    )
