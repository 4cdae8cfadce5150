"""Interpolate: fills in the frames between those that were really made, up to the rate of the film."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Done, Outcome, Work, ending
from productions.domain.graph import ParameterSchema, Schema

PICTURE = "motion"
"""The port at which the moving picture comes in, by the name under which recipes know it."""


class Interpolate:
    """None of its ways is learned: what it fills in is found by searching where each block of a picture went."""

    name = "interpolate"
    version = 1
    label = "Interpolate"
    reads: tuple[str, ...] = ("parameter:frame_rate",)
    inputs: tuple[InputPort, ...] = (InputPort(PICTURE, "frames", "frames"),)
    outputs: tuple[OutputPort, ...] = (OutputPort("frames", "frames"), OutputPort("last_frame", "image", derived=True))
    task = ""
    backend = ""
    device = "cpu"
    first_guess = ("0.05", "0.6")
    parameters: Schema = {
        "between": ParameterSchema(
            "Between frames",
            "What stands between two frames that were made: move takes each block of the picture along its way, blend "
            "lets one frame pass into the next, hold repeats the earlier one.",
            "choice",
            "move",
            ("move", "blend", "hold"),
        ),
        "made_at": ParameterSchema(
            "Frames a second made",
            "How many of the frames of each second were really made; the others repeat one. 0 finds it out by which "
            "frames are the same as the one before.",
            "decimal",
            "0",
            least="0",
            most="120",
        ),
    }

    def run(self, work: Work) -> Outcome:
        return ending(_interpolate, work)


def _interpolate(work: Work) -> Done:
    from generation.stages import interpolating  # noqa: PLC0415  # only the process that draws may load codecs

    return interpolating.interpolate(work)
