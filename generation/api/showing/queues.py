"""Queues and workers in replies."""

from collections.abc import Iterable

from events import store
from generation import queries
from generation.api import shapes
from generation.api.showing.asker import can, seen
from generation.api.showing.orders import of_orders, of_progress, of_quote
from generation.api.showing.plans import plan_after
from generation.commands import FixQuote
from generation.domain.failures import FailureGroup
from generation.live.offers import waiting_for
from generation.models import JobRow
from generation.planning.progress import progress_of
from generation.queries import Standing, WorkerShown
from productions import policy
from productions import queries as productions
from productions.api.http.base import ProductionView, View
from productions.api.http.operations import Permission
from productions.api.shapes import Cause


def of_overview(view: ProductionView, shown: Standing) -> shapes.Queue:
    """Return how a queue stands, with what the asker can do with it."""
    return seen(
        view,
        shapes.Queue(
            version=shown.queue.version,
            paused=shown.queue.state.paused,
            reason=shown.queue.state.reason,
            cause=_cause(shown),
            counts=_counts(shown),
            running=[_job(shown, job, "") for job in shown.running],
            ready=[_job(shown, job, why) for job, why in zip(shown.ready, waiting_for(shown.ready), strict=True)],
            lacking=[shapes.Lacking(each.what, each.jobs) for each in shown.lacking],
            held=of_orders(view, queries.orders(shown.held)),
            failures=[_failures(shown, group) for group in shown.failures],
            can=can(view, shapes.QUEUE),
        ),
    )


def _cause(shown: Standing) -> Cause | None:
    if not shown.queue.state.paused:
        return None
    event = shown.queue.cause("paused")
    return Cause(event, store.positions([event]).get(event))


def _counts(shown: Standing) -> shapes.QueueCounts:
    return shapes.QueueCounts(
        **{state: shown.counts.get(state, 0) for state in ("waiting", "ready", "running")},
        held=len(shown.held),
        failed=sum(len(group.failures) for group in shown.failures),
    )


def _job(shown: Standing, job: JobRow, reason: str) -> shapes.QueuedJob:
    action = job.action if job.state == "running" else None
    return shapes.QueuedJob(
        id=job.id,
        order=job.order,
        shot=job.shot,
        code=shown.codes.get(job.shot, ""),
        stage=job.stage,
        variation=job.variation,
        reason=reason,
        worker=action.worker or None if action else None,
        since=action.claimed_at if action else None,
        attempt=action.attempts if action else 0,
        progress=of_progress(progress_of(action)),
    )


def _failures(shown: Standing, group: FailureGroup) -> shapes.FailureGroup:
    return shapes.FailureGroup(
        id=group.id,
        code=group.code,
        kind=group.kind.partition("/")[0],
        reason=group.reason,
        advice=group.advice,
        jobs=len(group.failures),
        shots=[shapes.FailedShot(shot, shown.codes.get(shot, "")) for shot in group.shots],
        parameters=list(shown.mended_by[group.id]),
        tries=[shapes.Tries(worker, times) for worker, times in group.workers.items()],
    )


def of_fix(view: ProductionView, fix: FixQuote) -> shapes.FixQuote:
    """Return what a fix would come to, with its price where the asker may see it."""
    return seen(
        view, shapes.FixQuote(fix.level, fix.things, plan_after(fix.effect), of_quote(view, fix.effect.outcome))
    )


def of_workers(view: View, shown: Iterable[WorkerShown]) -> shapes.Workers:
    """Return the workers with what the asker may see of what they run."""
    member = productions.memberships(view.person.person)
    why = None if view.person.is_superuser else policy.STUDIO_ALONE
    return shapes.Workers(
        [
            shapes.Worker(
                name=each.row.name,
                host=each.row.host,
                state=each.state,
                benched=each.row.benched,
                device_class=each.row.device_class,
                classes=each.row.classes,
                memory=each.row.memory,
                kinds=each.row.kinds,
                resident=queries.held_names(each.row.resident),
                started_at=each.row.started_at,
                seen_at=each.row.seen_at,
                task=_task(each, {job.id for job in each.jobs if job.production in member}),
            )
            for each in shown
        ],
        {"drain": Permission(why is None, why)},
    )


def _task(worker: WorkerShown, visible: set[object]) -> shapes.WorkerTask | None:
    if worker.action is None:
        return None
    job = next((job for job in worker.jobs if job.id in visible), None)
    return shapes.WorkerTask(
        production=job.production if job else None,
        shot=job.shot if job else None,
        stage=job.stage if job else None,
        since=worker.since,
        progress=of_progress(worker.progress) if job else None,
    )
