"""What can be set of stages that models make, whichever backend runs them, and how it is read."""

import hashlib
import re

from generation.backends.base import Request
from generation.ports.work import JSON, Refusing
from productions.domain.graph import ParameterSchema, Schema

WORDS: Schema = {
    "wording": ParameterSchema(
        "Wording",
        "What the model is told, word for word; empty for the prompt of the shot by the template.",
        "text",
        "",
    ),
    "template": ParameterSchema(
        "Template of the prompt",
        "How the prompt becomes text: names in braces such as {description}, {cast}, {light}; "
        "empty for that of the model.",
        "text",
        "",
    ),
    "negative": ParameterSchema("Negative prompt", "What the model is told not to show.", "text", ""),
}
STEPS = ParameterSchema(
    "Steps", "Steps of denoising; 0 for as many as the model recommends.", "integer", "0", least="0", most="500"
)
GUIDANCE = ParameterSchema(
    "Guidance",
    "How strictly the model follows its prompt; 0 for what it recommends.",
    "decimal",
    "0",
    least="0",
    most="50",
)
SIZE = ParameterSchema(
    "Size of work",
    "The size in which the model works, such as 832x480, before it is scaled to that of the film; empty for the "
    "size of the film.",
    "text",
    "",
)
PACE = ParameterSchema(
    "Pace",
    "film makes every frame of the film anew; model makes as many a second as the model was made for, and holds them: "
    "a stage Interpolate behind it moves between them.",
    "choice",
    "film",
    ("film", "model"),
)
AT_ONCE = ParameterSchema(
    "Frames at once",
    "The most that the model makes in one run: what is longer is made in segments, each from the last frame of the one "
    "before it. 0 for as many as it can.",
    "integer",
    "0",
    least="0",
    most="10000",
)
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


def model(task: str, backend: str = "") -> ParameterSchema:
    """Return the parameter by which a stage names its model: one for a task, of a backend where that is named."""
    options = (task, backend) if backend else (task,)
    return ParameterSchema("Model", "Which of the registered models makes it.", "model", None, options)


def digest_of(chosen: JSON) -> str:
    """Return the digest of the model that is chosen; Refusing where none is."""
    digest = chosen.get("digest") if isinstance(chosen, dict) else None
    if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
        raise Refusing("no model is chosen: set the parameter “model” of this stage")
    return digest


def size_of(text: str) -> tuple[int, int] | None:
    """Return a size of work in pixels, None for that of the film; Refusing for what is none."""
    if not text.strip():
        return None
    match = re.fullmatch(r"([1-9]\d{1,3})x([1-9]\d{1,3})", text.strip().lower())
    if not match:
        raise Refusing(f"“{text[:40]}” is no size of work: write it like 832x480")
    return int(match[1]), int(match[2])


def seed_of(request: Request) -> int:
    """Return the seed of a variation: that of the recipe for the first, and one of its own for each further."""
    seed, variation = int(str(request.inputs.get("parameter:seed") or 0)), request.work.variation
    if variation == 1:
        return seed
    return int.from_bytes(hashlib.sha256(f"{seed}:{variation}".encode()).digest()[:4], "big") & 0x7FFFFFFF
