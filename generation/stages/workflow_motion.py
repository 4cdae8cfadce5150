"""Motion by a workflow: all frames of a shot, made by a ComfyUI server from its prompt and the frames it is given."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Outcome, Work, ending
from generation.stages import drawing
from productions.domain.graph import Schema


class WorkflowMotion:
    """Which frames a workflow takes is declared of it: one that it has no place for is refused, never left out."""

    name = "workflow_motion"
    version = 1
    label = "Motion by a workflow"
    reads: tuple[str, ...] = ("frames", "parameter:resolution", "parameter:frame_rate", "parameter:seed")
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
    backend = "comfyui"
    device = "remote"
    first_guess = ("1", "60")
    parameters: Schema = {}

    def run(self, work: Work) -> Outcome:
        return ending(lambda work: drawing.film(work, WorkflowMotion.task, told=True), work)
