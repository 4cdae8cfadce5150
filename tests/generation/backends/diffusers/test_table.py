"""What the documentation says of families is what the registry says, and each has its tiny model."""

from inspect import signature
from typing import Any

import pytest

from generation.backends.diffusers import table, traits
from generation.backends.diffusers.families import FAMILIES
from tests.generation.backends.diffusers.tiny import families


def test_the_page_is_up_to_date() -> None:
    assert table.PAGE.read_text() == table.page(), "python -m generation.backends.diffusers.table"


def test_every_family_is_proved_by_a_tiny_model() -> None:
    assert families.BUILDERS.keys() == FAMILIES.keys()
    assert traits.SPECIAL.keys() <= FAMILIES.keys()


@pytest.mark.parametrize("name", FAMILIES)
def test_the_arguments_of_a_family_are_those_of_its_class(name: str) -> None:
    """Of the diffusers that is installed."""
    import diffusers  # noqa: PLC0415  # slow to load

    known: Any = signature(getattr(diffusers, name).__call__).parameters
    family = FAMILIES[name]
    assert set(family.arguments.values()) <= set(known)
    assert set(family.needs) <= set(family.takes)
    if "max_sequence_length" in known:
        assert known["max_sequence_length"].default == family.words
