"""Costs in replies: of plans, of what is supposed, and of orders they have one shape."""

from dataclasses import dataclass
from decimal import Decimal

from generation.api import shapes
from generation.domain.plan import Cost
from generation.domain.prices import MILLIONTH, plain
from generation.planning.price_list import price_list


@dataclass(frozen=True, slots=True)
class Currency:
    """The currency in which costs are told."""

    currency: str

    def cost(self, cost: Cost) -> shapes.Cost:
        """Return a cost in seconds and, where the rates of all that may do the work are known, in money."""
        seconds = shapes.Seconds(rounded(cost.low), rounded(cost.high), rounded(cost.expected))
        price = shapes.Price(*map(self.money, cost.price)) if cost.price is not None else None
        return shapes.Cost(seconds, ", ".join(cost.devices), price, cost.basis)

    def money(self, amount: Decimal) -> shapes.Money:
        """Return an amount to a millionth."""
        return shapes.Money(plain(str(amount.quantize(MILLIONTH))), self.currency)


def prices_now() -> Currency:
    """Return the currency of the price list as it is now."""
    return Currency(price_list().currency)


def rounded(seconds: Decimal) -> float:
    """Return seconds as they are shown."""
    return float(round(seconds, 2))
