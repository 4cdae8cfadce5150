"""Motion: all frames of a shot from its prompt and first frame, kept without loss."""

from generation.domain.pipeline import Input
from generation.domain.pipeline import Output as Port
from generation.ports.clip import Footage
from generation.ports.work import JSON, Done, Outcome, Output, Refusing, Stopping, Work, ending
from generation.stages.using import Using
from productions.domain.graph import Schema


class Motion:
    name = "motion"
    version = 1
    label = "Motion"
    reads: tuple[str, ...] = ("frames", "parameter:resolution", "parameter:frame_rate", "parameter:seed")
    inputs: tuple[Input, ...] = (Input("prompt", "prompt", "prompt"), Input("keyframe", "image", "keyframe"))
    outputs: tuple[Port, ...] = (Port("frames", "frames"), Port("last_frame", "image", derived=True))
    task = "video"
    device = "cpu"
    first_guess = ("0.01", "0.1")
    parameters: Schema = {}

    def run(self, work: Work) -> Outcome:
        return ending(_draw, work)


def _draw(work: Work) -> Done:
    from generation.ports import media  # noqa: PLC0415  # only the process that draws may load codecs

    using = Using(work, Motion.task)
    clip: Footage = using.run()["frames"]
    digest = media.FramesDigest(clip.width, clip.height, clip.rate, clip.count)
    path, last_path = work.out / "frames.mkv", work.out / "last_frame.png"
    newest = None
    with media.Master(path, (clip.width, clip.height), clip.rate) as film:
        for step, frame in enumerate(clip.frames, 1):
            digest.update(frame)
            film.add(frame)
            newest = frame
            work.show(frame)
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
