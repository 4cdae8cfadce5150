"""Prompt: everything the picture of a shot is made from, put into one structured document that later stages read."""

import hashlib
from collections.abc import Mapping

import rfc8785

from generation.ports.work import JSON, Done, Outcome, Output, Work, ending

TAG = b"continuity/prompt/1\n"
_SCENE = ("setting", "place", "time")
_PARAMETERS = ("style", "light", "weather", "palette", "lens")


class Prompt:
    """Leaves out what only later stages need: length, size in pixels, rate, code, burn-in."""

    name = "prompt"
    version = 1
    reads: tuple[str, ...] = (
        "description",
        "dialogue",
        "size",
        "camera",
        *(f"scene.{name}" for name in _SCENE),
        *(f"parameter:{name}" for name in _PARAMETERS),
        "cast:",
    )
    upstream: tuple[str, ...] = ()
    uses_backend = False

    def run(self, work: Work) -> Outcome:
        return ending(_write, work)


def document(inputs: Mapping[str, JSON]) -> dict[str, JSON]:
    """The prompt of a shot from its flat inputs; a missing input stands as null."""
    cast: dict[str, JSON] = {
        key.removeprefix("cast:"): value for key, value in inputs.items() if key.startswith("cast:")
    }
    scene: dict[str, JSON] = {name: inputs.get(f"scene.{name}") for name in _SCENE}
    shot = {name: inputs.get(name) for name in ("description", "dialogue", "size", "camera")}
    settings = {name: inputs.get(f"parameter:{name}") for name in _PARAMETERS}
    return {**shot, **settings, "scene": scene, "cast": cast}


def content(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(TAG + data).hexdigest()


def _write(work: Work) -> Done:
    data = rfc8785.dumps(document(work.inputs))
    path = work.out / "prompt.json"
    path.write_bytes(data)
    work.progress(1, 1)
    return Done((Output("prompt", path, "application/json", content(data), {"bytes": len(data)}),))
