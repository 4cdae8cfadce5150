"""Waivers: let pass what checks found of the film, with a reason, and take that back."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from events.execution import Batch, Context, Receipt, execute
from productions.commands.access import hold
from productions.domain.shot import shot
from productions.domain.take import clean_note
from productions.domain.waiver import Check, Give, Withdraw, waiver
from productions.domain.words import Words
from productions.models import WaiverRow
from productions.people.sealing import seal


@dataclass(frozen=True, slots=True)
class Waived:
    """What is let pass: what a check found of a shot, or of the film where it names none; see `Given`."""

    check: Check
    about: str
    shot: UUID | None = None


def waive(context: Context, log: UUID, found: Sequence[Waived], reason: str) -> Receipt[list[UUID]]:
    """Let pass what was found, all for one reason; what is waived already stays as it is.

    InvalidNote without a reason, NotFound for a shot of another production.
    """
    said = seal(context.actor, clean_note(reason))
    assert said is not None, "a note that is clean says something"

    def work(batch: Batch) -> list[UUID]:
        hold(log, alone=True)  # else two people would waive the same
        shots = {each.shot for each in found if each.shot}
        batch.preload(shot, shots)
        for each in shots:
            batch.load(shot, each)
        abouts = {each.about for each in found}
        rows = WaiverRow.objects.filter(log=log, about__in=abouts, removed=False)
        waived = set(rows.values_list("about", flat=True))
        return [_give(batch, each, said) for each in found if each.about not in waived]

    def _give(batch: Batch, each: Waived, reason: Words) -> UUID:
        id_ = batch.context.ids()
        batch.begin(waiver, id_)
        batch.decide(waiver, id_, Give(each.check, each.about, context.actor, reason, each.shot))
        return id_

    return execute(context, log, work)


def withdraw_waiver(context: Context, log: UUID, id_: UUID, expected: int | None = None) -> Receipt[None]:
    """Let what was found keep the film in the house again; NotFound for a waiver of another production."""

    def work(batch: Batch) -> None:
        batch.decide(waiver, id_, Withdraw(), expected=expected)

    return execute(context, log, work)
