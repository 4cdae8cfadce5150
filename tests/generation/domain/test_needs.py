"""Needs and offers: who can run what, and what is said where nobody can."""

import pytest

from generation.domain.needs import GIB, Needs, Offer, missing, spoken

KIND = "motion/1/wan/2.2"
NEEDS = Needs("gpu", 24 * GIB)
CPU = Offer((KIND,), ("cpu",), 64 * GIB)
SMALL = Offer((KIND,), ("gpu", "nvidia-l4"), 16 * GIB)
LARGE = Offer((KIND,), ("gpu", "nvidia-h100"), 80 * GIB)
OLD = Offer(("motion/1/wan/2.1",), ("gpu", "nvidia-h100"), 80 * GIB)
DRAINED = Offer((KIND,), ("gpu", "nvidia-h100"), 80 * GIB, drained=True)


@pytest.mark.parametrize(
    ("offers", "said"),
    [
        ([LARGE], ""),
        ([CPU, DRAINED, LARGE], ""),
        ([], "no worker is here"),
        ([CPU], "no worker with a GPU of 24 GiB is here"),
        ([CPU, SMALL], "no worker with a GPU of 24 GiB is here"),
        ([OLD], "no worker that can run motion 1 with wan 2.2 is here"),
        ([DRAINED, OLD], "every worker that can run this is drained"),
    ],
)
def test_what_keeps_work_from_being_begun_is_said(offers: list[Offer], said: str) -> None:
    assert missing(KIND, NEEDS, offers) == said


def test_the_exact_class_of_a_device_can_be_asked_for() -> None:
    exact = Needs("nvidia-h100", GIB)
    assert missing(KIND, exact, [LARGE]) == ""
    assert missing(KIND, exact, [SMALL]) == "no worker with a device of class nvidia-h100 of 1 GiB is here"


def test_a_processor_without_enough_memory_is_none() -> None:
    said = missing(KIND, Needs("cpu", 96 * GIB), [CPU])
    assert said == "no worker with a processor and 96 GiB of memory is here"


def test_a_processor_needs_the_memory_that_it_holds_weights_in() -> None:
    either = Needs("any", 40 * GIB, processor=80 * GIB)
    assert not CPU.runs(KIND, either)
    assert LARGE.runs(KIND, either)
    assert missing(KIND, either, [CPU]) == "no worker with a processor and 80 GiB of memory is here"
    assert missing(KIND, either, [CPU, SMALL]) == "no worker with a device of 40 GiB is here"
    assert CPU.runs(KIND, Needs("any", 40 * GIB))


def test_a_kind_without_a_backend_is_named_alone() -> None:
    assert missing("prompt/3", Needs(), [CPU]) == "no worker that can run prompt 3 is here"


def test_memory_is_rounded_up() -> None:
    assert [spoken(600 * 2**20), spoken(GIB + 1), spoken(24 * GIB)] == ["600 MiB", "1.1 GiB", "24 GiB"]
