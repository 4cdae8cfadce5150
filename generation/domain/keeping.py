"""Keeping: what is held of the files that could be made again, and when keeping one costs more than making it anew."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Reason = Literal[
    "in use",
    "approved",
    "pinned",
    "under review",
    "latest takes",
    "planned",
    "ordered",
    "references",
    "exported",
    "used lately",
    "film file",
    "not made here",
    "dear to make",
]
"""Why a file stays. The first that holds is told."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What is kept beside what the film needs.

    `takes`: the newest of each shot. `films`: the newest files of each form that a production was written as. `days`:
    for how long after its last use nothing goes. `months`: over how many months of storage the price of keeping a file
    is compared with that of making it again. `byte_price` is that of a byte a month, `second_prices` those of a second
    by class of device; of another class nothing is known, so all stays.
    """

    takes: int
    days: int
    months: int
    byte_price: Decimal
    second_prices: Mapping[str, Decimal]
    currency: str = "EUR"
    films: int = 3

    def keeping(self, size: int) -> Decimal:
        """Return what keeping so many bytes costs."""
        return size * self.byte_price * self.months


@dataclass(frozen=True, slots=True)
class PricedTrace:
    """A trace as the price is worked out: its files, what it took, and the keys that it stands on."""

    key: str
    digests: tuple[str, ...]
    seconds: Decimal
    device_class: str
    upstream: tuple[str, ...] = ()


@dataclass(frozen=True)
class Prices:
    """What making traces again costs, with all before them that is not held: what it stands on may go as well.

    `held` are the digests that stay for a reason of the film.
    """

    policy: Policy
    made: Mapping[str, PricedTrace]
    held: frozenset[str]
    _seconds: dict[str, Mapping[str, Decimal]] = field(default_factory=dict)

    def seconds(self, key: str) -> Mapping[str, Decimal]:
        """Return the seconds by class of device that bring a key back."""
        if key not in self._seconds:
            total: dict[str, Decimal] = {}
            for name in self._chain(key):
                made = self.made[name]
                total[made.device_class] = total.get(made.device_class, Decimal(0)) + made.seconds
            self._seconds[key] = total
        return self._seconds[key]

    def making(self, key: str) -> Decimal | None:
        """Return what making a key again costs; None where nobody says what a second costs there."""
        seconds, known = self.seconds(key), self.policy.second_prices
        return (
            sum((known[each] * seconds[each] for each in seconds), Decimal(0))
            if seconds.keys() <= known.keys()
            else None
        )

    def _chain(self, key: str) -> Iterable[str]:
        """The key and all before it that would have to be made first."""
        names, waiting = {key}, [key]
        while waiting:
            for name in self.made[waiting.pop()].upstream:
                if name in self.made and name not in names and not self.held.issuperset(self.made[name].digests):
                    names.add(name)
                    waiting.append(name)
        return names


def worth_removing(prices: Prices, sizes: Mapping[str, int]) -> set[str]:
    """Return those of some files that cost more to keep than to make again; `sizes` in bytes are of those not held.

    All that a trace would free counts together against making it once; a file of several traces goes with all of them.
    """
    kept: set[str] = set()
    named: set[str] = set()
    for key, made in prices.made.items():
        freed = [digest for digest in made.digests if digest in sizes]
        named.update(freed)
        making = prices.making(key)
        if making is None or prices.policy.keeping(sum(sizes[digest] for digest in freed)) <= making:
            kept.update(freed)
    return named - kept
