"""Motion by a model: all frames of a shot, generated from its prompt and the frames that it is given."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.domain.retake import RETAKE
from generation.ports.work import Outcome, Work, ending
from generation.stages import drawing
from productions.domain.graph import Schema


class ModelMotion:
    """Which frames a model can be given is its own affair: one that it cannot take is refused, never left out."""

    name = "model_motion"
    version = 1
    label = "Motion by a model"
    reads: tuple[str, ...] = ("frames", "parameter:resolution", "parameter:frame_rate", "parameter:seed", RETAKE)
    inputs: tuple[InputPort, ...] = (
        InputPort("prompt", "prompt", "prompt"),
        InputPort("keyframe", "image", "keyframe", "optional"),
        InputPort("last", "image", "last", "optional"),
    )
    outputs: tuple[OutputPort, ...] = (
        OutputPort("frames", "frames"),
        OutputPort("last_frame", "image", derived=True),
        OutputPort(drawing.REQUEST, "prompt", derived=True),
    )
    task = "video"
    backend = "diffusers"
    device = "any"
    first_guess = ("1", "60")
    parameters: Schema = {}

    def run(self, work: Work) -> Outcome:
        return ending(lambda work: drawing.film(work, self.task, told=True), work)
