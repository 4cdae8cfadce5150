"""Pictures that another machine made: files of which nothing is believed, as frames."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import av
import numpy as np
from PIL import Image, ImageSequence, UnidentifiedImageError

from generation.ports.work import Refusing

if TYPE_CHECKING:
    from generation.ports.clip import Frame

_STILLS = ("PNG", "JPEG", "WEBP")
_CLIPS = {"format_whitelist": "matroska,webm,mov,mp4,gif,avi", "protocol_whitelist": "file"}
MOST_PIXELS = 16384 * 16384


class Damaged(Exception):
    """A file is no picture, or not whole: fetching it again may help."""


def counted(files: Sequence[Path]) -> int:
    """Return how many frames some files hold, one after another; Damaged where one cannot be read to its end."""
    return sum(sum(1 for _ in _frames(path)) for path in files)


def frames(files: Sequence[Path]) -> "Iterator[Frame]":
    """Yield the frames of files, one after another, as height x width x 3 bytes RGB; Damaged for what is none."""
    for path in files:
        yield from _frames(path)


def rate(path: Path) -> Fraction | None:
    """Return the frames a second of a clip; None for a picture, or where it says none."""
    try:
        with av.open(str(path), options=_CLIPS) as file:
            return Fraction(file.streams.video[0].average_rate or 0) or None
    except (av.FFmpegError, IndexError):
        return None


def picked(files: Sequence[Path], places: Sequence[int]) -> "Iterator[Frame]":
    """Yield the frames at places that never go back, counted from 0 over all files; Refusing where there are fewer."""
    given, at = frames(files), -1
    frame = None
    for place in places:
        while at < place:
            frame = next(given, None)
            at += 1
        if frame is None:
            raise Refusing(f"{at} frames came where at least {places[-1] + 1} were asked for")
        yield frame


def _frames(path: Path) -> "Iterator[Frame]":
    try:
        with Image.open(path, formats=_STILLS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Damaged(f"{path.name} is larger than pictures are")
            for each in ImageSequence.Iterator(image):
                yield np.asarray(each.convert("RGB"))
            return
    except UnidentifiedImageError:
        pass
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Damaged(f"{path.name} is no whole picture") from error
    yield from _clip(path)


def _clip(path: Path) -> "Iterator[Frame]":
    count = 0
    try:
        with av.open(str(path), options=_CLIPS) as file:
            stream = file.streams.video[0]
            stream.codec_context.thread_count = 1
            for each in file.decode(stream):
                count += 1
                yield np.asarray(each.to_ndarray(format="rgb24"), np.uint8)
            promised = stream.frames or _promised(file, stream)
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise Damaged(f"{path.name} is no whole picture and no whole clip") from error
    if not count or count + 1 < promised:
        raise Damaged(f"{path.name} ends after {count} of {promised} frames")


def _promised(file: "av.container.InputContainer", stream: "av.VideoStream") -> int:
    """The frames that the head of a file tells of by its length; 0 where it tells nothing of the picture alone."""
    if file.duration and stream.average_rate and len(file.streams) == 1:
        return int(Fraction(file.duration, av.time_base) * stream.average_rate)
    return 0
