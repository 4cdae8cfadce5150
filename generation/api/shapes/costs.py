"""What replies about costs look like."""

import msgspec

from generation.domain.plan import Basis


class Seconds(msgspec.Struct):
    """A range in device-seconds: half of what was measured stays below `expected`, nine of ten below `high`."""

    low: float
    high: float
    expected: float


class Money(msgspec.Struct):
    """An amount as a decimal, in a currency."""

    amount: str
    currency: str


class Price(msgspec.Struct):
    """A range in money."""

    low: Money
    high: Money
    expected: Money


class Cost(msgspec.Struct):
    """What work costs, as a range; `price` is null where nobody set one. Parts that the asker may not see are null.

    `basis` is the weakest that any of it rests on: such work was `measured` on these devices, or `elsewhere` alone, or
    nowhere, so that it is `guessed`.
    """

    seconds: Seconds | None
    device_class: str
    price: Price | None
    basis: Basis = "measured"
