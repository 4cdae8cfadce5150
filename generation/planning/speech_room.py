"""Whether what is said in a shot has room in it: as it was spoken, or as long as speaking it usually takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from events.registry import Json
from generation.backends import request
from generation.domain.resolve import Resolution
from productions.domain.translations import in_language
from productions.screenplay.shots.length import of_speech


@dataclass(frozen=True, slots=True)
class Speech:
    """How many frames a shot has and how many its speech needs; `measured` of sound that is there, else estimated."""

    frames: int
    needs: int
    measured: bool


def of_shot(values: Mapping[str, Json], resolved: Resolution) -> Speech | None:
    """Return how much room the speech of a shot needs, with these inputs; None where nobody speaks."""
    dialogue = values.get("dialogue")
    if not isinstance(dialogue, list) or not dialogue:
        return None
    measured = _measured(resolved)
    return Speech(request.frames(values), measured or _estimated(values, dialogue), measured is not None)


def _measured(resolved: Resolution) -> int | None:
    """What narration that is there told of itself."""
    traces = (cell.trace for cell in resolved.cells.values() if cell.trace)
    needs = (artifact.facts.get("needs") for trace in traces for artifact in trace.artifacts)
    return next((told for told in needs if isinstance(told, int)), None)


def _estimated(values: Mapping[str, Json], dialogue: Sequence[Mapping[str, str]]) -> int:
    """Speech alone: what is silent around it gives way."""
    seconds = sum((of_speech(in_language(values, at, line["text"])) for at, line in enumerate(dialogue)), Fraction(0))
    return ceil(seconds * request.rate(values))
