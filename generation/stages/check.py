"""Check: a finished shot is measured, against itself, the shot that it continues and the look that is wanted of it."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Done, Outcome, Work, ending
from productions.domain.graph import ParameterSchema, Schema

PICTURE, BEFORE, FRAMES = "picture", "before", "master"
"""The ports at which the shot and what it continues come in, and the role under which both do."""


def limit(label: str, about: str, default: str) -> ParameterSchema:
    """Return a limit in points of lightness or tint; 0 switches it off."""
    return ParameterSchema(label, f"{about} 0 switches it off.", "decimal", default, least="0", most="100")


class Check:
    name = "check"
    version = 1
    label = "Check"
    reads: tuple[str, ...] = ()
    inputs: tuple[InputPort, ...] = (
        InputPort(PICTURE, "frames", FRAMES),
        InputPort(BEFORE, "frames", FRAMES, "optional"),
    )
    outputs: tuple[OutputPort, ...] = (OutputPort("report", "report"),)
    task = ""
    backend = ""
    device = "cpu"
    first_guess = ("0.01", "0.3")
    parameters: Schema = {
        "flicker": limit("Most flicker", "Points of lightness that come and go where nothing moved.", "2"),
        "pulse": limit("Most pulse", "Points of lightness by which the exposure of all frames goes up and down.", "2"),
        "light": limit("Light apart", "Points of lightness to what it continues, and to the shot before.", "8"),
        "tint": limit("Tint apart", "Points of tint to what it continues, and to the shot before.", "6"),
        "wanted_light": ParameterSchema(
            "Wanted light", "Mean lightness that a shot should have, to 100. Lock it to hold it. 0 asks for none.",
            "decimal", "0", least="0", most="100",
        ),
        "wanted_warmth": ParameterSchema(
            "Wanted warmth", "Mean warmth, from -50 (blue) to 50 (yellow); 0.1 for neutral, 0 asks for none.",
            "decimal", "0", least="-50", most="50",
        ),
    }  # fmt: skip

    def run(self, work: Work) -> Outcome:
        return ending(_check, work)


def _check(work: Work) -> Done:
    from generation.stages import checking  # noqa: PLC0415  # only the process that draws may load codecs

    return checking.check(work, Check.parameters)
