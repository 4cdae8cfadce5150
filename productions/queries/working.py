"""Who works on what: of one production, and of one person in all of theirs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from events.decider import Folded
from productions import projections
from productions.domain.production import Production, Role
from productions.domain.shot import Shot
from productions.domain.statuses import Status, live
from productions.domain.work import Work, workers
from productions.models import ProductionRow, SceneRow, ShotRow, WorkRow
from productions.queries.membership import productions_of
from productions.queries.streams import rows, rows_of


def works(production: UUID) -> dict[UUID, Folded[Work]]:
    """Return what is said of the work on shots, by shot; of those that were removed too."""
    found = rows_of(projections.works, production)
    return {folded.state.shot: folded for folded in found.values() if folded.state.shot}


@dataclass(frozen=True, slots=True)
class MyShot:
    """A shot that a person works on."""

    id: UUID
    shot: Shot
    work: Folded[Work]
    status: Status | None


@dataclass(frozen=True, slots=True)
class MyProduction:
    """What is left for a person to do in a production, by due date and then as the film goes."""

    id: UUID
    name: str
    role: Role
    statuses: tuple[Status, ...]
    shots: tuple[MyShot, ...]


def work_of_person(person: UUID) -> list[MyProduction]:
    """Return the open work of a person in all productions in which they can do any, newest first."""
    mine = {id_: each for id_, each in productions_of(person).items() if person in workers(each.state)}
    work = rows(projections.works, WorkRow.objects.filter(log__in=list(mine), assignees__contains=[str(person)]))
    shots = _in_film(folded.state.shot for folded in work.values())
    by_log: dict[UUID, list[MyShot]] = defaultdict(list)
    for folded in work.values():
        state = folded.state
        if state.shot is None or state.shot not in shots:
            continue
        log, shot = shots[state.shot]
        status = status_of(mine[log].state, state)
        if status is None or not status.ends:
            by_log[log].append(MyShot(state.shot, shot, folded, status))
    return [_production(id_, folded, person, by_log[id_]) for id_, folded in mine.items()]


def _production(id_: UUID, folded: Folded[Production], person: UUID, shots: list[MyShot]) -> MyProduction:
    state = folded.state
    first = sorted(shots, key=lambda each: (each.work.state.due or "9999", each.shot.code))
    return MyProduction(id_, state.name, state.members[person], live(state.statuses), tuple(first))


def _in_film(shots: Iterable[UUID | None]) -> dict[UUID, tuple[UUID, Shot]]:
    """Return those of some shots that stand in the film, each with its production."""
    there = ShotRow.objects.filter(id__in=list(shots), removed=False)
    standing = there.filter(scene__in=SceneRow.objects.filter(removed=False).values("id"))
    logs = dict(standing.values_list("id", "log"))
    return {id_: (logs[id_], folded.state) for id_, folded in rows(projections.shots, standing).items()}


def status_of(home: Production, work: Work) -> Status | None:
    """Return the status of the work on a shot, retired ones too; None where nothing is said."""
    return next((each for each in home.statuses if each.id == work.status), None)


_OPEN = f"""
    SELECT count(*), count(*) FILTER (WHERE w.due < %s)
    FROM {WorkRow._meta.db_table} w
    JOIN {ProductionRow._meta.db_table} p ON p.id = w.log AND NOT p.archived AND p.members ->> %s <> 'auditor'
    JOIN {ShotRow._meta.db_table} s ON s.id = w.shot AND NOT s.removed
    JOIN {SceneRow._meta.db_table} c ON c.id = s.scene AND NOT c.removed
    WHERE w.assignees @> to_jsonb(%s::text)
      AND NOT coalesce(p.ends @> to_jsonb(w.status::text), false)
"""


def open_work(person: UUID, today: str) -> tuple[int, int]:
    """Return how many shots wait for a person's work, and how many of them were due before today."""
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [today, str(person), str(person)])
        waiting, late = cursor.fetchone()
    return waiting, late
