"""Finish: what people get of a shot: the master with grade and burn-in, the proxy that players show, the poster."""

import os
import shutil
import time
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from generation.stages.base import JSON, Done, Outcome, Output, Refusing, Stopping, Work, ending

if TYPE_CHECKING:
    from generation.backends.base import Frame


class Finish:
    """Reads the parts of the heading, not the heading: they are all that the burn-in shows of it."""

    name = "finish"
    version = 1
    reads: tuple[str, ...] = (
        "code",
        "size",
        "camera",
        "scene.setting",
        "scene.place",
        "scene.time",
        "parameter:frame_rate",
        "parameter:burn_in",
        "parameter:grade",
        "parameter:letterbox",
    )
    upstream: tuple[str, ...] = ("motion",)
    uses_backend = False

    def run(self, work: Work) -> Outcome:
        return ending(_finish, work)


def _finish(work: Work) -> Done:
    from generation import media, overlay  # only the process that draws may load codecs

    started = time.perf_counter()
    source = work.file("motion", "frames")
    try:
        size, rate, count = media.measure(source)
    except media.Unreadable as error:
        raise Refusing(str(error)) from error
    change = overlay.change(work.inputs, size)
    film = _Made(work, size, rate, count, rewrite=change is not None)
    film.write(source, change)
    facts: dict[str, JSON] = {"seconds": f"{time.perf_counter() - started:.3f}"}
    return Done(film.outputs(source), facts)


class _Made:
    """The files of one finish while they are written."""

    def __init__(self, work: Work, size: tuple[int, int], rate: Fraction, count: int, rewrite: bool) -> None:
        from generation import media

        self.work, self.size, self.rate, self.count, self.rewrite = work, size, rate, count, rewrite
        self.digest = media.FramesDigest(*size, rate, count)
        self.poster: Frame | None = None

    def write(self, source: Path, change: "Callable[[Frame], Frame] | None") -> None:
        from contextlib import ExitStack

        from generation import media

        with ExitStack() as open_films:
            films: list[media.Film] = [media.Proxy(self.work.out / "proxy.mp4", self.size, self.rate)]
            if self.rewrite:
                films.append(media.Master(self.work.out / "master.mkv", self.size, self.rate))
            for film in films:
                open_films.enter_context(film)
            for step, frame in enumerate(media.read_frames(source)):
                shown = change(frame) if change else frame
                for film in films:
                    film.add(shown)
                self._seen(step, shown)

    def _seen(self, step: int, frame: "Frame") -> None:
        self.digest.update(frame)
        if step == self.count // 2:
            self.poster = frame
        self.work.progress(step + 1, self.count)
        if self.work.cancelled():
            raise Stopping

    def outputs(self, source: Path) -> tuple[Output, ...]:
        from generation import media

        if self.poster is None:
            raise Refusing("the frames of stage motion hold no picture")
        master, proxy, poster = (self.work.out / name for name in ("master.mkv", "proxy.mp4", "poster.jpg"))
        if not self.rewrite:
            _same_file(source, master)
        media.write_jpeg(poster, self.poster)
        size: dict[str, JSON] = {"width": self.size[0], "height": self.size[1]}
        whole: dict[str, JSON] = {**size, "rate": media.rate_text(self.rate), "count": self.count}
        content = self.digest.digest()
        return (
            Output("master", master, media.Master.media_type, content, whole),
            Output("proxy", proxy, media.Proxy.media_type, content, whole),
            Output("poster", poster, "image/jpeg", media.still_content(self.poster), size),
        )


def _same_file(source: Path, target: Path) -> None:
    """The master is the very file of the frames where nothing changes them; a link spares the copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
