"""Keyframe by a model: the first frame of a shot, generated from its prompt by whichever model is chosen."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Outcome, Work, ending
from generation.stages import drawing
from productions.domain.graph import Schema


class ModelKeyframe:
    """A shot that continues another begins with that one's last frame: no model is asked for it."""

    name = "model_keyframe"
    version = 1
    label = "Keyframe by a model"
    reads: tuple[str, ...] = ("parameter:resolution", "parameter:seed")
    inputs: tuple[InputPort, ...] = (
        InputPort("prompt", "prompt", "prompt"),
        InputPort("continues", "image", "last_frame", "optional"),
        InputPort("guide", "image", "guide", "optional"),
    )
    outputs: tuple[OutputPort, ...] = (
        OutputPort("keyframe", "image"),
        OutputPort(drawing.REQUEST, "prompt", derived=True),
    )
    task = "image"
    backend = "diffusers"
    device = "any"
    first_guess = ("2", "60")
    parameters: Schema = {}

    def run(self, work: Work) -> Outcome:
        return ending(lambda work: drawing.still(work, self.task, "keyframe", told=True), work)
