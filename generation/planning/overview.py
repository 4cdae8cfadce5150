"""How far a production is: its shots by how they stand with reviewers and with workers, and a take to know it by.

The database counts what outlooks keep, and the process remembers it as long as these hold: a wall of productions reads
no standing of a shot.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID

from django.db import connection

from events import store
from events.shelf import Shelf
from generation.domain.states import ReviewState, WorkState, work_state
from generation.planning import plan_cache
from generation.planning.outlooks import ShotStanding
from productions.domain.settings import frame_rate
from productions.queries import listing

MOST_REMEMBERED = 1000
_KEPT = """FROM generation_outlook l
CROSS JOIN json_to_record(l.standing::json) AS said (review text, frames bigint, use json)"""
_MINE = "l.production = %s AND l.shot <> ALL (%s)"
_REVIEW = f"""
SELECT review, count(*), sum(frames), count(*) FILTER (WHERE use #>> '{{take,current}}' = 'false')
{_KEPT} WHERE {_MINE} GROUP BY 1
"""
# The first that was approved, else the first of all: a production is known by what it means to keep.
_TAKE = f"""
SELECT use #>> '{{take,id}}' {_KEPT}
JOIN productions_shot s ON s.id = l.shot JOIN productions_scene h ON h.id = s.scene
WHERE {_MINE} AND use IS NOT NULL
ORDER BY use #>> '{{take,review}}' <> 'approved',
    h.rank COLLATE "C", h.code COLLATE "C", h.id, s.rank COLLATE "C", s.code COLLATE "C", s.id LIMIT 1
"""
_STAMP = "SELECT stamp FROM generation_outlook_basis WHERE production = %s"
# Of each shot the jobs of the newest order that names it, of several for a stage the first, as the board has them.
_WORK = """
SELECT status, states, count(*) FROM (
    SELECT shot, status, array_agg(DISTINCT state ORDER BY state) AS states FROM (
        SELECT DISTINCT ON (j.shot, j.stage) j.shot, j.state, o.status FROM (
            SELECT *, rank() OVER (PARTITION BY shot ORDER BY "order" DESC) AS age FROM generation_job
            WHERE "order" = ANY (ARRAY(SELECT DISTINCT "order" FROM (
                SELECT DISTINCT ON (shot) "order" FROM generation_job WHERE production = %s
                ORDER BY shot, "order" DESC) newest))) j
        JOIN generation_order o ON o.id = j."order"
        JOIN generation_outlook l ON l.shot = j.shot WHERE j.age = 1
        ORDER BY j.shot, j.stage, j.variation, j.place) firsts
    GROUP BY shot, status) shots
GROUP BY 1, 2
"""


@dataclass(frozen=True, slots=True)
class ProductionOverview:
    """How many of its live shots stand how, how long they are in seconds of film, and a take of it, if there is any."""

    as_of: int
    shots: int
    seconds: Fraction
    review: Mapping[ReviewState, int]
    work: Mapping[WorkState, int]
    out_of_date: int
    take: UUID | None


@dataclass(frozen=True, slots=True)
class _Counted:
    """Shots by how they stand with reviewers, their frames, how many are out of date, and a take of theirs."""

    review: Counter[ReviewState]
    frames: int
    out_of_date: int
    take: UUID | None

    def __add__(self, other: "_Counted") -> "_Counted":
        return _Counted(
            self.review + other.review,
            self.frames + other.frames,
            self.out_of_date + other.out_of_date,
            self.take or other.take,
        )


_remembered = Shelf[UUID, tuple[UUID, _Counted]](MOST_REMEMBERED)
"""What was counted last, and under which stamp of the outlooks; it holds as long as they do."""


def overview(production: UUID) -> ProductionOverview:
    """Return how far a production is now; NotFound for an unknown one."""
    position = store.head(production)
    rate = frame_rate(listing.production(production).state.settings)
    counted = _counted(production)
    shots = counted.review.total()
    return ProductionOverview(
        as_of=position,
        shots=shots,
        seconds=counted.frames / Fraction(rate),
        review=counted.review,
        work=_work(production, shots),
        out_of_date=counted.out_of_date,
        take=counted.take,
    )


def _counted(production: UUID) -> _Counted:
    if unkept := plan_cache.brought_up_to_date(production):
        return _kept(production, unkept) + _standing(plan_cache.standings(production, unkept)[0].values())
    with connection.cursor() as cursor:
        cursor.execute(_STAMP, [production])
        (stamp,) = cursor.fetchone() or (None,)
    known = _remembered.get(production)
    if known and known[0] == stamp:
        return known[1]
    counted = _kept(production, ())
    if stamp:
        _remembered.put(production, (stamp, counted))
    return counted


def _kept(production: UUID, but: Collection[UUID]) -> _Counted:
    """Count the shots whose outlooks are kept, except those named."""
    with connection.cursor() as cursor:
        cursor.execute(_REVIEW, [production, list(but)])
        rows = cursor.fetchall()
        cursor.execute(_TAKE, [production, list(but)])
        take = cursor.fetchone()
    review = Counter({state: shots for state, shots, _, _ in rows})
    return _Counted(
        review, sum(int(row[2]) for row in rows), sum(row[3] for row in rows), UUID(take[0]) if take else None
    )


def _standing(shots: Collection[ShotStanding]) -> _Counted:
    uses = [shot.use for shot in shots if shot.use]
    return _Counted(
        Counter(shot.review for shot in shots),
        sum(shot.frames for shot in shots),
        sum(not use.take.current for use in uses),
        next((use.take.id for use in uses), None),
    )


def _work(production: UUID, shots: int) -> Counter[WorkState]:
    """Count how the newest order of each shot stands for it; most have none, or one that is done."""
    counted: Counter[WorkState] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(_WORK, [production])
        for status, states, count in cursor.fetchall():
            counted[work_state(status, states)] += count
    counted["none"] += shots - counted.total()
    return +counted
