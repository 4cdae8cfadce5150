"""Outlooks as rows: looked at, read, written and dropped, each in one statement."""

import hashlib
import struct
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import msgspec
from django.db import connection, transaction

from events import prepared
from generation.domain.differing import PortChange
from generation.domain.findings import Report
from generation.domain.plan import Kept, PlanLine, SaidOf
from generation.domain.states import InUse, ReviewState
from generation.planning import fingerprints
from productions.domain.take import Review
from productions.domain.verdicts import LastWord

# Whether there is any. Asked for the first in order, so that its partial index answers: rows that just came in by the
# thousand are not counted yet, and a look at them all would seem cheaper.
_LOST = (
    "(SELECT digest FROM generation_artifact WHERE missing AND evicted_at IS NULL ORDER BY digest LIMIT 1) IS NOT NULL"
)
_REMADE = "(SELECT key FROM generation_trace WHERE generation > 1 ORDER BY key LIMIT 1) IS NOT NULL"
# What may have changed since: anything noted, a trace of a key that lacked one, a key whose bytes were lost or remade.
# The recursion goes from there to the shots that read it, and on to those that continue them. Bytes that were removed
# on purpose were in nobody's plan then; who comes to want them lacks the key. To ask for one thing by `@>` and by `&&`
# is to ask for it twice, which Postgres takes for rarer than once: else it makes room for half a million shots, and
# that takes longer than all of the rest.
_LOOK = f"""
WITH RECURSIVE noted AS MATERIALIZED (SELECT id, thing FROM generation_change WHERE production = %(production)s),
lost AS MATERIALIZED (
    SELECT t.key FROM generation_artifact a JOIN generation_trace t ON t.digests @> ARRAY[a.digest]
    WHERE a.missing AND a.evicted_at IS NULL AND {_LOST}
    UNION SELECT key FROM generation_trace WHERE generation > 1 AND {_REMADE}),
touched (thing) AS (
    (SELECT thing FROM noted
     UNION SELECT o.shot FROM generation_outlook o
     WHERE o.production = %(production)s AND o.missing <> '{{}}'
       AND EXISTS (SELECT FROM generation_trace t WHERE t.key = ANY (o.missing))
     UNION SELECT o.shot FROM generation_outlook o
     WHERE EXISTS (SELECT FROM lost) AND o.production = %(production)s
       AND o.keys && ARRAY(SELECT ('x' || substr(key, 8, 16))::bit(64)::bigint FROM lost))
    UNION
    SELECT o.shot FROM touched t
    JOIN generation_outlook o ON o.reads @> ARRAY[t.thing] AND o.reads && ARRAY[t.thing]
    WHERE o.production = %(production)s)
SELECT (SELECT coalesce(max(position), 0) FROM eventlog.log WHERE log = %(production)s),
       (SELECT array_agg(id) FROM noted), (SELECT array_agg(thing) FROM touched),
       (SELECT array_agg(DISTINCT near) FROM generation_outlook, unnest(reads) AS near
        WHERE shot = ANY (ARRAY(SELECT thing FROM touched))),
       b.program, b.settings, b.stamp
FROM (SELECT) AS one LEFT JOIN generation_outlook_basis b ON b.production = %(production)s
"""
# Who keeps does so alone, until its transaction ends, and only if nobody kept anything since it looked.
_LOCK = "pg_try_advisory_xact_lock(hashtextextended('outlooks ' || %(production)s::uuid::text, 0))"
# What is kept can be worked out again: nobody waits for the disk, where nothing else is written together with it.
_ALONE = "set_config('synchronous_commit', 'off', true) IS NOT NULL"
_TOLD = """
SELECT b.stamp, t.text, o.shots
FROM generation_outlook_basis b
LEFT JOIN (SELECT telling, array_agg(shot) AS shots FROM generation_outlook
           WHERE production = %(production)s AND telling IS NOT NULL GROUP BY telling) o ON true
LEFT JOIN generation_telling t ON t.production = b.production AND t.digest = o.telling
WHERE b.production = %(production)s
"""
_STANDING = "SELECT shot, standing FROM generation_outlook WHERE production = %s AND shot <> ALL (%s)"
_FORGET = """
WITH outlooks AS (DELETE FROM generation_outlook WHERE production = %(production)s),
tellings AS (DELETE FROM generation_telling WHERE production = %(production)s)
DELETE FROM generation_outlook_basis WHERE production = %(production)s
"""
_STAMP = "SELECT stamp FROM generation_outlook_basis WHERE production = %(production)s"
_STRIKE_OUT = """
WITH notes AS (DELETE FROM generation_change WHERE id = ANY (%s)),
stamped AS (UPDATE generation_outlook_basis SET stamp = %s WHERE production = %s)
DELETE FROM generation_outlook WHERE shot = ANY (%s)
"""
# The same for a few shots, with what is kept of them: one way to the database where there would be seven.
_KEEPING = f"""
WITH stamped AS (UPDATE generation_outlook_basis SET stamp = %(stamp)s
    WHERE production = %(production)s AND stamp = %(seen)s AND {_LOCK} AND {{alone}} RETURNING production),
notes AS (DELETE FROM generation_change WHERE id = ANY (%(notes)s::bigint[]) AND EXISTS (SELECT FROM stamped)),
gone AS (DELETE FROM generation_outlook WHERE shot = ANY (%(gone)s::uuid[]) AND EXISTS (SELECT FROM stamped)),
told AS (INSERT INTO generation_telling (production, digest, text)
    SELECT production, key::uuid, value FROM stamped, json_each_text(%(tellings)s::json) ON CONFLICT DO NOTHING),
kept AS (INSERT INTO generation_outlook (shot, production, reads, keys, missing, telling, standing)
    SELECT shot, production, reads::uuid[], keys::bigint[], missing::varchar[], telling, standing
    FROM stamped, json_to_recordset(%(rows)s::json)
        AS new (shot uuid, reads text, keys text, missing text, telling uuid, standing text)
    ON CONFLICT (shot) DO UPDATE SET reads = excluded.reads, keys = excluded.keys, missing = excluded.missing,
        telling = excluded.telling, standing = excluded.standing)
SELECT EXISTS (SELECT FROM stamped)
"""
_KEEP_A_FEW = {True: _KEEPING.format(alone=_ALONE), False: _KEEPING.format(alone="true")}
"""With nothing else in the transaction, or with something."""
A_FEW = 50
"""Shots that are kept by one statement; more are copied."""
_TELL = """
INSERT INTO generation_telling (production, digest, text) SELECT %s, * FROM unnest(%s::uuid[], %s::text[])
ON CONFLICT DO NOTHING
"""
_KEEP = "COPY generation_outlook (shot, production, reads, keys, missing, telling, standing) FROM STDIN"
_REST_ON = """
INSERT INTO generation_outlook_basis (production, program, settings, parameters, stamp) VALUES (%s, %s, %s, %s, %s)
"""
_PARAMETERS = "SELECT parameters FROM generation_outlook_basis WHERE production = %s AND stamp = %s"
_SHOTS = "SELECT shot FROM generation_outlook WHERE production = %s"


