"""Grade: the colours of the moving picture, by simple controls, a colour decision and a table of colours."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Done, Outcome, Work, ending
from productions.domain.graph import ParameterSchema, Schema

PICTURE = "motion"
"""The port at which the moving picture comes in, by the name under which recipes know it."""


class Grade:
    """Where nothing is set the very file that comes in goes out. Reads no name of a table, but what is in it."""

    name = "grade"
    version = 1
    label = "Grade"
    reads: tuple[str, ...] = ("parameter:frame_rate",)
    inputs: tuple[InputPort, ...] = (InputPort(PICTURE, "frames", "frames"),)
    outputs: tuple[OutputPort, ...] = (OutputPort("frames", "frames"),)
    task = ""
    backend = ""
    device = "cpu"
    first_guess = ("0.01", "0.25")
    parameters: Schema = {
        "exposure": ParameterSchema(
            "Exposure", "In stops: 1 is twice the light, -1 half of it.", "decimal", "0", least="-6", most="6"
        ),
        "contrast": ParameterSchema(
            "Contrast", "About middle grey, which stays; 1 leaves it.", "decimal", "1", least="0.1", most="4"
        ),
        "temperature": ParameterSchema(
            "Temperature", "Above 0 warmer, below colder; 100 is half a stop more red and half a stop less blue.",
            "decimal", "0", least="-100", most="100",
        ),
        "tint": ParameterSchema(
            "Tint", "Above 0 towards magenta, below towards green; 100 is half a stop less green.",
            "decimal", "0", least="-100", most="100",
        ),
        "saturation": ParameterSchema(
            "Saturation", "0 is black and white, 1 leaves it.", "decimal", "1", least="0", most="4"
        ),
        "cdl": ParameterSchema(
            "Colour decision (CDL)",
            "Slope, offset, power and saturation as the ASC defines them; after the controls above.",
            "cdl",
            None,
        ),
        "lut": ParameterSchema(
            "Table of colours (LUT)", "A .cube file of one or three dimensions; after everything else.", "lut", None
        ),
    }  # fmt: skip

    def run(self, work: Work) -> Outcome:
        return ending(_grade, work)


def _grade(work: Work) -> Done:
    from generation.stages import grading  # noqa: PLC0415  # only the process that draws may load codecs

    return grading.grade(work)
