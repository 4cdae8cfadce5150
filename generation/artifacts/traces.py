"""Traces: which artifacts each action key produced, looked up many at a time, and written by whoever is first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from operator import itemgetter
from uuid import UUID

import msgspec
from django.db import connection

from generation.artifacts import artifact_store
from generation.domain.trace import Meaning, Trace
from generation.models import TraceRow
from productions.domain.artifact import Artifact, Substitution


def newest_of(keys: str) -> str:
    """Return a statement that gives key, newest generation, artifacts and whether bytes of them are lost."""
    return f"""
SELECT DISTINCT ON (t.key) t.key, t.generation, t.artifacts::text, EXISTS (
    SELECT 1 FROM generation_artifact a WHERE a.missing AND a.digest = ANY (t.digests)) AS lost
FROM generation_trace t WHERE t.key = ANY ({keys}) ORDER BY t.key, t.generation DESC
"""


# Whether bytes of a trace are lost is asked of each only where any are at all.
_FIND = """
SELECT t.key, t.generation, {told}, (SELECT digest FROM generation_artifact WHERE missing ORDER BY digest LIMIT 1)
    IS NOT NULL AND EXISTS (SELECT FROM generation_artifact a WHERE a.missing AND a.digest = ANY (t.digests))
FROM generation_trace t WHERE t.key = ANY (string_to_array(%s, ' '))
"""
_FILES = _FIND.format(told="t.artifacts::text")
_MEANING = _FIND.format(
    told="""(jsonb_path_query_array(t.artifacts, '$[*].role')
          || jsonb_path_query_array(t.artifacts, '$[*].content'))::text"""
)
_ORIGINS = """
SELECT DISTINCT ON (t.key) t.key, j.production, t.made_at
FROM generation_trace t LEFT JOIN generation_job j ON j.key = t.key AND j.state = 'done'
WHERE t.key = ANY (%s) ORDER BY t.key, t.generation DESC, j.ended_at
"""


def find(keys: Collection[str]) -> dict[str, Trace]:
    """Return the newest generation of each key's trace, in one query. A trace whose bytes are lost is a miss."""
    return {key: trace for key, (trace, lost) in _newest(keys).items() if not lost}


def meanings(keys: Collection[str]) -> dict[str, Meaning]:
    """Return what `find` does of those that only ask what keys mean, of very many in half of the time."""
    rows = _rows(_MEANING, keys)
    return {key: Meaning(key, generation, told) for key, generation, told, lost in rows if not lost}


def _newest(keys: Collection[str]) -> dict[str, tuple[Trace, bool]]:
    rows = _rows(_FILES, keys)
    return {key: (Trace(key, generation, artifacts), lost) for key, generation, artifacts, lost in rows}


def _rows(query: str, keys: Collection[str]) -> list[tuple[str, int, str, bool]]:
    """Look keys up, which hold no blanks: as one text they reach the database in a fifth of the time.

    Of what was made anew the newest comes, without their having been sorted: nearly all were made once.
    """
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(query, [" ".join(keys)])
        rows: list[tuple[str, int, str, bool]] = cursor.fetchall()
    if any(row[1] > 1 for row in rows):
        return list({row[0]: row for row in sorted(rows, key=itemgetter(1))}.values())
    return rows


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and when what a key stands for was made first; no production where the jobs of then are gone."""

    production: UUID | None
    made_at: datetime


def origins(keys: Collection[str]) -> dict[str, Origin]:
    """Return where keys were made."""
    with connection.cursor() as cursor:
        cursor.execute(_ORIGINS, [list(keys)])
        return {key: Origin(production, made_at) for key, production, made_at in cursor.fetchall()}


def named(pairs: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Trace]:
    """Return traces by key and generation, whether or not their bytes are still there."""
    wanted = set(pairs)
    rows = TraceRow.objects.filter(key__in={key for key, _ in wanted}).values_list("key", "generation", "artifacts")
    return {
        (key, generation): Trace(key, generation, _artifacts(artifacts))
        for key, generation, artifacts in rows
        if (key, generation) in wanted
    }


@dataclass(frozen=True, slots=True)
class Recorded:
    """The trace that counts for a key, and which of its lost bytes others stand for since it was recorded."""

    trace: Trace
    replaced: tuple[Substitution, ...] = ()


def record(
    key: str, made: Sequence[Artifact], *, engine: str, device_class: str, seconds: Decimal, worker: str
) -> Recorded:
    """Store what a key produced and return the trace that counts: the first one, unless its bytes were lost.

    Lost bytes that were remade with equal content heal the trace in place, and every other trace that names them;
    otherwise a new generation is written.
    """
    artifact_store.shelve(made)
    before = _newest([key]).get(key)
    if before and is_whole(before[0]):
        return Recorded(before[0])
    how = {"engine": engine, "device_class": device_class, "seconds": seconds, "worker": worker}
    if before and before[0].contents == _contents(made):
        healed = _substitutes(before[0], made)
        for by in healed:
            replace(by)
        TraceRow.objects.filter(key=key, generation=before[0].generation).update(**how)
        return Recorded(_newest([key])[key][0], healed)
    row = TraceRow(
        key=key,
        generation=before[0].generation + 1 if before else 1,
        artifacts=msgspec.to_builtins(made),
        digests=_digests(made),
        **how,
    )
    TraceRow.objects.bulk_create([row], ignore_conflicts=True)
    return Recorded(_newest([key])[key][0])


def is_whole(trace: Trace) -> bool:
    """Whether no bytes of a trace are known to be lost; none of them is removed until the transaction ends."""
    digests = {artifact.digest for artifact in trace.artifacts}
    return artifact_store.hold(digests) == digests


def _substitutes(before: Trace, made: Iterable[Artifact]) -> tuple[Substitution, ...]:
    """What of the new stands for what of the old; what is sound stays, and what came back is no other."""
    fresh = {artifact.role: artifact for artifact in made}
    lost = artifact_store.missing({artifact.digest for artifact in before.artifacts})
    return tuple(substitute(each, fresh[each.role]) for each in before.artifacts if each.digest in lost)


def substitute(lost: Artifact, sound: Artifact) -> Substitution:
    """Return the fact that sound bytes stand for lost ones of the same content."""
    return Substitution(lost.role, lost.content, lost.digest, sound.digest, sound.size)


def replace(by: Substitution) -> None:
    """Let new bytes stand for lost ones in every trace, and for whoever asks for these."""
    artifact_store.note_replaced(by)
    for row in TraceRow.objects.select_for_update().filter(digests__contains=[by.before]).order_by("id"):
        healed = by.made_in(_artifacts(row.artifacts))
        row.artifacts, row.digests = msgspec.to_builtins(healed), _digests(healed)
        row.save(update_fields=["artifacts", "digests"])


def keys_of(digest: str) -> set[tuple[str, int]]:
    """Return key and generation of the traces that name a digest."""
    return set(TraceRow.objects.filter(digests__contains=[digest]).values_list("key", "generation"))


def _artifacts(column: object) -> tuple[Artifact, ...]:
    return msgspec.convert(column, tuple[Artifact, ...])


def _digests(artifacts: Iterable[Artifact]) -> list[str]:
    return sorted({artifact.digest for artifact in artifacts})


def _contents(made: Iterable[Artifact]) -> Mapping[str, str]:
    return {artifact.role: artifact.content for artifact in made}
