"""Retakes in replies."""

from typing import Any

from generation.api import shapes
from generation.domain.retake import RETAKE, UNCHANGED, Retake, kept_of
from productions.domain.take import Take


def of_retake(take: Take) -> shapes.Retake | None:
    """Return which frames a take keeps of another one; None for one that was made whole."""
    kept = kept_of(take.settings)
    if kept is None:
        return None
    settings: dict[str, Any] = take.settings
    retake = Retake.of(settings[RETAKE]["value"])
    return shapes.Retake(
        take=kept.take,
        number=kept.number,
        first=retake.first,
        last=retake.last,
        added=retake.frames - retake.kept,
        unchanged=_proven(take, retake),
        seed=retake.seed,
        wording=retake.words,
    )


def _proven(take: Take, retake: Retake) -> list[shapes.FrameRange]:
    """The frames of which the file of the take says that they were compared."""
    said: list[Any] = [each.facts.get(UNCHANGED) for each in take.artifacts]
    ranges = [each["ranges"] for each in said if isinstance(each, dict) and each.get("of") == retake.base]
    return [shapes.FrameRange(first, last) for first, last in (ranges[0] if ranges else ())]
