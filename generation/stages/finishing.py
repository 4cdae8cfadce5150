"""Finishing: one pass over the frames of a shot that writes master, proxy and poster."""

import os
import shutil
import time
from collections.abc import Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from generation.backends import request
from generation.ports import grade, media
from generation.ports.work import JSON, Done, OutputFile, Refusing, Stopping, Work
from generation.stages.finish import PICTURE, Finish

if TYPE_CHECKING:
    from av.video.frame import VideoFrame

    from generation.ports.clip import Frame


def finish(work: Work) -> Done:
    started = time.perf_counter()
    source = work.file(PICTURE, "frames")
    try:
        size, measured, count = media.measure(source)
    except media.Unreadable as error:
        raise Refusing(str(error)) from error
    # The recipe says the rate exactly; a container that counts in milliseconds only comes near it.
    rate = request.rate(work.inputs) if "parameter:frame_rate" in work.inputs else measured
    made = _Made(work, size, rate, count)
    made.write(source)
    return Done(made.outputs(source), {"seconds": f"{time.perf_counter() - started:.3f}"})


class _Made:
    """The files of one finish while they are written."""

    def __init__(self, work: Work, size: tuple[int, int], rate: Fraction, count: int) -> None:
        self.work, self.size, self.rate, self.count = work, size, rate, count
        set_ = {name: int(str(value)) for name, value in work.settings(Finish.parameters).items()}
        self.change = grade.change(work.inputs, size)
        self.fades = grade.fades(set_["fade_in"], set_["fade_out"], count)
        self.changes = bool(self.change or self.fades)
        self.poster_at = min(count - 1, count * set_["poster_at"] // 100) + 1
        self.poster: Frame | None = None
        # Frames that nothing changes mean what they meant when they were drawn: no need to hash what was decoded.
        self.content = None if self.changes else work.content(PICTURE, "frames")
        self._digest = media.FramesDigest(*size, rate, count)

    def write(self, source: Path) -> None:
        step = 0
        with ExitStack() as opened:
            films: list[media.VideoFile] = [
                opened.enter_context(media.Proxy(self._path("proxy.mp4"), self.size, self.rate))
            ]
            if self.changes:
                films.append(opened.enter_context(media.Master(self._path("master.mkv"), self.size, self.rate)))
            for step, picture in enumerate(media.read_pictures(source), 1):
                self._add(step, self._shown(step, picture), films)
        if step != self.count:
            raise Refusing(f"{step} of {self.count} frames can be read")
        self.content = self.content or self._digest.digest()

    def _path(self, name: str) -> Path:
        return self.work.out / name

    def _shown(self, step: int, picture: "VideoFrame") -> "VideoFrame":
        """The picture with what is laid over it; fades take all of it to black."""
        if self.content:
            return picture
        frame = media.frame_of(picture)
        shown = self.change(frame) if self.change else frame
        shown = self.fades(step - 1, shown) if self.fades else shown
        self._digest.update(shown)
        return media.picture_of(shown) if self.changes else picture

    def _add(self, step: int, shown: "VideoFrame", films: Sequence[media.VideoFile]) -> None:
        if step == self.poster_at:
            self.poster = media.frame_of(shown)
        for film in films:
            film.add_picture(shown)
        self.work.progress(step, self.count)
        if self.work.cancelled():
            raise Stopping

    def outputs(self, source: Path) -> tuple[OutputFile, ...]:
        assert self.poster is not None and self.content, "all frames were written"
        master, proxy, poster = (self._path(name) for name in ("master.mkv", "proxy.mp4", "poster.jpg"))
        if not self.changes:
            _same_file(source, master)
        media.write_jpeg(poster, self.poster)
        size: dict[str, JSON] = {"width": self.size[0], "height": self.size[1]}
        whole: dict[str, JSON] = {**size, "rate": media.rate_text(self.rate), "count": self.count}
        return (
            OutputFile("master", master, media.Master.media_type, self.content, whole),
            OutputFile("proxy", proxy, media.Proxy.media_type, self.content, whole),
            OutputFile("poster", poster, "image/jpeg", media.still_content(self.poster), size),
        )


def _same_file(source: Path, target: Path) -> None:
    """The master is the very file of the frames where nothing changes them; a link spares the copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
