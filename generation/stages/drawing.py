"""What the stages share that let a backend draw: its picture or its frames become files, with what they mean."""

from typing import TYPE_CHECKING

from generation.ports.clip import Footage
from generation.ports.work import JSON, Done, Output, Refusing, Stopping, Work
from generation.stages.using import Using

if TYPE_CHECKING:
    from generation.ports.clip import Frame


def still(work: Work, task: str, port: str) -> Done:
    """Let the backend draw one picture for an output."""
    from generation.ports import media  # noqa: PLC0415  # only the process that draws may load codecs

    using = Using(work, task)
    frame: Frame = using.run()["image"]
    path = work.out / f"{port}.png"
    media.write_png(path, frame)
    work.progress(1, 1)
    height, width, _ = frame.shape
    facts: dict[str, JSON] = {"width": width, "height": height}
    return Done((Output(port, path, "image/png", media.still_content(frame), facts),), using.facts())


def film(work: Work, task: str, *, counted: bool = True) -> Done:
    """Let the backend draw frames, for the outputs `frames` and `last_frame`.

    `counted`: each frame is a step of the work; else the backend tells its steps itself.
    """
    from generation.ports import media  # noqa: PLC0415  # only the process that draws may load codecs

    using = Using(work, task)
    clip: Footage = using.run()["frames"]
    digest = media.FramesDigest(clip.width, clip.height, clip.rate, clip.count)
    path, last_path = work.out / "frames.mkv", work.out / "last_frame.png"
    newest = None
    with media.Master(path, (clip.width, clip.height), clip.rate) as master:
        for step, frame in enumerate(clip.frames, 1):
            digest.update(frame)
            master.add(frame)
            newest = frame
            work.show(frame)
            if counted:
                work.progress(step, clip.count)
            if work.cancelled():
                raise Stopping
    if newest is None:
        raise Refusing("the backend gave no frames")
    media.write_png(last_path, newest)
    size: dict[str, JSON] = {"width": clip.width, "height": clip.height}
    whole: dict[str, JSON] = {**size, "rate": media.rate_text(clip.rate), "count": clip.count}
    return Done(
        (
            Output("frames", path, media.Master.media_type, digest.digest(), whole),
            Output("last_frame", last_path, "image/png", media.still_content(newest), size),
        ),
        using.facts(),
    )
