"""Change sets against what may be spent: who would go beyond it proposes a set, and somebody else applies it."""

from typing import Any
from uuid import UUID

from events.errors import Refusal
from generation.domain.spent import OverBudget
from generation.orders import ledger
from generation.planning.price_list import price_list
from generation.planning.what_if import Effect
from productions.domain.spending import in_force
from productions.queries import listing


class BeyondLimit(Refusal):
    """What a change set adds may cost more than the budget, or the limit of who would apply it, leaves."""

    code = "change-set-over-limit"


def bounded(production: UUID, person: UUID) -> bool:
    """Whether anything bounds what a person may spend."""
    rules = in_force(listing.production(production).state.spending)
    return bool(ledger.bounds(rules, production, person, price_list().currency))


def beyond(production: UUID, person: UUID, effect: Effect[Any]) -> OverBudget | None:
    """Return why making all that an act adds goes beyond what a person may spend; None where it fits."""
    rules = in_force(listing.production(production).state.spending)
    return ledger.overrun(rules, production, person, effect.added.most, price_list().currency)


def refuse_beyond(production: UUID, person: UUID, effect: Effect[Any]) -> None:
    """Raise BeyondLimit where all that an act adds goes beyond what a person may spend."""
    if over := beyond(production, person, effect):
        said = f"{over.detail} Propose the change set: somebody else may apply it."
        raise BeyondLimit(said, **over.data)
