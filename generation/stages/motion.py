"""Motion: all frames of a shot from its prompt and first frame, kept without loss."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.domain.retake import RETAKE
from generation.ports.work import Outcome, Work, ending
from generation.stages import drawing
from productions.domain.graph import Schema


class Motion:
    name = "motion"
    version = 1
    label = "Motion"
    reads: tuple[str, ...] = ("frames", "parameter:resolution", "parameter:frame_rate", "parameter:seed", RETAKE)
    inputs: tuple[InputPort, ...] = (
        InputPort("prompt", "prompt", "prompt"),
        InputPort("keyframe", "image", "keyframe"),
    )
    outputs: tuple[OutputPort, ...] = (OutputPort("frames", "frames"), OutputPort("last_frame", "image", derived=True))
    task = "video"
    backend = ""
    device = "cpu"
    first_guess = ("0.01", "0.1")
    parameters: Schema = {}

    def run(self, work: Work) -> Outcome:
        return ending(lambda work: drawing.film(work, Motion.task), work)
