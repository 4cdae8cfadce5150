"""Segments: a shot that is longer than its model makes at once, as calls of which each goes on from the one before."""

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from PIL import Image

from generation.backends.ability import FIRST, LAST
from generation.backends.diffusers.asking import PipelineCall
from generation.backends.fitting import Fit
from generation.ports.work import JSON

if TYPE_CHECKING:
    from generation.ports.clip import Frame


def call(asked: PipelineCall, number: int, of: int, piece: Fit, before: "Frame | None") -> PipelineCall:
    """Return what a model is asked for as a piece of a shot, counted from 0.

    It begins with the last frame `before` it, and only the last piece is told the last frame of the shot. Each has
    noise of its own: with the same noise each would move as the first one does.
    """
    pictures = {shown: given for shown, given in asked.pictures.items() if shown != LAST or number == of - 1}
    if before is not None:
        pictures[FIRST] = (Image.fromarray(before),)
    return replace(asked, fit=piece, pictures=pictures, seed=_seed(asked.seed, number))


def document(asked: PipelineCall) -> dict[str, JSON]:
    """Return what the frames of a piece depend on, beside the model and how it is computed.

    Pictures go by their pixels: whatever else became different before it, a piece that begins with the same is the
    same.
    """
    width, height = asked.fit.size
    last = asked.fit.shown[-1] if LAST in asked.pictures else 0
    pictures: dict[str, JSON] = {name: [digest_of(each) for each in given] for name, given in asked.pictures.items()}
    return {
        "prompt": asked.text,
        "negative": asked.negative,
        "size": [width, height],
        "count": asked.fit.count,
        "last": last,
        "rate": str(asked.rate),
        "steps": asked.steps,
        "guidance": str(asked.guidance),
        "seed": asked.seed,
        "strength": str(asked.strength),
        "pictures": pictures,
    }


def _seed(seed: int, number: int) -> int:
    if number == 0:
        return seed
    return int.from_bytes(hashlib.sha256(f"{seed}/{number}".encode()).digest()[:4], "big") & 0x7FFFFFFF


def digest_of(picture: Image.Image) -> str:
    """Return the digest of the pixels of a picture."""
    said = f"{picture.mode} {picture.width}x{picture.height}\n".encode()
    return "sha256:" + hashlib.sha256(said + picture.tobytes()).hexdigest()
