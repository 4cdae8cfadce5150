"""Steering: people pause and resume a production's queue, say how urgent an order is, and drain workers."""

from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now

from events.execution import Batch, Context, Receipt, execute
from generation.domain.job import OPEN
from generation.domain.order import ORDER, PrioritiseOrder
from generation.domain.queue import QUEUE, PauseQueue, Priority, QueueCommand, ResumeQueue
from generation.jobs.opening import lock_order
from generation.jobs.ranking import rank, shared_with
from generation.live import bell
from generation.models import JobRow, QueueRow, WorkerRow
from productions.commands.access import hold
from productions.refusals import NotFound


def pause_queue(context: Context, production: UUID, reason: str = "") -> Receipt[None]:
    """Let nothing of a production be begun; what runs is finished, and what others wait for too is done for them."""
    return _steer(context, production, PauseQueue(reason))


def resume_queue(context: Context, production: UUID) -> Receipt[None]:
    """Let the work of a production be begun again."""
    return _steer(context, production, ResumeQueue())


def _steer(context: Context, production: UUID, command: QueueCommand) -> Receipt[None]:
    def work(batch: Batch) -> None:
        hold(production, alone=True)
        batch.decide(QUEUE, _stream(batch, production), command)

    with transaction.atomic():
        receipt = execute(context, production, work)
        rank(shared_with(production))
        bell.ring()
    return receipt


def _stream(batch: Batch, production: UUID) -> UUID:
    """The stream of the production's queue, begun where there is none."""
    known = QueueRow.objects.filter(log=production).values_list("id", flat=True).first()
    if known is not None:
        return known
    stream = batch.context.ids()
    batch.begin(QUEUE, stream)
    return stream


def prioritise_order(context: Context, order: UUID, priority: Priority, expected: int | None = None) -> Receipt[None]:
    """Say how urgent an open order is among those of its production; OrderEnded when it has ended."""
    with transaction.atomic():
        row = lock_order(order)
        if row is None:
            raise NotFound("There is no such order.")

        def work(batch: Batch) -> None:
            batch.decide(ORDER, order, PrioritiseOrder(priority), expected=expected)

        receipt = execute(context, row.log, work)
        if receipt.events:
            waiting = JobRow.objects.filter(order=order, state__in=OPEN, action__isnull=False)
            rank(waiting.values_list("action", flat=True))
    return receipt


def drain(worker: str, *, drained: bool) -> None:
    """Let a worker take nothing any more, or again; what it runs it finishes. NotFound when it is not here.

    One that was benched is trusted anew once somebody lets it work.
    """
    mine = WorkerRow.objects.filter(name=worker, stopped_at=None)
    told = {"drained_at": Now()} if drained else {"drained_at": None, "benched": "", "trusted_at": Now()}
    if not mine.update(**told):
        raise NotFound("There is no such worker.")
    bell.ring()
