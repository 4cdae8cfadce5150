"""The animatic as a backend: takes prompts, gives frames; its libraries load on first use."""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from generation.backends import request as numbers
from generation.backends.base import Capabilities, Outputs, Request, Snapped, held_as
from generation.domain.retake import RETAKE
from generation.ports.clip import Footage
from generation.ports.work import JSON, Refusing
from productions.domain.graph import ParameterSchema, Schema

if TYPE_CHECKING:
    from generation.backends.animatic.film import ShotDrawing
    from generation.ports.clip import Frame

_DISSOLVE = 10


class Animatic:
    """Draws a moving storyboard; reads the variation for its small life and leaves the seed alone."""

    name = "animatic"
    version = "4"
    capabilities = Capabilities(
        tasks=("image", "video"),
        smallest=(64, 36),
        largest=(4096, 4096),
        multiple=2,
        longest=24 * 60 * 10,
        memory=600 * 2**20,
        device="cpu",
    )
    reads: Mapping[str, tuple[str, ...]] = {
        "image": ("parameter:resolution", "variation"),
        "video": ("frames", "parameter:resolution", "parameter:frame_rate", "variation", RETAKE),
    }
    parameters: Mapping[str, Schema] = {
        "video": {
            "sway": ParameterSchema(
                "Camera sway",
                "Percent. How far the camera sways on top of its move, as if held by hand; 100 is the handheld move.",
                "integer",
                "0",
                least="0",
                most="200",
            ),
            "hold": ParameterSchema(
                "Frames per drawing",
                "1 draws every frame, 2 animates on twos, 3 on threes.",
                "integer",
                "1",
                least="1",
                most="12",
            ),
        },
    }

    def snap(self, values: Mapping[str, JSON]) -> Snapped:
        return numbers.snap(values, self.capabilities)

    def here(self) -> bool:
        return True

    def engine(self) -> Mapping[str, str]:
        return {name: version(name) for name in ("skia-python", "numpy", "pillow")}

    def holds(self) -> tuple[str, ...]:
        """Itself, once its libraries were loaded to draw."""
        return (held_as(self),) if "generation.backends.animatic.film" in sys.modules else ()

    def run(self, kind: str, request: Request) -> Outputs:
        return {"image": _image(request)} if kind == "image" else {"frames": _video(request)}


def _image(request: Request) -> "Frame":
    """The first frame of the shot, or where it continues another that one's last frame in this size."""
    size = numbers.size(request.inputs)
    before = request.given("continues", "last_frame")
    if before is not None:
        return _still(before, size)
    return _film(request, size, Fraction(24), 1).frame(0)


def _video(request: Request) -> Footage:
    """All frames, or those that are made again; a keyframe that is not the shot's own first one dissolves into it."""
    values, settings = request.inputs, request.settings
    size, rate, count = numbers.size(values), numbers.rate(values), numbers.frames(values)
    first = _still(request.file("keyframe", "keyframe"), size)
    count = request.around.retake.kept if request.around else count  # what lengthens a take goes on with its move
    film = _film(request, size, rate, count, sway=int(str(settings["sway"])) / 100)
    hold = int(str(settings["hold"]))
    if request.around:
        again = request.around.retake
        return Footage(*size, rate, again.count, _again(request, film, first, hold))
    return Footage(*size, rate, count, _from(first, film, hold))


def _film(request: Request, size: tuple[int, int], rate: Fraction, count: int, *, sway: float = 0.0) -> "ShotDrawing":
    from generation.backends.animatic import film, picture, shot  # noqa: PLC0415  # skia loads where frames are drawn

    prompt, variation = numbers.prompt(request.file("prompt", "prompt")), request.work.variation
    if request.around:
        again = request.around.retake
        prompt = {**prompt, "description": again.words} if again.words else prompt
        variation = again.seed
    read = shot.read(prompt, picture.pictures(prompt, request.work.references))
    return film.ShotDrawing(read, size, rate, count, variation, sway)


def _from(first: "Frame", film: "ShotDrawing", hold: int) -> "Iterator[Frame]":
    """The frames of a film, each drawing for `hold` of them."""
    span = min(_DISSOLVE, film.count)
    continued = False
    for number, frame in enumerate(film.frames(hold)):
        if number == 0:
            continued = frame.tobytes() != first.tobytes()
        yield _mixed(first, frame, number, span) if continued and number < span else frame


def _again(request: Request, film: "ShotDrawing", first: "Frame", hold: int) -> "Iterator[Frame]":
    """The frames that are made again, out of the one before them and into the one behind them."""
    assert request.around, "only some frames are asked for"
    again, size = request.around.retake, numbers.size(request.inputs)
    before = _still(request.around.before, size) if request.around.before else None
    after = _still(request.around.after, size) if request.around.after else None
    if again.first == 0 and not _own(request, first, size):
        before = first
    span = min(_DISSOLVE, again.count // 3 + 1)
    for place in range(again.count):
        number = again.first + place
        frame = film.frame(number - number % hold)
        if before is not None and place + 1 < span:
            frame = _mixed(before, frame, place + 1, span)
        if after is not None and again.count - place < span:
            frame = _mixed(after, frame, again.count - place, span)
        yield frame


def _own(request: Request, first: "Frame", size: tuple[int, int]) -> bool:
    """Whether a first frame is that which is drawn for the shot anyway."""
    drawn: Frame = _film(replace(request, around=None), size, Fraction(24), 1).frame(0)
    return drawn.tobytes() == first.tobytes()


def _mixed(first: "Frame", frame: "Frame", number: int, span: int) -> "Frame":
    """Share `number` of `span` of the way from one picture to another, in whole numbers so that no machine rounds."""
    mixed: Frame = ((first.astype("uint16") * (span - number) + frame.astype("uint16") * number) // span).astype(
        "uint8"
    )
    return mixed


def _still(path: Path, size: tuple[int, int]) -> "Frame":
    from generation.ports import media  # noqa: PLC0415  # codecs load where frames are drawn

    try:
        return media.resized(media.read_still(path), size)
    except (OSError, ValueError) as error:
        raise Refusing(f"{path.name} is no picture") from error
