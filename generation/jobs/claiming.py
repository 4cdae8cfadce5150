"""Claiming: one worker takes one open action, holds it by a lease on the database's clock, and tells how far it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, transaction

from events.registry import Json
from generation.artifacts import traces
from generation.domain.job import CancelJob, StartJob
from generation.domain.needs import ANY, Offer
from generation.domain.pipeline import Edge, Node, StageSpec, lent
from generation.domain.recipes import SETTING
from generation.domain.retake import FRAMES, RETAKE, kept_of
from generation.jobs import fairness
from generation.jobs.locking import Held, close, end_attempt, holding, reopen
from generation.jobs.opening import SHOT_REMOVED, advance
from generation.jobs.recording import JobStep, record, subject
from generation.models import ActionRow, JobRow, RecipeRow
from generation.orders.snapshots import OrderedInputs, Snapshots
from generation.ports.work import numbered
from generation.stages import pipelines
from generation.stages.base import reads_key
from productions import queries
from productions.domain.fields.values import RECORDING, SOUND

MOST_PASSED = 4
"""How often work may be passed over in favour of other work whose model a worker holds."""
MOST_AHEAD = 60
"""Device-seconds that a production may be ahead of another for its work to pass that one's so."""

_LINED_UP = "a.state = 'ready' AND a.available_at <= clock_timestamp() AND %(worker)s <> ALL (a.shuns)"


def _heads(fitting: str) -> str:
    """The oldest work of each person in the production of `p`, of some of the needs that fit, whose turn it is first.

    It goes by index from one person to the next, however much each of them has waiting.
    """
    first = f"""SELECT a.person, a.wanted_at, a.place FROM generation_action a
        WHERE {_LINED_UP} AND a.production = p.production AND {{which}}
        ORDER BY a.person, a.wanted_at, a.place LIMIT 1"""
    return f"""(
    WITH RECURSIVE head AS (
        SELECT f.needs, f.model, f.resident, first.* FROM {fitting} f, LATERAL (
            {first.format(which="a.needs_id = f.needs")}) first
        UNION ALL
        SELECT h.needs, h.model, h.resident, next.* FROM head h, LATERAL (
            {first.format(which="a.needs_id = h.needs AND a.person > h.person")}) next)
    SELECT h.*, c.class FROM head h LEFT JOIN used u ON (u.production, u.person) = (p.production, h.person)
    CROSS JOIN LATERAL (
        SELECT floor(extract(epoch FROM clock_timestamp() - h.wanted_at) / {fairness.HEAD_START}) AS class) c
    ORDER BY c.class DESC, coalesce(u.seconds, 0), h.wanted_at, h.place)"""


def _first_unlocked(head: str) -> str:
    """The oldest that nobody else is just taking of a person's work."""
    return f"""(
    SELECT a.id, a.passed FROM generation_action a
    WHERE {_LINED_UP} AND (a.production, a.needs_id, a.person) = (p.production, {head}.needs, {head}.person)
    ORDER BY a.wanted_at, a.place LIMIT 1 FOR UPDATE SKIP LOCKED)"""


