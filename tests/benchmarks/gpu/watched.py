"""What rows and the driver's tool tell of work that models did."""

import os
import statistics
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from uuid import UUID

from generation.domain.job import OPEN
from generation.models import ActionRow, AttemptRow, JobRow, TraceRow
from tests.support.waiting import eventually


@dataclass(frozen=True, slots=True)
class Made:
    """One piece of work: when it was taken and ended, in seconds, what the model itself took of that, and what was
    expected of it when it was ordered (None where nothing was).
    """

    begun: float
    ended: float
    model: float
    expected: float | None


def made(order: UUID, patience: float) -> list[Made]:
    """Wait for an order and return its motions as they were made."""
    eventually(lambda: not open_jobs(order), patience)
    return sorted(_made(order), key=lambda each: each.begun)


def open_jobs(order: UUID) -> int:
    """Return how many jobs of an order are not at their end."""
    return JobRow.objects.filter(order=order, state__in=OPEN).count()


def _made(order: UUID) -> Iterator[Made]:
    for job in JobRow.objects.filter(order=order, stage="motion").select_related("action"):
        assert job.action, "it was made"
        attempt = AttemptRow.objects.filter(action=job.action, outcome="done").get()
        assert attempt.ended_at, "it is done"
        yield Made(
            attempt.started_at.timestamp(),
            attempt.ended_at.timestamp(),
            _model_seconds(job.action.key),
            float(job.expected) or None,
        )


def _model_seconds(key: str) -> float:
    """What encoding, denoising and decoding took together."""
    artifacts = TraceRow.objects.get(key=key).artifacts
    facts = next(each["facts"] for each in artifacts if each["role"] == "frames")
    return sum(float(each["seconds"]) for each in facts["inner"])


def periods(work: Sequence[Made]) -> list[float]:
    """Return the seconds from the beginning of one piece to that of the next."""
    return [after.begun - before.begun for before, after in pairwise(work)]


def running(order: UUID) -> ActionRow | None:
    """Return the motion of an order once two of its steps are done."""
    jobs = JobRow.objects.filter(order=order, stage="motion", action__state="running", action__step__gte=2)
    job = jobs.select_related("action").first()
    return job.action if job else None


def median(numbers: Sequence[float]) -> float:
    """Return the middle one."""
    return statistics.median(numbers)


def memory(child: int) -> int:
    """Return how many bytes a process holds of the GPU, or of the main memory where there is none."""
    if (used := _on_gpu(child)) is not None:
        return used
    return int(Path(f"/proc/{child}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _on_gpu(child: int) -> int | None:
    """All that is in use on the GPU: inside containers its driver does not know our processes by their ids."""
    command = ["nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader,nounits"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return int(said.split()[0]) * 2**20
