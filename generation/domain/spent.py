"""What was spent and is reserved, how a price is shared, and which of several events it is booked to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal
from uuid import UUID

from events.errors import Refusal
from generation.domain.prices import MILLIONTH

Bound = Literal["limit", "budget"]


class OverBudget(Refusal):
    """The order may cost more than the budget, or the limit of who places it, has left."""

    code = "over-budget"


@dataclass(frozen=True, slots=True)
class Balance:
    """Money that was spent, and money that running orders may still cost."""

    spent: Decimal = Decimal(0)
    reserved: Decimal = Decimal(0)

    def left(self, most: Decimal) -> Decimal:
        """Return what of a bound may still be ordered; nothing where more was spent."""
        return max(most - self.spent - self.reserved, Decimal(0))


def shares(amount: Decimal, count: int, unit: Decimal = MILLIONTH) -> list[Decimal]:
    """Return an amount in equal parts of whole units, which sum to it: the first bears what does not divide."""
    each = (amount / count).quantize(unit, rounding="ROUND_DOWN")
    return [amount - each * (count - 1), *[each] * (count - 1)]


def booked(causes: Sequence[UUID], paid: Collection[UUID], otherwise: UUID) -> tuple[UUID, tuple[UUID, ...]]:
    """Return the event that a stage is booked to, and the further ones.

    `causes` are the events that asked for it, the earliest first: of these the earliest that nothing of this stage was
    booked to yet. Where all were, or none is known, it is the last of them, or `otherwise`.
    """
    unpaid = [cause for cause in causes if cause not in paid]
    if unpaid:
        return unpaid[0], tuple(unpaid[1:])
    return (causes[-1] if causes else otherwise), ()
