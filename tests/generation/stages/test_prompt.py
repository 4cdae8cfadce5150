"""The prompt: canonical bytes of what a picture is made from."""

from generation.ports.types.prompt import content_of
from generation.stages.prompt import document
from tests.generation.pictures import IVO, MARA, character, inputs


def test_the_content_of_an_empty_object_is_the_golden_one() -> None:
    assert content_of(b"{}") == "sha256:aa6d90412c9a4225562ba6c5c774496f58a991ee2d7b2a82f214919181257b97"


def test_a_prompt_holds_what_the_picture_shows_and_no_numbers_of_the_file() -> None:
    made = document(inputs())
    assert set(made) == {
        "description", "dialogue", "size", "camera", "style", "light", "weather", "palette", "lens", "scene", "cast",
    }  # fmt: skip
    assert made["scene"] == {"setting": "EXT", "place": "QUAY", "time": "DAY"}


def test_a_prompt_holds_each_of_the_cast_by_reference_with_role_strength_and_look() -> None:
    lead = {**character(hair="bun"), "role": "lead", "strength": "0.65"}
    assert document({f"cast:{MARA}": lead, f"cast:{IVO}": character()})["cast"] == {MARA: lead, IVO: character()}


def test_a_shot_that_nobody_is_in_has_an_empty_cast() -> None:
    alone = {key: value for key, value in inputs().items() if not key.startswith("cast:")}
    assert document(alone)["cast"] == {}
