"""The patrol: stored files are read back in turn, a slice at a time, so that what decays unseen is found."""

import logging
import time
from datetime import datetime

from django.db import connection, transaction

from generation.artifacts import artifact_store
from generation.artifacts.storage import ArtifactDamaged, ArtifactMissing

log = logging.getLogger(__name__)

MOST_BYTES = 256 << 20
MOST_SECONDS = 5.0
"""What a slice reads at most, but for its last file."""
REST_SECONDS = 24 * 3600.0
"""For how long a file that was read is left alone."""

# Whoever takes a file puts its time forward at once, so that patrols beside each other read others.
_NEXT = """
UPDATE generation_artifact SET checked_at = clock_timestamp() WHERE digest = (
    SELECT digest FROM generation_artifact
    WHERE (checked_at IS NULL OR checked_at < %s) AND (replaced_by = '' OR NOT missing) AND evicted_at IS NULL
        AND NOT apart
    ORDER BY checked_at NULLS FIRST LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING digest, size
"""


def walk(most_bytes: int = MOST_BYTES, most_seconds: float = MOST_SECONDS, rest: float = REST_SECONDS) -> int:
    """Read the files that were not read for longest; return how many. StorageAway where they cannot be reached."""
    rested = _ago(rest)
    read, count, until = 0, 0, time.monotonic() + most_seconds
    while read < most_bytes and time.monotonic() < until and (due := _next(rested)):
        digest, size = due
        try:
            artifact_store.verify(digest)
        except (ArtifactMissing, ArtifactDamaged) as error:
            log.warning("%s: %s", digest, error.detail)
        read, count = read + size, count + 1
    return count


def _ago(seconds: float) -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp() - make_interval(secs => %s)", [seconds])
        moment: datetime = cursor.fetchone()[0]
    return moment


def _next(rested: datetime) -> tuple[str, int] | None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_NEXT, [rested])
        due: tuple[str, int] | None = cursor.fetchone()
    return due
