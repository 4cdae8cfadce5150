"""What the stored files are kept for, and what a collection would remove: for those who run the installation."""

from decimal import Decimal

import msgspec

from generation.api.shapes import Money
from generation.domain.keeping import Policy, Reason
from generation.keeping import film_files, inventory
from generation.keeping.film_files import OldFilms
from generation.keeping.inventory import Inventory
from productions import policy
from productions.api.http.base import View
from productions.api.http.operations import reads

CENT = Decimal("0.01")


class Files(msgspec.Struct):
    """How many files, and how many bytes."""

    files: int
    bytes: int


class KeptFiles(Files):
    """Files that stay, and why."""

    reason: Reason


class Removable(Files):
    """Files that may go. `keeping` is what their storage costs over the months of the rules; `making` what making all
    of them again would cost, `seconds` how many device-seconds.
    """

    seconds: float
    keeping: Money
    making: Money


class KeepingRules(msgspec.Struct):
    """The settings: how many of a shot's newest takes stay, and of a production's newest films of each form, for how
    many days after their last use files stay, and over how many months the price of keeping counts.
    """

    takes: int
    films: int
    days: int
    months: int


class StorageShown(msgspec.Struct):
    """The stored files. `old_films` are films as files that newer ones follow: they may go whatever they cost.

    `evicted` counts those that were removed before and can be made again.
    """

    rules: KeepingRules
    kept: list[KeptFiles]
    removable: Removable
    old_films: Files
    evicted: int


class StorageView(View):
    @reads("studio_storage", "Why stored files are kept, and what a collection would remove", StorageShown)
    def get(self) -> StorageShown:
        policy.require_studio(self.person)
        rules = inventory.policy()
        return _shown(rules, inventory.look(rules), film_files.old_films(rules))


def _shown(rules: Policy, seen: Inventory, films: OldFilms) -> StorageShown:
    kept = [KeptFiles(files, size, reason) for reason, (files, size) in seen.tally().items()]
    freed = seen.freed
    removable = Removable(
        files=freed.files,
        bytes=freed.size,
        seconds=float(sum(seen.seconds.values(), Decimal(0))),
        keeping=_money(rules.keeping(freed.size), rules),
        making=_money(seen.making, rules),
    )
    return StorageShown(
        rules=KeepingRules(rules.takes, rules.films, rules.days, rules.months),
        kept=sorted(kept, key=lambda each: -each.bytes),
        removable=removable,
        old_films=Files(len(films.digests), films.size),
        evicted=inventory.count_evicted(),
    )


def _money(amount: Decimal, rules: Policy) -> Money:
    return Money(f"{amount.quantize(CENT)}", rules.currency)
