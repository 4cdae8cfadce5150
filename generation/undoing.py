"""What an undo or a restore would make run: it is done for real, the real planner looks, and nothing is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from events.execution import Receipt
from generation import planner
from generation.planner import Planned
from productions.commands.reverting import Outcome

Reverting = Callable[[], Receipt[Outcome]]


@dataclass(frozen=True, slots=True)
class Supposed:
    """What an undo or a restore would change, and the plan of the film as it would be."""

    outcome: Outcome
    planned: Planned


def suppose(production: UUID, reverting: Reverting) -> Supposed:
    """Plan a production as it would be after an undo or a restore."""
    with transaction.atomic():
        outcome = reverting().value
        planned = planner.plan(production, keep=False)
        transaction.set_rollback(True)
    return Supposed(outcome, planned)
