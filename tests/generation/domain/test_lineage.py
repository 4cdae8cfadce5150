"""Which take came after which, by what is known of them alone."""

from typing import Any
from uuid import UUID, uuid4

from generation.domain.lineage import TakeMade, differing, lineage
from generation.domain.retake import RETAKE, Kept, Retake, resting_on, setting

ORDERS = [uuid4() for _ in range(5)]


def recipe(inputs: dict[str, Any], **beside: Any) -> dict[str, Any]:
    return {"stage": "motion", "version": 1, "backend": None, "inputs": inputs, "upstream": {}, **beside}


def take(number: int, order: UUID, inputs: dict[str, Any] | None = None, **said: Any) -> TakeMade:
    variation = said.get("variation", 1)
    made = recipe(inputs or {}, variation=variation)
    return TakeMade(
        uuid4(), number, order, said.get("language", "en"), variation, said.get("settings", {}), {"m": made}
    )


def told(*takes: TakeMade) -> list[tuple[str, int | None]]:
    return [(step.kind, step.after.number if step.after else None) for step in lineage(takes)]


def kept(of: TakeMade, first: int, last: int, frames: int) -> dict[str, Any]:
    retake = Retake("sha256:0", 24, first, last, frames, 7)
    return {RETAKE: setting(retake, Kept(of.id, of.number, "sha256:1"), resting_on((), {}))}


def test_edits_follow_each_other_and_frames_made_again_are_a_branch() -> None:
    one = take(1, ORDERS[0], {"size": "wide"})
    two = take(2, ORDERS[1], {"size": "close"})
    again = take(3, ORDERS[2], {"size": "wide"}, settings=kept(one, 3, 5, 24))
    longer = take(4, ORDERS[3], {"size": "wide"}, settings=kept(one, 24, 30, 31))
    after = take(5, ORDERS[4], {"size": "medium"})
    assert told(one, two, again, longer, after) == [
        ("first", None),
        ("edit", 1),
        ("retake", 1),
        ("extension", 1),
        ("edit", 2),
    ]


def test_a_take_kept_from_one_that_is_gone_stands_by_itself() -> None:
    lost = take(1, ORDERS[0])
    assert told(take(2, ORDERS[1], settings=kept(lost, 0, 3, 24))) == [("retake", None)]


def test_models_languages_and_settings_are_told_from_edits() -> None:
    one = take(1, ORDERS[0], {"setting:model": "a", "parameter:language": "en"})
    other = take(2, ORDERS[1], {"setting:model": "b", "parameter:language": "en"})
    german = take(3, ORDERS[2], {"setting:model": "b", "parameter:language": "de"}, language="de")
    again = take(4, ORDERS[3], {"setting:model": "b", "parameter:language": "en"})
    cell = take(5, ORDERS[4], {"setting:model": "c"}, settings={"style": {"value": "ink", "instead": ""}})
    assert told(one, other, german, again, cell) == [
        ("first", None),
        ("model", 1),
        ("language", 2),
        ("again", 2),
        ("settings", 4),
    ]


def test_an_edited_variation_follows_itself() -> None:
    one, two = take(1, ORDERS[0]), take(2, ORDERS[0], variation=2)
    later = take(3, ORDERS[1], {"size": "wide"}, variation=2)
    assert told(one, two, later) == [("first", None), ("variation", 1), ("edit", 2)]


def test_what_differs_is_told_once_with_its_stages() -> None:
    before = {
        "a": recipe({"size": "wide", "cast:1": {"look": {"hair": "bald", "tall": {}}}}),
        "b": recipe({"size": "wide"}),
    }
    after = {
        "a": recipe({"size": "close", "cast:1": {"look": {"hair": "long", "tall": {}}}}),
        "b": recipe({"size": "close"}),
    }
    assert list(differing(before, after)) == [
        ("size", "wide", "close", ("a", "b")),
        ("cast:1/look/hair", "bald", "long", ("a",)),
    ]
    assert list(differing(before, before)) == []
