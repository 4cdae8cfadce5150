"""Mix: what is heard of a shot by itself: its dialogue, and the effects, room tone and music that are placed on it."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Done, Outcome, Work, ending
from productions.domain.fields.values import SOUND as PLACED
from productions.domain.graph import ParameterSchema, Schema

DIALOGUE, TIMING, SOUND, LOUDNESS = "dialogue", "timing", "sound", "loudness"


def gain(label: str, about: str) -> ParameterSchema:
    """Return the gain of a track in decibels."""
    return ParameterSchema(label, f"{about} In decibels; 0 leaves it.", "decimal", "0", least="-60", most="24")


class Mix:
    """Reads no picture and nothing of where the shot stands: what spans shots is heard in the sound of the film."""

    name = "mix"
    version = 1
    label = "Mix"
    reads: tuple[str, ...] = ("frames", "parameter:frame_rate", PLACED)
    inputs: tuple[InputPort, ...] = (
        InputPort(DIALOGUE, "audio", SOUND, "optional"),
        InputPort(TIMING, "timing", TIMING, "optional"),
    )
    outputs: tuple[OutputPort, ...] = (OutputPort(SOUND, "audio"), OutputPort(LOUDNESS, "report", derived=True))
    task = ""
    backend = ""
    device = "cpu"
    first_guess = ("0.02", "0.3")
    parameters: Schema = {
        "dialogue": gain("Dialogue", "How much louder the dialogue is."),
        "music": gain("Music", "How much louder music is that is placed on the shot."),
        "effects": gain("Effects", "How much louder effects are that are placed on the shot."),
        "tone": gain("Room tone", "How much louder room tone is that is placed on the shot."),
    }

    def run(self, work: Work) -> Outcome:
        return ending(_mix, work)


def _mix(work: Work) -> Done:
    from generation.stages import mixing  # noqa: PLC0415  # only the process that makes sound may load codecs

    return mixing.mix(work, Mix.parameters)
