"""Narration: the lines of a shot are spoken, one after another, and it is told when each word is heard."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Done, Outcome, Work, ending
from productions.domain.fields.values import RECORDING, TRANSLATION
from productions.domain.graph import ParameterSchema, Schema
from productions.domain.voices import VOICE

SOUND, TIMING = "sound", "timing"
REFUSE = "refuse"


class Narration:
    """Its sound is as long as the shot to the sample. Speech that is longer is told, never cut off in silence."""

    name = "narration"
    version = 1
    label = "Narration"
    reads: tuple[str, ...] = (
        "dialogue",
        "frames",
        "parameter:frame_rate",
        "parameter:language",
        VOICE,
        RECORDING,
        TRANSLATION,
    )
    inputs: tuple[InputPort, ...] = ()
    outputs: tuple[OutputPort, ...] = (OutputPort(SOUND, "audio"), OutputPort(TIMING, "timing"))
    task = "speech"
    backend = "speech"
    device = "cpu"
    first_guess = ("0.1", "1")
    parameters: Schema = {
        "lead": ParameterSchema(
            "Lead", "Milliseconds before the first line, where the shot has room for them.", "integer", "250",
            least="0", most="10000",
        ),
        "pause": ParameterSchema(
            "Pause", "Milliseconds between two lines, where the shot has room for them.", "integer", "400",
            least="0", most="10000",
        ),
        "when_longer": ParameterSchema(
            "Speech longer than the shot",
            "tell: the sound ends with the shot, and the shot says how many frames it lacks; refuse: it is not made.",
            "choice", "tell", ("tell", REFUSE),
        ),
    }  # fmt: skip

    def run(self, work: Work) -> Outcome:
        return ending(_narrate, work)


def _narrate(work: Work) -> Done:
    from generation.stages import narrating  # noqa: PLC0415  # only the process that makes sound may load codecs

    return narrating.narrate(work, Narration.parameters)
