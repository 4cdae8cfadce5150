"""The prompt: canonical bytes of what a picture is made from."""

from generation.stages.prompt import content, document
from tests.generation.pictures import inputs


def test_the_content_of_an_empty_object_is_the_golden_one() -> None:
    assert content(b"{}") == "sha256:aa6d90412c9a4225562ba6c5c774496f58a991ee2d7b2a82f214919181257b97"


def test_a_prompt_holds_the_cast_by_reference_and_no_numbers_of_the_file() -> None:
    made = document(inputs())
    assert set(made) == {
        "description", "dialogue", "size", "camera", "style", "light", "weather", "palette", "lens", "scene", "cast",
    }  # fmt: skip
    assert made["scene"] == {"setting": "EXT", "place": "QUAY", "time": "DAY"}
