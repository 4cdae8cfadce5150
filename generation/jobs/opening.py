"""Advance: move the jobs of an order as far as they go without work, and open the work that is left."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection

from events.errors import Refusal
from events.execution import Batch, execute
from generation.artifacts import artifact_store, traces
from generation.domain.job import ENDED, OPEN, SUCCEEDED, CancelJob, FailJob, ReuseJob, SkipJob, StartJob
from generation.domain.keys import recipe_document
from generation.domain.needs import Needs
from generation.domain.order import ORDER, FinishOrder
from generation.domain.pipeline import Edge, StageSpec, gathered, lent
from generation.domain.recipes import build
from generation.domain.trace import Trace
from generation.jobs.ranking import rank, wanted_at
from generation.jobs.recording import JobStep, acting, record, save, subject
from generation.jobs.takes import make_takes
from generation.live import bell
from generation.models import ActionRow, JobRow, OrderRow
from generation.orders.snapshots import OrderedInputs, Snapshots
from generation.register.asked import needed
from generation.stages import pipelines
from productions import queries

_READY = """
SELECT j.id FROM generation_job j WHERE {which} AND j.state = 'waiting' AND NOT EXISTS (
    SELECT 1 FROM unnest(j.needs) AS need (id) JOIN generation_job u ON u.id = need.id
    WHERE u.state IN ('waiting', 'ready', 'running'))
"""
_READY_IN_ORDER = _READY.format(which='j."order" = %s')
_READY_BEHIND = _READY.format(which="j.needs && %s::uuid[]")
_NEEDS = """
INSERT INTO generation_needs (kind, device, memory, model, processor)
SELECT DISTINCT kind, device, memory, model, processor
FROM unnest(%(kinds)s::text[], %(devices)s::text[], %(memories)s::bigint[], %(models)s::text[],
    %(processors)s::bigint[]) AS asked (kind, device, memory, model, processor)
WHERE NOT EXISTS (SELECT FROM generation_needs n WHERE (n.kind, n.device, n.memory, n.model, n.processor)
    = (asked.kind, asked.device, asked.memory, asked.model, asked.processor))
ORDER BY kind, device, memory, model, processor ON CONFLICT DO NOTHING
"""
_OPEN = """
INSERT INTO generation_action AS a
    (key, kind, needs_id, production, person, state, wanted_at, place, token, attempts, worker, step, steps)
SELECT w.key, w.kind, n.id, %(production)s, w.person, 'ready', %(wanted_at)s, w.place, 0, 0, '', 0, 0
FROM unnest(%(keys)s::text[], %(persons)s::uuid[], %(places)s::bigint[], %(kinds)s::text[], %(devices)s::text[],
    %(memories)s::bigint[], %(models)s::text[], %(processors)s::bigint[])
    AS w (key, person, place, kind, device, memory, model, processor)
JOIN generation_needs n ON (n.kind, n.device, n.memory, n.model, n.processor)
    = (w.kind, w.device, w.memory, w.model, w.processor)
ORDER BY w.key
ON CONFLICT (key) WHERE state IN ('ready', 'running') DO UPDATE SET wanted_at = excluded.wanted_at
WHERE a.wanted_at > excluded.wanted_at
"""
_KEEP_RECIPES = """
INSERT INTO generation_recipe (key, document) SELECT key, value FROM json_each_text(%s::json) ORDER BY 1
ON CONFLICT DO NOTHING
"""

SHOT_REMOVED = "the shot was removed"


def lock_order(order: UUID) -> OrderRow | None:
    """Take an order's row, under which its jobs move."""
    return OrderRow.objects.select_for_update().filter(id=order).first()


def advance(
    order: OrderRow,
    worker: str | None = None,
    ended: Sequence[JobRow] | None = None,
    snapshots: Snapshots | None = None,
) -> None:
    """Cancel jobs of removed shots, skip and reuse what can be, open what must run, make takes, finish the order.

    The caller holds the order's row. `ended` are the jobs that just ended, behind which alone something can have
    become ready; without them the whole order is looked at. `snapshots` are those that are known already.
    """
    if order.status == "running":
        _Advance(order, worker, snapshots or Snapshots()).run(ended)


@dataclass(slots=True)
class _Draft:
    """A job whose recipe is known."""

    job: JobRow
    key: str
    text: str
    spec: StageSpec
    needs: Needs
    refused: Refusal | None = None
    """Why nothing new may be made with its model."""


