"""Failures by their cause: what failed alike for many shots is one thing to mend."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from events.registry import Json
from generation.domain.grid import written

_VARYING = (
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"), "…"),
    (re.compile(r"\b(?:sha256:)?[0-9a-f]{32,}\b"), "…"),
    (re.compile(r"0x[0-9a-f]+\b"), "…"),
    (re.compile(r"(?<![\w.])/[^\s:'\",)]+"), "…"),
    (re.compile(r"-?\d+(?:[.,]\d+)*"), "…"),
)
ADVICE = {
    "refused": "The work was refused for what the shots ask for: change that, then try again.",
    "out-of-memory": "The device has too little memory for this: ask for less, such as a lower resolution, or add a "
    "worker with more.",
    "no-room": "The disk is full: make room, then try again.",
    "storage": "The files could not be kept or read: look at the storage, then try again.",
    "storage-away": "The storage could not be reached: look at it, then try again.",
    "artifact-missing": "What the work stands on is no longer stored: order those shots again, so that it is made.",
    "artifact-damaged": "What the work stands on is damaged: order those shots again, so that it is made.",
    "child-died": "The process that did the work died each time: look at the log of the worker.",
    "hung": "The work gave no sign of life: look at the log and the device of the worker.",
    "speech-died": "The process that speaks died each time: look at the log and the memory of the worker.",
    "speech-hung": "The process that speaks did not end: shorten the line, or look at the load of the worker.",
    "worker-lost": "The worker was lost each time: look whether its machine is well.",
    "stage-error": "The program of this step met an error, which its log tells.",
    "model-withdrawn": "Nothing new may use this model: choose another one for the stage, then try again.",
    "model-not-allowed": "Choose a model that the studio allows for the stage, then try again.",
    "unknown-model": "Choose a registered model for the stage, then try again.",
    "weights-changed": "Register the files as a version and choose that, or bring back those that were registered.",
    "model-source": "Bring the files of the model to the machine of the worker, then try again.",
    "commit-error": "What came of it could not be recorded, which the log of the worker tells.",
}
OTHERWISE = "Look at the reason, mend it, then try again."


@dataclass(frozen=True, slots=True)
class Failure:
    """A job that failed and that nobody ordered again since; `tries` are the workers that tried, each time."""

    job: UUID
    order: UUID
    shot: UUID
    stage: str
    kind: str
    variation: int
    settings: Mapping[str, Json]
    code: str
    reason: str
    tries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FailureGroup:
    """Failures of one cause; `id` names it as long as it is the same, `reason` is that of the newest of them."""

    id: str
    code: str
    kind: str
    reason: str
    advice: str
    failures: tuple[Failure, ...]

    @property
    def shots(self) -> tuple[UUID, ...]:
        """The shots that failed, each once."""
        return tuple(dict.fromkeys(each.shot for each in self.failures))

    @property
    def stages(self) -> frozenset[str]:
        """The nodes whose work failed."""
        return frozenset(each.stage for each in self.failures)

    @property
    def workers(self) -> dict[str, int]:
        """How often which worker tried."""
        return dict(Counter(worker for each in self.failures for worker in each.tries).most_common())

    @property
    def variations(self) -> dict[UUID, list[tuple[int, Mapping[str, Json]]]]:
        """The variations of each shot that must be ordered again, with what was set for them alone."""
        wanted: dict[UUID, dict[str, tuple[int, Mapping[str, Json]]]] = {}
        for each in self.failures:
            sort = f"{each.variation} {written(each.settings)}"
            wanted.setdefault(each.shot, {})[sort] = each.variation, each.settings
        return {shot: list(sorts.values()) for shot, sorts in wanted.items()}


def alike(reason: str) -> str:
    """Return what a reason says without what differs from shot to shot: numbers, ids, addresses, paths."""
    lines = [line for line in reason.strip().splitlines() if line.strip()] or [""]
    # Of an error with its frames the last line says which.
    text = lines[-1] if lines[0].startswith("Traceback") else lines[0]
    for pattern, instead in _VARYING:
        text = pattern.sub(instead, text)
    return text.strip()


def grouped(failures: Sequence[Failure]) -> list[FailureGroup]:
    """Return failures by cause, the most frequent first. They come newest first."""
    by_cause: dict[tuple[str, str, str], list[Failure]] = {}
    for each in failures:
        by_cause.setdefault((each.code, each.kind, alike(each.reason)), []).append(each)
    groups = [
        FailureGroup(_named(cause), cause[0], cause[1], some[0].reason, ADVICE.get(cause[0], OTHERWISE), tuple(some))
        for cause, some in by_cause.items()
    ]
    return sorted(groups, key=lambda group: -len(group.failures))


def _named(cause: tuple[str, str, str]) -> str:
    return hashlib.sha256("\0".join(cause).encode()).hexdigest()[:16]
