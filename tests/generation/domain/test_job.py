"""Jobs: given events, when a command comes, then these events."""

from collections.abc import Sequence
from typing import Any

import pytest

from events.registry import Event
from generation.domain.job import (
    JOB,
    CancelJob,
    EndJob,
    FailJob,
    JobCancelled,
    JobCommand,
    JobDone,
    JobFailed,
    JobReused,
    JobSkipped,
    JobStarted,
    JobSubject,
    ReuseJob,
    SkipJob,
    StartJob,
)
from productions.domain.artifact import NamedArtifact
from tests.generation.domain.films import shot

SUBJECT = JobSubject(shot(1), shot(2), "motion", 1, "de", {"seed": "7"})
ABOUT: dict[str, Any] = {
    "order": shot(1),
    "shot": shot(2),
    "stage": "motion",
    "variation": 1,
    "language": "de",
    "settings": {"seed": "7"},
}
MADE = (NamedArtifact("frames", "sha256:bytes", "sha256:pixels"),)
STARTED = JobStarted(**ABOUT, key="k", attempt=1)
DONE = JobDone(**ABOUT, key="k", generation=1, artifacts=MADE, seconds="2.5")


def decide(given: Sequence[Event], when: JobCommand) -> list[Event]:
    state = JOB.initial
    for happened in given:
        state = JOB.evolve(state, happened)
    return list(JOB.decide(state, when))


def test_a_job_starts_with_its_attempt() -> None:
    assert decide([], StartJob(SUBJECT, "k", 1)) == [STARTED]


def test_a_second_attempt_is_a_second_start() -> None:
    assert decide([STARTED], StartJob(SUBJECT, "k", 2)) == [JobStarted(**ABOUT, key="k", attempt=2)]


def test_the_same_attempt_starts_once() -> None:
    assert decide([STARTED], StartJob(SUBJECT, "k", 1)) == []


def test_a_job_is_done_with_what_it_made() -> None:
    assert decide([STARTED], EndJob(SUBJECT, "k", 1, MADE, "2.5")) == [DONE]


def test_what_exists_is_reused() -> None:
    assert decide([], ReuseJob(SUBJECT, "k", 1, MADE)) == [JobReused(**ABOUT, key="k", generation=1, artifacts=MADE)]


def test_a_job_fails_with_its_reason() -> None:
    assert decide([STARTED], FailJob(SUBJECT, "refused", "no")) == [JobFailed(**ABOUT, code="refused", reason="no")]


def test_a_job_behind_a_failure_is_skipped() -> None:
    assert decide([], SkipJob(SUBJECT, "its prompt failed")) == [JobSkipped(**ABOUT, reason="its prompt failed")]


def test_a_job_is_cancelled() -> None:
    assert decide([STARTED], CancelJob(SUBJECT, "removed")) == [JobCancelled(**ABOUT, reason="removed")]


@pytest.mark.parametrize(
    "late",
    [
        StartJob(SUBJECT, "k", 2),
        EndJob(SUBJECT, "k", 1, MADE, "1"),
        ReuseJob(SUBJECT, "k", 1, MADE),
        FailJob(SUBJECT, "x", "y"),
        SkipJob(SUBJECT, "z"),
        CancelJob(SUBJECT, "z"),
    ],
)
def test_what_has_ended_stays_as_it_ended(late: JobCommand) -> None:
    assert decide([STARTED, DONE], late) == []
