"""Price lists: what an hour of a device class costs the studio, from which day on. Pure; kept in the studio's log."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import msgspec

from events.decider import Decider
from events.errors import Refusal
from events.registry import Event, Json, event
from productions.domain.reading import COSTS

PRICES = UUID("00000000-0000-7000-8000-000000000002")
"""The stream of the studio's price list."""

HOUR = Decimal(3600)
MOST_RATES = 500
DEVICE = r"^[a-z0-9][a-z0-9._-]{0,39}$"
AMOUNT = r"^(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?$"
CURRENCY = r"^[A-Z]{3}$"
ALWAYS = "1970-01-01"
MILLIONTH = Decimal("0.000001")

Rates = dict[str, dict[str, str]]
"""Money for an hour as a decimal, by device class and by the first day (ISO, UTC) on which it holds."""


class PriceList(msgspec.Struct, frozen=True):
    """What the studio's devices cost, in its currency; its own processors cost nothing until somebody says so."""

    currency: str = "EUR"
    rates: Rates = msgspec.field(default_factory=lambda: {"cpu": {ALWAYS: "0"}})

    def rate(self, device: str, when: datetime) -> Decimal:
        """Return the money that a device-second costs at a time; 0 where no rate holds."""
        return self._hourly(device, when) / HOUR

    def price(self, device: str, seconds: Decimal, when: datetime) -> Decimal:
        """Return the money that device-seconds cost at a time, to a millionth, which 3600 may not divide."""
        return (self._hourly(device, when) * seconds / HOUR).quantize(MILLIONTH)

    def knows(self, device: str, when: datetime) -> bool:
        """Whether a rate holds for a device class at a time: only then does a price of 0 mean that it is free."""
        return bool(self._days(device, when))

    def _hourly(self, device: str, when: datetime) -> Decimal:
        days = self._days(device, when)
        return Decimal(self.rates[device][max(days)]) if days else Decimal(0)

    def _days(self, device: str, when: datetime) -> list[str]:
        today = when.astimezone(UTC).date().isoformat()
        return [day for day in self.rates.get(device, {}) if day <= today]


@event("prices.changed")
class PricesChanged(Event, frozen=True):
    """`field` is `currency`, or `rate:` with device class and first day; a rate that is null holds no more."""

    field: str
    before: Annotated[Json, COSTS] = None
    after: Annotated[Json, COSTS] = None


@dataclass(frozen=True, slots=True)
class SetPrices:
    """The whole list as it shall be."""

    currency: str
    rates: Mapping[str, Mapping[str, str]]


class InvalidPrices(Refusal):
    """The list names a device class, a day, an amount or a currency that cannot be."""

    code = "invalid-prices"
    status = 422


class CurrencyInUse(Refusal):
    """What was booked and budgeted is in the present currency."""

    code = "currency-in-use"


def decide(state: PriceList, command: SetPrices) -> Sequence[PricesChanged]:
    """Decide a list: one event for each thing that differs."""
    _check(command)
    if command.currency != state.currency and _priced(state):
        raise CurrencyInUse(
            f"Rates are in {state.currency}: set them to 0 before you change the currency.", currency=state.currency
        )
    before, after = _flat(state.currency, state.rates), _flat(command.currency, command.rates)
    changed = sorted(field for field in before.keys() | after.keys() if before.get(field) != after.get(field))
    return [PricesChanged(field=field, before=before.get(field), after=after.get(field)) for field in changed]


def _priced(state: PriceList) -> bool:
    return any(Decimal(rate) for days in state.rates.values() for rate in days.values())


def _flat(currency: str, rates: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    named = {f"rate:{device}:{day}": plain(rate) for device, days in rates.items() for day, rate in days.items()}
    return {"currency": currency, **named}


def plain(amount: str) -> str:
    """Return an amount without zeros that say nothing: 1.50 as 1.5."""
    return f"{Decimal(amount).normalize():f}"


def _check(command: SetPrices) -> None:
    if not re.fullmatch(CURRENCY, command.currency):
        raise InvalidPrices("A currency is three capital letters, such as EUR.", field="currency")
    if sum(map(len, command.rates.values())) > MOST_RATES:
        raise InvalidPrices(f"A price list holds {MOST_RATES} rates at most.", field="rates")
    for device, days in command.rates.items():
        if not re.fullmatch(DEVICE, device):
            raise InvalidPrices(
                f"{device!r} is no device class: small letters, digits, dots and dashes.", field="device_class"
            )
        for day, rate in days.items():
            _check_rate(device, day, rate)


def _check_rate(device: str, day: str, rate: str) -> None:
    try:
        date.fromisoformat(day)
    except ValueError:
        raise InvalidPrices(f"{day!r} is no day, such as 2026-01-31.", field="since", device_class=device) from None
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        raise InvalidPrices(f"{day!r} is no day, such as 2026-01-31.", field="since", device_class=device)
    if not re.fullmatch(AMOUNT, rate):
        raise InvalidPrices(
            f"{rate!r} is no amount: a number from 0 on with at most six decimals.", field="hourly", device_class=device
        )


def evolve(state: PriceList, happened: PricesChanged) -> PriceList:
    """Apply a change."""
    if happened.field == "currency":
        return msgspec.structs.replace(state, currency=str(happened.after))
    _, device, day = happened.field.split(":")
    days = {known: rate for known, rate in state.rates.get(device, {}).items() if known != day}
    if happened.after is not None:
        days[day] = str(happened.after)
    rates = {known: days_ for known, days_ in state.rates.items() if known != device}
    return msgspec.structs.replace(state, rates={**rates, device: dict(sorted(days.items()))} if days else rates)


prices: Decider[PriceList, SetPrices] = Decider("prices", PriceList(), decide, evolve)
