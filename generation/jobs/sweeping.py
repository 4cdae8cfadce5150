"""Sweeping: what a lost message, a dead worker or a lost row left behind is put right."""

import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from events import store
from events.decider import fold
from generation.domain.job import JOB
from generation.domain.order import ORDER, Order
from generation.jobs import benching, fairness
from generation.jobs.booking import waste
from generation.jobs.cancelling import abandon
from generation.jobs.ending import give_up_or_retry, rest
from generation.jobs.locking import Held, end_attempt, holding
from generation.jobs.opening import advance, lock_order
from generation.jobs.outages import is_outage
from generation.jobs.recording import follow
from generation.models import ActionRow, JobRow, OrderRow
from generation.orders.job_rows import insert, rows_of
from generation.orders.snapshots import Snapshots
from generation.stages import pipelines

log = logging.getLogger(__name__)

LOST = "worker-lost"
# A second term passes after a lease ran out, so that a worker that only lost the database has stopped by then. No time
# counts in which the server was away: nobody could renew a lease.
_LOST = """
SELECT id, token, attempts FROM generation_action
WHERE state = 'running' AND lease_until < clock_timestamp() - make_interval(secs => %(lease)s)
    AND pg_postmaster_start_time() < clock_timestamp() - make_interval(secs => 2 * %(lease)s) ORDER BY key
"""
_STUCK_ORDERS = """
SELECT o.id FROM generation_order o WHERE o.status = 'running' AND (
    NOT EXISTS (SELECT 1 FROM generation_job j WHERE j."order" = o.id AND j.state IN ('waiting', 'ready', 'running'))
    OR EXISTS (SELECT 1 FROM generation_job j WHERE j."order" = o.id AND j.state = 'waiting' AND NOT EXISTS (
        SELECT 1 FROM generation_job u WHERE u.id = ANY (j.needs) AND u.state IN ('waiting', 'ready', 'running'))))
ORDER BY o.id
"""
_FORGOTTEN = """
SELECT a.id FROM generation_action a WHERE a.state IN ('ready', 'running') AND NOT EXISTS (
    SELECT 1 FROM generation_job j WHERE j.action_id = a.id AND j.state IN ('waiting', 'ready', 'running'))
"""


def sweep(lease_seconds: float) -> int:
    """Put right what is stuck and return how many things were."""
    fairness.forget()
    benching.forgive()
    return _lost_leases(lease_seconds) + _stuck_orders() + _forgotten_actions()


def _lost_leases(lease_seconds: float) -> int:
    lost = _rows(_LOST, {"lease": lease_seconds})
    for action, token, attempts in lost:
        lose(action, token, attempts, "the worker's lease ran out")
    return len(lost)


def lose(action: int, token: int, attempts: int, why: str) -> None:
    """End an attempt whose worker is gone, and try again elsewhere. What cannot be ended rests, and holds up nobody."""

    def work(held: Held) -> None:
        if held.action.state == "running" and held.action.token == token:
            waste(held.action, held.jobs, "lost")
            end_attempt(action, token, "lost", why)
            give_up_or_retry(held, LOST, why, retryable=True, worker=None)
            benching.judge(held.action.worker)

    if not _put_right(lambda: holding(action, work), f"the end of action {action}"):
        rest(action, token, attempts, f"{LOST}: {why}")


def release_leases(worker: str, why: str) -> int:
    """Let go of what a worker held that is known to be dead, without waiting for its lease."""
    held = list(ActionRow.objects.filter(worker=worker, state="running").values_list("id", "token", "attempts"))
    for action, token, attempts in held:
        lose(action, token, attempts, why)
    return len(held)


def _put_right(act: Callable[[], object], what: str) -> bool:
    """Do one thing; an error that is no outage is told and keeps nobody from doing the next thing."""
    try:
        act()
    except Exception as error:
        if is_outage(error):
            raise
        log.exception("%s cannot be written", what)
        return False
    return True


def _stuck_orders() -> int:
    stuck = [row[0] for row in _rows(_STUCK_ORDERS, {})]
    for order in stuck:
        _put_right(partial(reconcile, order), f"the next step of order {order}")
    return len(stuck)


def _forgotten_actions() -> int:
    forgotten = [row[0] for row in _rows(_FORGOTTEN, {})]
    with transaction.atomic():
        abandon(forgotten)
    return len(forgotten)


def _rows(query: str, values: Mapping[str, float]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def reconcile(order: UUID) -> int:
    """Make missing job rows of an open order again from its events, and move it on; return how many were missing."""
    with transaction.atomic():
        held = lock_order(order)
        if held is None or held.status not in ("running", "held"):
            return 0
        missing = restore_jobs(held)
        advance(held)
    return missing


def restore_jobs(order: OrderRow) -> int:
    """Make job rows that an order names and that are not there. The caller holds the order's row."""
    events = store.read_stream(order.id)
    state: Order = fold(ORDER, ((stored.event_id, stored.event) for stored in events)).state
    known = set(JobRow.objects.filter(order=order.id).values_list("id", flat=True))
    pipeline = pipelines.of_version(order.log, state.pipeline)
    rows = rows_of(order.id, state, pipeline, events[0].actor, Snapshots())
    missing = [row for row in rows if row.id not in known]
    told = store.read_streams([row.id for row in missing]) if missing else {}
    for row in missing:
        job = fold(JOB, ((stored.event_id, stored.event) for stored in told.get(row.id, ()))).state
        if job.state not in ("open", "running"):
            follow(row, job)
    insert(missing)
    return len(missing)
