"""The ledger: what a production, and each person in it, has spent and has reserved, against what they may spend."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import connection

from generation.domain.prices import plain
from generation.domain.spent import Balance, Bound, OverBudget
from productions.domain.spending import Spending

# One statement, so that what a worker settles meanwhile is counted once, as reserved or as spent.
_STANDING = """
SELECT coalesce((SELECT sum(c.amount) FROM (
            SELECT production, person, currency, amount FROM generation_cost
            UNION ALL SELECT production, person, currency, amount FROM generation_waste) c
        WHERE c.production = %(production)s AND c.currency = %(currency)s
        AND c.person = coalesce(%(person)s, c.person)), 0),
    coalesce((SELECT sum(j.reserved) FROM generation_order o JOIN generation_job j ON j."order" = o.id
        WHERE o.production = %(production)s AND o.status = 'running' AND j.state IN ('waiting', 'ready', 'running')
        AND j.person = coalesce(%(person)s, j.person)), 0)
"""


@dataclass(frozen=True, slots=True)
class Account:
    """Whose money it is: a person's in a production, or all of the production's."""

    production: UUID
    currency: str
    person: UUID | None = None

    def balance(self) -> Balance:
        """Return what was spent and what is reserved."""
        asked: dict[str, UUID | str | None] = {
            "production": self.production,
            "currency": self.currency,
            "person": self.person,
        }
        with connection.cursor() as cursor:
            cursor.execute(_STANDING, asked)
            spent, reserved = cursor.fetchone()
        return Balance(Decimal(spent), Decimal(reserved))


def bounds(spending: Spending, production: UUID, person: UUID, currency: str) -> list[tuple[Bound, Account, Decimal]]:
    """Return what bounds the orders of a person."""
    limits: list[tuple[Bound, Account, Decimal | None]] = [
        ("limit", Account(production, currency, person), spending.limit(person)),
        ("budget", Account(production, currency), spending.budget),
    ]
    return [(bound, account, most) for bound, account, most in limits if most is not None]


def overrun(spending: Spending, production: UUID, person: UUID, amount: Decimal, currency: str) -> OverBudget | None:
    """Return why an order of an amount goes beyond what may be spent; None where it fits.

    Until the transaction ends nobody else is told that theirs fits: two orders at once never overrun together.
    """
    known = bounds(spending, production, person, currency)
    if not amount or not known:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('ledger ' || %s::text, 0))", [production])
    for bound, account, bounded in known:
        left = account.balance().left(bounded)
        if amount > left:
            most, rest = plain(str(amount)), plain(str(left))
            said = f"This may cost {most} {currency}; of {_WHOSE[bound]} {rest} {currency} is left."
            return OverBudget(said, bound=bound, amount=most, left=rest, currency=currency)
    return None


_WHOSE = {"limit": "your limit", "budget": "the budget of the production"}