class ShotStanding(msgspec.Struct, frozen=True):
    """How a shot stands: its take in use, with the word of reviewers and what keeps it, and its length in frames.

    Of its `stages` some are `made`; of its takes those that are `current` match its inputs, those that are `open` wait
    for the word of somebody, and `reviewed` are all that are more than made. `words` are the last ones by content,
    `ports` what the take in use holds, and `changes` what would become of that, empty while it is up to date. `report`
    is what a check measured of the take in use.
    """

    use: InUse | None
    review: ReviewState
    kept: Kept
    stages: tuple[str, ...]
    made: tuple[str, ...]
    current: tuple[UUID, ...]
    open: tuple[UUID, ...]
    frames: int
    reviewed: dict[UUID, Review]
    words: dict[str, LastWord]
    ports: dict[str, str]
    changes: dict[str, PortChange]
    report: Report | None = None


class Written(msgspec.Struct, frozen=True, gc=False):
    """Ids as Postgres writes them, such as stand in a row already."""

    text: str


class Outlook(msgspec.Struct, frozen=True):
    """What is to be kept of a shot."""

    reads: Collection[UUID] | Written
    keys: Collection[str]
    missing: Collection[str]
    said: tuple[PlanLine, ...]
    standing: ShotStanding


class OutlookChanges(NamedTuple):
    """What changed since outlooks were kept: notes by id, and all that they reach, with what is `near`, which that read
    so far; of which program, settings and stamp the outlooks are; and the position of the log.
    """

    position: int
    notes: list[int] | None
    touched: list[UUID] | None
    near: list[UUID] | None
    program: str | None
    settings: str | None
    stamp: UUID | None

    @property
    def holds(self) -> bool:
        """Whether the outlooks say what resolving everything would say."""
        return not self.touched and self.program == fingerprints.program()


