"""Action keys: fixed for ever by golden vectors, and never shared by different recipes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.errors import InvalidPayload
from generation.domain.keys import action_key, known_key

RECIPE = {
    "stage": "keyframe",
    "version": 1,
    "backend": {"name": "animatic", "version": "1"},
    "inputs": {"parameter:resolution": "1280x720"},
    "variation": 1,
    "upstream": {"prompt": {"prompt": "sha256:" + "0" * 64}},
}
GOLDEN = "sha256:6df832dc85b2b109c4fc8b37ba903f2c5a6674ebddcc50322b8a35a51127995b"


def test_the_key_of_a_recipe_never_changes() -> None:
    assert action_key(RECIPE) == GOLDEN


def test_the_order_of_names_does_not_matter() -> None:
    assert action_key(dict(reversed(RECIPE.items()))) == GOLDEN


def test_a_float_has_no_key() -> None:
    with pytest.raises(InvalidPayload):
        action_key({"inputs": {"strength": 0.5}})


values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text('ab1"\\ ,:é😀', max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab:", max_size=3), inner, max_size=3),
    max_leaves=8,
)
recipes = st.dictionaries(st.text("ab:é\ue000😀", max_size=3), values, max_size=4)


def same(one: object, other: object) -> bool:
    """Equality in JSON, where true is not 1."""
    return repr(ordered(one)) == repr(ordered(other))


def ordered(value: object) -> object:
    if isinstance(value, dict):
        return {name: ordered(value[name]) for name in sorted(value)}
    return [ordered(each) for each in value] if isinstance(value, list) else value


@given(recipes, recipes)
def test_different_recipes_never_share_a_key(one: dict[str, object], other: dict[str, object]) -> None:
    assert (action_key(one) == action_key(other)) == same(one, other)
    assert (known_key(one), known_key(other)) == (action_key(one), action_key(other))
