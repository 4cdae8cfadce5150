"""What a production may spend, and what its edits may start by themselves: rules by name, each kept as text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast, get_args
from uuid import UUID

from events.errors import Refusal

LIMIT = "limit:"
"""Before a person's id: the most that this person may spend here."""
AMOUNTS = ("budget", "cheap_amount", "most_amount")
SECONDS = ("cheap_seconds", "most_seconds")
Over = Literal["refuse", "hold"]
Regenerate = Literal["by order", "ask", "at once"]
WORDS: Mapping[str, tuple[str, ...]] = {"over": get_args(Over), "regenerate": get_args(Regenerate)}
RULES = (*AMOUNTS, *SECONDS, *WORDS)
_NUMBER = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")


class InvalidSpending(Refusal):
    """No rule of spending has this name, or it cannot have this value."""

    code = "invalid-spending"
    status = 422


@dataclass(frozen=True, slots=True)
class Spending:
    """The rules in force. Amounts are in the studio's currency; None is no bound.

    Orders beyond `budget` of the production, or beyond the limit of who places them, are refused or held as `over`
    says. An edit starts nothing, a held order, or work, as `regenerate` says; of the latter only stages that take at
    most `cheap_seconds` and cost at most `cheap_amount`, and nothing where all of it is beyond `most_…`.
    """

    budget: Decimal | None = None
    limits: Mapping[UUID, Decimal] | None = None
    over: Over = "refuse"
    regenerate: Regenerate = "by order"
    cheap_seconds: Decimal | None = None
    cheap_amount: Decimal | None = None
    most_seconds: Decimal | None = None
    most_amount: Decimal | None = None

    def limit(self, person: UUID) -> Decimal | None:
        """Return the most that a person may spend; None where nothing bounds it but the budget."""
        return (self.limits or {}).get(person)


def in_force(rules: Mapping[str, str]) -> Spending:
    """Return the rules that are set, and the defaults of the others."""
    numbers = {name: Decimal(rules[name]) for name in (*AMOUNTS, *SECONDS) if name in rules}
    limits = {UUID(name.removeprefix(LIMIT)): Decimal(value) for name, value in rules.items() if name.startswith(LIMIT)}
    return Spending(
        **numbers,
        limits=limits,
        over=cast(Over, rules.get("over", "refuse")),
        regenerate=cast(Regenerate, rules.get("regenerate", "by order")),
    )


def checked(name: str, value: str | None) -> str | None:
    """Return a rule's value as it is kept; None takes the rule away. InvalidSpending for what cannot be."""
    if name in WORDS:
        if value is not None and value not in WORDS[name]:
            raise InvalidSpending(f"It is one of: {', '.join(WORDS[name])}.", field=name)
        return value
    if name not in RULES:
        _check_limit(name)
    if value is None:
        return None
    if not _NUMBER.fullmatch(value):
        raise InvalidSpending("It is a number from 0 on with at most six decimals.", field=name)
    return f"{Decimal(value).normalize():f}"


def _check_limit(name: str) -> None:
    try:
        known = name.startswith(LIMIT) and str(UUID(name.removeprefix(LIMIT))) == name.removeprefix(LIMIT)
    except ValueError:
        known = False
    if not known:
        raise InvalidSpending(f"There is no rule called {name!r}.", field=name)
