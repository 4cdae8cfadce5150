"""What a folder or file of weights is: read by the backend that would run it, and summed up."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from events.codec import check
from generation.backends.diffusers import capability, loras
from generation.backends.diffusers.capability import Capability
from generation.backends.diffusers.loras import Lora
from generation.domain.model import Task, Weights, WeightsSource
from generation.register.sources import ModelUnusable, Telling
from generation.register.summing import Pieces, Summing, at_once

BACKEND = "diffusers"
LORA: Task = "lora"
_FIFTH = 5
"""What runs beside the weights takes about a fifth as much as they do; whoever measured it says so instead.

Weights count as GPUs hold them, in half precision, however the files have them.
"""


@dataclass(frozen=True, slots=True)
class Examined:
    """What can be registered: for which task and backend, and its weights."""

    task: Task
    backend: str
    weights: Weights


def examined(source: WeightsSource, path: Path, memory: int | None, tell: Telling) -> Examined:
    """Return what a folder or file holds; ModelUnusable in plain words. `memory` in bytes, None to estimate it."""
    try:
        able = loras.examine(path) if path.is_file() else capability.examine(path)
        digest = capability.together(at_once(_files(path, able, Summing(tell, able.bytes))))
    except capability.Unusable as wrong:
        raise ModelUnusable(str(wrong), field="source") from None
    except OSError as error:
        raise ModelUnusable(f"{path} cannot be read: {error.strerror or error}.", field="source") from None
    _require_allowed(digest)
    document = able.document()
    check(document)
    task, need = (LORA, able.halved) if isinstance(able, Lora) else (able.task, _needed(able))
    return Examined(task, BACKEND, Weights(source, digest, able.bytes, document, need if memory is None else memory))


def _needed(able: Capability) -> int:
    held = able.held("bfloat16")
    return held + held // _FIFTH


def files_of(path: Path) -> Pieces[dict[str, str]]:
    """Return, piece by piece, the digests of the files of a model by their paths in its folder.

    Only what changed is read again.
    """
    summing = Summing(lambda _done, _whole: None, 0)
    try:
        return (yield from _files(path, None if path.is_file() else capability.examine(path), summing))
    except capability.Unusable as wrong:
        raise ModelUnusable(str(wrong)) from None
    except OSError as error:
        raise ModelUnusable(f"{path} cannot be read: {error.strerror or error}.") from None


def _files(path: Path, able: Capability | Lora | None, summing: Summing) -> Pieces[dict[str, str]]:
    """Of a single file that one alone, however it is called."""
    if not isinstance(able, Capability):
        return {loras.FILE: (yield from summing(path))}
    files = {}
    for each in capability.used(path, able.components):
        files[each] = yield from summing(path / each)
    return files


def _require_allowed(digest: str) -> None:
    """Where the installation lists digests, others are refused."""
    allowed = settings.MODEL_DIGESTS
    if allowed and digest not in allowed:
        raise ModelUnusable(
            f"This installation allows listed weights alone (MODEL_DIGESTS), and {digest} is not among them.",
            digest=digest,
        )