@dataclass(slots=True)
class _Advance:
    order: OrderRow
    worker: str | None
    snapshots: Snapshots

    def run(self, ended: Sequence[JobRow] | None) -> None:
        ready = self._ready(None if ended is None else [job for job in ended if job.order == self.order.id])
        while ready:
            needs = _jobs_by_id(need for job in ready for need in job.needs)
            stopped = self._stop(ready, needs)
            self._open_or_reuse(self._drafts([job for job in ready if job.id not in stopped], needs))
            ready = self._ready([job for job in ready if job.state in ENDED])
        self._finish()

    def _ready(self, behind: Sequence[JobRow] | None) -> list[JobRow]:
        if behind is not None and not behind:
            return []
        with connection.cursor() as cursor:
            if behind is None:
                cursor.execute(_READY_IN_ORDER, [self.order.id])
            else:
                cursor.execute(_READY_BEHIND, [[job.id for job in behind]])
            ids = [row[0] for row in cursor.fetchall()]
        return list(JobRow.objects.filter(id__in=ids).order_by("place")) if ids else []

    def _stop(self, ready: Sequence[JobRow], needs: Mapping[UUID, JobRow]) -> set[UUID]:
        """End the jobs that cannot or need not go on; return which they are."""
        live = queries.live_shots({job.shot for job in ready})
        steps = []
        for job in ready:
            if job.shot not in live:
                steps.append(JobStep(job, CancelJob(subject(job), SHOT_REMOVED)))
            elif any(needs[need].state not in SUCCEEDED for need in job.needs):
                steps.append(JobStep(job, SkipJob(subject(job), _why_skipped(job, needs))))
        record(steps, self.worker)
        return {step.job.id for step in steps}

    def _drafts(self, jobs: Sequence[JobRow], needs: Mapping[UUID, JobRow]) -> list[_Draft]:
        self.snapshots.load(job.inputs for job in jobs)
        made = traces.named((need.key, need.generation) for need in needs.values() if need.generation)
        drafts = []
        for job in jobs:
            inputs, node = self.snapshots.of(job.inputs), pipelines.node_of(job)
            stands = _StandsOn(job, needs, made, inputs)
            recipe = build(
                node,
                job.shot,
                inputs.values,
                job.variation,
                gathered((edge, stands.content(edge)) for edge in node.edges),
            )
            drafts.append(_Draft(job, *recipe_document(recipe), node.spec, *needed(node.spec, recipe)))
        return drafts

    def _open_or_reuse(self, drafts: Sequence[_Draft]) -> None:
        if not drafts:
            return
        _keep_recipes(drafts)
        left = self._refuse(self._reuse(drafts))
        while left:
            self._open(left)
            keys = {draft.key for draft in left}
            held = (
                ActionRow.objects.select_for_update()
                .filter(key__in=keys, state__in=("ready", "running"))
                .order_by("key")
            )
            actions = {action.key: action for action in held}
            # Whoever ended an action between our look and our insert wrote its trace: look again under the lock.
            unmade = self._reuse(left)
            self._close_needless(actions, unmade)
            self._wait_on([(draft, actions[draft.key]) for draft in unmade if draft.key in actions])
            rank(each.id for each in actions.values() if each.production != self.order.production)
            left = [draft for draft in unmade if draft.key not in actions]
        bell.ring()

    def _open(self, drafts: Sequence[_Draft]) -> None:
        """Open what nobody has opened yet; what is open is wanted as early as the first of those who wait wants it."""
        asked: dict[str, Any] = {
            "production": self.order.production,
            "wanted_at": wanted_at(self.order),
            **_columns(drafts),
        }
        with connection.cursor() as cursor:
            cursor.execute(_NEEDS, asked)
            cursor.execute(_OPEN, asked)

    def _reuse(self, drafts: Sequence[_Draft]) -> list[_Draft]:
        """End the jobs whose work exists; return the drafts of the others."""
        sound = _sound(traces.find({draft.key for draft in drafts}))
        hits = [(draft.job, sound[draft.key]) for draft in drafts if draft.key in sound]
        told = record([_reusing(job, trace) for job, trace in hits], self.worker)
        make_takes((job for job, _ in hits), told, self.snapshots, self.worker)
        return [draft for draft in drafts if draft.key not in sound]

    def _refuse(self, drafts: Sequence[_Draft]) -> list[_Draft]:
        """Fail the jobs whose models may not be used; return the drafts of the others."""
        failed = [
            JobStep(draft.job, FailJob(subject(draft.job), draft.refused.code, draft.refused.detail))
            for draft in drafts
            if draft.refused
        ]
        record(failed, self.worker)
        return [draft for draft in drafts if draft.refused is None]

    def _close_needless(self, actions: Mapping[str, ActionRow], unmade: Iterable[_Draft]) -> None:
        wanted = {draft.key for draft in unmade}
        needless = [action.id for key, action in actions.items() if key not in wanted and action.state == "ready"]
        ActionRow.objects.filter(id__in=needless, jobs=None).delete()

    def _wait_on(self, pairs: Sequence[tuple[_Draft, ActionRow]]) -> None:
        for draft, action in pairs:
            draft.job.action, draft.job.key, draft.job.state = action, draft.key, "ready"
        save([draft.job for draft, _ in pairs])
        running = [
            JobStep(draft.job, StartJob(subject(draft.job), draft.key, action.attempts))
            for draft, action in pairs
            if action.state == "running"
        ]
        record(running, self.worker)

    def _finish(self) -> None:
        jobs = JobRow.objects.filter(order=self.order.id)
        if jobs.filter(state__in=OPEN).exists():
            return
        counts = Counter(jobs.values_list("state", flat=True))
        person = jobs.values_list("person", flat=True).first()
        if person is None:
            return

        def work(batch: Batch) -> None:
            batch.decide(ORDER, self.order.id, FinishOrder(counts))

        execute(acting(person, self.order.id, self.worker), self.order.log, work)


