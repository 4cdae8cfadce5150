"""Conditions: for which shots a node applies."""

from typing import Any

import pytest

from generation.domain.conditions import Unreadable, condition

LINE = [{"character": "MARA", "text": "It is late."}]


@pytest.mark.parametrize(
    ("text", "values", "holds"),
    [
        ("speaks", {"dialogue": LINE}, True),
        ("speaks", {"dialogue": []}, False),
        ("not speaks", {"dialogue": []}, True),
        ("not speaks", {}, True),
        ("parameter:language != en", {"parameter:language": "de"}, True),
        ("parameter:language != en", {"parameter:language": "en"}, False),
        ("parameter:language=de", {"parameter:language": "de"}, True),
        ("parameter:burn_in", {"parameter:burn_in": False}, False),
        ("parameter:burn_in = true", {"parameter:burn_in": True}, True),
        ("frames = 24", {"frames": 24}, True),
        ("camera =  push in ", {"camera": "push in"}, True),
        ("camera != static", {"camera": None}, True),
        ("speaks and scene.setting = EXT", {"dialogue": LINE, "scene.setting": "EXT"}, True),
        ("speaks and scene.setting = EXT", {"dialogue": LINE, "scene.setting": "INT"}, False),
        ("speaks or scene.setting = EXT", {"dialogue": [], "scene.setting": "EXT"}, True),
        ("speaks or scene.setting = EXT", {"dialogue": [], "scene.setting": "INT"}, False),
        ("size = wide or speaks and frames = 3", {"size": "wide", "dialogue": []}, True),
        ("size = wide or speaks and frames = 3", {"dialogue": LINE, "frames": 3}, True),
        ("size = wide or speaks and frames = 3", {"dialogue": LINE, "frames": 4}, False),
    ],
)
def test_a_condition_is_asked_of_the_inputs(text: str, values: dict[str, Any], holds: bool) -> None:
    read = condition(text)
    assert read and read.holds(values, continuing=False) is holds


def test_continuing_a_removed_shot_is_continuing_none() -> None:
    read = condition("continues")
    assert read and not read.holds({"continues": "some id"}, continuing=False)
    assert read.holds({"continues": None}, continuing=True)


def test_no_condition_always_holds() -> None:
    assert condition("") is condition("  ") is None


def test_one_condition_implies_another_when_it_asks_for_all_of_it() -> None:
    both, one = condition("speaks and continues"), condition("continues")
    assert both and one and both.implies(one) and both.implies(None) and not one.implies(both)


@pytest.mark.parametrize(
    ("one", "other", "surely"),
    [
        ("speaks", "speaks or continues", True),
        ("speaks or continues", "speaks", False),
        ("speaks and frames = 3 or continues", "continues or speaks", True),
        ("speaks or continues and frames = 3", "frames = 3 or speaks", True),
        ("speaks or size = wide", "speaks and size = wide", False),
    ],
)
def test_alternatives_imply_what_each_of_them_implies(one: str, other: str, surely: bool) -> None:
    mine, theirs = condition(one), condition(other)
    assert mine and theirs and mine.implies(theirs) is surely


@pytest.mark.parametrize("text", ["not", "speaks or", "or speaks", "not a = b", "= 3", "frames >", "speaks and "])
def test_what_is_no_condition_is_said(text: str) -> None:
    with pytest.raises(Unreadable, match="is no condition"):
        condition(text)
