"""Outlooks: what the plan says of each shot, kept until something that it rests on changes.

Triggers note every change of a row in the transaction that makes it. A plan reads the notes and the outlooks in one
statement, resolves anew the shots that the notes reach, takes the others as they are, and keeps the new outlooks while
it strikes out the notes that it saw. So it costs what changed, and says what resolving everything would say.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple
from uuid import UUID

import msgspec
from django.db import connection, transaction

from generation.domain.plan import Cost, PlannedStage, Subject, Verdict
from generation.planning import fingerprints
from generation.planning.resolved_shots import Survey, survey
from generation.planning.subjects import cast_before, plan_subjects, subjects
from productions import queries
from productions.domain.reference import ancestors
from productions.queries import Moment, listing

# The recursion goes from what changed to the shots that read it, and on to those that continue them. A trace that came
# about is found by the keys that lacked it. A key whose bytes were lost, or that was remade, is looked at each time.
# Bytes that were removed on purpose were in nobody's plan then; who comes to want them lacks the key.
_LOOK = """
WITH RECURSIVE noted AS (SELECT id, thing FROM generation_change WHERE production = %(production)s),
lost AS MATERIALIZED (
    SELECT t.key FROM generation_artifact a JOIN generation_trace t ON t.digests @> ARRAY[a.digest]
    WHERE a.missing AND a.evicted_at IS NULL
    UNION SELECT key FROM generation_trace WHERE generation > 1),
touched (thing) AS (
    (SELECT thing FROM noted
     UNION SELECT o.shot FROM generation_outlook o
     WHERE o.production = %(production)s AND o.missing <> '{}'
       AND EXISTS (SELECT FROM generation_trace t WHERE t.key = ANY (o.missing))
     UNION SELECT o.shot FROM generation_outlook o
     WHERE EXISTS (SELECT FROM lost) AND o.production = %(production)s AND o.keys && ARRAY(SELECT key FROM lost))
    UNION
    SELECT o.shot FROM touched t JOIN generation_outlook o ON o.reads @> ARRAY[t.thing]
    WHERE o.production = %(production)s)
SELECT (SELECT array_agg(id) FROM noted), (SELECT array_agg(thing) FROM touched),
       (SELECT '[' || string_agg(lines, ',') || ']' FROM generation_outlook
        WHERE production = %(production)s AND lines <> ''),
       b.program, b.settings, {mine}
FROM (SELECT) AS one LEFT JOIN generation_outlook_basis b ON b.production = %(production)s
"""
# Whoever gets the lock only now may see notes that its last holder struck out since: they are looked at once more.
_LOCK = "pg_try_advisory_xact_lock(hashtextextended('outlooks ' || %(production)s::text, 0))"
_FORGET = """
WITH outlooks AS (DELETE FROM generation_outlook WHERE production = %(production)s)
DELETE FROM generation_outlook_basis WHERE production = %(production)s
"""
_STRIKE_OUT = """
WITH notes AS (DELETE FROM generation_change WHERE id = ANY (%s))
DELETE FROM generation_outlook WHERE production = %s AND shot = ANY (%s)
"""
_KEEP = """
INSERT INTO generation_outlook (shot, production, reads, keys, missing, lines)
SELECT shot, %s, reads, keys, missing, lines
FROM json_to_recordset(%s) AS made (shot uuid, reads uuid[], keys text[], missing text[], lines text)
"""
_REST_ON = """
INSERT INTO generation_outlook_basis (production, program, settings) VALUES (%s, %s, %s)
ON CONFLICT (production) DO UPDATE SET program = excluded.program, settings = excluded.settings
"""


class _Line(msgspec.Struct, frozen=True, array_like=True):
    """A line without its shot, its cost in units."""

    stage: str
    verdict: Verdict
    reason: str
    causes: tuple[UUID, ...]
    cost: Cost
    kind: str


class _Lines(msgspec.Struct, frozen=True, array_like=True):
    shot: UUID
    lines: tuple[_Line, ...]


class _Kept(msgspec.Struct, frozen=True):
    """A row to keep."""

    shot: UUID
    reads: set[UUID]
    keys: set[str]
    missing: set[str]
    lines: str


class _Look(NamedTuple):
    notes: list[int] | None
    touched: list[UUID] | None
    lines: str | None
    program: str | None
    settings: str | None
    mine: bool


class _Fresh(NamedTuple):
    """Outlooks that were just worked out: of `shots`, or of all where that is None. `lines` are the plan's."""

    shots: Collection[UUID] | None
    settings: str
    lines: Mapping[UUID, tuple[PlannedStage, ...]]
    kept: list[_Kept]


