"""Motion by a provider: all frames of a shot, made by a provider from its prompt and the frames it is given."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Outcome, Work, ending
from generation.stages import drawing
from productions.domain.graph import Schema


class ProviderMotion:
    """Which frames a model takes its preset says: one that it does not take is refused, never left out."""

    name = "provider_motion"
    version = 1
    label = "Motion by a provider"
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
    backend = "hosted"
    device = "remote"
    first_guess = ("1", "60")
    parameters: Schema = {}

    def run(self, work: Work) -> Outcome:
        return ending(lambda work: drawing.film(work, ProviderMotion.task, told=True), work)
