"""The studio's price list: what an hour of a device class costs, from which day on."""

from collections import defaultdict
from typing import Annotated, Any

import msgspec
from rest_framework.request import Request

from events.execution import Receipt
from generation import commands, queries
from generation.domain.prices import AMOUNT, CURRENCY, DEVICE, MOST_RATES, InvalidPrices
from productions import policy
from productions import queries as productions
from productions.api.http.base import View
from productions.api.http.operations import Asked, expected, reads, writes


class Rate(msgspec.Struct, forbid_unknown_fields=True):
    """Money for an hour of a device class, as a decimal, from a day (UTC) on until the next day of the class."""

    device_class: Annotated[str, msgspec.Meta(extra_json_schema={"pattern": DEVICE})]
    since: Annotated[str, msgspec.Meta(extra_json_schema={"format": "date"})]
    hourly: Annotated[str, msgspec.Meta(extra_json_schema={"pattern": AMOUNT})]


class PriceList(msgspec.Struct):
    """All rates, by device class and day. `unpriced` are classes of workers that no rate names: they count as 0."""

    version: int
    currency: str
    rates: list[Rate]
    unpriced: list[str]


class SetPrices(Asked):
    """The whole list. A rate that it leaves out is gone; what was booked stays as it was booked."""

    currency: Annotated[str, msgspec.Meta(extra_json_schema={"pattern": CURRENCY})]
    rates: Annotated[list[Rate], msgspec.Meta(max_length=MOST_RATES, extra_json_schema={"uniqueItems": True})]

    def by_device(self) -> dict[str, dict[str, str]]:
        """Return the rates by device class and day; InvalidPrices where two say something else of the same."""
        rates: dict[str, dict[str, str]] = defaultdict(dict)
        for each in self.rates:
            if each.since in rates[each.device_class]:
                raise InvalidPrices(f"{each.device_class} has two rates from {each.since} on.", field="rates")
            rates[each.device_class][each.since] = each.hourly
        return dict(rates)


class PricesView(View):
    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Say who may not set them before what they sent is looked at."""
        super().initial(request, *args, **kwargs)
        if request.method == "PUT":
            policy.require_studio(self.person)

    @reads("prices_read", "What the studio's devices cost", PriceList)
    def get(self) -> PriceList:
        if not self.person.is_superuser and not self._sees_costs():
            policy.require_studio(self.person)
        return _now()

    def _sees_costs(self) -> bool:
        roles = productions.memberships(self.person.person).values()
        return any(policy.can(role, "see_costs") for role in roles)

    @writes("prices_set", "Set what the studio's devices cost", SetPrices, PriceList)
    def put(self, asked: SetPrices) -> tuple[Receipt[Any], PriceList]:
        rates = asked.by_device()
        return commands.set_prices(self.context(), asked.currency, rates, expected(self, asked)), _now()


def _now() -> PriceList:
    folded = queries.prices()
    rates = [
        Rate(device, day, hourly)
        for device, days in sorted(folded.state.rates.items())
        for day, hourly in sorted(days.items())
    ]
    unpriced = sorted(queries.device_classes() - folded.state.rates.keys())
    return PriceList(folded.version, folded.state.currency, rates, unpriced)
