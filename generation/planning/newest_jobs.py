"""The jobs that a board shows: of each shot those of the newest order that names it, and whether they changed."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import connection

from generation.domain.order import OrderState
from generation.planning.progress import Progress

# All jobs of the orders that are the newest of some shot, whose older ones are left out here: right after an order of a
# whole film Postgres knows too little of it to join thousands of shots with it well. As one text, rows are put together
# and taken apart in a fifth of the time.
_OF_ORDERS = """
FROM generation_job j JOIN generation_order o ON o.id = j."order"
LEFT JOIN generation_action a ON a.id = j.action_id
    AND (j.state, a.state) IN (('ready', 'ready'), ('running', 'running'))
LEFT JOIN generation_preview p ON p.action_id = a.id AND a.state = 'running'
WHERE j."order" = ANY (ARRAY(SELECT DISTINCT "order" FROM (
    SELECT DISTINCT ON (shot) "order" FROM generation_job WHERE {which} ORDER BY shot, "order" DESC) newest))
"""
_FIELDS = """j.shot, j.stage, j.id, j."order", j.state, j.reason, o.status,
    CASE WHEN a.state = 'ready' THEN a.needs_id END, a.step, a.steps, a.rate, a.ends_at, p.step"""
_NEWEST = f"""
SELECT coalesce(json_agg(json_build_array({_FIELDS}) ORDER BY j."order", j.variation DESC, j.place DESC), '[]')::text
{_OF_ORDERS.format(which="shot = ANY (%s)")}
"""
# Of a few shots their own jobs alone, by their index.
_NEWEST_OF_A_FEW = f"{_NEWEST} AND j.shot = ANY (%s)"
A_FEW = 200
_PRINTS = f"""
SELECT j.shot, bit_xor(hash_record_extended(ROW({_FIELDS}), 0))
{_OF_ORDERS.format(which="production = %s")} GROUP BY j.shot, j."order" ORDER BY j."order"
"""
_OUTLOOK_PRINTS = """
SELECT shot, hashtextextended(concat_ws('|', telling, standing), 0) FROM generation_outlook WHERE production = %s
"""


class NewestJob(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A job in the newest order of its shot; `status` is that order's. `needs` are those of what is ready to be run."""

    shot: UUID
    stage: str
    id: UUID
    order: UUID
    state: str
    reason: str
    status: OrderState
    needs: int | None
    step: int | None
    steps: int | None
    rate: float | None
    ends_at: datetime | None
    preview: int | None

    @property
    def progress(self) -> Progress | None:
        """How far it is while it runs, once its stage has told a step."""
        if self.state != "running" or not self.steps:
            return None
        return Progress(self.step or 0, self.steps, self.rate, self.ends_at, self.preview)


_read = msgspec.json.Decoder(list[NewestJob]).decode


def prints(production: UUID) -> dict[UUID, tuple[int, int | None]]:
    """Return for each shot of a production what follows all that its outlook and its newest jobs say."""
    with connection.cursor() as cursor:
        cursor.execute(_OUTLOOK_PRINTS, [production])
        outlooks = dict(cursor.fetchall())
        cursor.execute(_PRINTS, [production])
        jobs = dict(cursor.fetchall())
    return {shot: (print_, jobs.get(shot)) for shot, print_ in outlooks.items()}


def newest_jobs(shots: Collection[UUID]) -> dict[UUID, dict[str, NewestJob]]:
    """Return, by shot and stage, the jobs of the newest order that names the shot; of several the first."""
    asked = [list(shots)]
    with connection.cursor() as cursor:
        cursor.execute(*((_NEWEST_OF_A_FEW, asked * 2) if len(shots) <= A_FEW else (_NEWEST, asked)))
        (text,) = cursor.fetchone()
    jobs: dict[UUID, dict[str, NewestJob]] = {}
    newest: dict[UUID, UUID] = {}
    wanted = set(shots)
    for job in _read(text):
        if job.shot in wanted:
            if newest.get(job.shot) != job.order:
                newest[job.shot], jobs[job.shot] = job.order, {}
            jobs[job.shot][job.stage] = job
    return jobs
