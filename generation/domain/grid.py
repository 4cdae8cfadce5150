"""Grids: takes of a shot side by side, one for each seed and each value of up to two parameters.

What a take sets for itself alone holds while the parameter is otherwise what it was. Once somebody sets that, the shot
goes by what they set: a value that the take had already meets the same keys.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from math import prod
from typing import Annotated, Any

import msgspec

from events.codec import canonical_again
from events.registry import Json
from generation.domain.retake import RETAKE, laid, still_holds
from productions.domain.fields.values import PARAMETER
from productions.domain.reading import PROMPTS

MOST_AXES = 2
MOST_CELLS = 64

Settings = Mapping[str, Json]
"""What is set for a take alone, by the name of the parameter: `{"value", "instead"}`, where `instead` is what held.

Under `RETAKE` stands which frames of it were made again, as `retake.setting` has it.
"""

Values = Mapping[str, Json]
"""The inputs of a shot by key, or values of parameters by name."""


class Axis(msgspec.Struct, frozen=True):
    """A parameter by name, and the values that cells have of it."""

    parameter: str
    values: Annotated[tuple[Json, ...], PROMPTS]


class Grid(msgspec.Struct, frozen=True):
    """`seeds` n are the variations 1 … n; of each there is a cell for every combination of the axes' values."""

    seeds: int = 1
    axes: tuple[Axis, ...] = ()

    @property
    def size(self) -> int:
        """How many takes of one shot there are to be."""
        return self.seeds * prod(len(axis.values) for axis in self.axes)

    @property
    def combinations(self) -> list[dict[str, Json]]:
        """The values of the parameters by name, the last axis first to change."""
        names = [axis.parameter for axis in self.axes]
        return [dict(zip(names, values, strict=True)) for values in product(*(axis.values for axis in self.axes))]

    def cells(self, values: Values) -> Iterator[tuple[int, dict[str, Json]]]:
        """Yield variation and settings of each cell for a shot with these inputs."""
        for wanted in self.combinations:
            for seed in range(1, self.seeds + 1):
                yield seed, instead_of(values, wanted)


def instead_of(values: Values, wanted: Values) -> dict[str, Json]:
    """Return the settings of a take that is to have other values of parameters; what holds anyway is not set."""
    return {
        name: {"value": value, "instead": values[f"{PARAMETER}{name}"]}
        for name, value in sorted(wanted.items())
        if not same(values[f"{PARAMETER}{name}"], value)
    }


def holding(settings: Settings, values: Values) -> dict[str, Any]:
    """Return those of a take's settings that still hold for its shot, whose inputs are `values`."""
    own: Mapping[str, Any] = settings
    return {
        name: each
        for name, each in own.items()
        if (still_holds(each, values) if name == RETAKE else _held(name, each, values))
    }


def _held(name: str, own: Mapping[str, Any], values: Values) -> bool:
    return f"{PARAMETER}{name}" in values and same(values[f"{PARAMETER}{name}"], own["instead"])


def laid_over(values: Values, settings: Settings) -> dict[str, Json]:
    """Return the inputs of a shot with what is set for a take alone in their place."""
    own: Mapping[str, Any] = settings
    again = laid(own[RETAKE]) if RETAKE in own else {}
    return {**values, **{f"{PARAMETER}{name}": value for name, value in wanted(settings).items()}, **again}


def wanted(settings: Settings) -> dict[str, Json]:
    """Return the values of parameters that are set for a take alone, by name."""
    own: Mapping[str, Any] = settings
    return {name: each["value"] for name, each in own.items() if name != RETAKE}


def written(settings: Settings) -> str:
    """Return settings as one text, which tells different ones apart; empty where nothing is set."""
    return canonical_again(dict(settings)).decode() if settings else ""


def read(text: str) -> dict[str, Json]:
    """Return the settings that were written so."""
    return msgspec.json.decode(text) if text else {}


def same(one: Json, other: Json) -> bool:
    """Return whether two values are equal, as keys have them."""
    return canonical_again(one) == canonical_again(other)