# Of the productions that have work the one that used least lately and has some that the worker can run; of that the
# most urgent, then that of the person who used least. Productions are looked at one by one, no further than it takes.
_QUEUE = f"""
WITH RECURSIVE fitting (needs, model, resident) AS MATERIALIZED (
    SELECT id, model, model <> '' AND model = ANY (%(resident)s::text[]) FROM generation_needs
    WHERE kind = ANY (%(kinds)s) AND device = ANY (%(classes)s)
        AND CASE WHEN %(processor)s AND processor > 0 THEN processor ELSE memory END <= %(memory)s AND NOT EXISTS (
        SELECT FROM generation_worker w WHERE w.name = %(worker)s AND w.drained_at IS NOT NULL)),
used (production, person, seconds) AS MATERIALIZED (
    SELECT production, person, sum(seconds) FROM (
        SELECT u.production, u.person, u.seconds * {fairness.WEIGHED} FROM generation_usage u
        UNION ALL
        SELECT a.production, a.person,
            greatest({fairness.LEAST}, extract(epoch FROM clock_timestamp() - a.claimed_at)::float8)
        FROM generation_action a WHERE a.state = 'running') AS spent (production, person, seconds)
    GROUP BY production, person),
named (production) AS (
    (SELECT a.production FROM generation_action a WHERE a.state = 'ready' ORDER BY a.production LIMIT 1)
    UNION ALL
    SELECT another.* FROM named n, LATERAL (
        SELECT a.production FROM generation_action a WHERE a.state = 'ready' AND a.production > n.production
        ORDER BY a.production LIMIT 1) another),
line AS MATERIALIZED (
    SELECT n.production, coalesce(sum(u.seconds), 0) AS served FROM named n LEFT JOIN used u USING (production)
    WHERE NOT EXISTS (SELECT FROM generation_queue q WHERE q.log = n.production AND q.paused)
    GROUP BY n.production ORDER BY served, n.production),"""
_IN_TURN = f"""
in_turn AS MATERIALIZED (
    SELECT p.served, h.model, h.resident, h.class, first.* FROM line p, LATERAL {_heads("fitting")} h,
        LATERAL {_first_unlocked("h")} first LIMIT 1),"""
_NEXT = """
picked AS (SELECT id FROM in_turn),"""
# What needs a model that the worker holds, where what is next would have to load one.
_RESIDENT_FIRST = f"""
held AS MATERIALIZED (SELECT * FROM fitting WHERE resident),
jumping AS MATERIALIZED (
    SELECT first.id FROM in_turn b, line p, LATERAL {_heads("held")} h, LATERAL {_first_unlocked("h")} first
    WHERE NOT b.resident AND b.model <> '' AND b.passed < {MOST_PASSED} AND h.class >= b.class
        AND p.served <= b.served + {MOST_AHEAD} LIMIT 1),
picked AS (SELECT id FROM jumping UNION ALL SELECT id FROM in_turn WHERE NOT EXISTS (SELECT FROM jumping)),
passed AS (
    UPDATE generation_action a SET passed = a.passed + 1 FROM in_turn b
    WHERE a.id = b.id AND EXISTS (SELECT FROM jumping)),"""
_TAKE = """
taken AS (
    UPDATE generation_action a SET state = 'running', token = a.token + 1, attempts = a.attempts + 1,
        worker = %(worker)s, step = 0, steps = 0, rate = NULL, ends_at = NULL, claimed_at = clock_timestamp(),
        lease_until = clock_timestamp() + make_interval(secs => %(lease)s)
    FROM picked WHERE a.id = picked.id
    RETURNING a.id, a.key, a.kind, a.production, a.token, a.attempts),
tried AS (
    INSERT INTO generation_attempt (action_id, token, worker, started_at, outcome, detail)
    SELECT id, token, %(worker)s, clock_timestamp(), '', '' FROM taken)
SELECT id, key, kind, production, token, attempts FROM taken
"""
_BEAT = """
UPDATE generation_action SET step = %s, steps = %s, rate = %s, ends_at = clock_timestamp() + make_interval(secs => %s),
    lease_until = clock_timestamp() + make_interval(secs => %s)
WHERE id = %s AND token = %s AND state = 'running'
"""
_SHOW = """
INSERT INTO generation_preview (action_id, image, step)
SELECT id, %s, %s FROM generation_action WHERE id = %s AND token = %s AND state = 'running'
ON CONFLICT (action_id) DO UPDATE SET image = excluded.image, step = excluded.step
"""


