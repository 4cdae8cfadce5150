"""Prompt: everything the picture of a shot is made from, put into one structured document that later stages read."""

from collections.abc import Mapping

import rfc8785

from generation.domain.pipeline import InputPort, OutputPort
from generation.ports.types.prompt import content_of
from generation.ports.work import JSON, Done, Outcome, OutputFile, Work, ending
from productions.domain.graph import ParameterSchema, Schema

_SCENE = ("setting", "place", "time")
DIALOGUE, WORDS = "dialogue", "words"
_PARAMETERS = ("style", "light", "weather", "palette", "lens")


class Prompt:
    """Leaves out what only later stages need: length, size in pixels, rate, code, burn-in."""

    name = "prompt"
    version = 1
    label = "Prompt"
    reads: tuple[str, ...] = (
        "description",
        "dialogue",
        "size",
        "camera",
        *(f"scene.{name}" for name in _SCENE),
        *(f"parameter:{name}" for name in _PARAMETERS),
        "cast:",
    )
    inputs: tuple[InputPort, ...] = ()
    outputs: tuple[OutputPort, ...] = (OutputPort("prompt", "prompt"),)
    task = ""
    backend = ""
    device = "cpu"
    first_guess = ("0.02", "0.2")
    parameters: Schema = {
        DIALOGUE: ParameterSchema(
            "Dialogue in the picture",
            "Whether the picture is made from the words that are said, or from who speaks alone: then other words "
            "change no picture.",
            "choice", WORDS, (WORDS, "speakers"),
        )
    }  # fmt: skip

    def run(self, work: Work) -> Outcome:
        return ending(_write, work)


def document(inputs: Mapping[str, JSON], words: bool = True) -> dict[str, JSON]:
    """The prompt of a shot from its flat inputs; a missing input stands as null. Lines come without words if asked."""
    cast: dict[str, JSON] = {
        key.removeprefix("cast:"): value for key, value in inputs.items() if key.startswith("cast:")
    }
    scene: dict[str, JSON] = {name: inputs.get(f"scene.{name}") for name in _SCENE}
    shot = {name: inputs.get(name) for name in ("description", "dialogue", "size", "camera")}
    settings = {name: inputs.get(f"parameter:{name}") for name in _PARAMETERS}
    told = {} if words else {"dialogue": _unsaid(inputs.get(DIALOGUE))}
    return {**shot, **told, **settings, "scene": scene, "cast": cast}


def _unsaid(dialogue: JSON) -> list[JSON]:
    """Who speaks and how, without the words."""
    lines = dialogue if isinstance(dialogue, list) else []
    return [{key: value for key, value in line.items() if key != "text"} for line in lines if isinstance(line, dict)]


def _write(work: Work) -> Done:
    words = work.settings(Prompt.parameters)[DIALOGUE] == WORDS
    data = rfc8785.dumps(document(work.inputs, words))
    path = work.out / "prompt.json"
    path.write_bytes(data)
    work.progress(1, 1)
    return Done((OutputFile("prompt", path, "application/json", content_of(data), {"bytes": len(data)}),))
