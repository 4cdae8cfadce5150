"""What the pixels and the sound of something came of, as content credentials name it. Pure.

The words are those of the IPTC's vocabulary of digital source types, which C2PA's actions use.
"""

from collections.abc import Collection, Iterator
from typing import Literal

from generation.domain.recipes import Recipe
from productions.domain.fields.values import RECORDING, SOUND

Source = Literal["model", "rule", "file"]
"""Made by a model that was trained on data; drawn or spoken by rule; or it came as a file that people brought."""
_BY_RULE = frozenset({"animatic", "speech"})
"""Backends without a trained model. Any other counts as one with it: what is marked too much misleads nobody."""
_VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def sources_of(recipe: Recipe) -> Iterator[Source]:
    """Yield what came of a recipe's own work, not of what it was given by other stages."""
    if any(name.startswith((RECORDING, SOUND)) for name in recipe["inputs"]):
        yield "file"
    if backend := recipe["backend"]:
        yield "rule" if backend["name"] in _BY_RULE else "model"


def source_type(sources: Collection[Source]) -> str:
    """Return the digital source type, an address, of what has all of these sources."""
    match sorted(set(sources)):
        case ["model"]:
            name = "trainedAlgorithmicMedia"
        case [*several] if "model" in several:
            name = "compositeWithTrainedAlgorithmicMedia"
        case ["rule"] | []:
            name = "algorithmicMedia"
        case ["file"]:
            name = "composite"
        case _:
            name = "compositeSynthetic"
    return f"{_VOCABULARY}{name}"
