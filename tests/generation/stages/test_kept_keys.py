"""Keys of what was made before stay what they were: the recipes of the first four stages against golden vectors.

The vectors were written once from recipes as they were before pipelines were data, and are never written again: a
stage that comes to mean something else raises its version, and its line here is then replaced by hand.
"""

import json
from collections.abc import Collection
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from generation.domain.resolve import Lookup, Predecessor, Resolution, ShotToResolve, resolve
from generation.domain.trace import Trace
from generation.stages import pipelines
from productions.domain.artifact import Artifact
from tests.generation.pictures import IVO, MARA, inputs

GOLDEN = Path(__file__).with_name("kept_keys.json")
FIRST, SECOND = UUID(int=1), UUID(int=2)
MADE = {
    "prompt": ("prompt",),
    "keyframe": ("keyframe",),
    "motion": ("frames", "last_frame"),
    "finish": ("master", "proxy", "poster"),
}
MORE: dict[str, Any] = {
    "parameter:seed": None,
    "parameter:style": "ink",
    "parameter:light": "dawn",
    "parameter:weather": "",
    "parameter:palette": "#d02020 #2040c0",
    "parameter:lens": "35 mm",
    "parameter:grade": "noir",
    "parameter:letterbox": "2.39",
    "parameter:language": "en",
    "continues": None,
}
FIXED = Predecessor(SECOND, {"frames": "sha256:" + "f" * 64, "last_frame": "sha256:" + "0" * 64})
CASES: dict[str, ShotToResolve] = {
    "plain": ShotToResolve(FIRST, {**inputs(), **MORE}),
    "second variation": ShotToResolve(FIRST, {**inputs(), **MORE}, variation=2),
    "chosen seed": ShotToResolve(FIRST, {**inputs(), **MORE, "parameter:seed": "7"}),
    "nobody in it": ShotToResolve(
        FIRST, {k: v for k, v in {**inputs(), **MORE}.items() if k not in (f"cast:{MARA}", f"cast:{IVO}")}
    ),
    "silent and long": ShotToResolve(FIRST, {**inputs(dialogue=[], frames=240), **MORE, "parameter:burn_in": True}),
    "continues a fixed take": ShotToResolve(FIRST, {**inputs(), **MORE, "continues": str(SECOND)}, continues=FIXED),
    "continues a shot": ShotToResolve(
        FIRST, {**inputs(), **MORE, "continues": str(SECOND)}, continues=Predecessor(SECOND)
    ),
}


def finding() -> Lookup:
    """A look that finds whatever it is asked for, each output with the key and its name as content."""

    def find(keys: Collection[str]) -> dict[str, Trace]:
        return {
            key: Trace(key, 1, tuple(_made(key, role) for roles in MADE.values() for role in roles)) for key in keys
        }

    return find


def _made(key: str, role: str) -> Artifact:
    return Artifact(role, f"{key}:{role}", f"{key}:{role}", "text/plain", 1)


def resolved(wanted: ShotToResolve) -> Resolution:
    before = [ShotToResolve(SECOND, {**inputs(frames=9), **MORE})] if wanted.continues else []
    return resolve([*before, wanted], pipelines.default(), finding())[wanted.want]


@pytest.mark.parametrize("case", CASES)
def test_the_four_stages_keep_their_keys(case: str) -> None:
    made = resolved(CASES[case])
    assert made.keys == json.loads(GOLDEN.read_text())[case]["keys"]
    assert {name: cell.recipe for name, cell in made.cells.items()} == json.loads(GOLDEN.read_text())[case]["recipes"]
