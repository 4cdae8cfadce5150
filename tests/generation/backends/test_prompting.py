"""A structured prompt becomes text by a template, and is as short as a model reads."""

from typing import Any

import pytest

from generation.backends.prompting import MOVING, UnknownName, wording, written
from generation.stages.prompt import document
from tests.generation.pictures import inputs

WORDS = document(inputs(parameter__light="low sun", parameter__style="ink on paper"))


def count(text: str) -> int:
    return len(text.split())


def text(template: str = MOVING, most: int = 1000, **changes: Any) -> str:
    return wording({**WORDS, **changes}, template, most, count).text


def test_a_shot_is_told_in_order() -> None:
    assert text() == (
        "medium shot. They look out at the water. camera: push in. "
        "character with build: tall, hair: bun, red coat; character with accessory: beard, hair: short, blue sweater. "
        "quay, day. low sun. ink on paper"
    ).replace("red coat", "wardrobe: red coat").replace("blue sweater", "wardrobe: dark blue sweater").replace(
        "dark blue", "blue"
    )


def test_what_is_empty_leaves_no_trace() -> None:
    assert text("{description}. {weather}, {light}. in {palette}. {style}!") == (
        "They look out at the water. low sun. ink on paper!"
    )


def test_what_does_not_fit_is_left_out_in_order_and_said() -> None:
    said = wording(WORDS, "{description}. {light}. {style}. {place}", 9, count)
    assert said.text == "They look out at the water. low sun. quay"
    assert said.notes == ("the model reads 9 tokens: style is left out of its prompt",)
    shorter = wording(WORDS, "{description}. {light}. {style}. {place}", 7, count)
    assert shorter.notes == ("the model reads 7 tokens: style and light are left out of its prompt",)


def test_a_description_that_is_too_long_ends_early_and_is_said() -> None:
    said = wording(WORDS, "{description}", 4, count)
    assert said.text == "They look out at"
    assert said.notes == ("the model reads 4 tokens: its prompt ends after “look out at”",)


def test_what_a_person_wrote_is_sent_as_it_is() -> None:
    assert written("a gull", 2, count).notes == ()
    long = written("a gull on a rail", 2, count)
    assert (long.text, long.notes) == ("a gull on a rail", ("the model reads 2 tokens, and the prompt has 5",))


def test_a_name_that_no_prompt_has_is_refused() -> None:
    with pytest.raises(UnknownName, match="smell"):
        wording(WORDS, "{smell}", 9, count)


@pytest.mark.parametrize("odd", [{}, {"cast": []}, {"cast": {"a": 1}}, {"scene": "x"}, {"dialogue": [1]}, {"size": 3}])
def test_odd_documents_give_what_they_have(odd: dict[str, Any]) -> None:
    assert isinstance(wording(odd, MOVING + " {dialogue}", 100, count).text, str)
