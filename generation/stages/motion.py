"""Motion: all frames of a shot from its prompt and first frame, kept without loss."""

from collections import deque

from generation.stages.base import Done, Outcome, Output, Stopping, Work, ending
from generation.stages.using import Using


class Motion:
    name = "motion"
    version = 1
    reads: tuple[str, ...] = ("frames", "parameter:resolution", "parameter:frame_rate", "parameter:seed")
    upstream: tuple[str, ...] = ("prompt", "keyframe")
    uses_backend = True

    def run(self, work: Work) -> Outcome:
        return ending(_draw, work)


def _draw(work: Work) -> Done:
    from generation import media  # only the process that draws may load codecs

    using = Using(work)
    clip = using.backend.motion(work)
    digest = media.FramesDigest(clip.width, clip.height, clip.rate, clip.count)
    path, last_path = work.out / "frames.mkv", work.out / "last_frame.png"
    newest: deque[media.Frame] = deque(maxlen=1)
    with media.Master(path, (clip.width, clip.height), clip.rate) as film:
        for step, frame in enumerate(clip.frames, 1):
            digest.update(frame)
            film.add(frame)
            newest.append(frame)
            work.progress(step, clip.count)
            if work.cancelled():
                raise Stopping
    media.write_png(last_path, newest[0])
    size = {"width": clip.width, "height": clip.height}
    whole = {**size, "rate": media.rate_text(clip.rate), "count": clip.count}
    return Done(
        (
            Output("frames", path, media.Master.media_type, digest.digest(), whole),
            Output("last_frame", last_path, "image/png", media.still_content(newest[0]), size),
        ),
        using.facts(),
    )
