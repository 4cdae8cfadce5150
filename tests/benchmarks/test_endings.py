"""A part of the benchmarks that runs out of its time, or breaks, says so and leaves the others alone."""

from collections.abc import Callable

import pytest

from tests.benchmarks.__main__ import MOST_SECONDS, Ending, limit, run, summed_up
from tests.benchmarks.measuring import Samples, judged, per_unit, show, unit, units
from tests.support.waiting import eventually


def forever() -> None:
    while True:
        pass


def hidden() -> None:
    """Like code that takes whatever stops it for a fault of its own."""
    try:
        forever()
    except Exception as error:
        raise RuntimeError("the query failed") from error


def impatient() -> None:
    eventually(lambda: False, 0.01)


def broken() -> None:
    assert [] == ["a figure"]


@pytest.mark.parametrize("act", [forever, hidden, impatient])
def test_a_late_part_says_so_and_fails_nothing(act: Callable[[], None], capsys: pytest.CaptureFixture[str]) -> None:
    ended = {"slow": run("slow", act, 1), "next": run("next", lambda: None, 1)}
    assert ended == {"slow": Ending.LATE, "next": Ending.WHOLE}
    assert summed_up(ended) == 0
    assert "slow: ran out of time" in (said := capsys.readouterr().out)
    assert said.strip().endswith("ran out of time: slow")


def test_a_broken_part_fails_the_run_and_not_the_next_part(capsys: pytest.CaptureFixture[str]) -> None:
    ended = {"wrong": run("wrong", broken, 1), "next": run("next", lambda: None, 1)}
    assert (ended["next"], summed_up(ended)) == (Ending.WHOLE, 1)
    assert capsys.readouterr().out.strip().endswith("met an error: wrong")


def test_a_part_may_take_longer_where_all_takes_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = MOST_SECONDS["claim"]
    monkeypatch.setattr("tests.benchmarks.__main__.UNIT", unit() * 1000)
    assert limit("claim") == quiet
    monkeypatch.setattr("tests.benchmarks.__main__.UNIT", unit() / 1000)
    assert limit("claim") > 10 * quiet


def test_figures_are_told_in_units_of_work() -> None:
    assert units(3 * unit()) == "3 u"
    assert per_unit(4 / unit()) == "4/u"


@pytest.mark.parametrize(
    ("aim", "figure", "told"),
    [
        ("", 1, ""),
        ("< 5 ms", 0.0049, "< 5 ms ✓"),
        ("p95 < 5 ms", 0.005, "p95 < 5 ms ✗"),
        ("< 1.5 s", 1.6, "< 1.5 s ✗"),
        (">= 0.95", 0.95, ">= 0.95 ✓"),
    ],
)
def test_an_aim_says_whether_it_is_met(aim: str, figure: float, told: str) -> None:
    assert judged(aim, figure) == told


def test_an_aim_of_the_slowest_is_held_to_them(capsys: pytest.CaptureFixture[str]) -> None:
    show("claims", Samples([0.001] * 9 + [0.02]), "p95 < 5 ms")
    show("claims", Samples([0.001] * 9 + [0.02]), "< 5 ms")
    assert [told.split()[-1] for told in capsys.readouterr().out.splitlines()] == ["✗", "✓"]