@dataclass(slots=True)
class StampedLines:
    """What is said of the shots that are not up to date, and the stamp of the outlooks that it was read from.

    `order` is that of the film, once somebody asked for it: it holds as long as the stamp does.
    """

    stamp: UUID | None
    said: SaidOf
    order: list[UUID] | None = None


_read_lines = msgspec.json.Decoder(tuple[PlanLine, ...]).decode
read_standing = msgspec.json.Decoder(ShotStanding).decode
"""From the text of a row."""


def changes(production: UUID) -> OutlookChanges:
    """Look at what changed."""
    return OutlookChanges(*prepared.row(_LOOK, {"production": production}))


def told(production: UUID) -> StampedLines:
    """Return what is kept of what a plan says."""
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, {"production": production})
        rows = cursor.fetchall()
    said: dict[UUID, tuple[PlanLine, ...]] = {}
    for _, text, shots in rows if rows and rows[0][1] else ():
        said.update(dict.fromkeys(shots, _read_lines(text)))
    return StampedLines(rows[0][0] if rows else None, said)


def standings(
    production: UUID, but: Collection[UUID] = (), only: Collection[UUID] | None = None
) -> dict[UUID, ShotStanding]:
    """Return how the shots of a production stand, except those named; of `only` some where these are given."""
    narrowed = "" if only is None else " AND shot = ANY (%s)"
    asked: list[Any] = [production, list(but), *([] if only is None else [list(only)])]
    with connection.cursor() as cursor:
        cursor.execute(f"{_STANDING}{narrowed}", asked)
        return {shot: read_standing(text) for shot, text in cursor.fetchall()}


def parameters(production: UUID, stamp: UUID | None) -> str:
    """Return what was kept under a stamp of what the production sets; nothing where that is kept no more."""
    with connection.cursor() as cursor:
        cursor.execute(_PARAMETERS, [production, stamp])
        row: tuple[str] | None = cursor.fetchone()
    return row[0] if row else ""


def shots(production: UUID) -> set[UUID]:
    """Return the shots of which something is kept."""
    with connection.cursor() as cursor:
        cursor.execute(_SHOTS, [production])
        return {shot for (shot,) in cursor.fetchall()}


