"""Retaking: single frames of a take by a model, which is given the frames beside them where it takes such pictures."""

from dataclasses import replace
from pathlib import Path

from generation.backends import request as numbers
from generation.backends.ability import FIRST, LAST
from generation.backends.base import Request
from generation.backends.diffusers.capability import Capability
from generation.backends.fitting import Fit
from generation.backends.framing import still
from generation.ports import media
from generation.ports.work import JSON


def fed(request: Request, able: Capability) -> dict[str, Path | None]:
    """Return the frames beside those that are made, by what they show, in place of the ends of the shot.

    A shot's own end is kept only where the frames that are made reach it.
    """
    around = request.around
    if around is None:
        return {}
    ends: dict[str, Path | None] = {}
    if around.before is not None:
        ends[FIRST] = around.before if FIRST in able.conditions else None
    if around.after is not None:
        ends[LAST] = around.after if LAST in able.conditions else None
    return ends


def count(request: Request, able: Capability) -> int:
    """Return how many frames of a shot are made: of single ones those beside them too that the model begins or ends
    with.
    """
    if request.around is None:
        return numbers.frames(request.inputs)
    lead, tail = _neighbours(request, able)
    return lead + request.around.retake.count + tail


def without_neighbours(fit: Fit, request: Request, able: Capability) -> Fit:
    """Return a fit that shows the frames that are wanted alone."""
    if request.around is None:
        return fit
    lead, tail = _neighbours(request, able)
    return replace(fit, shown=fit.shown[lead : len(fit.shown) - tail])


def _neighbours(request: Request, able: Capability) -> tuple[int, int]:
    """How many frames the model makes before and behind those that are wanted: those that it is given."""
    ends = fed(request, able)
    return int(ends.get(FIRST) is not None), int(ends.get(LAST) is not None)


def notes(request: Request, able: Capability) -> list[str]:
    """Return a sentence for each frame beside those that are made which does not reach the model."""
    said = {FIRST: "begin with the frame before them", LAST: "end with the frame behind them"}
    return [
        f"{able.title} takes no {name.replace('_', ' ')}: the new frames do not {said[name]}"
        for name, path in fed(request, able).items()
        if path is None
    ]


def beside(request: Request, able: Capability) -> dict[str, list[JSON]]:
    """Return what the frames beside those that are made mean, by what they show."""
    return {name: [media.still_content(still(path))] for name, path in fed(request, able).items() if path}


def told(request: Request) -> dict[str, JSON]:
    """Return which frames were made of which take, for whoever looks at it."""
    if request.around is None:
        return {}
    retake = request.around.retake
    return {"retake": {"of": retake.base, "first": retake.first, "last": retake.last}}
