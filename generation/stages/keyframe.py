"""Keyframe: the first frame of a shot, from its prompt or from the last frame of the shot that it continues."""

from typing import TYPE_CHECKING

from generation.domain.pipeline import Input
from generation.domain.pipeline import Output as Port
from generation.ports.work import JSON, Done, Outcome, Output, Work, ending
from generation.stages.using import Using
from productions.domain.graph import Schema

if TYPE_CHECKING:
    from generation.ports.clip import Frame


class Keyframe:
    name = "keyframe"
    version = 1
    label = "Keyframe"
    reads: tuple[str, ...] = ("parameter:resolution", "parameter:seed")
    inputs: tuple[Input, ...] = (
        Input("prompt", "prompt", "prompt"),
        Input("continues", "image", "last_frame", "optional"),
    )
    outputs: tuple[Port, ...] = (Port("keyframe", "image"),)
    task = "image"
    device = "cpu"
    first_guess = ("0.05", "0.5")
    parameters: Schema = {}

    def run(self, work: Work) -> Outcome:
        return ending(_draw, work)


def _draw(work: Work) -> Done:
    from generation.ports import media  # noqa: PLC0415  # only the process that draws may load codecs

    using = Using(work, Keyframe.task)
    frame: Frame = using.run()["image"]
    path = work.out / "keyframe.png"
    media.write_png(path, frame)
    work.progress(1, 1)
    height, width, _ = frame.shape
    facts: dict[str, JSON] = {"width": width, "height": height}
    return Done((Output("keyframe", path, "image/png", media.still_content(frame), facts),), using.facts())
