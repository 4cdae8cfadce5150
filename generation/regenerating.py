"""Regenerating: what the policy of a production lets an edit start, as orders in the name of who edited."""

import logging
from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

import uuid6

from events.errors import Refusal
from events.execution import Context
from events.store import StoredEvent
from generation import commands
from generation.domain.plan import PlannedStage
from generation.domain.regeneration import regeneration
from generation.models import OrderRow
from generation.planning import planner
from generation.projections import orders
from generation.stages import pipelines
from productions import policy, queries
from productions.domain.spending import in_force
from productions.queries import listing

log = logging.getLogger(__name__)

WORKING = ("run", "may-run")
LATER = "a later edit asks anew"


def after_edits(production: UUID, edits: Sequence[StoredEvent]) -> None:
    """Start what the edits of a production may start. The last of them, and who made it, stand for all."""
    rules, last = in_force(listing.production(production).state.spending), edits[-1]
    role = queries.role(production, last.actor)
    if rules.regenerate == "by order" or role is None or not policy.can(role, "generate"):
        return
    lines = [line for line in planner.plan(production).plan.lines if line.verdict in WORKING]
    behind = _behind(lines, {event.event_id for event in edits})
    if not behind:
        return
    moment = queries.moment(production, shots=())
    chosen = regeneration(
        [line for line in lines if line.shot in behind],
        rules,
        pipelines.of_moment(moment),
    )
    context = Context(actor=last.actor, ids=uuid6.uuid7, causation=last.event_id)
    for stages, shots in chosen.at_once.items():
        _order(context, production, shots, stages)
    if chosen.asking:
        open_ = {line.shot for line in lines}
        before = [shot for shot in _superseded(context, production) if shot in open_]
        _order(context, production, dict.fromkeys([*before, *chosen.asking]), None, asks=True)


def _behind(lines: Iterable[PlannedStage], edits: set[UUID]) -> set[UUID]:
    """The shots that the edits put out of date."""
    return {line.shot for line in lines if not edits.isdisjoint(line.causes)}


def _superseded(context: Context, production: UUID) -> list[UUID]:
    """Cancel what earlier edits ask for, and return the shots of that: one order asks for all."""
    shots: list[UUID] = []
    for row in OrderRow.objects.filter(production=production, status="held").order_by("id"):
        order = orders.read(row.version, row.state, row.causes).state
        if order.waits == "policy":
            commands.cancel_order(context, row.id, LATER)
            shots += [each.shot for each in order.shots]
    return shots


def _order(
    context: Context, production: UUID, shots: Iterable[UUID], stages: Collection[str] | None, *, asks: bool = False
) -> None:
    try:
        commands.place_order(context, production, list(shots), stages=stages, waits="policy" if asks else "")
    except Refusal as refused:
        log.info("an edit in %s starts nothing: %s", production, refused)
