"""Grading: every frame of a shot through the same colours, or the file as it is where none are set."""

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generation.backends import request
from generation.ports import colouring, media
from generation.ports.work import JSON, Done, OutputFile, Refusing, Stopping, Work
from generation.stages.grade import PICTURE, Grade

if TYPE_CHECKING:
    from generation.ports.clip import Frame

FRAMES = "frames"


def grade(work: Work) -> Done:
    """Colour a shot; refuses what is no picture in motion, and a table that is none."""
    started = time.perf_counter()
    source, target = work.file(PICTURE, FRAMES), work.out / "frames.mkv"
    said = work.settings(Grade.parameters)
    try:
        size, measured, count = media.measure(source)
    except media.Unreadable as error:
        raise Refusing(str(error)) from error
    # The recipe says the rate exactly; a container that counts in milliseconds only comes near it.
    rate = request.rate(work.inputs) if "parameter:frame_rate" in work.inputs else measured
    content = work.content(PICTURE, FRAMES)
    if colouring.is_neutral(said) and content:
        _same_file(source, target)
    else:
        digest = media.FramesDigest(*size, rate, count)
        with media.Master(target, size, rate) as master:
            for step, frame in enumerate(_coloured(work, said, source), 1):
                digest.update(frame)
                master.add(frame)
                work.show(frame)
                work.progress(step, count)
        content = digest.digest()
    facts: dict[str, JSON] = {"width": size[0], "height": size[1], "rate": media.rate_text(rate), "count": count}
    return Done(
        (OutputFile(FRAMES, target, media.Master.media_type, content, facts),),
        {"seconds": f"{time.perf_counter() - started:.3f}", "engine": {"opencolorio": colouring.engine()}},
    )


def _coloured(work: Work, said: Mapping[str, JSON], source: Path) -> Iterator["Frame"]:
    try:
        with colouring.colouring(said, _table(work, said["lut"])) as colour:
            for picture in media.read_pictures(source):
                if work.cancelled():
                    raise Stopping
                yield colour(media.frame_of(picture))
    except colouring.Unusable as error:
        raise Refusing(str(error)) from error


def _table(work: Work, digest: JSON) -> Path | None:
    if digest is None:
        return None
    try:
        return work.references[str(digest)]
    except KeyError:
        raise Refusing("the table of colours that is set is not on this machine") from None


def _same_file(source: Path, target: Path) -> None:
    """A link spares the copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
