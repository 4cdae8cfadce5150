"""Findings: what lies beyond a limit is told, what does not is not."""

from decimal import Decimal

import msgspec
import pytest

from generation.domain.findings import CheckLimits, Measures, ToneSpread, of_neighbours, of_shot

LIMITS = CheckLimits(flicker="2", pulse="2", light="8", tint="6")


def spread(light: float = 50, a: float = 0, b: float = 0) -> ToneSpread:
    return ToneSpread(*(tuple(f"{value + at:.2f}" for at in (-1, 0, 1)) for value in (light, a, b)))


def measures(flicker: str = "0.10", pulse: str = "0.10", before: ToneSpread | None = None, **of: float) -> Measures:
    return Measures(12, flicker, pulse, spread(**of), spread(**of), spread(**of), before)


def told(some: Measures, limits: CheckLimits = LIMITS) -> list[tuple[str, str, str]]:
    return [(each.matter, each.against, each.measured) for each in of_shot(some, limits)]


def test_a_shot_within_its_limits_is_well() -> None:
    assert told(measures("2.00", "2.00", before=spread(58, 0, 6))) == []


def test_each_measure_beyond_its_limit_is_told_with_both() -> None:
    assert told(measures("2.04", "3.00")) == [("flicker", "itself", "2.0"), ("pulse", "itself", "3.0")]
    assert told(measures(before=spread(59))) == [("light", "what it continues", "9.0")]
    assert told(measures(before=spread(50, 3, 6))) == [("tint", "what it continues", "6.7")]


def test_a_limit_of_nothing_measures_nothing() -> None:
    off = CheckLimits(flicker="0", pulse="0", light="0", tint="0")
    assert told(measures("50.00", "50.00", before=spread(0)), off) == []


@pytest.mark.parametrize(("light", "b", "matters"), [(52, 9, []), (59, 9, ["light"]), (52, 20, ["tint"])])
def test_the_wanted_look_is_asked_for_where_somebody_wants_one(light: float, b: float, matters: list[str]) -> None:
    wanted = msgspec.structs.replace(LIMITS, wanted_light="50", wanted_warmth="10")
    assert [matter for matter, _, _ in told(measures(light=light, b=b), wanted)] == matters
    assert told(measures(light=light, b=b)) == []


def test_a_shot_is_compared_with_the_one_before_it() -> None:
    (found,) = of_neighbours(measures(light=40), measures(light=55), LIMITS)
    assert (found.matter, found.against, found.measured, found.limit) == ("light", "the shot before", "15.0", "8")
    assert not list(of_neighbours(measures(light=50), measures(light=55), LIMITS))


def test_light_and_warmth_are_means() -> None:
    assert (spread(40).lightness, spread(b=12).warmth) == (Decimal(40), Decimal(12))