def lines(production: UUID, *, keep: bool) -> tuple[PlannedStage, ...]:
    """Return the lines of a production's plan in film order, with costs in units.

    Without `keep`, and while another plan of the production is being kept, nothing is written. NotFound for an
    unknown production.
    """
    look = _look(production)
    if not look.touched and look.program == fingerprints.program():
        return _in_film_order(production, _known(look))
    with transaction.atomic():
        look = _look(production, lock=keep)
        fresh = _renew(production, look)
        if look.mine:
            _keep(production, look, fresh)
    return _in_film_order(production, {**_left(look, fresh), **fresh.lines})


def forget(production: UUID) -> None:
    """Drop a production's outlooks; the next plan resolves everything."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, {"production": production})


def _look(production: UUID, *, lock: bool = False) -> _Look:
    """Look at notes and outlooks. With `lock`, also become the one who keeps until the transaction ends, if we can."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOK.replace("{mine}", _LOCK if lock else "false"), {"production": production})
        return _Look(*cursor.fetchone())


def _renew(production: UUID, look: _Look) -> _Fresh:
    """Resolve what the look found touched. Rows read now may be newer than the look, never older."""
    touched = look.touched or []
    if look.program == fingerprints.program() and (production not in touched or look.settings == _settings(production)):
        return _fresh(queries.moment(production, shots=touched), touched)
    return _fresh(queries.moment(production), None)


def _settings(production: UUID) -> str:
    return fingerprints.settings(listing.production(production), listing.pipeline(production))


def _fresh(moment: Moment, shots: Collection[UUID] | None) -> _Fresh:
    surveyed = survey(moment, shots)
    chosen = list(subjects(surveyed, None))
    planned: dict[UUID, list[PlannedStage]] = defaultdict(list)
    for line in plan_subjects(surveyed, chosen).lines:
        planned[line.shot].append(line)
    wanted = [subject for subject in chosen if shots is None or subject.shot in set(shots)]
    return _Fresh(
        shots=None if shots is None else set(shots),
        settings=fingerprints.settings(moment.production, moment.pipeline),
        lines={subject.shot: tuple(planned[subject.shot]) for subject in wanted},
        kept=[_kept(surveyed, subject, planned[subject.shot]) for subject in wanted],
    )


def _kept(surveyed: Survey, subject: Subject, planned: list[PlannedStage]) -> _Kept:
    state = surveyed.moment.shots[subject.shot].state
    cast = {*state.cast, *ancestors(surveyed.moment.references, state.cast)}
    cells = [cell for each in surveyed.of_shot[subject.shot] for cell in each.cells.values() if cell.key]
    return _Kept(
        shot=subject.shot,
        reads={each for each in (state.scene, state.continues, *cast, *cast_before(subject)) if each},
        keys={cell.key for cell in cells if cell.key},
        missing={cell.key for cell in cells if cell.key and not cell.trace},
        lines=_written(subject.shot, planned) if planned else "",
    )


def _written(shot: UUID, planned: list[PlannedStage]) -> str:
    kept = tuple(_Line(line.stage, line.verdict, line.reason, line.causes, line.cost, line.kind) for line in planned)
    return msgspec.json.encode(_Lines(shot, kept)).decode()


def _known(look: _Look) -> dict[UUID, tuple[PlannedStage, ...]]:
    lines = msgspec.json.decode(look.lines, type=list[_Lines]) if look.lines else []
    return {
        each.shot: tuple(
            PlannedStage(each.shot, line.stage, line.verdict, line.reason, line.causes, line.cost, line.kind)
            for line in each.lines
        )
        for each in lines
    }


def _left(look: _Look, fresh: _Fresh) -> dict[UUID, tuple[PlannedStage, ...]]:
    """The lines that stand as they were: of shots that were not looked at anew."""
    if fresh.shots is None:
        return {}
    return {shot: each for shot, each in _known(look).items() if shot not in fresh.shots}


def _in_film_order(production: UUID, lines: Mapping[UUID, tuple[PlannedStage, ...]]) -> tuple[PlannedStage, ...]:
    shots = [shot for shot, planned in lines.items() if planned]
    order = queries.film_order(production, shots) if shots else []
    return tuple(line for shot in order for line in lines[shot])


def _keep(production: UUID, look: _Look, fresh: _Fresh) -> None:
    with connection.cursor() as cursor:
        if fresh.shots is None:
            cursor.execute(_FORGET, {"production": production})
            cursor.execute(_REST_ON, [production, fingerprints.program(), fresh.settings])
        cursor.execute(_STRIKE_OUT, [look.notes or [], production, list(fresh.shots or ())])
        if fresh.kept:
            cursor.execute(_KEEP, [production, msgspec.json.encode(fresh.kept).decode()])
