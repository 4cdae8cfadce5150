"""Finish: what people get of a shot: the master with grade and burn-in, the proxy that players show, the poster."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Done, Outcome, Work, ending
from productions.domain.graph import ParameterSchema, Schema

PICTURE = "motion"
"""The port at which the moving picture comes in, by the name under which recipes know it."""


def frames_of(label: str, about: str) -> ParameterSchema:
    """Return a parameter that counts frames, none unless somebody sets some."""
    return ParameterSchema(label, about, "integer", "0", least="0", most="240")


class Finish:
    """Reads the parts of the heading, not the heading: they are all that the burn-in shows of it."""

    name = "finish"
    version = 2
    label = "Finish"
    reads: tuple[str, ...] = (
        "code",
        "size",
        "camera",
        "scene.setting",
        "scene.place",
        "scene.time",
        "parameter:frame_rate",
        "parameter:burn_in",
        "parameter:grade",
        "parameter:letterbox",
    )
    inputs: tuple[InputPort, ...] = (InputPort(PICTURE, "frames", "frames"),)
    outputs: tuple[OutputPort, ...] = (
        OutputPort("master", "frames"),
        OutputPort("proxy", "frames", derived=True),
        OutputPort("poster", "image", derived=True),
    )
    task = ""
    backend = ""
    device = "cpu"
    first_guess = ("0.01", "0.1")
    parameters: Schema = {
        "fade_in": frames_of("Fade in", "Frames over which the picture comes out of black; 0 for none."),
        "fade_out": frames_of("Fade out", "Frames over which the picture goes to black; 0 for none."),
        "poster_at": ParameterSchema(
            "Poster frame", "Percent of the shot's length at which its poster is taken.", "integer", "50",
            least="0", most="100",
        ),
    }  # fmt: skip

    def run(self, work: Work) -> Outcome:
        return ending(_finish, work)


def _finish(work: Work) -> Done:
    from generation.stages import finishing  # noqa: PLC0415  # only the process that draws may load codecs

    return finishing.finish(work)