def _jobs_by_id(ids: Iterable[UUID]) -> dict[UUID, JobRow]:
    return {job.id: job for job in JobRow.objects.filter(id__in=set(ids))}


def _why_skipped(job: JobRow, needs: Mapping[UUID, JobRow]) -> str:
    need = next(needs[need] for need in job.needs if needs[need].state not in SUCCEEDED)
    whose = "what it continues" if need.shot != job.shot else f"its {need.stage}"
    return f"{whose} {need.state}"


@dataclass(frozen=True, slots=True)
class _StandsOn:
    """What a job stands on: the jobs that it needs, with their traces, and what its inputs settle."""

    job: JobRow
    needs: Mapping[UUID, JobRow]
    traces: Mapping[tuple[str, int], Trace]
    inputs: OrderedInputs

    def content(self, edge: Edge) -> str | None:
        """Return what an edge brings; None where nothing feeds it for this shot."""
        if edge.continues and self.inputs.fixed is not None:
            return lent(edge, self.inputs.fixed)
        for need in (self.needs[need] for need in self.job.needs):
            if need.stage == edge.node and (need.shot != self.job.shot) == edge.continues:
                assert need.generation is not None, "a job that succeeded names its trace"
                return self.traces[need.key, need.generation].contents.get(edge.output)
        return None


def _sound(by_key: Mapping[str, Trace]) -> dict[str, Trace]:
    """Leave out traces whose bytes turn out to be gone, and tell the planner. The others are held from now on."""
    held = artifact_store.hold({each.digest for trace in by_key.values() for each in trace.artifacts})
    artifacts = [each for trace in by_key.values() for each in trace.artifacts]
    looked_for = held - artifact_store.apart(held)
    lost = {each.digest for each in artifacts if each.digest in looked_for and not artifact_store.is_there(each)}
    if lost:
        artifact_store.note_missing(lost)
    sound = held - lost
    return {key: trace for key, trace in by_key.items() if sound.issuperset(each.digest for each in trace.artifacts)}


def _reusing(job: JobRow, trace: Trace) -> JobStep:
    return JobStep(job, ReuseJob(subject(job), trace.key, trace.generation, trace.named))


def _keep_recipes(drafts: Iterable[_Draft]) -> None:
    texts = {draft.key: draft.text for draft in drafts}
    with connection.cursor() as cursor:
        cursor.execute(_KEEP_RECIPES, [msgspec.json.encode(texts).decode()])


def _columns(drafts: Sequence[_Draft]) -> dict[str, list[Any]]:
    firsts = {draft.key: draft for draft in sorted(drafts, key=lambda draft: -draft.job.place)}
    chosen = [firsts[key] for key in sorted(firsts)]
    return {
        "keys": [draft.key for draft in chosen],
        "persons": [draft.job.person for draft in chosen],
        "places": [draft.job.place for draft in chosen],
        "kinds": [draft.spec.kind for draft in chosen],
        "devices": [draft.needs.device for draft in chosen],
        "memories": [draft.needs.memory for draft in chosen],
        "models": [draft.needs.model for draft in chosen],
        "processors": [draft.needs.processor for draft in chosen],
    }
