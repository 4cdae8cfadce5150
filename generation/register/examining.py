"""What a folder of weights is: read by the backend that would run it, and summed up."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from events.codec import check
from generation.backends.diffusers import capability
from generation.backends.diffusers.capability import Capability
from generation.domain.model import Task, Weights, WeightsSource
from generation.register.sources import ModelUnusable, Telling
from generation.register.summing import Pieces, Summing, at_once

BACKEND = "diffusers"
_FIFTH = 5
"""What runs beside the weights takes about a fifth as much as they do; whoever measured it says so instead.

Weights count as GPUs hold them, in half precision, however the files have them.
"""


@dataclass(frozen=True, slots=True)
class Examined:
    """A folder that can be registered: for which task and backend, and its weights."""

    task: Task
    backend: str
    weights: Weights


def examined(source: WeightsSource, folder: Path, memory: int | None, tell: Telling) -> Examined:
    """Return what a folder holds; ModelUnusable in plain words. `memory` in bytes, None to estimate it."""
    try:
        able = capability.examine(folder)
        digest = capability.together(at_once(_files(folder, able, Summing(tell, able.bytes))))
    except capability.Unusable as wrong:
        raise ModelUnusable(str(wrong), field="source") from None
    except OSError as error:
        raise ModelUnusable(f"{folder} cannot be read: {error.strerror or error}.", field="source") from None
    _require_allowed(digest)
    document = able.document()
    check(document)
    held = able.held("bfloat16")
    need = held + held // _FIFTH if memory is None else memory
    return Examined(able.task, BACKEND, Weights(source, digest, able.bytes, document, need))


def files_of(folder: Path) -> Pieces[dict[str, str]]:
    """Return, piece by piece, the digests of the files of a model by their paths in its folder.

    Only what changed is read again.
    """
    try:
        return (yield from _files(folder, capability.examine(folder), Summing(lambda _done, _whole: None, 0)))
    except capability.Unusable as wrong:
        raise ModelUnusable(str(wrong)) from None
    except OSError as error:
        raise ModelUnusable(f"{folder} cannot be read: {error.strerror or error}.") from None


def _files(folder: Path, able: Capability, summing: Summing) -> Pieces[dict[str, str]]:
    files = {}
    for path in capability.used(folder, able.components):
        files[path] = yield from summing(folder / path)
    return files


def _require_allowed(digest: str) -> None:
    """Where the installation lists digests, others are refused."""
    allowed = settings.MODEL_DIGESTS
    if allowed and digest not in allowed:
        raise ModelUnusable(
            f"This installation allows listed weights alone (MODEL_DIGESTS), and {digest} is not among them.",
            digest=digest,
        )