@dataclass(frozen=True, slots=True)
class Claim:
    """An action in a worker's hands. Every write that follows carries the token. `device` is its exact class."""

    action: int
    key: str
    kind: str
    production: UUID
    token: int
    attempt: int
    worker: str
    device: str = "cpu"


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a claimed action asks for: the recipe, the digests it stands on by port and role, the jobs that wait.

    `kind` names the code that runs it, `stage` the node of the first job. `references` are the digests of the pictures
    that the prompt names, where the stage draws from it.
    """

    claim: Claim
    recipe: Mapping[str, Json]
    upstream: Mapping[str, Mapping[str, str]]
    inputs: OrderedInputs
    jobs: tuple[tuple[UUID, UUID], ...]  # (production, job)
    shot: UUID
    stage: str
    kind: str
    spec: StageSpec
    references: tuple[str, ...] = ()


def claim(worker: str, offer: Offer, lease_seconds: float) -> Claim | None:
    """Take the action whose turn it is of all that this worker can run, or None when there is none.

    What needs a model that the worker does not hold may be passed over by what needs one that it holds: so many times,
    and by no production that was served much better. A drained worker gets none, from the moment that it was drained,
    and one that failed at an action not that again while another can.
    """
    asked: dict[str, Any] = {
        "worker": worker,
        "kinds": list(offer.kinds),
        "classes": [ANY, *offer.classes],
        "memory": offer.memory,
        "processor": offer.processor,
        "resident": list(offer.resident),
        "lease": lease_seconds,
    }
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE + _IN_TURN + (_RESIDENT_FIRST if offer.resident else _NEXT) + _TAKE, asked)
        row = cursor.fetchone()
    if row is None:
        return None
    action, key, kind, production, token, attempt = row
    return Claim(action, key, kind, production, token, attempt, worker, offer.device)


def start(claim: Claim) -> Assignment | None:
    """Say that the waiting jobs run, and return what is asked for; None when nobody waits any more."""

    def work(held: Held) -> Assignment | None:
        if held.action.token != claim.token or held.action.state != "running":
            return None
        live = queries.live_shots({job.shot for job in held.jobs})
        _cancel(held, [job for job in held.jobs if job.shot not in live], claim.worker)
        waiting = [job for job in held.jobs if job.shot in live]
        if not waiting:
            close(held.action, "cancelled")
            end_attempt(claim.action, claim.token, "cancelled", "nobody waits for it")
            return None
        record([JobStep(job, StartJob(subject(job), claim.key, claim.attempt)) for job in waiting], claim.worker)
        return _assignment(claim, waiting)

    return holding(claim.action, work)


def _cancel(held: Held, jobs: Sequence[JobRow], worker: str) -> None:
    record([JobStep(job, CancelJob(subject(job), SHOT_REMOVED)) for job in jobs], worker)
    for order in held.orders if jobs else ():
        advance(order, worker, jobs)


@dataclass(frozen=True, slots=True)
class Stand:
    """How far work is: steps done of all, steps a second, seconds until it is thought to be done."""

    step: int = 0
    steps: int = 0
    rate: float | None = None
    left: float | None = None


def beat(claim: Claim, stand: Stand, lease_seconds: float) -> bool:
    """Renew the lease; False means stop at once: the action ended, was cancelled, or belongs to another worker."""
    with connection.cursor() as cursor:
        cursor.execute(
            _BEAT, [stand.step, stand.steps, stand.rate, stand.left, lease_seconds, claim.action, claim.token]
        )
        return bool(cursor.rowcount == 1)


def show(claim: Claim, image: bytes, step: int) -> None:
    """Let people see what running work looks like after a step."""
    with connection.cursor() as cursor:
        cursor.execute(_SHOW, [image, step, claim.action, claim.token])


def hand_back(claim: Claim, reason: str = "") -> None:
    """Give an action back unfinished, to be started anew. It does not count as an attempt.

    `reason` is what its jobs wait for, where a worker alone cannot bring that about: then anybody may be the one who
    can. Otherwise it goes on to shun those who failed at it.
    """
    with transaction.atomic():
        mine = ActionRow.objects.select_for_update().filter(id=claim.action, token=claim.token, state="running").first()
        if mine:
            ActionRow.objects.filter(id=mine.id).update(attempts=mine.attempts - 1)
            reopen(mine, reason=reason, shuns=() if reason else mine.shuns)
            end_attempt(claim.action, claim.token, "handed back", reason)


def again(job: JobRow) -> Assignment:
    """Return what a job that is done asked for, to be run once more; nothing that comes of it is committed."""
    node = pipelines.node_of(job)
    return _assignment(Claim(0, job.key, node.spec.name, job.production, 0, 0, ""), [job])


def _assignment(claim: Claim, waiting: Sequence[JobRow]) -> Assignment:
    job = waiting[0]
    inputs = Snapshots().of(job.inputs)
    recipe: dict[str, Any] = msgspec.json.decode(RecipeRow.objects.get(key=claim.key).document)
    node = pipelines.node_of(job)
    return Assignment(
        claim=claim,
        recipe=recipe,
        upstream=_upstream(job, node, inputs),
        inputs=inputs,
        jobs=tuple((each.production, each.id) for each in waiting),
        shot=job.shot,
        stage=job.stage,
        kind=node.spec.name,
        spec=node.spec,
        references=_references(node, inputs, recipe["inputs"]),
    )


def _references(node: Node, inputs: OrderedInputs, own: Mapping[str, Any]) -> tuple[str, ...]:
    """A backend that draws from a prompt gets the pictures of the cast that stands in it; sound is lent by its keys.

    `own` are the inputs of the recipe, which name the tables of colours that are set of the stage.
    """
    brought = {*_brought(node, inputs), *_tables(node, own)}
    if node.draws_from_prompt:
        cast: list[Any] = [value for key, value in inputs.values.items() if key.startswith("cast:")]
        brought |= {digest for entry in cast for digest in entry["look"]["images"]}
    return tuple(sorted(brought))


def _brought(node: Node, inputs: OrderedInputs) -> Iterator[str]:
    """The files of sound that people brought, of those inputs that the stage reads."""
    for key, value in inputs.values.items():
        if key.startswith((RECORDING, SOUND)) and reads_key(node.spec.reads, key):
            yield str(value["digest"] if isinstance(value, dict) else value)


def _tables(node: Node, own: Mapping[str, Any]) -> Iterator[str]:
    for name, parameter in node.spec.parameters.items():
        if parameter.kind == "lut" and (digest := own.get(f"{SETTING}{name}")):
            yield digest


def _upstream(job: JobRow, node: Node, inputs: OrderedInputs) -> dict[str, dict[str, str]]:
    """Return the digests of what comes in, by port and role; of a port that takes many the roles are numbered."""
    needs = list(JobRow.objects.filter(id__in=job.needs))
    named = traces.named((need.key, need.generation) for need in needs if need.generation)
    digests: dict[tuple[str, bool], Mapping[str, str]] = {}
    for need in needs:
        assert need.generation is not None, "a job that succeeded names its trace"
        made = named[need.key, need.generation].artifacts
        digests[need.stage, need.shot != job.shot] = {each.role: each.digest for each in made}
    settled = inputs.continues.digests if inputs.continues else None
    upstream: dict[str, dict[str, str]] = {}
    for edge in node.edges:
        if digest := _digest(edge, digests, settled):
            roles = upstream.setdefault(edge.port.name, {})
            roles[numbered(edge.port.role, len(roles)) if edge.port.need == "many" else edge.port.role] = digest
    if RETAKE in node.spec.reads and (kept := kept_of(job.settings)):
        upstream[RETAKE] = {FRAMES: kept.file}
    return upstream


def _digest(
    edge: Edge, made: Mapping[tuple[str, bool], Mapping[str, str]], settled: Mapping[str, str] | None
) -> str | None:
    if edge.continues and settled is not None:
        return lent(edge, settled)
    return made.get((edge.node, edge.continues), {}).get(edge.output)
