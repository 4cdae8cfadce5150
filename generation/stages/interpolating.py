"""Interpolating: the frames of a shot, of which those between two that were made are filled in."""

import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from generation.backends import request
from generation.ports import inbetweens, media
from generation.ports.clip import Footage
from generation.ports.work import JSON, Done, Refusing, Stopping, Work
from generation.stages import drawing
from generation.stages.interpolate import PICTURE, Interpolate

if TYPE_CHECKING:
    from generation.ports.clip import Frame

HOLD = "hold"
_NAMED = {"move": "moved between them block by block, by estimating the motion", "blend": "blended between them"}


def interpolate(work: Work) -> Done:
    """Fill in what a film is said, or seen, to lack; what was made at the rate of the film stays as it is."""
    started = time.perf_counter()
    source = work.file(PICTURE, "frames")
    try:
        size, measured, count = media.measure(source)
    except media.Unreadable as error:
        raise Refusing(str(error)) from error
    # The recipe says the rate exactly; a container that counts in milliseconds only comes near it.
    rate = request.rate(work.inputs) if "parameter:frame_rate" in work.inputs else measured
    settings = work.settings(Interpolate.parameters)
    way, made_at = str(settings["between"]), _made_at(work, Fraction(str(settings["made_at"])), source, rate)
    frames = _read(source)
    if made_at is not None and way != HOLD:
        frames = inbetweens.filled(lambda: _read(source), count, made_at, rate, way)
    outputs = drawing.write(work, Footage(*size, rate, count, frames))
    said: list[JSON] = [_said(made_at, rate, way)]
    return Done(outputs, {"seconds": f"{time.perf_counter() - started:.3f}", "snapped": said})


def _made_at(work: Work, set_: Fraction, source: Path, rate: Fraction) -> Fraction | None:
    """At how many frames a second a film was made, as it is said or seen; None where that is the rate of the film."""
    if set_:
        return set_ if set_ < rate else None
    return inbetweens.made_at(inbetweens.held(_heard(work, source)), rate)


def _heard(work: Work, source: Path) -> Iterator["Frame"]:
    for frame in _read(source):
        if work.cancelled():
            raise Stopping
        yield frame


def _read(source: Path) -> Iterator["Frame"]:
    return map(media.frame_of, media.read_pictures(source))


def _said(made_at: Fraction | None, rate: Fraction, way: str) -> str:
    if made_at is None:
        return f"each of its {rate} frames a second was made: none is filled in"
    told = f"{float(made_at):g} frames a second were made of {rate}"
    return f"{told}, and are held" if way == HOLD else f"{told}: the others are {_NAMED[way]}"
