"""Traces: which artifacts each action key produced, looked up many at a time, and written by whoever is first."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

import msgspec
from django.db import connection

from generation.artifacts import artifact_store
from generation.artifacts.artifact_store import Kept
from generation.domain.resolve import Stored
from generation.domain.resolve import Trace as Found
from generation.models import Trace

_FIND = """
SELECT DISTINCT ON (t.key) t.key, t.generation, t.artifacts::text, EXISTS (
    SELECT 1 FROM generation_artifact a WHERE a.missing AND a.digest = ANY (t.digests))
FROM generation_trace t WHERE t.key = ANY (%s) ORDER BY t.key, t.generation DESC
"""


def find(keys: Collection[str]) -> dict[str, Found]:
    """Return the newest generation of each key's trace, in one query. A trace whose bytes are lost is a miss."""
    return {key: found for key, (found, lost) in _newest(keys).items() if not lost}


def _newest(keys: Collection[str]) -> dict[str, tuple[Found, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [list(keys)])
        rows = cursor.fetchall()
    return {key: (_found(key, generation, artifacts), lost) for key, generation, artifacts, lost in rows}


def _found(key: str, generation: int, artifacts: str | bytes) -> Found:
    return Found(key, generation, msgspec.json.decode(artifacts, type=tuple[Stored, ...]))


def named(pairs: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Found]:
    """Return traces by key and generation, whether or not their bytes are still there."""
    wanted = set(pairs)
    rows = Trace.objects.filter(key__in={key for key, _ in wanted}).values_list("key", "generation", "artifacts")
    return {
        (key, generation): Found(key, generation, msgspec.convert(artifacts, tuple[Stored, ...]))
        for key, generation, artifacts in rows
        if (key, generation) in wanted
    }


def record(key: str, made: Sequence[Stored], *, engine: str, device_class: str, seconds: Decimal, worker: str) -> Found:
    """Store what a key produced and return the trace that counts: the first one, unless its bytes were lost.

    Lost bytes that were remade with equal content heal the trace in place; otherwise a new generation is written.
    """
    artifact_store.shelve((Kept(each.digest, each.size), each.media_type) for each in made)
    before = _newest([key]).get(key)
    if before and not before[1]:
        return before[0]
    columns = {
        "artifacts": msgspec.to_builtins(made),
        "digests": sorted({artifact.digest for artifact in made}),
        "engine": engine,
        "device_class": device_class,
        "seconds": seconds,
        "worker": worker,
    }
    generation = before[0].generation if before else 1
    if before and before[0].contents == _contents(made):
        Trace.objects.filter(key=key, generation=generation).update(**columns)
    else:
        row = Trace(key=key, generation=generation + 1 if before else 1, **columns)
        Trace.objects.bulk_create([row], ignore_conflicts=True)
    return _newest([key])[key][0]


def _contents(made: Iterable[Stored]) -> Mapping[str, str]:
    return {artifact.role: artifact.content for artifact in made}
