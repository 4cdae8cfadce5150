"""Failures by cause: what differs from shot to shot does not make two causes of one."""

import pytest
import uuid6

from generation.domain.failures import Failure, alike, grouped


def failed(reason: str, code: str = "stage-error", kind: str = "motion/1", variation: int = 1) -> Failure:
    return Failure(uuid6.uuid7(), uuid6.uuid7(), uuid6.uuid7(), "motion", kind, variation, {}, code, reason)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("no sign of life for 300 s (exit status -9)", "no sign of life for 5 s (exit status 137)"),
        ("cannot read /var/a/b.png", "cannot read /tmp/c.png"),
        (f"sha256:{'a' * 64} is gone", f"sha256:{'b' * 64} is gone"),
        ("01a21cf6-b5eb-74bd-a7ad-438ab684bf8f was not there", "01a21cf6-b5ec-7c1d-bad2-371e6af22c01 was not there"),
        ("object at 0x7f3a", "object at 0x11"),
        (
            'Traceback (most recent call last):\n  File "/a.py", line 3\nValueError: width 7 is odd',
            'Traceback (most recent call last):\n  File "/b.py", line 99\n    x()\nValueError: width 31 is odd',
        ),
    ],
)
def test_the_same_cause_is_told_alike(one: str, other: str) -> None:
    assert alike(one) == alike(other)


def test_other_causes_stay_apart() -> None:
    groups = grouped(
        [
            failed("height 9 is odd"),
            failed("width 7 is odd"),
            failed("width 9 is odd"),
            failed("width 9 is odd", code="refused"),
            failed("width 9 is odd", kind="keyframe/1"),
        ]
    )
    assert [(group.code, group.kind, group.reason, len(group.failures)) for group in groups] == [
        ("stage-error", "motion/1", "width 7 is odd", 2),
        ("stage-error", "motion/1", "height 9 is odd", 1),
        ("refused", "motion/1", "width 9 is odd", 1),
        ("stage-error", "keyframe/1", "width 9 is odd", 1),
    ]
    assert len({group.id for group in groups}) == 4


def test_a_group_keeps_its_name_when_more_fails_alike() -> None:
    [before] = grouped([failed("width 7 is odd")])
    [after] = grouped([failed("width 3 is odd"), failed("width 7 is odd", variation=3)])
    assert before.id == after.id
    assert [[number for number, _ in sorts] for sorts in after.variations.values()] == [[1], [3]]


@pytest.mark.parametrize("reason", ["", "\n\n", "Traceback (most recent call last):"])
def test_a_failure_without_a_word_is_one_too(reason: str) -> None:
    [group] = grouped([failed(reason)])
    assert group.advice and len(group.shots) == 1
