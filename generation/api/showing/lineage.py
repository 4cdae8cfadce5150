"""The lineage of takes in replies."""

from collections.abc import Sequence
from uuid import UUID

from generation.api import shapes
from generation.api.showing.asker import role_of, seen
from generation.api.showing.files import address
from generation.domain.lineage import TakeMade
from generation.domain.prices import MILLIONTH, plain
from generation.orders.lineage import Booked, TakeStep
from productions import policy
from productions.api.http.base import ProductionView

_SEED = "parameter:seed"


def of_lineage(view: ProductionView, shot: UUID, steps: Sequence[TakeStep]) -> shapes.Lineage:
    """Return the takes of a shot as they came after each other, with what the asker may see of them."""
    prompts = policy.can(role_of(view), "see_prompts")
    return shapes.Lineage(shot, [seen(view, _step(each, prompts=prompts)) for each in steps])


def _step(shown: TakeStep, *, prompts: bool) -> shapes.TakeStep:
    """With `prompts`, what was read and sent too: lists are withheld as a whole, not item by item."""
    step, take = shown.step, shown.step.take
    changes = [shapes.StepChange(each.key, each.before, each.after, list(each.stages)) for each in step.changes]
    sent = [shapes.SentFile(each.stage, each.role, address(each.digest)) for each in shown.sent]
    return shapes.TakeStep(
        take=take.id,
        number=take.number,
        after=shapes.TakeName(step.after.id, step.after.number) if step.after else None,
        kind=step.kind,
        variation=take.variation,
        language=take.language,
        changes=changes if prompts else None,
        seed=_seed(take),
        sent=sent if prompts else None,
        seconds=float(shown.booked.seconds) if shown.booked else None,
        spent=_money(shown.booked) if shown.booked else None,
    )


def _seed(take: TakeMade) -> str | None:
    """The seed that a stage read; None where none reads any."""
    read = (recipe["inputs"].get(_SEED) for recipe in take.recipes.values())
    return next((str(seed) for seed in read if seed is not None), None)


def _money(booked: Booked) -> shapes.Money:
    return shapes.Money(plain(str(booked.amount.quantize(MILLIONTH))), booked.currency)
