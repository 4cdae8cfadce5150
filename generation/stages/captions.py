"""Captions: the lines of a shot, and the sounds and titles that the script states, as cues on its picture."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Outcome, Work, ending
from generation.stages import captioning
from productions.domain.fields.values import TRANSLATION
from productions.domain.graph import ParameterSchema, Schema


class Captions:
    """Reads the words and never the picture: what is drawn anew is not captioned anew."""

    name = "captions"
    version = 1
    label = "Captions"
    reads: tuple[str, ...] = (
        "description",
        "dialogue",
        "frames",
        "parameter:frame_rate",
        "parameter:language",
        TRANSLATION,
    )
    inputs: tuple[InputPort, ...] = (InputPort(captioning.TIMING, "timing", captioning.TIMING, "optional"),)
    outputs: tuple[OutputPort, ...] = (OutputPort("captions", "captions"),)
    task = ""
    backend = ""
    device = "cpu"
    first_guess = ("0.02", "0.2")
    parameters: Schema = {
        "characters": ParameterSchema(
            "Characters a line", "Most characters that a line has; 0 goes by the language, such as 42, or 16 for "
            "Japanese.", "integer", "0", least="0", most="80",
        ),
        "speed": ParameterSchema(
            "Characters a second", "Most that people can read; 0 goes by the language, such as 20 for English.",
            "integer", "0", least="0", most="40",
        ),
        "speakers": ParameterSchema(
            "Speaker labels", "Whether cues say who speaks: never, where another speaks than before, or always.",
            "choice", "changes", ("never", "changes", "always"),
        ),
        "sounds": ParameterSchema(
            "Sounds and titles", "Whether sounds (SFX: Thunder) and titles (SUPER: LONDON) of the description show.",
            "switch", True,
        ),
    }  # fmt: skip

    def run(self, work: Work) -> Outcome:
        return ending(lambda work: captioning.caption(work, self.parameters), work)
