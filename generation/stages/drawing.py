"""What the stages share that let a backend draw: its picture or its frames become files, with what they mean."""

from typing import TYPE_CHECKING

from msgspec import structs

from generation.domain.retake import UNCHANGED
from generation.ports.clip import Footage
from generation.ports.types.prompt import content_of
from generation.ports.work import JSON, Done, OutputFile, Refusing, Stopping, Work
from generation.stages.using import Using

if TYPE_CHECKING:
    from generation.ports.clip import Frame


REQUEST = "request"
"""The output that says what was really asked of a model."""


def still(work: Work, task: str, port: str, *, told: bool = False) -> Done:
    """Let the backend draw one picture for an output; `told`: what it was asked for is an output too."""
    from generation.ports import media  # noqa: PLC0415  # only the process that draws may load codecs

    using = Using(work, task)
    frame: Frame = using.run()["image"]
    path = work.out / f"{port}.png"
    media.write_png(path, frame)
    work.progress(1, 1)
    height, width, _ = frame.shape
    facts: dict[str, JSON] = {"width": width, "height": height}
    picture = OutputFile(port, path, "image/png", media.still_content(frame), {**facts, **using.inner()})
    return Done((picture, *(_told(work, using) if told else ())), using.facts())


def film(work: Work, task: str, *, told: bool = False) -> Done:
    """Let the backend draw frames, for the outputs `frames` and `last_frame`.

    `told`: what it was asked for is an output too, and it tells its steps itself; else each frame is a step. Where some
    frames of a take are made again, the others are its own, and that they are is read back from the file.
    """
    from generation.stages import splicing  # noqa: PLC0415  # only the process that draws may load codecs

    around = splicing.around(work)
    using = Using(work, task, around)
    clip: Footage = using.run()["frames"]
    if around:
        clip = splicing.whole(work, around.retake, clip)
    frames, last = write(work, clip, stepped=not told)
    kept: dict[str, JSON] = {UNCHANGED: splicing.proved(work, around.retake, frames.path)} if around else {}
    frames = structs.replace(frames, facts={**frames.facts, **kept, **using.inner()})
    return Done((frames, last, *(_told(work, using) if told else ())), using.facts())


def write(work: Work, clip: Footage, *, stepped: bool = True) -> tuple[OutputFile, OutputFile]:
    """Write frames as they come, for the outputs `frames` and `last_frame`; `stepped`: each of them is a step.

    Refusing where there are none, Stopping within one frame of a cancel.
    """
    from generation.ports import media  # noqa: PLC0415  # only the process that draws may load codecs

    digest = media.FramesDigest(clip.width, clip.height, clip.rate, clip.count)
    path, last_path = work.out / "frames.mkv", work.out / "last_frame.png"
    newest = None
    with media.Master(path, (clip.width, clip.height), clip.rate) as master:
        for step, frame in enumerate(clip.frames, 1):
            digest.update(frame)
            master.add(frame)
            newest = frame
            work.show(frame)
            if stepped:
                work.progress(step, clip.count)
            if work.cancelled():
                raise Stopping
    if newest is None:
        raise Refusing("the backend gave no frames")
    media.write_png(last_path, newest)
    size: dict[str, JSON] = {"width": clip.width, "height": clip.height}
    whole: dict[str, JSON] = {**size, "rate": media.rate_text(clip.rate), "count": clip.count}
    return (
        OutputFile("frames", path, media.Master.media_type, digest.digest(), whole),
        OutputFile("last_frame", last_path, "image/png", media.still_content(newest), size),
    )


def _told(work: Work, using: Using) -> tuple[OutputFile, ...]:
    path, document = work.out / f"{REQUEST}.json", using.document()
    path.write_bytes(document)
    return (OutputFile(REQUEST, path, "application/json", content_of(document), {"bytes": len(document)}),)