def forget(production: UUID) -> None:
    """Drop a production's outlooks; the next plan resolves everything."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, {"production": production})


def keep(
    production: UUID,
    seen: OutlookChanges,
    fresh: Mapping[UUID, Outlook],
    settings: str,
    *,
    all_: bool,
    parameters: str = "",
) -> UUID | None:
    """Write new outlooks, `all_` of a production or some, strike out the notes that were seen, and return the stamp.

    All of them rest on `settings`, a digest, and `parameters`, what the production sets.

    None, and nothing is written, while somebody else keeps, or where somebody did since the look.
    """
    alone = not connection.in_atomic_block
    if not all_ and len(fresh) <= A_FEW:
        return _keep_a_few(production, seen, fresh, alone=alone)
    with transaction.atomic(), connection.cursor() as cursor:
        if not _holding(cursor, production, seen, alone=alone):
            return None
        return _keep_many(cursor, production, seen, fresh, (settings, parameters) if all_ else None)


def _holding(cursor: Any, production: UUID, seen: OutlookChanges, *, alone: bool) -> bool:
    """Become the one who keeps until the transaction ends, if we can, and if nothing was kept since the look."""
    cursor.execute(f"SELECT {_LOCK}{f' AND {_ALONE}' if alone else ''}", {"production": production})
    if not cursor.fetchone()[0]:
        return False
    cursor.execute(_STAMP, {"production": production})
    return (cursor.fetchone() or (None,))[0] == seen.stamp


def _keep_many(
    cursor: Any,
    production: UUID,
    seen: OutlookChanges,
    fresh: Mapping[UUID, Outlook],
    basis: tuple[str, str] | None,
) -> UUID:
    """With a `basis` they are all outlooks of the production."""
    stamp, tellings = uuid4(), _Tellings()
    if basis:
        cursor.execute(_FORGET, {"production": production})
        cursor.execute(_REST_ON, [production, fingerprints.program(), *basis, stamp])
    cursor.execute(_STRIKE_OUT, [seen.notes or [], stamp, production, [] if basis else list(seen.touched or ())])
    rows = [_line(production.hex, _row(shot, each, tellings)) for shot, each in fresh.items()]
    if tellings.texts:
        cursor.execute(_TELL, [production, list(tellings.texts), list(tellings.texts.values())])
    if rows:
        with cursor.copy(_KEEP) as copy:
            copy.write("".join(rows))
    return stamp


def _keep_a_few(production: UUID, seen: OutlookChanges, fresh: Mapping[UUID, Outlook], *, alone: bool) -> UUID | None:
    stamp, tellings = uuid4(), _Tellings()
    rows = [_row(shot, each, tellings)._asdict() for shot, each in fresh.items()]
    asked: dict[str, Any] = {
        "rows": msgspec.json.encode(rows).decode(),
        "notes": seen.notes or [],
        "stamp": stamp,
        "seen": seen.stamp,
        "production": production,
        "gone": [shot for shot in seen.touched or () if shot not in fresh],
        "tellings": msgspec.json.encode(tellings.texts).decode(),
    }
    return stamp if prepared.row(_KEEP_A_FEW[alone], asked)[0] else None


@dataclass(slots=True)
class _Tellings:
    """The texts of what is said, each once, by their digests."""

    texts: dict[UUID, str] = field(default_factory=dict)
    known: dict[int, UUID] = field(default_factory=dict)

    def of(self, said: tuple[PlanLine, ...]) -> UUID | None:
        """Return the digest of what is said of a shot; None where that is nothing."""
        if not said:
            return None
        if id(said) not in self.known:
            text = msgspec.json.encode(said)
            digest = UUID(bytes=hashlib.sha256(text).digest()[:16])
            self.texts[digest], self.known[id(said)] = text.decode(), digest
        return self.known[id(said)]


class _Row(NamedTuple):
    """An outlook as its row has it; lists as Postgres writes them. Keys and ids hold nothing that it would quote."""

    shot: UUID
    reads: str
    keys: str
    missing: str
    telling: UUID | None
    standing: str


def _row(shot: UUID, outlook: Outlook, tellings: _Tellings) -> _Row:
    missing = ",".join(outlook.missing)
    standing = msgspec.json.encode(outlook.standing).decode()
    return _Row(
        shot, _ids(outlook.reads), beginnings(outlook.keys), f"{{{missing}}}", tellings.of(outlook.said), standing
    )


def _ids(ids: Collection[UUID] | Written) -> str:
    return ids.text if isinstance(ids, Written) else f"{{{','.join([f'{each.int:032x}' for each in ids])}}}"


def _line(production: str, row: _Row) -> str:
    """A row as COPY reads it."""
    telling, standing = row.telling or r"\N", row.standing.replace("\\", "\\\\")
    return f"{row.shot.int:032x}\t{production}\t{row.reads}\t{row.keys}\t{row.missing}\t{telling}\t{standing}\n"


def beginnings(keys: Collection[str]) -> str:
    """Return what is kept of keys, as Postgres writes it: the first eight bytes of each as a signed number."""
    numbers = struct.unpack(f">{len(keys)}q", bytes.fromhex("".join([key[7:23] for key in keys])))
    return f"{{{','.join(map(str, numbers))}}}"
