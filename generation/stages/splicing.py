"""Splicing: frames that were made again among those of a take that are kept, and the proof that these are the same."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from generation.backends.base import Around
from generation.domain.retake import RETAKE, Retake, asked_of
from generation.ports import media
from generation.ports.clip import Footage
from generation.ports.work import JSON, Broken, Refusing, Work

if TYPE_CHECKING:
    from generation.ports.clip import Frame

NOT_KEPT = "frames-not-kept"
"""The code of work in whose file a frame that was to be kept is another one."""


def around(work: Work) -> Around | None:
    """Return what stands around the frames that work makes again; None for work that makes all of a shot.

    Refusing where the file of the take is none, or is not as long as it was said to be.
    """
    retake = asked_of(work.inputs)
    if retake is None:
        return None
    base = work.file(RETAKE, "frames")
    try:
        _, _, count = media.measure(base)
    except media.Unreadable as error:
        raise Refusing(str(error)) from error
    if count != retake.kept:
        raise Refusing(f"the take has {count} frames, and {retake.kept} were to be there")
    beside = {"before": retake.first - 1, "after": retake.last + 1}
    wanted = {name: number for name, number in beside.items() if 0 <= number < retake.kept}
    found: dict[str, Path] = {}
    for number, frame in enumerate(islice(_frames(base), max(wanted.values(), default=-1) + 1)):
        for name in (name for name, place in wanted.items() if place == number):
            found[name] = work.out / f"{name}.png"
            media.write_png(found[name], frame)
    return Around(retake, found.get("before"), found.get("after"))


def whole(work: Work, retake: Retake, made: Footage) -> Footage:
    """Return all frames of a take, those that were made again among those that are kept.

    Refusing where they do not fit one another, or the file is not of the frames that the recipe names.
    """
    base = work.file(RETAKE, "frames")
    size, rate, _ = media.measure(base)
    if (size, rate) != ((made.width, made.height), media.exact_rate(made.rate)):
        before, now = (f"{width}x{height}" for width, height in (size, (made.width, made.height)))
        raise Refusing(f"the take is {before} at {rate} frames a second, and the film is {now} at {made.rate}")
    if made.count != retake.count:
        raise Refusing(f"the backend gave {made.count} frames where {retake.count} were asked of it")
    return replace(made, count=retake.frames, frames=_whole(base, retake, made))


def _whole(base: Path, retake: Retake, made: Footage) -> Iterator["Frame"]:
    digest = media.FramesDigest(made.width, made.height, made.rate, retake.kept)
    for number, frame in enumerate(_frames(base)):
        digest.update(frame)
        yield next(made.frames) if retake.holds(number) else frame
    if digest.digest() != retake.base:
        raise Refusing("the file of the take holds other frames than those that were to be kept")
    yield from made.frames  # what is left lengthens the take


def proved(work: Work, retake: Retake, path: Path) -> dict[str, JSON]:
    """Return as facts which frames of a file are those of the take, each compared with what is read from both files.

    Broken where one is not.
    """
    digest = hashlib.sha256(b"continuity/unchanged/1\n")
    files = zip(_frames(work.file(RETAKE, "frames")), _frames(path), strict=False)
    same = 0
    for number, (kept, written) in enumerate(files):
        if retake.holds(number):
            continue
        before, now = (hashlib.sha256(frame.tobytes()).digest() for frame in (kept, written))
        if before != now:
            raise Broken(NOT_KEPT, f"frame {number + 1} was to be kept and came out as another one")
        digest.update(now)
        same += 1
    if same != sum(last - first + 1 for first, last in retake.outside):
        raise Broken(NOT_KEPT, f"only {same} of the frames that were to be kept can be read")
    ranges: list[JSON] = [[first, last] for first, last in retake.outside]
    return {"of": retake.base, "ranges": ranges, "frames": same, "digest": f"sha256:{digest.hexdigest()}"}


def _frames(path: Path) -> Iterator["Frame"]:
    return (media.frame_of(picture) for picture in media.read_pictures(path))
