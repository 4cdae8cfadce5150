"""Keyframe: the first frame of a shot, from its prompt or from the last frame of the shot that it continues."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Outcome, Work, ending
from generation.stages import drawing
from productions.domain.graph import Schema


class Keyframe:
    name = "keyframe"
    version = 1
    label = "Keyframe"
    reads: tuple[str, ...] = ("parameter:resolution", "parameter:seed")
    inputs: tuple[InputPort, ...] = (
        InputPort("prompt", "prompt", "prompt"),
        InputPort("continues", "image", "last_frame", "optional"),
    )
    outputs: tuple[OutputPort, ...] = (OutputPort("keyframe", "image"),)
    task = "image"
    backend = ""
    device = "cpu"
    first_guess = ("0.05", "0.5")
    parameters: Schema = {}

    def run(self, work: Work) -> Outcome:
        return ending(lambda work: drawing.still(work, Keyframe.task, "keyframe"), work)
