"""The price list: given changes, when a list is set, then these changes; and what it says at a time."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from generation.domain.prices import (
    ALWAYS,
    CurrencyInUse,
    InvalidPrices,
    PriceList,
    PricesChanged,
    SetPrices,
    prices,
)

GPU = {"cpu": {ALWAYS: "0"}, "h100": {"2026-01-01": "3.60", "2026-07-01": "1.8"}}


def listed(*commands: SetPrices) -> PriceList:
    state = prices.initial
    for command in commands:
        for happened in prices.decide(state, command):
            state = prices.evolve(state, happened)
    return state


def test_a_studio_begins_with_processors_that_cost_nothing() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    assert (prices.initial.rate("cpu", now), prices.initial.knows("cpu", now)) == (Decimal(0), True)
    assert (prices.initial.rate("h100", now), prices.initial.knows("h100", now)) == (Decimal(0), False)


def test_each_thing_that_differs_is_a_change() -> None:
    state = listed(SetPrices("USD", GPU))
    assert prices.decide(prices.initial, SetPrices("USD", GPU)) == [
        PricesChanged(field="currency", before="EUR", after="USD"),
        PricesChanged(field="rate:h100:2026-01-01", before=None, after="3.6"),
        PricesChanged(field="rate:h100:2026-07-01", before=None, after="1.8"),
    ]
    assert prices.decide(state, SetPrices("USD", {**GPU, "h100": {"2026-01-01": "3.600"}})) == [
        PricesChanged(field="rate:h100:2026-07-01", before="1.8", after=None)
    ]
    assert prices.decide(state, SetPrices("USD", GPU)) == []
    assert listed(SetPrices("USD", GPU), SetPrices("USD", {"cpu": {ALWAYS: "0"}})).rates == {"cpu": {ALWAYS: "0"}}


@pytest.mark.parametrize(
    ("when", "hourly"),
    [
        (datetime(2025, 12, 31, 23, 59, tzinfo=UTC), "0"),
        (datetime(2026, 1, 1, tzinfo=UTC), "3.6"),
        (datetime(2026, 6, 30, 23, 59, tzinfo=UTC), "3.6"),
        (datetime(2026, 7, 1, 1, 0, tzinfo=timezone(timedelta(hours=2))), "3.6"),  # still June in UTC
        (datetime(2026, 7, 1, tzinfo=UTC), "1.8"),
    ],
)
def test_a_rate_holds_from_its_day_on(when: datetime, hourly: str) -> None:
    state = listed(SetPrices("EUR", GPU))
    assert state.rate("h100", when) == Decimal(hourly) / 3600
    assert state.price("h100", Decimal(1800), when) == Decimal(hourly) / 2


@pytest.mark.parametrize(
    ("currency", "device", "day", "rate"),
    [
        ("euro", "cpu", ALWAYS, "1"),
        ("EUR", "H 100", ALWAYS, "1"),
        ("EUR", "a:b", ALWAYS, "1"),
        ("EUR", "cpu", "2026-02-30", "1"),
        ("EUR", "cpu", "20260101", "1"),
        ("EUR", "cpu", ALWAYS, "-1"),
        ("EUR", "cpu", ALWAYS, "NaN"),
        ("EUR", "cpu", ALWAYS, "1e3"),
        ("EUR", "cpu", ALWAYS, "0.0000001"),
        ("EUR", "cpu", ALWAYS, ""),
    ],
)
def test_what_cannot_be_is_refused(currency: str, device: str, day: str, rate: str) -> None:
    with pytest.raises(InvalidPrices):
        prices.decide(prices.initial, SetPrices(currency, {device: {day: rate}}))


def test_the_currency_stays_while_rates_stand_in_it() -> None:
    with pytest.raises(CurrencyInUse):
        prices.decide(listed(SetPrices("EUR", GPU)), SetPrices("USD", GPU))
    assert prices.decide(prices.initial, SetPrices("USD", {"cpu": {ALWAYS: "0"}}))
