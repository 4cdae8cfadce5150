"""Mux: a finished picture and its sound in one file, the lossless master and the proxy alike. No picture is encoded."""

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.work import Done, Outcome, Work, ending
from productions.domain.graph import Schema

PICTURE, PROXY, SOUND = "picture", "proxy", "sound"
MASTER = "master"


class Mux:
    """What its picture means is what the picture means that comes in: sound is a part of the take by itself."""

    name = "mux"
    version = 1
    label = "Picture with sound"
    reads: tuple[str, ...] = ("parameter:frame_rate",)
    inputs: tuple[InputPort, ...] = (
        InputPort(PICTURE, "frames", MASTER),
        InputPort(PROXY, "frames", PROXY),
        InputPort(SOUND, "audio", SOUND, "optional"),
    )
    outputs: tuple[OutputPort, ...] = (OutputPort(MASTER, "frames"), OutputPort(PROXY, "frames", derived=True))
    task = ""
    backend = ""
    device = "cpu"
    first_guess = ("0.01", "0.1")
    parameters: Schema = {}

    def run(self, work: Work) -> Outcome:
        return ending(_mux, work)


def _mux(work: Work) -> Done:
    from generation.stages import muxing  # noqa: PLC0415  # only the process that writes films may load codecs

    return muxing.mux(work)
