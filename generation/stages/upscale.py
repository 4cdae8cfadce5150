"""Upscale: a shot several times as large, by networks that were trained for it."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Done, Outcome, Work, ending
from generation.stages import drawing
from generation.stages.using import Using
from productions.domain.graph import Schema

PICTURE = "motion"
"""The port at which the moving picture comes in, by the name under which recipes know it."""


class Upscale:
    name = "upscale"
    version = 1
    label = "Upscale"
    reads: tuple[str, ...] = ("parameter:frame_rate",)
    inputs: tuple[InputPort, ...] = (InputPort(PICTURE, "frames", "frames"),)
    outputs: tuple[OutputPort, ...] = (OutputPort("frames", "frames"), OutputPort("last_frame", "image", derived=True))
    task = "upscale"
    backend = "ncnn"
    device = "cpu"
    first_guess = ("5", "400")
    parameters: Schema = {}

    def run(self, work: Work) -> Outcome:
        return ending(_upscale, work)


def _upscale(work: Work) -> Done:
    using = Using(work, Upscale.task)
    outputs = drawing.write(work, using.run()["frames"], stepped=False)
    return Done(outputs, using.facts())
